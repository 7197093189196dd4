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
from pages.parts import say, words
from pages.parts.say import Md, md
from pages.parts.store import lake as opened
from schema.errors import FollowthroughError
from schema.lake import Lake

Row = dict[str, Any]
Rows = dict[str, Row]

_LAST = "last-change"
_CHOSEN = "stored-plan"


def say_last() -> None:
    """What was done last, with a button that takes it back."""
    last: dict[str, Any] | None = st.session_state.get(_LAST)
    if last is None:
        return
    say.success(md("{text}", text=last["text"]))
    if last.get("plan"):
        link = Md(f"[See its actions](actions?plan={quote(last['plan'])})")  # quoted: no mark can end the link
        say.markdown(link)
    if last.get("document_id"):
        say.button(md("{label}", label=last["button"]), on_click=_undo, args=(last,), key="undo")


def _undo(last: dict[str, Any]) -> None:
    try:
        with opened().beside() as lake:
            revert(lake, last["document_id"], last["snapshot"])
            if "upload" in last:
                uploads.bring_back(lake, last["upload"], last["content"])
    except FollowthroughError as error:
        st.session_state[_LAST] = {"text": str(error)}
        return
    st.session_state[_LAST] = {"text": last["undone"]}


def store_plan(lake: Lake, upload: Upload, plan: Plan) -> None:
    """Store a plan in one transaction and forget its upload."""
    content = uploads.content_of(lake, upload)
    with opened().beside() as own:
        before = store(own, plan, content, replace=True).before
    uploads.throw_away(lake, upload)
    what = f"{words.counted(len(plan.actions), 'action')} of {plan.partnership.partnership}, {plan.document.plan}"
    st.session_state[_LAST] = {
        "text": f"Stored: {what}.",
        "document_id": plan.document.document_id,
        "snapshot": before,
        "plan": plan.document.plan_id,
        "button": "Undo",
        "undone": f"Taken back: {what}. The lake is as it was before, and the file waits to be checked again.",
        "upload": upload,
        "content": content,
    }


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
    st.session_state["refusals"] = [sentence]


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
    st.session_state[_LAST] = {
        "text": f"Removed: {what}. Snapshot {before} still holds it.",
        "document_id": row["document_id"],
        "snapshot": before,
        "button": "Bring it back",
        "undone": f"Brought back: {what}.",
    }


def _open(lake: Lake, rows: Rows) -> None:
    """Offer a stored plan for checking again, from its original file."""
    row = _chosen(rows)
    if row is None:
        return
    content = original(lake, row["sha256"])
    if content is None:
        st.session_state[_LAST] = {
            "text": "Its original file was not kept, so it cannot be opened. Add the file again instead."
        }
        return
    try:
        upload = uploads.begin(lake, row["file_name"], content)
        if upload.plan is None:
            upload = read_again(lake, upload, said_before(lake, row["sha256"]))
            kept = with_earlier_corrections(lake, upload.read())[0].corrections
            was_kept = {"corrections": kept, "is_reopened": True}
            uploads.change(lake, upload, lambda now: now.model_copy(update=was_kept))
    except FollowthroughError as error:
        st.session_state[_LAST] = {"text": str(error)}
        return
    st.session_state["upload"] = upload.sha256
    st.session_state.pop(_LAST, None)
