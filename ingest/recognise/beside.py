"""What stands in a table beside the cells of its rows: totals, keys, struck words, columns that are not known, colours."""

from __future__ import annotations

import re

from ingest.fields.rag import ratings_of
from ingest.read.grid import Row
from ingest.recognise.columns import Columns, align
from ingest.recognise.rows import RawAction
from schema.vocabulary import Colour

_TOTAL = re.compile(r"^(?:grand |sub)?-?\s?totals?\b\W*(?:actions|rows)?\W*\d*$", re.IGNORECASE)
_COLOUR = re.compile(r"^(?:red|amber|green|blue|grey|gray|purple|yellow)$", re.IGNORECASE)
_NOT_RATED = ("ref", "section", "recommendation", "action", "scope")
_NUMBER = re.compile(r"^[\d.,%\s/-]*$|^\d+ of \d+$")


def is_beside_the_plan(row: Row, columns: Columns) -> bool:
    """Whether a row of the table is no row of the plan: a line of totals, or the key to the colours."""
    if not row.is_table or not row.filled:
        return False
    first, others = row.filled[0], row.filled[1:]
    if _TOTAL.match(first):
        return all(_NUMBER.match(text) or len(text.split()) <= 3 for text in others)
    place = next(place for place, text in enumerate(align(row, columns)) if text)
    return len(row.filled) == 2 and bool(_COLOUR.match(first)) and columns.roles.get(place) in _NOT_RATED


def keep_aside(action: RawAction, row: Row, columns: Columns) -> None:
    """Keep what is not part of the cells as read: struck words, and the cells of columns that no role is known for."""
    if len(row.cells) != columns.width:
        return
    for place, cell in enumerate(row.cells):
        role = columns.roles.get(place)
        if cell.struck and role:
            action.struck[role] = " ".join(filter(None, (action.struck.get(role), cell.struck)))
            action.printed[role] = " ".join(filter(None, (action.printed.get(role), cell.printed)))
        if (role is None or (role == "derived" and columns.exported)) and cell.text:
            name = columns.names.get(place) or f"column {place + 1}"
            action.others[name] = "\n".join(filter(None, (action.others.get(name), cell.text)))


#: Columns whose background colour is a rating, in the order asked: one named for it, then those a rating is put on.
_SHADED = ("rag", "status", "progress", "completion", "ref")


def shaded_colours(row: Row, columns: Columns) -> list[Colour]:
    """The colour that a row's cell gives by its background alone, in a column that ratings are put on.

    Only a rating column may be blue or purple; elsewhere these are the colours of the page.
    """
    if len(row.cells) != columns.width:
        return []
    texts = {row.cells[place].fill for place, name in columns.roles.items() if name in ("action", "recommendation")}
    for role in _SHADED:
        for place, name in columns.roles.items():
            fill = row.cells[place].fill
            if name != role or fill is None:
                continue
            is_rating, is_own = bool(ratings_of([fill])), fill not in texts
            if (role == "rag" and (is_rating or is_own)) or (is_rating and is_own):
                return [fill]
    return []
