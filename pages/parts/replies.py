"""The right of reply: what partnerships say of how their plans are shown."""

from __future__ import annotations

from datetime import UTC, datetime

import polars as pl
import streamlit as st

from ingest.keep.store import reply
from pages.parts import say
from pages.parts.say import md
from pages.parts.store import lake as opened
from queries import words
from schema.errors import FollowthroughError
from schema.tables import Reply


def show(given: pl.DataFrame) -> None:
    """What partnerships answer, with the figures of their plans; several are folded.

    Args:
        given: of the query `replies`.
    """
    if given.is_empty():
        return
    title = md("What partnerships say of these plans ({n})", n=given.height)
    with say.expander(title, expanded=given.height == 1):
        for row in given.iter_rows(named=True):
            say.markdown(md("**{who} on {plan}:**", who=row["reply_by"] or row["partnership"], plan=row["plan"]))
            st.text(row["reply"])


def edit(plans: pl.DataFrame) -> None:
    """A form by which a partnership's answer is put down, changed or taken back."""
    rows = {row["plan_id"]: row for row in plans.iter_rows(named=True)}
    labels = words.told_apart({name: f"{row['partnership']}: {row['plan']}" for name, row in rows.items()})
    with st.expander("Right of reply: what a partnership says of its plan"):
        chosen = st.selectbox(
            "Plan",
            list(rows),
            format_func=lambda name: labels[name],
            index=None,
            placeholder="Choose a plan",
            key="reply-plan",
        )
        if chosen is None:
            return
        with st.form("reply", clear_on_submit=False):
            text = st.text_area(
                "Note, shown with the plan's figures. Leave it empty to take it back.", rows[chosen]["reply"] or ""
            )
            made_by = st.text_input("Who speaks for the partnership (role or team)", rows[chosen]["reply_by"] or "")
            if st.form_submit_button("Save the note"):
                _save(chosen, text, made_by)


def _save(plan_id: str, text: str, made_by: str) -> None:
    note = Reply(plan_id=plan_id, text=text.strip(), made_at=datetime.now(UTC), made_by=made_by.strip() or None)
    try:
        with opened().beside() as own:
            reply(own, note)
    except FollowthroughError as error:
        say.error(md("{error}", error=error))
        return
    st.toast("The note is saved and shown with the plan's figures.")
    st.rerun()
