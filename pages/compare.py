"""Compare partnerships side by side: what each publishes first, then its figures, with n beside each."""

from __future__ import annotations

from functools import partial

import polars as pl
import streamlit as st

from pages.parts import charts_of_themes, differences, funnels, page, say, show, switches
from pages.parts.columns import day, number, share, text
from pages.parts.order import Order, in_order
from pages.parts.say import md
from pages.parts.store import ask, one
from pages.parts.tables import TREND, theme_grid_columns, with_trend
from queries import words
from queries.asked import By, ByWithEmpty, ByWithin, Filtered
from queries.figures import HEADLINE, OUTCOMES_BY, PUBLISHED_BY, SHARES_BY, TREND_BY
from schema.filters import Filters
from schema.vocabulary import Dimension

_DRAWN = 12
_NAME = text("group_name", "Partnership")
_PUBLISHES = [
    _NAME,
    number("plans", "Plans"),
    day("newest_plan", "Newest plan: latest date"),
    day("oldest_plan", "Oldest plan: latest date"),
    number("actions", "Actions and commitments"),
    number("with_status", "With a status"),
    number("with_target", "With a target date"),
    number("with_completion", "With a completion date"),
    number("with_lead", "With a lead agency"),
    number("with_rag", "With a RAG rating"),
]
_FIGURES = [
    _NAME,
    number("countable", "Can be completed"),
    number("completed.n", "Completed"),
    share("completed.share", "Completed, share"),
    TREND,
    number("not_stated", "Status not stated"),
    number("not_pursued", "Closed, not pursued"),
    number("unsupported", "Closed, not supported"),
    number("measured", "Completed with both dates"),
    number("on_time", "On time"),
    number("late", "Late"),
    number("median_slippage", "Median slippage, days"),
    number("open_dated", "Open with dates"),
    number("overdue", "Overdue"),
    number("past_target", "Past target, status not stated"),
]
_ORDERS = (
    Order("Name"),
    Order("Most that can be completed", "countable"),
    Order("Largest share completed", "completed.share", rests_on="countable"),
    Order("Longest median slippage", "median_slippage", rests_on="measured"),
    Order("Most overdue", "overdue"),
)


def draw() -> None:
    """Draw the page."""
    filters, headline = page.opened(
        "Compare partnerships",
        md(
            "Whether partnerships differ by more than chance, and two or more of them side by side. A partnership that publishes "
            "less can look better or worse than it is. Nothing is ranked."
        ),
        _chosen,
    )
    table = ask(PUBLISHED_BY, By(filters=filters, dimension=Dimension.PARTNERSHIP))
    if table.height < 2:
        st.info("Choose at least two partnerships to compare, or take the partnership filter away.")
    switches.view(
        {
            "Against all together": partial(_funnel, filters),
            "What each publishes": partial(_publishes, table),
            "Figures": partial(_figures, filters),
            "Themes": partial(_themes, filters, table, headline.actions),
        }
    )
    page.how(PUBLISHED_BY, OUTCOMES_BY, TREND_BY, SHARES_BY)


def _chosen(filters: Filters) -> Filters:
    """The filters narrowed to the partnerships chosen here, if they are two or more; else all in view are compared."""
    names = ask(PUBLISHED_BY, By(filters=filters, dimension=Dimension.PARTNERSHIP))["group_name"].to_list()
    chosen = st.multiselect(
        "Partnerships to compare",
        names,
        key="compare",
        placeholder="All in view",
        bind="query-params",
        help="Choose two or more. Left empty, all partnerships in view are compared.",
    )
    return filters.model_copy(update={"partnership": chosen}) if len(chosen) > 1 else filters


def _publishes(table: pl.DataFrame) -> None:
    st.markdown("From 'With a status' on, each column says how many of the rows print it.")
    show.leading_table(table, _PUBLISHES, "What each partnership publishes", "compare-publishes", "partnership")


def _figures(filters: Filters) -> None:
    st.caption(f"n stands beside each figure. A figure that rests on fewer than {words.FEW} says little.")
    order = switches.order(_ORDERS)
    figures = ask(OUTCOMES_BY, ByWithEmpty(filters=filters, dimension=Dimension.PARTNERSHIP))
    trends = ask(TREND_BY, By(filters=filters, dimension=Dimension.PARTNERSHIP))
    show.leading_table(
        in_order(with_trend(figures, trends), order),
        _FIGURES,
        "Completion and lateness of each partnership",
        "compare-figures",
        "partnership",
    )
    chosen = st.session_state.get("compare", ())
    if len(chosen) > differences.MOST:
        say.caption(md("Choose up to {n} to see how their rates differ.", n=differences.MOST))
    elif len(chosen) > 1:
        differences.draw(figures, chosen)


def _funnel(filters: Filters) -> None:
    """Every partnership in view against all together, those chosen marked."""
    funnels.draw(_everyone(filters), tuple(st.session_state.get("compare", ())), on_click=_mark)


def _mark(partnership: str) -> None:
    """A point was clicked: it is compared, or no longer."""
    now = st.session_state.get("compare", ())
    others = [name for name in now if name != partnership]
    st.session_state["compare"] = others if partnership in now else [*now, partnership]


def _themes(filters: Filters, table: pl.DataFrame, n: int) -> None:
    """Few partnerships stand side by side in a grid; of many each theme is a strip of points, those chosen marked."""
    names = table["group_name"].to_list()
    everyone = _everyone(filters)
    chosen = tuple(st.session_state.get("compare", ()))
    is_many = len(names) > _DRAWN or bool(chosen)
    found = ask(
        SHARES_BY,
        ByWithin(filters=everyone if is_many else filters, dimension=Dimension.THEME, within=Dimension.PARTNERSHIP),
    )
    whole = one(HEADLINE, Filtered(filters=everyone)).actions if is_many else n
    told = f"Partnerships of fewer than {words.FEW} actions are not drawn; at most six are named." if is_many else ""
    show.chart(
        charts_of_themes.theme_strips(found, chosen) if is_many else charts_of_themes.theme_grid(found, tuple(names)),
        "Each theme's share of a partnership's actions: every partnership a mark, those chosen named"
        if is_many
        else "Actions on each theme, and their share of the partnership's actions",
        f"{page.note(filters, whole, 'action or commitment', 'actions and commitments')} {told}",
        found,
        theme_grid_columns("Partnership"),
        "compare-themes",
        "The share of each partnership's actions that are on each theme",
    )


def _everyone(filters: Filters) -> Filters:
    """The filters without what is chosen here: those in view, of whom those chosen are marked."""
    return filters.model_copy(update={"partnership": list(st.session_state.get("partnership", ()))})


draw()
