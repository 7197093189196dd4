"""The status of an action from sentences, where a plan has no column for it."""

from __future__ import annotations

import re

from ingest.fields.dates import MONTH, find_dates
from ingest.fields.names import mask_names
from ingest.fields.status import ReadStatus, find_statuses
from schema.vocabulary import Status

_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+|\s*/\s+")
#: A numbered item, of which each tells its own.
_ITEM = re.compile(
    rf"(?:^|\n)\s*(?:\(?\d{{1,2}}[.):]|\d{{1,2}}\s?[-–]\s?\d{{1,2}}[.):]?|\(?[a-z]\))\s+(?!{MONTH}\b)(?=[A-Z])",
    re.MULTILINE,
)
#: The end of an item that is its status and the day of it.
_ENDS_DONE = re.compile(
    r"(?:^|[.;\n]\s*|\s)(?P<said>(?:Complete|Completed|Done|Closed|(?:full )?review completed)\b[\s:,–(-]*(?:on|in)?\s*"
    r"(?:\d{1,2}[./ -]\d{1,2}[./ -]\d{2,4})?\W*)$"
)
#: What an item or sentence goes on with after its first word where that word is all of it.
_AND_MORE = re.compile(
    r"^(?:\W*$|\s*[,–-]?\s*and\s+(?:is|was|now|in use|shown|published|closed|embedded|signed off|approved|done|will be reviewed)\b|\s*[.;]"
    r"|\s+[–-]\s)",
    re.IGNORECASE,
)
#: An item that opens with what was done and when: 'Full review completed 02/03/2020, with ...'.
_DONE_ON = re.compile(
    r"^(?:[A-Z]\w+\s+)(?:\w+\s+){0,2}?(?:completed|done|closed|delivered|published)\s+(?:on\s+)?\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b"
)
_NOT_ALL = re.compile(
    r"\b(?:apart|except|but|first|draft|part|stage|phase|some|\d+ of|of \d+|for \w+ (?:of|staff))\b", re.IGNORECASE
)
_DASH = re.compile(r"^\s+[–-]\s+")
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
    items = [item for item in _ITEM.split(text) if item.strip()]
    if len(_ITEM.findall(text)) > 0 and (found := _of_items(items)):
        return found
    said = [found for sentence in _SENTENCE.split(text) if (found := _of_sentence(sentence)) is not None]
    return said[-1] if said else None


def _of_items(items: list[str]) -> ReadStatus | None:
    """The status of several items: completed where all that tell theirs are; None where none opens or ends with a status."""
    said = [found for item in items if (found := _of_item(item)) is not None]
    if not said:
        return None
    is_done = all(found.status is Status.COMPLETED for found in said)
    words = "; ".join(found.as_printed or "" for found in said)
    return ReadStatus(words, Status.COMPLETED if is_done else Status.IN_PROGRESS)


def _of_item(item: str) -> ReadStatus | None:
    """What an item tells by its first words or its last: 'Complete and shown on the forms', '... agreed. Complete 04/03/2020'."""
    first = _SENTENCE.split(item.strip())[0]
    found = find_statuses(first)
    if found and first.lower().startswith(found[0][0].lower()):
        is_whole = found[0][1] is not Status.COMPLETED or _is_all(first[len(found[0][0]) :])
        return ReadStatus(mask_names(first.strip()), found[0][1]) if is_whole else None
    done = _DONE_ON.match(first)
    if done and not _NOT_ALL.search(done[0]):
        return ReadStatus(mask_names(done[0]), Status.COMPLETED)
    last = [part for part in item.strip().split("\n") if part.strip()][-1] if item.strip() else ""
    ending = _ENDS_DONE.search(last)
    if ending and find_statuses(last) and find_statuses(last)[-1][1] is Status.COMPLETED:
        return ReadStatus(mask_names(ending["said"].strip()), Status.COMPLETED)
    return None


def _is_all(rest: str) -> bool:
    """Whether what follows a word of completion takes nothing of it back: not 'Completed training for ten', 'Completed: 3 of 10'."""
    dates = find_dates(rest)
    is_dated = bool(dates) and rest[: dates[0].start].strip(" ,:(–-").lower() in ("", "on", "in")
    if told := _DASH.match(rest):  # what follows a dash tells more; only its first words take anything back
        return not _NOT_ALL.match(rest[told.end() :])
    return (is_dated or bool(_AND_MORE.match(rest))) and not _NOT_ALL.search(rest)


def _of_sentence(sentence: str) -> ReadStatus | None:
    bare = _OPENING.sub("", sentence.strip(" .;:!-–"))
    found = find_statuses(bare)
    if not found:
        return None
    word, first = found[0]
    at = bare.lower().index(word.lower())
    if _LATER.search(bare[:at]):
        return None
    clause = bare[:at].rsplit(",", 1)[-1] + bare[at:]  # 'Because of the move, this action has been delayed'
    if not (_is_bare(bare, at, word, first) or _SUBJECT.match(bare) or _SUBJECT.match(clause)):
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
    if re.match(r"\s*,?\s*and\s", rest) and _is_all(rest):
        return True  # 'Completed, and published': all of it, and more is told
    dates = find_dates(rest)
    without = rest.replace(dates[0].words, "") if dates else rest
    counts = any(sign.isdigit() for sign in without)  # 'Completed 12 sessions'
    return not counts and len(without.split()) < _LONGEST_BARE and (bool(dates) or len(text.split()) <= _LONGEST_BARE)
