"""Physical rows become the rows of the plan: stitched over page breaks, each under its heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ingest.fields.colours import column_colours
from ingest.fields.dates import find_dates
from ingest.fields.rag import is_only_ratings, leading_ratings, ratings_of
from ingest.fields.status import find_statuses, is_status_word
from ingest.read.grid import Cell, Grid, Note, Row
from ingest.recognise.columns import Columns, align, is_guidance, normal, read_header, refine
from ingest.recognise.header import header_over_two_rows, without_header
from ingest.recognise.headings import NO_HEADING, Heading, is_heading_line, is_heading_row, read_heading
from ingest.recognise.mending import join, mend, vocabulary
from schema.vocabulary import Colour, Rag

_LOOK_AHEAD = 400
_FOOT = 0.8  # share of a page's height below which a row may be cut by its end
#: Columns whose cells may span several rows, and so go on over a page break.
_SPANNING = ("section", "recommendation", "lead", "target", "status", "outcome", "scope")
_NO_RATING = frozenset({"n/a", "na", "none", "-", "–", "tbc"})


@dataclass(slots=True)
class RawAction:
    """One row of the plan with its cells as printed, not yet read."""

    line: int
    page: int | None
    heading: Heading
    cells: dict[str, str] = field(default_factory=dict)
    ratings: list[Rag] = field(default_factory=list)
    colours: list[Colour] = field(default_factory=list)
    """The colours of its rating column, in order of time, those that are no ratings too."""
    is_brag: bool = False
    """Whether its rating column is headed BRAG: then Blue means done."""
    struck: dict[str, str] = field(default_factory=dict)
    """The words of a cell that are struck through."""
    printed: dict[str, str] = field(default_factory=dict)
    """All words of a cell that holds struck ones, in their order."""
    others: dict[str, str] = field(default_factory=dict)
    """Header -> cell, of columns that could not be recognised."""
    places: list[Row] = field(default_factory=list)
    """The rows of the file that it was read from."""
    notes: set[Note] = field(default_factory=set)
    exported: frozenset[str] = frozenset()
    """The headers of our own export, where the row comes from one."""
    is_from_prose: bool = False
    """Whether it was read from sentences, so that its status stands in words."""

    def cell(self, role: str) -> str:
        """The printed cell, or a blank."""
        return self.cells.get(role, "")


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a plan's table, the columns that it prints, and lines that were left over."""

    actions: tuple[RawAction, ...]
    roles: frozenset[str]
    leftovers: tuple[Row, ...]
    headers: tuple[Columns, ...] = ()
    """The columns of each table, as recognised."""


def read_table(grid: Grid) -> Table | None:
    """The plan's rows, or None if no row of the grid is a header that can be recognised."""
    builder = _Builder(grid)
    for position, row in enumerate(grid.rows):
        builder.take(row, grid.rows[position + 1 : position + 1 + _LOOK_AHEAD])
    return builder.table() if builder.headers else None


def read_headless(grid: Grid) -> Table | None:
    """The plan's rows where no row names the columns but their cells tell what they hold, or None."""
    columns = without_header(grid.rows)
    if columns is None:
        return None
    builder = _Builder(grid)
    builder.use(columns)
    for row in grid.rows:
        if not (columns.height and row.is_table and row.line == columns.line and row.table == columns.table):
            builder.take(row, ())
    return builder.table()


class _Builder:
    """Walks over the rows of a grid, holding the heading and the columns in force."""

    def __init__(self, grid: Grid) -> None:
        self.words = vocabulary(grid)
        self.is_records = grid.is_records
        self.columns: Columns | None = None
        self.headers: list[Columns] = []
        self.skip = 0
        self.roles: set[str] = set()
        self.heading: Heading = NO_HEADING
        self.pending: list[str] = []
        self.pending_rows: list[Row] = []
        self.actions: list[RawAction] = []
        self.leftovers: list[Row] = []
        self.after_header = False
        self.held: list[str] = []
        self.tails: dict[str, str] = {}
        """Role -> the text by which a row ran on: merged cells of the rows below hold it too."""

    def _keep_unused(self) -> None:
        """Lines between rows that the heading made nothing of are kept, to be shown as findings."""
        used = " ".join((self.heading.words, self.heading.recommendation or "", *self.held)).split()
        for row in self.pending_rows:
            words = row.flat.split()
            if not set(words[1:]) <= set(used) and not is_heading_line(row.filled[0]):
                self.leftovers.append(row)
        self.held = [self.heading.recommendation or ""]
        self.pending, self.pending_rows = [], []

    def table(self) -> Table:
        self.leftovers += self.pending_rows
        return Table(tuple(self.actions), frozenset(self.roles), tuple(self.leftovers), tuple(self.headers))

    def use(self, columns: Columns) -> None:
        """Read the rows that follow under these columns."""
        self.columns = columns
        self.headers.append(columns)
        self.roles |= set(columns.roles.values())
        self.after_header = True

    def _ends(self, row: Row) -> bool:
        """Whether a row stands in another table, which has not the columns in force."""
        columns = self.columns
        if columns is None or not row.is_table or row.table is None or row.table == columns.table:
            return False
        return len(row.cells) != columns.width or (row.sheet is not None and bool(self.actions))

    def take(self, row: Row, following: Sequence[Row]) -> None:
        """Make of a row what it is: a header, a heading, a part of a row, or a row."""
        if self.skip:
            self.skip -= 1
            return
        if row.is_aside:
            self.leftovers.append(row)
            return
        if not row.filled:
            return
        if self.after_header and is_guidance(row):
            return
        header = header_over_two_rows(row, following[0] if following else None) or read_header(row)
        if header:
            self.skip = header.height - 1
            self.use(refine(header, list(_body(following[self.skip :], header))))
            return
        if self._ends(row):
            self.columns = None
        if self.columns is None:
            self._before_table(row)
        else:
            self._in_table(row, self.columns)
            self.after_header = False

    def _before_table(self, row: Row) -> None:
        """A heading may stand above the header of a table; what else stands between tables is left over."""
        if is_heading_line(row.filled[0]) or (self.pending and not row.is_table):
            self.pending.append(row.filled[0])
        elif self.headers:
            self.leftovers.append(row)

    def _in_table(self, row: Row, columns: Columns) -> None:
        if is_beside_the_plan(row, columns):
            self.leftovers.append(row)
            return
        if self.is_records:
            self._open(row, self._cells(row, columns))
            return
        if is_heading_row(row):
            row = Row((Cell(row.flat),), row.line, row.page)
        cells = self._cells(row, columns)
        if not row.is_table or (_is_lone(row, columns) and not self._is_tail(row, cells)):
            self._take_heading(row, columns)
            return
        if self._continues(row, cells, columns):
            self.tails = {role: text for role, text in cells.items() if role in _SPANNING}
            self._extend(self.actions[-1], row, cells)
        else:
            self._open(row, cells)

    def _take_heading(self, row: Row, columns: Columns) -> None:
        """A line of prose or a row with one filled cell is a heading, unless the table has rows of one column."""
        text = row.filled[0]
        if row.is_table and self._is_short_row(row, columns):
            self._open(row, self._cells(row, columns))
            return
        self.pending.append(text)
        self.pending_rows.append(row)

    def _is_short_row(self, row: Row, columns: Columns) -> bool:
        """Whether a row with one filled cell is a row of the plan: its recommendation or action and nothing else."""
        place = next(position for position, text in enumerate(align(row, columns)) if text)
        return columns.roles.get(place) in ("recommendation", "action") and place > 0 and not self.actions

    def _cells(self, row: Row, columns: Columns) -> dict[str, str]:
        """Role -> text. Two columns of one role are joined, the same text once: a merged cell may stand in both."""
        pieces: dict[str, dict[str, None]] = {}
        for position, text in enumerate(align(row, columns)):
            role = columns.roles.get(position)
            if role is not None and self._is_rest(row, position, role, text, columns):
                text = self.actions[-1].cell(role)  # noqa: PLW2901
            if role is None or not text:
                continue
            whole = text if role in pieces or columns.exported else mend(text, self.words)
            pieces.setdefault(role, {})[whole] = None
        return {role: "\n".join(texts) for role, texts in pieces.items()}

    def _is_rest(self, row: Row, position: int, role: str, text: str, columns: Columns) -> bool:
        """Whether a merged cell is the rest of one that began on the page before: the whole is the action's above."""
        if role not in _SPANNING or not self.actions or len(row.cells) != columns.width:
            return False
        cell = row.cells[position]
        is_first_rest = row.may_run_on and cell.is_merged and not text
        return is_first_rest or (cell.is_merged and text == self.tails.get(role, ""))

    def _continues(self, row: Row, cells: dict[str, str], columns: Columns) -> bool:
        """Whether a row runs on from the one above."""
        if not self.actions or self.pending:
            return False
        if not row.may_run_on:
            return bool(cells) and not {"action", "recommendation", "ref", "scope", "section", "lead", "status"} & set(
                cells
            )
        if _opens_of_its_own(cells, columns) or _repeats_what_is_whole(cells, self.actions[-1]):
            return False
        opening = ("ref", "scope", "section")
        if any(role in cells for role in opening):
            return False
        first = min((place for place, role in columns.roles.items() if role != "derived"), default=0)
        if columns.roles.get(first) in opening:
            return True
        return columns.roles.get(first) not in cells or self._runs_on(cells)

    def _runs_on(self, cells: Mapping[str, str]) -> bool:
        """Whether the first text goes on in mid-sentence and the row prints no lead, target or status."""
        text = cells.get("recommendation") or cells.get("action") or ""
        before = self.actions[-1].cell("recommendation") or self.actions[-1].cell("action")
        is_bare = not {"lead", "target", "status", "completion"} & set(cells)
        return is_bare and text[:1].islower() and before[-1:] not in ".!?"

    def _is_tail(self, row: Row, cells: Mapping[str, str]) -> bool:
        """Whether a lone first cell is the rest of the text above, cut by a page break: no heading."""
        above = self.actions[-1].places if self.actions else []
        is_at_break = bool(above) and (above[-1].page != row.page or (row.box is not None and row.box.bottom > _FOOT))
        goes_on = row.may_run_on and is_at_break and not self.pending
        return goes_on and not is_heading_line(row.filled[0]) and self._runs_on(cells)

    def _open(self, row: Row, cells: dict[str, str]) -> None:
        if self.pending:
            self.heading = read_heading(self.pending, self.heading)
            self._keep_unused()
        self._carry_recommendation(cells)
        exported = self.columns.exported if self.columns else frozenset()
        action = RawAction(row.line, row.page, self.heading, exported=exported)
        self.actions.append(action)
        self._extend(action, row, cells)

    def _carry_recommendation(self, cells: dict[str, str]) -> None:
        """An action below a recommendation that spans several rows serves the recommendation above."""
        above = self.actions[-1] if self.actions else None
        spans = "recommendation" in self.roles and "recommendation" not in cells and "action" in cells
        if self.is_records:  # a record has no cells that span: a blank one is blank
            return
        if above and spans and above.heading == self.heading and above.cell("recommendation"):
            cells["recommendation"] = above.cell("recommendation")

    def _extend(self, action: RawAction, row: Row, cells: dict[str, str]) -> None:
        """Add a physical row's cells to the action; ratings are taken in the order they stand."""
        action.places.append(row)
        action.notes |= row.notes
        if self.columns:
            keep_aside(action, row, self.columns)
        self._rate(action, row, cells)
        action.ratings += leading_ratings(cells.get("progress", ""))
        for role, text in cells.items():
            action.cells[role] = join(action.cell(role), text, self.words)

    def _rate(self, action: RawAction, row: Row, cells: dict[str, str]) -> None:
        """Take the colours of a row's rating cell; one that holds a text says how the action goes on, too."""
        cell = cells.get("rag", "")
        is_text = bool(cell) and not is_only_ratings(cell) and not is_status_word(cell)
        if is_text and cell.strip().lower() not in _NO_RATING:
            cells["progress"] = "\n".join(part for part in (cell, cells.get("progress", "")) if part)
            colours = []
        else:
            colours = column_colours(cell)
        if self.columns is not None:
            action.is_brag = action.is_brag or any(
                role == "rag" and "brag" in normal(self.columns.names.get(place, "")).split()
                for place, role in self.columns.roles.items()
            )
            if not colours and not action.colours and not action.ratings:
                colours = shaded_colours(row, self.columns)
        action.colours += colours
        action.ratings += ratings_of(colours)


_TOTAL = re.compile(r"^(?:grand |sub)?-?\s?totals?\b\W*(?:actions|rows)?\W*\d*$", re.IGNORECASE)
_COLOUR = re.compile(r"^(?:red|amber|green|blue|grey|gray|purple|yellow)$", re.IGNORECASE)
_NOT_RATED = ("ref", "section", "recommendation", "action", "scope")
_NUMBER = re.compile(r"^[\d.,%\s/-]*$|^\d+ of \d+$")


def is_beside_the_plan(row: Row, columns: Columns) -> bool:
    """Whether a row of the table is no row of the plan: a line of totals, or the key to the colours."""
    if not row.is_table or not row.filled:
        return False
    first, others = row.filled[0], row.filled[1:]
    if _TOTAL.match(first):
        return all(_NUMBER.match(text) or len(text.split()) <= 3 for text in others)
    place = next(place for place, text in enumerate(align(row, columns)) if text)
    return len(row.filled) == 2 and bool(_COLOUR.match(first)) and columns.roles.get(place) in _NOT_RATED


def keep_aside(action: RawAction, row: Row, columns: Columns) -> None:
    """Keep what is not part of the cells as read: struck words, and the cells of columns that no role is known for."""
    if len(row.cells) != columns.width:
        return
    for place, cell in enumerate(row.cells):
        role = columns.roles.get(place)
        if cell.struck and role:
            action.struck[role] = " ".join(filter(None, (action.struck.get(role), cell.struck)))
            action.printed[role] = " ".join(filter(None, (action.printed.get(role), cell.printed)))
        if (role is None or (role == "derived" and columns.exported)) and cell.text:
            name = columns.names.get(place) or f"column {place + 1}"
            action.others[name] = "\n".join(filter(None, (action.others.get(name), cell.text)))


#: Columns whose background colour is a rating, in the order asked: one named for it, then those a rating is put on.
_SHADED = ("rag", "status", "progress", "completion", "ref")


def shaded_colours(row: Row, columns: Columns) -> list[Colour]:
    """The colour that a row's cell gives by its background alone, in a column that ratings are put on.

    Only a rating column may be blue or purple; elsewhere these are the colours of the page.
    """
    if len(row.cells) != columns.width:
        return []
    texts = {row.cells[place].fill for place, name in columns.roles.items() if name in ("action", "recommendation")}
    for role in _SHADED:
        for place, name in columns.roles.items():
            fill = row.cells[place].fill
            if name != role or fill is None:
                continue
            is_rating, is_own = bool(ratings_of([fill])), fill not in texts
            if (role == "rag" and (is_rating or is_own)) or (is_rating and is_own):
                return [fill]
    return []


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
    wholes = {"target": find_dates, "completion": find_dates, "status": find_statuses}
    return any(role in cells and above.cell(role) and find(cells[role]) for role, find in wholes.items())


def _is_lone(row: Row, columns: Columns) -> bool:
    """Whether only the row's first cell is filled and it is no reference, date or status."""
    if len(row.filled) != 1 or not row.cells[0].text:
        return False
    return columns.roles.get(0) != "ref" or len(row.filled[0].split()) > 3 or is_heading_line(row.filled[0])


def _body(following: Sequence[Row], header: Columns) -> Iterator[Row]:
    """The rows of a table below its header, up to the next header."""
    for place, row in enumerate(following):
        if place == 0 and is_guidance(row):
            continue
        if read_header(row):
            return
        if row.is_table and len(row.cells) == header.width:
            yield row
