"""What recognition gives: the rows of a plan with their cells as printed, not yet read."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ingest.read.grid import Note, Row
from ingest.recognise.columns import Columns
from ingest.recognise.headings import Heading
from schema.vocabulary import Colour, Rag


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

    def apart(self) -> RawAction:
        """A copy that can be added to without a change of this one."""
        return replace(
            self,
            cells=dict(self.cells),
            ratings=list(self.ratings),
            colours=list(self.colours),
            struck=dict(self.struck),
            printed=dict(self.printed),
            others=dict(self.others),
            places=list(self.places),
            notes=set(self.notes),
        )

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
    notes: tuple[tuple[Note, str], ...] = ()
    """What concerns the reading as a whole, with the words concerned."""
    is_said: bool = False
    """Whether a person said that the document is to be read so."""
