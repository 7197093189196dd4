"""Slippage: how far past its target each action was completed, or is now."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from pages.parts import cards, charts, choose, page, show, words
from pages.parts.store import ask
from queries.params import ON_SCREEN
from schema.filters import Filters
from schema.vocabulary import Timeliness

_BY = {"Partnership": "slippage_by_partnership", "Lead agency": "slippage_by_agency", "Theme": "slippage_by_theme"}
_SHORT, _LONG = 20, 60
_CARDS = 3


def draw() -> None:
    """Draw the page."""
    filters, headline = page.opened(
        "Slippage", "How far past its target each action was completed, or is now. The longest stand first."
    )
    _figures(headline)
    _overdue(filters, headline)
    lines = ask("slippage_lines", filters, limit=ON_SCREEN)
    if lines.is_empty():
        st.info("No action in view prints the dates that slippage needs: a target, and a completion or reading date.")
        return
    _lines(lines, filters, headline)
    _table(lines, filters, headline["placed"])
    _spread(filters, headline["measured"])


def _figures(h: dict[str, Any]) -> None:
    show.figures(
        {
            "Overdue": (
                words.number(h["overdue"]) if h["datable_open"] else words.DASH,
                f"{words.of(h['overdue'], h['datable_open'])} open actions with dates",
            ),
            "Longest overdue": (words.days(h["longest_overdue_days"]), "at least, on the reading date"),
            "Completed late": (
                words.number(h["late"]) if h["measured"] else words.DASH,
                f"{words.of(h['late'], h['measured'])} completed actions with both dates",
            ),
            "Median slippage": (
                words.days(h["median_slippage"]),
                f"n = {words.number(h['measured'])}; {words.days(h['median_slippage_latest'])} from the latest target",
            ),
        }
    )


def _overdue(filters: Filters, h: dict[str, Any]) -> None:
    """What is still open and overdue, before what is finished."""
    if not h["overdue"]:
        return
    st.header("Still open and overdue")
    late = filters.model_copy(update={"timeliness": [Timeliness.OVERDUE]})
    cards.attention(ask("attention", late, limit=_CARDS), filters)
    show.cut(min(_CARDS, h["overdue"]), h["overdue"], "overdue actions")


def _left_out(h: dict[str, Any]) -> None:
    """The actions that the chart cannot place, so that drawn and left out add up to all."""
    parts = {
        "completed without a completion date": h["completed_undated"],
        "completed without a target date": h["completed_no_target"],
        "open and not yet due": h["not_yet_due"],
        "open or without a stated status, and without a target date": h["no_target"],
        "open in plans whose latest date is unknown": h["not_datable"],
    }
    told = [f"{words.number(count)} {what}" for what, count in parts.items() if count]
    if told:
        st.caption(
            f"Of {words.counted(h['countable'], 'action')}, {words.number(h['placed'])} can be placed. Not placed: {'; '.join(told)}."
        )


def _lines(lines: pl.DataFrame, filters: Filters, h: dict[str, Any]) -> None:
    many = st.toggle(f"Show up to {_LONG} lines", key="many", bind="query-params") if lines.height > _SHORT else False
    drawn = lines.head(_LONG if many else _SHORT)
    first = lines.row(0, named=True)
    note = (
        f"{words.number(drawn.height)} drawn of {page.note(filters, h['placed'])} "
        "A dotted line ending in a cross is still open: its days are a lower bound."
    )
    says = f"The longest: {charts.action_label(first)}, {words.days(first['days'])}, {words.timeliness(first['timeliness']).lower()}"
    show.chart(
        charts.slippage_lines(drawn),
        "From target to completion, or to the reading date: the longest first",
        note,
        _readable(lines),
        "lines",
        says,
    )
    _left_out(h)
    page.how("slippage_lines")


def _readable(lines: pl.DataFrame) -> pl.DataFrame:
    worded = show.worded(
        lines.with_columns(place_in_plan=pl.struct("section", "ref")),
        {
            "place_in_plan": lambda value: words.place(value["section"], value["ref"]),
            "lead_agencies": words.listed,
            "timeliness": words.timeliness,
            "action": lambda value: words.shortened(value, 60),
        },
    )
    names = {
        "days": "Days",
        "timeliness": "Timeliness",
        "action": "Action",
        "lead_agencies": "Lead",
        "target_original_date": "Original target",
        "measured_to": "Completed, or read on",
        "partnership": "Partnership",
        "plan": "Plan",
        "place_in_plan": "Place",
        "target_date": "Latest target",
        "slippage_latest_days": "Days from latest target",
    }
    return show.renamed(worded, names)


def _table(lines: pl.DataFrame, filters: Filters, placed: int) -> None:
    st.header("The actions")
    show.cut(lines.height, placed, "actions")
    choose.actions(lines, _readable(lines), filters, "slippage-actions")


def _spread(filters: Filters, n: int) -> None:
    st.header("How slippage is spread")
    by = st.segmented_control("Show by", list(_BY), default="Partnership", key="by", bind="query-params", required=True)
    by = by or "Partnership"
    table = ask(_BY[by], filters)
    measured = table.filter(pl.col("measured") > 0)
    if measured.is_empty():
        st.markdown("No completed action in view prints both dates, so there is no spread to draw.")
    else:
        show.chart(
            charts.spread(measured.head(25)),
            f"Slippage of completed actions by {by.lower()}",
            page.note(filters, n),
            _spread_table(table, by),
            f"spread-{by}",
            "The middle half and the median of each",
        )
    page.how(_BY[by])


def _spread_table(table: pl.DataFrame, by: str) -> pl.DataFrame:
    return show.renamed(
        table,
        {
            "group_name": by,
            "measured": "Completed with both dates (n)",
            "on_time": "On time",
            "late": "Late",
            "median_slippage": "Median days",
            "lower_quarter": "Lower quarter",
            "upper_quarter": "Upper quarter",
            "least": "Least",
            "most": "Most",
            "overdue": "Overdue",
            "longest_overdue_days": "Longest overdue, days",
        },
    )


draw()
