"""Actions: the filtered table, one action in full, and the download."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from pages.parts import choose, page, show, words
from pages.parts.store import ask
from queries.params import ON_SCREEN
from schema.export import to_csv
from schema.filters import Filters

_NAMES = {
    "partnership": "Partnership",
    "plan": "Plan",
    "section": "Section",
    "ref": "Ref",
    "recommendation": "Recommendation",
    "action": "Action",
    "lead_agencies": "Lead agencies",
    "target_as_printed": "Target as printed",
    "target_date": "Target date",
    "status": "Status",
    "completion_date": "Completed on",
    "timeliness": "Timeliness",
    "slippage_days": "Slippage, days",
    "overdue_days": "Days overdue",
    "themes": "Themes",
    "marking": "Marking",
}


def draw() -> None:
    """Draw the page."""
    filters, headline = page.opened(
        "Actions", "Every action that the filters leave. Choose one to read it in full, or download them all as CSV."
    )
    table = ask("actions", filters, limit=ON_SCREEN)
    _download(filters, headline)
    if table.height < headline["actions"]:
        st.caption(
            f"The table shows the first {words.number(table.height)} of {words.number(headline['actions'])}; the download has all."
        )
    choose.actions(table, _readable(table), filters, "actions")
    page.how("actions")


def _readable(table: pl.DataFrame) -> pl.DataFrame:
    worded = show.worded(
        table,
        {
            "lead_agencies": words.listed,
            "status": words.status,
            "timeliness": words.timeliness,
            "themes": words.listed,
            "recommendation": words.shortened,
            "action": words.shortened,
        },
    )
    return show.renamed(worded, _NAMES)


def _download(filters: Filters, headline: dict[str, Any]) -> None:
    """All rows of the view, in the columns of the export; the file's name says when it is filtered."""
    st.download_button(
        f"Download CSV ({words.counted(headline['actions'], 'row')})",
        data=lambda: to_csv(ask("actions", filters), for_excel=True),
        file_name=file_name(filters),
        mime="text/csv",
        on_click="ignore",
        key="download",
    )


def file_name(filters: Filters) -> str:
    """'followthrough-actions-filtered-as-at-2024-01-31.csv'."""
    parts = ["followthrough-actions"]
    if filters.is_narrowed:
        parts.append("filtered")
    if filters.as_at:
        parts.append(f"as-at-{filters.as_at.isoformat()}")
    return "-".join(parts) + ".csv"


draw()
