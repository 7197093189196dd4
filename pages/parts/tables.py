"""Columns of tables that several pages show."""

from __future__ import annotations

from functools import cache

from pages.parts.columns import Column, number, share, text


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
