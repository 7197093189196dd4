"""One measure for all layouts: how well what was read fits its columns, and how much of the document it explains."""

from __future__ import annotations

import math
from collections.abc import Iterator
from statistics import fmean

from ingest.read.grid import Grid
from ingest.recognise.fit import fit
from ingest.recognise.rows import RawAction, Table

_TEXTS = ("recommendation", "action")
_FEW = 3  # rows, below which a layout may be there by chance
_ASKED = 120  # rows looked at: a register has thousands, all alike
_UNTOLD = 0.4  # what of the score is left where the roles say nothing of each other


def judge(table: Table, grid: Grid) -> float:
    """How well a reading of a document holds, 0 to 1.

    The product of: how well cells fit their columns (`ingest.recognise.fit`); the share of the document's words that is
    explained, less where there are fewer than three rows (square root: a plan may stand in a long report); the share of rows
    that have a text; and the share that say something beside it.
    """
    if not table.actions:
        return 0.0
    step = max(1, len(table.actions) // _ASKED)
    rows = table.actions[::step]
    fits = fmean(_fit_of(row) for row in rows)
    explained = min(1.0, sum(_words(table)) / max(1, sum(_all_words(grid))))
    with_text = sum(any(len(_text(row, role).split()) > 1 for role in _TEXTS) for row in rows) / len(rows)
    told = sum(_is_told(row) for row in rows) / len(rows)
    chance = min(1.0, len(table.actions) / _FEW)
    said = (0.2 + 0.8 * with_text) * (_UNTOLD + (1 - _UNTOLD) * told)
    return float(fits * math.sqrt(explained * chance) * said)


def _fit_of(row: RawAction) -> float:
    cells = [fit(role, text) for role, text in row.cells.items() if text.strip()]
    return (1 + fmean(cells)) / 2 if cells else 0.0


def _is_told(row: RawAction) -> bool:
    """Whether a row says more than one text: who, when, how it stands."""
    return len([role for role, text in row.cells.items() if text.strip() and role not in ("ref", "section")]) > 1


def _text(row: RawAction, role: str) -> str:
    return row.cell(role) or (row.heading.recommendation or "" if role == "recommendation" else "")


def _words(table: Table) -> Iterator[int]:
    """The words of each cell, a text that several rows carry once."""
    seen: set[str] = set()
    for row in table.actions:
        for text in (*row.cells.values(), *row.others.values(), *row.heading.items.split("\n")):
            if text not in seen:
                seen.add(text)
                yield len(text.split())


def _all_words(grid: Grid) -> Iterator[int]:
    for row in grid.rows:
        if not row.is_aside:
            yield sum(len(cell.text.split()) for cell in row.cells if not cell.is_merged)
