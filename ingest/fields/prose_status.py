"""The status of an action from sentences, where a plan has no column for it."""

from __future__ import annotations

import re

from ingest.fields.names import mask_names
from ingest.fields.status import ReadStatus, find_statuses
from schema.vocabulary import Status

_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")
_SUBJECT = re.compile(
    r"^\W*(?:(?:this|the|that|our|all(?: of)?(?: the| these)?|these|both)\s+(?:[\w-]+\s+){0,3}?"
    r"(?:actions?|milestones?|recommendations?|commitments?|tasks?|objectives?|works?)|(?:action|milestone|recommendation)\s+[\d.]+[a-z]?|it)\b"
    r"\s*(?:is|are|was|were|has|have|remains?|continues?)\b",
    re.IGNORECASE,
)
_LONGEST_BARE = 4
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
    bare = sentence.strip(" .;:!-–")
    found = find_statuses(bare)
    if not found or _LATER.search(bare):
        return None
    is_bare = len(bare.split()) <= _LONGEST_BARE and bare.lower().startswith(found[0][0].lower())
    if not is_bare and not _SUBJECT.match(bare):
        return None
    first, later = found[0][1], {status for _, status in found[1:]}
    is_mixed = first is Status.COMPLETED and bool(later & {Status.IN_PROGRESS, Status.NOT_STARTED})
    return ReadStatus(mask_names(sentence.strip()), Status.IN_PROGRESS if is_mixed else first)
