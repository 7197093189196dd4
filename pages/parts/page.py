"""How every page opens and closes: title, filters in force, reading date, and what to do when nothing is left."""

from __future__ import annotations

import html
from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlencode

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from pages.parts import figures, leads, replies, say, style
from pages.parts.filters import chips, sidebar
from pages.parts.say import Md, md
from pages.parts.state import session
from pages.parts.store import ask, copy_in_view, one, prepare
from queries import said, words
from queries.asked import ON_SCREEN, Filtered, Limited
from queries.figures import HEADLINE, Headline
from queries.seam import Query
from queries.sources import CHOICES, REPLIES
from schema.filters import Filters

_FEW = 5


def _through_app() -> None:
    """Start again through app.py if this page was run on its own.

    A folder called `pages` makes Streamlit take the first direct link after a start for a page of its
    older kind, without navigation; once told that it is not, it never does so again.
    """
    if PagesManager.uses_pages_directory:
        PagesManager.uses_pages_directory = False
        st.rerun()


def opened(title: str, purpose: Md, narrowed: Callable[[Filters], Filters] | None = None) -> tuple[Filters, Headline]:
    """Open a page: its title and purpose, the filters, and the headline figures under them.

    Stops the page, saying what to change, when the filters leave no action.

    Args:
        title: of the page.
        purpose: what it is for.
        narrowed: draws what the page itself lets choose, and narrows the filters by it.
    """
    plain(title, purpose)
    given = sidebar()
    filters = narrowed(given) if narrowed else given
    session().within = {"partnership": filters.partnership} if filters.partnership != given.partnership else {}
    headline = one(HEADLINE, Filtered(filters=filters))
    if headline.actions:
        say.markdown(figures.verdict(headline))
    _say_filters(filters, headline)
    chips(given)
    _for_paper(filters, headline)
    if headline.actions == 0:
        _nothing_left(filters)
        st.stop()
    if not ask(REPLIES).is_empty():  # mostly nobody answers: then no view of it need be asked
        replies.show(ask(REPLIES, Limited(filters=filters, limit=ON_SCREEN)))
    return filters, headline


#: What pages let choose besides the filters, each by the name under which it stands in the URL.
OWN = (
    *leads.CHOICE.values(),
    "view",
    "by",
    "sort",
    "measure",
    "read",
    "many",
    "compare",
    "since",
    "change",
    "closing",
    "part",
)


def _forget_others(title: str) -> None:
    """Forget what was chosen on the page before: under the same names this page reads the URL."""
    if session().page != title:
        for name in OWN:
            if name not in st.query_params:
                st.session_state.pop(name, None)
        session().page, session().within = title, {}


def plain(title: str, purpose: Md) -> None:
    """Open a page that has no filters."""
    _through_app()
    _forget_others(title)
    leads.follow()
    prepare()
    style.put_on()
    say.title(md("{title}", title=title))
    say.caption(purpose)
    _say_lost()


def _say_lost() -> None:
    """Which plans are left out since their files are damaged: a figure without them must not pass for a whole one."""
    lost = copy_in_view().lost_plans
    if lost:
        say.error(
            md(
                "{what} left out of all figures because of a damaged file: {plans}. Ask whoever runs the dashboard: "
                "`python -m ingest verify` says which file, and `python -m ingest rebuild` mends it.",
                what=words.counted(len(lost), "plan is", "plans are"),
                plans=words.listed(lost[:_FEW]) + (" and more" if len(lost) > _FEW else ""),
            )
        )


def _say_filters(filters: Filters, headline: Headline) -> None:
    """What is in view: filters, how many actions, and on which date they are read."""
    view = md("**{count}** in {plans}", count=in_view(headline), plans=words.counted(headline.plans, "plan"))
    limits = _limits(filters)
    if limits:
        shown = md("Showing {view}, filtered by {limits}.", view=view, limits="; ".join(limits))
    else:
        shown = md("Showing all: {view}.", view=view)
    say.caption(md("{shown} {reading}", shown=shown, reading=said.reading(filters, headline)))


def _for_paper(filters: Filters, headline: Headline) -> None:
    """What stands on paper only: where the page is, the date it is read on, and the day it was printed."""
    address = html.escape(st.context.url or "")
    query = html.escape(urlencode({name: st.query_params.get_all(name) for name in st.query_params}, doseq=True))
    told = html.escape(f"{said.reading(filters, headline)} Printed on {words.day(date.today())}.")
    st.html(f'<p class="printed">{address}{"?" + query if query else ""}<br>{told}</p>')


def in_view(headline: Headline) -> str:
    """'152 actions and 26 commitments': what the filters leave."""
    counted = [
        words.counted(headline.countable, "action") if headline.countable else "",
        words.counted(headline.commitments, "commitment") if headline.commitments else "",
    ]
    return " and ".join(part for part in counted if part) or "0 actions"


def _limits(filters: Filters) -> list[str]:
    """The limits in force, in words."""
    is_named = filters.theme or filters.plan
    return filters.narrowed_by(dict(ask(CHOICES).select("choice", "label").iter_rows()) if is_named else None)


def if_read_today(filters: Filters, headline: Headline) -> None:
    """How many would be overdue today, if nothing has been done since each plan last spoke. Nobody says that it has not."""
    if filters.as_at is not None or not headline.open_dated:
        return
    today = date.today()
    now = one(HEADLINE, Filtered(filters=filters.model_copy(update={"as_at": today})))
    say.caption(
        md(
            "{then} overdue when each plan last spoke; {now} on {today} if nothing has been done since, which the plans do not say.",
            then=words.number(headline.overdue),
            now=words.number(now.overdue),
            today=words.day(today),
        )
    )


def note(filters: Filters, n: int, what: str = "action", many: str | None = None) -> str:
    """What a chart rests on: 'n = 152 actions. Read on each plan's own date.'"""
    when = f"Read on {words.day(filters.as_at)}." if filters.as_at else "Read on each plan's own date."
    return f"n = {words.counted(n, what, many)}. {when}"


def _nothing_left(filters: Filters) -> None:
    if filters.is_narrowed:
        say.info(
            md(
                "No action fits these filters ({limits}). Take one away in the sidebar, or choose 'Clear all filters'.",
                limits="; ".join(_limits(filters)),
            )
        )
    else:
        st.info("The lake has no plans yet. Add one with `python -m ingest add FILE`.")


def how(*queries: Query[Any, Any]) -> None:
    """The definitions and caveats of the queries that a part of a page rests on, generated from their files."""
    told = [
        md(
            "**{question}** {definition} *{caveat}*",
            question=query.told.question,
            definition=query.told.definition,
            caveat=query.told.caveat,
        )
        for query in queries
    ]
    with st.expander("How these numbers are made"):
        say.markdown(say.joined(told, "\n\n"))
