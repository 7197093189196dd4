"""What changed, in words: on pages and on paper."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from queries import words
from queries.changed import Compared
from schema.vocabulary import ChangeKind, Rag, Status

#: Kinds that are told one by one: '2 targets put back' reads better than '2 target put back'.
_SEVERAL = {
    ChangeKind.TARGET_LATER: "targets put back",
    ChangeKind.TARGET_EARLIER: "targets brought forward",
    ChangeKind.TARGET_GIVEN: "targets given",
    ChangeKind.TARGET_LOST: "targets no longer given",
    ChangeKind.LEAD_CHANGED: "leads changed",
    ChangeKind.RATING_CHANGED: "ratings changed",
}
#: What is newly overdue after a plan last spoke is so on a condition.
IF_SILENT = "What was done after a plan last spoke is not known: an action of such a plan is newly overdue only if nothing has been done since."
_ALREADY = {ChangeKind.DROPPED: "of them completed", ChangeKind.ADDED: "of them completed already"}
_STATUSES = (
    ChangeKind.COMPLETED,
    ChangeKind.REOPENED,
    ChangeKind.NOT_PURSUED,
    ChangeKind.BEGUN,
    ChangeKind.PUT_BACK,
    ChangeKind.UNSAID,
)
_TARGETS = (ChangeKind.TARGET_LATER, ChangeKind.TARGET_EARLIER, ChangeKind.TARGET_GIVEN, ChangeKind.TARGET_LOST)


def counted(row: Mapping[str, Any]) -> str:
    """'3 completed', '2 targets put back by 273 days in all', '30 dropped, 14 of them completed'."""
    kind, n = ChangeKind(row["change"]), row["changes"]
    name = _SEVERAL[kind] if n != 1 and kind in _SEVERAL else kind.label.lower()
    by = f" by {words.days(row['days'])}{' in all' if n > 1 else ''}" if row["days"] is not None else ""
    done = f" ({words.number(row['done'])} {_ALREADY[kind]})" if row["done"] and kind in _ALREADY else ""
    return f"{words.number(n)} {name}{by}{done}"


def none_of(kind: ChangeKind) -> str:
    """'0 reopened': a kind that was asked for and does not occur."""
    return counted({"change": kind, "changes": 0, "days": None, "done": 0})


def compared(found: Compared, since: date | None) -> tuple[str, str]:
    """('3 of 5 plans can be compared with ...', why not the others)."""
    what = f"how they stood on {words.day(since)}" if since else "the version before"
    others = (
        (found.one_version, "has only one version here", "have only one version here"),
        (found.not_dated, "has a version without a date", "have a version without a date"),
        (found.not_held_then, "has no version here that spoke by then", "have no version here that spoke by then"),
        (found.not_heard_of, "has not been heard of since", "have not been heard of since"),
        (found.speaks_later, "speaks of a day after the reading date", "speak of a day after the reading date"),
        (found.not_matched, "has two versions with no action in common", "have two versions with no action in common"),
    )
    days = f" ({words.span(found.earliest_before, found.latest_after)})" if found.earliest_before else ""
    told = [f"{words.counted(n, 'plan')} {one if n == 1 else many}" for n, one, many in others if n]
    return (
        f"{words.number(found.compared)} of {words.counted(found.plans, 'plan')} can be compared with {what}{days}",
        "; ".join(told),
    )


def before_and_after(kind: ChangeKind, row: Mapping[str, Any]) -> str:
    """What was and what is; of words, the new ones."""
    before, after = row["before"], row["after"]
    if kind in (ChangeKind.NEWLY_OVERDUE, ChangeKind.NO_LONGER_OVERDUE):
        return f"{words.days(row['days'])} overdue{' before' if kind is ChangeKind.NO_LONGER_OVERDUE else ''}"
    if kind is ChangeKind.DROPPED:
        return f"Last said: {_status(before, row['before_printed'])}"
    if kind is ChangeKind.ADDED:
        return f"First said: {_status(after, row['after_printed'])}"
    if kind is ChangeKind.REWORDED:
        return after or ""
    way = "later" if kind is ChangeKind.TARGET_LATER else "earlier"
    moved = f", {words.days(row['days'])} {way}" if row["days"] else ""
    was, now = ((_said(kind, row[name], row[f"{name}_printed"])) for name in ("before", "after"))
    return f"{was} → {now}{moved}"


def _said(kind: ChangeKind, value: str | None, printed: str | None) -> str:
    if kind in _STATUSES:
        return _status(value, printed)
    if not value:
        return "none"
    if kind in _TARGETS:
        return words.short_day(date.fromisoformat(value))
    return words.label(Rag, value) if kind is ChangeKind.RATING_CHANGED else value


def _status(value: str | None, printed: str | None) -> str:
    """'In progress (printed: Carried forward)': the reading, and the plan's own word where it is another."""
    label = words.label(Status, value or Status.NOT_STATED)
    told = words.shortened(printed, 40)
    return f"{label} (printed: {told})" if told and told.casefold() != label.casefold() else label
