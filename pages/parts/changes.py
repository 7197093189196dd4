"""What changed, counted: the strip that leads to the list, and tables by group and quarter."""

from __future__ import annotations

import html
from collections.abc import Sequence

import polars as pl
import streamlit as st

from pages.parts import leads
from pages.parts.columns import Column, number, text
from pages.parts.once import once
from pages.parts.store import ask
from queries import said_of_changes, words
from queries.asked import Since, SinceBy
from queries.changed import CHANGES_BY, COMPARED
from schema.filters import Filters
from schema.vocabulary import ChangeKind, Dimension


def strip(filters: Filters) -> None:
    """What the newest versions changed, each kind a link to the list; nothing where no earlier version is held."""
    if not ask(COMPARED, Since())["compared"][0]:
        return
    rows = ask(CHANGES_BY, SinceBy(filters=filters, dimension=Dimension.ALL))
    if not rows.is_empty():
        links = ", ".join(
            f'<a href="{html.escape(leads.changes(row["change"]))}">{html.escape(said_of_changes.counted(row))}</a>'
            for row in rows.to_dicts()
        )
        st.html(f'<p class="strip"><b>Since the version before:</b> {links}</p>')


@once
def by_group(counts: pl.DataFrame, title: str) -> tuple[pl.DataFrame, tuple[Column, ...]]:
    """(one row a group with a column a kind of change that occurs, how the columns are read)."""
    wide = counts.pivot(on="change", index=["group_id", "group_name"], values="changes", maintain_order=True)
    kinds = _in_order(counts)
    named = [number(kind, ChangeKind(kind).label) for kind in kinds]
    return wide.with_columns(pl.col(kinds).fill_null(0)), (text("group_name", title), *named)


@once
def by_quarter(counts: pl.DataFrame) -> tuple[pl.DataFrame, tuple[Column, ...]]:
    """(one row a quarter with a column a kind of change that occurs, how the columns are read)."""
    wide = counts.pivot(on="change", index="quarter", values="changes", maintain_order=True)
    kinds = _in_order(counts)
    named = [number(kind, ChangeKind(kind).label) for kind in kinds]
    return wide.with_columns(pl.col(kinds).fill_null(0)), (
        text("quarter", "Quarter to the end of", words.month),
        *named,
    )


def _in_order(counts: pl.DataFrame) -> list[str]:
    there: Sequence[str] = counts["change"].unique().to_list()
    return [kind.value for kind in ChangeKind if kind.value in there]
