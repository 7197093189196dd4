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

from ingest.read.furniture import Loose, without_furniture
from ingest.read.grid import Box, Cell, Grid, Note, Row
from ingest.read.pdf import ocr
from ingest.read.pdf.page import is_sideways, turned, without_watermark
from ingest.read.pdf.ruled import Ruled, ruled_tables
from ingest.read.pdf.text import Bounds, Line, lines_of, words_of
from ingest.read.pdf.unruled import Unruled, UnruledReader
from ingest.read.words import Words
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


def read_pdf(content: bytes, name: str, most_pages: int, words: Words) -> Grid:
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
            return _Reader(content, name, pages, words).read(document)
    except PdfminerException as error:
        if "password" in repr(error).lower():
            raise DocumentError(
                f"{name} is encrypted. Save it without a password (print it to a new PDF) and add that."
            ) from error
        raise


class _Reader:
    """Walks over the pages, holding what goes on from one page to the next."""

    def __init__(self, content: bytes, name: str, pages: int, words: Words) -> None:
        self.words = words
        self.content = content
        self.name = name
        self.pages = pages
        self.table = 0
        self.table_page = 0
        self.edges: list[float] = []
        self.unruled = UnruledReader(words)
        self.rows: list[Row] = []
        self.loose: list[Loose] = []
        self.scanned: list[int] = []
        self.by_ocr: set[int] = set()
        self.turned: set[int] = set()
        self.unreadable = 0
        self.letters = 0
        self.layouts: set[str] = set()
        self.watermarks: list[str] = []

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
        marks = dict.fromkeys(self.watermarks)
        return Grid(rows, MEDIA_TYPE, self.pages, (*marks, *furniture), notes=tuple(notes), layout=f"PDF, {layout}")

    def _page(self, page: Any, number: int) -> None:
        """Read a page: a scanned one by OCR where that is installed, a sideways one turned upright."""
        if not any(char["text"].strip() for char in page.chars):
            if page.images and ocr.is_installed():
                self.by_ocr.add(number)
                page = ocr.ScannedPage(page)
            if not page.chars:
                self.scanned += [number] if page.images else []
                return
        if is_sideways(page):
            self.turned.add(number)
            with turned(self.content, number, page) as upright:
                self._upright(upright, number)
        else:
            self._upright(page, number)

    def _upright(self, page: Any, number: int) -> None:
        chars, mark = without_watermark(page.chars)
        self.watermarks += [mark] if mark else []
        self.letters += len(chars)
        self.unreadable += sum(bool(_NO_LETTERS.search(char["text"])) for char in chars)
        tables = ruled_tables(page, chars)
        outside = [char for char in chars if not any(table.holds(char) for table in tables)]
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

    def _box(self, bounds: Bounds, page: Any, number: int) -> Box | None:
        """A place on a page as it is shown; of a page that was turned none is known."""
        return None if number in self.turned else _share_of_page(bounds, page)

    def _rows(self, piece: Ruled | Unruled | Line, page: Any, number: int) -> Iterator[Row]:
        if isinstance(piece, Line):
            place = self._box(piece.bounds, page, number)
            yield Row((Cell(piece.text),), 0, number, False, box=place, may_run_on=False)
            return
        self.layouts.add("ruled tables" if isinstance(piece, Ruled) else "tables without rules")
        if isinstance(piece, Ruled):
            yield from self._ruled(piece, page, number)
        else:
            if not piece.goes_on:
                self.table += 1
                self.edges = []
            for cells, bounds in piece.rows:
                place = self._box(bounds, page, number)
                yield Row(cells, 0, number, True, box=place, table=self.table, may_run_on=True)
        self.table_page = number

    def _ruled(self, table: Ruled, page: Any, number: int) -> Iterator[Row]:
        goes_on = self._goes_on(table.edges)
        if goes_on:
            table = table.laid_over(self.edges)
        else:
            self.table += 1
            self.edges = table.edges
        is_first = goes_on and self.table_page not in (0, number)
        for found, bounds in table.rows(self.table, number, goes_on=is_first):
            is_header = self.words.columns_of(found) > 0
            yield replace(found, box=self._box(bounds, page, number), may_run_on=is_first)
            is_first = is_first and is_header

    def _goes_on(self, edges: Sequence[float]) -> bool:
        """Whether a table has the columns of the one before: the same outer edges, and no inner edge of its own."""
        if not self.edges or abs(edges[0] - self.edges[0]) > _NEAR or abs(edges[-1] - self.edges[-1]) > _NEAR:
            return False
        return all(any(abs(edge - known) <= _NEAR for known in self.edges) for edge in edges)


def _share_of_page(bounds: Bounds, page: Any) -> Box:
    """A place on a page as shares of what is shown of it."""
    left, top, right, bottom = page.cropbox if page.cropbox else page.bbox
    width, height = max(right - left, 1.0), max(bottom - top, 1.0)

    def share(value: float, start: float, size: float) -> float:
        return round(min(max((value - start) / size, 0.0), 1.0), 4)

    x0, y0, x1, y1 = bounds
    return Box(share(x0, left, width), share(y0, top, height), share(x1, left, width), share(y1, top, height))
