"""Lead agencies: how much work each carries."""

from __future__ import annotations

import polars as pl
import streamlit as st

from pages.parts import charts, choose, page, show, words
from pages.parts.store import ask
from queries.params import ON_SCREEN
from schema.filters import Filters

_NAMES = {
    "actions": "Actions",
    "shared": "Of those, shared",
    "completed": "Completed",
    "open": "Open",
    "overdue_of": "Overdue, of open with dates",
    "due_90": "Due within 90 days of the reading date",
    "not_stated": "Status not stated",
}
_DRAWN = 20


def draw() -> None:
    """Draw the page."""
    filters, _ = page.opened(
        "Lead agencies",
        "How much work each lead agency carries. **A shared action is counted once for each of its leads**, so the rows do not "
        "add up to the total. Plans that print no lead agency have no rows here.",
    )
    table = ask("agency_load", filters)
    if table.is_empty():
        st.info("No plan in view prints lead agencies. Take a filter away, or choose another partnership.")
        return
    _chart(table, filters)
    _by_partnership(filters)
    _one_agency(filters, table)


def _chart(table: pl.DataFrame, filters: Filters) -> None:
    drawn = table.head(_DRAWN)
    if drawn.height < table.height:
        st.caption(
            f"The chart shows the {drawn.height} with the most open actions, of {table.height}; the table shows all."
        )
    show.chart(
        charts.stacked(drawn, "agency", charts.LOAD_STYLE),
        "Actions that each lead agency carries",
        page.note(filters, table.height, "lead agency", "lead agencies"),
        show.renamed(_with_overdue(table), {"agency": "Lead agency", **_NAMES}),
        "agency-load",
        "Overdue, due soon, other open, without a stated status, and completed",
    )
    page.how("agency_load")


def _with_overdue(table: pl.DataFrame) -> pl.DataFrame:
    """The table with overdue as 'n of m': a dash where no open action has dates."""
    return table.with_columns(show.n_of("overdue", "datable_open", "overdue_of"))


def _by_partnership(filters: Filters) -> None:
    st.header("By agency and partnership")
    table = ask("agency_by_partnership", filters, limit=ON_SCREEN)
    if table.height == ON_SCREEN:
        st.caption(f"At most {ON_SCREEN} rows are shown. Filter to see others.")
    names = {"agency": "Lead agency", "partnership": "Partnership", **_NAMES}
    show.table(
        show.renamed(_with_overdue(table), names), "Actions of each agency in each partnership", "agency-partnership"
    )
    page.how("agency_by_partnership")


def _one_agency(filters: Filters, load: pl.DataFrame) -> None:
    st.header("Actions of one agency")
    agency = (
        st.selectbox("Lead agency to read", load["agency"].to_list(), key="read", bind="query-params")
        or load["agency"][0]
    )
    table = ask("actions", filters.model_copy(update={"agency": [agency]}), limit=ON_SCREEN)
    led = load.filter(pl.col("agency") == agency)["actions"][0]
    st.markdown(
        f"{words.counted(led, 'action')} that can be completed led by **{words.plain(agency)}**, alone or with others."
    )
    show.cut(table.height, led, "actions")
    worded = show.worded(
        table.with_columns(place_in_plan=pl.struct("section", "ref"), text=pl.coalesce("action", "recommendation")),
        {
            "place_in_plan": lambda value: words.place(value["section"], value["ref"]),
            "lead_agencies": words.listed,
            "status": words.status,
            "timeliness": words.timeliness,
            "text": lambda value: words.shortened(value, 140),
        },
    )
    names = {
        "partnership": "Partnership",
        "plan": "Plan",
        "place_in_plan": "Place",
        "text": "Action",
        "status": "Status",
        "timeliness": "Timeliness",
        "target_date": "Target date",
        "overdue_days": "Days overdue",
        "slippage_days": "Slippage, days",
        "lead_agencies": "All leads",
    }
    choose.actions(table, show.renamed(worded, names), filters, f"agency-actions-{agency}")


draw()
