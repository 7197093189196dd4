"""What a page lets its reader switch between: its views, groupings, orders. Each choice stands in the URL."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TypeVar

import streamlit as st

from pages.parts import say
from pages.parts.order import Order
from pages.parts.say import Md, md
from pages.parts.state import session
from schema.vocabulary import Dimension

T = TypeVar("T")


def one_of(title: Md, choices: Mapping[str, T], key: str) -> T:
    """One of a few things, by its label; at first the first.

    Args:
        title: of the switch.
        choices: label -> thing; labels are words of the program.
        key: the name by which the choice stands in the URL.
    """
    first = next(iter(choices))
    chosen = say.segmented_control(title, list(choices), default=first, key=key, bind="query-params", required=True)
    return choices[chosen or first]


def several(title: Md, labels: Mapping[str, str], key: str) -> list[str]:
    """Those of a few things that are chosen; none is no limit.

    Streamlit would bind what is shown to the URL, which here holds numbers of the day.

    Args:
        title: of the switch.
        labels: thing -> what is shown.
        key: the name by which the choice stands in the URL.
    """
    asked = [value for value in st.query_params.get_all(key) if value in labels]
    if session().several.get(key) != asked or key not in st.session_state:  # a link or Back, or another page before
        st.session_state[key] = session().several[key] = asked
    chosen = say.pills(
        title,
        list(labels),
        selection_mode="multi",
        format_func=lambda value: labels[value],
        key=key,
        on_change=lambda: _written(key),
    )
    return list(chosen)


def since(title: Md) -> date | None:
    """The day of the meeting before, as chosen; it stands in the URL. A link that asks for no day is told so."""
    asked = st.query_params.get("since")  # Streamlit takes one away that is no day
    found = say.date_input(
        title,
        value=None,
        key="since",
        format="DD/MM/YYYY",
        bind="query-params",
        min_value=date(1990, 1, 1),
        max_value=date(2100, 1, 1),
        help="How plans stood on that day is held against how they stand on the reading date. Left empty: each plan's version before its newest.",
        width=260,
    )
    if asked and found is None:
        say.warning(md("The link asks for changes since '{day}', which is no day. Choose one above.", day=asked))
    return found if isinstance(found, date) else None


def _written(key: str) -> None:
    """A choice was made: the URL says so."""
    st.query_params[key] = session().several[key] = list(st.session_state[key])


def view(views: Mapping[str, Callable[[], T]]) -> T:
    """Draw one of several views of a page, as chosen, and give what it gives. What is not looked at is not worked out."""
    return one_of(Md("View"), views, "view")()


def shown(short: int, long: int, there: int, what: str) -> int:
    """How many rows of a list are shown: a few, or, where a person wants them and there are, many.

    Args:
        short: how many at first.
        long: how many at most.
        there: how many there are.
        what: they are, in the plural.
    """
    if there <= short:
        return there
    title = md("Show up to {n} {what}", n=long, what=what)
    return min(long if say.toggle(title, key="many", bind="query-params") else short, there)


def grouping(dimensions: Sequence[Dimension]) -> Dimension:
    """What a chart is grouped by, as chosen."""
    return one_of(Md("Show by"), {dimension.label: dimension for dimension in dimensions}, "by")


def order(orders: Sequence[Order]) -> Order:
    """In which order groups stand, as chosen."""
    return one_of(Md("Sort by"), {one.label: one for one in orders}, "sort")
