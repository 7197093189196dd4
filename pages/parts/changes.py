"""What changed, counted: the strip that leads to the list, and tables by group and quarter."""

from __future__ import annotations

import html
from collections.abc import Sequence
from datetime import date

import polars as pl
import streamlit as st

from pages.parts import leads
from pages.parts.columns import Column, number, text
from pages.parts.once import once
from pages.parts.store import ask, one
from queries import said_of_changes, words
from queries.asked import Since, SinceBy
from queries.changed import CHANGES_BY, COMPARED
from queries.figures import Headline
from schema.filters import Filters
from schema.vocabulary import ChangeKind, Dimension


def any_compared(as_at: date | None = None, since: date | None = None) -> bool:
    """Whether any plan at all is held in two versions that can be compared: where none is, nothing need be looked for."""
    return one(COMPARED, Since(filters=Filters(as_at=as_at), since=since)).compared > 0


def strip(filters: Filters, headline: Headline) -> None:
    """What the newest versions changed, each kind a link to the list; nothing where no earlier version is held."""
    if not any_compared():
        return
    compared = one(COMPARED, Since(filters=filters))
    rows = ask(CHANGES_BY, SinceBy(filters=filters, dimension=Dimension.ALL))
    if not rows.is_empty():
        links = ", ".join(
            f'<a href="{html.escape(leads.same("changes", filters, change=row["change"]))}">{html.escape(said_of_changes.counted(row))}</a>'
            for row in rows.to_dicts()
        )
        silent = f" {said_of_changes.IF_SILENT}" if headline.plans_not_heard_of else ""
        st.html(
            f'<p class="strip"><b>Since the version before</b>, in {words.number(compared.compared)} of {words.counted(compared.plans, "plan")}: {links}.{silent}</p>'
        )


@once
def by_group(
    counts: pl.DataFrame, title: str, kinds: tuple[ChangeKind, ...]
) -> tuple[pl.DataFrame, tuple[Column, ...]]:
    """(one row a group with a column a kind of change, those with most changes first, how the columns are read)."""
    wide, columns = _wide(counts, ["group_id", "group_name"], kinds)
    return wide, (text("group_name", title), *columns)


@once
def by_quarter(counts: pl.DataFrame, kinds: tuple[ChangeKind, ...]) -> tuple[pl.DataFrame, tuple[Column, ...]]:
    """(one row a quarter with a column a kind of change, how the columns are read)."""
    wide, columns = _wide(counts, ["quarter"], kinds)
    return wide.sort("quarter"), (text("quarter", "Quarter to the end of", words.month), *columns)


def _wide(counts: pl.DataFrame, index: list[str], kinds: Sequence[ChangeKind]) -> tuple[pl.DataFrame, list[Column]]:
    chosen = counts.filter(pl.col("change").is_in([kind.value for kind in kinds]))
    wide = chosen.pivot(on="change", index=index, values="changes", maintain_order=True)
    there = [kind for kind in kinds if kind.value in wide.columns]
    named = [kind.value for kind in there]
    wide = wide.with_columns(pl.col(named).fill_null(0)) if named else wide
    most = wide.with_columns(all=pl.sum_horizontal(named)) if named else wide.with_columns(all=pl.lit(0))
    ordered = most.sort("all", descending=True, maintain_order=True).drop("all")
    return ordered, [number(kind.value, kind.label) for kind in there]
