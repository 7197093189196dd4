"""Word documents (.docx): paragraphs and tables in their order, as the reader of the document sees them.

Text inserted under tracked changes counts, text deleted does not. Automatic numbers are part of what is printed.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import docx
from docx.oxml.ns import qn

from ingest.read.grid import Grid, Note, Row
from ingest.read.matrix import Laid, Run, cell_of, number_of, prose_row, row_of, width_of
from ingest.read.office.word_numbers import Numbering

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_GONE = frozenset(
    (
        *(qn(name) for name in ("w:del", "w:moveFrom", "w:instrText", "w:delText", "w:footnoteReference")),
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    )
)
_CHANGED = tuple(qn(name) for name in ("w:ins", "w:del", "w:moveTo", "w:moveFrom"))
_P, _TBL, _TR, _TC, _SDT = (qn(name) for name in ("w:p", "w:tbl", "w:tr", "w:tc", "w:sdt"))
_OFF = ("0", "false", "none")


def read_word(content: bytes) -> Grid:
    """Read a .docx into a grid. Lines are counted over paragraphs and table rows together.

    Raises:
        Exception: whatever python-docx raises on a broken file; the caller turns it into a sentence.
    """
    document = docx.Document(io.BytesIO(content))
    reader = _Reader(Numbering(document))
    rows = tuple(reader.blocks(document.element.body))
    return Grid(rows, MEDIA_TYPE, furniture=tuple(_headers(document)), layout="Word tables")


def _headers(document: Any) -> Iterator[str]:
    """The lines of page headers and footers, where titles, versions and markings stand."""
    seen: set[str] = set()
    for section in document.sections:
        for part in (section.header, section.first_page_header, section.footer):
            texts = [] if part.is_linked_to_previous else list(part._element.iter(_P))
            for node in texts:
                text = "".join(run for run, _ in _runs(node)).strip()
                if text and text not in seen:
                    seen.add(text)
                    yield text


class _Reader:
    """Walks over the body, counting lines and tables."""

    def __init__(self, numbering: Numbering) -> None:
        self.numbering = numbering
        self.line = 0
        self.tables = 0

    def blocks(self, parent: Any) -> Iterator[Row]:
        """The rows of everything below an element, in order; content controls are looked into."""
        for node in parent:
            if node.tag == _P:
                self.line += 1
                row = prose_row(self._paragraph(node), self.line)
                if row:
                    yield row
            elif node.tag == _TBL:
                yield from self._table(node)
            elif node.tag == _SDT:
                yield from self.blocks(_inside_of(node))

    def _paragraph(self, node: Any) -> list[Run]:
        return [(self.numbering.label(node), False), *_runs(node)]

    def _table(self, table: Any) -> Iterator[Row]:
        self.tables += 1
        number = self.tables
        placed: list[tuple[dict[int, Laid], frozenset[Note], list[Any]]] = []
        above: dict[int, Laid] = {}
        for node in _rows_of(table):
            nested: list[Any] = []
            above = self._cells(node, above, nested)
            placed.append((above, _row_notes(node), nested))
        width = width_of([cells for cells, _, _ in placed])
        for cells, notes, inner in placed:
            self.line += 1
            if inner:
                yield from self._inside(cells, placed[0][0], inner)
                continue
            row = row_of(cells, width, self.line, table=number, notes=notes)
            if row:
                yield row

    def _inside(self, outer: dict[int, Laid], header: dict[int, Laid], tables: list[Any]) -> Iterator[Row]:
        """The rows of tables inside a row: each has the other cells of that row before its own."""
        places = [place for place, laid in outer.items() if "".join(text for text, _ in laid.runs).strip()]
        for table in tables:
            for at, row in enumerate(self._table(table)):
                beside = header if at == 0 else outer
                kept = [
                    cell_of(replace(beside[place], is_merged=at > 1), column)
                    for column, place in enumerate(places)
                    if place in beside
                ]
                moved = [replace(cell, column=cell.column + len(kept)) for cell in row.cells]
                yield replace(row, cells=(*kept, *moved))

    def _cells(self, row: Any, above: dict[int, Laid], nested: list[Any]) -> dict[int, Laid]:
        """Column -> cell of one row. A cell merged with the one above is that cell again."""
        cells: dict[int, Laid] = {}
        column = _skipped(row)
        for node in _cells_of(row):
            across, goes_on, colour = _properties(node)
            if goes_on and column in above:
                over = above[column]
                cells[column] = Laid(over.runs, over.colour, True, across, over.notes)
            else:
                cells[column] = Laid(self._content(node, nested), colour, False, across)
            column += across
        return cells

    def _content(self, cell: Any, nested: list[Any]) -> list[Run]:
        """The runs of a cell, a newline after each paragraph. A wide table inside it is read after this one."""
        runs: list[Run] = []
        for node in cell.iterchildren(_P, _TBL, _SDT):
            if node.tag == _TBL and _is_wide(node):
                nested.append(node)
            elif node.tag == _P:
                runs += [*self._paragraph(node), ("\n", False)]
            else:
                for inner in node.iter(_P):
                    runs += [*self._paragraph(inner), ("\n", False)]
        return runs


def _inside_of(control: Any) -> Any:
    """What a content control holds; nothing where it is empty."""
    found = control.find(qn("w:sdtContent"))
    return [] if found is None else found


def _rows_of(table: Any) -> Iterator[Any]:
    """The rows of a table that were not deleted, those in content controls too."""
    for node in table:
        if node.tag == _SDT:
            yield from _rows_of(_inside_of(node))
        elif node.tag == _TR and node.find(f"{qn('w:trPr')}/{qn('w:del')}") is None:
            yield node


def _cells_of(row: Any) -> Iterator[Any]:
    for node in row:
        if node.tag == _SDT:
            yield from _cells_of(_inside_of(node))
        elif node.tag == _TC:
            yield node


def _is_wide(table: Any) -> bool:
    return any(sum(1 for _ in _cells_of(row)) >= 3 for row in _rows_of(table))


def _skipped(row: Any) -> int:
    """How many columns of the grid the row leaves out before its first cell."""
    node = row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}")
    return number_of(node.get(qn("w:val")), 0) if node is not None else 0


def _row_notes(row: Any) -> frozenset[Note]:
    changed = any(next(row.iter(tag), None) is not None for tag in _CHANGED)
    hidden = row.find(f"{qn('w:trPr')}/{qn('w:hidden')}") is not None
    return frozenset(({Note.TRACKED_CHANGE} if changed else set()) | ({Note.HIDDEN_ROW} if hidden else set()))


def _properties(cell: Any) -> tuple[int, bool, str | None]:
    """(columns spanned, whether it goes on from above, background colour) of a cell."""
    properties = cell.find(qn("w:tcPr"))
    if properties is None:
        return 1, False, None
    span = properties.find(qn("w:gridSpan"))
    merge = properties.find(qn("w:vMerge"))
    shade = properties.find(qn("w:shd"))
    across = number_of(span.get(qn("w:val")), 1) if span is not None else 1
    goes_on = merge is not None and merge.get(qn("w:val"), "continue") == "continue"
    return across, goes_on, shade.get(qn("w:fill")) if shade is not None else None


def _runs(node: Any) -> Iterator[Run]:
    """The pieces of text of a paragraph that stand after all changes are accepted."""
    for child in node:
        if child.tag in _GONE:
            continue
        if child.tag == qn("w:r") and not _has(child, "w:vanish"):
            struck = _is_struck(child)
            for piece in _texts(child):
                yield piece, struck
        elif child.tag not in (qn("w:pPr"), qn("w:r")):
            yield from _runs(child)


_MARKS = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}


def _texts(run: Any) -> Iterator[str]:
    for node in run:
        if node.tag == qn("w:t"):
            yield node.text or ""
        elif node.tag in _MARKS:
            yield _MARKS[node.tag]
        elif node.tag not in _GONE and len(node):  # a text box
            yield from (piece for inner in _paragraphs(node) for piece, _ in _runs(inner))


def _paragraphs(node: Any) -> Iterator[Any]:
    """The paragraphs of a text box, of which the file may hold a second copy for older programs."""
    for child in node:
        if child.tag == _P:
            yield child
        elif child.tag not in _GONE:
            yield from _paragraphs(child)


def _is_struck(run: Any) -> bool:
    return _has(run, "w:strike", "w:dstrike")


def _has(run: Any, *names: str) -> bool:
    """Whether a run has one of these properties switched on."""
    properties = run.find(qn("w:rPr"))
    if properties is None:
        return False
    marks = [properties.find(qn(name)) for name in names]
    return any(mark is not None and mark.get(qn("w:val"), "true") not in _OFF for mark in marks)
