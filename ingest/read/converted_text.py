"""Converted text: tab-separated rows of a table between page headings, HTML tags in cells."""

from __future__ import annotations

import re
from collections import Counter

from ingest.grid import Cell, Grid, Row
from ingest.read.markup import clean

_RULE = re.compile(r"^[\s\-–—_=|:]*$")
_PAGE_NUMBER = re.compile(r"^(?:page\s+)?\d+(?:\s*(?:of|/)\s*\d+)?$", re.IGNORECASE)
_REPEATS = 3  # a line of prose that stands so often is a page's furniture


def read_converted_text(text: str) -> Grid:
    """Read converted text into a grid.

    Rule lines and blank lines are left out. A prose line that stands three times or more is
    furniture; the one that stands most often, if it is long enough to be a title, opens a page.
    """
    lines = [(number, line) for number, line in enumerate(text.split("\n"), start=1) if not _RULE.match(line)]
    lines = [(number, line) for number, line in lines if "\t" in line or not _PAGE_NUMBER.match(clean(line))]
    prose = Counter(clean(line) for _, line in lines if "\t" not in line)
    furniture = tuple(line for line, count in prose.most_common() if count >= _REPEATS and line)
    opener = next((line for line in furniture if len(line.split()) > 3), None)
    page = 0
    rows: list[Row] = []
    for number, line in lines:
        if "\t" not in line and clean(line) in furniture:
            page += clean(line) == opener
            continue
        row = _row(line, number, max(page, 1) if opener else None)
        if row.filled:
            rows.append(row)
    return Grid(tuple(rows), "text/plain", page or None, furniture)


def _row(line: str, number: int, page: int | None) -> Row:
    is_table = "\t" in line
    parts = line.rstrip("\r\n").split("\t") if is_table else [line]
    cells = tuple(Cell(clean(part), column) for column, part in enumerate(parts))
    return Row(cells, number, page, is_table)
