"""Workbooks of the older kind (.xls), with their colours, strikes, merged and hidden cells."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import xlrd

from ingest.read.grid import Grid, Note, Row
from ingest.read.matrix import Laid, Run, check_extent, row_of
from ingest.read.numbers import shown_date, shown_number

MEDIA_TYPE = "application/vnd.ms-excel"


def read_old_workbook(content: bytes, name: str, most_cells: int) -> Grid:
    """Read an .xls into a grid: pages are sheets, lines are the sheet's own rows.

    Raises:
        DocumentError: if a sheet spans more than `most_cells` cells.
        Exception: whatever xlrd raises on a broken file; the caller turns it into a sentence.
    """
    book = xlrd.open_workbook(file_contents=content, formatting_info=True, logfile=io.StringIO())
    rows: list[Row] = []
    notes: list[tuple[Note, str]] = []
    for number, sheet in enumerate(book.sheets(), start=1):
        if sheet.visibility:
            notes.append((Note.HIDDEN_SHEET, sheet.name))
            continue
        check_extent(name, sheet.name, sheet.nrows, sheet.ncols, most_cells)
        rows += _sheet_rows(book, sheet, number)
    return Grid(tuple(rows), MEDIA_TYPE, book.nsheets, notes=tuple(notes), layout="worksheet")


def _sheet_rows(book: Any, sheet: Any, number: int) -> Iterator[Row]:
    merged = {
        (row, column): (top, left, right - left)
        for top, bottom, left, right in sheet.merged_cells
        for row in range(top, bottom)
        for column in range(left, right)
    }
    hidden = {place for place, entry in sheet.colinfo_map.items() if entry.hidden}
    for line in range(sheet.nrows):
        placed: dict[int, Laid] = {}
        for place in range(sheet.ncols):
            row, column, span = merged.get((line, place), (line, place, 1))
            if column == place:
                placed[place] = _laid(book, sheet, row, column, span, row != line)
        notes = set()
        if line in sheet.rowinfo_map and sheet.rowinfo_map[line].hidden:
            notes.add(Note.HIDDEN_ROW)
        if any(place in hidden and laid.runs for place, laid in placed.items()):
            notes.add(Note.HIDDEN_COLUMN)
        found = row_of(
            placed, sheet.ncols, line + 1, page=number, sheet=sheet.name, table=number, notes=frozenset(notes)
        )
        if found:
            yield found


def _laid(book: Any, sheet: Any, row: int, column: int, span: int, is_merged: bool) -> Laid:
    if column >= sheet.row_len(row):
        return Laid((), None, is_merged, span)
    cell = sheet.cell(row, column)
    style = _entry(book.xf_list, cell.xf_index)
    colour = None
    if style.background.fill_pattern == 1:
        parts = book.colour_map.get(style.background.pattern_colour_index)
        colour = "".join(f"{part:02x}" for part in parts) if parts else None
    return Laid(_runs(book, sheet, row, column, cell, style), colour, is_merged, span)


def _runs(book: Any, sheet: Any, row: int, column: int, cell: Any, style: Any) -> list[Run]:
    text = _shown(book, cell, style)
    struck = bool(_entry(book.font_list, style.font_index).struck_out)
    parts = sheet.rich_text_runlist_map.get((row, column))
    if not text or not parts:
        return [(text, struck)] if text else []
    starts = [(0, style.font_index), *parts]
    ends = [start for start, _ in starts[1:]] + [len(text)]
    return [
        (text[start:end], bool(_entry(book.font_list, font).struck_out))
        for (start, font), end in zip(starts, ends, strict=True)
        if end > start
    ]


def _entry(listed: Any, number: int) -> Any:
    """A style or font by its number.

    Raises:
        xlrd.XLRDError: if the workbook has none of that number: it is broken.
    """
    if not 0 <= number < len(listed):
        raise xlrd.XLRDError(f"the workbook has no style or font {number}")
    return listed[number]


def _shown(book: Any, cell: Any, style: Any) -> str:
    """A value as the sheet shows it."""
    shape = book.format_map[style.format_key].format_str if style.format_key in book.format_map else "General"
    if cell.ctype == xlrd.XL_CELL_DATE:
        return shown_date(datetime(*xlrd.xldate_as_tuple(cell.value, book.datemode)[:3]), shape)
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        return shown_number(cell.value, shape)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "Yes" if cell.value else "No"
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, "#ERROR"))
    return str(cell.value)
