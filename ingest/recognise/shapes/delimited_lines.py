"""Lines whose cells are parted by a mark: pipe tables of Markdown, ' / ', ' ; '."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ingest.read.grid import Cell, Grid, Row
from ingest.read.markup import clean
from ingest.recognise.columns import read_header
from ingest.recognise.shapes.lay import AS_PRINTED, as_header, as_row, records_of, roles_of

_PIPE = re.compile(r"(?<!\\)\|")
_MARKS = (_PIPE, re.compile(r"\s+/\s+"), re.compile(r"\s+//\s+"), re.compile(r"\s*[¦‖]\s*"), re.compile(r"\s+;\s+"))
_DASHES = re.compile(r"^[\s:|+=\-–—]*$")
_FEWEST = 3


def lay_delimited_lines(grid: Grid) -> Grid | None:
    """A grid whose lines hold a header and rows, their cells parted by one mark; None if it is not of this kind."""
    for mark in _MARKS:
        place = next((at for at, row in enumerate(grid.rows) if not row.is_table and _header(row, mark)), None)
        if place is not None:
            return _laid(grid, place, mark)
    return None


def _parts(row: Row, mark: re.Pattern[str]) -> list[str]:
    text = row.cells[0].text.strip()
    if mark is _PIPE:
        text = text.removeprefix("|")
        text = text[:-1] if text.endswith("|") and not text.endswith("\\|") else text
    return [clean(part.replace("\\|", "|")) for part in mark.split(text)]


def _header(row: Row, mark: re.Pattern[str]) -> bool:
    parts = _parts(row, mark)
    cells = tuple(Cell(text, place) for place, text in enumerate(parts))
    return len(parts) >= _FEWEST and read_header(Row(cells, row.line)) is not None


def _laid(grid: Grid, place: int, mark: re.Pattern[str]) -> Grid | None:
    """The lines with cells as rows of a table; the lines between them stay lines, and may be headings."""
    header = _parts(grid.rows[place], mark)
    roles = roles_of(header)
    rows = list(grid.rows[:place])
    found = 0
    for row in grid.rows[place:]:
        parts = _parts(row, mark) if not row.is_table else []
        if _DASHES.match(row.flat):
            continue
        if _header(row, mark):
            header, roles = parts, roles_of(parts)
            rows.append(as_header(row, [*header, AS_PRINTED]))
        elif len(parts) >= max(2, len(header) // 2):
            rows.append(as_row(records_of(roles, _fitted(parts, len(header)), row), len(header) + 1))
            found += 1
        else:
            rows.append(row)
    return replace(grid, rows=tuple(rows), layout="lines of delimited cells") if found else None


def _fitted(parts: Sequence[str], width: int) -> list[str]:
    """Cells without blank ones beyond the last column."""
    fitted = list(parts)
    while len(fitted) > width and not fitted[-1]:
        fitted.pop()
    return fitted


def lay_headless_lines(grid: Grid) -> Grid | None:
    """A grid of lines with the same number of cells and no header; what the cells hold is told by themselves."""
    for mark in _MARKS:
        parted = [(row, _parts(row, mark)) for row in grid.rows if not row.is_table]
        widths = Counter(len(parts) for _, parts in parted if len(parts) > _FEWEST)
        width, count = widths.most_common(1)[0] if widths else (0, 0)
        if count >= _FEWEST:
            rows = [_headless_row(row, parts) if len(parts) == width else row for row, parts in parted]
            return replace(grid, rows=tuple(rows), layout="lines of delimited cells")
    return None


def _headless_row(row: Row, parts: Sequence[str]) -> Row:
    cells = tuple(Cell(text, place) for place, text in enumerate(parts))
    return replace(row, cells=cells, is_table=True, table=0, may_run_on=False)
