"""Overview: how much is done, what is late, what each plan publishes, and what needs attention first."""

from __future__ import annotations

import streamlit as st

from pages.action import cards, choose
from pages.action.detail import basis
from pages.parts import page, show, words
from pages.parts.columns import day, number, text
from pages.parts.say import md
from pages.parts.store import ask
from queries.asked import ON_SCREEN, Limited
from queries.figures import HEADLINE, Headline
from queries.lists import ATTENTION
from queries.sources import PLANS
from schema.filters import Filters
from schema.vocabulary import PlanKind

_COLUMNS = [
    text("partnership", "Partnership"),
    text("plan", "Plan"),
    text("kind", "Kind", lambda value: words.label(PlanKind, value)),
    day("plan_as_at", "Latest date"),
    text("as_at_basis", "Known by", basis),
    number("actions", "Rows"),
    number("countable", "Can be completed"),
    number("completed", "Completed"),
    number("open_dated", "Open with dates"),
    number("overdue", "Overdue"),
    number("with_status", "Status printed"),
    number("with_target", "Target dates"),
    number("with_completion", "Completion dates"),
    number("with_lead", "Leads"),
    number("with_rag", "RAG"),
]
_MARKING = text("marking", "Marking", lambda value: value or "none")


def draw() -> None:
    """Draw the page."""
    filters, headline = page.opened(
        "Overview",
        md("What happened to the recommendations: which actions are done, which are late, and what plans do not say."),
    )
    _figures(headline)
    page.how(HEADLINE)
    _attention(filters, headline)
    _plans(filters, headline.plans)
    choose.show_chosen(filters)


def _figures(h: Headline) -> None:
    commitments = f", and {words.counted(h.commitments, 'commitment')}" if h.commitments else ""
    apart = [
        f"{words.number(h.not_stated)} not stated",
        f"{words.number(h.not_pursued)} closed, not pursued" if h.not_pursued else "",
        f"{words.number(h.closed_not_done)} marked closed though the text suggests it was not done",
    ]
    show.figures(
        {
            "Actions": (
                words.number(h.countable),
                f"in {words.counted(h.plans, 'plan')} of {words.counted(h.partnerships, 'partnership')}{commitments}",
            ),
            "Completed": (
                words.share(h.completion.share),
                "; ".join(part for part in (words.of(h.completed, h.countable), *apart) if part),
            ),
            "Overdue": words.overdue(h),
            "Median slippage": (
                words.days(h.median_slippage),
                f"rests on {words.counted(h.measured, 'completed action')} with both dates; {words.number(h.late)} late",
            ),
        }
    )


def _attention(filters: Filters, h: Headline) -> None:
    st.header("What needs attention first")
    rows = ask(ATTENTION, Limited(filters=filters, limit=8))
    if rows.is_empty() and not h.open_dated:
        st.markdown(
            "No open action in view has both a target date and a date to read it on, so none can be called overdue."
        )
    elif rows.is_empty():
        st.markdown(
            "No action in view is overdue on the date its plan was read, and none is closed without being done."
        )
    cards.attention(rows)
    page.how(ATTENTION)


def _plans(filters: Filters, plans: int) -> None:
    st.header("Plans, and what each publishes")
    st.markdown(
        "What a plan does not print cannot be counted: without completion dates there is no slippage to show. From "
        "'Status printed' on, each column says how many of the plan's rows print it."
    )
    table = ask(PLANS, Limited(filters=filters, limit=ON_SCREEN))
    show.cut(table.height, plans, "plans")
    is_marked = table["marking"].null_count() < table.height
    columns = [*_COLUMNS, _MARKING] if is_marked else _COLUMNS
    show.table(table, columns, "Plans in view and what each publishes", "plans")
    page.how(PLANS)


draw()
