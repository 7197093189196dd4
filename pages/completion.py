"""Completion: the status of actions by partnership, plan, theme and agency, and over time."""

from __future__ import annotations

import polars as pl
import streamlit as st

from pages.parts import charts, page, show, words
from pages.parts.store import ask
from schema.filters import Filters

_BY = {
    "Partnership": "status_by_partnership",
    "Plan": "status_by_plan",
    "Theme": "status_by_theme",
    "Lead agency": "status_by_agency",
}
_NAMES = {
    "actions": "Actions",
    "done": "Completed",
    "completed_share": "Completed, share",
    "in_progress": "In progress",
    "in_progress_share": "In progress, share",
    "not_started": "Not started",
    "not_started_share": "Not started, share",
    "not_stated": "Not stated",
    "not_stated_share": "Not stated, share",
    "closed_not_done": "Closed, not done",
}


def draw() -> None:
    """Draw the page."""
    filters, headline = page.opened(
        "Completion",
        "How many actions are completed. Where a plan prints no status, its actions are drawn apart as not stated, "
        "which is not the same as not started. A strategy's commitments are left out.",
    )
    by = st.segmented_control("Show by", list(_BY), default="Partnership", key="by", bind="query-params", required=True)
    _status(filters, by or "Partnership", headline["countable"])
    _over_time(filters)


def _status(filters: Filters, by: str, countable: int) -> None:
    table = ask(_BY[by], filters)
    if table.is_empty():
        st.info("No action in view can be completed: these plans hold commitments only.")
        return
    drawn = table.head(25)
    title = f"Status of actions by {by.lower()}"
    if drawn.height < table.height:
        st.caption(f"The chart shows the first {drawn.height} of {table.height}; the table shows all.")
    figure = charts.stacked(drawn, "group_name", charts.STATUS_STYLE)
    worded = show.worded(
        table.with_columns(show.n_of("completed", "actions", "done")),
        {name: words.share for name in table.columns if name.endswith("_share")},
    )
    show.chart(
        figure,
        title,
        page.note(filters, countable),
        show.renamed(worded, {"group_name": by, **_NAMES}),
        f"status-{by}",
        "Counts of completed, in progress, not started and not stated",
    )
    page.how(_BY[by])


def _over_time(filters: Filters) -> None:
    st.header("Planned against actual, over time")
    table = ask("completion_over_time", filters)
    if table.is_empty():
        st.markdown("No plan in view prints both target dates and completion dates, so nothing can be drawn over time.")
        return
    planned, done = table.select(pl.col("due_so_far").max(), pl.col("completed_so_far").max()).row(0)
    st.markdown(
        f"Rests on {words.counted(planned, 'action')} with a target date and {words.counted(done, 'action')} "
        "with a completion date, in plans that have a column for both. Other plans are left out: they could stand in one line only."
    )
    names = {
        "month": "Month to",
        "due": "Due",
        "completed": "Completed",
        "due_so_far": "Due so far",
        "completed_so_far": "Completed so far",
    }
    show.chart(
        charts.over_time(table),
        "Actions due and completed, running total",
        page.note(filters, planned),
        show.renamed(table, names),
        "over-time",
        f"By the last month {planned} were due and {done} had a printed completion date",
    )
    page.how("completion_over_time")


draw()
