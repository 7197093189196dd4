"""Physical rows become the rows of the plan: stitched over page breaks, each under its heading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from ingest.fields.colours import column_colours
from ingest.fields.dates import find_dates
from ingest.fields.rag import is_only_ratings, leading_ratings, ratings_of
from ingest.fields.status import find_statuses, is_status_word
from ingest.read.grid import Cell, Grid, Row
from ingest.recognise.below import with_texts_below
from ingest.recognise.beside import is_beside_the_plan, keep_aside, shaded_colours
from ingest.recognise.columns import Columns, align, is_guidance, normal, read_header, refine
from ingest.recognise.find_header import header_at, only_latest
from ingest.recognise.fit import fit
from ingest.recognise.header import without_header
from ingest.recognise.headings import NO_HEADING, Heading, is_heading_line, is_heading_row, read_heading
from ingest.recognise.inside import of_shared, roles_sharing, told_apart
from ingest.recognise.mending import join, mend, vocabulary
from ingest.recognise.recipe import Recipe, TableRecipe, columns_said, said_in
from ingest.recognise.rows import RawAction, Table

_LOOK_AHEAD = 400
_BODY = 120  # rows below a header by which its columns are told
_FIRST = 3  # rows of a table among which its header stands
_TYPED = frozenset({"target", "status", "rag", "completion", "ref"})
_LONGEST_TITLE = 5  # words of a title within a table
_FOOT = 0.8  # share of a page's height below which a row may be cut by its end
#: Columns whose cells may span several rows, and so go on over a page break.
_SPANNING = ("section", "recommendation", "lead", "target", "status", "outcome", "scope")
_NO_RATING = frozenset({"n/a", "na", "none", "-", "–", "tbc"})


def read_table(grid: Grid, recipes: Sequence[Recipe] = ()) -> Table | None:
    """The plan's rows, or None if no row of the grid is a header that can be recognised.

    Args:
        grid: the document.
        recipes: what was said of tables like those in it.
    """
    builder = _Builder(grid, recipes)
    for position, row in enumerate(grid.rows):
        builder.take(row, grid.rows[position + 1 : position + 1 + _LOOK_AHEAD])
    return with_texts_below(builder.table(), grid) if builder.headers else None


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

    def __init__(self, grid: Grid, recipes: Sequence[Recipe] = ()) -> None:
        self.said = said_in(grid, recipes)
        self.barred: Row | None = None
        """The header of the table in force that a person said is no part of the plan."""
        self.words = vocabulary(grid)
        self.is_records = grid.is_records
        self.date_order = grid.date_order
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
        self.refined: dict[tuple[object, ...], Columns] = {}
        self.named: dict[str, str | None] = {}
        """Header -> what its column held, of the tables above."""
        self.seen: Counter[int | None] = Counter()
        """How many rows of each table were taken."""
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
        self.named |= {name: columns.roles.get(place) for place, name in columns.names.items()}
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
        if self.after_header and self._is_hint(row):
            self.leftovers.append(row)
            self.after_header = False
            return
        said = self.said.get(id(row))
        if self._is_barred(row, said):
            self.leftovers.append(row)
            return
        header = (
            columns_said(row, said) if said else header_at(row, following, self.named, is_first=self._is_first(row))
        )
        if header:
            self.skip = header.height - 1
            self.use(header if header.is_said else self._refined(header, following))
            return
        if self._ends(row):
            self.columns = None
        if self.columns is None:
            self._before_table(row)
        else:
            self._in_table(row, self.columns)
            self.after_header = False

    def _is_barred(self, row: Row, said: TableRecipe | None) -> bool:
        """Whether a row heads or stands in a table that a person said is no part of the plan."""
        if said:
            self.barred = None if said.is_plan else row
            self.columns = self.columns if said.is_plan else None
        return self.barred is not None and row.is_table and row.table == self.barred.table

    def _refined(self, header: Columns, following: Sequence[Row]) -> Columns:
        """The columns after a look at their cells; a header that comes again means what it meant."""
        key = (header.width, *header.names.items())
        if key not in self.refined:
            body = list(islice(_body(following[self.skip :], header), _BODY))
            found = only_latest(refine(header, body), self.date_order)
            if not body:
                return found
            self.refined[key] = found
        found = self.refined[key]
        return replace(header, roles=found.roles, guessed=found.guessed)

    def _is_hint(self, row: Row) -> bool:
        """Whether the row below a header asks what its columns should hold: questions, where dates and statuses would stand."""
        columns = self.columns
        if columns is None or self.is_records or len(row.cells) != columns.width or "?" not in row.flat:
            return False
        texts = [(role, row.cells[place].text) for place, role in columns.roles.items() if row.cells[place].text]
        typed = [fit(role, text) for role, text in texts if role in _TYPED]
        return len(typed) > 1 and max(typed) < 0

    def _is_first(self, row: Row) -> bool:
        """Whether a row is among the first of its table, and no other row of it names the columns."""
        if not row.is_table:
            return False
        self.seen[row.table] += 1
        return self.seen[row.table] <= _FIRST and (self.columns is None or self.columns.table != row.table)

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
            if len(row.cells) == 1 and columns.width > 2 and not columns.exported and not row.notes:
                self.pending.append(row.filled[0])  # a line of one cell among records is a heading
                self.pending_rows.append(row)
                return
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
        if columns.roles.get(0) == "ref" and _is_title(row.filled[0]):
            return False
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
            shared = roles_sharing(columns.names.get(position, "")) if not columns.exported else ()
            for held in of_shared(shared, text) if role in shared else (role,):
                whole = text if held in pieces or columns.exported else mend(text, self.words)
                pieces.setdefault(held, {})[whole] = None
        cells = {role: "\n".join(texts) for role, texts in pieces.items()}
        return cells if columns.exported else told_apart(cells)

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


def _body(following: Sequence[Row], header: Columns) -> Iterator[Row]:
    """The rows of a table below its header, up to the next header."""
    for place, row in enumerate(following):
        if place == 0 and is_guidance(row):
            continue
        if read_header(row):
            return
        if row.is_table and len(row.cells) == header.width:
            yield row
