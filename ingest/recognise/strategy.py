"""A strategy: numbered commitments under pillars, in prose instead of a table."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.read.grid import Grid, Row
from ingest.recognise.headings import Heading
from ingest.recognise.rows import RawAction, Table

_NUMBERED = re.compile(r"^(?P<ref>\d{1,3})[.)]\s+(?P<text>\S.*)$", re.DOTALL)
_LONGEST_PILLAR = 8  # words
_SHORTEST_LIST = 2


@dataclass(slots=True)
class _Item:
    row: Row
    ref: int
    text: str


def read_strategy(grid: Grid) -> Table | None:
    """The numbered commitments of a document without a table, or None if it has none.

    A list counts when its numbers run on from 1 without prose between the items: a numbered
    heading above paragraphs is not a commitment. The short line above a list is its pillar.
    """
    actions: list[RawAction] = []
    leftovers: list[Row] = []
    pillar: str | None = None
    items: list[_Item] = []
    for row in grid.prose:
        item = _item(row)
        if item and item.ref == len(items) + 1:
            items.append(item)
        elif items and item is None and row.flat[:1].islower():
            items[-1].text += " " + row.flat
        else:
            actions += _commitments(items, pillar)
            items = [item] if item and item.ref == 1 else []
            pillar = _pillar(row, pillar) if item is None else pillar
            leftovers.append(row)
    actions += _commitments(items, pillar)
    if not actions:
        return None
    return Table(tuple(actions), frozenset({"ref", "recommendation"}), tuple(leftovers))


def _item(row: Row) -> _Item | None:
    match = _NUMBERED.match(row.flat)
    return _Item(row, int(match["ref"]), match["text"]) if match else None


def _pillar(row: Row, before: str | None) -> str | None:
    text = row.flat.rstrip(":")
    return text if len(text.split()) <= _LONGEST_PILLAR and not text.endswith(".") else before


def _commitments(items: list[_Item], pillar: str | None) -> list[RawAction]:
    if len(items) < _SHORTEST_LIST:
        return []
    heading = Heading(section=pillar)
    return [
        RawAction(item.row.line, item.row.page, heading, {"ref": str(item.ref), "recommendation": item.text})
        for item in items
    ]
