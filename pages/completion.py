"""Completion: the status of actions by partnership, plan, theme and agency, and over time."""

from __future__ import annotations

from functools import partial

import polars as pl
import streamlit as st

from pages.action import choose, closed
from pages.parts import charts, closings, figures, page, say, show, switches
from pages.parts.columns import day, number, share, text
from pages.parts.filters import narrow
from pages.parts.order import Order, in_order
from pages.parts.say import Md, md
from pages.parts.store import ask
from queries import words
from queries.asked import By, ByLimited, ClosedAsked, Filtered
from queries.closed import CLOSED, CLOSED_BY, DOUBTFUL
from queries.figures import COMPLETION_OVER_TIME, STATUS_BY
from schema.filters import Filters
from schema.vocabulary import Closing, Dimension

_BY = (Dimension.PARTNERSHIP, Dimension.PLAN, Dimension.THEME, Dimension.AGENCY)
_DRAWN, _CLOSED_DRAWN = 15, 4
_LISTED, _MANY = 4, 100
_ORDERS = (
    Order("Name"),
    Order("Most actions", "actions"),
    Order("Most in progress", "in_progress.n"),
    Order("Most not started", "not_started.n"),
    Order("Most not stated", "not_stated.n"),
)
_COLUMNS = [
    number("actions", "Actions"),
    number("completed.n", "Completed"),
    share("completed.share", "Completed, share"),
    number("not_stated.n", "Not stated"),
    share("not_stated.share", "Not stated, share"),
    number("in_progress.n", "In progress"),
    share("in_progress.share", "In progress, share"),
    number("not_started.n", "Not started"),
    share("not_started.share", "Not started, share"),
    number("not_pursued.n", "Closed, not pursued"),
    share("not_pursued.share", "Closed, not pursued, share"),
    number("unsupported", "Closed, not supported"),
]
_MONTHS = [
    day("month", "Month to"),
    number("due", "Due"),
    number("completed", "Completed, by printed date"),
    number("due_so_far", "Due so far"),
    number("completed_so_far", "Completed so far, by printed date"),
]


def draw() -> None:
    """Draw the page."""
    filters, headline = page.opened(
        "Completion",
        md(
            "How many actions are completed. Where a plan prints no status, its actions are drawn apart as not stated, which is "
            "not the same as not started. A strategy's commitments are left out."
        ),
    )
    switches.view(
        {
            "By group": partial(_by_group, filters, headline.countable),
            "Over time": partial(_over_time, filters),
            "Closed, but done?": partial(_closed, filters, headline.countable),
        }
    )
    page.how(STATUS_BY, COMPLETION_OVER_TIME, CLOSED_BY, CLOSED)
    choose.show_chosen(filters)


def _by_group(filters: Filters, countable: int) -> None:
    with st.container(horizontal=True):
        by, order = switches.grouping(_BY), switches.order(_ORDERS)
    _status(filters, by, order, countable)


def _status(filters: Filters, by: Dimension, order: Order, countable: int) -> None:
    table = in_order(ask(STATUS_BY, ByLimited(filters=filters, dimension=by)), order)
    if table.is_empty():
        st.info("No action in view can be completed: these plans hold commitments only.")
        return
    show.first_drawn(_DRAWN, table.height, order.label)
    show.chart(
        charts.stacked(table, "group_name", charts.STATUS_PARTS, _DRAWN),
        f"Status of actions by {by.label.lower()}",
        page.note(filters, countable),
        table,
        [text("group_name", by.label), *_COLUMNS],
        f"status-{by.label}",
        "Counts of completed, in progress, not started, closed but not pursued, and not stated",
        on_click=partial(narrow, by.value),
    )


def _over_time(filters: Filters) -> None:
    table = ask(COMPLETION_OVER_TIME, Filtered(filters=filters))
    if table.is_empty():
        st.markdown("No plan in view prints both target dates and completion dates, so nothing can be drawn over time.")
        return
    planned, dated, undated = table.select(
        pl.col("due_so_far").max(), pl.col("completed_so_far").max(), pl.col("completed_undated").max()
    ).row(0)
    says = md(
        "Rests on {planned} with a target date, of which {dated} completed on a printed date, in plans that have a column for both. "
        "Others are left out: they could stand in one line only.",
        planned=words.counted(planned, "action"),
        dated=words.counted(dated, "was", "were"),
    )
    if undated:
        says = md(
            "{says} **{undated} completed without a printed date**: they belong to no month, so the number completed by a month "
            "lies somewhere in the band above the line. The gap below 'Due' is not all delay.",
            says=says,
            undated=words.counted(undated, "more action was", "more actions were"),
        )
    say.markdown(says)
    show.chart(
        charts.over_time(table),
        "Actions due and completed, running total",
        page.note(filters, planned),
        table,
        _MONTHS,
        "over-time",
        f"By the last month {planned} were due, {dated} had a printed completion date, {undated} were completed without one",
    )


def _closed(filters: Filters, countable: int) -> None:
    """Completed as printed and, beside it, those whose text leaves no doubt; then the others, with the sentence concerned."""
    whole = ask(CLOSED_BY, By(filters=filters, dimension=Dimension.ALL))
    if whole.is_empty():
        st.markdown("No action in view is marked completed.")
        return
    row = CLOSED_BY.gives.model_validate(whole.row(0, named=True))
    figures.row(closings.figures_of(row, countable))
    chosen = [
        Closing(kind)
        for kind in switches.several(Md("Completed actions that count as"), closings.counted(row), "closing")
    ]
    all_of = closings.how_many(row, chosen or DOUBTFUL)
    most = switches.shown(_LISTED, _MANY, all_of, "actions")
    shown = ask(CLOSED, ClosedAsked(filters=filters, closing=chosen or list(DOUBTFUL), limit=max(most, 1)))
    if shown.is_empty():
        st.markdown("No completed action in view counts so.")
    else:
        say.caption(
            md(
                "{shown} of {all}, judged by their words: open a row to give a verdict. That no doubt was found is no proof: fewer than half of the texts "
                "that do not support it are found.",
                shown=words.number(shown.height),
                all=words.number(all_of),
            )
        )
        closed.listed(shown)
    _closed_by(filters, row.completed)


def _closed_by(filters: Filters, completed: int) -> None:
    by = switches.grouping(_BY)
    table = in_order(ask(CLOSED_BY, By(filters=filters, dimension=by)), closings.MOST_DOUBTFUL)
    show.first_drawn(_CLOSED_DRAWN, table.height, closings.MOST_DOUBTFUL.label)
    show.chart(
        charts.stacked(table, "group_name", charts.CLOSING_PARTS, _CLOSED_DRAWN),
        f"Completed actions by what their own text tells, by {by.label.lower()}",
        page.note(filters, completed, "completed action", "completed actions"),
        table,
        [text("group_name", by.label), *closings.COLUMNS],
        f"closed-{by.label}",
        "Counts of those in which no doubt was found, not supported, likely not supported, and without evidence",
        on_click=partial(narrow, by.value),
    )


draw()
