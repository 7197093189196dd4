"""The door through which every document comes: people's names are masked in each of its cells and lines, once."""

from __future__ import annotations

from dataclasses import replace

from ingest.fields.names import mask_names
from ingest.read.grid import Cell, Grid, Row


def without_names(grid: Grid) -> Grid:
    """A document as read, with people's names masked in every cell and line."""
    return replace(
        grid,
        rows=tuple(_row_without(row) for row in grid.rows),
        furniture=tuple(mask_names(line) for line in grid.furniture),
        notes=tuple((note, mask_names(text)) for note, text in grid.notes),
    )


def _row_without(row: Row) -> Row:
    cells = tuple(_cell_without(cell) for cell in row.cells)
    return row if cells == row.cells else replace(row, cells=cells)


def _cell_without(cell: Cell) -> Cell:
    text, struck, printed = mask_names(cell.text), mask_names(cell.struck), mask_names(cell.printed)
    if (text, struck, printed) == (cell.text, cell.struck, cell.printed):
        return cell
    return replace(cell, text=text, struck=struck, printed=printed)
