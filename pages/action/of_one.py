"""What the pages of one partnership and of one lead agency share: figures, what needs attention, what falls due next."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages.action import attention
from pages.parts import changes, charts, figures, leads, page, say, show
from pages.parts.columns import Column, day, number, text
from pages.parts.say import Md, md
from pages.parts.store import ask
from queries import words
from queries.asked import ByLimited, Limited
from queries.figures import DUE_BY, Headline
from queries.lists import ATTENTION
from schema.filters import Filters
from schema.vocabulary import Dimension

_ROWS, _DRAWN = 4, 8
_SHARED = " A shared action counts for each of its leads."
_DUE = [
    number("due_30", "Within 30 days"),
    number("due_90", "31 to 90 days"),
    number("due_180", "91 to 180 days"),
    number("due_later", "Later"),
    day("next_due", "Next target"),
    text("busiest_month", "Month in which most targets meet", words.month),
    number("in_busiest_month", "Targets in it"),
]


def chosen(of: leads.Page, names: Sequence[str], title: Md) -> str:
    """The one of some names that a person reads, as chosen; it stands in the URL. Until then the first.

    A link that asks for one that is not there is told so, and shows nobody else.
    """
    key = leads.CHOICE[of]
    asked = st.query_params.get(key)
    if asked and asked not in names and st.session_state.get(key) in (None, asked):
        say.warning(
            md("The link asks for '{name}', which is not there under these filters. Choose another below.", name=asked)
        )
        st.session_state[key] = None
        say.selectbox(title, names, index=None, key=key, placeholder="Choose one", bind="query-params")
        st.stop()
    first = f"{names[0]}, until you choose another"
    found = say.selectbox(title, names, index=None, key=key, placeholder=first, bind="query-params")
    return str(found or names[0])


def name_of(dimension: Dimension) -> Column:
    """The column with a group's name."""
    return text("group_name", words.NAMES[dimension][0].capitalize())


def head(filters: Filters, headline: Headline) -> None:
    """Its figures."""
    figures.row(
        (
            figures.completed(headline),
            figures.overdue(headline),
            figures.due_soon(headline),
            figures.median_slippage(headline),
        )
    )
    page.if_read_today(filters, headline)
    changes.strip(filters, headline)


def late(filters: Filters, headline: Headline) -> None:
    """What needs attention first."""
    rows = ask(ATTENTION, Limited(filters=filters, limit=_ROWS))
    if not rows.is_empty():
        attention.listed(rows)
        left = headline.overdue + headline.unsupported
        show.cut(rows.height, left, "actions that are overdue, or closed but not done,")


def falling_due(filters: Filters, dimension: Dimension) -> None:
    """What falls due in the next 30, 90 and 180 days, and where several targets of one group meet."""
    table = ask(DUE_BY, ByLimited(filters=filters, dimension=dimension))
    if table.is_empty():
        st.markdown(
            "No open action in view has a target that is still to come on the reading date, or the dates that would tell."
        )
        return
    show.first_drawn(_DRAWN, table.height, "Most due within 180 days")
    show.chart(
        charts.stacked(table, "group_name", charts.DUE_PARTS, _DRAWN, "Open actions that are not yet due"),
        "What falls due after the reading date",
        f"{page.note(filters, table.height, *words.NAMES[dimension])}{_SHARED if dimension is Dimension.AGENCY else ''}",
        table,
        [name_of(dimension), *_DUE],
        f"due-{dimension.value}",
        "Open actions due within 30 days of the reading date, from 31 to 90, from 91 to 180, and later",
        leads_to="agency" if dimension is Dimension.AGENCY else "partnership",
    )
