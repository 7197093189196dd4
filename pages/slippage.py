"""Slippage: how far past its target each action was completed, or is now."""

from __future__ import annotations

import polars as pl
import streamlit as st

from pages.action import cards, choose
from pages.parts import charts, page, say, show, words
from pages.parts.columns import day, joined, number, text
from pages.parts.say import md
from pages.parts.store import ask
from queries.asked import ON_SCREEN, By, Limited
from queries.figures import SLIPPAGE_BY, Headline
from queries.lists import ATTENTION, SLIPPAGE_LINES
from schema.filters import Filters
from schema.vocabulary import Dimension, Timeliness

_BY = (Dimension.PARTNERSHIP, Dimension.AGENCY, Dimension.THEME)
_SHORT, _LONG = 20, 60
_CARDS = 3
_GROUPS = 25
_LINES = [
    number("days", "Days"),
    text("timeliness", "Timeliness", words.timeliness),
    text("action", "Action", lambda value: words.shortened(value, 60)),
    text("lead_agencies", "Lead", words.listed),
    day("target_original_date", "Original target"),
    day("measured_to", "Completed, or read on"),
    text("partnership", "Partnership"),
    text("plan", "Plan"),
    joined("Place", words.place, "section", "ref"),
    day("target_date", "Latest target"),
    number("slippage_latest_days", "Days from latest target"),
]
_SPREAD = [
    number("measured", "Completed with both dates (n)"),
    number("on_time", "On time"),
    number("late", "Late"),
    number("median_slippage", "Median days"),
    number("lower_quarter", "Lower quarter"),
    number("upper_quarter", "Upper quarter"),
    number("least", "Least"),
    number("most", "Most"),
    number("overdue", "Overdue"),
    number("longest_overdue_days", "Longest overdue, days"),
]


def draw() -> None:
    """Draw the page."""
    filters, headline = page.opened(
        "Slippage", md("How far past its target each action was completed, or is now. The longest stand first.")
    )
    _figures(headline)
    _overdue(filters, headline)
    lines = ask(SLIPPAGE_LINES, Limited(filters=filters, limit=ON_SCREEN))
    if lines.is_empty():
        st.info("No action in view prints the dates that slippage needs: a target, and a completion or reading date.")
    else:
        _lines(lines, filters, headline)
        _table(lines, headline.placed)
        _spread(filters, headline.measured)
    choose.show_chosen(filters)


def _figures(h: Headline) -> None:
    longest = words.days(h.longest_overdue_days) if h.overdue else "None overdue"
    late = f"of {words.counted(h.measured, 'completed action')} with both dates"
    show.figures(
        {
            "Overdue": words.overdue(h),
            "Longest overdue": (longest, "at least, on the reading date" if h.overdue else "on the reading date"),
            "Completed late": (words.number(h.late) if h.measured else "Not known", late),
            "Median slippage": (
                words.days(h.median_slippage),
                f"n = {words.number(h.measured)}; {words.days(h.median_slippage_latest)} from the latest target",
            ),
        }
    )


def _overdue(filters: Filters, h: Headline) -> None:
    """What is still open and overdue, before what is finished."""
    if not h.overdue:
        return
    st.header("Still open and overdue")
    late = filters.model_copy(update={"timeliness": [Timeliness.OVERDUE]})
    cards.attention(ask(ATTENTION, Limited(filters=late, limit=_CARDS)))
    show.cut(min(_CARDS, h.overdue), h.overdue, "overdue actions")


def _left_out(h: Headline) -> None:
    """The actions that the chart cannot place, so that drawn and left out add up to all."""
    parts = {
        "completed without a completion date": h.completed_undated,
        "completed without a target date": h.completed_no_target,
        "not yet due": h.not_yet_due,
        "without a stated status and past the target": h.past_target,
        "open or without a stated status, and without a target date": h.no_target,
        "not completed, in plans whose latest date is unknown": h.not_datable,
        "closed, not pursued": h.not_pursued,
    }
    told = [f"{words.number(count)} {what}" for what, count in parts.items() if count]
    if told:
        say.caption(
            md(
                "Of {all}, {placed} can be placed. Not placed: {told}.",
                all=words.counted(h.countable, "action"),
                placed=words.number(h.placed),
                told="; ".join(told),
            )
        )


def _lines(lines: pl.DataFrame, filters: Filters, h: Headline) -> None:
    is_long = lines.height > _SHORT
    many = say.toggle(md("Show up to {n} lines", n=_LONG), key="many", bind="query-params") if is_long else False
    drawn = min(_LONG if many else _SHORT, lines.height)
    first = lines.row(0, named=True)
    note = (
        f"{words.number(drawn)} drawn of {page.note(filters, h.placed)} "
        "A dotted line ending in a cross is still open: its days are a lower bound."
    )
    longest = charts.action_label(first, with_plan=True)
    show.chart(
        charts.slippage_lines(lines, drawn),
        "From target to completion, or to the reading date: the longest first",
        note,
        lines,
        _LINES,
        "lines",
        f"The longest: {longest}, {words.days(first['days'])}, {words.timeliness(first['timeliness']).lower()}",
    )
    _left_out(h)
    page.how(SLIPPAGE_LINES)


def _table(lines: pl.DataFrame, placed: int) -> None:
    st.header("The actions")
    show.cut(lines.height, placed, "actions")
    choose.actions(lines, _LINES, "slippage-actions")


def _spread(filters: Filters, n: int) -> None:
    st.header("How slippage is spread")
    by = choose.grouping(_BY)
    table = ask(SLIPPAGE_BY, By(filters=filters, dimension=by))
    measured = table.filter(pl.col("measured") > 0).height
    if not measured:
        st.markdown("No completed action in view prints both dates, so there is no spread to draw.")
    else:
        show.cut(min(measured, _GROUPS), measured, "groups")
        show.chart(
            charts.spread(table, _GROUPS),
            f"Slippage of completed actions by {by.label.lower()}",
            page.note(filters, n),
            table,
            [text("group_name", by.label), *_SPREAD],
            f"spread-{by.label}",
            "The middle half and the median of each",
        )
    page.how(SLIPPAGE_BY)


draw()
