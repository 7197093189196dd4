"""Lines whose cells are parted by a mark: pipe tables of Markdown, ' / ', ' ; '."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ingest.read.grid import Cell, Grid, Row
from ingest.read.text.markup import clean
from ingest.recognise.columns import is_exact, read_header
from ingest.recognise.find_header import likely_header
from ingest.recognise.shapes.lay import AS_PRINTED, as_header, as_row, records_of, roles_of

_PIPE = re.compile(r"(?<!\\)\|")
_MARKS = (_PIPE, re.compile(r"\s+/\s+"), re.compile(r"\s+//\s+"), re.compile(r"\s*[¦‖]\s*"), re.compile(r"\s+;\s+"))
_DASHES = re.compile(r"^[\s:|+=\-–—]*$")
_FEWEST = 3
_TRIED = 5  # lines of cells among which the header stands


def lay_delimited_lines(grid: Grid) -> Grid | None:
    """A grid whose lines hold a header and rows, their cells parted by one mark; None if it is not of this kind."""
    for mark in _MARKS:
        place = next((at for at, row in enumerate(grid.rows) if not row.is_table and _header(row, mark)), None)
        place = place if place is not None else _likely_place(grid, mark)
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


def _likely_place(grid: Grid, mark: re.Pattern[str]) -> int | None:
    """Where a line stands whose parts are likely to name the columns of the lines below it, or None."""
    parted = [
        (at, _as_cells(row, mark))
        for at, row in enumerate(grid.rows)
        if not row.is_table and not _DASHES.match(row.flat)
    ]
    wide = [(at, row) for at, row in parted if len(row.cells) >= _FEWEST]
    for place, (at, row) in enumerate(wide[:_TRIED]):
        if likely_header(row, [below for _, below in wide[place + 1 :]]):
            return at
    return None


def _repeats(parts: Sequence[str], header: Sequence[str]) -> bool:
    """Whether cells are a header again, most of it the one above or reviewed names."""
    filled = [part for part in parts if part]
    known = sum(part in header or is_exact(part) for part in filled)
    return len(filled) >= _FEWEST and known * 5 >= len(filled) * 4


def _as_cells(row: Row, mark: re.Pattern[str]) -> Row:
    return replace(row, cells=tuple(Cell(text, place) for place, text in enumerate(_parts(row, mark))), is_table=True)


def _laid(grid: Grid, place: int, mark: re.Pattern[str]) -> Grid | None:
    """The lines with cells as rows of a table; the lines between them stay lines, and may be headings."""
    header = _parts(grid.rows[place], mark)
    roles = roles_of(header)
    rows = list(grid.rows[:place])
    found = table = 0
    for row in grid.rows[place:]:
        parts = _parts(row, mark) if not row.is_table else []
        if _DASHES.match(row.flat):
            continue
        if row is grid.rows[place] or (parts and (_header(row, mark) or _repeats(parts, header))):
            header, roles = parts, roles_of(parts)
            table += 1
            rows.append(as_header(row, [*header, AS_PRINTED], table))
        elif len(parts) >= max(2, (len(header) + 1) // 2):
            record = records_of(roles, _fitted(parts, len(header)), row, is_parted_surely=mark is _PIPE)
            rows.append(as_row(record, len(header) + 1, table))
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
