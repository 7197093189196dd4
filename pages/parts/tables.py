"""Columns of tables that several pages show."""

from __future__ import annotations

from pages.parts.columns import number, share, text

THEME_GRID = (
    text("group_name", "Theme"),
    text("within_name", "Partnership"),
    number("actions.n", "Actions with the theme"),
    number("actions.m", "Of actions"),
    share("actions.share", "Share"),
)
