"""What stands on every page and is no part of the plan: running titles, page numbers, footnotes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from ingest.read.grid import Row
from ingest.read.pdf.text import Line

_EDGE = 0.12  # share of a page's height at its top and bottom where furniture stands
_FOOT = 0.7
_PAGE_NUMBER = re.compile(
    r"^(?:page\s*)?[-–|]?\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\s*[-–|]?(?:\s*p\s*a\s*g\s*e)?$", re.I
)
_MARK = re.compile(r"^(?:\d{1,2}|[*†‡§]|\[\d{1,2}\]|note:?)\s*\S", re.IGNORECASE)
_JOINABLE = re.compile(r"[.!?:;)]$")


@dataclass(slots=True)
class Loose:
    """A line outside tables: which row it became, and where it stands."""

    place: int
    row: Row
    line: Line
    height: float


def _shape(text: str) -> str:
    return re.sub(r"\d+", "#", " ".join(text.lower().split()))


def without_furniture(
    rows: Sequence[Row], loose: Sequence[Loose], pages: int
) -> tuple[tuple[Row, ...], tuple[str, ...]]:
    """(the rows without furniture, footnotes marked and wrapped lines joined; the lines that stand on many pages)."""
    edges = [item for item in loose if _is_at_edge(item)]
    often = Counter(_shape(item.line.text) for item in edges)
    enough = max(2, pages // 2) if pages < 8 else max(3, pages // 4)
    size = median(item.line.size for item in loose) if loose else 0.0
    gone: set[int] = set()
    furniture: dict[str, str] = {}
    for item in edges:
        shape = _shape(item.line.text)
        if _PAGE_NUMBER.match(item.line.text.strip()):
            gone.add(item.place)
        elif often[shape] >= enough and not item.row.flat[:1].islower():
            gone.add(item.place)
            furniture.setdefault(shape, item.row.flat)
    asides = {item.place for item in loose if _is_footnote(item, size)}
    kept = [
        replace(row, is_aside=True) if place in asides else row for place, row in enumerate(rows) if place not in gone
    ]
    lines = {id(item.row): item.line for item in loose}
    return tuple(_paragraphs(kept, lines)), tuple(furniture.values())


def _is_at_edge(item: Loose) -> bool:
    return item.line.bottom < _EDGE * item.height or item.line.top > (1 - _EDGE) * item.height


def _is_footnote(item: Loose, size: float) -> bool:
    is_small = item.line.size < 0.93 * size
    return item.line.top > _FOOT * item.height and is_small and bool(_MARK.match(item.line.text))


def _paragraphs(rows: Sequence[Row], lines: dict[int, Line]) -> list[Row]:
    """Prose lines that a margin wrapped, joined."""
    joined: list[Row] = []
    last: Line | None = None
    for row in rows:
        line = lines.get(id(row))
        if line and last and joined and _wraps(joined[-1], row, last, line):
            cell = replace(joined[-1].cells[0], text=f"{joined[-1].flat} {row.flat}")
            joined[-1] = replace(joined[-1], cells=(cell,))
        else:
            joined.append(row)
        last = line
    return joined


def _wraps(before: Row, row: Row, above: Line, line: Line) -> bool:
    """Whether a line goes on in the middle of the sentence of the line above."""
    is_close = before.page == row.page and 0 <= line.top - above.bottom < 0.8 * line.size
    opens = re.match(r"^(?:[•·▪●\uf0b7]|\(?\w{1,3}[.)]\s|[A-Z][\w /]{2,30}:)", row.flat)
    is_open = not _JOINABLE.search(before.flat) and (row.flat[:1].islower() or len(before.flat.split()) > 9)
    return is_close and not opens and before.is_aside == row.is_aside and is_open
