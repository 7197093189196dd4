"""The tables that a document holds, each with its first rows and what its columns are likely to hold: for a person to decide."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from ingest.plan.masking import without_names
from ingest.read import read_grid
from ingest.read.grid import Grid, Row
from ingest.recognise.assign import assign, is_plan
from ingest.recognise.header_words import UNREAD
from ingest.recognise.known_words import WORDS
from ingest.recognise.recipe import ROLES
from ingest.recognise.shapes import SHAPES
from schema.settings import Limits

_MOST_TABLES, _MOST_ROWS, _LONGEST = 20, 5, 160
_WEIGHED = 40  # rows that are looked at


class FoundTable(BaseModel):
    """A table as it stands in a document."""

    model_config = ConfigDict(frozen=True)

    header: tuple[str, ...]
    """Its first row, as printed."""
    likely: tuple[str, ...]
    """What each column is likely to hold; blank where that is nothing that is read."""
    rows: tuple[tuple[str, ...], ...]
    """Its first rows below that, cut to a bearable length."""
    count: int
    """How many rows it has below its first."""
    page: int | None = None
    is_likely: bool = False
    """Whether it is likely to be part of the plan."""


def tables_in(content: bytes, name: str, limits: Limits | None = None) -> list[FoundTable]:
    """The tables of a document, people's names masked; where it has none, the shapes that its lines may be laid out in.

    Raises:
        DocumentError: if it cannot be read at all.
    """
    grid = without_names(read_grid(content, name, WORDS, limits))
    found = [_found(rows) for rows in _tables(grid)]
    if not found:
        laid = (shape(grid) for shape in SHAPES)
        found = [_found(rows) for other in laid if other for rows in _tables(other)]
    return found[:_MOST_TABLES]


def _tables(grid: Grid) -> list[list[Row]]:
    """Rows that stand in one table and have one width, where there are two or more of them."""
    tables: dict[tuple[str | None, int | None, int], list[Row]] = {}
    for row in grid.rows:
        if row.is_table and row.filled and len(row.cells) > 1:
            tables.setdefault((row.sheet, row.table, len(row.cells)), []).append(row)
    return [rows for rows in tables.values() if len(rows) > 1]


def _found(rows: list[Row]) -> FoundTable:
    first = next((row for row in rows if len(row.filled) > 1), rows[0])
    below = rows[rows.index(first) + 1 :]
    header = tuple(cell.flat for cell in first.cells)
    cells = [[row.cells[place].text for row in below[:_WEIGHED]] for place in range(len(header))]
    assigned = assign(header, cells)
    likely = tuple(role if role in ROLES and role not in UNREAD else "" for role in assigned.roles)
    return FoundTable(
        header=header,
        likely=likely,
        rows=tuple(tuple(cell.flat[:_LONGEST] for cell in row.cells) for row in below[:_MOST_ROWS]),
        count=len(below),
        page=first.page,
        is_likely=is_plan(assigned),
    )
