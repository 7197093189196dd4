"""Actions: the filtered table, one action in full, and the download."""

from __future__ import annotations

import streamlit as st

from pages.action import choose
from pages.parts import download, page, say, show
from pages.parts.columns import day, joined, number, text
from pages.parts.say import md
from pages.parts.store import ask
from queries import words
from queries.asked import ON_SCREEN, Limited
from queries.figures import Headline
from queries.lists import ACTIONS, DROPPED
from schema.filters import Filters

_COLUMNS = [
    text("partnership", "Partnership"),
    text("plan", "Plan"),
    text("section", "Section"),
    text("ref", "Ref"),
    text("recommendation", "Recommendation", words.shortened, "medium"),
    text("action", "Action", words.shortened, "medium"),
    text("lead_agencies", "Lead agencies", words.listed),
    text("target_as_printed", "Target as printed"),
    day("target_date", "Target date"),
    text("status", "Status", words.status),
    day("completion_date", "Completed on"),
    text("timeliness", "Timeliness", words.timeliness),
    number("slippage_days", "Slippage, days"),
    number("overdue_days", "Days overdue"),
    number("past_target_days", "Days past target, status not stated"),
    text("themes", "Themes", words.listed),
    text("marking", "Marking"),
]


def draw() -> None:
    """Draw the page."""
    filters, headline = page.opened(
        "Actions", md("Every action that the filters leave. Choose one to read it in full, or download them all.")
    )
    _table(filters, headline)
    _dropped(filters)
    page.how(ACTIONS, DROPPED)
    choose.show_chosen(filters)


def _table(filters: Filters, headline: Headline) -> None:
    download.actions(filters, headline.actions)
    table = ask(ACTIONS, Limited(filters=filters, limit=ON_SCREEN))
    if table.height < headline.actions:
        say.caption(
            md(
                "The table shows the first {shown} of {all}; the download has all.",
                shown=words.number(table.height),
                all=words.number(headline.actions),
            )
        )
    choose.actions(table, _COLUMNS, "actions")
    st.caption("The URL of this page holds the filters: keep or send it to see the same view again.")


_DROPPED = [
    text("partnership", "Partnership"),
    text("plan", "Plan"),
    day("last_seen", "Last printed in the version of"),
    joined("Place", words.place, "section", "ref"),
    text("action", "Action", words.shortened, "large"),
    text("status", "Status then", words.status),
    day("target_date", "Target then"),
]


def _dropped(filters: Filters) -> None:
    """What newer versions of the plans in view no longer print."""
    if ask(DROPPED, Limited(limit=ON_SCREEN)).is_empty():  # mostly nothing was: then no view of it need be asked
        return
    table = ask(DROPPED, Limited(filters=filters, limit=ON_SCREEN))
    if table.is_empty():
        return
    st.header("Dropped by a newer version")
    say.markdown(
        md(
            "{count} stood in an earlier version of these plans and in the newest no longer. They are in no figure: dropped is not "
            "done.",
            count=words.counted(table.height, "action") if table.height < ON_SCREEN else f"{ON_SCREEN} actions or more",
        )
    )
    show.table(table, _DROPPED, "Actions that newer versions no longer print", "dropped")


draw()
