"""Tables of a PDF page without vertical lines: columns by the header's words and the gutters below them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from ingest.read.grid import Cell, Row
from ingest.read.matrix import Laid, cell_of
from ingest.read.pdf.ruled import COLOURS, Ruled, fills_within, strike, strikes_within, thin_strokes
from ingest.read.pdf.text import Bounds, Line, Word, runs_of
from ingest.read.words import Words
from schema.vocabulary import Colour

_GAP = 0.9  # share of a line's height that parts two cells of a header
_HEADER_LINES = 4
_MOST_CROSSING = 0.06
_WORD_GAP = 0.6  # share of a line's height below which two words are of one sentence
_APART = 1.5
_RUNNING_TITLE = 4  # lines at the top of a page that may stand above a table that goes on
_ROW_GAP, _LINE_GAP = 3.0, 0.8  # shares of a line's height between two rows, and between the lines of one
_FOOT = 0.88
_CELLS_OF_A_ROW = 3
_MARGIN = 0.95  # share of a page's height below which no row of a table ends
_PAGE_NUMBER = re.compile(r"\bpage\s*\d+|\b\d+\s*(?:of|/)\s*\d+\s*$", re.IGNORECASE)


@dataclass(slots=True)
class Unruled:
    """Rows of an unruled table on one page: cells and their place."""

    top: float
    rows: list[tuple[tuple[Cell, ...], Bounds]]
    goes_on: bool


@dataclass(slots=True)
class _Chunk:
    words: list[Word] = field(default_factory=list)

    @property
    def x0(self) -> float:
        return min(word.x0 for word in self.words)

    @property
    def x1(self) -> float:
        return max(word.x1 for word in self.words)

    @property
    def text(self) -> str:
        return " ".join(word.text for word in sorted(self.words, key=lambda item: (round(item.top), item.x0)))


class UnruledReader:
    """Finds tables among the lines that stand in no ruled table; columns hold on to the next page."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.bounds: list[float] = []
        self.has_ref = False
        self.page = 0
        self.running: set[str] = set()

    def read(self, lines: Sequence[Line], tables: Sequence[Ruled], page: Any, number: int) -> Iterator[Unruled | Line]:
        """The lines of a page: those of unruled tables as tables, the others as they are."""
        place = 0
        if self.bounds and self.page == number - 1 and not tables:
            start = self._first_body(lines)
            self._run_above(lines[:start])
            yield from lines[:start]
            body, stop = self._body(lines, start)
            if body:
                stop = self._without_foot(lines, start, stop, page)
                yield from self._tables([], lines[start:stop], page, goes_on=True)
                self.page = number
            place = max(start, stop)
        while place < len(lines):
            header = _header_at(self.words, lines, place)
            if header is None:
                yield lines[place]
                place += 1
                continue
            chunks, after = header
            if self.page != number:  # else rows of another table stand above
                self._run_above(lines[:place])
            stop = self._open(chunks, lines, after, self._end(lines, after, tables), page)
            self.has_ref = self.words.is_ref(chunks[0].text)
            self.page = number
            yield from self._tables([lines[place:after]], lines[after:stop], page, goes_on=False)
            place = stop

    def _open(self, chunks: Sequence[_Chunk], lines: Sequence[Line], after: int, end: int, page: Any) -> int:
        """Take the columns of the table that begins below a header; where on the page it ends."""
        self.bounds = []  # until they are known, whatever stands apart at the foot is no row
        rows = lines[after : self._without_foot(lines, after, end, page)]
        self.bounds = _boundaries(chunks, [line for line in rows if not _runs_across(line, chunks)])
        return self._without_foot(lines, after, end, page)

    def _first_body(self, lines: Sequence[Line]) -> int:
        """Where the table goes on: after the lines at the top that cross its gutters or stand apart."""
        for place, line in enumerate(lines):
            if place < _RUNNING_TITLE and _header_at(self.words, lines, place):
                return place
            if self._fits(line) and len(_parts(line, self.bounds)) > 1 and _running(line) not in self.running:
                return self._with_rest(lines, place)
            if place >= _RUNNING_TITLE and not self._fits(line):
                break
        return 0 if lines and self._fits(lines[0]) else len(lines)

    def _with_rest(self, lines: Sequence[Line], place: int) -> int:
        """The first of the lines close above, each in one column: the rest of a row that the page break cut."""
        start = place
        while start and self._fits(lines[start - 1]) and _running(lines[start - 1]) not in self.running:
            near = _ROW_GAP if start == place else _LINE_GAP
            if lines[start].top - lines[start - 1].bottom > near * lines[start].size:
                break
            start -= 1
        # one line that begins like a sentence is a running title that fits a column
        is_title = start == place - 1 and not lines[start].text[:1].islower()
        return place if is_title else start

    def _without_foot(self, lines: Sequence[Line], start: int, stop: int, page: Any) -> int:
        """Where a table ends above what stands apart at the foot of the page and is no row."""
        for place in range(max(start + 1, stop - 4), stop):
            line = lines[place]
            is_apart = line.top - lines[place - 1].bottom > _APART * line.size
            is_row = (
                self._fits(line)
                and len(_parts(line, self.bounds)) >= _CELLS_OF_A_ROW
                and line.bottom < _MARGIN * float(page.height)
                and not _PAGE_NUMBER.search(line.text)
            )
            if is_apart and not is_row and line.top > _FOOT * float(page.height):
                return place
        return stop

    def _run_above(self, lines: Sequence[Line]) -> None:
        """Note what stands above the table: the same words above its next page are a running title, whatever they fit."""
        self.running |= {_running(line) for line in lines[:_RUNNING_TITLE]}

    def _fits(self, line: Line) -> bool:
        """Whether no word of a line crosses a gutter."""
        return not any(word.x0 < edge - 1 and word.x1 > edge + 1 for word in line.words for edge in self.bounds[1:])

    def _body(self, lines: Sequence[Line], start: int) -> tuple[list[Line], int]:
        body = list(lines[start:])
        stop = next((place for place in range(start, len(lines)) if _header_at(self.words, lines, place)), len(lines))
        body = body[: stop - start]
        crossing = sum(not self._fits(line) for line in body)
        return (body, stop) if body and crossing <= max(1, _MOST_CROSSING * len(body)) else ([], start)

    def _end(self, lines: Sequence[Line], after: int, tables: Sequence[Ruled]) -> int:
        """Where the table that begins at a line ends: at a ruled table, or at the next header."""
        for place in range(after, len(lines)):
            above = lines[place - 1]
            if any(above.bottom <= table.top <= lines[place].top for table in tables):
                return place
            if place > after and _header_at(self.words, lines, place):
                return place
        return len(lines)

    def _tables(
        self, headers: Sequence[Sequence[Line]], body: Sequence[Line], page: Any, goes_on: bool
    ) -> Iterator[Unruled | Line]:
        """The body as tables between the lines of prose that run across its columns."""
        part: list[Line] = []
        for line in body:
            if self.words.is_heading(line.text) and self._crosses(line):
                if part or headers:
                    yield self._table(headers, part, page, goes_on)
                headers, part, goes_on = [], [], True
                yield line
            else:
                part.append(line)
        if part or headers:
            yield self._table(headers, part, page, goes_on)

    def _crosses(self, line: Line) -> bool:
        """Whether the words of a line run on without a gap from one column into the next."""
        gaps = [right.x0 - left.x1 for left, right in itertools.pairwise(line.words)]
        return len(_parts(line, self.bounds)) > 1 and max(gaps, default=0.0) < _WORD_GAP * line.size

    def _table(self, headers: Sequence[Sequence[Line]], body: list[Line], page: Any, goes_on: bool) -> Unruled:
        groups = [list(lines) for lines in headers] + _groups(body, self.bounds, self.has_ref, _rules(page))
        words = [word for group in groups for line in group for word in line.words]
        spread = (
            min(word.x0 for word in words), min(word.top for word in words),
            max(word.x1 for word in words), max(word.bottom for word in words),
        )  # fmt: skip
        strike(words, strikes_within(page, spread))
        fills = fills_within(page, spread)
        rows = [(self._cells(group, fills), _bounds(group)) for group in groups]
        return Unruled(rows[0][1][1], rows, goes_on)

    def _cells(self, group: Sequence[Line], fills: Sequence[tuple[Bounds, Colour | None]]) -> tuple[Cell, ...]:
        columns: list[list[Word]] = [[] for _ in self.bounds]
        for line in group:
            for place, words in _parts(line, self.bounds).items():
                columns[place] += words
        rights = [*self.bounds[1:], max((word.x1 for line in group for word in line.words), default=0.0) + 1]
        _, top, _, bottom = _bounds(group)
        return tuple(
            cell_of(Laid(runs_of(words, left, right), _shade((left, top, right, bottom), fills)), place)
            for place, (words, left, right) in enumerate(zip(columns, self.bounds, rights, strict=True))
        )


def _running(line: Line) -> str:
    """A line's words without its page number."""
    return re.sub(r"\d+", "", line.text)


def _bounds(group: Sequence[Line]) -> Bounds:
    parts = [line.bounds for line in group]
    return (
        min(part[0] for part in parts), min(part[1] for part in parts),
        max(part[2] for part in parts), max(part[3] for part in parts),
    )  # fmt: skip


def _shade(cell: Bounds, fills: Sequence[tuple[Bounds, Colour | None]]) -> str | None:
    """The colour of a filled rectangle whose middle stands in a cell, or that covers the cell's middle."""
    for (x0, top, x1, bottom), colour in fills:
        x, y = (x0 + x1) / 2, (top + bottom) / 2
        if colour and cell[0] <= x <= cell[2] and cell[1] - 2 <= y <= cell[3] + 2:
            return COLOURS[colour]
    return None


def _runs_across(line: Line, chunks: Sequence[_Chunk]) -> bool:
    """Whether a line is one stretch of words that covers the beginnings of several header cells."""
    gaps = [right.x0 - left.x1 for left, right in itertools.pairwise(line.words)]
    x0, _, x1, _ = line.bounds
    return max(gaps, default=0.0) < _WORD_GAP * line.size and sum(x0 <= chunk.x0 + 2 < x1 for chunk in chunks) > 1


def _parts(line: Line, bounds: Sequence[float]) -> dict[int, list[Word]]:
    """Column -> the words of a line in it: a word stands in the column where it begins."""
    found: dict[int, list[Word]] = {}
    for word in line.words:
        start = word.x0 + min(2.0, 0.2 * (word.x1 - word.x0))
        place = max(0, sum(1 for edge in bounds if edge <= start) - 1)
        found.setdefault(place, []).append(word)
    return found


def _chunks(lines: Sequence[Line]) -> list[_Chunk]:
    """The cells of a header of one or more lines: words that stand close beside, or below each other."""
    chunks: list[_Chunk] = []
    for line in lines:
        own: list[_Chunk] = []
        for word in line.words:
            if own and word.x0 - own[-1].x1 < _GAP * line.size:
                own[-1].words.append(word)
            else:
                own.append(_Chunk([word]))
        for chunk in own:
            over = [known for known in chunks if chunk.x0 < known.x1 and known.x0 < chunk.x1]
            if len(over) == 1:
                over[0].words += chunk.words
            elif not over:
                chunks.append(chunk)
            else:
                return []
    return sorted(chunks, key=lambda chunk: chunk.x0)


def _header_at(words: Words, lines: Sequence[Line], place: int) -> tuple[list[_Chunk], int] | None:
    """(cells, line after) of the header that begins at a line, if one does; of several heights the one that names most."""
    best: tuple[int, list[_Chunk], int] | None = None
    if not any(words.names_column(chunk.text) for chunk in _chunks(lines[place : place + 1])):
        return None
    for height in range(1, _HEADER_LINES + 1):
        group = lines[place : place + height]
        if len(group) < height or (height > 1 and group[-1].top - group[-2].bottom > 0.9 * group[-1].size):
            break
        chunks = _chunks(group)
        row = Row(tuple(Cell(chunk.text, column) for column, chunk in enumerate(chunks)), 0)
        columns = words.columns_of(row) if len(chunks) >= 3 else 0
        if columns:
            named = sum(len(chunk.text.split()) for chunk in chunks if words.is_name(chunk.text))
            worth = 100 * columns + named
            if best is None or worth > best[0]:
                best = (worth, chunks, place + height)
    return (best[1], best[2]) if best else None


def _boundaries(chunks: Sequence[_Chunk], body: Sequence[Line]) -> list[float]:
    """The left edge of each column: the widest gutter between two header cells that no line of the body crosses."""
    edges = [min([chunks[0].x0, *(line.bounds[0] for line in body)])]
    spans = sorted((word.x0, word.x1) for line in body for word in line.words)
    for left, right in itertools.pairwise(chunks):
        low, high = left.x0 + 1, right.x1 - 1
        free = _gutters(spans, low, high)
        inside = [gap for gap in free if gap[0] < right.x0 + 1 and gap[1] > left.x1 - 1] or free
        best = max(inside, key=lambda gap: gap[1] - gap[0], default=None)
        edges.append(best[1] - 0.5 if best and best[1] - best[0] > 2 else right.x0 - 1)
    return edges


def _gutters(spans: Sequence[tuple[float, float]], low: float, high: float) -> list[tuple[float, float]]:
    """The stretches between two places that no word covers."""
    free = []
    reach = low
    for start, end in spans:
        if end <= low or start >= high:
            continue
        if start > reach:
            free.append((reach, start))
        reach = max(reach, end)
    if reach < high:
        free.append((reach, high))
    return free


def _rules(page: Any) -> list[float]:
    """Heights at which long horizontal strokes are drawn."""
    return sorted({round(top, 1) for x0, top, x1, _ in thin_strokes(page) if x1 - x0 > 0.3 * float(page.width)})


def _groups(body: list[Line], bounds: Sequence[float], has_ref: bool, rules: Sequence[float]) -> list[list[Line]]:
    """The lines of each row: parted by rules, else by wider gaps, else by a new reference."""
    if not body:
        return []
    pairs = list(itertools.pairwise(body))
    ruled = [any(above.middle < rule < below.middle for rule in rules) for above, below in pairs]
    if sum(ruled) >= 1:
        return _split(body, ruled)
    gaps = [below.top - above.bottom for above, below in pairs]
    refs = [has_ref and 0 in _parts(below, bounds) for _, below in pairs]
    if gaps:
        usual = median(gaps) if len(gaps) < 4 else sorted(gaps)[len(gaps) // 4]
        wide = [gap > usual + 0.35 * body[0].size for gap in gaps]
        if any(wide) and not (has_ref and sum(refs) > 1.5 * sum(wide)):
            return _split(body, wide)
    if has_ref:
        return _split(body, refs)
    return [[line] for line in body]


def _split(body: Sequence[Line], breaks: Sequence[bool]) -> list[list[Line]]:
    groups = [[body[0]]]
    for line, is_new in zip(body[1:], breaks, strict=True):
        if is_new:
            groups.append([line])
        else:
            groups[-1].append(line)
    return groups
