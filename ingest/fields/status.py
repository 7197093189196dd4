"""The status of an action from the plan's own word, and rows that are closed but not done."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ingest.reference import not_done_phrases, status_words
from schema.vocabulary import Status


@dataclass(frozen=True, slots=True)
class ReadStatus:
    """A status cell as read: the word as printed and what it means."""

    as_printed: str | None
    status: Status
    is_known: bool = True


NOT_STATED = ReadStatus(None, Status.NOT_STATED)


@cache
def _pattern() -> re.Pattern[str]:
    words = sorted({word for group in status_words().values() for word in group}, key=len, reverse=True)
    return re.compile(r"(?<!\w)(" + "|".join(_flexible(word) for word in words) + r")(?!\w)", re.IGNORECASE)


def _flexible(word: str) -> str:
    """A phrase that any space or hyphen may join."""
    return r"[\s\-]+".join(re.escape(part) for part in word.split())


@cache
def _meaning() -> dict[str, Status]:
    return {word: status for status, words in status_words().items() for word in words}


def find_statuses(text: str) -> list[tuple[str, Status]]:
    """Every status word of a text in order, each with its meaning. At one place the longest wins."""
    meaning = _meaning()
    found = []
    for match in _pattern().finditer(text):
        key = re.sub(r"[\s\-]+", " ", match.group(1).lower())
        found.append((match.group(1), meaning[key]))
    return found


def read_status(text: str) -> ReadStatus:
    """A cell of a status column: the first status word decides; the whole cell is kept as printed."""
    flat = " ".join(text.split())
    if not flat:
        return NOT_STATED
    found = find_statuses(flat)
    if not found:
        return ReadStatus(flat, Status.NOT_STATED, is_known=False)
    return ReadStatus(flat, found[0][1])


def read_completion_status(text: str, has_completion_date: bool) -> ReadStatus:
    """The status that a completion cell gives: its last status word, or a bare completion date."""
    found = find_statuses(" ".join(text.split()))
    if found:
        return ReadStatus(*found[-1])
    return ReadStatus(None, Status.COMPLETED) if has_completion_date else NOT_STATED


_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")


@cache
def _not_done() -> tuple[re.Pattern[str], re.Pattern[str]]:
    says_so, does_not = not_done_phrases()
    return re.compile("|".join(says_so), re.IGNORECASE), re.compile("|".join(does_not), re.IGNORECASE)


def not_done_sentence(latest_update: str) -> str | None:
    """The sentence by which a closed action's latest update says it was not, or could not be, done."""
    says_so, does_not = _not_done()
    for sentence in _SENTENCE.split(latest_update):
        if says_so.search(sentence) and not does_not.search(sentence):
            return sentence.strip()
    return None
