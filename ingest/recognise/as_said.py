"""A document laid out as a recipe says: which row heads a table, which rows belong together, which are headings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.read.grid import Cell, Grid, Note, Row
from ingest.recognise.columns import normal
from ingest.recognise.lines import LINE_BY_LINE
from ingest.recognise.recipe import ROLES, TEXTS, Recipe, TableRecipe

#: Letters of a cell by which it is known again.
KNOWN_BY = 400


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
    is_ended = not any(table.until for table in recipe.table)
    for row, force, kind in _placed(grid, recipe):
        is_ended = is_ended or kind == "end"
        if force is None:
            rows.append(row)
            is_open = False
            continue
        if kind == "begin":
            rows.append(_as_header(row, force))
            numbers.add(force.number)
            is_open = False
        if kind == "begin" and force.said.has_header:
            continue
        if is_open and _is_part(row, force.said, is_line=grid.layout == LINE_BY_LINE):
            rows[-1] = _joined(rows[-1], row)
        else:
            rows.append(_as_row(row, force))
        is_open = rows[-1].is_table
    if not numbers:
        return None
    tables = tuple(_headed_once(recipe.table[number - 1], number) for number in sorted(numbers))
    notes = grid.notes if is_ended else (*grid.notes, (Note.END_NOT_FOUND, _ends(recipe)))
    return replace(grid, rows=tuple(rows), notes=notes, is_laid=True), [Recipe(name=recipe.name, table=tables)]


def _ends(recipe: Recipe) -> str:
    return next(table.until for table in recipe.table if table.until)


def _headed_once(table: TableRecipe, number: int) -> TableRecipe:
    """What is said of a table whose columns one row names."""
    return TableRecipe(header=_header(table, number), columns=table.columns, begins=table.begins, is_each=table.is_each)


def _header(table: TableRecipe, number: int) -> tuple[str, ...]:
    """The names of its columns; of a table without a header what they hold, and their place."""
    if table.has_header:
        return table.header
    named = enumerate(table.columns, start=1)
    return tuple(f"{ROLES[role]} (table {number}, column {place})" for place, role in named)


def _placed(grid: Grid, recipe: Recipe) -> Iterator[tuple[Row, _InForce | None, str]]:
    """Each row, the table it is of, and whether it begins that or ends the plan; further rows that name columns are passed over."""
    force: _InForce | None = None
    ended: set[int] = set()
    is_beside = grid.layout == LINE_BY_LINE  # whether all rows are, before the plan begins or after its end
    is_off = False  # whether rows of tables are: a line between them may head the next
    below: tuple[tuple[str, ...], ...] = ()
    for row in grid.rows:
        if below and [normal(cell.flat) for cell in row.cells] == [normal(text) for text in below[0]]:
            below = below[1:]
            continue
        begun = _begun(row, recipe, force, ended)
        below = begun.said.header_below if begun else ()
        is_end = force is not None and not begun and _is_end(row, force.said)
        if force is not None and is_end:
            ended.add(force.number)
        if begun or is_end:
            force = begun if begun and begun.said.is_plan else None
            is_beside, is_off = is_end, begun is not None and force is None
        if force and row.is_table and len(row.cells) == len(force.said.header):
            yield row, force, "begin" if begun else ""
        else:
            is_aside = is_beside or (is_off and row.is_table)
            yield replace(row, is_aside=True) if is_aside else row, None, "end" if is_end else ""


def _is_end(row: Row, said: TableRecipe) -> bool:
    """Whether the plan ends before a row."""
    return bool(said.until) and normal(row.flat[:KNOWN_BY]) == normal(said.until[:KNOWN_BY])


def _begun(row: Row, recipe: Recipe, force: _InForce | None, ended: set[int]) -> _InForce | None:
    """The table that a row begins, whether it is part of the plan or not."""
    for number, said in enumerate(recipe.table, start=1):
        is_again = number in ended or (force is not None and force.number == number and not said.has_header)
        is_like = row.is_table and len(row.cells) == len(said.header) and not is_again
        if is_like and _heads(row, said):
            return _InForce(said, number)
    return None


def _heads(row: Row, said: TableRecipe) -> bool:
    """Whether a row is the one by which a table is known: its header, or the text of its first action.

    Of a first action only the recommendation and the action are looked at: a number, a lead or a date stands in many plans.
    """
    cells = [normal(cell.flat[:KNOWN_BY]) for cell in row.cells]
    first = [normal(text[:KNOWN_BY]) for text in said.header]
    if said.has_header:
        return cells == first
    texts = [place for place, role in enumerate(said.columns) if role in TEXTS and first[place]]
    return bool(texts) and all(cells[place] == first[place] for place in texts)


def _as_header(row: Row, force: _InForce) -> Row:
    cells = tuple(Cell(text, place) for place, text in enumerate(_header(force.said, force.number)))
    return replace(row, cells=cells, table=force.number, may_run_on=False)


def _as_row(row: Row, force: _InForce) -> Row:
    """A row of the table: an action, or a heading as a line of its own."""
    if force.said.alone == "heading" and _is_lone(row) and row.cells[0].text:
        return replace(row, cells=(Cell(row.filled[0]),), is_table=False)
    is_told = bool(force.said.begins or force.said.is_each or force.said.alone)
    return replace(row, table=force.number, may_run_on=row.may_run_on and not is_told)


def _is_lone(row: Row) -> bool:
    return len(row.filled) == 1 and len(row.cells) > 1


def _is_part(row: Row, said: TableRecipe, *, is_line: bool) -> bool:
    """Whether a row is a part of the one above: as said, and a line where nothing is said if it goes on in lower case.

    One with one filled cell that is no heading, since it does not stand in the first column, is a part.
    """
    if is_line and not said.begins:
        return not said.is_each and not row.cells[0].text and row.cells[1].text[:1].islower()
    if _is_lone(row) and said.alone and not is_line:
        return said.alone == "joined" or not row.cells[0].text
    return bool(said.begins) and not row.cells[min(said.begins, len(row.cells)) - 1].text


def _joined(above: Row, row: Row) -> Row:
    """Two rows as one, cell by cell."""
    cells = tuple(
        replace(one, text="\n".join(text for text in (one.text, other.text) if text))
        for one, other in zip(above.cells, row.cells, strict=True)
    )
    return replace(above, cells=cells, notes=above.notes | row.notes)
