"""PDF: ruled tables by their lines, unruled ones by their gutters, and the lines of prose between them.

pdfplumber tells where letters, lines and coloured rectangles are; what they make together is worked out here and in
the modules beside this one, page by page, so that memory does not grow with the document.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pdfplumber
from pdfplumber.utils.exceptions import PdfminerException

from ingest.columns import read_header
from ingest.grid import Box, Cell, Grid, Note, Row
from ingest.read import ocr
from ingest.read.furniture import Loose, without_furniture
from ingest.read.pdf_ruled import Ruled, ruled_tables
from ingest.read.pdf_text import Line, lines_of, paragraphs, words_of
from ingest.read.pdf_unruled import Unruled, UnruledReader
from schema.errors import DocumentError

MEDIA_TYPE = "application/pdf"
_NO_LETTERS = re.compile(r"\(cid:\d+\)|[\ufffd\ue000-\uf8ff]")
_MOST_UNREADABLE = 0.3
_NEAR = 6.0  # points within which two edges of columns are the same
_SCANNED = (
    "{name} is a scanned PDF: its pages are pictures without text. Ask the publisher for the original, or install "
    "the optional reader (`pip install -r requirements-ocr.txt` and Debian's tesseract-ocr) and add it again."
)
_NO_MAP = (
    "{name} holds text that cannot be read: its fonts do not say which letters they draw. Ask the publisher for the "
    "Word file, or install the optional reader (`pip install -r requirements-ocr.txt`) and add it again."
)


def read_pdf(content: bytes, name: str, most_pages: int) -> Grid:
    """Read a PDF into a grid: each row has its page and its place on it.

    Raises:
        DocumentError: if it is encrypted, has too many pages, or holds no text.
    """
    try:
        with pdfplumber.open(io.BytesIO(content)) as document:
            pages = len(document.pages)
            if pages > most_pages:
                raise DocumentError(
                    f"{name} has {pages:,} pages; at most {most_pages:,} are read. Add the action plan alone."
                )
            return _Reader(name, pages).read(document)
    except PdfminerException as error:
        if "password" in repr(error).lower():
            raise DocumentError(
                f"{name} is encrypted. Save it without a password (print it to a new PDF) and add that."
            ) from error
        raise


class _Reader:
    """Walks over the pages, holding what goes on from one page to the next."""

    def __init__(self, name: str, pages: int) -> None:
        self.name = name
        self.pages = pages
        self.table = 0
        self.edges: list[float] = []
        self.unruled = UnruledReader()
        self.rows: list[Row] = []
        self.loose: list[Loose] = []
        self.scanned: list[int] = []
        self.unreadable = 0
        self.letters = 0
        self.layouts: set[str] = set()
        self.by_ocr: set[int] = set()

    def read(self, document: Any) -> Grid:
        """Read every page; what a page needed is let go of before the next."""
        for number, page in enumerate(document.pages, start=1):
            self._page(page, number)
            page.close()
        if not self.rows:
            raise DocumentError((_SCANNED if self.scanned or not self.letters else _NO_MAP).format(name=self.name))
        if self.unreadable > _MOST_UNREADABLE * self.letters:
            raise DocumentError(_NO_MAP.format(name=self.name))
        rows, furniture = without_furniture(self.rows, self.loose, self.pages)
        notes = [(Note.PAGE_WITHOUT_TEXT, f"page {number}") for number in self.scanned]
        layout = " and ".join(sorted(self.layouts)) or "prose"
        return Grid(rows, MEDIA_TYPE, self.pages, furniture, notes=tuple(notes), layout=f"PDF, {layout}")

    def _page(self, page: Any, number: int) -> None:
        chars = [char for char in page.chars if char["text"].strip()]
        if not chars and page.images and ocr.is_installed():
            self.by_ocr.add(number)
            page = ocr.ScannedPage(page)
            chars = page.chars
        if not chars:
            if page.images:
                self.scanned.append(number)
            return
        self.letters += len(chars)
        self.unreadable += sum(bool(_NO_LETTERS.search(char["text"])) for char in chars)
        tables = ruled_tables(page)
        outside = [char for char in page.chars if not any(table.holds(char) for table in tables)]
        lines = lines_of(words_of(outside))
        pieces: list[tuple[float, Ruled | Unruled | Line]] = [(table.top, table) for table in tables]
        pieces += [(piece.top, piece) for piece in self.unruled.read(lines, tables, page, number)]
        line = 0
        for _, piece in sorted(pieces, key=lambda pair: pair[0]):
            for found in self._rows(piece, page, number):
                line += 1
                row = replace(found, line=line, notes=found.notes | self._notes(number))
                if not row.is_table and isinstance(piece, Line):
                    self.loose.append(Loose(len(self.rows), row, piece, float(page.height)))
                self.rows.append(row)

    def _notes(self, number: int) -> frozenset[Note]:
        return frozenset({Note.READ_BY_OCR} if number in self.by_ocr else set())

    def _rows(self, piece: Ruled | Unruled | Line, page: Any, number: int) -> Iterator[Row]:
        if isinstance(piece, Line):
            yield Row((Cell(piece.text),), 0, number, False, box=_box(piece.bounds, page), may_run_on=False)
            return
        self.layouts.add("ruled tables" if isinstance(piece, Ruled) else "tables without rules")
        if isinstance(piece, Ruled):
            yield from self._ruled(piece, page, number)
        else:
            if not piece.goes_on:
                self.table += 1
                self.edges = []
            for cells, bounds in piece.rows:
                yield Row(cells, 0, number, True, box=_box(bounds, page), table=self.table, may_run_on=True)

    def _ruled(self, table: Ruled, page: Any, number: int) -> Iterator[Row]:
        if table.width == 1:
            for text, bounds in table.single():
                for part in paragraphs(text):
                    yield Row((Cell(part),), 0, number, False, box=_box(bounds, page), may_run_on=False)
            return
        goes_on = self._goes_on(table.edges)
        if goes_on:
            table = table.laid_over(self.edges)
        else:
            self.table += 1
            self.edges = table.edges
        is_first = goes_on and self.rows != [] and self.rows[-1].page != number
        for row, bounds in table.rows(self.table, number):
            yield replace(row, box=_box(bounds, page), may_run_on=is_first)
            is_first = is_first and read_header(row) is not None

    def _goes_on(self, edges: Sequence[float]) -> bool:
        """Whether a table has the columns of the one before: the same outer edges, and no inner edge of its own."""
        if not self.edges or abs(edges[0] - self.edges[0]) > _NEAR or abs(edges[-1] - self.edges[-1]) > _NEAR:
            return False
        return all(any(abs(edge - known) <= _NEAR for known in self.edges) for edge in edges)


def _box(bounds: tuple[float, float, float, float], page: Any) -> Box:
    """A place on a page as shares of what is shown of it."""
    left, top, right, bottom = page.cropbox if page.cropbox else page.bbox
    width, height = max(right - left, 1.0), max(bottom - top, 1.0)

    def share(value: float, start: float, size: float) -> float:
        return round(min(max((value - start) / size, 0.0), 1.0), 4)

    x0, y0, x1, y1 = bounds
    return Box(share(x0, left, width), share(y0, top, height), share(x1, left, width), share(y1, top, height))
