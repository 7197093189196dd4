"""One partnership: what is late, who owns it, what it publishes and how old it is, and how it stands among the others."""

from __future__ import annotations

from functools import partial

import streamlit as st

from pages.action import choose, of_one
from pages.parts import charts, funnels, leads, page, show, switches
from pages.parts.columns import day, number, text
from pages.parts.order import Order, in_order
from pages.parts.say import Md, md
from pages.parts.store import ask
from queries import words
from queries.asked import ON_SCREEN, By, ByWithinLimited, Limited, OneGroup
from queries.figures import ALIKE, DUE_BY, HEADLINE, LOAD_BY, OUTCOMES_BY, PUBLISHED_BY, Headline
from queries.lists import ATTENTION
from queries.sources import PLANS
from schema.filters import Filters
from schema.vocabulary import Dimension, PlanKind

_DRAWN = 5
_ALIKE = 5
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
    of_one.head(filters, headline)
    switches.view(
        {
            "What is late, and who carries the work": partial(_owners, filters, headline),
            "Falling due": partial(of_one.falling_due, filters, Dimension.AGENCY),
            "Its plans": partial(_plans, filters),
            "Among the others": partial(_among, filters),
        }
    )
    page.how(HEADLINE, ATTENTION, LOAD_BY, DUE_BY, PLANS, OUTCOMES_BY, ALIKE)
    choose.show_chosen(filters)


def _one(filters: Filters) -> Filters:
    """The filters narrowed to one partnership, as chosen; it stands in the URL."""
    names = in_order(ask(PUBLISHED_BY, By(filters=filters, dimension=Dimension.PARTNERSHIP)), _MOST_ACTIONS)[
        "group_name"
    ].to_list()
    if not names:
        return filters
    name = of_one.chosen("partnership", names, Md("Partnership to read, those with most actions first"))
    return filters.model_copy(update={"partnership": [name]})


def _owners(filters: Filters, headline: Headline) -> None:
    of_one.late(filters, headline)
    for name in filters.partnership:
        show.links("For a meeting:", [(f"a paper of {name}, as PDF or Word", leads.same("paper", filters))])
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
        leads_to="agency",
    )


def _plans(filters: Filters) -> None:
    st.markdown("From 'Status printed' on, each column says how many of the plan's rows print it.")
    show.table(
        ask(PLANS, Limited(filters=filters, limit=ON_SCREEN)), _PLANS, "Its plans and what each publishes", "its-plans"
    )


def _among(filters: Filters) -> None:
    everyone = filters.model_copy(update={"partnership": []})
    funnels.draw(everyone, tuple(filters.partnership))
    for name in filters.partnership:
        _alike(everyone, name)


def _alike(everyone: Filters, name: str) -> None:
    """Those most like it by what they publish, each a click away, and all of them side by side."""
    table = ask(ALIKE, OneGroup(filters=everyone, group_id=name, limit=_ALIKE))
    if table.is_empty():
        return
    names = table["group_name"].to_list()
    show.links(
        "Most like it by kinds and age of plans, number of actions and what is printed:",
        [(one, leads.address("partnership", one)) for one in names],
    )
    show.links("Side by side:", [(f"compare {name} with these", leads.compared([name, *names]))])


draw()
