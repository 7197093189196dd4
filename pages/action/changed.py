"""Actions that changed, a row each: in which way, which, whose, what was and what is."""

from __future__ import annotations

import difflib
import html
import re
from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st

from pages.action import choose
from queries import said_of_changes, words
from schema.vocabulary import ChangeKind

_LONGEST = 160  # letters of a text
_HEADS = ("What changed", "Action", "Lead", "Before and after")


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
    if kind is ChangeKind.REWORDED:
        return marked(row["before"] or "", row["after"] or "")
    return html.escape(said_of_changes.before_and_after(kind, row))


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
