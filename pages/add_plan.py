"""Add a plan: choose files, check what was read beside the page it was read from, correct it, store it."""

from __future__ import annotations

import streamlit as st

from ingest.keep import uploads
from ingest.keep.uploads import Upload
from pages.adding import checking, recipes_kept, stored
from pages.adding import files as adding
from pages.parts import page, say
from pages.parts.deployment import is_read_only
from pages.parts.say import md
from pages.parts.state import session
from pages.parts.store import lake
from queries import words


def draw() -> None:
    """Draw the page."""
    page.plain(
        "Add a plan",
        md(
            "Choose the files of one or more action plans. You see what was read beside the page it was read from, and nothing "
            "is stored until you say so."
        ),
    )
    if is_read_only():
        st.info("This dashboard is read-only: plans cannot be added here. Ask whoever runs it.")
        return
    with st.container():  # whatever it says or not, what follows keeps its place and stays open
        stored.say_last()
    adding.choose_files(lake())
    with st.container():
        chosen = _chosen(uploads.waiting(lake()))
        if chosen:
            checking.check(lake(), chosen)
    stored.manage(lake())
    recipes_kept.kept(lake())
    adding.templates()


def _chosen(waiting: list[Upload]) -> Upload | None:
    """The upload to be checked: the one chosen, of those that wait."""
    if not waiting:
        return None
    st.header("Check what was read")
    by_id = {upload.sha256: upload for upload in waiting}
    if session().adding.newest in by_id:
        st.session_state["upload"] = session().adding.newest
        session().adding.newest = ""
    labels = words.told_apart({sha256: adding.label(upload) for sha256, upload in by_id.items()})
    if len(waiting) > 1:
        say.markdown(
            md("{n} files wait to be checked. They stay here until you store or discard them.", n=len(waiting))
        )
    chosen = st.selectbox(
        "File to check",
        list(by_id),
        format_func=lambda sha256: labels[sha256],
        key="upload",
    )
    return by_id.get(chosen) if chosen else None


draw()
