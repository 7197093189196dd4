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
    since = switches.since(Md("Since (the meeting before)"))
    compared, others = said_of_changes.compared(one(COMPARED, Since(filters=filters, since=since)), since)
    say.markdown(md("**{compared}.** {others}", compared=compared, others=f"{others}." if others else ""))
    if headline.plans_not_heard_of:
        say.caption(md("{told}", told=said_of_changes.IF_SILENT))
    kinds = _kinds(filters, since) if changes.any_compared(filters.as_at, since) else None
    if kinds is None:
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


def _kinds(filters: Filters, since: date | None) -> list[ChangeKind] | None:
    """The kinds of change that a person chose to see, none of them for all that there are; None where nothing changed."""
    counts = ask(CHANGES_BY, SinceBy(filters=filters, since=since, dimension=Dimension.ALL))
    told = {row["change"]: said_of_changes.counted(row) for row in counts.to_dicts()}
    asked = [kind for kind in ChangeKind if kind.value in st.query_params.get_all("change")]
    told |= {kind.value: said_of_changes.none_of(kind) for kind in asked if kind.value not in told}
    return [ChangeKind(kind) for kind in switches.several(Md("In these plans"), told, "change")] if told else None


def _list(filters: Filters, since: date | None, kinds: list[ChangeKind]) -> None:
    many = say.toggle(md("Show up to {n} actions", n=_MANY), key="many", bind="query-params")
    most = _MANY if many else _ACTIONS
    rows = ask(CHANGES, ChangesAsked(filters=filters, since=since, change=kinds or None, limit=ON_SCREEN))
    shown, left = changed.listed(rows, most)
    if not shown:
        st.markdown("No action changed in this way.")
    elif left or rows.height == ON_SCREEN:
        say.caption(md("The first {n} actions are shown. The files below have all.", n=shown))
    download.changes(filters, since, kinds)


def _by(filters: Filters, since: date | None, kinds: list[ChangeKind], dimension: Dimension) -> None:
    counts = ask(CHANGES_BY, SinceBy(filters=filters, since=since, dimension=dimension))
    table, columns = changes.by_group(counts, dimension.label, tuple(kinds or ChangeKind))
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
    table, columns = changes.by_quarter(counts, tuple(kinds or ChangeKind))
    if table.is_empty():
        st.markdown("No two versions of a plan in view speak of dates, so there are no quarters to count by.")
        return
    drawn, _ = changes.by_quarter(counts, tuple(kinds) or charts_of_changes.first_of(counts))
    n = words.counted(charts_of_changes.drawn(drawn), "change")
    show.chart(
        charts_of_changes.over_quarters(drawn),
        "Changes told in each quarter, by the date that versions speak of",
        f"n = {n}. Each version that is held against the one before it: 'Since' and the reading date have no part in it. Two lines that lie on "
        "each other are told apart in the table. The last quarter may not be over.",
        table,
        columns,
        "changes-quarters",
        "How many actions changed in each way",
    )


draw()
