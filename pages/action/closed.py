"""Completed actions, a row each: which, whose, how it counts by its own text, and the sentence concerned."""

from __future__ import annotations

import html

import polars as pl

from pages.action.cells import leads_of, remember, says, table, which
from queries import said
from queries.closed import CLOSED

_WHOLE = 500  # letters: the sentence concerned is read whole
_HEADS = ("Action", "Lead", "Counts as", "What the plan says")


def listed(rows: pl.DataFrame) -> None:
    """The rows of the query `closed`; each leads to its action in full, where a verdict can be given."""
    found = rows.to_dicts()
    remember([row["action_id"] for row in found])
    with_plan = len({row["plan"] for row in found}) > 1
    lines = (
        (
            which(row, with_plan=with_plan),
            leads_of(row),
            f"<p>{html.escape(said.counts_as(CLOSED.gives.model_validate(row)))}</p>",
            says(row, _WHOLE),
        )
        for row in found
    )
    table("closed", _HEADS, lines, "Completed actions, with what their own text says")
