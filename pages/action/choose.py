"""A table from which one action is chosen, and the action in full in a dialog. The choice stands in the URL."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
import streamlit as st

from pages.action import detail
from pages.action.cells import OPEN, remember
from pages.parts import say, show
from pages.parts.columns import Column
from pages.parts.say import md
from pages.parts.state import session
from schema.filters import Filters


def actions(rows: pl.DataFrame, columns: Sequence[Column], key: str) -> None:
    """Draw a table of actions; a click on a cell or a row's box opens the action in full.

    Args:
        rows: the actions, with `action_id`.
        columns: how they are read.
        key: of the widget.
    """
    st.caption("Choose a row to read the action in full: click any of its cells, or tick its box.")
    ids = rows["action_id"].to_list()
    show.selectable(rows, columns, "Actions; choose a row to read it in full", key, lambda place: _chosen(ids, place))


def _chosen(ids: Sequence[str], place: int | None) -> None:
    """A row was chosen: note its action in the URL; where the choice was taken away, nothing is open."""
    if place is None:
        _close()
    else:
        remember(ids)
        _open(ids[place])


def _open(action_id: str) -> None:
    st.query_params[OPEN] = action_id


def _close() -> None:
    st.query_params.pop(OPEN, None)


def show_chosen(filters: Filters, theme_id: str | None = None) -> None:
    """The chosen action in full, over the page, until it is closed. Call it once, at the end of a page.

    Args:
        filters: for the reading date.
        theme_id: mark only this theme's words.
    """
    action_id = st.query_params.get(OPEN)
    if action_id:
        _dialog(action_id, filters, theme_id)


@st.dialog("One action in full", width="large", on_dismiss=_close)  # type: ignore[untyped-decorator]
def _dialog(action_id: str, filters: Filters, theme_id: str | None) -> None:
    _turn_over(action_id)
    detail.show(action_id, filters.as_at, theme_id)


def _turn_over(action_id: str) -> None:
    """To the action before and the one after in the table from which this one was opened."""
    ids = session().listed
    if action_id not in ids:
        return
    place = ids.index(action_id)
    with st.container(horizontal=True, vertical_alignment="center"):
        last = len(ids) - 1
        for label, other in (("Previous", max(place - 1, 0)), ("Next", min(place + 1, last))):
            if say.button(md("{label}", label=label), disabled=other == place):
                _open(ids[other])
                st.rerun()  # the whole page: a dialog alone would be drawn again with the same action
        say.caption(
            md(
                "{place} of {all} in the table. The address of this page leads here again.",
                place=place + 1,
                all=len(ids),
            )
        )
