"""A table or a card from which one action is chosen, and the action in full in a dialog. The choice stands in the URL."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
import streamlit as st

from pages.action import detail
from pages.parts import columns as of
from pages.parts import say, words
from pages.parts.columns import Column
from pages.parts.say import Md
from schema.filters import Filters
from schema.vocabulary import Dimension

_PARAM = "action"


def actions(rows: pl.DataFrame, columns: Sequence[Column], key: str) -> None:
    """Draw a table of actions; a click on a cell or a row's box opens the action in full.

    Args:
        rows: the actions, with `action_id`.
        columns: how they are read.
        key: of the widget.
    """
    st.caption("Choose a row to read the action in full: click any of its cells, or tick its box.")
    ids = rows["action_id"].to_list()
    st.dataframe(
        of.sortable(rows, tuple(columns)),
        hide_index=True,
        placeholder=words.DASH,
        column_config=of.config(columns),
        on_select=lambda: _chosen(key, ids),
        selection_mode=("single-row", "single-cell"),
        key=key,
        alt="Actions; choose a row to read it in full",
    )


def grouping(dimensions: Sequence[Dimension]) -> Dimension:
    """What a chart is grouped by, as chosen; it stands in the URL."""
    labels = {dimension.label: dimension for dimension in dimensions}
    first = dimensions[0].label
    chosen = st.segmented_control("Show by", list(labels), default=first, key="by", bind="query-params", required=True)
    return labels[chosen or first]


def _chosen(key: str, ids: Sequence[str]) -> None:
    """A row or a cell was chosen: note its action in the URL; where the choice was taken away, nothing is open."""
    selection = st.session_state[key]["selection"]
    places = [*selection["rows"], *(cell[0] for cell in selection["cells"])]
    if places and places[-1] < len(ids):
        _open(ids[places[-1]])
    else:
        _close()


def _open(action_id: str) -> None:
    st.query_params[_PARAM] = action_id


def _close() -> None:
    st.query_params.pop(_PARAM, None)


def on_demand(action_id: str, label: Md) -> None:
    """A button that opens one action in full."""
    say.button(label, key=f"read-{action_id}", on_click=_open, args=(action_id,))


def show_chosen(filters: Filters, theme_id: str | None = None) -> None:
    """The chosen action in full, over the page, until it is closed. Call it once, at the end of a page.

    Args:
        filters: for the reading date.
        theme_id: mark only this theme's words.
    """
    action_id = st.query_params.get(_PARAM)
    if action_id:
        _dialog(action_id, filters, theme_id)


@st.dialog("One action in full", width="large", on_dismiss=_close)  # type: ignore[untyped-decorator]
def _dialog(action_id: str, filters: Filters, theme_id: str | None) -> None:
    detail.show(action_id, filters.as_at, theme_id)
