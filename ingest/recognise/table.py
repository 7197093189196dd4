"""Physical rows become the rows of the plan: stitched over page breaks, each under its heading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ingest.fields.dates import find_dates
from ingest.fields.status import find_statuses, status_of_heading
from ingest.read.grid import Cell, Grid, Row
from ingest.recognise.below import with_texts_below
from ingest.recognise.beside import is_beside_the_plan
from ingest.recognise.columns import Columns, align
from ingest.recognise.header import without_header
from ingest.recognise.headings import NO_HEADING, Heading, is_heading_line, is_heading_row, read_heading
from ingest.recognise.in_force import Placed, placed_rows, placed_under
from ingest.recognise.inside import of_shared, roles_sharing, told_apart
from ingest.recognise.mending import mend, vocabulary
from ingest.recognise.recipe import Recipe
from ingest.recognise.rows import RawAction, Table
from ingest.recognise.stitch import extended

_NARROW = 2  # columns of a text that is read line by line
_LONGEST_TITLE = 5  # words of a title within a table
_FOOT = 0.8  # share of a page's height below which a row may be cut by its end
#: Columns whose cells may span several rows, and so go on over a page break.
_SPANNING = ("section", "recommendation", "lead", "target", "status", "outcome", "scope")
_OPENING = ("ref", "scope", "section")


@dataclass(frozen=True, slots=True)
class _Document:
    """What holds for every row of a document."""

    words: Counter[str]
    is_records: bool
    roles: frozenset[str]
    """What the columns of its tables hold."""


@dataclass(frozen=True, slots=True)
class _State:
    """What a row is read after: the heading in force, lines that may be part of the next, and the row above."""

    heading: Heading = NO_HEADING
    pending: tuple[str, ...] = ()
    """Lines that head what follows."""
    unplaced: tuple[Row, ...] = ()
    """Those of them that are left over if the heading makes nothing of them."""
    held: tuple[str, ...] = ()
    above: RawAction | None = None
    tails: Mapping[str, str] = field(default_factory=dict)
    """Role -> the text by which a row ran on: merged cells of the rows below hold it too."""


@dataclass(frozen=True, slots=True)
class _Step:
    """What a row makes of the state."""

    state: _State
    leftovers: tuple[Row, ...] = ()
    opens: bool = False
    """Whether `state.above` is another row of the plan than before."""


def read_table(grid: Grid, recipes: Sequence[Recipe] = ()) -> Table | None:
    """The plan's rows, or None if no row of the grid is a header that can be recognised.

    Args:
        grid: the document.
        recipes: what was said of tables like those in it.
    """
    placed, headers = placed_rows(grid, recipes)
    return with_texts_below(_table(grid, placed, headers), grid) if headers else None


def read_headless(grid: Grid) -> Table | None:
    """The plan's rows where no row names the columns but their cells tell what they hold, or None."""
    columns = without_header(grid.rows)
    return _table(grid, placed_under(grid, columns), (columns,)) if columns else None


def _table(grid: Grid, placed: Sequence[Placed], headers: tuple[Columns, ...]) -> Table:
    """Walk over the rows, one step each."""
    roles = frozenset(role for columns in headers for role in columns.roles.values())
    document = _Document(vocabulary(grid), grid.is_records, roles)
    state = _State()
    actions: list[RawAction] = []
    leftovers: list[Row] = []
    for one in placed:
        step = _step(state, one, document)
        leftovers += step.leftovers
        if step.state.above is not None and step.opens:
            actions.append(step.state.above)
        elif step.state.above is not None and step.state.above is not state.above:
            actions[-1] = step.state.above
        state = step.state
    return Table(tuple(actions), roles, (*leftovers, *state.unplaced), headers)


def _step(state: _State, placed: Placed, document: _Document) -> _Step:
    """Make of a row what it is: a heading, a part of the row above, or a row."""
    row, columns = placed.row, placed.columns
    if placed.is_left:
        return _Step(state, (row,))
    if columns is None:
        return _before_table(state, placed)
    if is_beside_the_plan(row, columns):
        return _Step(state, (row,))
    is_heading = columns.width > _NARROW and _is_lone(row, columns)
    if columns.is_each_told and row.is_table and not is_heading:
        return _open(state, row, _cells(state, row, columns, document), columns, document)
    return _record(state, row, columns, document) if document.is_records else _in_table(state, row, columns, document)


def _before_table(state: _State, placed: Placed) -> _Step:
    """A heading may stand above the header of a table; what else stands between tables is left over."""
    row = placed.row
    is_heading = is_heading_line(row.filled[0]) or bool(status_of_heading(row.filled[0]).as_printed)
    if is_heading or (state.pending and not row.is_table):
        return _Step(replace(state, pending=(*state.pending, row.filled[0])))
    return _Step(state, (row,) if placed.has_header else ())


def _as_heading(state: _State, row: Row) -> _Step:
    return _Step(replace(state, pending=(*state.pending, row.filled[0]), unplaced=(*state.unplaced, row)))


def _record(state: _State, row: Row, columns: Columns, document: _Document) -> _Step:
    """A row of a file in which each is a record of its own; a line of one cell among them is a heading."""
    if len(row.cells) == 1 and columns.width > 2 and not columns.exported and not row.notes:
        return _as_heading(state, row)
    return _open(state, row, _cells(state, row, columns, document), columns, document)


def _in_table(state: _State, row: Row, columns: Columns, document: _Document) -> _Step:
    if is_heading_row(row):
        row = replace(row, cells=(Cell(row.flat),))
    cells = _cells(state, row, columns, document)
    if not row.is_table or (_is_lone(row, columns) and not _is_tail(state, row, cells)):
        is_row = row.is_table and _is_short_row(state, row, columns)
        return _open(state, row, cells, columns, document) if is_row else _as_heading(state, row)
    if state.above is not None and _continues(state, state.above, row, cells, columns):
        tails = {role: text for role, text in cells.items() if role in _SPANNING}
        above = extended(state.above, row, cells, columns, document.words)
        return _Step(replace(state, above=above, tails=tails))
    return _open(state, row, cells, columns, document)


def _open(state: _State, row: Row, cells: dict[str, str], columns: Columns, document: _Document) -> _Step:
    """A row of the plan begins."""
    headed, leftovers = _headed(state) if state.pending else (state, ())
    action = RawAction(row.line, row.page, headed.heading, exported=columns.exported)
    carried = {**cells, **_carried(headed, cells, document)}
    above = extended(action, row, carried, columns, document.words)
    return _Step(replace(headed, above=above), leftovers, opens=True)


def _headed(state: _State) -> tuple[_State, tuple[Row, ...]]:
    """The state under the heading that the pending lines make, and those of them that it made nothing of."""
    heading = read_heading(list(state.pending), state.heading)
    used = set(" ".join((heading.words, heading.recommendation or "", *state.held)).split())
    unused = tuple(row for row in state.unplaced if not _words_of(row) <= used and not is_heading_line(row.filled[0]))
    held = (heading.recommendation or "",)
    return replace(state, heading=heading, pending=(), unplaced=(), held=held), unused


def _words_of(row: Row) -> set[str]:
    """The words of a heading, without the number or letter that it may begin with."""
    first, *rest = row.flat.split()
    return set(rest or (first,))


def _carried(state: _State, cells: Mapping[str, str], document: _Document) -> dict[str, str]:
    """An action below a recommendation that spans several rows serves the recommendation above.

    A record has no cells that span: a blank one is blank.
    """
    spans = "recommendation" in document.roles and "recommendation" not in cells and "action" in cells
    if document.is_records or not spans or state.above is None or state.above.heading != state.heading:
        return {}
    above = state.above.cell("recommendation")
    return {"recommendation": above} if above else {}


def _is_short_row(state: _State, row: Row, columns: Columns) -> bool:
    """Whether a row with one filled cell is a row of the plan: its recommendation or action and nothing else."""
    place = next(position for position, text in enumerate(align(row, columns)) if text)
    if columns.roles.get(0) == "ref" and _is_title(row.filled[0]):
        return False
    return columns.roles.get(place) in ("recommendation", "action") and place > 0 and state.above is None


def _cells(state: _State, row: Row, columns: Columns, document: _Document) -> dict[str, str]:
    """Role -> text. Two columns of one role are joined, the same text once: a merged cell may stand in both."""
    pieces: dict[str, dict[str, None]] = {}
    for position, printed in enumerate(align(row, columns)):
        role = columns.roles.get(position)
        if role is None:
            continue
        is_rest = state.above is not None and _is_rest(state, row, position, role, printed, columns)
        text = state.above.cell(role) if is_rest and state.above else printed
        if not text:
            continue
        shared = roles_sharing(columns.names.get(position, "")) if not columns.exported else ()
        for held in of_shared(shared, text) if role in shared else (role,):
            whole = text if held in pieces or columns.exported else mend(text, document.words)
            pieces.setdefault(held, {})[whole] = None
    cells = {role: "\n".join(texts) for role, texts in pieces.items()}
    return cells if columns.exported else told_apart(cells)


def _is_rest(state: _State, row: Row, position: int, role: str, text: str, columns: Columns) -> bool:
    """Whether a merged cell is the rest of one that began on the page before: the whole is the action's above."""
    if role not in _SPANNING or len(row.cells) != columns.width:
        return False
    cell = row.cells[position]
    is_first_rest = row.may_run_on and cell.is_merged and not text
    return is_first_rest or (cell.is_merged and text == state.tails.get(role, ""))


def _continues(state: _State, above: RawAction, row: Row, cells: Mapping[str, str], columns: Columns) -> bool:
    """Whether a row runs on from the one above."""
    if state.pending:
        return False
    if not row.may_run_on:
        own = {"action", "recommendation", "ref", "scope", "section", "lead", "status"}
        return bool(cells) and not own & set(cells)
    if _opens_of_its_own(cells, columns) or _repeats_what_is_whole(cells, above):
        return False
    if any(role in cells for role in _OPENING):
        return False
    first = min((place for place, role in columns.roles.items() if role != "derived"), default=0)
    if columns.roles.get(first) in _OPENING:
        return True
    return columns.roles.get(first) not in cells or _runs_on(above, cells)


def _runs_on(above: RawAction, cells: Mapping[str, str]) -> bool:
    """Whether the first text goes on in mid-sentence and the row prints no lead, target or status."""
    text = cells.get("recommendation") or cells.get("action") or ""
    before = above.cell("recommendation") or above.cell("action")
    is_bare = not {"lead", "target", "status", "completion"} & set(cells)
    return is_bare and text[:1].islower() and before[-1:] not in ".!?"


def _is_tail(state: _State, row: Row, cells: Mapping[str, str]) -> bool:
    """Whether a lone first cell is the rest of the text above, cut by a page break: no heading."""
    above = state.above
    if above is None or not above.places or state.pending or not row.may_run_on:
        return False
    last = above.places[-1]
    is_at_break = last.page != row.page or (row.box is not None and row.box.bottom > _FOOT)
    return is_at_break and not is_heading_line(row.filled[0]) and _runs_on(above, cells)


def _opens_of_its_own(cells: Mapping[str, str], columns: Columns) -> bool:
    """Whether a row without its first cells prints a lead and a target of its own, so that it opens.

    In a table that lacks one of these columns, the status stands in for it.
    """
    own = [role for role in ("lead", "target") if columns.has(role)]
    if len(own) < 2 and columns.has("status"):
        own.append("status")
    return bool(own) and all(role in cells for role in own)


def _repeats_what_is_whole(cells: Mapping[str, str], above: RawAction) -> bool:
    """Whether a row brings its own text and a target, status or completion that the row above has already.

    Two whole values are never run together: 'Q2 24/25' and 'Mar-25' are two targets, not one.
    """
    text = cells.get("action") or cells.get("recommendation") or ""
    if not text or text[:1].islower():
        return False
    wholes: dict[str, Callable[[str], object]] = {
        "target": find_dates,
        "completion": find_dates,
        "status": find_statuses,
    }
    return any(role in cells and above.cell(role) and find(cells[role]) for role, find in wholes.items())


def _is_lone(row: Row, columns: Columns) -> bool:
    """Whether only the row's first cell is filled and it is no reference, date or status.

    In a table with references a short title beside a blank one stands alone, too.
    """
    if len(row.filled) != 1:
        return False
    if not row.cells[0].text:
        return columns.roles.get(0) == "ref" and not row.cells[0].is_merged and _is_title(row.filled[0])
    return columns.roles.get(0) != "ref" or len(row.filled[0].split()) > 3 or is_heading_line(row.filled[0])


def _is_title(text: str) -> bool:
    return len(text.split()) <= _LONGEST_TITLE and text[0].isupper() and text[-1] not in ".,;:"
