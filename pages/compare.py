"""Compare partnerships side by side: what each publishes first, then its figures, with n beside each."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from pages.parts import charts, page, show, words
from pages.parts.store import ask
from schema.filters import Filters

_SMALL = 10
_DRAWN = 12


def draw() -> None:
    """Draw the page."""
    filters, headline = page.opened(
        "Compare partnerships",
        "Two or more partnerships side by side, in alphabetical order. First what each publishes and how old it is: a partnership "
        "that publishes less can look better or worse than it is. Nothing is ranked.",
    )
    table = ask("compare_partnerships", filters)
    names = table["partnership"].to_list()
    chosen = (
        st.multiselect(
            "Partnerships to compare",
            names,
            key="compare",
            placeholder="All in view",
            bind="query-params",
            help="Choose two or more. Left empty, all partnerships in view are compared.",
        )
        or names
    )
    if len(chosen) < 2:
        st.info("Choose at least two partnerships to compare, or take the partnership filter away.")
    rows = list(table.filter(pl.col("partnership").is_in(chosen)).iter_rows(named=True))
    _publishes(rows)
    _figures(rows)
    _themes(filters, [row["partnership"] for row in rows], headline["actions"])


def _side_by_side(rows: list[dict[str, Any]], lines: dict[str, Any], first: str, alt: str) -> None:
    """A table with a line a measure and a column a partnership."""
    columns = {row["partnership"]: [line(row) for line in lines.values()] for row in rows}
    show.table(pl.DataFrame({first: list(lines), **columns}), alt, first)


def _publishes(rows: list[dict[str, Any]]) -> None:
    st.header("What each publishes")

    def printed(name: str) -> Any:
        return lambda row: words.of(row[name], row["actions"])

    lines = {
        "Plans in view": lambda row: words.number(row["plans"]),
        "Actions and commitments": lambda row: words.number(row["actions"]),
        "Newest plan: latest date": lambda row: words.day(row["newest_plan"]),
        "Oldest plan: latest date": lambda row: words.day(row["oldest_plan"]),
        "Rows with a status": printed("with_status"),
        "Rows with a target date": printed("with_target"),
        "Rows with a completion date": printed("with_completion"),
        "Rows with a lead agency": printed("with_lead"),
        "Rows with a RAG rating": printed("with_rag"),
    }
    _side_by_side(rows, lines, "Published", "What each partnership publishes")


def _share_of(part: int, whole: int, share: float | None) -> str:
    """'80% (20 of 25)', with a word where the number is small; 0 of 0 is a dash."""
    if whole == 0:
        return words.DASH
    small = "; few" if whole < _SMALL else ""
    return f"{words.share(share)} ({words.of(part, whole)}{small})"


def _figures(rows: list[dict[str, Any]]) -> None:
    st.header("Figures")
    st.caption(
        f"n stands beside each figure. 'few' marks a figure that rests on fewer than {_SMALL}: shown, not judged."
    )

    def counted(part: str, whole: str) -> Any:
        return lambda row: words.of(row[part], row[whole])

    lines = {
        "Actions that can be completed": lambda row: words.number(row["countable"]),
        "Completed": lambda row: _share_of(row["completed"], row["countable"], row["completed_share"]),
        "Status not stated": counted("not_stated", "countable"),
        "Closed, not done": counted("closed_not_done", "completed"),
        "Completed on time, of those with both dates": counted("on_time", "measured"),
        "Completed late, of those with both dates": counted("late", "measured"),
        "Overdue, of open with target and reading date": counted("overdue", "datable_open"),
        "Median slippage": lambda row: words.median(row["median_slippage"], row["measured"]),
    }
    _side_by_side(rows, lines, "Figure", "Completion and lateness of each partnership")
    page.how("compare_partnerships")


def _themes(filters: Filters, names: list[str], n: int) -> None:
    st.header("Themes")
    table = ask("theme_by_partnership", filters).filter(pl.col("partnership").is_in(names))
    worded = show.worded(table.with_columns(show.n_of("actions", "of_actions", "counted")), {"share": words.share})
    columns = {"theme": "Theme", "partnership": "Partnership", "counted": "Actions with the theme", "share": "Share"}
    drawn = table.filter(pl.col("partnership").is_in(names[:_DRAWN]))
    show.chart(
        charts.theme_grid(drawn),
        "Actions on each theme, and their share of the partnership's actions",
        page.note(filters, n, "action or commitment", "actions and commitments"),
        show.renamed(worded, columns),
        "compare-themes",
    )
    page.how("theme_by_partnership")


draw()
