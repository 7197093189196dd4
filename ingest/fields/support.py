"""Whether the text of an action that is marked completed supports that it was done.

Each sign of a text (`told_by`) has a weight for each of the things that a text may say. The weights are learned from keyed rows by
`python -m tests.bench.support --learn`: multinomial logistic regression, which `data/reference/support_weights.csv` holds. What is
told is a reading of words, never a finding of fact; it is called plain or likely by how probable it is.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from ingest.fields.status import not_done_sentence
from ingest.fields.told_by import Sentence, finds, sentences_of, signs, words_of
from ingest.reference import support_weights, support_words
from schema.vocabulary import Support

_NOT_A_WORD = re.compile(r"\d+(?:st|nd|rd|th)?|[\W_]+")
_FEW_WORDS = 1
_ALWAYS = "[always]"
#: From so probable on that a text does not support it, it is shown as likely, and as plain. Chosen where keyed rows that the weights
#: were not learned from are right in at least 0.75 and 0.9 of all (docs/bench.md).
LIKELY, PLAIN = 0.6, 0.8

#: What a text is said to say only where a sentence of it says so: weights alone are learned from too few rows.
_SAID_BY = {
    Support.NOT_POSSIBLE: "[denied]",
    Support.NOTHING_RECORDED: "[unrecorded]",
    Support.STILL_TO_COME: "[ahead]",
    Support.SOMETHING_ELSE: "[of another sort]",
}
#: Where a thing was to be considered, looked into or audited, a decision against it is what was asked.
_CONSIDERED = "[to be considered]"


@dataclass(frozen=True, slots=True)
class Told:
    """What a text says of an action, the sentence that says so, and whether it is plain."""

    support: Support
    words: str | None = None
    is_plain: bool = True


def support_of(asked: str, progress: str, beside: Sequence[str] = ()) -> Told:
    """What the text of an action that is marked completed says of it.

    Args:
        asked: the recommendation and the action.
        progress: what the plan says of progress, every update, the latest last.
        beside: the status and completion cells, which may say so too.
    """
    for cell in beside:
        if found := not_done_sentence(cell):
            return Told(Support.NOT_POSSIBLE, found)
    if tells_nothing(progress):
        return Told(Support.NO_EVIDENCE)
    return _weighed(asked, progress, sentences_of(progress))


def _weighed(asked: str, progress: str, sentences: Sequence[Sentence]) -> Told:
    """What the signs of a text weigh most for, of what its sentences say."""
    told = signs(asked, progress, sentences)
    probable, may_be = probabilities(told), _said(told, sentences)
    unsupported = 1 - probable[Support.SUPPORTED]
    if unsupported < LIKELY or not may_be:
        return Told(Support.SUPPORTED)
    kind = max(may_be, key=lambda support: probable[support])
    is_plain = unsupported >= PLAIN and kind is not Support.SOMETHING_ELSE
    return Told(kind, _whole(_sentence_of(kind, sentences), progress), is_plain)


def _said(told: frozenset[str], sentences: Sequence[Sentence]) -> list[Support]:
    """What the sentences of a text may say, but for what fulfils the demand: to decide against what was to be considered, to be closed since."""
    fulfils = {
        Support.NOT_POSSIBLE: _CONSIDERED in told,
        Support.STILL_TO_COME: _is_closed_since(sentences),
    }
    return [kind for kind, sign in _SAID_BY.items() if sign in told and not fulfils.get(kind, False)]


def _is_closed_since(sentences: Sequence[Sentence]) -> bool:
    """Whether a sentence after the last of what lay ahead says that it is closed."""
    last = max((place for place, sentence in enumerate(sentences) if sentence.is_ahead), default=len(sentences))
    return any(finds("closed", sentence.text) for sentence in sentences[last + 1 :])


def tells_nothing(progress: str) -> bool:
    """Whether a text is blank, or says no more than that the action is closed."""
    if finds("ahead", progress):
        return False
    left = [word for word in _NOT_A_WORD.sub(" ", _empty().sub(" ", progress)).split() if len(word) > 1]
    return len(left) <= _FEW_WORDS


def probabilities(of: frozenset[str]) -> dict[Support, float]:
    """How probable each of the things is that a text with these signs may say; they add up to 1."""
    weights = support_weights()
    known = [weights[sign] for sign in sorted(of & weights.keys())]
    sums = {support: weights[_ALWAYS][support] + sum(one[support] for one in known) for support in weights[_ALWAYS]}
    highest = max(sums.values())
    raised = {support: math.exp(value - highest) for support, value in sums.items()}
    return {support: value / sum(raised.values()) for support, value in raised.items()}


def _sentence_of(kind: Support, sentences: Sequence[Sentence]) -> str:
    """The sentence whose words weigh most for what the text says; of several alike the last."""
    return max(reversed(sentences), key=lambda sentence: (_tells(kind, sentence), _weight(kind, sentence.text))).text


def _tells(kind: Support, sentence: Sentence) -> bool:
    says: Mapping[Support, bool] = {
        Support.NOT_POSSIBLE: sentence.is_denied,
        Support.NOTHING_RECORDED: sentence.is_unrecorded,
        Support.STILL_TO_COME: sentence.is_ahead,
    }
    return says.get(kind, False)


def _weight(kind: Support, text: str) -> float:
    weights = support_weights()
    return sum(
        weights[word][kind] - weights[word][Support.SUPPORTED]
        for word in sorted(set(words_of(text)))
        if word in weights
    )


def _whole(sentence: str, progress: str) -> str:
    """A sentence as the text has it, with what it quotes."""
    if "''" not in sentence or sentence in progress:
        return sentence
    found = re.search(".*?".join(re.escape(part) for part in sentence.split("''")), progress, re.DOTALL)
    return found.group() if found else progress.strip()


@cache
def _empty() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(support_words()['tells_nothing']['words'])})\b", re.IGNORECASE)
