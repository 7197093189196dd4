"""Cells as formats lay them out (runs, spans, colours) become the cells and rows of a grid."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from ingest.read.grid import Box, Cell, Note, Row
from ingest.read.text.markup import plain
from schema.errors import DocumentError
from schema.vocabulary import Colour

#: A piece of text and whether it is struck through.
Run = tuple[str, bool]

_HEX = re.compile(r"^#?([0-9a-fA-F]{6})$")
_SHORT_HEX = re.compile(r"^#([0-9a-fA-F])([0-9a-fA-F])([0-9a-fA-F])$")
_RGB = re.compile(r"^rgba?\(\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)")
_NAMED = {
    **dict.fromkeys(("red", "darkred", "crimson", "tomato"), Colour.RED),
    **dict.fromkeys(("orange", "darkorange", "gold", "yellow"), Colour.AMBER),
    **dict.fromkeys(("green", "lime", "darkgreen", "limegreen", "lightgreen"), Colour.GREEN),
    **dict.fromkeys(("blue", "deepskyblue", "dodgerblue", "royalblue", "cornflowerblue", "steelblue"), Colour.BLUE),
    **dict.fromkeys(("purple", "indigo", "darkviolet", "blueviolet", "rebeccapurple"), Colour.PURPLE),
}
#: Hue in degrees up to which a colour is called red, amber, green, blue, purple; see `colour_of_channels`.
_RED_TO, _AMBER_TO, _GREEN_FROM, _GREEN_TO, _BLUE_FROM, _BLUE_TO, _PURPLE_TO, _RED_FROM = (
    16,
    66,
    70,
    170,
    190,
    255,
    320,
    335,
)
_PALEST, _DARKEST = 0.09, 0.3
#: Columns that one cell may span, and cells that spans may cover in one table: no plan comes near.
MOST_SPAN, _MOST_AREA = 64, 200_000
_PALEST_BLUE = 0.28  # paler blues shade headers and every second row


@dataclass(frozen=True, slots=True)
class Laid:
    """A cell as the format lays it out."""

    runs: Sequence[Run]
    colour: str | None = None
    is_merged: bool = False
    span: int = 1
    notes: frozenset[Note] = field(default=frozenset())


def colour_of(colour: str | None) -> Colour | None:
    """The rating colour that a background has, or None for white, grey, pale blue and the like.

    Args:
        colour: '#FFC000', 'FFC000', 'rgb(255, 192, 0)' or a name.
    """
    if not colour:
        return None
    text = colour.strip().lower()
    if text in _NAMED:
        return _NAMED[text]
    parts = _channels(text)
    return colour_of_channels(*parts) if parts else None


def _channels(text: str) -> tuple[float, float, float] | None:
    match = _HEX.match(text)
    if match:
        value = match.group(1)
        return int(value[:2], 16) / 255, int(value[2:4], 16) / 255, int(value[4:], 16) / 255
    short = _SHORT_HEX.match(text)
    if short:
        return int(short[1], 16) / 15, int(short[2], 16) / 15, int(short[3], 16) / 15
    spoken = _RGB.match(text)
    return (int(spoken[1]) / 255, int(spoken[2]) / 255, int(spoken[3]) / 255) if spoken else None


def colour_of_channels(red: float, green: float, blue: float) -> Colour | None:
    """The rating colour of a background, from its red, green and blue, 0 to 1."""
    hue, saturation, value = colorsys.rgb_to_hsv(*(min(max(part, 0.0), 1.0) for part in (red, green, blue)))
    degrees = hue * 360
    if saturation < _PALEST or value < _DARKEST:
        return None
    if degrees <= _RED_TO or degrees >= _RED_FROM:
        return Colour.RED
    if degrees <= _AMBER_TO:
        return Colour.AMBER
    if _GREEN_FROM <= degrees <= _GREEN_TO:
        return Colour.GREEN
    if degrees < _BLUE_FROM or degrees > _PURPLE_TO or saturation < _PALEST_BLUE:
        return None
    return Colour.BLUE if degrees <= _BLUE_TO else Colour.PURPLE


def cell_of(laid: Laid, column: int) -> Cell:
    """A cell from its runs: what is struck through is kept apart from what stands."""
    live, struck, printed = _texts_of(tuple(laid.runs)) if laid.runs else ("", "", "")
    return Cell(live, column, struck, printed, colour_of(laid.colour), laid.is_merged, laid.span)


@lru_cache(maxsize=4096)  # a merged cell stands in every row that it covers
def _texts_of(runs: tuple[Run, ...]) -> tuple[str, str, str]:
    """(what stands, what is struck through, both in their order if anything is struck) of a cell's runs."""
    live = plain("".join(text for text, is_struck in runs if not is_struck))
    if not any(is_struck for _, is_struck in runs):
        return live, "", ""
    struck = plain("".join(text if is_struck else "\n" for text, is_struck in runs))
    return live, struck, plain("".join(_spaced(runs))) if struck else ""


def _spaced(runs: Sequence[Run]) -> Iterable[str]:
    """The runs with a space wherever struck words meet words that stand."""
    before: Run | None = None
    for text, is_struck in runs:
        meets = before is not None and before[1] is not is_struck
        if meets and before and before[0][-1:].isalnum() and text[:1].isalnum():
            yield " "
        yield text
        before = (text, is_struck)


def row_of(
    cells: dict[int, Laid],
    width: int,
    line: int,
    *,
    page: int | None = None,
    sheet: str | None = None,
    table: int | None = None,
    box: Box | None = None,
    may_run_on: bool = False,
    notes: frozenset[Note] = frozenset(),
) -> Row | None:
    """A row of a table, or None if it holds nothing of its own.

    A row of which every word is struck through keeps its words, with a note: it was withdrawn, not never there.
    """
    made = [cell_of(cells[place], place) if place in cells else Cell("", place) for place in range(width)]
    own = [cell for cell in made if not cell.is_merged]
    if not any(cell.text or cell.struck for cell in own):
        return None
    found = set(notes).union(*(laid.notes for laid in cells.values()))
    if not any(cell.text for cell in own):
        made = [Cell(cell.text or cell.struck, cell.column, fill=cell.fill, span=cell.span) for cell in made]
        found.add(Note.STRUCK_ROW)
    elif any(cell.struck for cell in own):
        found.add(Note.STRUCK_TEXT)
    return Row(tuple(made), line, page, True, sheet, box, table, may_run_on, notes=frozenset(found))


def prose_row(runs: Sequence[Run], line: int, *, page: int | None = None, sheet: str | None = None) -> Row | None:
    """A line of prose, or None if it is blank."""
    cell = cell_of(Laid(runs), 0)
    return Row((cell,), line, page, False, sheet, may_run_on=False) if cell.text else None


Spanning = tuple[Laid, int, int]


def number_of(text: str | None, least: int, most: int = MOST_SPAN) -> int:
    """A whole number of a file, such as how many columns a cell spans, within bounds; the least where it is none."""
    bare = (text or "").strip()
    return max(least, min(int(bare), most)) if bare.isascii() and bare.isdigit() and len(bare) < 10 else least


def spread(rows: Sequence[Sequence[Spanning]]) -> list[dict[int, Laid]]:
    """Cells with row and column spans, placed: row -> {column: cell}. A cell that goes on below is there again, merged.

    Spans that would make a table wider than any plan, or that together cover more than any page, are taken as one.

    Args:
        rows: for each row its cells in order, each with (cell, rows spanned, columns spanned).
    """
    placed: list[dict[int, Laid]] = [{} for _ in rows]
    taken: set[tuple[int, int]] = set()
    area = 0
    for at, cells in enumerate(rows):
        column = 0
        for laid, down, across in _bearable(cells, len(rows) - at):
            while (at, column) in taken:
                column += 1
            area += down * across
            rows_below = range(down) if area <= _MOST_AREA else range(1)
            for below in rows_below:
                placed[at + below][column] = Laid(laid.runs, laid.colour, below > 0, across, laid.notes)
                if below > 0:  # nothing on this row stands to the left any more
                    taken |= {(at + below, column + step) for step in range(across)}
            column += across
    return placed


def _bearable(cells: Sequence[Spanning], rows_left: int) -> Iterator[Spanning]:
    """The cells of a row with spans that stay within the table's rows, and together within a bearable width."""
    room = max(MOST_SPAN, len(cells)) - len(cells)
    for laid, down, across in cells:
        wide = min(across, room + 1)
        room -= wide - 1
        yield laid, min(down, rows_left), wide


def width_of(placed: Sequence[dict[int, Laid]]) -> int:
    """How many columns placed rows have."""
    return max((column + laid.span for row in placed for column, laid in row.items()), default=0)


def check_extent(name: str, sheet: str, rows: int, columns: int, most: int) -> None:
    """See that a sheet is not larger than is read.

    Raises:
        DocumentError: if it is.
    """
    if rows * columns > most:
        raise DocumentError(
            f"The sheet '{sheet[:60]}' of {name} spans {rows:,} rows and {columns:,} columns, more than is read. "
            "Delete what is empty or no part of the plan, save it, and add it again."
        )
