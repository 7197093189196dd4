"""Actions that changed, a row each: which, whose, in which ways, what was and what is."""

from __future__ import annotations

import difflib
import html
import re
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

import polars as pl

from pages.action import cells
from queries import said_of_changes, words
from schema.vocabulary import ChangeKind

_LONGEST, _WHOLE = 160, 700  # letters of a text: of one that leads to the action in full, and of one that cannot
_HEADS = ("Action", "Lead", "What changed")
_AROUND = 5  # words that stay around one that changed

Row = Mapping[str, Any]


def listed(rows: pl.DataFrame, most: int) -> tuple[int, int]:
    """The rows of the query `changes`, those of one action together.

    Args:
        rows: the changes, in the query's order.
        most: actions that are shown.

    Returns:
        How many actions are shown, and how many of the rows given are left.
    """
    groups = [
        list(found) for _, found in groupby(rows.to_dicts(), key=lambda row: (row["action_id"], row["after_document"]))
    ]
    shown = groups[:most]
    cells.remember([changes[0]["action_id"] for changes in shown if not _is_dropped(changes)])
    if shown:
        lines = (_cells(changes) for changes in shown)
        cells.table("changed", _HEADS, lines, "Actions that changed, with what was and what is")
    return len(shown), len(groups) - len(shown)


def _is_dropped(changes: Sequence[Row]) -> bool:
    """What no version in view prints cannot be opened."""
    return any(row["change"] == ChangeKind.DROPPED for row in changes)


def _cells(changes: Sequence[Row]) -> tuple[str, ...]:
    row, is_dropped = changes[0], _is_dropped(changes)
    text = words.shortened(row["action"], _WHOLE if is_dropped else _LONGEST)
    named = html.escape(f"{words.place(row['section'], row['ref'])}: {text}")
    which = named if is_dropped else f'<a href="{html.escape(cells.address(row["action_id"]))}">{named}</a>'
    whose = html.escape(f"{row['partnership']}, {row['plan']}; {_days(row)}")
    told = "".join(
        f"<p><strong>{html.escape(ChangeKind(one['change']).label)}.</strong> {before_and_after(one)}</p>"
        for one in changes
    )
    return (
        f'<div class="{"whole" if is_dropped else "two"}">{which}</div><span>{whose}</span>{_sure(row)}',
        html.escape(words.listed(row["lead_agencies"])),
        told,
    )


def _days(row: Row) -> str:
    days = [words.short_day(day) for day in (row["before_read"], row["after_read"]) if day]
    if len(days) > 1 and days[0] == days[1]:
        return f"two versions of {days[0]}"
    return " to ".join(days) or "the versions speak of no date"


def _sure(row: Row) -> str:
    """How alike the rows of the two versions are, where that is less than certain."""
    score = row["match_score"]
    return (
        ""
        if score is None
        else f"<br><span>Probably the same action: match {score:.3f} of 1. If it is not, open it and say so.</span>"
    )


def before_and_after(row: Row) -> str:
    """What was and what is, as HTML."""
    kind = ChangeKind(row["change"])
    if kind is ChangeKind.REWORDED:
        return marked(row["before"] or "", row["after"] or "")
    return html.escape(said_of_changes.before_and_after(kind, row))


def marked(before: str, after: str) -> str:
    """The words of both versions as HTML: those that went struck, those that came underlined, few of those that stayed."""
    old, new = (re.findall(r"\S+", value) for value in (before, after))
    told = []
    for what, i, j, k, m in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            told.append(html.escape(_near(old[i:j], is_first=i == 0, is_last=j == len(old))))
            continue
        gone, come = html.escape(" ".join(old[i:j])), html.escape(" ".join(new[k:m]))
        told += [f'<del><i class="unseen">taken out: </i>{gone}</del>'] * bool(gone)
        told += [f'<ins><i class="unseen">put in: </i>{come}</ins>'] * bool(come)
    return " ".join(told)


def _near(same: Sequence[str], *, is_first: bool, is_last: bool) -> str:
    """Words that stayed: of many only those beside the ones that changed."""
    if len(same) <= 2 * _AROUND:
        return " ".join(same)
    before, after = ([] if is_first else same[:_AROUND]), ([] if is_last else same[-_AROUND:])
    return " ".join([*before, "…", *after])
