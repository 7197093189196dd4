"""Columns of tables that several pages show."""

from __future__ import annotations

from functools import cache

import polars as pl

from pages.parts.columns import Column, number, share, text, trend

#: What `with_trend` adds to a table of groups.
TREND = trend("done_of_due_by_year", "Done of due, by year due")


@cache
def theme_grid_columns(within: str) -> tuple[Column, ...]:
    """Of themes by something else, which is called `within`."""
    return (
        text("group_name", "Theme"),
        text("within_name", within),
        number("actions.n", "Actions with the theme"),
        number("actions.m", "Of actions"),
        share("actions.share", "Share"),
    )


def with_trend(table: pl.DataFrame, trends: pl.DataFrame) -> pl.DataFrame:
    """A table of groups, each with its line of the query `trend_by`; years in which nothing fell due are left out of it."""
    lines = trends.select("group_id", done_of_due_by_year="done_of_due")
    return table.join(lines, on="group_id", how="left", maintain_order="left")
