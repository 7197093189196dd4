"""Actions that need attention, a row each: how late, which, whose, and what the plan says of it.

A table of the page itself, so that texts are read whole, printed and reached by the keyboard; each row leads to its action.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st

from pages.action.cells import clamped, leads_of, remember, says, which
from queries import words

_HEADS = ("Days", "Action", "Lead", "What the plan says")


def listed(rows: pl.DataFrame) -> None:
    """The rows of the query `attention`; each leads to its action in full."""
    found = rows.to_dicts()
    remember([row["action_id"] for row in found])
    with_plan = len({row["plan"] for row in found}) > 1
    heads = "".join(f'<th scope="col">{head}</th>' for head in _HEADS)
    lines = "".join(_line(row, with_plan=with_plan) for row in found)
    st.html(f'<table class="attention"><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table>')


def _line(row: Mapping[str, Any], *, with_plan: bool) -> str:
    cells = (clamped(_days(row)), which(row, with_plan=with_plan), leads_of(row), says(row))
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _days(row: Mapping[str, Any]) -> str:
    if row["reason"] != "overdue":
        return "<span>Closed, not supported by its text</span>"
    heard = "; not heard of since" if row["is_past_plan"] else ""
    return (
        f"<b>{words.number(row['overdue_days'])}</b><span>overdue on {words.short_day(row['as_at'])}{heard}; "
        f"due {words.short_day(row['target_date'])}</span>"
    )
