"""Whether the text of an action that is marked completed supports that it was done.

Each sentence is told by the words of `data/reference/support.toml`: what was done, what lies ahead, what is not recorded, what was
not possible. Of several the later hold: an obstacle that was overcome is none. What is told is a reading of words, never a finding
of fact; where sentences of both sorts stand side by side it is called likely, not plain.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from ingest.fields.asked_for import is_something_else, shared_words
from ingest.fields.status import not_done_sentence
from ingest.reference import support_words
from schema.vocabulary import Support

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9\"'“‘(])|[;\n•]+|\s+[-–—]\s+(?=[A-Z])")
_NOT_A_WORD = re.compile(r"\d+(?:st|nd|rd|th)?|[\W_]+")
#: What a text quotes is what others say.
_QUOTED = re.compile(r"[‘'“\"](?=\w)[^’'”\"\n]{12,}[’'”\"](?!\w)")
_FEW_WORDS = 1
_FIRMLY = 2


@dataclass(frozen=True, slots=True)
class Told:
    """What a text says of an action, the sentence that says so, and whether it is plain."""

    support: Support
    words: str | None = None
    is_plain: bool = True


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence and what it tells: `done` is 0 for nothing done, 1 for something, 2 for what leaves no doubt."""

    text: str
    is_denied: bool
    is_unrecorded: bool
    is_ahead: bool
    is_first_step: bool
    done: int


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
    sentences = [_told(text) for part in _SENTENCE.split(_QUOTED.sub("''", progress)) if (text := part.strip())]
    told = (
        _unrecorded(asked, sentences)
        or _denied(asked, sentences)
        or _ahead(asked, sentences)
        or _else(asked, progress, sentences)
    )
    return replace(told, words=_whole(told.words, progress)) if told else Told(Support.SUPPORTED)


def tells_nothing(progress: str) -> bool:
    """Whether a text is blank, or says no more than that the action is closed."""
    if _lists()["ahead"].finds(progress):
        return False
    left = [word for word in _NOT_A_WORD.sub(" ", _empty().sub(" ", progress)).split() if len(word) > 1]
    return len(left) <= _FEW_WORDS


def _unrecorded(asked: str, sentences: Sequence[_Sentence]) -> Told | None:
    """The last sentence that says that nothing shows it; what an audit found missing is what was asked."""
    told = _last(sentences, [sentence.is_unrecorded for sentence in sentences], Support.NOTHING_RECORDED)
    has_found = any(sentence.done == _FIRMLY for sentence in sentences)
    return None if told and has_found and _lists()["considered"].finds(asked) else told


def _denied(asked: str, sentences: Sequence[_Sentence]) -> Told | None:
    """The last sentence that says it was not possible; where a thing was to be considered, a decision is what was asked."""
    if _lists()["considered"].finds(asked):
        return None
    return _last(sentences, [sentence.is_denied for sentence in sentences], Support.NOT_POSSIBLE)


def _last(sentences: Sequence[_Sentence], says_so: Sequence[bool], kind: Support) -> Told | None:
    """The last sentence that says so, unless another tells firmly of something done, or that it was got round.

    It is plain where no other sentence tells of anything done, likely where one does.
    """
    place = max((at for at, says in enumerate(says_so) if says), default=None)
    others = [sentence for at, sentence in enumerate(sentences) if at != place]
    if place is None or any(sentence.done == _FIRMLY and not sentence.is_first_step for sentence in others):
        return None
    if any(sentence.done and _lists()["overcome"].finds(sentence.text) for sentence in sentences[place + 1 :]):
        return None
    is_plain = not any(sentence.done and not sentence.is_first_step for sentence in others)
    return Told(kind, sentences[place].text, is_plain=is_plain)


def _ahead(asked: str, sentences: Sequence[_Sentence]) -> Told | None:
    """The last sentence of what lies ahead, where no other tells of more than first steps.

    Where another does, it is likely if it ends the text and speaks of what was asked.
    """
    ahead = [sentence for sentence in sentences if sentence.is_ahead]
    done = [sentence for sentence in sentences if sentence.done and not sentence.is_ahead]
    if not ahead:
        return None
    if any(not sentence.is_first_step for sentence in done):
        has_done = any(sentence.done == _FIRMLY and not sentence.is_first_step for sentence in done)
        is_of_it = sentences[-1].is_ahead and (not has_done or shared_words(asked, sentences[-1].text) > 0)
        return Told(Support.STILL_TO_COME, sentences[-1].text, is_plain=False) if is_of_it else None
    return Told(Support.STILL_TO_COME, ahead[-1].text, is_plain=not done and not ahead[-1].done)


def _else(asked: str, progress: str, sentences: Sequence[_Sentence]) -> Told | None:
    """That another thing was done than was asked; never plain, for it rests on sorts of work alone."""
    done = [sentence.text for sentence in sentences if sentence.done]
    if not done or _lists()["whole_thing"].finds(progress) or not is_something_else(asked, progress):
        return None
    return Told(Support.SOMETHING_ELSE, done[0], is_plain=False)


def _told(text: str) -> _Sentence:
    lists = _lists()
    is_unrecorded = lists["unrecorded"].finds(text)
    is_denied = not is_unrecorded and (not_done_sentence(text) is not None or lists["not_possible"].finds(text))
    is_done = not is_denied and not is_unrecorded and lists["done"].finds(text)
    return _Sentence(
        text,
        is_denied=is_denied,
        is_unrecorded=is_unrecorded,
        is_ahead=not is_denied and not is_unrecorded and lists["ahead"].finds(text),
        is_first_step=lists["first_step"].finds(text),
        done=0 if not is_done else _FIRMLY if lists["firmly_done"].finds(text) else 1,
    )


def _whole(sentence: str | None, progress: str) -> str | None:
    """A sentence as the text has it, with what it quotes."""
    if not sentence or "''" not in sentence:
        return sentence
    found = re.search(".*?".join(re.escape(part) for part in sentence.split("''")), progress, re.DOTALL)
    return found.group() if found else sentence


@dataclass(frozen=True, slots=True)
class _List:
    """Patterns that say something, and those by which a sentence that holds one does not."""

    says_so: re.Pattern[str]
    does_not: re.Pattern[str] | None

    def finds(self, sentence: str) -> bool:
        """Whether a sentence says so."""
        return bool(self.says_so.search(sentence)) and not (self.does_not and self.does_not.search(sentence))


@cache
def _lists() -> dict[str, _List]:
    return {
        name: _List(_any(entry["says_so"]), _any(entry["does_not"]) if entry.get("does_not") else None)
        for name, entry in support_words().items()
        if "says_so" in entry
    }


def _any(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


@cache
def _empty() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(support_words()['tells_nothing']['words'])})\b", re.IGNORECASE)
