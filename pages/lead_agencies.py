"""Lead agencies: how much work each carries."""

from __future__ import annotations

from functools import partial

import polars as pl
import streamlit as st

from pages.action import choose
from pages.parts import charts, page, say, show, switches, words
from pages.parts.columns import day, joined, number, text
from pages.parts.filters import narrow
from pages.parts.say import md
from pages.parts.store import ask
from queries.asked import ON_SCREEN, ByWithinLimited, OfGroup
from queries.figures import LOAD_BY
from queries.lists import ACTIONS_OF
from schema.filters import Filters
from schema.vocabulary import Dimension

_AGENCY, _PARTNERSHIP = text("group_name", "Lead agency"), text("partnership", "Partnership")
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
_ACTIONS = [
    _PARTNERSHIP,
    text("plan", "Plan"),
    joined("Place", words.place, "section", "ref"),
    text("action", "Action", lambda value: words.shortened(value, 140), "large"),
    text("status", "Status", words.status),
    text("timeliness", "Timeliness", words.timeliness),
    day("target_date", "Target date"),
    number("overdue_days", "Days overdue"),
    number("slippage_days", "Slippage, days"),
    text("lead_agencies", "All leads", words.listed),
]
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
            "One agency": partial(_one_agency, filters, table),
        }
    )
    page.how(LOAD_BY, ACTIONS_OF)
    choose.show_chosen(filters)


def _chart(table: pl.DataFrame, filters: Filters) -> None:
    show.first_drawn(_DRAWN, table.height, "Most open actions")
    show.chart(
        charts.stacked(table, "group_name", charts.LOAD_PARTS, _DRAWN),
        "Actions that each lead agency carries",
        page.note(filters, table.height, "lead agency", "lead agencies"),
        table,
        [_AGENCY, *_LOAD],
        "agency-load",
        "Overdue, due soon, other open, without a stated status, and completed",
        on_click=partial(narrow, Dimension.AGENCY.value),
    )


def _by_partnership(filters: Filters) -> None:
    table = ask(
        LOAD_BY,
        ByWithinLimited(filters=filters, dimension=Dimension.AGENCY, within=Dimension.PARTNERSHIP, limit=ON_SCREEN),
    )
    if table.height == ON_SCREEN:
        say.caption(md("At most {n} rows are shown. Filter to see others.", n=ON_SCREEN))
    show.table(
        table,
        [_AGENCY, text("within_name", "Partnership"), *_LOAD],
        "Actions of each agency in each partnership",
        "agency-partnership",
    )


def _one_agency(filters: Filters, load: pl.DataFrame) -> None:
    names = load["group_name"].to_list()
    agency = st.selectbox("Lead agency to read", names, key="read", bind="query-params") or names[0]
    led = load.filter(pl.col("group_name") == agency)["actions"][0]
    say.markdown(
        md(
            "{count} that can be completed led by **{agency}**, alone or with others.",
            count=words.counted(led, "action"),
            agency=agency,
        )
    )
    table = ask(
        ACTIONS_OF,
        OfGroup(filters=filters, dimension=Dimension.AGENCY, group_id=agency, countable_only=True, limit=ON_SCREEN),
    )
    show.cut(table.height, led, "actions")
    choose.actions(table, _ACTIONS, f"agency-actions-{agency}")


draw()
