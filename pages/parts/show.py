"""How charts, tables and figures are put on a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import plotly.graph_objects as go
import polars as pl
import streamlit as st

from pages.parts import words

_SHORT = 30
_CARD_PIXELS = 215  # cards stand in a row and wrap where the window is narrow
_CHART = {"displayModeBar": False, "displaylogo": False, "responsive": True}


def chart(figure: go.Figure, title: str, note: str, table: pl.DataFrame, key: str, says: str = "") -> None:
    """A chart under its title, with what it rests on, a text alternative, and the table it is drawn from.

    Args:
        figure: the chart.
        title: its subject.
        note: how many actions it rests on, and the date on which they are read.
        table: the figures drawn, as people read them.
        key: of the widgets.
        says: what the chart shows, in a sentence, for those who cannot see it.
    """
    st.markdown(f"**{title}**")
    st.caption(note)
    alt = f"{title}. {says}".strip()
    st.plotly_chart(figure, theme=None, config=_CHART, key=key, alt=alt)
    with st.expander("Show as table"):
        st.dataframe(table, hide_index=True, placeholder=words.DASH, alt=f"Table: {title}", key=f"{key}-table")


def table(rows: pl.DataFrame, alt: str, key: str) -> None:
    """A table to be read whole: laid out as text while it is short, so that nothing is hidden beyond an edge."""
    if rows.height <= _SHORT:
        texts = [name for name, kind in rows.schema.items() if kind == pl.String]
        st.table(worded(rows, dict.fromkeys(texts, _cell)), alt=alt)
    else:
        st.dataframe(rows, hide_index=True, placeholder=words.DASH, alt=alt, key=key)


def _cell(text: str | None) -> str:
    """A cell of text as printed: `st.table` would read Markdown in it."""
    return words.plain(text or "")


def cut(shown: int, whole: int, what: str) -> None:
    """Say so where a table shows only the first of its rows."""
    if shown < whole:
        st.caption(f"The first {words.number(shown)} of {words.number(whole)} {what} are shown. Filter to see others.")


def figures(values: Mapping[str, tuple[str, str]]) -> None:
    """Headline figures side by side: label -> (figure, what it rests on)."""
    with st.container(horizontal=True):
        for label, (figure, rests_on) in values.items():
            with st.container(border=True, width=_CARD_PIXELS):
                st.metric(label, figure)
                st.caption(rests_on)


def renamed(table: pl.DataFrame, names: Mapping[str, str]) -> pl.DataFrame:
    """The named columns in order, under the names that people read."""
    return table.select(pl.col(old).alias(new) for old, new in names.items())


def worded(table: pl.DataFrame, how: Mapping[str, Any]) -> pl.DataFrame:
    """A table with some columns written as people write them: column -> function of its value."""
    return table.with_columns(
        pl.Series(name, [function(value) for value in table[name]], dtype=pl.String) for name, function in how.items()
    )


def n_of(part: str, whole: str, name: str) -> Any:
    """A column 'n of m' of two counts, to be used with `with_columns`."""
    return (
        pl.struct(part, whole)
        .map_elements(lambda row: words.of(row[part], row[whole]), return_dtype=pl.String)
        .alias(name)
    )
