"""What others were told: groups of recommendations that say nearly the same, and those nearest to one action."""

from __future__ import annotations

import html
from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

import polars as pl
import streamlit as st

from pages.action.cells import address, clamped, leads_of, remember, table
from pages.parts import leads, say
from pages.parts.say import md
from pages.parts.store import ask, copy_in_view
from queries import said, words
from queries.asked import OneActionLimited
from queries.recurring.limits import MOST, SAME
from queries.told_again import NEAREST
from schema.vocabulary import Wording

_LONGEST = 200
_NEAREST = 10
_TOLD = "told"

Row = Mapping[str, Any]


def is_ready(patience: float) -> bool:
    """Whether the recommendations have been held against each other, after so many seconds at most."""
    return copy_in_view().alike.is_ready(patience)


def is_too_large() -> bool:
    """Whether there are more actions than are held against each other; said so."""
    copy = copy_in_view()
    if not copy.alike.is_too_large(copy.actions):
        return False
    say.markdown(
        md(
            "These plans hold more than {most} actions: so many are not held against each other.",
            most=words.number(MOST),
        )
    )
    return True


def groups(rows: pl.DataFrame) -> None:
    """The rows of the query `told_again`; each leads to who was told so."""
    heads = ("Recommendation", "Made in", "What came of it")
    lines = (
        (_text(row, _group_address(row["action_id"])), html.escape(_made_in(row)), html.escape(said.came_of(row)))
        for row in rows.to_dicts()
    )
    table("told", heads, lines, "Recommendations that were made in several plans")


def members(rows: pl.DataFrame) -> None:
    """The rows of the query `told_so`; each leads to its action in full."""
    found = rows.to_dicts()
    remember([row["action_id"] for row in found])
    heads = ("Whose plan, and what it says", "Lead", "What became of it", "How it was answered")
    lines = (
        (
            _text(row, address(row["action_id"])) + _whose(row),
            leads_of(row),
            html.escape(said.became(row)),
            _answered(row),
        )
        for row in found
    )
    table("told so", heads, lines, "Who was told nearly the same, and what came of it")


def nearest(action_id: str, as_at: date | None) -> None:
    """Of other partnerships the recommendations nearest to what an action asks, in the dialog of the action."""
    with st.expander("What others were told: the nearest ten"):
        if not is_ready(0):
            st.markdown(
                "The recommendations of all plans are being held against each other. Open this action again in a minute."
            )
            return
        if is_too_large():
            return
        rows = ask(NEAREST, OneActionLimited(action_id=action_id, as_at=as_at, limit=_NEAREST))
        if rows.is_empty():
            st.markdown("No other partnership's recommendation says anything like it, as far as its words tell.")
            return
        same = rows.filter("is_same").height
        none = md("None says nearly the same: those below are alike in their words, and may ask for something else.")
        some = md(
            "{same} with likeness {least} or more: they nearly always ask for the same. Others may ask for something else.",
            least=SAME,
            same=words.counted(same, "recommendation"),
        )
        say.caption(some if same else none)
        heads = ("Likeness", "Whose plan, and what it says", "Lead", "What became of it")
        lines = (
            (
                _likeness(row),
                _text(row, address(row["action_id"])) + _whose(row),
                leads_of(row),
                html.escape(said.became(row) + _first_of(row["actions"])),
            )
            for row in rows.to_dicts()
        )
        table("nearest", heads, lines, "The nearest recommendations of others")


def _text(row: Row, to: str) -> str:
    """A recommendation in the plan's words, or said to be ours, as a link."""
    ours = "" if row["wording"] == Wording.PUBLISHED.value else "<span>In our short wording:</span> "
    text = html.escape(words.shortened(row["recommendation"], _LONGEST))
    return f'<div>{ours}<a href="{html.escape(to)}">{text}</a></div>'


def _whose(row: Row) -> str:
    whose = html.escape(leads.address("partnership", row["partnership"]))
    return f'<div class="one"><span><a href="{whose}">{html.escape(row["partnership"])}</a>, {html.escape(row["plan"])}</span></div>'


def _answered(row: Row) -> str:
    """What was to be done, where the plan prints it beside the recommendation, and what it says of progress."""
    told = [("", row["action"]), ("<span>Progress:</span> ", row["progress"])]
    parts = [clamped(lead + html.escape(words.shortened(text, _LONGEST))) for lead, text in told if text]
    return "".join(parts) or "Nothing printed"


def _first_of(actions: int) -> str:
    """That a recommendation has more actions than the one shown."""
    return f" (the first of its {words.counted(actions, 'action')})" if actions > 1 else ""


def _likeness(row: Row) -> str:
    nearly = "nearly the same" if row["is_same"] else "alike"
    return f"<b>{row['likeness']:.2f}</b><span>{nearly}</span>"


def _made_in(row: Row) -> str:
    """'3 plans of 2 partnerships, which speak of 2018 to 2021'."""
    years = [str(year) for year in (row["first_year"], row["last_year"]) if year]
    span = " to ".join(dict.fromkeys(years))
    made = f"{words.counted(row['plans'], 'plan')} of {words.counted(row['partnerships'], 'partnership')}"
    return f"{made}, which speak of {span}" if span else made


def _group_address(action_id: str) -> str:
    """The address of this page with a group open."""
    kept = {name: st.query_params.get_all(name) for name in st.query_params if name not in (_TOLD, "action")}
    return f"?{urlencode({**kept, _TOLD: action_id}, doseq=True)}"
