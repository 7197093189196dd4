"""Layouts compete: each proposes the rows of a document, one score judges them all, the best is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.read.grid import Grid
from ingest.recognise.as_said import KNOWN_BY, lay_as_said
from ingest.recognise.judge import judge
from ingest.recognise.lines import LINE_BY_LINE, line_by_line
from ingest.recognise.milestones import read_milestones
from ingest.recognise.recipe import Recipe
from ingest.recognise.rows import Table
from ingest.recognise.shapes import SHAPES
from ingest.recognise.shapes.delimited_lines import lay_headless_lines
from ingest.recognise.strategy import read_strategy
from ingest.recognise.table import read_headless, read_table
from schema.errors import UnrecognisedError

#: A score below which a layout other than a table with a header makes no sense of a document: a person is asked sooner than
#: told nonsense.
_LEAST = 0.1
_OPENING = 3  # lines
#: A score from which no other layout is tried.
_PLAIN = 0.55


@dataclass(frozen=True, slots=True)
class Reading:
    """The rows of a document as one layout reads them."""

    table: Table
    layout: str
    score: float
    """How well it holds, 0 to 1 (`ingest.recognise.judge`)."""


HEADLESS = " without a header"
#: Layouts of sentences, which have no columns.
PROSE: Mapping[str, Callable[[Grid], Table | None]] = {
    "prose milestones": read_milestones,
    "numbered commitments": read_strategy,
}


def bases(grid: Grid) -> Iterator[tuple[Grid, str]]:
    """The grids in which a person may say what the columns hold, each with its layout: as read, laid anew, line by line."""
    yield grid, grid.layout
    yield grid, f"{grid.layout}{HEADLESS}"
    for shape in SHAPES:
        laid = shape(grid)
        if laid:
            yield laid, laid.layout
    parted = lay_headless_lines(grid)
    if parted:
        yield parted, f"{parted.layout}{HEADLESS}"
    yield line_by_line(grid), LINE_BY_LINE


def _as_said(grid: Grid, recipes: Sequence[Recipe]) -> Iterator[tuple[Table, str]]:
    """As recipes lay the document out that say more than what the columns of a table hold."""
    laid_out: list[tuple[Grid, str]] = []  # once for all recipes: a long document takes a while
    for recipe in recipes:
        if recipe.layout in PROSE:
            found = PROSE[recipe.layout](grid) if _opens_alike(grid, recipe) else None
            if found:
                yield replace(found, is_said=True), recipe.layout
        elif recipe.layout or any(table.is_laid for table in recipe.table):
            laid_out = laid_out or list(bases(grid))
            for base, layout in laid_out:
                laid = lay_as_said(base, recipe) if recipe.layout in ("", layout) else None
                table = read_table(*laid) if laid else None
                if table and laid:
                    yield replace(table, notes=tuple(note for note in laid[0].notes if note not in grid.notes)), layout


def _opens_alike(grid: Grid, recipe: Recipe) -> bool:
    """Whether a document without tables opens with the lines by which a recipe knows it."""
    return any(table.header == (opening(grid),) for table in recipe.table)


def opening(grid: Grid) -> str:
    """The first lines of a document, by which one without tables is known: a marking alone stands on many."""
    filled = (row.flat for row in grid.rows if row.filled)
    return " / ".join(text for _, text in zip(range(_OPENING), filled, strict=False))[:KNOWN_BY]


def _as_table(grid: Grid, recipes: Sequence[Recipe]) -> Iterator[tuple[Table, str]]:
    table = read_table(grid, recipes)
    if table is not None:
        yield table, grid.layout


def _as_shapes(grid: Grid, recipes: Sequence[Recipe]) -> Iterator[tuple[Table, str]]:
    for shape in SHAPES:
        relaid = shape(grid)
        found = read_table(relaid, recipes) if relaid else None
        if relaid and found:
            yield found, relaid.layout


def _as_prose(grid: Grid, _: Sequence[Recipe]) -> Iterator[tuple[Table, str]]:
    for layout, read in PROSE.items():
        found = read(grid)
        if found:
            yield found, layout


def _without_header(grid: Grid, _: Sequence[Recipe]) -> Iterator[tuple[Table, str]]:
    for laid in (grid, lay_headless_lines(grid)):
        found = read_headless(laid) if laid else None
        if laid and found:
            yield found, f"{laid.layout}{HEADLESS}"


Proposer = Callable[[Grid, Sequence[Recipe]], Iterator[tuple[Table, str]]]
#: In the order in which equals are preferred, and what of its score each keeps: words that name the columns are evidence too.
PROPOSERS: tuple[tuple[Proposer, float], ...] = (
    (_as_said, 1.0),
    (_as_table, 1.0),
    (_as_shapes, 1.0),
    (_as_prose, 0.9),
    (_without_header, 0.8),
)
#: What a layout without a header keeps where a table's header is read: what it says is not to be guessed.
_AGAINST_A_HEADER = 0.3


def readings(grid: Grid, recipes: Sequence[Recipe] = (), *, is_every: bool = False) -> list[Reading]:
    """The layouts that give rows, the best first; one of which a person said what its columns hold is the only one.

    Args:
        grid: the document.
        recipes: what was said of tables like those in it.
        is_every: whether the others are tried where one fits plainly.
    """
    found: list[Reading] = []
    for propose, usual in PROPOSERS:
        is_guess = propose is _without_header and any(one.table.headers for one in found)
        kept = _AGAINST_A_HEADER if is_guess else usual
        for table, layout in propose(grid, recipes):
            if table.actions:
                if table.is_said or any(columns.is_said for columns in table.headers):
                    return [Reading(table, layout, 1.0)]
                found.append(Reading(table, layout, kept * judge(table, grid)))
                if found[-1].score >= _PLAIN and not is_every:
                    return sorted(found, key=lambda one: -one.score)
    sensible = (one for one in found if one.score >= _LEAST or one.layout == grid.layout)
    return sorted(sensible, key=lambda one: -one.score)


def read_layout(grid: Grid, name: str, recipes: Sequence[Recipe] = ()) -> Reading:
    """The rows of a document by the layout that fits it best.

    Raises:
        UnrecognisedError: if no layout gives rows.
    """
    found = readings(grid, recipes)
    if found and found[0].layout == grid.layout:
        return found[0]
    table = read_table(grid, recipes)
    if not found:
        raise _unread(grid, table, name)
    best = found[0]
    if table is not None and not table.actions:  # what stands under a header that has no rows is left over
        return replace(best, table=replace(best.table, leftovers=(*best.table.leftovers, *table.leftovers)))
    return best


def _unread(grid: Grid, table: Table | None, name: str) -> UnrecognisedError:
    if table is not None:
        return UnrecognisedError(f"{name} has a table header but no rows below it. Add the plan with its rows.")
    if any(row.is_table for row in grid.rows):
        return UnrecognisedError(
            f"{name} has a table, but its columns cannot be recognised. Name a column 'Recommendation' or 'Action', "
            "and others such as 'Lead agency', 'Target date' and 'Status', or say what they hold: on the page 'Add a plan', or by "
            "--recipe FILE."
        )
    return UnrecognisedError(
        f"{name} has no table of actions. If it is the action plan itself, say where its actions stand: on the page 'Add a plan', "
        "or by --recipe FILE."
    )
