"""Checking what was read of a document: what it is, its findings, its rows beside the page, its corrections."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import polars as pl
import streamlit as st
from pydantic import ValidationError

from ingest.fields.colours import column_colours
from ingest.keep import uploads
from ingest.keep.succession import likely_plan
from ingest.keep.uploads import Upload
from ingest.keep.versions import changes, earlier_version
from ingest.plan.about import NOT_STATED, asks_first
from ingest.plan.tree import Plan
from ingest.reference import partnerships
from pages.adding import columns, rows
from pages.adding.files import read_again, read_all
from pages.adding.stored import store_plan
from pages.parts import say, show
from pages.parts.columns import number, text
from pages.parts.picture import PDF
from pages.parts.say import md
from pages.parts.state import session
from queries import words
from schema.errors import FollowthroughError
from schema.lake import Lake
from schema.tables import Correction, Document
from schema.vocabulary import AsAtBasis, Colour, PlanKind, Recognised, Severity, Status

_FEW_CHANGES = 200
_FINDINGS = [
    text("severity", "How serious", lambda value: words.label(Severity, value)),
    text("row", "Row"),
    number("page", "Page"),
    text("message", "What"),
    text("text", "Words"),
]
_EARLIEST, _LATEST = date(1990, 1, 1), date(2100, 1, 1)


def check(lake: Lake, upload: Upload) -> None:
    """Draw everything that a person needs to check one document and to store it."""
    if upload.refusal:
        columns.decide(lake, upload)
        return
    if upload.plan is None:
        _unread(lake, upload)
        return
    try:
        plan, lost = uploads.checked_plan(lake, upload)
    except ValidationError:  # it was read by an earlier version of the program
        _unread(lake, upload)
        return
    _summary(plan)
    _about(lake, upload, plan)
    _newer_version(lake, upload, plan)
    _versions(lake, plan, lost)
    _columns(plan)
    columns.change(lake, upload)
    _findings(upload, plan)
    waits = rows.edit(lake, upload, plan)
    _store(lake, upload, plan, waits)


def _unread(lake: Lake, upload: Upload) -> None:
    st.info("This file was uploaded but not read to the end.")
    unread = [waits for waits in uploads.waiting(lake) if waits.plan is None and not waits.refusal]
    with st.container(horizontal=True):
        if len(unread) > 1 and say.button(md("Read all {n} now", n=len(unread)), type="primary", key="read-all"):
            read_all(lake, unread)
        if st.button("Read it now", type="secondary" if len(unread) > 1 else "primary", key="read-now"):
            _again(lake, upload, upload.supplied)
        st.button("Discard it", on_click=uploads.throw_away, args=(lake, upload), key="discard-unread")


def _again(lake: Lake, upload: Upload, supplied: dict[str, Any]) -> None:
    """Read the document anew, and draw the page anew if that goes well."""
    try:
        with st.spinner("Reading the document again"):
            read_again(lake, upload, supplied)
    except FollowthroughError as error:
        say.error(md("{error}", error=error))
        return
    st.rerun()


def _summary(plan: Plan) -> None:
    """What was read, in a sentence, and what matters most."""
    document = plan.document
    counts = {severity: sum(finding.severity == severity for finding in plan.findings) for severity in Severity}
    found = ", ".join(words.counted(count, severity.label.lower()) for severity, count in counts.items() if count)
    say.markdown(
        md(
            "**{count}** read from {file} ({layout}{pages}). Findings: {found}.",
            count=words.counted(len(plan.actions), "action"),
            file=document.file_name,
            layout=document.layout,
            pages=_pages(document),
            found=found or "none",
        )
    )


def _pages(document: Document) -> str:
    if not document.pages:
        return ""
    return f", {words.counted(document.pages, 'page' if document.media_type == PDF else 'sheet')}"


def _about(lake: Lake, upload: Upload, plan: Plan) -> None:
    """What was inferred about the document, in a form to confirm or change."""
    document = plan.document
    st.subheader("About this plan")
    known = sorted({entry.name for entry in partnerships()} | {plan.partnership.partnership} - {NOT_STATED})
    with st.form(f"about-{upload.sha256}"):
        left, right = st.columns(2)
        given: dict[str, Any] = {}
        with left:
            given["partnership"] = st.selectbox(
                "Partnership, force or board",
                known,
                index=known.index(plan.partnership.partnership) if plan.partnership.partnership in known else None,
                accept_new_options=True,
                placeholder="The document does not say: choose or write its name",
            )
            given["plan"] = st.text_input("Name of the plan", document.plan)
            given["kind"] = st.selectbox(
                "Kind of plan",
                list(PlanKind),
                index=list(PlanKind).index(document.kind),
                format_func=lambda kind: kind.label,
            )
            given["published"] = st.date_input(
                "Day it was published (optional): some targets count from it",
                document.published_on,
                format="DD/MM/YYYY",
                min_value=_EARLIEST,
                max_value=_LATEST,
            )
            given["source"] = st.text_input(
                "Where it was published (optional)", document.published_at or "", placeholder="https://"
            )
        with right:
            given["as_at"] = st.date_input(
                "Reading date: the day the plan speaks of",
                document.as_at,
                format="DD/MM/YYYY",
                min_value=_EARLIEST,
                max_value=_LATEST,
            )
            say.caption(
                md(
                    "Known by: {basis}. {meaning}",
                    basis=words.label(AsAtBasis, document.as_at_basis).lower(),
                    meaning=document.as_at_basis.meaning,
                )
            )
            is_undated = document.as_at is not None and st.checkbox("Leave the reading date out: not in the plan")
            given["version"] = st.text_input("Version as printed", document.version_as_printed or "")
            given["marking"] = st.text_input("Protective marking as printed", document.marking or "")
        colours = _colours(upload, plan)
        if st.form_submit_button("Use these"):
            changed = {**_changed(upload, plan, given), **({"colours": colours} if colours else {})}
            if not colours:
                changed.pop("colours", None)
            _again(lake, upload, _undated(changed) if is_undated else changed)


_AS_READ, _NO_STATUS = "", "none"


def _colours(upload: Upload, plan: Plan) -> dict[str, str]:
    """What the colours of the plan's rating column mean, asked once for the plan; those left as they were read are left out."""
    printed = Counter(
        column_colours(action.rating_as_printed)[-1]
        for action in plan.actions
        if action.rating_as_printed and column_colours(action.rating_as_printed)
    )
    said: dict[str, str] = upload.supplied.get("colours") or {}
    asked = [colour for colour in Colour if colour in printed or colour in said]
    if not asked:
        return {}
    st.markdown("**What the colours of the rating column mean in this plan**")
    options = [_AS_READ, *(status.value for status in Status if status is not Status.NOT_STATED), _NO_STATUS]
    names = {_AS_READ: "As it was read", _NO_STATUS: "No status: a rating only"}
    chosen = {
        colour.value: say.selectbox(
            md("{colour} ({count})", colour=colour.label, count=words.counted(printed[colour], "row")),
            options,
            index=options.index(said.get(colour.value, _AS_READ)),
            format_func=lambda value: names.get(value) or words.status(value),
            key=f"colour-{colour.value}-{upload.sha256[:12]}-{upload.revision}",
        )
        for colour in asked
    }
    return {colour: status for colour, status in chosen.items() if status}


def _changed(upload: Upload, plan: Plan, given: dict[str, Any]) -> dict[str, Any]:
    """What a person says of the document: what differs from what was found in it, and what they said before."""
    document = plan.document
    found = {
        "partnership": plan.partnership.partnership, "plan": document.plan, "kind": document.kind, "as_at": document.as_at,
        "version": document.version_as_printed or "", "marking": document.marking or "", "source": document.published_at or "",
        "published": document.published_on,
    }  # fmt: skip
    supplied = dict(upload.supplied)
    for name, value in given.items():
        if value != found[name] and not (name == "partnership" and value is None):
            supplied[name] = value.isoformat() if isinstance(value, date) else value
    if given["as_at"]:
        supplied.pop("is_undated", None)
    return {name: value for name, value in supplied.items() if value or name == "marking"}


def _undated(supplied: dict[str, Any]) -> dict[str, Any]:
    """The same without a reading date: one that was found wrongly is taken away, whatever dates are printed."""
    return {**{name: value for name, value in supplied.items() if name != "as_at"}, "is_undated": "yes"}


def _columns(plan: Plan) -> None:
    """How each column was recognised, and how much of it could be read."""
    if not plan.columns:
        return
    sure = (Recognised.NAMED, Recognised.SAID)
    doubtful = sum(column.recognised not in sure for column in plan.columns)
    title = md("Columns: {n} to look at", n=doubtful) if doubtful else md("Columns: all recognised by their headers")
    with say.expander(title, expanded=False):
        show.facts(
            {
                "Header": [column.header or "(blank)" for column in plan.columns],
                "Read as": [(column.field or words.DASH).capitalize() for column in plan.columns],
                "How sure": [column.recognised.label for column in plan.columns],
                "Cells read": [words.of(column.read, column.filled) for column in plan.columns],
            },
            "Columns of the document and how each was recognised",
        )


def _findings(upload: Upload, plan: Plan) -> None:
    """The findings, those that matter most first; choosing one goes to its row."""
    if not plan.findings:
        st.markdown("**No findings**.")
        return
    order = list(Severity)
    doubts = {action.action_id: len(action.doubtful_fields) for action in plan.actions}
    listed = sorted(
        plan.findings,
        key=lambda finding: (
            order.index(finding.severity),
            -doubts.get(finding.action_id or "", 0),
            finding.page or 0,
            finding.line or 0,
        ),
    )
    places = {action.action_id: words.place(action.section, action.ref) for action in plan.actions}
    st.subheader("Findings")
    st.caption("Those that matter most stand first, and of rows with cells in doubt. Choose one to go to its row.")
    table = pl.DataFrame(
        {
            "severity": [finding.severity.value for finding in listed],
            "row": [places.get(finding.action_id or "", "document") for finding in listed],
            "page": [finding.page for finding in listed],
            "message": [finding.message for finding in listed],
            "text": [finding.text for finding in listed],
        },
        schema_overrides={"page": pl.Int64},
    )
    chosen = show.chosen_row(
        table,
        _FINDINGS,
        "Findings; choose one to go to its row",
        f"findings-{upload.sha256[:12]}",
        min(320, 75 + 35 * len(listed)),
    )
    at = listed[chosen].action_id if chosen is not None else None
    shown = (at, chosen) if at is not None and chosen is not None else None
    if shown and session().adding.finding_shown != shown:
        rows.go_to(shown[0])
    session().adding.finding_shown = shown


def _newer_version(lake: Lake, upload: Upload, plan: Plan) -> None:
    """Ask whether the document is a newer version of a stored plan with another name, where most of its rows are alike."""
    state = session().adding
    if upload.is_reopened or upload.sha256 in state.others:
        return
    known = (upload.sha256, upload.revision)  # compared once, not at each click
    if known not in state.likely:
        state.likely[known] = likely_plan(lake, plan)
    likely = state.likely[known]
    if likely is None:
        return
    say.info(
        md(
            "Is this a newer version of **{plan}**? {same} of its {of} rows are rows of that plan.",
            plan=likely.plan,
            same=likely.same,
            of=likely.of,
        )
    )
    with st.container(horizontal=True):
        if st.button("Yes, a newer version", type="primary", key=f"same-plan-{upload.sha256}"):
            _again(lake, upload, {**upload.supplied, "plan": likely.plan, "plan_id": likely.plan_id})
        if st.button("No, another plan", key=f"other-plan-{upload.sha256}"):
            state.others.add(upload.sha256)
            st.rerun()


def _versions(lake: Lake, plan: Plan, lost: list[Correction]) -> None:
    """What changes if this is a new version of a plan that the lake holds."""
    if lost:
        say.warning(
            md(
                "{count} of the earlier version could not be kept, since the cells are printed differently now. See the findings.",
                count=words.counted(len(lost), "correction"),
            )
        )
    earlier = earlier_version(lake, plan)
    if earlier is None:
        return
    found = changes(lake, str(earlier["document_id"]), plan)
    st.subheader("A new version of a plan that is stored")
    as_at = earlier["as_at"] if isinstance(earlier["as_at"], date) else None
    say.markdown(
        md(
            "The stored version speaks of {when} ({file}). {count}{end}",
            when=words.day(as_at),
            file=earlier["file_name"],
            count=words.counted(len(found), "change"),
            end=":" if found else ".",
        )
    )
    if found:
        show.facts(
            {
                "Change": [change.what for change in found[:_FEW_CHANGES]],
                "Action": [change.place for change in found[:_FEW_CHANGES]],
                "Before": [words.shortened(change.before) for change in found[:_FEW_CHANGES]],
                "Now": [words.shortened(change.after) for change in found[:_FEW_CHANGES]],
            },
            "What changed since the stored version",
        )
        show.cut(min(len(found), _FEW_CHANGES), len(found), "changes")
    st.caption("In view is the version with the newest reading date; the other one is kept.")


def _store(lake: Lake, upload: Upload, plan: Plan, waits: bool) -> None:
    """The deliberate yes that a marking asks for, and the buttons that store or discard."""
    st.subheader("Store it")
    marking = plan.document.marking
    may = True
    if asks_first(marking):
        may = say.checkbox(
            md(
                "This document is marked {marking}. I have checked that it may be added here; its marking stays on every row and export.",
                marking=marking,
            ),
            key=f"marking-{upload.sha256}",
        )
    if waits:
        st.warning("Changes in the table wait above: keep them as corrections, or undo them, before you store.")
    is_whose = plan.partnership.partnership != NOT_STATED
    if not is_whose:
        st.warning(
            "The document does not say whose plan it is. Choose the partnership under 'About this plan', then 'Use these'."
        )
        is_whose = st.checkbox("Store it without a partnership", key=f"nobody-{upload.sha256}")
    with st.container(horizontal=True):
        say.button(
            md("Store {count}", count=words.counted(len(plan.actions), "action")),
            type="primary",
            disabled=waits or not (may and is_whose),
            on_click=_stored,
            args=(lake, upload),
            key="store",
        )
        with st.popover("Discard this file"):
            st.markdown("The file and its corrections will be forgotten. What is stored stays.")
            st.button("Yes, discard it", on_click=uploads.throw_away, args=(lake, upload), key="discard")


def _stored(lake: Lake, drawn: Upload) -> None:
    """Store what waits now, unless it was changed in another window since the page was drawn."""
    try:
        with uploads.alone(lake, drawn):
            upload = uploads.now(lake, drawn)
            if upload.revision != drawn.revision:
                session().adding.refusals = [
                    f"{drawn.name} was changed in another window. Look at it again, then store it."
                ]
                return
            store_plan(lake, upload, uploads.checked_plan(lake, upload)[0])
    except FollowthroughError as error:
        session().adding.refusals = [str(error)]
