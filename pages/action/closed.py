"""Completed actions, a row each: which, whose, how it counts by its own text, and the sentence concerned."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st

from pages.action import cells
from pages.action.cells import leads_of, says, which
from queries import said
from queries.closed import CLOSED

_WHOLE = 500  # letters: the sentence concerned is read whole
_HEADS = ("Action", "Lead", "Counts as", "What the plan says")

Row = Mapping[str, Any]


def listed(rows: pl.DataFrame) -> None:
    """The rows of the query `closed`; each leads to its action in full, where a verdict can be given."""
    found = rows.to_dicts()
    cells.remember([row["action_id"] for row in found])
    with_plan = len({row["plan"] for row in found}) > 1
    heads = "".join(f'<th scope="col">{head}</th>' for head in _HEADS)
    lines = "".join(f"<tr>{_line(row, with_plan=with_plan)}</tr>" for row in found)
    caption = '<caption class="unseen">Completed actions, with what their own text says</caption>'
    st.html(f'<table class="attention closed">{caption}<thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table>')


def _line(row: Row, *, with_plan: bool) -> str:
    """Cells that name their column, for a phone on which they stand below each other."""
    cells = zip(_HEADS, _cells(row, with_plan=with_plan), strict=True)
    return "".join(f'<td data-head="{head}">{cell}</td>' for head, cell in cells)


def _cells(row: Row, *, with_plan: bool) -> tuple[str, ...]:
    return (
        which(row, with_plan=with_plan),
        leads_of(row),
        f"<div>{html.escape(said.counts_as(CLOSED.gives.model_validate(row)))}</div>",
        says(row, _WHOLE),
    )
