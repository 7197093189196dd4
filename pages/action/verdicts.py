"""Whether the text of a completed action supports that it was done, and the form by which a person gives a verdict."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from ingest.keep.verdicts import give
from pages.action import kept
from pages.parts.deployment import is_read_only
from pages.parts.say import Md, md
from queries import words
from schema.vocabulary import Closing, Support, Verdict, Wording

_QUIET = (Closing.SUPPORTED, Closing.NOT_PRINTED, Closing.NOT_LOOKED_AT)

Row = Mapping[str, Any]


def said(row: Row) -> Md:
    """What the text says of a completed action, in a sentence; nothing where it supports it."""
    closing = Closing(row["closing"])
    if row["verdict"]:
        return md("**A person's verdict: {verdict}.**", verdict=words.label(Verdict, row["verdict"]).lower())
    if closing in _QUIET:
        return Md("")
    if closing is Closing.NO_EVIDENCE:
        return md("Marked completed; the plan prints no evidence of it.")
    likely = "likely not" if closing is Closing.LIKELY_UNSUPPORTED else "not"
    words_of_it = row["support_words"] or row["closed_not_done_words"]
    quoted = f"“{words_of_it}”" if row["wording"] == Wording.PUBLISHED.value else f"In our short wording: {words_of_it}"
    return md(
        "**Marked completed, but {likely} supported by its text ({why}).** {quoted}",
        likely=likely,
        why=_kind(row, is_likely=closing is Closing.LIKELY_UNSUPPORTED),
        quoted=quoted if words_of_it else "",
    )


def _kind(row: Row, *, is_likely: bool) -> str:
    """In which way; of a likely one the way is only a guess."""
    kind = words.label(Support, row["support"]).lower() if row["support"] else "said not to be done"
    return f"perhaps {kind}" if is_likely else kind


def ask_for(row: Row) -> None:
    """The form; not where nothing may be changed, nor for an action that is not marked completed."""
    if row["closing"] is None or is_read_only():
        return
    with st.expander("Is it done? Give a verdict"), st.form(f"verdict-{row['action_id']}"):
        choices = [*Verdict, None]
        now = choices.index(Verdict(row["verdict"]) if row["verdict"] else None)
        chosen = st.radio(
            "What is known of this action, in the plan and beyond it",
            choices,
            index=now,
            format_func=lambda word: f"{word.label}: {word.meaning}" if word else "No verdict",
        )
        said_so = kept.why("the board saw the audit in June")
        is_pressed = st.form_submit_button("Keep the verdict")
    if is_pressed and choices.index(chosen) == now:
        st.markdown("That is how it stands already. Choose another verdict to change it.")
    elif is_pressed and kept.keep(lambda own: give(own, row["action_id"], chosen, said_so)):
        if chosen:
            st.toast("The verdict is kept as a correction, and counts from now on.")
        else:
            st.toast("The verdict was taken back.")
        st.rerun()
