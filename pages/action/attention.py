"""Actions that need attention, a row each: how late, which, whose, and what the plan says of it.

A table of the page itself, so that texts are read whole, printed and reached by the keyboard; each row leads to its action.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from pages.action.cells import clamped, leads_of, remember, says, table, which
from queries import words

_HEADS = ("Days", "Action", "Lead", "What the plan says")


def listed(rows: pl.DataFrame) -> None:
    """The rows of the query `attention`; each leads to its action in full."""
    found = rows.to_dicts()
    remember([row["action_id"] for row in found])
    with_plan = len({row["plan"] for row in found}) > 1
    lines = ((clamped(_days(row)), which(row, with_plan=with_plan), leads_of(row), says(row)) for row in found)
    table("late", _HEADS, lines, "What needs attention first")


def _days(row: Mapping[str, Any]) -> str:
    if row["reason"] != "overdue":
        return "<span>Marked completed, not supported</span>"
    heard = "; not heard of since" if row["is_past_plan"] else ""
    return (
        f"<b>{words.number(row['overdue_days'])}</b><span>overdue on {words.short_day(row['as_at'])}{heard}; "
        f"due {words.short_day(row['target_date'])}</span>"
    )
