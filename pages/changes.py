"""What changed: between the newest version of each plan and the one before, or since a day."""

from __future__ import annotations

from datetime import date
from functools import partial

import streamlit as st

from pages.action import changed, choose
from pages.parts import changes, charts_of_changes, download, leads, page, say, show, switches
from pages.parts.say import Md, md
from pages.parts.store import ask, one
from queries import said_of_changes, words
from queries.asked import ON_SCREEN, ChangesAsked, Filtered, Since, SinceBy
from queries.changed import CHANGES, CHANGES_BY, CHANGES_OVER_TIME, COMPARED
from schema.filters import Filters
from schema.vocabulary import ChangeKind, Dimension

_ACTIONS, _MANY = 9, 100
_LEADS: dict[Dimension, leads.Page] = {Dimension.PARTNERSHIP: "partnership", Dimension.AGENCY: "agency"}


def draw() -> None:
    """Draw the page."""
    filters, headline = page.opened(
        "What changed",
        md("What moved since the version of each plan before its newest, or since a day: last quarter's meeting."),
    )
    since = _since()
    compared, others = said_of_changes.compared(one(COMPARED, Since(filters=filters, since=since)), since)
    say.markdown(md("**{compared}.** {others}", compared=compared, others=f"{others}." if others else ""))
    if headline.plans_not_heard_of:
        st.caption(
            "What was done after a plan last spoke is not known: an action of such a plan is newly overdue only if nothing has been done since."
        )
    kinds = _kinds(filters, since)
    if not kinds:
        st.markdown("Nothing is known to have changed.")
    else:
        switches.view(
            {
                "List": partial(_list, filters, since, kinds),
                "By partnership": partial(_by, filters, since, kinds, Dimension.PARTNERSHIP),
                "By lead agency": partial(_by, filters, since, kinds, Dimension.AGENCY),
                "By theme": partial(_by, filters, since, kinds, Dimension.THEME),
                "Quarter by quarter": partial(_quarters, filters, kinds),
            }
        )
    page.how(COMPARED, CHANGES, CHANGES_BY, CHANGES_OVER_TIME)
    choose.show_chosen(filters)


def _since() -> date | None:
    """The day of the meeting before, as chosen; it stands in the URL."""
    asked = st.query_params.get("since")  # Streamlit takes one away that is no day
    found = st.date_input(
        "Since (the meeting before)",
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


def _kinds(filters: Filters, since: date | None) -> list[ChangeKind]:
    """The kinds of change that a person chose to see, by default all that there are; none where nothing changed."""
    counts = ask(CHANGES_BY, SinceBy(filters=filters, since=since, dimension=Dimension.ALL))
    told = {row["change"]: said_of_changes.counted(row) for row in counts.to_dicts()}
    asked = [kind for kind in ChangeKind if kind.value in st.query_params.get_all("change")]
    told |= {kind.value: said_of_changes.none_of(kind) for kind in asked if kind.value not in told}
    if not told:
        return []
    return [ChangeKind(kind) for kind in switches.several(Md("In these plans"), told, "change") or told]


def _list(filters: Filters, since: date | None, kinds: list[ChangeKind]) -> None:
    many = say.toggle(md("Show up to {n} actions", n=_MANY), key="many", bind="query-params")
    most = _MANY if many else _ACTIONS
    rows = ask(CHANGES, ChangesAsked(filters=filters, since=since, change=kinds, limit=ON_SCREEN))
    shown, left = changed.listed(rows, most)
    if not shown:
        st.markdown("No action changed in this way.")
    elif left or rows.height == ON_SCREEN:
        say.caption(md("The first {n} actions are shown. The files below have all.", n=shown))
    download.changes(filters, since, kinds)


def _by(filters: Filters, since: date | None, kinds: list[ChangeKind], dimension: Dimension) -> None:
    counts = ask(CHANGES_BY, SinceBy(filters=filters, since=since, dimension=dimension))
    table, columns = changes.by_group(counts, dimension.label, tuple(kinds))
    if table.is_empty():
        say.markdown(md("No {what} is known of the actions that changed.", what=dimension.label.lower()))
        return
    if dimension is not Dimension.PARTNERSHIP:
        st.caption(
            "An action of several counts in each; one of none, and what was dropped, in none: the columns do not add up to the counts above."
        )
    show.leading_table(
        table,
        columns,
        f"Changes of each {dimension.label.lower()}",
        f"changes-{dimension.value}",
        _LEADS.get(dimension),
    )


def _quarters(filters: Filters, kinds: list[ChangeKind]) -> None:
    counts = ask(CHANGES_OVER_TIME, Filtered(filters=filters))
    table, columns = changes.by_quarter(counts, tuple(kinds))
    if table.is_empty():
        st.markdown("No two versions of a plan in view speak of dates, so there are no quarters to count by.")
        return
    show.chart(
        charts_of_changes.over_quarters(table),
        "Changes told in each quarter, by the date that versions speak of",
        f"n = {words.counted(charts_of_changes.drawn(table), 'change')}. Each version that is held against the one before it: 'Since' and the reading date have no part in it. Two lines that lie on each "
        "other are told apart in the table. The last quarter may not be over.",
        table,
        columns,
        "changes-quarters",
        "How many actions changed in each way",
    )


draw()
