"""A table of actions from which one can be chosen and read in full. The choice stands in the URL."""

from __future__ import annotations

import polars as pl
import streamlit as st

from pages.parts import detail, words
from schema.filters import Filters

_PARAM = "action"
_CARD_PARAM = "card"  # a card and a row may show the same action, each in its place


def actions(table: pl.DataFrame, shown: pl.DataFrame, filters: Filters, key: str, theme_id: str | None = None) -> None:
    """Draw a table of actions; below it, the chosen one in full.

    Args:
        table: the rows, with `action_id`.
        shown: the same rows in the same order, as they are to be shown.
        filters: for the reading date.
        key: of the widget.
        theme_id: mark only this theme's words.
    """
    st.caption("Choose a row to read the action in full.")
    event = st.dataframe(
        shown,
        hide_index=True,
        placeholder=words.DASH,
        on_select="rerun",
        selection_mode="single-row",
        key=key,
        alt="Actions; choose a row to read it in full",
    )
    rows = event["selection"]["rows"] if event else []
    if rows and rows[0] < table.height:
        _choose(_PARAM, table["action_id"][rows[0]])
        st.session_state[f"{key}-chosen"] = True
    elif st.session_state.pop(f"{key}-chosen", False):
        st.query_params.pop(_PARAM, None)
    chosen = st.query_params.get(_PARAM)
    if chosen:
        detail.show(chosen, filters.as_at, theme_id)


def _choose(param: str, action_id: str) -> None:
    """Note the choice in the URL."""
    st.query_params[param] = action_id


def on_demand(action_id: str, label: str, filters: Filters) -> None:
    """A button that shows one action in full below it. The choice stands in the URL."""
    st.button(label, key=f"read-{action_id}", on_click=_choose, args=(_CARD_PARAM, action_id))
    if st.query_params.get(_CARD_PARAM) == action_id:
        detail.show(action_id, filters.as_at)
