"""One lead agency: what it is late with, where its work lies, with whom it is shared, what falls due, how it stands among the others."""

from __future__ import annotations

from functools import partial

import polars as pl
import streamlit as st

from pages.action import choose, of_one
from pages.parts import charts, funnels, page, say, show, switches
from pages.parts.columns import day, joined, number, text
from pages.parts.say import Md, md
from pages.parts.store import ask
from queries import words
from queries.asked import ON_SCREEN, ByWithinLimited, OfGroup
from queries.figures import DUE_BY, HEADLINE, LOAD_BY, OUTCOMES_BY, Headline
from queries.lists import ACTIONS_OF, ATTENTION
from schema.filters import Filters
from schema.vocabulary import Dimension

_DRAWN = 8
_LOAD = [
    number("actions", "Actions"),
    number("open", "Open"),
    number("overdue", "Overdue"),
    number("due_90", "Due within 90 days"),
    number("completed", "Completed"),
    number("not_stated", "Status not stated"),
]
_ACTIONS = [
    text("partnership", "Partnership"),
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


def draw() -> None:
    """Draw the page."""
    filters, headline = page.opened(
        "One lead agency",
        md(
            "What it is late with, where its work lies, with whom it is shared, what falls due next. A shared action counts whole."
        ),
        _one,
    )
    if not filters.agency:
        st.info("No plan in view prints lead agencies. Take a filter away, or choose another partnership.")
        return
    of_one.head(filters, headline)
    agency = filters.agency[0]
    switches.view(
        {
            "What is late, and where its work lies": partial(_where, filters, headline),
            "Shared with": partial(_shared, filters, agency),
            "Falling due": partial(of_one.falling_due, filters, Dimension.PARTNERSHIP),
            "Its actions": partial(_actions, filters, agency, headline.countable),
            "Among the others": partial(_among, filters, agency),
        }
    )
    page.how(HEADLINE, ATTENTION, LOAD_BY, DUE_BY, ACTIONS_OF, OUTCOMES_BY)
    choose.show_chosen(filters)


def _one(filters: Filters) -> Filters:
    """The filters narrowed to one agency, as chosen; it stands in the URL."""
    names = ask(LOAD_BY, ByWithinLimited(filters=filters, dimension=Dimension.AGENCY))["group_name"].to_list()
    if not names:
        return filters.model_copy(update={"agency": []})
    name = of_one.chosen("agency", names, Md("Lead agency to read, those with most open actions first"))
    return filters.model_copy(update={"agency": [name]})


def _where(filters: Filters, headline: Headline) -> None:
    of_one.late(filters, headline)
    table = ask(LOAD_BY, ByWithinLimited(filters=filters, dimension=Dimension.PARTNERSHIP, limit=ON_SCREEN))
    show.first_drawn(_DRAWN, table.height, "Most open actions")
    show.chart(
        charts.stacked(table, "group_name", charts.LOAD_PARTS, _DRAWN),
        "Its actions in each partnership",
        page.note(filters, table.height, "partnership"),
        table,
        [text("group_name", "Partnership"), *_LOAD],
        "agency-where",
        "Overdue, due soon, other open, without a stated status, and completed",
        leads_to="partnership",
    )


def _shared(filters: Filters, agency: str) -> None:
    table = ask(LOAD_BY, ByWithinLimited(filters=filters, dimension=Dimension.AGENCY))
    others = table.filter(pl.col("group_name") != agency)
    if others.is_empty():
        st.markdown("It leads all of its actions alone.")
        return
    say.markdown(
        md(
            "**Actions that {agency} leads together with others.** An action with three leads counts for two of them here.",
            agency=agency,
        )
    )
    columns = [text("group_name", "Led together with"), *_LOAD]
    show.leading_table(others, columns, "Actions led with each other agency", "agency-shared", "agency")


def _actions(filters: Filters, agency: str, n: int) -> None:
    asked = OfGroup(filters=filters, dimension=Dimension.AGENCY, group_id=agency, countable_only=True, limit=ON_SCREEN)
    table = ask(ACTIONS_OF, asked)
    show.cut(table.height, n, "actions")
    choose.actions(table, _ACTIONS, f"agency-actions-{agency}")


def _among(filters: Filters, agency: str) -> None:
    everyone = filters.model_copy(update={"agency": []})
    funnels.draw(everyone, (agency,), dimension=Dimension.AGENCY)


draw()
