"""By what signs a progress text shows whether a closed action was done: its words, and what its sentences tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from ingest.fields.asked_for import is_something_else, shared_words
from ingest.fields.status import not_done_sentence
from ingest.reference import support_words

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9\"'“‘(])|[;\n•]+|\s+[-–—]\s+(?=[A-Z])")
#: What a text quotes is what others say.
_QUOTED = re.compile(r"[‘'“\"](?=\w)[^’'”\"\n]{12,}[’'”\"](?!\w)")
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+")
FIRMLY = 2
_MANY = 3


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and what it tells: `done` is 0 for nothing done, 1 for something, 2 for what leaves no doubt."""

    text: str
    is_denied: bool
    is_unrecorded: bool
    is_ahead: bool
    is_first_step: bool
    done: int

    @property
    def is_more(self) -> bool:
        """Whether it tells of more than a first step."""
        return self.done > 0 and not self.is_first_step


def sentences_of(progress: str) -> list[Sentence]:
    """The sentences of a text in their order, without what it quotes."""
    return [_told(text) for part in _SENTENCE.split(_QUOTED.sub("''", progress)) if (text := part.strip())]


def words_of(text: str) -> list[str]:
    """The words of a text and its pairs of neighbouring words; a number is a number."""
    found = ["#" if word[0].isdigit() else word for word in _WORD.findall(text.lower())]
    return [*found, *(f"{one} {next_}" for one, next_ in pairwise(found))]


def signs(asked: str, progress: str, sentences: Sequence[Sentence]) -> frozenset[str]:
    """Every sign of a text: words as they are, what its sentences tell in brackets."""
    told = {name for name, holds in _of_sentences(asked, progress, sentences).items() if holds}
    return frozenset(words_of(_QUOTED.sub("''", progress))) | {f"[{name}]" for name in told}


def _of_sentences(asked: str, progress: str, all_of: Sequence[Sentence]) -> dict[str, bool]:
    """What the sentences of a text tell, and how that stands to what was asked."""
    last = all_of[-1]
    is_denied, is_ahead = any(one.is_denied for one in all_of), any(one.is_ahead for one in all_of)
    is_unrecorded, is_more = any(one.is_unrecorded for one in all_of), any(one.is_more for one in all_of)
    is_considered, shared = finds("considered", asked), shared_words(asked, progress)
    return {
        "denied": is_denied,
        "unrecorded": is_unrecorded,
        "ahead": is_ahead,
        "last denied": last.is_denied,
        "last unrecorded": last.is_unrecorded,
        "last ahead": last.is_ahead,
        "last firmly done": last.done == FIRMLY,
        "firmly done": any(one.is_more and one.done == FIRMLY for one in all_of),
        "done": is_more,
        "nothing done": not any(one.done for one in all_of),
        "first steps only": not is_more and any(one.done for one in all_of),
        "denied, nothing done": is_denied and not is_more,
        "ahead, nothing done": is_ahead and not is_more,
        "unrecorded, nothing done": is_unrecorded and not is_more,
        "denied, done": is_denied and is_more,
        "ahead, done": is_ahead and is_more,
        "to be considered": is_considered,
        "denied, to be considered": is_denied and is_considered,
        "overcome": any(finds("overcome", one.text) for one in all_of),
        "of another sort": is_something_else(asked, progress),
        "no word of it": shared == 0,
        "words of it": shared > 1,
        "firmly done, words of it": any(one.done == FIRMLY and shared_words(asked, one.text) for one in all_of),
        "one sentence": len(all_of) == 1,
        "many sentences": len(all_of) > _MANY,
    }


def _told(text: str) -> Sentence:
    is_unrecorded = finds("unrecorded", text)
    is_denied = not is_unrecorded and (not_done_sentence(text) is not None or finds("not_possible", text))
    is_done = not is_denied and not is_unrecorded and finds("done", text)
    return Sentence(
        text,
        is_denied=is_denied,
        is_unrecorded=is_unrecorded,
        is_ahead=not is_denied and not is_unrecorded and finds("ahead", text),
        is_first_step=finds("first_step", text),
        done=0 if not is_done else FIRMLY if finds("firmly_done", text) else 1,
    )


def finds(name: str, sentence: str) -> bool:
    """Whether a sentence says what a list of `data/reference/support.toml` tells by its patterns."""
    says_so, does_not = _lists()[name]
    return bool(says_so.search(sentence)) and not (does_not and does_not.search(sentence))


@cache
def _lists() -> dict[str, tuple[re.Pattern[str], re.Pattern[str] | None]]:
    return {
        name: (_any(entry["says_so"]), _any(entry["does_not"]) if entry.get("does_not") else None)
        for name, entry in support_words().items()
        if "says_so" in entry
    }


def _any(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)
