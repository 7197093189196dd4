"""One action in full: the plan's words, printed cells beside the values read, updates, themes, place."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import streamlit as st

from pages.action import source, told_again, verdicts, versions
from pages.parts import say
from pages.parts.say import Md, md
from pages.parts.show import facts
from pages.parts.store import ask
from queries import words
from queries.asked import OneAction, OneActionRead
from queries.one_action import ACTION_DETAIL, ACTION_UPDATES, ACTION_WORDS
from schema.vocabulary import (
    Acceptance,
    AsAtBasis,
    Described,
    Precision,
    Rag,
    StatusBasis,
    TargetNote,
    Timeliness,
    Wording,
)

_TEXTS = (
    ("recommendation", "Recommendation"),
    ("action", "Action"),
    ("outcome", "Intended outcome"),
    ("progress", "Progress"),
)


def show_nothing(action_id: str) -> None:
    """Say that an action is not there."""
    say.warning(md("There is no action {action_id} in view. Choose a row of the table.", action_id=action_id))


def show(action_id: str, as_at: date | None, theme_id: str | None = None) -> None:
    """Draw an action in full. With a theme, only that theme's words are marked."""
    found = ask(ACTION_DETAIL, OneActionRead(action_id=action_id, as_at=as_at))
    if found.is_empty():
        show_nothing(action_id)
        return
    row = found.row(0, named=True)
    marks = ask(ACTION_WORDS, OneAction(action_id=action_id))
    say.subheader(md("{plan}, {where}", plan=row["plan"], where=words.place(row["section"], row["ref"])))
    say.markdown(_summary(row))
    _texts(row, marks if theme_id is None else marks.filter(pl.col("theme_id") == theme_id))
    verdicts.ask_for(row)
    told_again.nearest(action_id, as_at)
    versions.show(action_id)
    _read_values(row)
    _updates(action_id)
    _themes(marks)
    source.show(row)


def lateness(row: dict[str, Any]) -> str:
    """How an action stands against its target, in words."""
    text = words.timeliness(row["timeliness"])
    if row["timeliness"] == Timeliness.OVERDUE.value:
        return f"{text} by at least {words.days(row['overdue_days'])} on {words.day(row['as_at'])}"
    if row["timeliness"] == Timeliness.PAST_TARGET.value:
        past = f"Its target passed {words.days(row['past_target_days'])} before {words.day(row['as_at'])}"
        return f"{past}, but the plan prints no status: it may well be done"
    if row["slippage_days"] is not None:
        return f"{text}: {words.days(row['slippage_days'])} from the original target"
    return text


_BASES = {
    StatusBasis.SECTION.value: "The status was read from the heading “{words}”, since the plan has no column for it.",
    StatusBasis.PROSE.value: "The status was read from a sentence, since the plan has no column for it: “{words}”.",
    StatusBasis.RATING.value: "The status was read from the rating column, which prints “{words}”: blue means done in a BRAG column.",
    StatusBasis.KEY.value: "The status was read from the rating “{words}”, by the key that the plan prints.",
    StatusBasis.SAID.value: "The status was read from the rating “{words}”, by what a person said of this plan's colours.",
}


_FIELDS = {
    "target_date": "the target date",
    "status": "the status",
    "completion_date": "the completion date",
    "lead_agencies": "who leads",
}


def _summary(row: dict[str, Any]) -> Md:
    """Who, how it stands, and how late, in a sentence or two."""
    leads = words.listed(row["lead_agencies"]) if row["lead_agencies"] else "no lead agency printed"
    parts = [
        md(
            "**{partnership}**. Lead: {leads}. Status: {status}. {lateness}.",
            partnership=row["partnership"],
            leads=leads,
            status=words.status(row["status"]),
            lateness=lateness(row),
        )
    ]
    if row["status_basis"] in _BASES:
        parts.append(_said(_BASES[row["status_basis"]], row["status_as_printed"]))
    if row["doubtful_fields"]:
        fields = words.listed([_FIELDS.get(name, name) for name in row["doubtful_fields"]])
        parts.append(md("Read with doubt: {fields}. Compare with the plan.", fields=fields))
    if row["closing"]:
        parts.append(verdicts.said(row))
    return say.joined(parts)


def _said(sentence: str, quoted: str | None) -> Md:
    return md("{sentence}", sentence=sentence.format(words=quoted or ""))


def _texts(row: dict[str, Any], marks: pl.DataFrame) -> None:
    """The plan's words, with the words that tell themes marked."""
    is_ours = row["wording"] == Wording.SUMMARY.value
    rest = ": the published plan is the authority." if is_ours else "."
    say.caption(md("{wording}{rest}", wording=words.label(Wording, row["wording"]), rest=rest))
    for name, label in _TEXTS:
        if row[name]:
            spans = list(marks.filter(pl.col("field") == name).select("start_char", "end_char").iter_rows())
            say.markdown(md("**{label}**", label=label))
            st.html(f"<p>{words.marked(row[name], spans)}</p>")


def _word(kind: type[Described], value: str | None) -> str:
    return words.label(kind, value) if value else words.DASH


def _first_target(row: dict[str, Any]) -> str | None:
    """What an earlier version of the plan printed, where the original target is that version's."""
    if row["first_target_as_at"] is None or "target_date" in row["corrected_fields"]:
        return None
    return f"{row['first_target_as_printed'] or words.DASH}, in the version of {words.day(row['first_target_as_at'])}"


def _read_values(row: dict[str, Any]) -> None:
    """Dates and status as printed beside what was read from them."""
    note = f" ({_word(TargetNote, row['target_note']).lower()})" if row["target_note"] else ""
    printed = {
        "Lead": row["lead_as_printed"],
        "Target date": row["target_as_printed"],
        "Original target": _first_target(row),
        "Status": row["status_as_printed"],
        "Completion date": row["completion_as_printed"],
        "Work began": None,
        "Ratings": row["rating_as_printed"],
        "Accepted": row["acceptance_as_printed"],
    }
    read = {
        "Lead": words.listed(row["lead_agencies"]),
        "Target date": f"{words.day_or_dash(row['target_date'])}{_exact(row['target_precision'])}{note}",
        "Original target": words.day_or_dash(row["target_original_date"]),
        "Status": words.status(row["status"]),
        "Completion date": f"{words.day_or_dash(row['completion_date'])}{_exact(row['completion_precision'])}",
        "Work began": words.day_or_dash(row["commenced_date"]),
        "Ratings": ", then ".join(_word(Rag, rating).lower() for rating in row["rag_history"]) or words.DASH,
        "Accepted": _word(Acceptance, row["acceptance"]) if row["acceptance"] else words.DASH,
    }
    st.markdown("**As printed, and as read**")
    facts(
        {
            "Field": list(printed),
            "As printed": [value or words.DASH for value in printed.values()],
            "As read": list(read.values()),
        },
        "Each field as the plan prints it and as it was read",
    )


def _exact(precision: str | None) -> str:
    return "" if precision in (None, Precision.DAY.value) else f", last day of the {precision}"


def _updates(action_id: str) -> None:
    updates = ask(ACTION_UPDATES, OneAction(action_id=action_id))
    if updates.height > 1:
        say.markdown(md("**{count}**", count=words.counted(updates.height, "update")))
        for row in updates.iter_rows(named=True):
            rating = f" ({_word(Rag, row['rag']).lower()})" if row["rag"] else ""
            when = f" {words.day(row['update_date'])}" if row["update_date"] else ""
            st.text(f"{row['position']}.{when}{rating} {row['text']}")


def _themes(marks: pl.DataFrame) -> None:
    if marks.is_empty():
        st.markdown("**Themes** none found")
        return
    found: dict[str, list[str]] = {}
    for theme, matched in marks.select("theme", "words").iter_rows():
        told = found.setdefault(theme, [])
        if matched.lower() not in told:
            told.append(matched.lower())
    st.markdown("**Themes**, and the words that tell them")
    say.markdown(say.listed(md("{theme}: {words}", theme=name, words=", ".join(told)) for name, told in found.items()))


def basis(value: str) -> str:
    """How a plan's date is known, in words."""
    return words.label(AsAtBasis, value)
