"""Tables of a PDF page that are drawn with lines: cells, merged cells, background colours, struck words."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ingest.read.grid import Row
from ingest.read.matrix import Laid, colour_of_channels, row_of
from ingest.read.pdf.text import Bounds, Word, runs_of, words_of
from schema.vocabulary import Colour

_SETTINGS = {"vertical_strategy": "lines", "horizontal_strategy": "lines", "snap_tolerance": 4, "join_tolerance": 4}
_NEAR = 3.0
_THIN = 2.0
_LEAST_SIDE = 8.0  # points from which a vertical line is the side of a row
_FEWEST_SIDES = 4  # how many sides end together where a row is left open
_MOST_EDGES = 3000
COLOURS = {
    Colour.RED: "#ff0000", Colour.AMBER: "#ffbf00", Colour.GREEN: "#00b050", Colour.BLUE: "#0070c0", Colour.PURPLE: "#7030a0",
}  # fmt: skip


@dataclass(slots=True)
class _Slot:
    bounds: Bounds
    row: int
    column: int
    down: int
    across: int


class Ruled:
    """A ruled table of one page."""

    def __init__(self, found: Any, page: Any, chars: Sequence[dict[str, Any]]) -> None:
        self.bounds: Bounds = found.bbox
        self.page = page
        self.chars = chars
        self.tops = _merged([cell[1] for cell in found.cells])
        self.edges = _merged([cell[0] for cell in found.cells] + [cell[2] for cell in found.cells])
        self.slots = [self._slot(cell) for cell in found.cells]
        self._held = self._sorted_chars()

    @property
    def top(self) -> float:
        """Its upper edge."""
        return self.bounds[1]

    @property
    def width(self) -> int:
        """How many columns it has."""
        return len(self.edges) - 1

    def holds(self, char: dict[str, Any]) -> bool:
        """Whether a letter stands in the table."""
        x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
        return bool(self.bounds[0] <= x <= self.bounds[2] and self.bounds[1] <= y <= self.bounds[3])

    def _slot(self, cell: Bounds) -> _Slot:
        x0, top, x1, bottom = cell
        row, column = _index(self.tops, top), _index(self.edges, x0)
        down = max(1, sum(1 for edge in self.tops if top - _NEAR < edge < bottom - _NEAR))
        across = max(1, sum(1 for edge in self.edges if x0 - _NEAR < edge < x1 - _NEAR))
        return _Slot(cell, row, column, down, across)

    def _sorted_chars(self) -> dict[int, list[dict[str, Any]]]:
        """Number of the cell -> its letters: each stands in the cell that its middle is in."""
        owner = {
            (slot.row + down, slot.column + across): number
            for number, slot in enumerate(self.slots)
            for down in range(slot.down)
            for across in range(slot.across)
        }
        found: dict[int, list[dict[str, Any]]] = defaultdict(list)
        for char in self.chars:
            if self.holds(char):
                row = bisect_right(self.tops, (char["top"] + char["bottom"]) / 2) - 1
                column = bisect_right(self.edges, (char["x0"] + char["x1"]) / 2) - 1
                number = owner.get((row, column))
                if number is not None:
                    found[number].append(char)
        return found

    def laid_over(self, edges: Sequence[float]) -> Ruled:
        """The table with the columns of an earlier page, of which some show no line here."""
        self.edges = list(edges)
        for slot in self.slots:
            slot.column = _nearest(self.edges, slot.bounds[0])
            slot.across = max(1, _nearest(self.edges, slot.bounds[2]) - slot.column)
        return self

    def rows(self, table: int, number: int, *, goes_on: bool = False) -> Iterator[tuple[Row, Bounds]]:
        """Its rows, each with its place.

        Args:
            table: number of the table in the document.
            number: number of the page.
            goes_on: whether the table goes on from the page before: then a blank cell over several rows at its top
                is the rest of one that began there.
        """
        strikes, fills = strikes_within(self.page, self.bounds), fills_within(self.page, self.bounds)
        placed: list[dict[int, Laid]] = [{} for _ in self.tops]
        for place, slot in enumerate(self.slots):
            words = words_of(self._held.get(place, ()))
            strike(words, strikes)
            runs = runs_of(words, slot.bounds[0], slot.bounds[2])
            colour = _fill_of(slot.bounds, fills)
            for below in range(slot.down):
                if slot.row + below < len(placed):
                    is_rest = goes_on and not runs and slot.down > 1
                    placed[slot.row + below][slot.column] = Laid(runs, colour, below > 0 or is_rest, slot.across)
        bottoms = [*self.tops[1:], self.bounds[3]]
        for cells, top, bottom in zip(placed, self.tops, bottoms, strict=True):
            row = row_of(cells, self.width, 0, page=number, table=table)
            if row:
                yield row, (self.bounds[0], top, self.bounds[2], bottom)


def ruled_tables(page: Any, chars: Sequence[dict[str, Any]]) -> list[Ruled]:
    """The ruled tables of a page, from top to bottom, without those that stand in another.

    What has one column is no table: a frame around prose, stripes behind rows, or a coloured mark.
    """
    settings = {**_SETTINGS, "explicit_horizontal_lines": _open_ends(page)}
    found = [Ruled(table, page, chars) for table in page.find_tables(settings) if len(table.cells) > 1]
    wide = [table for table in found if table.width > 1]
    outer = [table for table in wide if not any(_is_inside(table.bounds, other.bounds) for other in wide)]
    return sorted(outer, key=lambda table: table.top)


def _open_ends(page: Any) -> list[float]:
    """Heights at which several vertical lines end though no line is drawn across: a row cut by the page, left open."""
    across = [edge["top"] for edge in page.edges if edge["orientation"] == "h"]
    down = [edge for edge in page.edges if edge["orientation"] == "v" and edge["bottom"] - edge["top"] > _LEAST_SIDE]
    if not across or len(down) > _MOST_EDGES:
        return []
    ends = [edge["bottom"] for edge in down] + [edge["top"] for edge in down]
    found: list[float] = []
    for end in _merged(ends):
        near = sum(abs(end - other) <= _NEAR for other in ends)
        if near >= _FEWEST_SIDES and all(abs(end - line) > 2 * _NEAR for line in across):
            found.append(end)
    return found


def _is_inside(inner: Bounds, outer: Bounds) -> bool:
    if inner == outer:
        return False
    return (
        inner[0] >= outer[0] - _NEAR
        and inner[1] >= outer[1] - _NEAR
        and inner[2] <= outer[2] + _NEAR
        and inner[3] <= outer[3] + _NEAR
    )


def _merged(values: Sequence[float]) -> list[float]:
    """Sorted values, those closer than three points as one."""
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > _NEAR:
            kept.append(value)
    return kept


def _index(edges: Sequence[float], value: float) -> int:
    return max(0, bisect_right(edges, value + _NEAR) - 1)


def _nearest(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda place: abs(edges[place] - value))


def thin_strokes(page: Any) -> Iterator[Bounds]:
    """Thin horizontal strokes: lines, and rectangles as thin as a line."""
    for shape in (*page.lines, *page.rects):
        if abs(shape["bottom"] - shape["top"]) <= _THIN and shape["x1"] - shape["x0"] > 2:
            yield shape["x0"], shape["top"], shape["x1"], shape["bottom"]


def strikes_within(page: Any, bounds: Bounds) -> list[Bounds]:
    """Thin strokes inside a table that are shorter than it is wide."""
    x0, top, x1, bottom = bounds
    return [
        stroke
        for stroke in thin_strokes(page)
        if x0 - 1 <= stroke[0] and stroke[2] <= x1 + 1 and top < stroke[1] < bottom and stroke[2] - stroke[0] < x1 - x0
    ]


def strike(words: Sequence[Word], strikes: Sequence[Bounds]) -> None:
    """Mark the words through whose middle a stroke goes."""
    for word in words:
        for x0, top, x1, bottom in strikes:
            middle = (top + bottom) / 2
            is_through = word.top + 0.3 * word.height < middle < word.bottom - 0.22 * word.height
            covered = min(x1, word.x1) - max(x0, word.x0)
            if is_through and covered > 0.6 * (word.x1 - word.x0):
                word.is_struck = True


def fills_within(page: Any, bounds: Bounds) -> list[tuple[Bounds, Colour | None]]:
    """The filled rectangles of a table, in the order drawn, with the rating colour of each."""
    found = []
    for shape in (*page.rects, *page.curves):
        is_solid = shape.get("fill") and shape["bottom"] - shape["top"] > 4 and shape["x1"] - shape["x0"] > 4
        if is_solid and bounds[1] - _NEAR <= shape["top"] <= bounds[3]:
            place = (shape["x0"], shape["top"], shape["x1"], shape["bottom"])
            found.append((place, _colour(shape.get("non_stroking_color"))))
    return found


def _colour(colour: Any) -> Colour | None:
    """The rating colour of a colour of a PDF: grey, RGB or CMYK, each part 0 to 1."""
    parts = list(colour) if isinstance(colour, list | tuple) else [colour]
    if not all(isinstance(part, int | float) for part in parts):
        return None
    if len(parts) == 3:
        return colour_of_channels(*parts)
    if len(parts) == 4:
        cyan, magenta, yellow, black = parts
        return colour_of_channels(*((1 - part) * (1 - black) for part in (cyan, magenta, yellow)))
    return None


def _fill_of(cell: Bounds, fills: Sequence[tuple[Bounds, Colour | None]]) -> str | None:
    """The colour behind a cell: of the rectangles that cover its middle and are no wider than a row, the last drawn."""
    x, y = (cell[0] + cell[2]) / 2, (cell[1] + cell[3]) / 2
    behind = None
    for (x0, top, x1, bottom), colour in fills:
        if x0 <= x <= x1 and top <= y <= bottom:
            behind = colour
    return COLOURS[behind] if behind else None
