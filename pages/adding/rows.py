"""The rows that were read, in a table that can be corrected, beside the page that they were read from."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import streamlit as st

from ingest.keep import uploads
from ingest.keep.corrections import EDITABLE, Index
from ingest.keep.uploads import Upload
from ingest.plan.tree import Plan, PlanAction
from pages.parts import picture, say, show
from pages.parts.say import md
from pages.parts.state import session
from queries import words
from schema.errors import FollowthroughError
from schema.lake import Lake
from schema.tables import Action, ActionPlace
from schema.vocabulary import Described, Rag, Status, Verdict

_ROW = "row-shown"
#: Columns in the order shown: those that figures rest on stand first.
_ORDER = [
    "Row", "In doubt", "Ref", "Action", "Target as printed", "Target date", "Status as printed", "Status", "Completed on", "Lead agencies", "RAG",
    "Section", "Recommendation", "Original target", "Outcome", "Progress", "Verdict",
]  # fmt: skip
_LONG = ("section", "recommendation", "action", "outcome", "progress")
_DATES = ("target_date", "target_original_date", "completion_date")
_WORDS: dict[str, type[Described]] = {"status": Status, "verdict": Verdict}


def go_to(action_id: str) -> None:
    """Show this row in the picture."""
    st.session_state[_ROW] = action_id


def edit(lake: Lake, upload: Upload, plan: Plan) -> bool:
    """The table of rows beside the current row's page, and the corrections made.

    Returns:
        Whether changes wait to be kept as corrections.
    """
    st.subheader("Rows")
    if not plan.actions:
        return False
    is_wide = st.toggle("Table at full width, the page below it", key="wide-table")
    table, beside = (st.container(), st.container()) if is_wide else st.columns(2, gap="medium")
    with table:
        waits = _editor(lake, upload, plan)
        _corrections(lake, upload, plan)
    with beside:
        _beside(lake, upload, plan)
    return waits


def _place(action: Action) -> str:
    return f"Row {action.position}: {words.place(action.section, action.ref)}"


def _frame(plan: Plan) -> pl.DataFrame:
    """The rows as they are shown: dates as dates, the rest in words, the printed target beside the one read."""
    index = Index(plan)
    columns: dict[str, Any] = {
        "Row": [action.position for action in plan.actions],
        "In doubt": [
            ", ".join(EDITABLE[field].label for field in action.doubtful_fields) or None for action in plan.actions
        ],
    }
    for field, editable in EDITABLE.items():
        if field in _DATES:
            columns[editable.label] = [getattr(action, field) for action in plan.actions]
        else:
            columns[editable.label] = [index.value(action, field) or None for action in plan.actions]
        if field == "lead_agencies":
            columns["Target as printed"] = [action.target_as_printed for action in plan.actions]
        if field == "target_original_date":
            columns["Status as printed"] = [action.status_as_printed for action in plan.actions]
    kinds = {editable.label: pl.Date if field in _DATES else pl.String for field, editable in EDITABLE.items()}
    return pl.DataFrame(
        columns,
        schema_overrides={
            **kinds,
            "Row": pl.Int64,
            "In doubt": pl.String,
            "Target as printed": pl.String,
            "Status as printed": pl.String,
        },
    )


def _editor(lake: Lake, upload: Upload, plan: Plan) -> bool:
    """The table; what is changed in it waits below until a reason is given."""
    doubtful = sum(len(action.doubtful_fields) for action in plan.actions)
    say.caption(
        md(
            "Change a cell where the plan was misread. What was printed is kept beside it. {doubt}",
            doubt=f"Of {words.counted(doubtful, 'cell')} the reader is not sure: they are named under In doubt."
            if doubtful
            else "The reader is sure of every target, status, completion date and lead.",
        )
    )
    key = f"rows-{upload.sha256[:12]}-{upload.revision}"
    config: dict[str, Any] = {
        EDITABLE["status"].label: st.column_config.SelectboxColumn(
            options=[word.value for word in Status], format_func=words.status, required=True
        ),
        EDITABLE["rag"].label: st.column_config.SelectboxColumn(
            options=[word.value for word in Rag], format_func=lambda value: words.label(Rag, value)
        ),
        EDITABLE["verdict"].label: st.column_config.SelectboxColumn(
            options=[word.value for word in Verdict],
            format_func=lambda value: words.label(Verdict, value),
            help="Of an action that is marked completed: whether what is known supports that it was done.",
        ),
    }
    config |= {EDITABLE[name].label: st.column_config.TextColumn(width="medium") for name in _LONG}
    config |= {EDITABLE[name].label: st.column_config.DateColumn(format="DD/MM/YYYY") for name in _DATES}
    st.data_editor(
        _frame(plan).to_arrow(),  # not by way of polars' own conversion, which waits for its threads
        hide_index=True,
        disabled=["Row", "In doubt", "Target as printed", "Status as printed"],
        column_config=config,
        column_order=_ORDER,
        key=key,
        height=min(560, 78 + 35 * len(plan.actions)),
        placeholder=words.DASH,
        alt="Rows as read; change a cell to correct it",
    )
    edits = _edits(st.session_state[key]["edited_rows"], plan)
    if edits:
        _keep_edits(lake, upload, edits, plan)
    return bool(edits)


def corrected_to(field: str, text: str) -> str:
    """A value of a correction as people read it."""
    if field == "action_key":
        return "an action of an earlier version" if text else "a new action"
    if not text:
        return "blank"
    if field in _DATES:
        return words.day(date.fromisoformat(text))
    return f"“{words.label(_WORDS[field], text) if field in _WORDS else text}”"


def _edits(edited: dict[int, dict[str, Any]], plan: Plan) -> list[tuple[str, str, str]]:
    """(action id, field, value in words) of every cell that was changed; the row changed last is shown."""
    fields = {editable.label: field for field, editable in EDITABLE.items()}
    index = Index(plan)
    found = []
    for place, cells in edited.items():
        action = plan.actions[int(place)]
        for label, value in cells.items():
            text = value.isoformat() if isinstance(value, date) else str(value if value is not None else "")
            text = text[:10] if fields[label] in _DATES else text
            if text != index.value(action, fields[label]):
                found.append((action.action_id, fields[label], text))
    last = found[-1][0] if found else None
    newest = (last, len(found)) if last else None
    if last and session().adding.edited != newest:
        go_to(last)
    session().adding.edited = newest
    return found


def _keep_edits(lake: Lake, upload: Upload, edits: list[tuple[str, str, str]], plan: Plan) -> None:
    """Ask why, and keep the changes as corrections."""
    places = {action.action_id: _place(action) for action in plan.actions}
    with st.form(f"why-{upload.sha256[:12]}", enter_to_submit=True):
        kept_as = "a correction" if len(edits) == 1 else "corrections"
        say.markdown(md("**{count} to keep as {kept_as}**", count=words.counted(len(edits), "change"), kept_as=kept_as))
        say.markdown(
            say.listed(
                md(
                    "{place}: {label} to {new}",
                    place=places[of],
                    label=EDITABLE[field].label,
                    new=corrected_to(field, text),
                )
                for of, field, text in edits
            )
        )
        reason = st.text_input("Why? (for instance: the page says June, not July)")
        made_by = st.text_input("Your name or team (optional)")
        if st.form_submit_button("Keep corrections", type="primary"):
            _keep(lake, upload, edits, reason, made_by)


def _keep(lake: Lake, upload: Upload, edits: list[tuple[str, str, str]], reason: str, made_by: str) -> None:
    if not reason.strip():
        st.error("Say why the cells are corrected, so that others can follow it.")
        return
    try:
        uploads.change(lake, upload, lambda now: uploads.correct(now, edits, reason, made_by.strip() or None))
    except FollowthroughError as error:
        say.error(md("{error}", error=error))
        return
    st.rerun()


def _corrections(lake: Lake, upload: Upload, plan: Plan) -> None:
    """The corrections in force, each with a button that takes it back."""
    if not plan.corrections:
        return
    places = {action.action_key: _place(action) for action in plan.actions}
    own = {(made.action_key, made.field) for made in upload.corrections}
    say.markdown(md("**{count}**", count=words.counted(len(plan.corrections), "correction")))
    for number, made in enumerate(plan.corrections):
        say.markdown(
            md(
                "{place}: {label} {old} to {new}. {reason} ({when}{who})",
                place=places.get(made.action_key, ""),
                label=EDITABLE[made.field].label,
                old=corrected_to(made.field, made.old),
                new=corrected_to(made.field, made.new),
                reason=made.reason,
                when=words.day(made.made_at.date()),
                who=f", {made.made_by}" if made.made_by else "",
            )
        )
        if (made.action_key, made.field) in own:
            st.button(
                "Take it back",
                on_click=_take_back,
                args=(lake, upload, made.action_key, made.field),
                key=f"back-{number}",
            )


def _take_back(lake: Lake, upload: Upload, action_key: str, field: str) -> None:
    try:
        uploads.change(lake, upload, lambda now: uploads.take_back(now, action_key, field))
    except FollowthroughError as error:
        session().adding.refusals = [str(error)]


def _step(ids: list[str], by: int) -> None:
    at = ids.index(st.session_state[_ROW])
    st.session_state[_ROW] = ids[min(max(at + by, 0), len(ids) - 1)]


def _beside(lake: Lake, upload: Upload, plan: Plan) -> None:
    """The current row's page with the row outlined, and its cells as printed."""
    actions = {action.action_id: action for action in plan.actions}
    ids = list(actions)
    if st.session_state.get(_ROW) not in actions:
        st.session_state[_ROW] = ids[0]
    st.selectbox("Row shown", ids, format_func=lambda name: _place(actions[name]), key=_ROW)
    with st.container(horizontal=True):
        st.button("Previous row", on_click=_step, args=(ids, -1), key="previous-row")
        st.button("Next row", on_click=_step, args=(ids, 1), key="next-row")
    current = st.session_state[_ROW]
    places = list(actions[current].places)
    if plan.document.media_type == picture.PDF:
        _pictures(uploads.content_of(lake, upload), upload, places)
    _cells(actions[current], places)


def outlines(places: list[ActionPlace]) -> dict[int, list[tuple[float, float, float, float]]]:
    """Page -> the places on it that are known."""
    found: dict[int, list[tuple[float, float, float, float]]] = {}
    for place in places:
        edges = (place.left_edge, place.top_edge, place.right_edge, place.bottom_edge)
        if place.page and all(edge is not None for edge in edges):
            found.setdefault(place.page, []).append(edges)  # type: ignore[arg-type]
    return found


def _pictures(content: bytes, upload: Upload, places: list[ActionPlace]) -> None:
    for page, boxes in outlines(places).items():
        picture.show(content, upload.sha256, upload.name, page, boxes, "this row")


def _cells(action: PlanAction, places: list[ActionPlace]) -> None:
    """The row as it stood: every filled cell under its header."""
    where = "; ".join(words.where(place.page, place.sheet, place.line) for place in places)
    say.markdown(md("**As printed** ({where})", where=where) if where else md("**As printed**"))
    show.facts(
        {
            "Column": [cell.header or (cell.field or "").capitalize() for cell in action.cells],
            "Cell": [
                cell.printed + (f" [struck through: {cell.struck}]" if cell.struck else "") for cell in action.cells
            ],
        },
        "Cells of this row as printed",
    )
