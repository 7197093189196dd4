"""One action in full: the plan's words, printed cells beside the values read, updates, themes, place."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import streamlit as st

from pages.parts import source, words
from pages.parts.show import table as show_table
from pages.parts.store import ask
from schema.vocabulary import AsAtBasis, Described, Precision, Rag, StatusBasis, TargetNote, Wording

_TEXTS = (
    ("recommendation", "Recommendation"),
    ("action", "Action"),
    ("outcome", "Intended outcome"),
    ("progress", "Progress"),
)


def show(action_id: str, as_at: date | None, theme_id: str | None = None) -> None:
    """Draw an action in full. With a theme, only that theme's words are marked."""
    found = ask("action_detail", action_id=action_id, as_at=as_at)
    if found.is_empty():
        st.warning(f"There is no action {words.plain(action_id)} in view. Choose a row of the table.")
        return
    row = found.row(0, named=True)
    marks = ask("action_words", action_id=action_id)
    with st.container(border=True):
        st.header(words.plain(f"{row['plan']}, {words.place(row['section'], row['ref'])}"))
        st.markdown(_summary(row))
        _texts(row, marks if theme_id is None else marks.filter(pl.col("theme_id") == theme_id))
        _read_values(row)
        _updates(action_id)
        _themes(marks)
        source.show(row)


def _summary(row: dict[str, Any]) -> str:
    """Who, how it stands, and how late, in a sentence or two."""
    lateness = words.timeliness(row["timeliness"])
    if row["timeliness"] == "overdue":
        lateness += f" by at least {words.days(row['overdue_days'])} on {words.day(row['as_at'])}"
    elif row["slippage_days"] is not None:
        lateness += f": {words.days(row['slippage_days'])} from the original target"
    leads = words.plain(words.listed(row["lead_agencies"])) if row["lead_agencies"] else "no lead agency printed"
    text = f"**{words.plain(row['partnership'])}**. Lead: {leads}. Status: {words.status(row['status'])}. {lateness}."
    if row["status_basis"] == StatusBasis.PROSE.value:
        text += f" The status was read from a sentence, since the plan has no column for it: “{words.plain(row['status_as_printed'])}”."
    if row["closed_not_done"]:
        text += f" **Marked closed, but the text says it was not done:** “{words.plain(row['closed_not_done_words'])}”"
    return text


def _texts(row: dict[str, Any], marks: pl.DataFrame) -> None:
    """The plan's words, with the words that tell themes marked."""
    st.caption(words.label(Wording, row["wording"]) + _whose(row["wording"]))
    for name, label in _TEXTS:
        if row[name]:
            spans = list(marks.filter(pl.col("field") == name).select("start_char", "end_char").iter_rows())
            st.markdown(f"**{label}**")
            st.html(f"<p>{words.marked(row[name], spans)}</p>")


def _whose(wording: str) -> str:
    return ": the published plan is the authority." if wording == Wording.SUMMARY.value else "."


def _word(kind: type[Described], value: str | None) -> str:
    return words.label(kind, value) if value else words.DASH


def _read_values(row: dict[str, Any]) -> None:
    """Dates and status as printed beside what was read from them."""
    note = f" ({_word(TargetNote, row['target_note']).lower()})" if row["target_note"] else ""
    table = pl.DataFrame(
        {
            "Field": ["Lead", "Target date", "Original target", "Status", "Completion date", "Work began", "Ratings"],
            "As printed": [
                row["lead_as_printed"] or words.DASH,
                row["target_as_printed"] or words.DASH,
                words.DASH,
                row["status_as_printed"] or words.DASH,
                row["completion_as_printed"] or words.DASH,
                words.DASH,
                words.DASH,
            ],
            "As read": [
                words.listed(row["lead_agencies"]),
                f"{words.day_or_dash(row['target_date'])}{_exact(row['target_precision'])}{note}",
                words.day_or_dash(row["target_original_date"]),
                words.status(row["status"]),
                f"{words.day_or_dash(row['completion_date'])}{_exact(row['completion_precision'])}",
                words.day_or_dash(row["commenced_date"]),
                ", then ".join(_word(Rag, rating).lower() for rating in row["rag_history"]) or words.DASH,
            ],
        }
    )
    st.markdown("**As printed, and as read**")
    show_table(table, "Each field as the plan prints it and as it was read", "as-read")


def _exact(precision: str | None) -> str:
    return "" if precision in (None, Precision.DAY.value) else f", last day of the {precision}"


def _updates(action_id: str) -> None:
    updates = ask("action_updates", action_id=action_id)
    if updates.height > 1:
        st.markdown(f"**{words.counted(updates.height, 'update')}**")
        for row in updates.iter_rows(named=True):
            rating = f" ({_word(Rag, row['rag']).lower()})" if row["rag"] else ""
            when = f" {words.day(row['update_date'])}" if row["update_date"] else ""
            st.markdown(f"{row['position']}.{when}{rating} {words.plain(row['text'])}")


def _themes(marks: pl.DataFrame) -> None:
    if marks.is_empty():
        st.markdown("**Themes** none found")
        return
    found = marks.group_by("theme", maintain_order=True).agg(
        pl.col("words").str.to_lowercase().unique(maintain_order=True)
    )
    lines = [f"- {row['theme']}: {words.plain(', '.join(row['words']))}" for row in found.iter_rows(named=True)]
    st.markdown("**Themes**, and the words that tell them\n\n" + "\n".join(lines))


def basis(value: str) -> str:
    """How a plan's date is known, in words."""
    return words.label(AsAtBasis, value)
