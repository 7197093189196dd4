"""The layouts that a document may be read by, and the tables of each with their first rows: for a person to decide."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from ingest.fields.leads import read_leads
from ingest.plan.masking import without_names
from ingest.read import read_grid
from ingest.read.grid import Grid, Row
from ingest.recognise.as_said import KNOWN_BY
from ingest.recognise.assign import assign, is_plan
from ingest.recognise.header_words import UNREAD
from ingest.recognise.known_words import WORDS
from ingest.recognise.layouts import HEADLESS, PROSE, bases, opening, readings
from ingest.recognise.lines import LINE_BY_LINE
from ingest.recognise.recipe import ROLES
from schema.settings import Limits

_MOST_TABLES, _MOST_ROWS, _MOST_LINES = 20, 12, 2_000
_WEIGHED = 40  # rows that are looked at


class FoundTable(BaseModel):
    """A table as it stands in a document."""

    model_config = ConfigDict(frozen=True)

    rows: tuple[tuple[str, ...], ...]
    """Its first rows, as printed."""
    head: int
    """The place among them of the one that is likely to name its columns."""
    has_header: bool
    """Whether it is likely to name them."""
    likely: tuple[str, ...]
    """What each column is likely to hold then; blank where that is nothing that is read."""
    count: int
    """How many rows it has."""
    page: int | None = None
    is_likely: bool = False
    """Whether it is likely to be part of the plan."""


class FoundLayout(BaseModel):
    """A way to read a document."""

    model_config = ConfigDict(frozen=True)

    layout: str
    is_as_read: bool
    """Whether its tables are those of the document: then what is said of them holds in every format."""
    tables: tuple[FoundTable, ...]
    actions: int | None
    """How many actions the reader makes of it unasked; None if it does not try."""
    score: float
    """How well it fits the document, 0 to 1 (`ingest.recognise.judge`)."""
    opening: str = ""
    """The document's first lines, by which one without tables is known."""


def layouts_in(content: bytes, name: str, limits: Limits | None = None) -> list[FoundLayout]:
    """The layouts of a document that holds words, the best first, people's names masked.

    Raises:
        DocumentError: if it cannot be read at all.
    """
    grid = without_names(read_grid(content, name, WORDS, limits))
    tried = {one.layout: one for one in readings(grid, is_every=True)}
    tables = {layout: tuple(tables_of(base, layout)) for base, layout in bases(grid)}
    found = [
        FoundLayout(
            layout=layout,
            is_as_read=layout in (grid.layout, f"{grid.layout}{HEADLESS}"),
            tables=tables.get(layout, ()),
            actions=len(tried[layout].table.actions) if layout in tried else None,
            score=tried[layout].score if layout in tried else 0.0,
            opening=opening(grid),
        )
        for layout in dict.fromkeys((*tried, *tables))
        if tables.get(layout) or layout in PROSE
    ]
    return sorted(found, key=lambda one: -one.score)


def tables_of(grid: Grid, layout: str) -> list[FoundTable]:
    """The tables of a grid: rows that stand in one table and have one width, where there are two or more of them."""
    fewest = 1 if layout == LINE_BY_LINE else 2
    tables: dict[tuple[str | None, int | None, int], list[Row]] = {}
    for row in grid.rows:
        if row.is_table and row.filled and len(row.cells) > 1:
            tables.setdefault((row.sheet, row.table, len(row.cells)), []).append(row)
    most = _MOST_LINES if layout == LINE_BY_LINE else _MOST_ROWS
    listed = [rows for rows in tables.values() if len(rows) >= fewest][:_MOST_TABLES]
    if not layout.endswith(HEADLESS):
        return [_found(rows, most) for rows in listed]
    # Without headers short tables say little of their columns: those of one width are told together.
    alike = {width: [row for rows in listed for row in rows if len(row.cells) == width] for *_, width in tables}
    return [_found(rows, most, alike[len(rows[0].cells)]) for rows in listed]


def _found(rows: list[Row], most: int, alike: list[Row] | None = None) -> FoundTable:
    """A table; `alike` are the rows that its columns are told by where it has no header."""
    head = next((place for place, row in enumerate(rows[:_MOST_ROWS]) if len(row.filled) > 1), 0)
    printed = _printed(rows[: max(most, _WEIGHED)])
    has_header = alike is None
    weighed = printed[head:_WEIGHED] if alike is None else _printed(alike[:_WEIGHED])
    likely, is_likely = likely_roles_of(weighed, 0, int(has_header))
    names = head + has_header
    return FoundTable(
        rows=(*printed[:names], *(_masked(cells, likely) for cells in printed[names:most])),
        head=head,
        has_header=has_header,
        likely=likely,
        count=len(rows),
        page=rows[0].page,
        is_likely=is_likely,
    )


def _printed(rows: list[Row]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(cell.flat[:KNOWN_BY] for cell in row.cells) for row in rows)


def _masked(cells: tuple[str, ...], likely: Sequence[str]) -> tuple[str, ...]:
    """A row without the initials of people, which stand where a lead is likely to."""
    return tuple(
        read_leads(text, "").as_printed or "" if role == "lead" and text else text
        for text, role in zip(cells, likely, strict=True)
    )


def likely_roles_of(rows: Sequence[Sequence[str]], head: int, height: int = 1) -> tuple[tuple[str, ...], bool]:
    """(what each column is likely to hold, whether the table is likely to be a plan) if `height` rows from `head` name the columns."""
    names = ["\n".join(dict.fromkeys(filter(None, cells))) for cells in zip(*rows[head : head + height], strict=True)]
    cells = [list(column) for column in zip(*rows[head + height :], strict=True)] or [[] for _ in rows[head]]
    assigned = assign(names or [""] * len(rows[head]), cells)
    likely = tuple(role if role in ROLES and role not in UNREAD else "" for role in assigned.roles)
    return likely, is_plan(assigned)
