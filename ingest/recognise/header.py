"""Headers that take more than one row, and tables that print none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.fields.dates import find_dates
from ingest.read.grid import Cell, Row
from ingest.recognise.columns import Columns, by_content_alone, is_exact, normal, read_header, role_of

_FEWEST_ROWS = 3
_FEWEST_COLUMNS = 2
_SHORT = 6
_LONGEST_NAME = 6  # words of a header over two rows; one over several columns may explain them


def header_over_two_rows(row: Row, below: Row | None) -> Columns | None:
    """The columns that a row names together with the one below it: 'Target' over 'Original' and 'Revised'.

    Only where the row below names something too, and holds nothing that is not a header.
    """
    if below is None or not below.is_table or below.table != row.table or len(below.cells) != len(row.cells):
        return None
    spans = any(cell.span > 1 for cell in row.cells) or any(cell.is_merged for cell in below.cells)
    if not _is_header_like(below) or not _is_header_like(row) or (not spans and read_header(below)):
        return None
    both = _joined(row, below)
    columns = read_header(both)
    alone = read_header(row)
    if columns is None or (alone is not None and len(columns.roles) <= len(alone.roles)):
        return None
    return replace(columns, height=2)


def _is_header_like(row: Row) -> bool:
    """Whether every cell of a row is short and at least one names a column."""
    own = [cell for cell in row.cells if cell.text and not cell.is_merged]
    is_short = all(cell.span > 1 or len(cell.flat.split()) <= _LONGEST_NAME for cell in own)
    return bool(own) and is_short and any(role_of(cell.flat) for cell in own)


def _joined(row: Row, below: Row) -> Row:
    """One header of two rows: a cell over several columns is the beginning of each."""
    above = ""
    left = 0
    cells = []
    for over, under in zip(row.cells, below.cells, strict=True):
        if over.text:
            above, left = over.flat, over.span
        held = above if over.text or left > 0 else ""
        left -= 1
        text = held if under.is_merged or not under.text or normal(under.text) == normal(held) else under.flat
        if held and under.text and not under.is_merged and not is_exact(under.flat):
            text = f"{held} {under.flat}"
        cells.append(Cell(text, over.column, fill=over.fill))
    return replace(row, cells=tuple(cells))


def without_header(rows: Sequence[Row]) -> Columns | None:
    """The columns of the first table, judged by its cells alone, in a document where no row names any."""
    tables: dict[tuple[int | None, int], list[Row]] = {}
    for row in rows:
        if row.is_table:
            tables.setdefault((row.table, len(row.cells)), []).append(row)
    for (_, width), found in tables.items():
        if width >= _FEWEST_COLUMNS and len(found) >= _FEWEST_ROWS:
            is_headed = _is_label_row(found[0])
            roles = by_content_alone(width, found[1:] if is_headed else found)
            if roles:
                names = {cell.column: cell.flat for cell in found[0].cells if cell.text} if is_headed else {}
                return Columns(
                    roles,
                    width,
                    found[0].line,
                    names=names,
                    guessed=frozenset(roles),
                    height=int(is_headed),
                    table=found[0].table,
                )
    return None


def _is_label_row(row: Row) -> bool:
    """Whether a row is a header whose words are not known: all of it short, and nothing in it a date or a number."""
    texts = row.filled
    return len(texts) >= 3 and all(
        len(text.split()) <= _SHORT and not find_dates(text) and not any(sign.isdigit() for sign in text)
        for text in texts
    )
