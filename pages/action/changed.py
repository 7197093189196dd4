"""Actions that changed, a row each: in which way, which, whose, what was and what is."""

from __future__ import annotations

import difflib
import html
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl
import streamlit as st

from pages.action import choose
from queries import words
from schema.vocabulary import ChangeKind, Rag, Status

_LONGEST = 160  # letters of a text
_HEADS = ("What changed", "Action", "Lead", "Before and after")
_STATUSES = (ChangeKind.COMPLETED, ChangeKind.REOPENED, ChangeKind.NOT_PURSUED, ChangeKind.BEGUN)
_TARGETS = (ChangeKind.TARGET_MOVED, ChangeKind.TARGET_GIVEN, ChangeKind.TARGET_LOST)


def listed(rows: pl.DataFrame) -> None:
    """The rows of the query `changes`, each with what was and what is."""
    found = rows.to_dicts()
    choose.remember([row["action_id"] for row in found if row["change"] != ChangeKind.DROPPED])
    heads = "".join(f'<th scope="col">{head}</th>' for head in _HEADS)
    lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in _cells(row))}</tr>" for row in found)
    st.html(f'<table class="attention changed"><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table>')


def _cells(row: Mapping[str, Any]) -> tuple[str, ...]:
    kind = ChangeKind(row["change"])
    named = html.escape(f"{words.place(row['section'], row['ref'])}: {words.shortened(row['action'], _LONGEST)}")
    # What no version in view prints cannot be opened.
    which = (
        named
        if kind is ChangeKind.DROPPED
        else f'<a href="{html.escape(choose.address(row["action_id"]))}">{named}</a>'
    )
    whose = f"<span>{html.escape(row['partnership'])}, {html.escape(row['plan'])}</span>"
    return (
        f"<strong>{html.escape(kind.label)}</strong><br><span>{_days(row)}</span>{_sure(row)}",
        f'<div class="two">{which}</div><div class="one">{whose}</div>',
        f'<div class="two">{html.escape(words.listed(row["lead_agencies"]))}</div>',
        before_and_after(kind, row),
    )


def _days(row: Mapping[str, Any]) -> str:
    days = [words.short_day(day) for day in (row["before_read"], row["after_read"]) if day]
    return html.escape(" to ".join(days) or "the versions speak of no date")


def _sure(row: Mapping[str, Any]) -> str:
    """How alike the rows of the two versions are, where that is less than certain."""
    score = row["match_score"]
    return "" if score is None else f"<br><span>Match {score:.3f} of 1</span>"


def before_and_after(kind: ChangeKind, row: Mapping[str, Any]) -> str:
    """What was and what is, as HTML."""
    before, after = row["before"], row["after"]
    if kind is ChangeKind.REWORDED:
        return marked(before or "", after or "")
    if kind in (ChangeKind.NEWLY_OVERDUE, ChangeKind.NO_LONGER_OVERDUE):
        return html.escape(
            f"{words.days(row['days'])} overdue{' before' if kind is ChangeKind.NO_LONGER_OVERDUE else ''}"
        )
    if kind in (ChangeKind.ADDED, ChangeKind.DROPPED):
        return ""
    moved = f", {words.days(abs(row['days']))} {'later' if row['days'] > 0 else 'earlier'}" if row["days"] else ""
    return html.escape(f"{_said(kind, before)} → {_said(kind, after)}{moved}")


def _said(kind: ChangeKind, value: str | None) -> str:
    if not value:
        return "none"
    if kind in _STATUSES:
        return words.label(Status, value)
    if kind in _TARGETS:
        return words.short_day(date.fromisoformat(value))
    return words.label(Rag, value) if kind is ChangeKind.RATING_CHANGED else value


def marked(before: str, after: str) -> str:
    """The words of both versions as HTML: those that went struck, those that came underlined."""
    old, new = (re.findall(r"\S+", value) for value in (before, after))
    told = []
    for what, i, j, k, m in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = html.escape(" ".join(old[i:j])), html.escape(" ".join(new[k:m]))
        told.append(
            gone if what == "equal" else (f"<del>{gone}</del> " * bool(gone) + f"<ins>{come}</ins>" * bool(come))
        )
    return " ".join(told)
