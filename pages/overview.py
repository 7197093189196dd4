"""Overview: how much is done, what is late, what each plan publishes, and what needs attention first."""

from __future__ import annotations

import streamlit as st

from pages.action import attention, choose
from pages.parts import changes, figures, page, show
from pages.parts.columns import day, number, text
from pages.parts.figures import Figure
from pages.parts.say import md
from pages.parts.store import ask
from queries import words
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
    number("actions", "Rows"),
    number("countable", "Can be completed"),
    number("completed", "Completed"),
    number("overdue", "Overdue"),
    number("open_dated", "Of open with dates"),
    number("with_status", "Status printed"),
    number("with_target", "Target dates"),
    number("with_completion", "Completion dates"),
    number("with_lead", "Leads"),
    number("with_rag", "RAG"),
]
_ROWS = 5
_MARKING = text("marking", "Marking", lambda value: value or "none")


def draw() -> None:
    """Draw the page."""
    filters, headline = page.opened(
        "Overview",
        md("What happened to the recommendations: which actions are done, which are late, and what plans do not say."),
    )
    _figures(headline)
    changes.strip(filters, headline)
    _attention(filters, headline)
    _plans(filters, headline.plans)
    page.how(HEADLINE, ATTENTION, PLANS)
    choose.show_chosen(filters)


def _figures(h: Headline) -> None:
    commitments = f", and {words.counted(h.commitments, 'commitment')}" if h.commitments else ""
    figures.row(
        (
            Figure(
                "Actions",
                words.number(h.countable),
                f"in {words.counted(h.plans, 'plan')} of {words.counted(h.partnerships, 'partnership')}{commitments}",
            ),
            figures.completed(h),
            figures.overdue(h),
            figures.median_slippage(h),
        )
    )


def _attention(filters: Filters, h: Headline) -> None:
    st.header("What needs attention first")
    rows = ask(ATTENTION, Limited(filters=filters, limit=_ROWS))
    if rows.is_empty() and not h.open_dated:
        st.markdown(
            "No open action in view has both a target date and a date to read it on, so none can be called overdue."
        )
    elif rows.is_empty():
        st.markdown(
            "No action in view is overdue on the date its plan was read, and of those marked completed none is plainly unsupported by its text."
        )
    else:
        attention.listed(rows)
        show.cut(
            rows.height,
            h.overdue + h.unsupported,
            "actions that are overdue, or marked completed without support in their own text,",
        )


def _plans(filters: Filters, plans: int) -> None:
    st.header("Plans, and what each publishes")
    st.markdown(
        "What a plan does not print cannot be counted. From 'Status printed' on, each column says how many of the plan's rows print it."
    )
    table = ask(PLANS, Limited(filters=filters, limit=ON_SCREEN))
    show.cut(table.height, plans, "plans")
    is_marked = table["marking"].null_count() < table.height
    columns = [*_COLUMNS, _MARKING] if is_marked else _COLUMNS
    show.table(table, columns, "Plans in view and what each publishes", "plans")


draw()
