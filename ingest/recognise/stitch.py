"""A row of the plan goes on over the next physical row: its cells are joined, its ratings taken in the order they stand."""

from __future__ import annotations

from collections import Counter

from ingest.fields.colours import column_colours
from ingest.fields.rag import is_only_ratings, leading_ratings, ratings_of
from ingest.fields.status import is_status_word
from ingest.read.grid import Row
from ingest.recognise.beside import keep_aside, shaded_colours
from ingest.recognise.columns import Columns, normal
from ingest.recognise.mending import join
from ingest.recognise.rows import RawAction
from schema.vocabulary import Colour

_NO_RATING = frozenset({"n/a", "na", "none", "-", "–", "tbc"})


def extended(action: RawAction, row: Row, cells: dict[str, str], columns: Columns, words: Counter[str]) -> RawAction:
    """An action with a physical row's cells added to it.

    Args:
        action: it stays as it is.
        row: the physical row.
        cells: what it holds, by role.
        columns: those in force.
        words: of the document, by which a word cut in two is mended.
    """
    made = action.apart()
    made.places.append(row)
    made.notes |= row.notes
    keep_aside(made, row, columns)
    told = _rated(made, row, cells, columns)
    made.ratings += leading_ratings(told.get("progress", ""))
    for role, text in told.items():
        made.cells[role] = join(made.cell(role), text, words)
    return made


def _rated(made: RawAction, row: Row, cells: dict[str, str], columns: Columns) -> dict[str, str]:
    """The cells, after the colours of the rating cell are taken; one that holds a text says how the action goes on, too."""
    cell = cells.get("rag", "")
    is_text = bool(cell) and not is_only_ratings(cell) and not is_status_word(cell)
    is_said = is_text and cell.strip().lower() not in _NO_RATING
    colours: list[Colour] = [] if is_said else column_colours(cell)
    made.is_brag = made.is_brag or any(
        role == "rag" and "brag" in normal(columns.names.get(place, "")).split()
        for place, role in columns.roles.items()
    )
    if not colours and not made.colours and not made.ratings:
        colours = shaded_colours(row, columns)
    made.colours += colours
    made.ratings += ratings_of(colours)
    if not is_said:
        return cells
    return {**cells, "progress": "\n".join(part for part in (cell, cells.get("progress", "")) if part)}
