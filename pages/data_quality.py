"""Data quality: what each plan prints, what was read of it, what is in doubt, and what that means for the figures."""

from __future__ import annotations

import polars as pl
import streamlit as st

from pages.parts import page, quality, replies, show, words
from pages.parts.deployment import is_read_only
from pages.parts.store import ask
from queries.params import ON_SCREEN
from schema.export import to_csv
from schema.filters import Filters


def draw() -> None:
    """Draw the page."""
    filters, headline = page.opened(
        "Data quality",
        "What each plan prints, what was read of it, what is in doubt, and what that means for the figures.",
    )
    plans = ask("quality_plans", filters, limit=ON_SCREEN)
    show.cut(plans.height, headline["plans"], "plans")
    _plans(plans)
    _fields(filters)
    _findings(filters)


def _plans(plans: pl.DataFrame) -> None:
    st.header("Plans: how old, and how well read")
    show.table(quality.plans(plans), "Plans, their age, findings and corrections", "quality-plans")
    if not is_read_only():
        replies.edit(plans)
    page.how("quality_plans")


def _fields(filters: Filters) -> None:
    st.header("Fields: what is printed, and what could be read")
    st.markdown("Each cell says in how many of the plan's actions a value could be read, of those that print it.")
    fields = ask("quality_fields", filters, limit=ON_SCREEN)
    show.table(quality.fields(fields), "Fields of each plan, read of printed", "quality-fields")
    st.subheader("What that means for the figures")
    st.markdown("\n".join(f"- {words.plain(sentence)}" for sentence in quality.meanings(fields)))
    page.how("quality_fields")


def _findings(filters: Filters) -> None:
    st.header("Findings")
    found = ask("findings", filters, limit=ON_SCREEN)
    if found.is_empty():
        st.markdown("No findings: every cell of these plans could be read without doubt.")
        return
    st.download_button(
        "Download findings (CSV)",
        data=lambda: to_csv(ask("findings", filters), for_excel=True),
        file_name="followthrough-findings.csv",
        mime="text/csv",
        on_click="ignore",
        key="download-findings",
    )
    if found.height == ON_SCREEN:
        st.caption(f"The first {words.number(ON_SCREEN)} findings are shown; the download has all.")
    st.dataframe(
        quality.findings(found),
        hide_index=True,
        placeholder=words.DASH,
        key="findings",
        alt="Findings of the plans in view",
    )
    page.how("findings")


draw()
