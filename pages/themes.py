"""Themes: what keeps recurring, where, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import polars as pl
import streamlit as st

from pages.action import choose
from pages.parts import charts_of_themes, page, say, show, switches
from pages.parts.columns import joined, number, text
from pages.parts.filters import narrow_to
from pages.parts.say import md
from pages.parts.store import ask
from pages.parts.tables import theme_grid_columns
from queries import words
from queries.asked import ON_SCREEN, ByWithEmpty, ByWithin, OfGroup
from queries.figures import OUTCOMES_BY, SHARES_BY
from queries.lists import ACTIONS_OF
from schema.filters import Filters
from schema.vocabulary import Dimension


@dataclass(frozen=True, slots=True)
class _Within:
    """What themes are drawn against: what one and many of it are called, how many fit, and what the chart says."""

    one: str
    many: str
    most: int
    title: str
    told: str


_WITHIN = {
    Dimension.PARTNERSHIP: _Within(
        "Partnership", "partnerships", 12, "Actions on each theme, and their share of the partnership's actions",
        "A share is of all actions of the partnership.",
    ),
    Dimension.YEAR_DUE: _Within(
        "Year due", "years", 20, "Actions on each theme by the year in which they are due",
        "A share is of all actions due in that year, by their latest target.",
    ),
    Dimension.THEME: _Within(
        "Together with", "themes", 24, "Themes that one action tells together",
        "A share is of all actions with the theme at the top of the column.",
    ),
}  # fmt: skip
_OUTCOMES = [
    text("group_name", "Theme"),
    number("actions", "Actions"),
    number("countable", "Can be completed"),
    number("completed.n", "Completed"),
    number("measured", "Completed with both dates"),
    number("late", "Late"),
    number("median_slippage", "Median slippage, days"),
    number("open_dated", "Open with dates"),
    number("overdue", "Overdue"),
]
_ACTIONS = [
    text("partnership", "Partnership"),
    text("plan", "Plan"),
    joined("Place", words.place, "section", "ref"),
    text("words", "Words that matched", words.listed),
    text("action", "Action", lambda value: words.shortened(value, 140), "large"),
    text("lead_agencies", "Lead", words.listed),
    text("status", "Status", words.status),
    text("timeliness", "Timeliness", words.timeliness),
    number("days", "Days"),
]


def draw() -> None:
    """Draw the page."""
    filters, headline = page.opened(
        "Themes",
        md(
            "What keeps recurring across plans. Themes are found by words, not judged by a person: the words that matched are "
            "marked in each action."
        ),
    )
    outcomes = ask(OUTCOMES_BY, ByWithEmpty(filters=filters, dimension=Dimension.THEME, with_empty=True))
    theme_id = switches.view(
        {
            "Across partnerships": partial(_grid, filters, headline.actions, Dimension.PARTNERSHIP),
            "Over the years": partial(_grid, filters, headline.actions, Dimension.YEAR_DUE),
            "Together": partial(_grid, filters, headline.actions, Dimension.THEME),
            "What became of each": partial(_outcomes, outcomes),
            "One theme": partial(_one_theme, filters, outcomes),
        }
    )
    page.how(SHARES_BY, OUTCOMES_BY, ACTIONS_OF)
    choose.show_chosen(filters, theme_id)


def _grid(filters: Filters, n: int, within: Dimension) -> str | None:
    """Themes by partnership, by year due, or by the other themes of the same action."""
    of = _WITHIN[within]
    table = ask(SHARES_BY, ByWithin(filters=filters, dimension=Dimension.THEME, within=within))
    names = table["within_name"].unique(maintain_order=True).to_list()
    show.cut(min(len(names), of.most), len(names), of.many)
    counts = " The counts stand in the table." if len(names) > charts_of_themes.NARROW else ""
    show.chart(
        charts_of_themes.theme_grid(table, tuple(names[: of.most])),
        of.title,
        f"{page.note(filters, n, 'action or commitment', 'actions and commitments')} {of.told}{counts}",
        table,
        theme_grid_columns(of.one),
        f"theme-grid-{within.value}",
        of.told,
        on_click=partial(_cell, within),
    )
    return None


def _cell(within: Dimension, cell: str) -> None:
    """A cell was clicked: its theme, and its partnership or year. Filters cannot ask for two themes at once, so of two the first."""
    theme_id, _, other = cell.partition(charts_of_themes.CELL)
    narrow_to({"theme": theme_id} | ({} if within is Dimension.THEME else {within.value: other}))


def _outcomes(table: pl.DataFrame) -> str | None:
    show.table(table, _OUTCOMES, "Completion and slippage of each theme", "theme-outcomes")
    return None


def _one_theme(filters: Filters, outcomes: pl.DataFrame) -> str | None:
    labels = dict(outcomes.select("group_id", "group_name").iter_rows())
    theme_id = st.selectbox(
        "Theme to read", list(labels), format_func=lambda value: labels[value], key="read", bind="query-params"
    )
    theme_id = theme_id or next(iter(labels))
    row = outcomes.filter(pl.col("group_id") == theme_id).row(0, named=True)
    say.markdown(
        md(
            "**{theme}**: {meaning}. {count} in view.",
            theme=row["group_name"],
            meaning=row["meaning"],
            count=words.counted(row["actions"], "action"),
        )
    )
    table = ask(ACTIONS_OF, OfGroup(filters=filters, dimension=Dimension.THEME, group_id=theme_id, limit=ON_SCREEN))
    if table.is_empty():
        st.info("No action in view is on this theme. Choose another theme, or take a filter away.")
    else:
        show.cut(table.height, row["actions"], "actions")
        choose.actions(table, _ACTIONS, f"theme-actions-{theme_id}")
    return str(theme_id)


draw()
