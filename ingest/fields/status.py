"""The status of an action from the plan's own word, and rows that are closed but not done."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ingest.reference import not_done_phrases, status_words, whole_status_words, words_beside_a_status
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


#: Words before a word of completion, in the same clause, that say it is not so, or not yet, or not wholly.
_NOT_YET_DONE = re.compile(
    r"\b(?:not|never|cannot|can't|unable|yet|will|would|should|must|due|awaiting|pending|expected|almost|nearly|mostly|partly|partially"
    r"|substantially|largely|(?<!\d)\d{1,2}\s?%)\s+(?:[\w']+\s+){0,2}$|\b(?:to|part)\s+(?:be\s+(?:\w+\s+)?)?$",
    re.IGNORECASE,
)
#: Words after it that put it off: 'complete by March 2025', 'complete in part', 'complete?'. 'Completed in March' does not.
_PUT_OFF = re.compile(
    r"^\s*(?:\?|in part\b|(?:by|before|due|end)\s+(?:the\s+)?(?:end\s+(?:of\s+)?)?(?:\d|q\d|spring|summer|autumn|winter"
    r"|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))",
    re.IGNORECASE,
)
_LONGEST_CLAUSE = 200
_CLAUSE = re.compile(r"[.,;:/()\n–—]|\s-\s|\bbut\b|\band\b", re.IGNORECASE)


def _is_really_done(text: str, start: int, end: int) -> bool:
    """Whether a word of completion stands unqualified: not 'to be delivered', 'not fully implemented', '50% complete'."""
    clause = _CLAUSE.split(text[max(0, start - _LONGEST_CLAUSE) : start])[-1]
    return not _NOT_YET_DONE.search(clause) and not _PUT_OFF.match(text[end : end + _LONGEST_CLAUSE])


def find_statuses(text: str) -> list[tuple[str, Status]]:
    """Every status word of a text in order, each with its meaning. At one place the longest wins."""
    meaning = _meaning()
    found = []
    for match in _pattern().finditer(text):
        status = meaning[re.sub(r"[\s\-]+", " ", match.group(1).lower())]
        if status is Status.COMPLETED and not _is_really_done(text, match.start(), match.end()):
            status = Status.IN_PROGRESS
        found.append((match.group(1), status))
    return found


def status_of_whole(text: str) -> Status | None:
    """The status of a cell that says one thing and no more, in a word that means it there only: 'New', 'Carried forward'."""
    if len(text) >= _LONGEST_WHOLE or _QUALIFIED.search(text):
        return None
    return whole_status_words().get(" ".join(re.findall(r"[a-z]+", text.lower())))


def is_status_word(text: str) -> bool:
    """Whether a cell is a status and little else."""
    if status_of_whole(text) is not None:
        return True
    found = find_statuses(text)
    return len(text.split()) <= 4 and bool(found) and text.strip().lower().startswith(found[0][0].lower())


_BESIDE = re.compile(r"[():\-–—]|\b\d[\d/.]*\b")  # of a heading: marks, and the numbers of a day
_LONGEST_HEADING = 8  # words


def status_of_heading(text: str) -> ReadStatus:
    """The status that a heading gives the rows below it: 'Actions completed', 'Outstanding'. Others say none."""
    bare = " ".join(word for word in _BESIDE.sub(" ", text).split() if word.lower() not in words_beside_a_status())
    found = find_statuses(bare)
    is_whole = len(found) == 1 and found[0][0].lower() == bare.lower()
    if len(text.split()) > _LONGEST_HEADING or not is_whole:
        return NOT_STATED
    return ReadStatus(" ".join(text.split()), found[0][1])


_PLACES = re.compile(r"^[A-Z][a-z ]{2,20} \([^()]{1,40}\)(?:; [A-Z][a-z ]{2,20} \([^()]{1,40}\))*$")


def _of_places(text: str) -> Status | None:
    """The status of items told by where they stand, 'Substantial (a); Completed (b, c)': completed only where all are."""
    if not _PLACES.match(text):
        return None
    parts = [part.split("(")[0].strip() for part in text.split(";")]
    told = {status_of_whole(part) or (find_statuses(part)[0][1] if is_status_word(part) else None) for part in parts}
    if None in told or not told:
        return None
    return told.pop() if len(told) == 1 else Status.IN_PROGRESS


_QUALIFIED = re.compile(r"[?%\d]")
_LONGEST_CUT = 4
_LONGEST_WHOLE = 40  # letters
_SHARE = re.compile(r"^(\d{1,3})(?:\.\d+)?\s?%$")


def _share_done(text: str) -> Status | None:
    """The status that a share gives: 100% is completed, 0% not started, what lies between in progress."""
    match = _SHARE.match(text)
    if match is None or int(match[1]) > 100:
        return None
    return {100: Status.COMPLETED, 0: Status.NOT_STARTED}.get(int(match[1]), Status.IN_PROGRESS)


_YES_NO = {
    "✓": Status.COMPLETED,
    "✔": Status.COMPLETED,
    "☑": Status.COMPLETED,
    "yes": Status.COMPLETED,
    "y": Status.COMPLETED,
    "no": Status.IN_PROGRESS,
    "n": Status.IN_PROGRESS,
}


def _cut_in_two(text: str) -> list[tuple[str, Status]]:
    """The status of a short cell in which a narrow column cut a word: 'In progr ess'."""
    if len(text.split()) > _LONGEST_CUT:
        return []
    wholes = (text[:place] + text[place + 1 :] for place, sign in enumerate(text) if sign == " ")
    return next(
        (found for whole in wholes if (found := find_statuses(whole)) and found[0][0].lower() == whole.lower()), []
    )


def read_status(text: str) -> ReadStatus:
    """A cell of a status column: the first status word decides; the whole cell is kept as printed.

    'Training complete. Audit ongoing' is in progress: what is only partly done is not completed. 'Closed: superseded'
    was not pursued: why it was closed says how.
    """
    flat = " ".join(text.split())
    if not flat:
        return NOT_STATED
    whole = status_of_whole(flat)
    if whole is not None:
        return ReadStatus(flat, whole)
    by_place = _of_places(flat)
    if by_place is not None:
        return ReadStatus(flat, by_place)
    found = find_statuses(flat) or _cut_in_two(flat)
    if not found:
        told = _share_done(flat) or _YES_NO.get(flat.lower().rstrip("."))
        return ReadStatus(flat, told) if told else ReadStatus(flat, Status.NOT_STATED, is_known=False)
    first, later = found[0][1], {status for _, status in found[1:]}
    if first is Status.COMPLETED and Status.CLOSED_NOT_PURSUED in later:
        return ReadStatus(flat, Status.CLOSED_NOT_PURSUED)
    is_mixed = first is Status.COMPLETED and bool(later & {Status.IN_PROGRESS, Status.NOT_STARTED})
    return ReadStatus(flat, Status.IN_PROGRESS if is_mixed else first)


def read_completion_status(text: str, has_completion_date: bool) -> ReadStatus:
    """The status that a completion cell gives: its last status word, yes or no, or a bare completion date."""
    flat = " ".join(text.split())
    found = find_statuses(flat)
    if found:
        return ReadStatus(*found[-1])
    answer = _YES_NO.get(re.split(r"[\s,.;–-]", flat.lower())[0])
    if answer is not None:
        return ReadStatus(flat, answer)
    if has_completion_date:
        return ReadStatus(None, Status.COMPLETED)
    return ReadStatus(flat, Status.NOT_STATED, is_known=False) if flat else NOT_STATED


_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")


@cache
def _not_done() -> tuple[re.Pattern[str], re.Pattern[str]]:
    says_so, does_not = not_done_phrases()
    return re.compile("|".join(says_so), re.IGNORECASE), re.compile("|".join(does_not), re.IGNORECASE)


def not_done_sentence(latest_update: str) -> str | None:
    """The sentence by which a closed action's latest update says it was not, or could not be, done."""
    says_so, does_not = _not_done()
    if not latest_update.strip():
        return None
    for sentence in _SENTENCE.split(latest_update):
        if says_so.search(sentence) and not does_not.search(sentence):
            return sentence.strip()
    return None
