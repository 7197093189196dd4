"""Where an action came from: its cells as printed, its place, the page's picture, corrections, findings, the file."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from ingest.keep.corrections import EDITABLE
from ingest.keep.originals import original
from pages.adding.rows import corrected_to
from pages.parts import picture, say
from pages.parts.deployment import gives_originals
from pages.parts.say import md
from pages.parts.show import facts
from pages.parts.store import ask, lake
from queries import words
from queries.asked import OneAction
from queries.one_action import ACTION_CELLS, ACTION_CORRECTIONS, ACTION_FINDINGS, ACTION_PLACES
from schema.vocabulary import PlanKind, Severity


def show(row: dict[str, Any]) -> None:
    """Draw where an action came from.

    Args:
        row: of the query `action_detail`.
    """
    action_id = row["action_id"]
    _corrections(action_id)
    _findings(action_id)
    places = ask(ACTION_PLACES, OneAction(action_id=action_id))
    say.markdown(md("**Where it stands** {where}", where=_where(row, places)))
    with st.expander("The row as printed, and its page"):
        _cells(action_id)
        if row["media_type"] == picture.PDF and gives_originals():
            _picture(row, places)
    _file(row)


def _where(row: dict[str, Any], places: pl.DataFrame) -> str:
    listed = [words.where(place["page"], place["sheet"], place["line"]) for place in places.iter_rows(named=True)]
    return f"{row['file_name']}: {'; '.join(listed) or words.where(row['page'], None, row['line'])}"


def _cells(action_id: str) -> None:
    cells = ask(ACTION_CELLS, OneAction(action_id=action_id))
    if cells.is_empty():
        st.markdown("The cells of this row were not kept: it was read by an earlier version.")
        return
    rows = list(cells.iter_rows(named=True))
    columns = {
        "Column": [row["header"] or (row["field"] or "").capitalize() for row in rows],
        "As printed": [row["printed"] for row in rows],
        "Struck through": [row["struck"] or "" for row in rows],
        "Read as": [(row["field"] or "not read").capitalize() for row in rows],
    }
    if not any(columns["Struck through"]):
        del columns["Struck through"]
    facts(columns, "Cells of the row as printed")


def _picture(row: dict[str, Any], places: pl.DataFrame) -> None:
    """The picture of each page of a PDF that the row stands on, with its place outlined."""
    if not st.toggle("Show the page", key=f"page-{row['action_id']}"):
        return
    content = original(lake(), row["sha256"])
    if content is None:
        st.caption("The original file was not kept.")
        return
    known = places.drop_nulls(["page", "left_edge", "top_edge", "right_edge", "bottom_edge"])
    for (page,), found in known.group_by("page", maintain_order=True):
        outlines = list(found.select("left_edge", "top_edge", "right_edge", "bottom_edge").iter_rows())
        picture.show(content, row["sha256"], row["file_name"], page, outlines, "this row")


def _corrections(action_id: str) -> None:
    made = ask(ACTION_CORRECTIONS, OneAction(action_id=action_id))
    if made.is_empty():
        return
    st.markdown("**Corrected after reading**")
    say.markdown(
        say.listed(
            md(
                "{label}: read as {old}, corrected to {new}. {reason} ({when}{who})",
                label=EDITABLE[row["field"]].label,
                old=corrected_to(row["field"], row["old"]),
                new=corrected_to(row["field"], row["new"]),
                reason=row["reason"],
                when=words.day(row["made_at"].date()),
                who=f", {row['made_by']}" if row["made_by"] else "",
            )
            for row in made.iter_rows(named=True)
        )
    )


def _findings(action_id: str) -> None:
    found = ask(ACTION_FINDINGS, OneAction(action_id=action_id))
    if found.is_empty():
        return
    st.markdown("**Findings**")
    say.markdown(
        say.listed(
            md(
                "{severity}: {message} {quoted}",
                severity=words.label(Severity, row["severity"]),
                message=row["message"],
                quoted=f"“{words.shortened(row['text'], 120)}”" if row["text"] else "",
            )
            for row in found.iter_rows(named=True)
        )
    )


def _published(where: str) -> str:
    """Where a document was published, which may be said as an address, a place or a sentence."""
    bare = where.strip().rstrip(".")
    return bare if bare.lower().startswith("published") else f"Published at {bare}"


def _file(row: dict[str, Any]) -> None:
    say.caption(
        md(
            "{kind}. {file}, {layout}; added on {added}; sha256 {sha256}. {published} {marking}",
            kind=words.label(PlanKind, row["kind"]),
            file=row["file_name"],
            layout=row["layout"],
            added=words.day(row["added_at"].date()),
            sha256=row["sha256"],
            published=f"{_published(row['published_at'])}." if row["published_at"] else "",
            marking=f"Marked {row['marking']}." if row["marking"] else "",
        )
    )
    content = original(lake(), row["sha256"]) if gives_originals() else None
    if content is not None:
        st.download_button(
            "Download the original file", content, row["file_name"], row["media_type"], on_click="ignore",
            key=f"original-{row['action_id']}",
        )  # fmt: skip
