"""Themes: what keeps recurring, where, and what became of it."""

from __future__ import annotations

import polars as pl
import streamlit as st

from pages.parts import charts, choose, page, show, words
from pages.parts.store import ask
from queries.params import ON_SCREEN
from schema.filters import Filters

_DRAWN = 12  # partnerships side by side that can still be read


def draw() -> None:
    """Draw the page."""
    filters, headline = page.opened(
        "Themes",
        "What keeps recurring across plans. Themes are found by words, not judged by a person: the words that matched are "
        "marked in each action.",
    )
    outcomes = ask("theme_outcomes", filters)
    _grid(filters, headline["actions"])
    _outcomes(outcomes)
    _one_theme(filters, outcomes)


def _grid(filters: Filters, n: int) -> None:
    table = ask("theme_by_partnership", filters)
    drawn = table.filter(
        pl.col("partnership").is_in(table["partnership"].unique(maintain_order=True).head(_DRAWN).implode())
    )
    wide = show.worded(table.with_columns(show.n_of("actions", "of_actions", "counted")), {"share": words.share})
    names = {"theme": "Theme", "partnership": "Partnership", "counted": "Actions with the theme", "share": "Share"}
    show.chart(
        charts.theme_grid(drawn),
        "Actions on each theme, and their share of the partnership's actions",
        page.note(filters, n, "action or commitment", "actions and commitments"),
        show.renamed(wide, names),
        "theme-grid",
    )
    page.how("theme_by_partnership")


def _outcomes(table: pl.DataFrame) -> None:
    st.header("What became of each theme")
    worded = show.worded(
        table.with_columns(
            show.n_of("completed", "countable", "done"),
            show.n_of("late", "measured", "late_of"),
            show.n_of("overdue", "datable_open", "overdue_of"),
            middle=pl.struct("median_slippage", "measured"),
        ),
        {"middle": lambda value: words.median(value["median_slippage"], value["measured"])},
    )
    names = {
        "theme": "Theme",
        "actions": "Actions",
        "done": "Completed",
        "late_of": "Late, of completed with dates",
        "middle": "Median slippage",
        "overdue_of": "Overdue, of open with dates",
    }
    show.table(show.renamed(worded, names), "Completion and slippage of each theme", "theme-outcomes")
    page.how("theme_outcomes")


def _one_theme(filters: Filters, outcomes: pl.DataFrame) -> None:
    st.header("Actions on one theme")
    labels = dict(outcomes.select("theme_id", "theme").iter_rows())
    theme_id = st.selectbox(
        "Theme to read", list(labels), format_func=lambda value: labels[value], key="read", bind="query-params"
    )
    theme_id = theme_id or next(iter(labels))
    row = outcomes.filter(pl.col("theme_id") == theme_id).row(0, named=True)
    st.markdown(f"**{row['theme']}**: {row['meaning']}. {words.counted(row['actions'], 'action')} in view.")
    table = ask("theme_actions", filters, theme_id=theme_id, limit=ON_SCREEN)
    if table.is_empty():
        st.info("No action in view is on this theme. Choose another theme, or take a filter away.")
        return
    show.cut(table.height, row["actions"], "actions")
    _list(table, filters, theme_id)


def _list(table: pl.DataFrame, filters: Filters, theme_id: str) -> None:
    worded = show.worded(
        table.with_columns(place_in_plan=pl.struct("section", "ref")),
        {
            "place_in_plan": lambda value: words.place(value["section"], value["ref"]),
            "lead_agencies": words.listed,
            "status": words.status,
            "timeliness": words.timeliness,
            "words": words.listed,
            "action": lambda value: words.shortened(value, 140),
        },
    )
    names = {
        "partnership": "Partnership",
        "plan": "Plan",
        "place_in_plan": "Place",
        "words": "Words that matched",
        "action": "Action",
        "lead_agencies": "Lead",
        "status": "Status",
        "timeliness": "Timeliness",
        "days": "Days",
    }
    choose.actions(table, show.renamed(worded, names), filters, f"theme-actions-{theme_id}", theme_id)
    page.how("theme_actions")


draw()
