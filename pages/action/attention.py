"""Actions that need attention, a row each: how late, which, whose, and what the plan says of it.

A table of the page itself, so that texts are read whole, printed and reached by the keyboard; each row leads to its action.
"""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st

from pages.action import choose
from pages.parts import leads
from queries import words
from schema.vocabulary import Wording

_HEADS = ("Days", "Action", "Lead", "What the plan says")
_LONGEST = 120  # letters of a text


def listed(rows: pl.DataFrame) -> None:
    """The rows of the query `attention`; each leads to its action in full."""
    found = rows.to_dicts()
    choose.remember([row["action_id"] for row in found])
    with_plan = len({row["plan"] for row in found}) > 1
    heads = "".join(f'<th scope="col">{head}</th>' for head in _HEADS)
    lines = "".join(_line(row, with_plan=with_plan) for row in found)
    st.html(f'<table class="attention"><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table>')


def _line(row: Mapping[str, Any], *, with_plan: bool) -> str:
    cells = (_clamped(_days(row)), which(row, with_plan=with_plan), leads_of(row), says(row))
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def which(row: Mapping[str, Any], *, with_plan: bool) -> str:
    """Which action it is, which leads to it in full, and whose where several plans are listed."""
    named = f"{words.place(row['section'], row['ref'])}: {words.shortened(row['action'], _LONGEST)}"
    link = f'<a href="{html.escape(choose.address(row["action_id"]))}">{html.escape(named)}</a>'
    return _clamped(link, "one") + _clamped(f"<span>{_of(row)}</span>", "one") if with_plan else _clamped(link)


def _clamped(cell: str, lines: str = "two") -> str:
    """What takes two lines of the row, or one; on paper it stands whole."""
    return f'<div class="{lines}">{cell}</div>'


def leads_of(row: Mapping[str, Any]) -> str:
    """Who leads it; each name leads to that agency's page."""
    return _clamped(
        ", ".join(
            f'<a href="{html.escape(leads.address("agency", name))}">{html.escape(name)}</a>'
            for name in row["lead_agencies"]
        )
    )


def _of(row: Mapping[str, Any]) -> str:
    """Whose plan it is; the partnership's name leads to its page."""
    whose = html.escape(leads.address("partnership", row["partnership"]))
    return f'<a href="{whose}">{html.escape(row["partnership"])}</a>, {html.escape(row["plan"])}'


def _days(row: Mapping[str, Any]) -> str:
    if row["reason"] != "overdue":
        return "<span>Closed, not supported by its text</span>"
    heard = "; not heard of since" if row["is_past_plan"] else ""
    return (
        f"<b>{words.number(row['overdue_days'])}</b><span>overdue on {words.short_day(row['as_at'])}{heard}; "
        f"due {words.short_day(row['target_date'])}</span>"
    )


def says(row: Mapping[str, Any]) -> str:
    """What the plan says, marked where it is our short wording of it."""
    if not row["plan_says"]:
        return _clamped("Nothing")
    ours = "" if row["wording"] == Wording.PUBLISHED.value else "<span>In our short wording:</span> "
    return _clamped(ours + html.escape(words.shortened(row["plan_says"], _LONGEST)))
