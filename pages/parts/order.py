"""In which order groups stand: charts draw the first of them, so that the order is the reader's choice and never a verdict."""

from __future__ import annotations

import re
from dataclasses import dataclass

import polars as pl

from pages.parts.columns import picked
from pages.parts.once import once
from queries import words

_PIECES = re.compile(r"(\D*)(\d{0,9})")


@dataclass(frozen=True, slots=True)
class Order:
    """An order: what it is called, the column that it goes by, which way, and on how many actions that column rests.

    Args:
        label: as people read it.
        column: of the frame, or a part of it as in `picked`; blank for the order in which the groups come.
        is_descending: the largest first.
        rests_on: the column with the number of actions; groups of fewer than ten then stand last, since such a figure says little.
    """

    label: str
    column: str = ""
    is_descending: bool = True
    rests_on: str = ""


def _natural(name: str) -> list[tuple[str, int]]:
    """A key by which 'Recommendation 2' stands before 'Recommendation 10'."""
    return [(text.casefold(), int(digits or 0)) for text, digits in _PIECES.findall(name)]


@once
def in_order(table: pl.DataFrame, order: Order) -> pl.DataFrame:
    """The groups in an order; of equals the one that came first stands first. Groups without a figure stand last."""
    if not order.column:
        return table
    if picked(table, order.column).dtype == pl.String:
        names = picked(table, order.column).to_list()
        return table[sorted(range(len(names)), key=lambda place: _natural(names[place]), reverse=order.is_descending)]
    keys = [picked(table, order.column).alias("figure")]
    if order.rests_on:
        keys.insert(0, (picked(table, order.rests_on) < words.FEW).alias("is_few"))
    descending = [name.name == "figure" and order.is_descending for name in keys]
    ordered = (
        pl.DataFrame(keys)
        .with_row_index("row")
        .sort(*[key.name for key in keys], descending=descending, nulls_last=True, maintain_order=True)
    )
    return table[ordered["row"]]
