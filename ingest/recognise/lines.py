"""A document line by line: what a person starts from where no table and no layout was found in it."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.fields.dates import find_dates
from ingest.read.grid import Cell, Grid, Row

LINE_BY_LINE = "line by line"
_NUMBER = re.compile(
    r"^(?P<number>(?:(?:recommendation|action|rec|item|no)\.?\s*)?\d{1,3}(?:\.\d{1,3}){0,3}[.):]?|\(?(?:[a-z]|[ivx]{1,4})[.)]|[•●▪◦–-])"
    r"\s+(?P<text>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)


def line_by_line(grid: Grid) -> Grid:
    """Each line, and each row of a table, as a row of two cells: the number or bullet that it opens with, and its words.

    It heads nothing: only a recipe says what is read of it.
    """
    rows = tuple(_row(row) for row in grid.rows if row.filled and not row.is_aside)
    return replace(grid, rows=rows, layout=LINE_BY_LINE)


def _row(row: Row) -> Row:
    found = _NUMBER.match(row.flat)
    if found and find_dates(row.flat) and find_dates(row.flat)[0].start == 0:  # '4 July 2012' is a day
        found = None
    number, text = (found["number"].strip("().: "), found["text"]) if found else ("", row.flat)
    return replace(row, cells=(Cell(number), Cell(text, 1)), is_table=True, table=0, may_run_on=False)
