"""OpenDocument texts and spreadsheets (.odt, .ods), with their colours, strikes, merged and hidden cells."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from odfdo import Document

from ingest.read.grid import Grid, Note, Row
from ingest.read.matrix import Laid, Run, Spanning, check_extent, number_of, prose_row, row_of, spread, width_of

TEXT = "application/vnd.oasis.opendocument.text"
SHEET = "application/vnd.oasis.opendocument.spreadsheet"
_ROWS = ("table:table-row", "table:table-header-rows", "table:table-rows", "table:table-row-group")
_CELLS = ("table:table-cell", "table:covered-table-cell")
_CHANGES = ("text:change", "text:change-start", "text:change-end")
_LEFT_OUT = ("text:tracked-changes", "office:annotation", "text:note", "draw:frame", "text:bookmark")
_MOST_REPEATS = 1000
_AREAS = ("table-cell", "text", "paragraph", "table-row", "table-column", "table")


def read_open_document(content: bytes, name: str, most_cells: int) -> Grid:
    """Read an .odt or .ods into a grid. In a spreadsheet pages are sheets and lines its rows.

    Raises:
        DocumentError: if a sheet spans more than `most_cells` cells.
        Exception: whatever odfdo raises on a broken file; the caller turns it into a sentence.
    """
    document = Document(io.BytesIO(content))
    reader = _Reader(document, name, most_cells)
    if document.get_type() in ("spreadsheet", "spreadsheet-template"):
        tables = [node for node in document.body.children if node.tag == "table:table"]
        rows = [row for number, table in enumerate(tables, start=1) for row in reader.sheet(table, number)]
        return Grid(tuple(rows), SHEET, len(tables), notes=tuple(reader.notes), layout="worksheet")
    rows = list(reader.blocks(document.body))
    return Grid(tuple(rows), TEXT, furniture=tuple(_headers(document)), layout="OpenDocument tables")


def _headers(document: Any) -> list[str]:
    """The lines of page headers and footers, where titles, versions and markings stand."""
    lines = []
    for area in ("style:header", "style:footer"):
        for node in document.styles.root.xpath(f"//{area}//text:p"):
            text = " ".join(node.inner_text.split())
            if text and text not in lines:
                lines.append(text)
    return lines


def _attribute(node: Any, name: str) -> str | None:
    found = node.get_attribute(name)
    return None if found is None else str(found)


def _count(node: Any, name: str, most: int = _MOST_REPEATS) -> int:
    return number_of(_attribute(node, name), 1, most)


class _Reader:
    """Walks over a document, counting lines and tables and remembering styles."""

    def __init__(self, document: Any, file: str, most_cells: int) -> None:
        self.document = document
        self.file, self.most_cells = file, most_cells
        self.line = 0
        self.tables = 0
        self.notes: list[tuple[Note, str]] = []
        self._counts: dict[str, int] = {}
        self._styles: dict[tuple[str, str], dict[str, str]] = {}

    def style(self, family: str, name: str | None) -> dict[str, str]:
        """The properties of a style, those of the styles it builds on below its own."""
        if not name:
            return {}
        key = family, name
        if key not in self._styles:
            self._styles[key] = {}  # a style that builds on itself ends here
            found = self.document.get_style(family, name)
            if found is not None:
                own: dict[str, str] = {}
                for area in _AREAS:
                    own |= {key: str(value) for key, value in (found.get_properties(area=area) or {}).items()}
                parent = _attribute(found, "style:parent-style-name")
                self._styles[key] = {**self.style(family, parent), **own}
        return self._styles[key]

    def blocks(self, parent: Any) -> Iterator[Row]:
        """The rows of everything below an element, in order."""
        for node in parent.children:
            if node.tag in ("text:p", "text:h"):
                self.line += 1
                row = prose_row(list(self.runs(node, False)), self.line)
                if row:
                    yield row
            elif node.tag == "table:table":
                yield from self._table(node)
            elif node.tag not in _LEFT_OUT:
                yield from self.blocks(node)

    def _table(self, table: Any) -> Iterator[Row]:
        self.tables += 1
        number = self.tables
        nodes = [node for node, _ in _rows(table)]
        placed = spread([list(self._cells(node)) for node in nodes])
        width = width_of(placed)
        for cells, node in zip(placed, nodes, strict=True):
            self.line += 1
            changed = {Note.TRACKED_CHANGE} if any(node.xpath(f"descendant::{tag}") for tag in _CHANGES) else set()
            row = row_of(cells, width, self.line, table=number, notes=frozenset(changed))
            if row:
                yield row

    def sheet(self, table: Any, number: int) -> Iterator[Row]:
        """The rows of a sheet."""
        name = _attribute(table, "table:name") or f"Sheet {number}"
        if self.style("table", _attribute(table, "table:style-name")).get("table:display") == "false":
            self.notes.append((Note.HIDDEN_SHEET, name))
            return
        hidden = self._hidden_columns(table)
        nodes = list(_rows(table))
        placed = spread([_without_tail(list(self._cells(node))) for node, _ in nodes])
        width = width_of([_trimmed(cells) for cells in placed])
        check_extent(self.file, name, len(nodes), width, self.most_cells)
        line = 0
        for cells, (node, repeats) in zip(placed, nodes, strict=True):
            line += 1
            kept = {place: laid for place, laid in cells.items() if place < width}
            notes = {Note.HIDDEN_ROW} if _attribute(node, "table:visibility") in ("collapse", "filter") else set()
            if any(place in hidden and laid.runs for place, laid in kept.items()):
                notes.add(Note.HIDDEN_COLUMN)
            row = row_of(kept, width, line, page=number, sheet=name, table=number, notes=frozenset(notes))
            if row:
                yield row
            line += repeats - 1

    def _hidden_columns(self, table: Any) -> set[int]:
        hidden: set[int] = set()
        place = 0
        for node in table.xpath("descendant::table:table-column"):
            repeats = _count(node, "table:number-columns-repeated")
            if _attribute(node, "table:visibility") in ("collapse", "filter"):
                hidden |= set(range(place, place + repeats))
            place += repeats
        return hidden

    def _cells(self, row: Any) -> Iterator[tuple[Laid, int, int]]:
        """The cells of a row that hold a place of their own, each with how far it spans."""
        for node in row.children:
            if node.tag not in _CELLS:
                continue
            repeats = _count(node, "table:number-columns-repeated")
            if node.tag == "table:covered-table-cell":
                continue
            colour = self.style("table-cell", _attribute(node, "table:style-name")).get("fo:background-color")
            laid = Laid(self._content(node), colour)
            across = _count(node, "table:number-columns-spanned")
            down = _count(node, "table:number-rows-spanned")
            for _ in range(repeats):
                yield laid, down, across

    def _content(self, cell: Any) -> list[Run]:
        struck = self._is_struck("table-cell", cell, "table:style-name")
        day = _typed_day(cell)
        if day:
            return [(day, struck)]
        runs: list[Run] = []
        for node in cell.children:
            if node.tag in _LEFT_OUT:
                continue
            if node.tag == "text:list":
                runs += self._list(node, struck)
            else:
                runs += [*self.runs(node, struck), ("\n", False)]
        return runs if any(text.strip() for text, _ in runs) else []

    def _list(self, node: Any, struck: bool) -> Iterator[Run]:
        """The items of a list, each with the number that is printed before it, if the list is numbered."""
        name = _attribute(node, "text:style-name") or ""
        shape = self._number_shape(name)
        for item in node.children:
            if item.tag != "text:list-item":
                continue
            if shape:
                before, suffix = shape
                self._counts[name] = self._counts.get(name, 0) + 1
                yield f"{before}{self._counts[name]}{suffix} ", False
            for child in item.children:
                if child.tag == "text:list":
                    yield from self._list(child, struck)
                else:
                    yield from self.runs(child, struck)
                    yield "\n", False

    def _number_shape(self, name: str) -> tuple[str, str] | None:
        """(what stands before, what stands after) the number of a list's first level; None for bullets."""
        style = self.document.get_style("list", name) if name else None
        levels = style.xpath('descendant::text:list-level-style-number[@text:level="1"]') if style is not None else []
        if not levels or not _attribute(levels[0], "style:num-format"):
            return None
        return _attribute(levels[0], "style:num-prefix") or "", _attribute(levels[0], "style:num-suffix") or ""

    def _is_struck(self, family: str, node: Any, attribute: str = "text:style-name") -> bool:
        found = self.style(family, _attribute(node, attribute))
        lines = (found.get("style:text-line-through-style"), found.get("style:text-line-through-type"))
        return any(lines) and "none" not in lines

    def runs(self, node: Any, struck: bool) -> Iterator[Run]:
        """The pieces of text below an element."""
        family = "paragraph" if node.tag in ("text:p", "text:h") else "text"
        struck = struck or self._is_struck(family, node)
        if node.text:
            yield node.text, struck
        for child in node.children:
            if child.tag == "text:s":
                yield " " * _count(child, "text:c", 20), struck
            elif child.tag in ("text:line-break", "text:tab"):
                yield ("\n" if child.tag == "text:line-break" else " "), struck
            elif child.tag not in _LEFT_OUT:
                yield from self.runs(child, struck)
                if child.tag in ("text:p", "text:h", "text:list-item", "table:table-row"):
                    yield "\n", False
            if child.tail:
                yield child.tail, struck


def _typed_day(cell: Any) -> str | None:
    """A typed date as shown: day first, whatever the format; None where the sheet shows no day of it."""
    if _attribute(cell, "office:value-type") != "date":
        return None
    value = _attribute(cell, "office:date-value") or ""
    shown = " ".join(node.inner_text for node in cell.children if node.tag == "text:p")
    has_day = sum(part.isalnum() for part in re.split(r"[\W_]+", shown)) > 2
    try:
        return f"{date.fromisoformat(value[:10]):%d/%m/%Y}" if has_day else None
    except ValueError:
        return None


def _rows(table: Any) -> Iterator[tuple[Any, int]]:
    """(row, how often it is repeated) of a table, header rows and groups looked into."""
    for node in table.children:
        if node.tag == "table:table-row":
            yield node, _count(node, "table:number-rows-repeated", 10_000_000)
        elif node.tag in _ROWS:
            yield from _rows(node)


def _without_tail(cells: list[Spanning]) -> list[Spanning]:
    """A row without the blank cells at its end, of which a sheet has as many as it has columns."""
    while cells and not cells[-1][0].runs and not cells[-1][0].colour and cells[-1][1] == 1:
        cells.pop()
    return cells


def _trimmed(cells: dict[int, Laid]) -> dict[int, Laid]:
    """A row without the blank cells at its end."""
    last = max((place for place, laid in cells.items() if laid.runs), default=-1)
    return {place: laid for place, laid in cells.items() if place <= last}
