"""Lead agencies: how much work each carries."""

from __future__ import annotations

from functools import partial

import polars as pl
import streamlit as st

from pages.action import choose, of_one
from pages.parts import charts, funnels, page, say, show, switches
from pages.parts.columns import number, text
from pages.parts.filters import narrow
from pages.parts.say import md
from pages.parts.store import ask
from pages.parts.tables import TREND, with_trend
from queries.asked import ON_SCREEN, By, ByWithinLimited
from queries.figures import DUE_BY, LOAD_BY, OUTCOMES_BY, TREND_BY
from schema.filters import Filters
from schema.vocabulary import Dimension

_AGENCY = text("group_name", "Lead agency")
_LOAD = [
    number("actions", "Actions"),
    number("shared", "Of those, shared"),
    number("completed", "Completed"),
    number("open", "Open"),
    number("open_dated", "Open with dates"),
    number("overdue", "Overdue"),
    number("due_90", "Due within 90 days of the reading date"),
    number("not_stated", "Status not stated"),
    number("past_target", "Of those, past target"),
    number("not_pursued", "Closed, not pursued"),
]
_WITHIN = [column for column in _LOAD if column.source not in ("shared", "open_dated", "past_target", "not_pursued")]
_DRAWN = 20


def draw() -> None:
    """Draw the page."""
    filters, _ = page.opened(
        "Lead agencies",
        md(
            "How much work each lead agency carries. **A shared action is counted once for each of its leads**, so the rows do not "
            "add up to the total. Plans that print no lead agency have no rows here."
        ),
    )
    table = ask(LOAD_BY, ByWithinLimited(filters=filters, dimension=Dimension.AGENCY))
    if table.is_empty():
        st.info("No plan in view prints lead agencies. Take a filter away, or choose another partnership.")
        return
    switches.view(
        {
            "Load": partial(_chart, table, filters),
            "By partnership": partial(_by_partnership, filters),
            "Falling due": partial(of_one.falling_due, filters, Dimension.AGENCY),
            "By kind": partial(_by_kind, filters),
            "Against all together": partial(_funnel, filters),
        }
    )
    page.how(LOAD_BY, DUE_BY, OUTCOMES_BY, TREND_BY)
    choose.show_chosen(filters)


def _chart(table: pl.DataFrame, filters: Filters) -> None:
    show.first_drawn(_DRAWN, table.height, "Most open actions")
    show.chart(
        charts.stacked(table, "group_name", charts.LOAD_PARTS, _DRAWN),
        "Actions that each lead agency carries",
        page.note(filters, table.height, "lead agency", "lead agencies"),
        with_trend(table, ask(TREND_BY, By(filters=filters, dimension=Dimension.AGENCY))),
        [_AGENCY, *_LOAD, TREND],
        "agency-load",
        "Overdue, due soon, other open, without a stated status, and completed",
        on_click=partial(narrow, Dimension.AGENCY.value),
        leads_to="agency",
    )


def _by_kind(filters: Filters) -> None:
    """Police, health, councils and others: a shared action counts once for each kind that leads it."""
    table = ask(LOAD_BY, ByWithinLimited(filters=filters, dimension=Dimension.SECTOR))
    show.chart(
        charts.stacked(table, "group_name", charts.LOAD_PARTS, _DRAWN),
        "Actions that each kind of agency carries",
        page.note(filters, table.height, "kind of agency", "kinds of agency"),
        table,
        [text("group_name", "Kind of agency"), *_LOAD],
        "sector-load",
        "Overdue, due soon, other open, without a stated status, and completed",
        on_click=partial(narrow, Dimension.SECTOR.value),
    )


def _funnel(filters: Filters) -> None:
    """Which agencies differ from all together by more than chance explains."""
    funnels.draw(filters, tuple(filters.agency), dimension=Dimension.AGENCY)


def _by_partnership(filters: Filters) -> None:
    table = ask(
        LOAD_BY,
        ByWithinLimited(filters=filters, dimension=Dimension.AGENCY, within=Dimension.PARTNERSHIP, limit=ON_SCREEN),
    )
    if table.height == ON_SCREEN:
        say.caption(md("At most {n} rows are shown. Filter to see others.", n=ON_SCREEN))
    show.table(
        table,
        [_AGENCY, text("within_name", "Partnership"), *_WITHIN],
        "Actions of each agency in each partnership",
        "agency-partnership",
    )


draw()
