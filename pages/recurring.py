"""Told again: what was recommended in several plans and what came of it, themes that came back, terms of no theme."""

from __future__ import annotations

from functools import partial

import polars as pl
import streamlit as st

from pages.action import choose, told_again
from pages.parts import charts, page, say, show, switches
from pages.parts.columns import number, share, text
from pages.parts.filters import narrow
from pages.parts.say import md
from pages.parts.store import ask
from queries import words
from queries.asked import Filtered, Limited, OneActionRead
from queries.told_again import CAME_BACK, NEAREST, TOLD_AGAIN, TOLD_SO, UNTOLD_TERMS
from schema.filters import Filters
from schema.vocabulary import Dimension

_GROUPS, _MANY, _MOST = 8, 60, 200
_TERMS = 12
_PATIENCE_SECONDS = 0.2
_CAME_BACK = [
    text("group_name", "Theme"),
    number("came_back.m", "Partnerships that had closed it"),
    number("came_back.n", "Came back"),
    share("came_back.share", "Came back, share"),
    number("years", "Years until then, median"),
]
_TERM_COLUMNS = [
    text("term", "Term"),
    number("partnerships", "Partnerships"),
    number("plans", "Plans"),
    number("recommendations", "Recommendations"),
    text("example", "An example", lambda value: words.shortened(value, 120), "large"),
]


def draw() -> None:
    """Draw the page."""
    filters, headline = page.opened(
        "Told again",
        md(
            "What was recommended in several plans and what came of it, which themes came back after they were closed, and what belongs to no theme."
        ),
    )
    switches.view(
        {
            "Recommendations": partial(_told_again, filters),
            "Themes that came back": partial(_came_back, filters),
            "Terms of no theme": partial(_terms, filters, headline.actions),
        }
    )
    page.how(TOLD_AGAIN, TOLD_SO, NEAREST, CAME_BACK, UNTOLD_TERMS)
    choose.show_chosen(filters)


def _told_again(filters: Filters) -> None:
    """The groups; or one of them, as the address says."""
    if not _is_there():
        return
    asked = st.query_params.get("told")
    rows = ask(TOLD_SO, OneActionRead(action_id=asked, as_at=filters.as_at)) if asked else None
    if rows is None or rows.is_empty():
        if asked:
            say.warning(
                md(
                    "The link asks for an action {asked}, which is not in view. All recommendations are shown.",
                    asked=asked,
                )
            )
        _groups(filters)
        return
    told_again.members(rows.head(_one(rows)))


def _is_there() -> bool:
    """Whether what recurs is worked out; if not, that it will be, or cannot be, is said."""
    if not told_again.is_ready(_PATIENCE_SECONDS):
        _wait()
        return False
    return not told_again.is_too_large()


@st.fragment(run_every="2s")  # type: ignore[untyped-decorator]
def _wait() -> None:
    """Say that it is being worked out, and look again."""
    if told_again.is_ready(patience=0):
        st.rerun()
    st.info(
        "The recommendations of all plans are being held against each other. With many plans this takes some seconds; the page goes on by itself."
    )


def _one(rows: pl.DataFrame) -> int:
    """The way back, what was told and to how many, and how many of them are listed."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("All recommendations", on_click=_all)
        most = switches.shown(_GROUPS, _MOST, rows.height, "actions")
    say.markdown(
        md(
            "**{actions} were told this or nearly the same:** {told}",
            actions=words.counted(rows.height, "action"),
            told=words.shortened(rows["recommendation"][0], 300),
        )
    )
    if most < rows.height:
        say.caption(
            md("The first {most} of {all} are shown, of the same partnership first.", most=most, all=rows.height)
        )
    return most


def _all() -> None:
    st.query_params.pop("told", None)


def _groups(filters: Filters) -> None:
    rows = ask(TOLD_AGAIN, Limited(filters=filters, limit=_MANY))
    if rows.is_empty():
        st.markdown("No recommendation in view says nearly the same as one of another plan.")
        return
    shown = rows.head(switches.shown(_GROUPS, _MANY, rows.height, "recommendations"))
    whole = md(" Each is counted in every plan, whatever the filters leave.") if filters.is_narrowed else md("")
    say.caption(
        md(
            "The first {shown} of {groups} that were made in several plans, those of most partnerships first. They are found by their words: nearly the same "
            "is found, the same in quite other words is not. Choose one to see who was told so, and what came of it.{whole}",
            shown=words.number(shown.height),
            groups=words.number(rows["groups"][0]),
            whole=whole,
        )
    )
    told_again.groups(shown)


def _came_back(filters: Filters) -> None:
    table = ask(CAME_BACK, Filtered(filters=filters))
    if table.is_empty():
        st.markdown(
            "No partnership in view has closed every action of a plan on a theme and has a later dated plan, so none can have come back."
        )
        return
    show.chart(
        charts.stacked(table, "group_name", charts.AGAIN_PARTS, table.height, "Partnerships that had closed it"),
        "Themes that partnerships had closed, and to how many of them they came back in a later plan",
        f"{page.note(filters, table.height, 'theme')} A later plan of the same partnership asks for something on the theme again.",
        table,
        _CAME_BACK,
        "came-back",
        "How many partnerships had every action on a theme completed, and to how many of these the theme came back",
        on_click=partial(narrow, Dimension.THEME.value),
    )


def _terms(filters: Filters, actions: int) -> None:
    if not _is_there():
        return
    table = ask(UNTOLD_TERMS, Limited(filters=filters, limit=_TERMS))
    if table.is_empty():
        st.markdown("No term outside the themes stands in three plans of two partnerships.")
        return
    say.caption(
        md(
            "The first {shown} of {terms} pairs of words that stand in at least three plans of two partnerships and by which no theme is told, of {actions} in view. "
            "They are proposals for whoever keeps the themes.",
            shown=words.number(table.height),
            terms=words.number(table["terms"][0]),
            actions=words.counted(actions, "action or commitment", "actions and commitments"),
        )
    )
    show.table(table, _TERM_COLUMNS, "Terms that recur and belong to no theme", "terms")


draw()
