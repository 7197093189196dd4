"""Which columns are in force for each row of a grid: those of the header above it, until another table begins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from ingest.read.grid import Grid, Row
from ingest.recognise.columns import Columns, is_guidance, read_header, refine
from ingest.recognise.find_header import header_at, only_latest
from ingest.recognise.fit import fit
from ingest.recognise.recipe import Recipe, TableRecipe, columns_said, said_in
from schema.vocabulary import DateOrder

_LOOK_AHEAD = 400
_BODY = 120  # rows below a header by which its columns are told
_FIRST = 3  # rows of a table among which its header stands
_TYPED = frozenset({"target", "status", "rag", "completion", "ref"})


@dataclass(frozen=True, slots=True)
class Placed:
    """A row and what it stands under. Headers, blank rows and guidance on how to fill a table in are not placed."""

    row: Row
    columns: Columns | None
    """None before the first table and between tables."""
    is_left: bool = False
    """Whether it is no row of the plan: a footnote, a hint, a table that is none of it."""
    has_header: bool = False
    """Whether a header stands anywhere above."""


@dataclass(frozen=True, slots=True)
class _Document:
    """What holds for every row of a document."""

    said: Mapping[int, TableRecipe]
    """The identity of a row -> what a person said of the table that it heads."""
    is_records: bool
    date_order: DateOrder
    is_laid: bool = False


@dataclass(frozen=True, slots=True)
class _State:
    """What was met so far."""

    columns: Columns | None = None
    headers: tuple[Columns, ...] = ()
    named: Mapping[str, str | None] = field(default_factory=dict)
    """Header -> what its column held, of the tables above."""
    told: Mapping[tuple[object, ...], Columns] = field(default_factory=dict)
    """The words of a header -> its columns as their cells told them: one that comes again means what it meant."""
    skip: int = 0
    """Rows that are still of the header."""
    is_after_header: bool = False
    has_rows: bool = False
    barred: Row | None = None
    """The header of the table in force that a person said is no part of the plan."""
    table: int | None = None
    count: int = 0
    """So many rows of that table were met."""


def placed_rows(grid: Grid, recipes: Sequence[Recipe] = ()) -> tuple[list[Placed], tuple[Columns, ...]]:
    """(the rows under the columns in force, the columns of each header).

    Args:
        grid: the document.
        recipes: what was said of tables like those in it.
    """
    document = _Document(said_in(grid, recipes), grid.is_records, grid.date_order, grid.is_laid)
    state = _State()
    found: list[Placed] = []
    for position, row in enumerate(grid.rows):
        state, placed = _step(state, row, grid.rows[position + 1 : position + 1 + _LOOK_AHEAD], document)
        found += [placed] if placed else []
    return found, state.headers


def placed_under(grid: Grid, columns: Columns) -> list[Placed]:
    """The rows of a grid that no row of heads, under columns that their cells told."""
    state = _under(_State(), columns)
    document = _Document({}, grid.is_records, grid.date_order)
    found: list[Placed] = []
    for row in grid.rows:
        if columns.height and row.is_table and row.line == columns.line and row.table == columns.table:
            continue
        state, placed = _step(state, row, (), document)
        found += [placed] if placed else []
    return found


def _step(state: _State, row: Row, following: Sequence[Row], document: _Document) -> tuple[_State, Placed | None]:
    """What is in force after a row, and the row with what it stands under."""
    if state.skip:
        return replace(state, skip=state.skip - 1), None
    if row.is_aside:
        return state, Placed(row, None, is_left=True)
    if document.is_laid and _is_under(state, row) and id(row) not in document.said:
        return _with_row(state, row)
    if not row.filled or (state.is_after_header and is_guidance(row)):
        return state, None
    if state.is_after_header and _is_hint(row, state.columns, document.is_records):
        return replace(state, is_after_header=False), Placed(row, None, is_left=True)
    said = document.said.get(id(row))
    if said:
        columns = state.columns if said.is_plan else None
        state = replace(state, barred=None if said.is_plan else row, columns=columns)
    if state.barred is not None and row.is_table and row.table == state.barred.table:
        return state, Placed(row, None, is_left=True)
    state = _counted(state, row)
    header = columns_said(row, said) if said else header_at(row, following, state.named, is_first=_is_first(state, row))
    if header:
        state = replace(state, skip=header.height - 1)
        return (_under(state, header) if header.is_said else _headed(state, header, following, document)), None
    return _with_row(state, row)


def _is_under(state: _State, row: Row) -> bool:
    """Whether a row stands in the table whose columns are in force."""
    return state.columns is not None and row.is_table and bool(row.filled) and row.table == state.columns.table


def _with_row(state: _State, row: Row) -> tuple[_State, Placed]:
    """A row that is no header."""
    if _ends(state, row):
        state = replace(state, columns=None)
    placed = Placed(row, state.columns, has_header=bool(state.headers))
    if state.columns is None:
        return state, placed
    has_rows = state.has_rows or len(row.filled) > 1
    return replace(state, is_after_header=False, has_rows=has_rows), placed


def _under(state: _State, columns: Columns) -> _State:
    """The rows that follow are read under these columns."""
    named = {name: columns.roles.get(place) for place, name in columns.names.items()}
    return replace(
        state,
        columns=columns,
        headers=(*state.headers, columns),
        named={**state.named, **named},
        is_after_header=True,
    )


def _headed(state: _State, header: Columns, following: Sequence[Row], document: _Document) -> _State:
    """As `_under`, after a look at the cells below."""
    key = (header.width, *header.names.items())
    if key not in state.told:
        body = list(islice(_body(following[header.height - 1 :], header), _BODY))
        found = only_latest(refine(header, body), document.date_order)
        if not body:
            return _under(state, found)
        state = replace(state, told={**state.told, key: found})
    found = state.told[key]
    return _under(state, replace(header, roles=found.roles, guessed=found.guessed))


def _body(following: Sequence[Row], header: Columns) -> Iterator[Row]:
    """The rows of a table below its header, up to the next header."""
    for place, row in enumerate(following):
        if place == 0 and is_guidance(row):
            continue
        if read_header(row):
            return
        if row.is_table and len(row.cells) == header.width:
            yield row


def _ends(state: _State, row: Row) -> bool:
    """Whether a row stands in another table, which has not the columns in force."""
    columns = state.columns
    if columns is None or not row.is_table or row.table is None or row.table == columns.table:
        return False
    return len(row.cells) != columns.width or (row.sheet is not None and state.has_rows)


def _is_hint(row: Row, columns: Columns | None, is_records: bool) -> bool:
    """Whether the row below a header asks what its columns should hold: questions, where dates and statuses would stand."""
    if columns is None or is_records or len(row.cells) != columns.width or "?" not in row.flat:
        return False
    texts = [(role, row.cells[place].text) for place, role in columns.roles.items() if row.cells[place].text]
    typed = [fit(role, text) for role, text in texts if role in _TYPED]
    return len(typed) > 1 and max(typed) < 0


def _counted(state: _State, row: Row) -> _State:
    if not row.is_table:
        return state
    return replace(state, table=row.table, count=state.count + 1 if row.table == state.table else 1)


def _is_first(state: _State, row: Row) -> bool:
    """Whether a row is among the first of its table, and no other row of it names the columns."""
    is_headed = state.columns is not None and state.columns.table == row.table
    return row.is_table and state.count <= _FIRST and not is_headed
