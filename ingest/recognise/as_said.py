"""A document laid out as a recipe says: which row heads a table, which rows belong together, which are headings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.read.grid import Cell, Grid, Row
from ingest.recognise.columns import normal
from ingest.recognise.lines import LINE_BY_LINE
from ingest.recognise.recipe import ROLES, Recipe, TableRecipe

#: Letters of a cell by which it is known again.
KNOWN_BY = 400
_LIKE = 0.5  # of the cells of a first action, which may have changed since


@dataclass(frozen=True, slots=True)
class _InForce:
    """The table whose rows are met."""

    said: TableRecipe
    number: int
    """Which table of the laid document it is."""


def lay_as_said(grid: Grid, recipe: Recipe) -> tuple[Grid, list[Recipe]] | None:
    """(the document with one header row over each table that the recipe names, the recipe by which that is read).

    None if no table that it says is part of the plan is there.
    """
    rows: list[Row] = []
    numbers: set[int] = set()
    is_open = False  # whether the last row is an action, to which the next may belong
    for row, force, begins in _placed(grid, recipe):
        if begins and force:
            rows.append(_as_header(row, force))
            numbers.add(force.number)
            is_open = False
        if force is None or (begins and force.said.header_rows):
            rows += [] if begins else [row]
        elif is_open and _is_part(row, force.said, is_line=grid.layout == LINE_BY_LINE):
            rows[-1] = _joined(rows[-1], row)
        else:
            rows.append(_as_row(row, force))
        is_open = force is not None and rows[-1].table == force.number and not (begins and force.said.header_rows)
        is_open = is_open and rows[-1].is_table
    tables = [_headed_once(recipe.table[number - 1]) for number in sorted(numbers)]
    return (replace(grid, rows=tuple(rows)), [Recipe(name=recipe.name, table=tuple(tables))]) if tables else None


def _headed_once(table: TableRecipe) -> TableRecipe:
    """What is said of a table whose columns one row names."""
    return TableRecipe(header=_header(table), columns=table.columns, begins=table.begins, is_each=table.is_each)


def _header(table: TableRecipe) -> tuple[str, ...]:
    """The names of its columns; of a table without a header what they hold, and their place."""
    if table.header_rows:
        return table.header
    return tuple(f"{ROLES[role]} (column {place})" for place, role in enumerate(table.columns, start=1))


def _placed(grid: Grid, recipe: Recipe) -> Iterator[tuple[Row, _InForce | None, bool]]:
    """Each row, the table it is of, and whether it begins that; further rows that name the columns are passed over."""
    force: _InForce | None = None
    has_ended = False
    skip = 0
    for row in grid.rows:
        if skip:
            skip -= 1
            continue
        begun = _begun(row, recipe, force)
        if begun:
            skip = max(0, begun.said.header_rows - 1)
        elif force and force.said.until and normal(row.flat[:KNOWN_BY]) == normal(force.said.until):
            force, has_ended = None, True
        force = begun or force
        if force and row.is_table and len(row.cells) == len(force.said.header):
            yield row, force, begun is not None
        else:
            yield _beside(row, grid, has_ended=has_ended), None, False


def _beside(row: Row, grid: Grid, *, has_ended: bool) -> Row:
    """A row that is of no table named: one behind the end of the plan is not read, a line before it may still head it."""
    if has_ended:
        return replace(row, is_aside=True)
    return replace(row, cells=(Cell(row.flat),), is_table=False) if grid.layout == LINE_BY_LINE else row


def _begun(row: Row, recipe: Recipe, force: _InForce | None) -> _InForce | None:
    """The table that a row begins."""
    for number, said in enumerate(recipe.table, start=1):
        is_again = force is not None and force.number == number
        is_like = said.is_plan and row.is_table and len(row.cells) == len(said.header)
        if is_like and _heads(row, said, is_again=is_again):
            return _InForce(said, number)
    return None


def _heads(row: Row, said: TableRecipe, *, is_again: bool) -> bool:
    """Whether a row is the one by which a table is known."""
    cells = [normal(cell.flat[:KNOWN_BY]) for cell in row.cells]
    first = [normal(text[:KNOWN_BY]) for text in said.header]
    if said.header_rows:
        return cells == first
    filled = [place for place, text in enumerate(first) if text]
    same = sum(cells[place] == first[place] for place in filled)
    return not is_again and same > 0 and same >= _LIKE * len(filled)


def _as_header(row: Row, force: _InForce) -> Row:
    cells = tuple(Cell(text, place) for place, text in enumerate(_header(force.said)))
    return replace(row, cells=cells, table=force.number, may_run_on=False)


def _as_row(row: Row, force: _InForce) -> Row:
    """A row of the table: an action, or a heading as a line of its own."""
    if force.said.alone == "heading" and len(row.filled) == 1 and len(row.cells) > 1:
        return replace(row, cells=(Cell(row.filled[0]),), is_table=False)
    is_told = bool(force.said.begins) or force.said.is_each or force.said.alone == "joined"
    return replace(row, table=force.number, may_run_on=row.may_run_on and not is_told)


def _is_part(row: Row, said: TableRecipe, *, is_line: bool) -> bool:
    """Whether a row is a part of the one above; a line where nothing else is said if it goes on in lower case."""
    if is_line and not said.begins:
        return not said.is_each and not row.cells[0].text and row.cells[1].text[:1].islower()
    if len(row.filled) == 1 and len(row.cells) > 1 and said.alone:
        return said.alone == "joined"
    return bool(said.begins) and not row.cells[min(said.begins, len(row.cells)) - 1].text


def _joined(above: Row, row: Row) -> Row:
    """Two rows as one, cell by cell."""
    cells = tuple(
        replace(one, text="\n".join(text for text in (one.text, other.text) if text))
        for one, other in zip(above.cells, row.cells, strict=True)
    )
    return replace(above, cells=cells, notes=above.notes | row.notes)
