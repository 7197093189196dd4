"""One partnership: what is late, who owns it, what it publishes and how old it is, and how it stands among the others."""

from __future__ import annotations

from functools import partial

import streamlit as st

from pages.action import attention, choose
from pages.parts import charts, figures, funnels, page, show, switches, words
from pages.parts.columns import day, number, text
from pages.parts.order import Order, in_order
from pages.parts.say import md
from pages.parts.store import ask
from queries.asked import ON_SCREEN, By, ByWithinLimited, Limited
from queries.figures import HEADLINE, LOAD_BY, OUTCOMES_BY, PUBLISHED_BY, Headline
from queries.lists import ATTENTION
from queries.sources import PLANS
from schema.filters import Filters
from schema.vocabulary import Dimension, PlanKind

_ROWS, _DRAWN = 5, 12
_MOST_ACTIONS = Order("Most actions", "actions")
_LOAD = [
    text("group_name", "Lead agency"),
    number("actions", "Actions"),
    number("shared", "Of those, shared"),
    number("open", "Open"),
    number("overdue", "Overdue"),
    number("due_90", "Due within 90 days"),
    number("completed", "Completed"),
    number("not_stated", "Status not stated"),
]
_PLANS = [
    text("plan", "Plan"),
    text("kind", "Kind", lambda value: words.label(PlanKind, value)),
    day("plan_as_at", "Last heard of"),
    number("actions", "Rows"),
    number("completed", "Completed"),
    number("overdue", "Overdue"),
    number("open_dated", "Of open with dates"),
    number("with_status", "Status printed"),
    number("with_target", "Target dates"),
    number("with_completion", "Completion dates"),
    number("with_lead", "Leads"),
]


def draw() -> None:
    """Draw the page."""
    filters, headline = page.opened(
        "One partnership",
        md("What is late, who owns it, what is published and how old it is, and how it stands among the others."),
        _one,
    )
    _figures(headline)
    page.if_read_today(filters, headline)
    _attention(filters, headline)
    switches.view(
        {
            "Who carries the work": partial(_owners, filters),
            "Its plans": partial(_plans, filters),
            "Among the others": partial(_among, filters),
        }
    )
    page.how(HEADLINE, ATTENTION, LOAD_BY, PLANS, OUTCOMES_BY)
    choose.show_chosen(filters)


def _one(filters: Filters) -> Filters:
    """The filters narrowed to one partnership, as chosen; it stands in the URL."""
    names = in_order(ask(PUBLISHED_BY, By(filters=filters, dimension=Dimension.PARTNERSHIP)), _MOST_ACTIONS)[
        "group_name"
    ].to_list()
    if not names:
        return filters
    name = (
        st.selectbox("Partnership to read, those with most actions first", names, key="of", bind="query-params")
        or names[0]
    )
    return filters.model_copy(update={"partnership": [name]})


def _figures(h: Headline) -> None:
    figures.row(
        (
            figures.completed(h),
            figures.overdue(h),
            figures.due_soon(h),
            figures.median_slippage(h),
        )
    )


def _attention(filters: Filters, h: Headline) -> None:
    rows = ask(ATTENTION, Limited(filters=filters, limit=_ROWS))
    if not rows.is_empty():
        attention.listed(rows)
        show.cut(rows.height, h.overdue + h.closed_not_done, "actions that are overdue, or closed but not done,")


def _owners(filters: Filters) -> None:
    table = ask(LOAD_BY, ByWithinLimited(filters=filters, dimension=Dimension.AGENCY))
    if table.is_empty():
        st.markdown("Its plans print no lead agencies, so nobody's part can be told.")
        return
    show.first_drawn(_DRAWN, table.height, "Most open actions")
    show.chart(
        charts.stacked(table, "group_name", charts.LOAD_PARTS, _DRAWN),
        "Actions that each lead agency carries here",
        f"{page.note(filters, table.height, 'lead agency', 'lead agencies')} A shared action counts for each of its leads.",
        table,
        _LOAD,
        "owners",
        "Overdue, due soon, other open, without a stated status, and completed",
    )


def _plans(filters: Filters) -> None:
    st.markdown("From 'Status printed' on, each column says how many of the plan's rows print it.")
    show.table(
        ask(PLANS, Limited(filters=filters, limit=ON_SCREEN)), _PLANS, "Its plans and what each publishes", "its-plans"
    )


def _among(filters: Filters) -> None:
    everyone = filters.model_copy(update={"partnership": []})
    funnels.draw(everyone, tuple(filters.partnership))


draw()
