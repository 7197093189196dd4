"""Rows of a table that lost every mark between their cells: one line a row, below a header that lost them too."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.fields.dates import find_dates
from ingest.fields.leads import find_agencies
from ingest.fields.status import find_statuses
from ingest.read.grid import Grid, Note, Row
from ingest.recognise.columns import is_exact, normal, role_of
from ingest.recognise.shapes.lay import AS_PRINTED, Record, relaid

_FEWEST = 3
_LONGEST_NAME = 5
_REF = re.compile(r"^(?P<ref>(?:[A-Z]{1,6}[\s.]?)?\d+(?:\.\d+)*[a-z]?)[.):]?\s+(?P<rest>\S.*)$", re.DOTALL)
_RAG = re.compile(r"^(red|amber|green)$", re.IGNORECASE)
_TEXTS = ("recommendation", "action", "outcome", "progress")


def lay_flattened(grid: Grid) -> Grid | None:
    """A grid of flattened rows as records; None if it is not of this kind.

    What shows by itself what it is (a reference at the front; a status, date or known agency at the end) is read. If
    one column of texts remains, the rest is its cell; where two remain, both stay blank.
    """
    lines = [row for row in grid.rows if not row.is_table and not row.is_aside]
    for place, row in enumerate(lines):
        header = _header(row.flat)
        if header:
            roles = [role_of(text) or "" for text in header]
            records = [_record(roles, line) for line in _rows(lines[place + 1 :], roles, row.flat)]
            if records:
                return relaid(grid, [*header, AS_PRINTED], records, lines[:place], (), "flattened rows")
    return None


def _header(text: str) -> list[str]:
    """The headers that a line runs together, if every word of it belongs to one."""
    return _names(text.split(), ())


def _names(words: Sequence[str], roles: tuple[str, ...]) -> list[str]:
    """The words as headers, each of a role of its own, at least one of them the plan's text; longest first."""
    if not words:
        return []
    for size in range(min(_LONGEST_NAME, len(words)), 0, -1):
        role = role_of(" ".join(words[:size])) if _is_name(words[:size]) else None
        if role is None or role in roles:
            continue
        name, found = " ".join(words[:size]), (*roles, role)
        if size == len(words):
            return [name] if len(found) >= _FEWEST and {"recommendation", "action"} & set(found) else []
        rest = _names(words[size:], found)
        if rest:
            return [name, *rest]
    return []


def _is_name(words: Sequence[str]) -> bool:
    text = " ".join(words)
    return is_exact(text) and role_of(text) not in (None, "derived") and bool(normal(text))


def _rows(lines: Sequence[Row], roles: Sequence[str], header: str) -> list[Row]:
    """The lines that are rows: where the first column is a reference, those that open with one, others joined to them."""
    return [line for line in lines if line.flat != header and (roles[0] != "ref" or _REF.match(line.flat))]


def _record(roles: Sequence[str], row: Row) -> Record:
    text = row.flat
    cells: dict[int, str] = {}
    first, last = 0, len(roles) - 1
    if roles[0] == "ref":
        match = _REF.match(text)
        if match:
            cells[0], text = match["ref"], match["rest"]
        first = 1
    while last >= first and roles[last] not in _TEXTS:
        taken = _last(roles[last], text)
        if taken is None:
            break
        cells[last], text = taken, text[: len(text) - len(taken)].rstrip(" -–,;")
        last -= 1
    if first == last:
        cells[first] = text
        return Record(cells, row)
    if text:
        cells[len(roles)] = row.flat
    return Record(cells, row, frozenset({Note.CELLS_NOT_CERTAIN}))


def _last(role: str, text: str) -> str | None:
    """The end of a text that is a cell of this role beyond doubt, or None."""
    if role == "rag":
        word = text.rsplit(maxsplit=1)[-1] if text.split() else ""
        return word if _RAG.match(word) else None
    if role == "status":
        found = find_statuses(text)
        return text[-len(found[-1][0]) :] if found and text.lower().endswith(found[-1][0].lower()) else None
    if role in ("target", "completion", "commenced"):
        dates = find_dates(text)
        return text[dates[-1].start :] if dates and dates[-1].end == len(text) else None
    if role == "lead":
        spans = find_agencies(text, "")
        return text[spans[-1].start :] if spans and spans[-1].end == len(text) else None
    return None
