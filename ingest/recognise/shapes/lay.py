"""What the shapes share: records laid out under a header, and cells told apart by what they hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from ingest.fields.dates import find_dates
from ingest.fields.rag import is_only_ratings
from ingest.fields.status import is_status_word
from ingest.fields.targets import is_time
from ingest.read.grid import Cell, Grid, Note, Row
from ingest.recognise.columns import role_of

_REF = re.compile(r"^(?:[A-Za-z]{1,10}[\s.]?)?\d+(?:\.\d+)*[a-z]?\.?$")
_MOST_DATE_WORDS = 8

#: Roles whose cells show what they are; the other roles hold texts.
TYPED: dict[str, Callable[[str], bool]] = {
    "ref": lambda text: bool(_REF.match(text.strip())) and not find_dates(text),
    "target": lambda text: len(text.split()) <= _MOST_DATE_WORDS and bool(find_dates(text)),
    "completion": lambda text: len(text.split()) <= _MOST_DATE_WORDS and bool(find_dates(text) or is_status_word(text)),
    "commenced": lambda text: len(text.split()) <= _MOST_DATE_WORDS and bool(find_dates(text)),
    "status": is_status_word,
    "rag": is_only_ratings,
}


@dataclass(slots=True)
class Record:
    """One record: its cells by position of the header, and the rows it was read from."""

    cells: dict[int, str]
    row: Row
    notes: frozenset[Note] = field(default_factory=frozenset)


def relaid(
    grid: Grid,
    header: Sequence[str],
    records: Iterable[Record],
    above: Sequence[Row],
    beside: Sequence[Row],
    layout: str,
) -> Grid:
    """A grid of records under a header. Lines above stay lines; lines beside interrupt nothing and are left over."""
    listed = list(records)
    first = listed[0].row if listed else Row((), 1)
    rows = [row for row in above if not row.is_table]
    rows.append(as_header(first, header))
    rows += [replace(row, is_aside=True) for row in beside]
    rows += [as_row(record, len(header)) for record in listed]
    return replace(grid, rows=tuple(rows), is_records=True, layout=layout)


def as_header(row: Row, header: Sequence[str], table: int = 0) -> Row:
    """A header's row, at the place of a line."""
    return Row(tuple(Cell(text, place) for place, text in enumerate(header)), row.line, row.page, table=table)


def as_row(record: Record, width: int, table: int = 0) -> Row:
    """A record as a row of a table."""
    cells = tuple(Cell(record.cells.get(place, ""), place) for place in range(width))
    notes = record.row.notes | record.notes
    return replace(record.row, cells=cells, is_table=True, table=table, may_run_on=False, notes=notes)


def roles_of(header: Sequence[str]) -> list[str | None]:
    """The role that each header names."""
    return [role_of(text) for text in header]


def fits(roles: Sequence[str | None], cells: Sequence[str]) -> bool:
    """Whether every cell of a typed column that is filled holds what such a column holds."""
    return all(
        TYPED[role](text) or text.strip().lower() in _EMPTY or (role in _TIMES and is_time(text))
        for role, text in zip(roles, cells, strict=True)
        if role in TYPED and text.strip()
    )


_TIMES = frozenset(("target", "completion", "commenced"))
_EMPTY = frozenset(("-", "–", "n/a", "none", "tbc", "ongoing", "annually", "tba"))


def only_certain(roles: Sequence[str | None], cells: Sequence[str]) -> dict[int, str]:
    """Position -> cell, of cells whose number is not that of the columns: only what shows by itself which column it is of.

    A reference counts at the front; a date, status or rating if exactly one cell and one column is of its kind. Where
    one text column and one cell remain, they belong together.
    """
    found: dict[int, str] = {}
    left = list(cells)
    if roles and roles[0] == "ref" and left and TYPED["ref"](left[0]):
        found[0] = left.pop(0)
    for role in ("rag", "status", "target", "completion"):
        places = [place for place, name in enumerate(roles) if name == role and place not in found]
        fitting = [text for text in left if TYPED[role](text)]
        rivals = [name for name in roles if name in TYPED and name != role and fitting and TYPED[name](fitting[0])]
        if len(places) == 1 and len(fitting) == 1 and not rivals:
            found[places[0]] = fitting[0]
            left.remove(fitting[0])
    texts = [place for place, name in enumerate(roles) if name not in TYPED and place not in found]
    if len(texts) == 1 and len(left) == 1:
        found[texts[0]] = left[0]
    return found


def records_of(
    roles: Sequence[str | None], cells: Sequence[str], row: Row, *, is_parted_surely: bool = False
) -> Record:
    """A record of cells that fill the columns exactly, or of what is certain of others; those are kept as printed too.

    Args:
        roles: of the columns.
        cells: of the row.
        row: where they stand.
        is_parted_surely: whether the mark between cells stands in no text, so that their number alone tells which is which.
    """
    if len(cells) == len(roles) and (is_parted_surely or fits(roles, cells)):
        return Record(dict(enumerate(cells)), row)
    kept = only_certain(roles, cells)
    kept[len(roles)] = " / ".join(text for text in cells if text)  # a column of its own that no role is known for
    return Record(kept, row, frozenset({Note.CELLS_NOT_CERTAIN}))


#: Header of the column that keeps the words of rows whose cells could not be told apart.
AS_PRINTED = "Row as printed"
