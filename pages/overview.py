"""Overview: how much is done, what is late, what each plan publishes, and what needs attention first."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from pages.parts import choose, page, show, words
from pages.parts.detail import basis
from pages.parts.store import ask
from queries.params import ON_SCREEN
from schema.filters import Filters
from schema.vocabulary import PlanKind, Wording


def draw() -> None:
    """Draw the page."""
    filters, headline = page.opened(
        "Overview",
        "What happened to the recommendations: which actions are done, which are late, and what plans do not say.",
    )
    _figures(headline)
    page.how("headline")
    _attention(filters)
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
                f"{words.of(h['completed'], h['countable'])}; {words.number(h['not_stated'])} not stated",
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


def _attention(filters: Filters) -> None:
    st.header("What needs attention first")
    rows = ask("attention", filters, limit=8)
    if rows.is_empty():
        st.markdown("No action in view is known to be overdue, and none is closed without being done.")
    for row in rows.iter_rows(named=True):
        _attention_row(row, filters)
    page.how("attention")


def _attention_row(row: dict[str, Any], filters: Filters) -> None:
    """One action: how late, whose, and what the plan says."""
    if row["reason"] == "overdue":
        why = f"Overdue by {words.days(row['overdue_days'])}, due {words.day(row['target_date'])}"
    else:
        why = "Marked closed, but the text says it was not done"
    whose = "The plan says" if row["wording"] == Wording.PUBLISHED.value else "The plan says, in our short wording"
    with st.container(border=True):
        st.markdown(
            f"**{why}.** {row['partnership']}, {row['plan']}, {words.place(row['section'], row['ref'])}. "
            f"Lead: {words.listed(row['lead_agencies'])}."
        )
        st.text(words.shortened(row["action"], 300))
        if row["plan_says"]:
            st.text(f"{whose}: {words.shortened(row['plan_says'], 400)}")
        label = f"Read {words.place(row['section'], row['ref'])} of {row['plan']} in full"
        choose.on_demand(row["action_id"], label, filters)


def _plans(filters: Filters, plans: int) -> None:
    st.header("Plans, and what each publishes")
    st.markdown("What a plan does not print cannot be counted: no completion dates, no slippage.")
    table = ask("plans", filters, limit=ON_SCREEN)
    show.cut(table.height, plans, "plans")
    table = show.worded(
        table,
        {
            "kind": lambda value: words.label(PlanKind, value),
            "plan_as_at": words.day,
            "as_at_basis": basis,
            **{f"prints_{name}": words.yes for name in ("lead", "target", "completion", "status", "rag")},
        },
    ).with_columns(show.n_of("completed", "countable", "done"))
    names = {
        "partnership": "Partnership",
        "plan": "Plan",
        "kind": "Kind",
        "plan_as_at": "Speaks of",
        "as_at_basis": "Date known by",
        "actions": "Actions",
        "done": "Completed",
        "overdue": "Overdue",
        "prints_status": "Status?",
        "prints_target": "Target dates?",
        "prints_completion": "Completion dates?",
        "prints_lead": "Leads?",
        "prints_rag": "RAG?",
        "findings": "Findings",
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
