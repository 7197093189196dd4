"""What every reader gives: a grid of rows of cells, each with its place in the file."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from schema.vocabulary import Colour, DateOrder


class Note(StrEnum):
    """What a person should know of how a row was read. Each becomes a finding (see ingest/plan/notes.py)."""

    HIDDEN_ROW = "hidden_row"
    HIDDEN_COLUMN = "hidden_column"
    TRACKED_CHANGE = "tracked_change"
    STRUCK_ROW = "struck_row"
    STRUCK_TEXT = "struck_text"
    FORMULA_WITHOUT_VALUE = "formula_without_value"
    READ_BY_OCR = "read_by_ocr"
    CELLS_NOT_CERTAIN = "cells_not_certain"
    PARTED_BY_BLANKS = "parted_by_blanks"
    HIDDEN_SHEET = "hidden_sheet"
    PAGE_WITHOUT_TEXT = "page_without_text"
    UNREADABLE_LETTERS = "unreadable_letters"
    END_NOT_FOUND = "end_not_found"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text, and the column it stood in, from 0.

    Paragraphs and list items are separated by newlines; tags and bullets are gone.
    """

    text: str
    column: int = 0
    struck: str = ""
    """The words of the cell that are struck through; they are not in `text`."""
    printed: str = ""
    """All of the cell's words in their order, struck ones too; blank where nothing is struck."""
    fill: Colour | None = None
    """The rating colour that the cell's background has."""
    is_merged: bool = False
    """Whether the cell began in a row above: the text is that cell's."""
    span: int = 1
    """How many columns it covers."""

    @property
    def flat(self) -> str:
        """The text on one line."""
        return " ".join(self.text.split())


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a page, as shares of its width and height from the top left: 0 to 1."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the file: a row of a table, or a line of prose with one cell."""

    cells: tuple[Cell, ...]
    line: int
    page: int | None = None
    is_table: bool = True
    sheet: str | None = None
    box: Box | None = None
    table: int | None = None
    """Which table of the file it stands in, where the file tells tables apart."""
    may_run_on: bool = True
    """Whether the row may be the rest of the row above, cut off by a page or a line."""
    is_aside: bool = False
    """Whether it is a footnote or the like, which interrupts no row and heads none."""
    notes: frozenset[Note] = frozenset()

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
    notes: tuple[tuple[Note, str], ...] = ()
    """What concerns the document as a whole, with the words or place concerned."""
    date_order: DateOrder = DateOrder.DAY_FIRST
    """How the document writes numeric dates."""
    is_laid: bool = False
    """Whether a recipe says what its rows are, so that none of them is taken for a header."""
    layout: str = "table"
    """The shape that the reader recognised, in words."""

    @property
    def prose(self) -> list[Row]:
        """The lines that are not rows of a table."""
        return [row for row in self.rows if not row.is_table]
