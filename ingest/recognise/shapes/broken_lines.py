"""Rows whose cells are parted by a mark, with line breaks inside: 'cell / cell / cell', or a pipe after each cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.read.grid import Grid, Row
from ingest.read.text.markup import clean
from ingest.recognise.columns import is_exact, role_of
from ingest.recognise.fit import fit
from ingest.recognise.header_words import UNREAD
from ingest.recognise.shapes.lay import Record, relaid

_MARKS = (re.compile(r"(?<!\\)\|"), re.compile(r"(?:(?<=\s)|^)/(?=\s|$)"))
_FEWEST, _MOST_LINES = 3, 14
_DASHES = re.compile(r"^[\s:|+=\-–—]*$")
_GLUED = re.compile(r"(?<=[a-z)])(?=[A-Z])")
_LONGEST_NAME = 120  # letters of a line in which a header may be glued to a text
_TYPED = frozenset({"status", "target", "rag", "completion"})
_NEAR = 3  # lines within which a row that begins without a mark must have one


def lay_broken_lines(grid: Grid) -> Grid | None:
    """A grid of such rows as records; None if it is not of this kind."""
    lines = [row for row in grid.rows if not row.is_table and not row.is_aside and not _DASHES.match(row.flat)]
    for mark in _MARKS:
        found = _header(lines, mark)
        if found is None:
            continue
        start, end, header, rest = found
        is_closed = all(not mark.split(line.flat)[-1].strip() for line in lines[start:end])
        records, beside = _Rows(header, mark, is_closed).read(lines[end:], rest, lines[end - 1])
        if records:
            return relaid(grid, header, records, lines[:start], beside, "cells parted by a mark, over lines")
    return None


def _header(lines: Sequence[Row], mark: re.Pattern[str]) -> tuple[int, int, list[str], str] | None:
    """(first line, line after the last, header, text glued to its end) of the first run of lines that names columns."""
    for start, row in enumerate(lines):
        if not mark.search(row.flat):
            continue
        for end in range(start + 1, min(len(lines), start + _MOST_LINES) + 1):
            parts = _names([line.flat for line in lines[start:end]], mark)
            if parts is None:
                break
            header, rest = parts
            goes_on = end < len(lines) and not rest and _names([lines[end].flat], mark) is not None
            if len(header) >= _FEWEST and not goes_on and _is_plan(header):
                return start, end, header, rest
            if rest:
                break
    return None


def _is_plan(header: Sequence[str]) -> bool:
    roles = {role_of(text) for text in header} - {None} - UNREAD
    return bool(roles & {"recommendation", "action"}) and len(roles) >= 2


def _names(texts: Sequence[str], mark: re.Pattern[str]) -> tuple[list[str], str] | None:
    """(the headers that some lines name, the text glued to the last), or None if they say anything else."""
    parts = [part.strip() for text in texts for part in mark.split(text)]
    header: list[str] = []
    for place, part in enumerate(parts):
        if not part or _is_name(part):
            header += [part] if part else []
            continue
        ends = next((at.start() for at in _GLUED.finditer(part[:_LONGEST_NAME]) if is_exact(part[: at.start()])), None)
        if ends is None or not header:
            return None
        return [*header, part[:ends]], " / ".join([part[ends:], *parts[place + 1 :]])
    return (header, "") if header else None


def _is_name(text: str) -> bool:
    return is_exact(text) or (len(text.split()) <= 6 and role_of(text) not in (None, "derived"))


@dataclass(slots=True)
class _Rows:
    """Reads lines into rows of as many cells as there are columns."""

    header: Sequence[str]
    mark: re.Pattern[str]
    is_closed: bool
    """Whether a mark stands after the last cell too."""
    records: list[Record] = field(default_factory=list)
    beside: list[Row] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    row: Row | None = None

    def read(self, lines: Sequence[Row], glued: str, header_row: Row) -> tuple[list[Record], list[Row]]:
        """(the rows, lines between them that are none)."""
        if glued:
            self._take(glued, header_row, True)
        for place, row in enumerate(lines):
            near = any(self.mark.search(line.flat) for line in lines[place : place + _NEAR])
            self._take(row.cells[0].text, row, near)
        self._close()
        return self.records, self.beside

    def _take(self, text: str, row: Row, is_near_mark: bool) -> None:
        parts = [clean(part.strip()) for part in self.mark.split(text)]
        if self._is_whole() and (len(parts) > 1 or not self.cells[-1] or self._is_told()):
            self._close()
        if self.row is None:
            if not is_near_mark or self._repeats_header(parts):
                self.beside.append(row)
                return
            self.row = row
            parts = parts[1:] if not parts[0] and len(parts) > 1 else parts
            self.cells = [""]
        self.cells[-1] = "\n".join(filter(None, (self.cells[-1], parts[0])))
        self.cells += parts[1:]

    def _is_whole(self) -> bool:
        """Whether the row has all its cells; the last may go on over lines."""
        return self.row is not None and len(self.cells) >= len(self.header) + self.is_closed

    def _is_told(self) -> bool:
        """Whether the last cell is a status, date or rating that is whole: no sentence goes on with it."""
        role = role_of(self.header[-1]) or ""
        return role in _TYPED and fit(role, self.cells[-1]) > 0

    def _repeats_header(self, parts: Sequence[str]) -> bool:
        named = [part for part in parts if part]
        return bool(named) and all(part in self.header for part in named)

    def _close(self) -> None:
        width = len(self.header)
        if self.row is not None and any(self.cells):
            cells = [*self.cells[: width - 1], "\n".join(filter(None, self.cells[width - 1 :]))]
            self.records.append(Record({place: text for place, text in enumerate(cells) if text}, self.row))
        self.row, self.cells = None, []
