"""Overview: how much is done, what is late, what each plan publishes, and what needs attention first."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from pages.parts import cards, page, show, words
from pages.parts.detail import basis
from pages.parts.store import ask
from queries.params import ON_SCREEN
from schema.filters import Filters
from schema.vocabulary import PlanKind


def draw() -> None:
    """Draw the page."""
    filters, headline = page.opened(
        "Overview",
        "What happened to the recommendations: which actions are done, which are late, and what plans do not say.",
    )
    _figures(headline)
    page.how("headline")
    _attention(filters, headline)
    _plans(filters, headline["plans"])


def _figures(h: dict[str, Any]) -> None:
    commitments = f", and {words.counted(h['commitments'], 'commitment')}" if h["commitments"] else ""
    show.figures(
        {
            "Actions": (
                words.number(h["countable"]),
                f"in {words.counted(h['plans'], 'plan')} of {words.counted(h['partnerships'], 'partnership')}{commitments}",
            ),
            "Completed": (
                words.share(h["completed_share"]),
                f"{words.of(h['completed'], h['countable'])}; {words.number(h['not_stated'])} not stated; "
                f"{words.number(h['closed_not_done'])} marked closed though the text suggests it was not done",
            ),
            "Overdue": (
                words.number(h["overdue"]) if h["datable_open"] else words.DASH,
                f"{words.of(h['overdue'], h['datable_open'])} open actions with a target and a reading date",
            ),
            "Median slippage": (
                words.days(h["median_slippage"]),
                f"rests on {words.counted(h['measured'], 'completed action')} with both dates; {words.number(h['late'])} late",
            ),
        }
    )


def _attention(filters: Filters, h: dict[str, Any]) -> None:
    st.header("What needs attention first")
    rows = ask("attention", filters, limit=8)
    if not h["datable_open"]:
        st.markdown(
            "No open action in view has both a target date and a date to read it on, so none can be called overdue."
        )
    elif rows.is_empty():
        st.markdown(
            "No action in view is overdue on the date its plan was read, and none is closed without being done."
        )
    cards.attention(rows, filters)
    page.how("attention")


def _plans(filters: Filters, plans: int) -> None:
    st.header("Plans, and what each publishes")
    st.markdown(
        "What a plan does not print cannot be counted: without completion dates there is no slippage to show. Each column says how many of the plan's rows print it."
    )
    table = ask("plans", filters, limit=ON_SCREEN)
    show.cut(table.height, plans, "plans")
    table = show.worded(
        table,
        {
            "kind": lambda value: words.label(PlanKind, value),
            "plan_as_at": words.day,
            "as_at_basis": basis,
        },
    ).with_columns(
        show.n_of("completed", "countable", "done"),
        show.n_of("overdue", "datable_open", "overdue_of"),
        *(show.n_of(f"with_{name}", "actions", name) for name in ("lead", "target", "completion", "status", "rag")),
    )
    names = {
        "partnership": "Partnership",
        "plan": "Plan",
        "kind": "Kind",
        "plan_as_at": "Latest date",
        "as_at_basis": "Known by",
        "done": "Completed",
        "overdue_of": "Overdue, of open with dates",
        "status": "Status printed",
        "target": "Target dates",
        "completion": "Completion dates",
        "lead": "Leads",
        "rag": "RAG",
        "marking": "Marking",
    }
    show_marking = table["marking"].null_count() < table.height
    columns = names if show_marking else {old: new for old, new in names.items() if old != "marking"}
    show.table(
        show.renamed(table.with_columns(pl.col("marking").fill_null("none")), columns),
        "Plans in view and what each publishes",
        "plans",
    )
    page.how("plans")


draw()
