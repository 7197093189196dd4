"""Tables of plain text whose columns are kept apart by blanks alone: found by a header's words and the gutters below it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

from ingest.read.grid import Cell, Note, Row
from ingest.read.text.markup import clean
from ingest.read.words import Words

_WORD = re.compile(r"\S+")
_PIECE = re.compile(r"\S+(?: \S+)*")  # words one blank apart
_FEWEST, _MOST_COLUMNS = 3, 40  # columns of a table
_HEADER_LINES = 4
_LEAST_GUTTER = 2  # blanks
_MOST_CROSSING = 0.06  # share of the lines of a table that may run over a gutter
_FEW_LINES = 5  # from which one line may run over a gutter
_PROSE = 3  # lines in a row that run over the gutters, from which the table has ended
_LONG = 0.5  # share of a header's width from which a line of one piece is none of a cell
_SHIFTED = 6  # letters by which a header may stand aside of its column
_SPACED = 1.5  # lines between blank ones, at the mean, up to which a blank line stands after every line
_WIDE = 15  # letters of a column that holds sentences
_PAGE_NUMBER = re.compile(r"^\f?\s*(?:\s{8}\d{1,3}|page\s+\d+(?:\s*(?:of|/)\s*\d+)?)\s*$", re.IGNORECASE)
_REPEATS = 3  # times that a line of one piece stands from which it is a running title
_UNFINISHED = re.compile(
    r"(?:[,&/–-]|\b(?:a|an|and|as|at|by|for|from|in|into|its|of|on|or|our|that|the|their|to|with))$", re.IGNORECASE
)
_NUMBERED = re.compile(r"^[A-Za-z]{0,3}\d{1,3}(?:\.\d+)*[a-z]?[.)]?$")


@dataclass(frozen=True, slots=True)
class Span:
    """Some words of a line and where they stand, in letters from its left."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Header:
    """The lines that name the columns, and the words in them."""

    start: int
    stop: int
    words: tuple[Span, ...]

    @property
    def width(self) -> int:
        """How far it reaches."""
        return max(word.end for word in self.words)


@dataclass(frozen=True, slots=True, order=True)
class Edge:
    """Where a column begins: in the lines of the body, and in the header."""

    body: int
    header: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table, and the lines that it takes up."""

    start: int
    stop: int
    rows: tuple[Row, ...]


def tables_by_blanks(lines: Sequence[str], words: Words) -> list[Table]:
    """The tables of some lines, in order; lines are numbered from 1 in their rows."""
    lines = _without_furniture(lines)
    found: list[Table] = []
    headers = list(_headers(lines, words))
    ends = [header.start for header in headers[1:]] + [len(lines)] * bool(headers)
    for header, end in zip(headers, ends, strict=True):
        table = _table(lines, header, _body_end(lines, header, end), len(found))
        if table:
            found.append(table)
    return found


def _without_furniture(lines: Sequence[str]) -> list[str]:
    """The lines, blank where a page's number or running title stands, so that the rows on either side of it stay rows."""
    alone = Counter(line.strip() for line in lines if len(_spans(line, _PIECE)) == 1 and len(line.split()) > 1)
    return [
        "" if _PAGE_NUMBER.match(line) or alone[line.strip()] >= _REPEATS else line.replace("\f", " ") for line in lines
    ]


def _spans(line: str, of: re.Pattern[str]) -> list[Span]:
    return [Span(match.start(), match.end(), match[0]) for match in of.finditer(line.expandtabs())]


def _headers(lines: Sequence[str], words: Words) -> Iterator[Header]:
    """Each header; of several heights that with the most columns named."""
    place = 0
    while place < len(lines):
        tried = [_header(lines, place, height, words) for height in range(1, _HEADER_LINES + 1)]
        best = max((one for one in tried if one), key=lambda one: one[0], default=None)
        if best:
            yield best[1]
        place = best[1].stop if best else place + 1


def _header(lines: Sequence[str], place: int, height: int, words: Words) -> tuple[int, Header] | None:
    """(how many columns it names, the header) of so many lines, if they are one."""
    group = lines[place : place + height]
    if len(group) < height or not all(line.strip() for line in group):
        return None
    first = _spans(group[0], _PIECE)
    if not 2 <= len(first) <= _MOST_COLUMNS or not any(words.names_column(piece.text) for piece in first):
        return None
    chunks = _chunks([_spans(line, _PIECE) for line in group])
    cells = tuple(Cell(chunk.text, column) for column, chunk in enumerate(chunks))
    columns = words.columns_of(Row(cells, 0)) if len(chunks) >= _FEWEST else 0
    if not columns:
        return None
    named = sum(len(chunk.text.split()) for chunk in chunks if words.is_name(chunk.text))
    every = tuple(word for line in group for word in _spans(line, _WORD))
    return 100 * columns + named, Header(place, place + height, every)


def _chunks(lines: Sequence[Sequence[Span]]) -> list[Span]:
    """The cells of a header of several lines: a piece goes on the one that it stands below; none if it stands below two."""
    chunks: list[Span] = []
    for pieces in lines:
        for piece in pieces:
            over = [place for place, chunk in enumerate(chunks) if piece.start < chunk.end and chunk.start < piece.end]
            if len(over) > 1:
                return []
            if over:
                chunk = chunks[over[0]]
                text = f"{chunk.text} {piece.text}"
                chunks[over[0]] = Span(min(chunk.start, piece.start), max(chunk.end, piece.end), text)
            else:
                chunks.append(piece)
    return sorted(chunks, key=lambda chunk: chunk.start)


def _body_end(lines: Sequence[str], header: Header, end: int) -> int:
    """Where the body of a table ends: where prose runs over its columns for several lines."""
    run = 0
    for place in range(header.stop, end):
        if not lines[place].strip():
            continue
        run = run + 1 if _is_prose(lines[place], header) else 0
        if run == _PROSE:
            return place - _PROSE + 1
    return end


def _is_prose(line: str, header: Header) -> bool:
    pieces = _spans(line, _PIECE)
    return len(pieces) == 1 and len(pieces[0].text) > _LONG * header.width


def _table(lines: Sequence[str], header: Header, stop: int, number: int) -> Table | None:
    """The table below a header, if its lines leave gutters between its columns."""
    body = [place for place in range(header.stop, stop) if lines[place].strip()]
    told = [place for place in body if not _is_prose(lines[place], header)]
    found = _edges([_spans(lines[place], _WORD) for place in told], header)
    if len(found) < _FEWEST or not told:
        return None
    edges = [edge.body for edge in found]
    rows = [_row(header.words, [edge.header for edge in found], header.start, number)]
    for group in _groups(lines, header.stop, stop, edges):
        if len(group) == 1 and _crosses(lines[group[0]], edges):
            rows.append(Row((Cell(clean(lines[group[0]])),), group[0] + 1, is_table=False))
        else:
            words = [word for place in group for word in _spans(lines[place], _WORD)]
            rows.append(_row(words, edges, group[0], number))
    return Table(header.start, stop, tuple(rows))


def _edges(body: Sequence[Sequence[Span]], header: Header) -> list[Edge]:
    """Where each column begins: after a gutter of the body that the header leaves free too, and under a word of its own.

    Between two words of the header that stand well apart, a line or two may run over the gutter.
    """
    covered = Counter(place for words in body for word in words for place in range(word.start, word.end))
    width = max([header.width, *(word.end for words in body for word in words)])
    strict = _gutters(covered, width, 0, header, len(body))
    most = max(1, _MOST_CROSSING * len(body))
    loose = _gutters(covered, width, most, header, len(body)) if len(body) >= _FEW_LINES else []
    more = [
        next((edge for edge in loose if left.end <= edge.body <= right.start), None)
        for left, right in pairwise(header.words)
        if right.start - left.end >= _LEAST_GUTTER and not any(left.end <= edge.body <= right.start for edge in strict)
    ]
    return _with_words(sorted({*strict, *(edge for edge in more if edge)}), header)


def _gutters(covered: Counter[int], width: int, most: float, header: Header, lines: int) -> list[Edge]:
    """Where the gutters end that so many lines cross at most. One blank is a gutter where a header begins just behind it."""
    named = {place for word in header.words for place in range(word.start, word.end)}
    begins = {word.start for word in header.words}
    edges = []
    for start, end in _runs([covered[place] <= most for place in range(width)]):
        is_even = most == 0 and end in begins and lines >= _FEW_LINES
        if (end - start < _LEAST_GUTTER and not is_even) or start == 0:
            continue
        gap = [place for place in range(start, end) if place not in named]
        if gap:
            least = min(covered[place] for place in gap)
            edge = _best([place for place in gap if covered[place] == least])
            edges.append(Edge(edge, edge))
        elif near := [word.start for word in header.words if abs(word.start - start) <= _SHIFTED]:
            edges.append(Edge(start, min(near, key=lambda place: abs(place - start))))  # its word stands a little aside
    return edges


def _runs(free: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """The stretches that are free."""
    start = None
    for place, is_free in enumerate([*free, False]):
        if is_free and start is None:
            start = place
        elif not is_free and start is not None:
            yield start, place
            start = None


def _best(gap: Sequence[int]) -> int:
    """The place of a gutter where the next column begins: the last of its places that go on from one to the next."""
    begins = [after for before, after in pairwise(gap) if after - before > 1]
    return begins[-1] if begins else gap[0]


def _with_words(edges: Sequence[Edge], header: Header) -> list[Edge]:
    """The edges of columns that a word of the header names; a column without one is part of that before."""
    kept: list[Edge] = []
    for edge, after in pairwise([Edge(0, 0), *edges, Edge(header.width + 1, header.width + 1)]):
        if any(edge.header <= word.start < after.header for word in header.words):
            kept.append(edge if kept else Edge(0, 0))
    return kept


def _column(start: int, edges: Sequence[int]) -> int:
    return sum(edge <= start for edge in edges) - 1


def _row(words: Sequence[Span], edges: Sequence[int], place: int, number: int) -> Row:
    """Words as a row, each in the column where it begins; the lines of a cell are joined."""
    texts: list[list[str]] = [[] for _ in edges]
    for word in words:
        texts[_column(word.start, edges)].append(word.text)
    cells = tuple(Cell(clean(" ".join(text)), column) for column, text in enumerate(texts))
    notes = frozenset({Note.PARTED_BY_BLANKS})
    return Row(cells, place + 1, is_table=True, table=number, may_run_on=False, notes=notes)


def _crosses(line: str, edges: Sequence[int]) -> bool:
    """Whether a line is one piece that runs from one column into another."""
    pieces = _spans(line, _PIECE)
    return len(pieces) == 1 and _column(pieces[0].start, edges) < _column(pieces[0].end - 1, edges)


def _groups(lines: Sequence[str], start: int, stop: int, edges: Sequence[int]) -> list[list[int]]:
    """The lines of each row. Blank lines part rows where they part anything; between them a row begins as `_opens` tells."""
    blocks: list[list[int]] = [[]]
    for place in range(start, stop):
        if lines[place].strip():
            blocks[-1].append(place)
        elif blocks[-1]:
            blocks.append([])
    blocks = [block for block in blocks if block]
    if fmean(len(block) for block in blocks) <= _SPACED:
        blocks = [[place for block in blocks for place in block]]
    groups: list[list[int]] = []
    for block in blocks:
        first, *rest = _parted(block, lines, edges)
        begins = next(iter(_cells(lines[first[0]], edges).values()))
        if groups and begins[0].islower():  # the rest of a row that a page cut
            groups[-1] += first
        else:
            groups.append(first)
        groups += rest
    return groups


def _parted(block: Sequence[int], lines: Sequence[str], edges: Sequence[int]) -> list[list[int]]:
    """The lines of a block as rows; one that runs over the columns stands alone."""
    refs = [place for place in block if _NUMBERED.match(_cells(lines[place], edges).get(0, ""))]
    by_ref = len(refs) > 1 and refs[0] == block[0]
    groups: list[list[int]] = []
    is_heading = True
    before: Mapping[int, str] = {}
    for place in block:
        was_heading, is_heading = is_heading, _crosses(lines[place], edges)
        cells = _cells(lines[place], edges)
        opens = place in refs if by_ref else _opens(cells, before, edges)
        before = cells
        if was_heading or is_heading or opens:
            groups.append([place])
        else:
            groups[-1].append(place)
    return groups


def _opens(cells: Mapping[int, str], before: Mapping[int, str], edges: Sequence[int]) -> bool:
    """Whether a line begins a row: its cells begin sentences, in most of the wide columns, or in the first and most others.

    A cell that goes on from one that ended in 'of' or a comma begins none.
    """
    goes_on = any(_UNFINISHED.search(before.get(place, "")) for place in cells)
    if goes_on or any(text[0].islower() for text in cells.values()):
        return False
    wide = [place for place, (edge, after) in enumerate(pairwise([*edges, edges[-1] + _WIDE])) if after - edge >= _WIDE]
    in_wide = sum(place in cells for place in wide)
    return in_wide >= max(2, len(wide) / 2) or (0 in cells and len(cells) >= len(edges) / 2)


def _cells(line: str, edges: Sequence[int]) -> dict[int, str]:
    """Column -> the words of a line in it."""
    found: dict[int, str] = {}
    for word in _spans(line, _WORD):
        place = _column(word.start, edges)
        found[place] = f"{found.get(place, '')} {word.text}".strip()
    return found
