"""Data quality: what each plan prints, what was read of it, what is in doubt, and what that means for the figures."""

from __future__ import annotations

from functools import partial

import streamlit as st

from pages.parts import charts, download, page, quality, replies, say, show, switches
from pages.parts.deployment import is_read_only
from pages.parts.say import md
from pages.parts.store import ask
from queries import words
from queries.asked import ON_SCREEN, Filtered, Limited
from queries.sources import COVERAGE, FINDINGS, QUALITY_FIELDS, QUALITY_PLANS
from schema.filters import Filters


def draw() -> None:
    """Draw the page."""
    filters, headline = page.opened(
        "Data quality",
        md("What each plan prints, what was read of it, what is in doubt, and what that means for the figures."),
    )
    switches.view(
        {
            "What plans print": partial(_coverage, filters),
            "Plans": partial(_plans, filters, headline.plans),
            "Fields": partial(_fields, filters),
            "Findings": partial(_findings, filters),
        }
    )
    page.how(COVERAGE, QUALITY_PLANS, QUALITY_FIELDS, FINDINGS)


def _coverage(filters: Filters) -> None:
    table = quality.coverage(ask(COVERAGE, Filtered(filters=filters)))
    least = quality.least_printed(table)
    say.markdown(md("**Of these plans {least}.** What is not printed cannot be counted.", least=least))
    show.chart(
        charts.stacked(table, "group_name", charts.COVERAGE_PARTS, table.height, "Plans"),
        "How many plans print each field",
        page.note(filters, int(table["plans"][0]), "plan"),
        table,
        quality.COVERAGE,
        "coverage",
        f"Of these plans {least}",
    )


def _plans(filters: Filters, count: int) -> None:
    plans = ask(QUALITY_PLANS, Limited(filters=filters, limit=ON_SCREEN))
    show.cut(plans.height, count, "plans")
    older = quality.older(plans)
    columns = [*quality.PLANS, quality.READ_BY] if older else quality.PLANS
    show.table(plans, columns, "Plans, their age, findings and corrections", "quality-plans")
    if older:
        say.caption(
            md(
                "Of the plans shown, {count} read by an older reader or with older lists: `python -m ingest reread --all --diff` shows what today's would "
                "read otherwise.",
                count=words.counted(older, "was", "were"),
            )
        )
    if not is_read_only():
        replies.edit(plans)


def _fields(filters: Filters) -> None:
    st.markdown(
        "Each cell says in how many of the plan's actions a value could be read, of those that print it, and of how many the reader is "
        "not sure: compare these with the plan first."
    )
    fields = ask(QUALITY_FIELDS, Limited(filters=filters, limit=ON_SCREEN))
    by_plan, columns = quality.fields(fields)
    show.table(by_plan, columns, "Fields of each plan, read of printed", "quality-fields")
    meant = quality.meanings(fields)
    told = say.listed(md("{sentence}", sentence=sentence) for sentence in meant)
    if len(meant) <= quality.FEW_MEANINGS:
        st.header("What that means for the figures")
        say.markdown(told)
    else:
        with st.expander("What that means for the figures, plan by plan"):
            say.markdown(told)
            show.cut(len(meant), by_plan.height, "plans")


def _findings(filters: Filters) -> None:
    found = ask(FINDINGS, Limited(filters=filters, limit=ON_SCREEN))
    if found.is_empty():
        st.markdown("No findings: every cell of these plans could be read without doubt.")
        return
    download.findings(filters)
    if found.height == ON_SCREEN:
        say.caption(
            md("The first {n} findings are shown; the download has all.", n=words.number(ON_SCREEN)),
        )
    show.long_table(found, quality.FINDINGS, "Findings of the plans in view", "findings")


draw()
