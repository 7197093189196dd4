"""Where an action came from: its cells as printed, its place, the page's picture, corrections, findings, the file."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from ingest.corrections import EDITABLE
from ingest.originals import original
from pages.parts import picture, words
from pages.parts.deployment import gives_originals
from pages.parts.rows import corrected_to
from pages.parts.show import table as show_table
from pages.parts.store import ask, lake
from schema.vocabulary import PlanKind, Severity


def show(row: dict[str, Any]) -> None:
    """Draw where an action came from.

    Args:
        row: of the query `action_detail`.
    """
    action_id = row["action_id"]
    _corrections(action_id)
    _findings(action_id)
    places = ask("action_places", action_id=action_id)
    st.markdown(f"**Where it stands** {words.plain(_where(row, places))}")
    with st.expander("The row as printed, and its page"):
        _cells(action_id)
        if row["media_type"] == picture.PDF and gives_originals():
            _picture(row, places)
    _file(row)


def _where(row: dict[str, Any], places: pl.DataFrame) -> str:
    listed = [words.where(place["page"], place["sheet"], place["line"]) for place in places.iter_rows(named=True)]
    return f"{row['file_name']}: {'; '.join(listed) or words.where(row['page'], None, row['line'])}"


def _cells(action_id: str) -> None:
    cells = ask("action_cells", action_id=action_id)
    if cells.is_empty():
        st.markdown("The cells of this row were not kept: it was read by an earlier version.")
        return
    table = pl.DataFrame(
        {
            "Column": [row["header"] or (row["field"] or "").capitalize() for row in cells.iter_rows(named=True)],
            "As printed": cells["printed"],
            "Struck through": cells["struck"],
            "Read as": [(field or "not read").capitalize() for field in cells["field"]],
        }
    )
    show_table(
        table if cells["struck"].null_count() < cells.height else table.drop("Struck through"),
        "Cells of the row as printed",
        "source-cells",
    )


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
    made = ask("action_corrections", action_id=action_id)
    if made.is_empty():
        return
    lines = []
    for row in made.iter_rows(named=True):
        who = f", {words.plain(row['made_by'])}" if row["made_by"] else ""
        old, new = (corrected_to(row["field"], row[name]) for name in ("old", "new"))
        lines.append(
            f"- {EDITABLE[row['field']].label}: read as {old}, corrected to {new}. {words.plain(row['reason'])} "
            f"({words.day(row['made_at'].date())}{who})"
        )
    st.markdown("**Corrected after reading**\n\n" + "\n".join(lines))


def _findings(action_id: str) -> None:
    found = ask("action_findings", action_id=action_id)
    if found.is_empty():
        return
    lines = [
        f"- {words.label(Severity, row['severity'])}: {words.plain(row['message'])}"
        + (f" “{words.plain(words.shortened(row['text'], 120))}”" if row["text"] else "")
        for row in found.iter_rows(named=True)
    ]
    st.markdown("**Findings**\n\n" + "\n".join(lines))


def _file(row: dict[str, Any]) -> None:
    published = f" Published at {row['published_at']}." if row["published_at"] else ""
    marking = f" Marked {row['marking']}." if row["marking"] else ""
    kind = words.label(PlanKind, row["kind"])
    st.caption(
        words.plain(
            f"{kind}. {row['file_name']}, {row['layout']}; added on {words.day(row['added_at'].date())}; "
            f"sha256 {row['sha256']}.{published}{marking}"
        )
    )
    content = original(lake(), row["sha256"]) if gives_originals() else None
    if content is not None:
        st.download_button(
            "Download the original file", content, row["file_name"], row["media_type"], on_click="ignore",
            key=f"original-{row['action_id']}",
        )  # fmt: skip
