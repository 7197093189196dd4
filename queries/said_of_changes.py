"""What changed, in words: on pages and on paper."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from queries import words
from schema.vocabulary import ChangeKind, Rag, Status

#: Kinds that are told one by one: '2 targets moved' reads better than '2 target moved'.
_SEVERAL = {
    ChangeKind.TARGET_MOVED: "targets moved",
    ChangeKind.TARGET_GIVEN: "targets given",
    ChangeKind.TARGET_LOST: "targets no longer given",
    ChangeKind.LEAD_CHANGED: "leads changed",
    ChangeKind.RATING_CHANGED: "ratings changed",
}
_STATUSES = (ChangeKind.COMPLETED, ChangeKind.REOPENED, ChangeKind.NOT_PURSUED, ChangeKind.BEGUN)
_TARGETS = (ChangeKind.TARGET_MOVED, ChangeKind.TARGET_GIVEN, ChangeKind.TARGET_LOST)


def counted(row: Mapping[str, Any]) -> str:
    """'3 completed', '2 targets moved by 273 days in all'."""
    kind, n = ChangeKind(row["change"]), row["changes"]
    name = _SEVERAL[kind] if n > 1 and kind in _SEVERAL else kind.label.lower()
    by = f" by {words.days(row['days'])}{' in all' if n > 1 else ''}" if row["days"] is not None else ""
    return f"{words.number(n)} {name}{by}"


def before_and_after(kind: ChangeKind, row: Mapping[str, Any]) -> str:
    """What was and what is; of words, the new ones."""
    before, after = row["before"], row["after"]
    if kind in (ChangeKind.NEWLY_OVERDUE, ChangeKind.NO_LONGER_OVERDUE):
        return f"{words.days(row['days'])} overdue{' before' if kind is ChangeKind.NO_LONGER_OVERDUE else ''}"
    if kind in (ChangeKind.ADDED, ChangeKind.DROPPED):
        return ""
    if kind is ChangeKind.REWORDED:
        return after or ""
    moved = f", {words.days(abs(row['days']))} {'later' if row['days'] > 0 else 'earlier'}" if row["days"] else ""
    return f"{_said(kind, before)} → {_said(kind, after)}{moved}"


def _said(kind: ChangeKind, value: str | None) -> str:
    if not value:
        return "none"
    if kind in _STATUSES:
        return words.label(Status, value)
    if kind in _TARGETS:
        return words.short_day(date.fromisoformat(value))
    return words.label(Rag, value) if kind is ChangeKind.RATING_CHANGED else value
