"""Progress cells: a cell is one or more updates, each opened by a label or a date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from ingest.fields.dates import find_dates
from ingest.fields.rag import leading_rating, without_leading_rating
from schema.vocabulary import DateOrder, Precision, Rag


@dataclass(frozen=True, slots=True)
class Update:
    """One update: what opens it, its date and rating where printed, and its text."""

    label: str | None
    day: date | None
    rag: Rag | None
    text: str


_MONTHS = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*"
_LABEL = re.compile(
    rf"(?:^|(?<=[\s.!?;)]))(?P<label>(?:(?:Red|Amber|Green)\s+)?(?:(?:Revised|Further|Latest|Final|New|Previous)\s+)?"
    rf"(?:{_MONTHS}\.?\s+(?:20\d\d\s+)?)?(?:Q[1-4]\s+(?:20\d\d(?:/\d\d)?\s+)?)?"
    rf"(?:[Uu]pdate|UPDATE)s?(?:\s+(?:\d{{1,2}}(?!\d)|as at [^:\n]{{1,20}}|\([^)\n]{{1,30}}\)|{_MONTHS}\.?\s+20\d\d"
    rf"|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}))?\s*[:–](?!\S*//))"
)
_MONTH_LABEL = re.compile(rf"^(?P<label>{_MONTHS}\.?\s+20\d\d)\s*[:–-]\s")
_RATING_LINE = re.compile(r"^\s*(?:red|amber|green)\b[^\n]{0,60}$", re.IGNORECASE)


def _opens_dated(line: str, order: DateOrder) -> int | None:
    """Where the text begins in a line that opens with a date and a dash, colon or space; None if it does not."""
    found = find_dates(line[:40], order)
    if not found or found[0].start != 0 or found[0].precision is not Precision.DAY or found[0].day is None:
        month = _MONTH_LABEL.match(line)
        return month.end() if month else None
    rest = line[found[0].end :]
    return found[0].end + len(rest) - len(rest.lstrip(" :–-"))


def _is_opened_by_label(match: re.Match[str]) -> bool:
    """'Update:' opens an update; 'an update:' inside a sentence does not."""
    label = match.group("label")
    return not label.startswith("update") or match.start() == 0


def _starts(text: str, order: DateOrder) -> list[tuple[int, int]]:
    """(start, start of text) of each label or dated entry."""
    starts = [(m.start("label"), m.end("label")) for m in _LABEL.finditer(text) if _is_opened_by_label(m)]
    if starts:
        return starts
    offset = 0
    for line in text.split("\n"):
        begins = _opens_dated(line, order)
        if begins is not None:
            starts.append((offset, offset + begins))
        offset += len(line) + 1
    return starts


def _parts(text: str, order: DateOrder) -> list[tuple[str | None, str]]:
    """(label, text) of each update in order; prose before the first label is an update of its own."""
    starts = _starts(text, order)
    if not starts:
        return [(None, text)]
    ends = [start for start, _ in starts[1:]] + [len(text)]
    parts: list[tuple[str | None, str]] = []
    before = text[: starts[0][0]]
    if _without_ratings(before):
        parts.append((None, before))
    parts += [(text[s:b].strip(" :–-\n"), text[b:e]) for (s, b), e in zip(starts, ends, strict=True)]
    return parts


def _without_ratings(text: str) -> str:
    """A text less the lines that are only a rating."""
    return "\n".join(line for line in text.split("\n") if line.strip() and not _RATING_LINE.match(line)).strip()


def _label_day(label: str | None, order: DateOrder) -> date | None:
    found = find_dates(label or "", order)
    return found[0].day if found and found[0].precision is Precision.DAY else None


def split_updates(text: str, order: DateOrder = DateOrder.DAY_FIRST) -> list[Update]:
    """The updates of a progress cell, in order. A plain block of prose is one; an empty cell has none."""
    if not text.strip():
        return []
    updates = []
    for label, body in _parts(text, order):
        rag = leading_rating(label or "") or leading_rating(body.strip())
        clean_label = without_leading_rating(label).strip() if label else None
        updates.append(Update(clean_label or label, _label_day(label, order), rag, _without_ratings(body)))
    return updates
