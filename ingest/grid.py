"""What every reader gives: a grid of rows of cells, each with its place in the file."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text, and the column it stood in, from 0.

    Paragraphs and list items are separated by newlines; tags and bullets are gone.
    """

    text: str
    column: int = 0

    @property
    def flat(self) -> str:
        """The text on one line."""
        return " ".join(self.text.split())


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the file: a row of a table, or a line of prose with one cell."""

    cells: tuple[Cell, ...]
    line: int
    page: int | None = None
    is_table: bool = True

    @property
    def texts(self) -> list[str]:
        """The cells' texts, in order."""
        return [cell.text for cell in self.cells]

    @property
    def filled(self) -> list[str]:
        """The texts that are not blank."""
        return [cell.text for cell in self.cells if cell.text]

    @property
    def flat(self) -> str:
        """The whole row on one line."""
        return " ".join(cell.flat for cell in self.cells if cell.text)


@dataclass(frozen=True, slots=True)
class Grid:
    """A document as read, before anything is made of it."""

    rows: tuple[Row, ...]
    media_type: str
    pages: int | None = None
    furniture: tuple[str, ...] = field(default=())
    """Lines that stand on every page, such as a running title."""
    is_records: bool = False
    """Whether each row is a record of its own, as in CSV: then no row runs on and none is a heading."""

    @property
    def prose(self) -> list[Row]:
        """The lines that are not rows of a table."""
        return [row for row in self.rows if not row.is_table]
