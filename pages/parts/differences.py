"""Partnerships side by side: by how much the rates of each differ from those of the first, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from pages.parts import say, show
from pages.parts.columns import text
from pages.parts.once import once
from pages.parts.say import md
from queries import words
from queries.statistics import difference

_RATES = {
    "done_of_due": "Done of those due",
    "on_time_of_measured": "On time of those completed",
}
_FEWEST, MOST = 2, 6


def draw(table: pl.DataFrame, names: Sequence[str]) -> None:
    """A row for each of the partnerships chosen but the first, a column for each rate. Those that are not in the table have none."""
    there = tuple(name for name in names if name in table["group_name"])
    if len(there) < _FEWEST:
        return
    base = there[0]
    say.markdown(
        md(
            "**Differences from {base}**, in percentage points with a 95% interval. Where it holds 0, chance alone may explain the difference; "
            "'few' is said where a share rests on fewer than {few}.",
            base=base,
            few=words.FEW,
        )
    )
    columns = [text("group_name", "Partnership"), *(text(name, title) for name, title in _RATES.items())]
    show.table(_rows(table, there), columns, f"Differences from {base}", "compare-differences")


@once
def _rows(table: pl.DataFrame, names: tuple[str, ...]) -> pl.DataFrame:
    by_name = {row["group_name"]: row for row in table.to_dicts()}
    rows = [by_name[name] for name in names]
    return pl.DataFrame(
        [
            {"group_name": row["group_name"], **{name: _said(row[name], rows[0][name]) for name in _RATES}}
            for row in rows[1:]
        ],
        schema={"group_name": pl.String, **dict.fromkeys(_RATES, pl.String)},
    )


def _said(rate: Mapping[str, Any], base: Mapping[str, Any]) -> str:
    """'+17.1 (-13.0 to +44.2); 14 of 20 against 9 of 17'."""
    found = difference((rate["n"], rate["m"]), (base["n"], base["m"]))
    if found is None:
        return "Not known: one of the two has no such action with the dates that would tell"
    against = f"{words.of(rate['n'], rate['m'])} against {words.of(base['n'], base['m'])}"
    apart, low, high = (words.points(value) for value in found)
    few = "; few" if min(rate["m"], base["m"]) < words.FEW else ""
    return f"{apart} ({low} to {high}{few}); {against}"
