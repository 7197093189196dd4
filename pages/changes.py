"""What changed: between the newest version of each plan and the one before, or since a day."""

from __future__ import annotations

from datetime import date
from functools import partial

import streamlit as st

from pages.action import changed, choose
from pages.parts import changes, charts_of_changes, leads, page, say, show, switches
from pages.parts.say import Md, md
from pages.parts.store import ask, one
from queries import said_of_changes, words
from queries.asked import ChangesAsked, Filtered, Since, SinceBy
from queries.changed import CHANGES, CHANGES_BY, CHANGES_OVER_TIME, COMPARED, Compared
from schema.filters import Filters
from schema.vocabulary import ChangeKind, Dimension

_ROWS = 12
_LEADS: dict[Dimension, leads.Page] = {Dimension.PARTNERSHIP: "partnership", Dimension.AGENCY: "agency"}


def draw() -> None:
    """Draw the page."""
    filters, headline = page.opened(
        "What changed",
        md("What moved since the version of each plan before its newest, or since a day: last quarter's meeting."),
    )
    since = _since()
    compared = one(COMPARED, Since(filters=filters, since=since))
    say.markdown(_told(compared, since))
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
                "By partnership": partial(_by, filters, since, Dimension.PARTNERSHIP),
                "By lead agency": partial(_by, filters, since, Dimension.AGENCY),
                "By theme": partial(_by, filters, since, Dimension.THEME),
                "Quarter by quarter": partial(_quarters, filters),
            }
        )
    page.how(COMPARED, CHANGES, CHANGES_BY, CHANGES_OVER_TIME)
    choose.show_chosen(filters)


def _since() -> date | None:
    """The day of the meeting before, as chosen; it stands in the URL."""
    found = st.date_input(
        "Since",
        value=None,
        key="since",
        format="DD/MM/YYYY",
        bind="query-params",
        min_value=date(1990, 1, 1),
        max_value=date(2100, 1, 1),
        help="How plans stood on that day is held against how they stand on the reading date. Left empty: each plan's version before its newest.",
        width=220,
    )
    return found if isinstance(found, date) else None


def _told(compared: Compared, since: date | None) -> Md:
    """How many plans can be compared, and why the others cannot."""
    others = {
        "of {n} one version is held": compared.one_version,
        "of {n} no version is held that spoke by then": compared.not_held_then,
        "{n} not heard of since": compared.not_heard_of,
        "of {n} no row was found again in the other version": compared.not_matched,
    }
    told = [text.format(n=words.number(n)) for text, n in others.items() if n]
    return md(
        "**{compared} of {plans} can be compared with {what}**{others}.",
        compared=words.number(compared.compared),
        plans=words.counted(compared.plans, "plan"),
        what=f"how they stood on {words.day(since)}" if since else "the version before",
        others=f"; {'; '.join(told)}" if told else "",
    )


def _kinds(filters: Filters, since: date | None) -> list[ChangeKind]:
    """The kinds of change that a person chose to see, by default all that there are; none where nothing changed."""
    counts = ask(CHANGES_BY, SinceBy(filters=filters, since=since, dimension=Dimension.ALL))
    told = {row["change"]: said_of_changes.counted(row) for row in counts.to_dicts()}
    if not told:
        return []
    chosen = switches.several(Md("Show"), told, "change")
    return [ChangeKind(kind) for kind in chosen or told]


def _list(filters: Filters, since: date | None, kinds: list[ChangeKind]) -> None:
    rows = ask(CHANGES, ChangesAsked(filters=filters, since=since, change=kinds, limit=_ROWS + 1))
    changed.listed(rows.head(_ROWS))
    if rows.height > _ROWS:
        say.caption(
            md(
                "The first {n} are shown. Choose a kind of change, or filter, to see others; `python -m queries changes` writes all.",
                n=_ROWS,
            )
        )


def _by(filters: Filters, since: date | None, dimension: Dimension) -> None:
    counts = ask(CHANGES_BY, SinceBy(filters=filters, since=since, dimension=dimension))
    if counts.is_empty():
        st.markdown("Nothing that changed stands in such a group.")
        return
    table, columns = changes.by_group(counts, dimension.label)
    show.leading_table(
        table,
        columns,
        f"Changes of each {dimension.label.lower()}",
        f"changes-{dimension.value}",
        _LEADS.get(dimension),
    )


def _quarters(filters: Filters) -> None:
    counts = ask(CHANGES_OVER_TIME, Filtered(filters=filters))
    if counts.is_empty():
        st.markdown("No two versions of a plan in view speak of dates, so there are no quarters to count by.")
        return
    table, columns = changes.by_quarter(counts)
    show.chart(
        charts_of_changes.over_quarters(table),
        "Changes told in each quarter, by the date that versions speak of",
        f"n = {words.counted(int(counts['changes'].sum()), 'change')}. Each version against the one before it.",
        table,
        columns,
        "changes-quarters",
        "How many actions were completed, reopened, newly overdue, moved, new and dropped",
    )


draw()
