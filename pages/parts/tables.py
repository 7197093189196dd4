"""Columns of tables that several pages show."""

from __future__ import annotations

from pages.parts.columns import number, share, text

THEME_GRID = (
    text("theme", "Theme"),
    text("partnership", "Partnership"),
    number("actions", "Actions with the theme"),
    number("of_actions", "Of actions"),
    share("share", "Share"),
)
