"""Slippage: how far past its target each action was completed, or is now."""

from __future__ import annotations

from functools import partial

import polars as pl
import streamlit as st

from pages.action import attention, choose
from pages.parts import charts, charts_of_chance, charts_of_lines, figures, page, say, show, switches
from pages.parts.columns import day, joined, number, text
from pages.parts.figures import Figure
from pages.parts.filters import narrow
from pages.parts.order import Order, in_order
from pages.parts.say import Md, md
from pages.parts.store import ask
from queries import words
from queries.asked import ON_SCREEN, By, Filtered, Limited
from queries.figures import DAYS_PAST_TARGET, SLIPPAGE_BANDS, SLIPPAGE_BY, Headline
from queries.lists import ATTENTION, SLIPPAGE_LINES
from queries.statistics import Survival
from schema.filters import Filters
from schema.vocabulary import Dimension, Timeliness

_BY = (Dimension.PARTNERSHIP, Dimension.AGENCY, Dimension.SECTOR, Dimension.THEME, Dimension.YEAR_DUE)
_CURVES_BY = (Dimension.ALL, *_BY)
_SEVERAL = (Dimension.AGENCY, Dimension.SECTOR, Dimension.THEME)
_SHORT, _LONG = 15, 60
_ROWS = 4
_GROUPS = 12
_FEW_CURVES = 5
_DAYS = [
    text("group_name", "Group"),
    number("days", "Days past the original target"),
    text("is_open", "Still open", words.yes),
    number("actions", "Actions"),
]
_LINE_ORDERS = (
    Order("Longest first"),
    Order("Lead agency", "lead", is_descending=False),
    Order("Section", "under", is_descending=False),
)
_ORDERS = (
    Order("Name"),
    Order("Most completed with both dates", "measured"),
    Order("Longest median", "median_slippage", rests_on="measured"),
    Order("Most overdue", "overdue"),
)
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
    page.if_read_today(filters, headline)
    if not headline.placed:
        _overdue(filters, headline)
        st.info("No action in view prints the dates that slippage needs: a target, and a completion or reading date.")
    else:
        switches.view(
            {
                "How late": partial(_bands, filters, headline),
                "Action by action": partial(_lines, filters, headline),
                "Time past target": partial(_time_past_target, filters, headline),
                "By group": partial(_spread, filters, headline.measured),
            }
        )
        _left_out(headline)
    page.how(SLIPPAGE_BANDS, DAYS_PAST_TARGET, SLIPPAGE_BY, SLIPPAGE_LINES)
    choose.show_chosen(filters)


def _figures(h: Headline) -> None:
    late = f"of {words.counted(h.measured, 'completed action')} with both dates"
    figures.row(
        (
            figures.overdue(h),
            figures.longest_overdue(h),
            Figure("Completed late", words.number(h.late) if h.measured else "Not known", late),
            Figure(
                "Median slippage",
                words.days(h.median_slippage) if h.measured else "Not known",
                f"n = {words.number(h.measured)}; {words.days(h.median_slippage_latest)} from the latest target",
            ),
        )
    )


def _overdue(filters: Filters, h: Headline) -> None:
    """What is still open and overdue, before what is finished."""
    if not h.overdue:
        return
    st.header("Still open and overdue")
    late = filters.model_copy(update={"timeliness": [Timeliness.OVERDUE]})
    attention.listed(ask(ATTENTION, Limited(filters=late, limit=_ROWS)))
    show.cut(min(_ROWS, h.overdue), h.overdue, "overdue actions")


def _bands(filters: Filters, h: Headline) -> None:
    """What is still open and overdue; then how late, in bands: what is completed and what is still open, side by side."""
    _overdue(filters, h)
    table = ask(SLIPPAGE_BANDS, Filtered(filters=filters))
    late = words.of(h.late, h.measured)
    show.chart(
        charts.stacked(table, "group_name", charts.BAND_PARTS, table.height),
        f"How late actions were, or are: {late} completed late, {words.number(h.overdue)} overdue",
        f"{page.note(filters, h.placed)} Days of what is still open run from its latest target to the reading date.",
        table,
        [
            text("group_name", "Days late"),
            number("completed", "Completed"),
            number("overdue", "Still open"),
        ],
        "bands",
        "Completed and still open actions by how many days past the target",
    )


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


def _lines(filters: Filters, h: Headline) -> None:
    lines = ask(SLIPPAGE_LINES, Limited(filters=filters, limit=ON_SCREEN))
    with st.container(horizontal=True, vertical_alignment="center"):
        order = switches.order(_LINE_ORDERS)
        drawn = switches.shown(_SHORT, _LONG, lines.height, "lines")
    first = lines.row(0, named=True)
    note = (
        f"{words.number(drawn)} drawn of {page.note(filters, h.placed)} "
        "A dotted line ending in a cross was still open when its plan last spoke; its days run to the reading date."
    )
    longest = charts.action_label(first, with_plan=True)
    show.chart(
        charts_of_lines.slippage_lines(in_order(lines.head(drawn), order), order.column, filters.as_at),
        "From target to completion, or to the reading date: the longest"
        + (f", by {order.label.lower()}" if order.column else " first"),
        note,
        lines,
        (),
        "lines",
        f"The longest: {longest}, {words.days(first['days'])}, {words.timeliness(first['timeliness']).lower()}",
    )
    with st.expander("Show as table"):
        show.cut(lines.height, h.placed, "actions")
        choose.actions(in_order(lines, order), _LINES, "slippage-actions")


def _time_past_target(filters: Filters, h: Headline) -> None:
    """How long actions stay open past their target, with those still open counted for as long as they are known to be."""
    by = switches.grouping(_CURVES_BY)
    largest = charts_of_chance.largest(ask(DAYS_PAST_TARGET, By(filters=filters, dimension=by)), _FEW_CURVES)
    table = largest.rows
    found = charts_of_chance.curves(table)
    if not found:
        st.markdown("Fewer than ten actions of a group in view print what this needs, so there is no curve to draw.")
        return
    if largest.groups > len(found):
        say.caption(
            md(
                "Drawn: {drawn} of {groups}, those with most actions. Not drawn: {left}.",
                groups=words.counted(largest.groups, "group"),
                drawn=words.number(len(found)),
                left=words.not_drawn(largest.left, largest.few, _FEW_CURVES),
            )
        )
    names, drawn = [name for name, _ in found], charts_of_chance.with_curve(table)
    medians = "; ".join(f"{name}: {_median(curve)}" for name, curve in found)
    say.markdown(md("**Half are done by: {medians}.**", medians=medians.replace("All: ", "")))
    say.caption(_pulls(drawn, h, by))
    show.chart(
        charts_of_chance.still_open(drawn),
        f"Share of actions still open, by days past the original target: {words.listed(names)}",
        f"{page.note(filters, charts_of_chance.placed(drawn))} Those still open count until their reading date (Kaplan-Meier).",
        drawn,
        _DAYS,
        "still-open",
        f"Half are done by: {medians}",
    )


def _pulls(drawn: pl.DataFrame, h: Headline, by: Dimension) -> Md:
    """Why the median of the curve and that of completed actions differ, and what both leave out."""
    still_open = charts_of_chance.placed(drawn.filter("is_open"))
    plain = md(
        "The median of completed actions alone, {plain}, leaves out {open}, so it is too short.",
        plain=words.days(h.median_slippage if by is Dimension.ALL else charts_of_chance.median_of_done(drawn)),
        open=words.counted(still_open, "action that is still open", "actions that are still open"),
    )
    none = md("No action drawn here is known to be still open past its target.")
    undated = md(
        "{undated} completed without a printed date and stand in neither: with them the curve would fall faster.",
        undated=words.counted(h.completed_undated, "more action was", "more actions were"),
    )
    several = md("An action of several groups counts in each.") if by in _SEVERAL else Md("")
    is_whole = by is Dimension.ALL and h.completed_undated > 0
    return say.joined([plain if still_open else none, *([undated] if is_whole else []), several])


def _median(curve: Survival) -> str:
    """'225 days (95% interval 150 to 300)'; what is not reached is said."""
    if curve.median is None:
        return "not reached: fewer than half are known to be done"
    until = "not known" if curve.median_high is None else words.number(curve.median_high)
    return f"{words.days(curve.median)} (95% interval {words.number(curve.median_low)} to {until})"


def _spread(filters: Filters, n: int) -> None:
    with st.container(horizontal=True):
        by, order = switches.grouping(_BY), switches.order(_ORDERS)
    table = in_order(ask(SLIPPAGE_BY, By(filters=filters, dimension=by)), order)
    measured = table.filter(pl.col("measured") > 0).height
    if not measured:
        st.markdown("No completed action in view prints both dates, so there is no spread to draw.")
    else:
        show.first_drawn(_GROUPS, measured, order.label)
        show.chart(
            charts.spread(table, _GROUPS),
            f"Slippage of completed actions by {by.label.lower()}",
            page.note(filters, n),
            table,
            [text("group_name", by.label), *_SPREAD],
            f"spread-{by.label}",
            "The middle half and the median of each",
            on_click=partial(narrow, by.value),
        )


draw()
