"""Converted text: tab-separated rows of a table between page headings, HTML tags in cells."""

from __future__ import annotations

import re
from collections import Counter

from ingest.read.grid import Cell, Grid, Row
from ingest.read.text.by_blanks import tables_by_blanks
from ingest.read.text.markup import clean
from ingest.read.words import Words

_RULE = re.compile(r"^[\s\-–—_=|:]*$")
_NOTHING = ("-", "–")  # a cell that says so, where each has its line
_PAGE_NUMBER = re.compile(r"^(?:page\s+)?\d+(?:\s*(?:of|/)\s*\d+)?$", re.IGNORECASE)
_PARTED = re.compile(r"\|.*\||\s/\s.*\s/\s")  # cells parted by a mark
_SLASH = re.compile(r"\s/\s|\|")
_TABBED = re.compile(r"^.*\S\t+\S", re.MULTILINE)  # then tabs part the cells, not blanks
_FEW_TABBED = 0.1  # share of the lines
_REPEATS = 3  # a line of prose that stands so often is a page's furniture


def read_converted_text(text: str, words: Words) -> Grid:
    """Read converted text into a grid.

    Rule lines and blank lines are left out. A prose line that stands three times or more is
    furniture; the one that stands most often, if it is long enough to be a title, opens a page.
    """
    every = text.split("\n")
    tables = [] if _is_tabbed(text, every) else tables_by_blanks(every, words)
    within = {place for table in tables for place in range(table.start, table.stop)}
    numbered = [(number, line) for number, line in enumerate(every, start=1) if number - 1 not in within]
    lines = [(number, line) for number, line in numbered if not _RULE.match(line) or line.strip() in _NOTHING]
    is_laid_in_lines = not any("\t" in line for _, line in lines) and _has_labels(
        [clean(line) for _, line in lines], words
    )
    if not is_laid_in_lines:  # where each cell has its line, a number may be a reference
        lines = [
            (number, line)
            for number, line in lines
            if "\t" in line or not (_RULE.match(line) or _PAGE_NUMBER.match(clean(line)))
        ]
    prose = Counter(clean(line) for _, line in lines if "\t" not in line and not _PARTED.search(line))
    furniture = tuple(
        line for line, count in prose.most_common() if count >= _REPEATS and line and not is_laid_in_lines
    )
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
    rows = sorted([*rows, *(row for table in tables for row in table.rows)], key=lambda row: row.line)
    return Grid(tuple(rows), "text/plain", page or None, furniture)


def _is_tabbed(text: str, lines: list[str]) -> bool:
    """Whether tabs part the cells: they stand in more than a line or so."""
    return len(_TABBED.findall(text)) > max(1, _FEW_TABBED * sum(bool(line.strip()) for line in lines))


def _has_labels(prose: list[str], words: Words) -> bool:
    """Whether lines are headers of columns or labels of values: then what is repeated may be a value, not furniture."""
    labels = (line.split(":")[0].rstrip(" |") for line in prose)
    is_parted = any(sum(words.is_name(part.strip()) for part in _SLASH.split(line)) >= 2 for line in prose)
    return is_parted or sum(words.is_name(label) for label in labels) >= _REPEATS


def _row(line: str, number: int, page: int | None) -> Row:
    is_table = "\t" in line
    parts = line.rstrip("\r\n").split("\t") if is_table else [line]
    cells = tuple(Cell(clean(part), column) for column, part in enumerate(parts))
    return Row(cells, number, page, is_table)
