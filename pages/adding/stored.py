"""Plans that the lake holds: what was done last and how to undo it, removing, and opening again to correct."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import streamlit as st

from ingest.keep import uploads
from ingest.keep.listing import documents
from ingest.keep.originals import original
from ingest.keep.store import remove, revert, said_before, store, with_earlier_corrections
from ingest.keep.uploads import Upload
from ingest.plan.tree import Plan
from pages.adding.files import read_again
from pages.parts import say
from pages.parts.say import Md, md
from pages.parts.state import LastChange, Undo, session
from pages.parts.store import lake as opened
from queries import words
from schema.errors import FollowthroughError
from schema.lake import Lake

Row = dict[str, Any]
Rows = dict[str, Row]

_CHOSEN = "stored-plan"


def say_last() -> None:
    """What was done last, with a button that takes it back."""
    last = session().adding.last
    if last is None:
        return
    say.success(md("{text}", text=last.text))
    if last.plan_id:
        link = Md(f"[See its actions](actions?plan={quote(last.plan_id)})")  # quoted: no mark can end the link
        say.markdown(link)
    if last.undo:
        say.button(md("{label}", label=last.undo.button), on_click=_undo, args=(last.undo,), key="undo")


def _undo(undo: Undo) -> None:
    try:
        with opened().beside() as lake:
            revert(lake, undo.document_id, undo.snapshot)
            if undo.upload:
                uploads.bring_back(lake, undo.upload, undo.content)
    except FollowthroughError as error:
        session().adding.last = LastChange(str(error))
        return
    session().adding.last = LastChange(undo.said)


def store_plan(lake: Lake, upload: Upload, plan: Plan) -> None:
    """Store a plan in one transaction and forget its upload."""
    content = uploads.content_of(lake, upload)
    with opened().beside() as own:
        before = store(own, plan, content, replace=True).before
    uploads.throw_away(lake, upload)
    what = f"{words.counted(len(plan.actions), 'action')} of {plan.partnership.partnership}, {plan.document.plan}"
    said = f"Taken back: {what}. The lake is as it was before, and the file waits to be checked again."
    undo = Undo(plan.document.document_id, before, "Undo", said, upload, content)
    session().adding.last = LastChange(f"Stored: {what}.", plan.document.plan_id, undo)


def manage(lake: Lake) -> None:
    """The plans of the lake, to be opened again or removed."""
    table = documents(lake)
    if table.is_empty():
        return
    rows = {row["document_id"]: row for row in table.iter_rows(named=True)}
    labels = words.told_apart({name: _label(row) for name, row in rows.items()})
    with st.expander("Correct or remove a plan that is stored"):
        st.selectbox("Stored plan", list(rows), format_func=lambda name: labels[name], key=_CHOSEN)
        with st.container(horizontal=True):
            st.button("Open it to correct", on_click=_open, args=(lake, rows), key="reopen")
            st.button("Remove it", on_click=_remove, args=(rows,), key="remove")
        st.caption("A plan that is removed can be brought back for as long as the lake keeps its snapshots.")


def _label(row: Row) -> str:
    return f"{row['partnership']}: {row['plan']}, {words.day(row['as_at'])} ({row['file_name']}, {words.counted(row['actions'], 'action')})"


def _chosen(rows: Rows) -> Row | None:
    """The plan that stands in the list now: a click may come before the page is drawn for the newest choice."""
    row = rows.get(st.session_state[_CHOSEN])
    if row is None:
        _refuse("The list of stored plans has changed. Choose the plan again.")
    return row


def _refuse(sentence: str) -> None:
    """Say why nothing was done; what was done before can still be undone."""
    session().adding.refusals = [sentence]


def _remove(rows: Rows) -> None:
    row = _chosen(rows)
    if row is None:
        return
    what = f"{row['partnership']}, {row['plan']}"
    try:
        with opened().beside() as lake:
            before = remove(lake, row["document_id"])
    except FollowthroughError as error:
        _refuse(str(error))
        return
    undo = Undo(row["document_id"], before, "Bring it back", f"Brought back: {what}.")
    session().adding.last = LastChange(f"Removed: {what}. Snapshot {before} still holds it.", undo=undo)


def _open(lake: Lake, rows: Rows) -> None:
    """Offer a stored plan for checking again, from its original file."""
    row = _chosen(rows)
    if row is None:
        return
    content = original(lake, row["sha256"])
    if content is None:
        session().adding.last = LastChange(
            "Its original file was not kept, so it cannot be opened. Add the file again instead."
        )
        return
    try:
        upload = uploads.begin(lake, row["file_name"], content)
        if upload.plan is None:
            upload = read_again(lake, upload, said_before(lake, row["sha256"]))
            kept = with_earlier_corrections(lake, upload.read())[0].corrections
            was_kept = {"corrections": kept, "is_reopened": True}
            uploads.change(lake, upload, lambda now: now.model_copy(update=was_kept))
    except FollowthroughError as error:
        session().adding.last = LastChange(str(error))
        return
    st.session_state["upload"] = upload.sha256
    session().adding.last = None
