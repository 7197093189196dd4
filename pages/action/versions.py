"""Which action of the plan's earlier versions an action is, as it was matched, and the form by which a person says otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from ingest.keep.rematch import rematch
from pages.action import kept
from pages.parts import say
from pages.parts.deployment import is_read_only
from pages.parts.say import md
from pages.parts.store import ask
from queries import words
from queries.asked import OneAction
from queries.one_action import MAY_BE

_NEW = ""
_LONGEST = 140
_SURE = 1.0

Row = Mapping[str, Any]


def show(action_id: str) -> None:
    """Which earlier action it is, and the others that it may be; nothing where the plan has no earlier version."""
    rows = ask(MAY_BE, OneAction(action_id=action_id)).to_dicts()
    if not rows:
        return
    matched = next((row for row in rows if row["is_now"]), None)
    with st.expander("The same action in the version before"):
        _say(matched)
        if not is_read_only():
            _form(action_id, rows, matched)


def _say(matched: Row | None) -> None:
    if matched is None:
        st.markdown("No earlier version has this action, as far as its words tell.")
        return
    score = matched["match_score"]
    sure = "" if score is None or score >= _SURE else f" They were matched by their words: {score:.3f} of 1."
    say.markdown(
        md(
            "In the version of {when}: “{told}”.{sure}",
            when=words.day_or_dash(matched["as_at"]),
            told=matched["told"] or "no text",
            sure=sure,
        )
    )


def _form(action_id: str, rows: Sequence[Row], matched: Row | None) -> None:
    """The earlier actions that it may be, one of which a person says that it is."""
    labels = {row["action_key"]: _label(row) for row in rows} | {_NEW: "A new action, which no earlier version has"}
    now = matched["action_key"] if matched else _NEW
    with st.form(f"match-{action_id}"):
        keys = list(labels)
        chosen = st.selectbox("It is", keys, index=keys.index(now), format_func=lambda key: labels[key])
        said_so = kept.why("the heading changed, the action is the same")
        is_pressed = st.form_submit_button("Keep the match")
    if is_pressed and chosen == now:
        st.markdown("That is how it stands already. Choose another action to change it.")
    elif is_pressed and kept.keep(lambda own: rematch(own, action_id, chosen or None, said_so)):
        st.toast("The match is kept as a correction: what changed is told by it from now on.")
        st.rerun()


def _label(row: Row) -> str:
    place = words.place(row["section"], row["ref"])
    return f"{words.short_day(row['as_at']) if row['as_at'] else 'No date'}, {place}: {words.shortened(row['told'] or '', _LONGEST)}"
