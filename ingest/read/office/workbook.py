"""Workbooks (.xlsx, .xlsm): every sheet as it is shown. Nothing is run: a formula counts by its stored value."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Container, Iterator
from datetime import date, datetime, time
from typing import Any

import openpyxl
from lxml import etree
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.styles.colors import COLOR_INDEX
from openpyxl.utils import get_column_letter

from ingest.read.grid import Grid, Note, Row
from ingest.read.matrix import Laid, Run, check_extent, row_of
from ingest.read.numbers import shown_date, shown_number

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
#: Order in which a workbook's theme colours are numbered, by their names in the theme's file.
_THEME = ("lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6")


def read_workbook(content: bytes, name: str, most_cells: int) -> Grid:
    """Read an .xlsx or .xlsm into a grid: pages are sheets, lines are the sheet's own rows.

    Raises:
        DocumentError: if a sheet spans more than `most_cells` cells.
        Exception: whatever openpyxl raises on a broken file; the caller turns it into a sentence.
    """
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True, rich_text=True, keep_links=False)
    notes = [(Note.HIDDEN_SHEET, sheet.title) for sheet in book.worksheets if sheet.sheet_state != "visible"]
    shown = [(number, sheet) for number, sheet in enumerate(book.worksheets, start=1) if sheet.sheet_state == "visible"]
    for _, sheet in shown:  # before anything walks over them
        check_extent(name, sheet.title, sheet.max_row, sheet.max_column, most_cells)
    formulas = _formulas(content)
    theme = _theme(book)
    rows = [
        row
        for number, sheet in shown
        for row in _sheet_rows(sheet, number, theme, formulas.get(sheet.title, frozenset()))
    ]
    return Grid(tuple(rows), MEDIA_TYPE, len(book.worksheets), notes=tuple(notes), layout="worksheet")


def _formulas(content: bytes) -> dict[str, frozenset[str]]:
    """Sheet -> the cells that hold formulas. The file is only read twice if it has any; only filled cells are looked at."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/") and name.endswith(".xml")]
        if not any(b"<f" in archive.read(name) for name in sheets):
            return {}
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=False, keep_links=False)
    return {
        sheet.title: frozenset(cell.coordinate for cell in sheet._cells.values() if cell.data_type == "f")
        for sheet in book.worksheets
    }


def _theme(book: Any) -> dict[int, str]:
    """Theme colour number -> its colour."""
    if not book.loaded_theme:
        return {}
    root = etree.fromstring(book.loaded_theme, etree.XMLParser(resolve_entities=False, no_network=True))
    found: dict[int, str] = {}
    for number, name in enumerate(_THEME):
        node = root.find(f".//{_DRAWING}clrScheme/{_DRAWING}{name}")
        if node is not None and len(node):
            found[number] = str(node[0].get("lastClr") or node[0].get("val") or "")
    return found


def _sheet_rows(sheet: Any, number: int, theme: dict[int, str], formulas: frozenset[str]) -> Iterator[Row]:
    merged = _merged(sheet)
    hidden = _hidden_columns(sheet)
    width = sheet.max_column
    for line, cells in _filled(sheet, merged, formulas).items():
        placed = {
            cell.column - 1: laid for cell in cells if (laid := _laid(sheet, cell, merged, theme, formulas)) is not None
        }
        notes = {Note.HIDDEN_ROW} if sheet.row_dimensions[line].hidden else set()
        if any(place in hidden and laid.runs for place, laid in placed.items()):
            notes.add(Note.HIDDEN_COLUMN)
        row = row_of(placed, width, line, page=number, sheet=sheet.title, table=number, notes=frozenset(notes))
        if row:
            yield row


def _filled(sheet: Any, merged: Container[tuple[int, int]], formulas: Container[str]) -> dict[int, list[Any]]:
    """The cells of each row that have a value, a formula, a style or a merged neighbour, in their order.

    `iter_rows` would make the millions of blank cells between two that stand far apart.
    """
    rows: dict[int, list[Any]] = {}
    for place, cell in sorted(sheet._cells.items()):
        if cell.value is not None or cell.has_style or place in merged or cell.coordinate in formulas:
            rows.setdefault(place[0], []).append(cell)
    return rows


def _merged(sheet: Any) -> dict[tuple[int, int], tuple[int, int, int]]:
    """(row, column) of every merged cell -> (row, column) of the cell that holds the text, and columns spanned."""
    return {
        (row, column): (area.min_row, area.min_col, area.max_col - area.min_col + 1)
        for area in sheet.merged_cells.ranges
        for row in range(area.min_row, area.max_row + 1)
        for column in range(area.min_col, area.max_col + 1)
    }


def _hidden_columns(sheet: Any) -> set[int]:
    """Positions, from 0, of the columns that are hidden. One entry may stand for several."""
    return {
        place - 1
        for entry in sheet.column_dimensions.values()
        if entry.hidden
        for place in range(entry.min or 1, (entry.max or entry.min or 1) + 1)
    }


def _laid(
    sheet: Any,
    cell: Any,
    merged: dict[tuple[int, int], tuple[int, int, int]],
    theme: dict[int, str],
    formulas: frozenset[str],
) -> Laid | None:
    row, column, span = merged.get((cell.row, cell.column), (cell.row, cell.column, 1))
    if column != cell.column:
        return None  # the text stands in the first column of the merged cells
    holder = sheet.cell(row, column)
    runs = _runs(holder)
    notes = frozenset[Note]()
    if not runs and f"{get_column_letter(column)}{row}" in formulas:
        notes = frozenset({Note.FORMULA_WITHOUT_VALUE})
    return Laid(runs, _colour(holder, theme), row != cell.row, span, notes)


def _runs(cell: Any) -> list[Run]:
    struck = bool(cell.font and cell.font.strike)
    value = cell.value
    if isinstance(value, CellRichText):
        return [
            (part.text, bool(part.font and part.font.strike)) if isinstance(part, TextBlock) else (part, struck)
            for part in value
        ]
    text = _shown(value, cell.number_format or "General")
    return [(text, struck)] if text else []


def _shown(value: Any, shape: str) -> str:
    """A value as the sheet shows it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, int | float):
        return shown_number(value, shape)
    if isinstance(value, datetime | date):
        return shown_date(value, shape)
    return value.isoformat("minutes") if isinstance(value, time) else str(value)


def _colour(cell: Any, theme: dict[int, str]) -> str | None:
    """The background colour of a cell with a solid fill."""
    fill = cell.fill
    if fill is None or fill.patternType != "solid":
        return None
    colour = fill.fgColor
    if colour.type == "rgb" and isinstance(colour.rgb, str):
        return str(colour.rgb)[-6:]
    if colour.type == "theme":
        return theme.get(colour.theme)
    if colour.type == "indexed" and 0 <= colour.indexed < len(COLOR_INDEX):
        return str(COLOR_INDEX[colour.indexed])[-6:]
    return None
