"""How charts, tables and figures are put on a page.

Tables are handed to Streamlit as Arrow: it would take a polars frame through pandas, whose conversion waits for
polars' threads while it holds Python's lock.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping, Sequence

import plotly.graph_objects as go
import polars as pl
import streamlit as st

from pages.parts import columns as of
from pages.parts import leads, say
from pages.parts.columns import Column
from pages.parts.say import Md, md
from queries import words

_SHORT = 30
_CHART = {"displayModeBar": False, "displaylogo": False, "responsive": True}


def chart(
    figure: go.Figure,
    title: str,
    note: str,
    rows: pl.DataFrame,
    columns: Sequence[Column],
    key: str,
    says: str = "",
    on_click: Callable[[str], None] | None = None,
    leads_to: leads.Page | None = None,
) -> None:
    """A chart under its title, with what it rests on, a text alternative, and the table it is drawn from.

    Args:
        figure: the chart.
        title: its subject.
        note: how many actions it rests on, and the date on which they are read.
        rows: the figures drawn.
        columns: how they are read as a table behind 'Show as table'; none where they stand as a table below.
        key: of the widgets.
        says: what the chart shows, in a sentence, for those who cannot see it.
        on_click: what a click on a bar or a point does with the id of its group.
        leads_to: the page to which a row of the table leads, by the name of its group.
    """
    say.markdown(md("**{title}**", title=title))
    click = md(" Click a bar, point or cell to choose it.") if on_click else Md("")
    say.caption(md("{note}{click}", note=note, click=click))
    st.plotly_chart(
        figure,
        theme=None,
        config=_CHART,
        key=key,
        alt=f"{title}. {says}".strip(),
        on_select=(lambda: _clicked(key, on_click)) if on_click else "ignore",
        selection_mode="points",
    )
    if columns:
        with st.expander("Show as table"):
            leading_table(rows, columns, f"Table: {title}", f"{key}-table", leads_to)


def _clicked(key: str, then: Callable[[str], None]) -> None:
    """A bar or a point was clicked. What it carries is the name of its group and its id."""
    points = st.session_state[key]["selection"]["points"]
    carried = points[-1].get("customdata") if points else None
    if carried and len(carried) > 1 and carried[1]:
        then(str(carried[1]))


def table(rows: pl.DataFrame, columns: Sequence[Column], alt: str, key: str) -> None:
    """A table to be read whole: laid out as text while it is short, so that nothing is hidden beyond an edge."""
    if rows.height <= _SHORT:
        st.table(of.written(rows, tuple(columns)), alt=alt, hide_index=True)
    else:
        long_table(rows, columns, alt, key)


def links(before: str, to: Sequence[tuple[str, str]]) -> None:
    """Words, and names each of which leads somewhere."""
    named = ", ".join(f'<a href="{html.escape(address)}">{html.escape(name)}</a>' for name, address in to)
    st.html(f"<p>{html.escape(before)} {named}</p>")


def long_table(rows: pl.DataFrame, columns: Sequence[Column], alt: str, key: str) -> None:
    """A table that sorts and scrolls."""
    st.dataframe(
        of.sortable(rows, tuple(columns)),
        hide_index=True,
        placeholder=words.DASH,
        column_config=of.config(columns),
        alt=alt,
        key=key,
    )


def leading_table(
    rows: pl.DataFrame, columns: Sequence[Column], alt: str, key: str, leads_to: leads.Page | None
) -> None:
    """A table whose rows lead to the page of their group: a short one by the name, a long one by choosing a row."""
    if leads_to is None or rows.is_empty():
        long_table(rows, columns, alt, key)
        return
    if rows.height <= _SHORT:
        addresses = tuple(leads.address(leads_to, name) for name in rows["group_name"])
        st.table(of.written(rows, tuple(columns), addresses), alt=alt, hide_index=True)
        return
    st.caption("Choose a row to go to its page: click any of its cells, or tick its box.")
    names = rows["group_name"].to_list()

    def lead(place: int | None) -> None:
        if place is not None:
            leads.to(leads_to, names[place])

    selectable(rows, columns, alt, key, lead)


def selectable(
    rows: pl.DataFrame, columns: Sequence[Column], alt: str, key: str, then: Callable[[int | None], None]
) -> None:
    """A table of which a click on a cell, or on a row's box, chooses a row.

    Args:
        rows: the rows.
        columns: how they are read.
        alt: what it is, for those who cannot see it.
        key: of the widget.
        then: what is done with the place of the row chosen, before the page is drawn anew; None where a choice was taken away.
    """
    st.dataframe(
        of.sortable(rows, tuple(columns)),
        hide_index=True,
        placeholder=words.DASH,
        column_config=of.config(columns),
        on_select=lambda: then(_selected(key, rows.height)),
        selection_mode=("single-row", "single-cell"),
        key=key,
        alt=alt,
    )


def _selected(key: str, height: int) -> int | None:
    selection = st.session_state[key]["selection"]
    places = [*selection["rows"], *(cell[0] for cell in selection["cells"])]
    return int(places[-1]) if places and places[-1] < height else None


def chosen_row(
    rows: pl.DataFrame, columns: Sequence[Column], alt: str, key: str, height: int | None = None
) -> int | None:
    """A table of which a row can be chosen; the place of the row chosen, if one is."""
    sized = {} if height is None else {"height": height}
    event = st.dataframe(
        of.sortable(rows, tuple(columns)),
        hide_index=True,
        placeholder=words.DASH,
        column_config=of.config(columns),
        on_select="rerun",
        selection_mode="single-row",
        alt=alt,
        key=key,
        **sized,
    )
    chosen = event["selection"]["rows"] if event else []
    return int(chosen[0]) if chosen and chosen[0] < rows.height else None


def facts(values: Mapping[str, Sequence[str]], alt: str) -> None:
    """A short table of words of the program: column -> its cells."""
    st.table(of.in_words(values), alt=alt, hide_index=True)


def cut(shown: int, whole: int, what: str) -> None:
    """Say so where a table shows only the first of its rows."""
    if shown < whole:
        say.caption(
            md(
                "The first {shown} of {whole} {what} are shown. Filter to see others.",
                shown=words.number(shown),
                whole=words.number(whole),
                what=what,
            )
        )


def first_drawn(drawn: int, whole: int, order: str) -> None:
    """Say so where a chart draws only the first of its groups, and in which order they stand."""
    if drawn < whole:
        say.caption(
            md(
                "The chart draws the first {drawn} of {whole} by '{order}'; the table has all.",
                drawn=words.number(drawn),
                whole=words.number(whole),
                order=order.lower(),
            )
        )
