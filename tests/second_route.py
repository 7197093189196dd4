"""Lateness and the headline figures once more, step by step in Python, from DESIGN's truth table.

Written apart from the SQL, so that the two routes can be held against each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from statistics import median


@dataclass(frozen=True)
class Fact:
    """What lateness rests on: status, targets, completion, and the date the plan speaks of."""

    status: str
    original: date | None
    latest: date | None
    done: date | None
    as_at: date | None


@dataclass(frozen=True)
class Judged:
    """What follows."""

    timeliness: str
    slippage: int | None = None
    slippage_latest: int | None = None
    overdue: int | None = None
    past_target: int | None = None


def judge(fact: Fact, reading: date | None) -> Judged:
    """One row of the truth table."""
    if fact.status == "completed":
        return _completed(fact)
    if fact.status == "closed_not_pursued":
        return Judged("not_pursued")
    if fact.latest is None:
        return Judged("no_target")
    read_on = reading or fact.as_at
    if read_on is None:
        return Judged("not_datable")
    if read_on <= fact.latest:
        return Judged("not_yet_due")
    days = (read_on - fact.latest).days
    return Judged("past_target", past_target=days) if fact.status == "not_stated" else Judged("overdue", overdue=days)


def _completed(fact: Fact) -> Judged:
    if fact.original is None or fact.latest is None:
        return Judged("completed_no_target")
    if fact.done is None:
        return Judged("completed_undated")
    slippage = (fact.done - fact.original).days
    return Judged("on_time" if slippage <= 0 else "late", slippage, (fact.done - fact.latest).days)


def headline(facts: list[Fact], reading: date | None) -> dict[str, float | int | None]:
    """The headline figures of actions that can be completed."""
    judged = [judge(fact, reading) for fact in facts]
    slips = [item.slippage for item in judged if item.slippage is not None]
    late = [item.overdue for item in judged if item.overdue is not None]
    past = [item.past_target for item in judged if item.past_target is not None]
    is_open = [fact.status in ("in_progress", "not_started") for fact in facts]
    return {
        "actions": len(facts),
        "completed": sum(fact.status == "completed" for fact in facts),
        "not_stated": sum(fact.status == "not_stated" for fact in facts),
        "overdue": len(late),
        "not_pursued": sum(fact.status == "closed_not_pursued" for fact in facts),
        "open": sum(is_open),
        "open_dated": sum(
            item.timeliness in ("overdue", "not_yet_due") and opened
            for item, opened in zip(judged, is_open, strict=True)
        ),
        "past_target": len(past),
        "longest_past_target_days": max(past, default=None),
        "longest_overdue_days": max(late, default=None),
        "on_time": sum(item.timeliness == "on_time" for item in judged),
        "late": sum(item.timeliness == "late" for item in judged),
        "measured": len(slips),
        "median_slippage": float(median(slips)) if slips else None,
    }
