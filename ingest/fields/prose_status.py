"""The status of an action from sentences, where a plan has no column for it."""

from __future__ import annotations

import re

from ingest.fields.dates import find_dates
from ingest.fields.names import mask_names
from ingest.fields.status import ReadStatus, find_statuses
from schema.vocabulary import Status

_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")
_SUBJECT = re.compile(
    r"^\W*(?:(?:work|progress|implementation|delivery|completion)\s+(?:on|of|towards)\s+)?"
    r"(?:(?:this|the|that|our|all(?: of)?(?: the| these)?|these|both)\s+(?:[\w-]+\s+){0,3}?"
    r"(?:actions?|milestones?|recommendations?|commitments?|tasks?|objectives?|works?)|(?:action|milestone|recommendation)\s+[\d.]+[a-z]?"
    r"|it|this|these)\b\s*(?:is|are|was|were|has|have|remains?|continues?)\b",
    re.IGNORECASE,
)
_OPENING = re.compile(r"^(?:now|all|fully|since|currently|still)\s+", re.IGNORECASE)
_LONGEST_BARE = 4
_LONGEST_OPEN = 10
_LATER = re.compile(
    r"\b(?:will|would|should|must|to be|need(?:s|ed)? to|once|when|until|if|before|after)\b", re.IGNORECASE
)


def read_prose_status(text: str) -> ReadStatus | None:
    """The status that the sentences of a progress text give, or None.

    A sentence counts if it speaks of the action itself ('This action is complete.') or is a status and little
    else ('Partially completed.'). Of several the last decides: what is told later holds.
    """
    said = [found for sentence in _SENTENCE.split(text) if (found := _of_sentence(sentence)) is not None]
    return said[-1] if said else None


def _of_sentence(sentence: str) -> ReadStatus | None:
    bare = _OPENING.sub("", sentence.strip(" .;:!-–"))
    found = find_statuses(bare)
    if not found:
        return None
    word, first = found[0]
    at = bare.lower().index(word.lower())
    if _LATER.search(bare[:at]):
        return None
    if not (_is_bare(bare, at, word, first) or _SUBJECT.match(bare)):
        return None
    later = {status for _, status in found[1:]}
    is_mixed = first is Status.COMPLETED and bool(later & {Status.IN_PROGRESS, Status.NOT_STARTED})
    return ReadStatus(mask_names(sentence.strip()), Status.IN_PROGRESS if is_mixed else first)


def _is_bare(text: str, at: int, word: str, status: Status) -> bool:
    """Whether a sentence is a status and little else: 'Completed in March 2024', 'Pending guidance from the panel'.

    What is told to be completed must be all of it: 'Completed training for ten staff' says nothing of the action.
    """
    if at != 0:
        return False
    rest = text[len(word) :]
    if status is not Status.COMPLETED:
        return len(text.split()) <= _LONGEST_OPEN
    dates = find_dates(rest)
    without = rest.replace(dates[0].words, "") if dates else rest
    return len(without.split()) < _LONGEST_BARE and (bool(dates) or len(text.split()) <= _LONGEST_BARE)
