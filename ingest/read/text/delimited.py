"""CSV: a header and a row per action, in any common delimiter."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter

from ingest.read.grid import Cell, Grid, Row
from ingest.read.text.markup import clean
from ingest.read.words import Words
from schema.errors import DocumentError
from schema.guard import is_guarded

_DELIMITERS = ",;|\t^~¦"
#: A cell in quotes between tabs: the text is tab-separated as programs write it, not lines of converted text.
_QUOTED_TAB = re.compile(r'(?:^|\t)"[^"\t]*\n', re.MULTILINE)
_FIELD_LIMIT = 10_000_000
csv.field_size_limit(_FIELD_LIMIT)
_TOP_LINES = 15
_LOOKED_AT = 50_000  # letters


def looks_delimited(text: str, words: Words) -> bool:
    """Whether a text is CSV: one of its first lines splits into three or more short cells.

    Where these are parted by commas, they must head columns, or most records must have one width: sentences have commas too.
    """
    first = _header_line(text)
    if first is None:
        return False
    cells = next(csv.reader([first]), [])
    return _delimiter(first) != "," or sum(words.is_name(cell) for cell in cells) * 2 >= len(cells) or _is_even(text)


def _is_even(text: str) -> bool:
    """Whether most records of a text have the same number of fields: the commas of sentences part them at random."""
    try:
        reader = csv.reader(io.StringIO(text[:_LOOKED_AT], newline=""))
        widths = Counter(len(record) for record in reader if any(field.strip() for field in record))
    except csv.Error:
        return True  # a broken file of fields: what is wrong with it is said when it is read
    width, times = widths.most_common(1)[0]
    return width >= 3 and times * 2 >= widths.total()


def _header_line(text: str) -> str | None:
    """The first of the top lines that splits into short cells: a title line may stand above it."""
    top = [line for line in text.splitlines() if line.strip()][:_TOP_LINES]
    if any("\t" in line for line in top):
        return next((line for line in top if _is_header(line, "\t")), None) if _QUOTED_TAB.search(text) else None
    if any(line.lstrip().startswith("|") for line in top):
        return None  # a pipe table of Markdown
    return next((line for line in top if any(_is_header(line, mark) for mark in _DELIMITERS)), None)


def _is_header(line: str, delimiter: str) -> bool:
    if "<" in line:
        return False
    try:
        cells = next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return False
    filled = [cell for cell in cells if cell.strip()]
    return len(filled) >= 3 and all(len(cell) <= 60 and any(map(str.isalnum, cell)) for cell in filled)


def _delimiter(header: str) -> str:
    return max(_DELIMITERS, key=lambda mark: header.count(mark) if _is_header(header, mark) else -1)


def read_delimited(text: str, name: str) -> Grid:
    """Read CSV into a grid. Cells may hold newlines.

    Raises:
        DocumentError: if a quoted cell is never closed or the text cannot be split.
    """
    delimiter = _delimiter(_header_line(text) or "")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[Row] = []
    begins = 1
    try:
        for parts in reader:
            if any(part.strip() for part in parts):
                cells = tuple(
                    Cell(clean(part.removeprefix("'") if is_guarded(part) else part), column)
                    for column, part in enumerate(parts)
                )
                if any(cell.text for cell in cells):  # a bullet alone says nothing
                    rows.append(Row(cells, begins))
            begins = reader.line_num + 1
    except csv.Error as error:
        raise DocumentError(
            f"{name} cannot be read as CSV near line {reader.line_num}: {error}. Save it again as CSV."
        ) from error
    return Grid(tuple(rows), "text/csv", is_records=True)
