"""Completed actions, and whether their own text supports that they were done."""

from __future__ import annotations

from datetime import date

from queries.asked import By, ClosedAsked
from queries.figures import Rate
from queries.seam import Query, Result
from schema.vocabulary import Closing, Support, Verdict, Wording


class ClosedByRow(Result):
    """Completed actions of a group, by what their own text supports."""

    group_id: str
    group_name: str
    completed: int
    as_supported: Rate
    supported: int
    unsupported: int
    likely_unsupported: int
    no_evidence: int
    not_printed: int
    cannot_tell: int
    not_looked_at: int


class ClosedRow(Result):
    """A completed action, how it counts, and what that rests on."""

    action_id: str
    partnership: str
    plan: str
    section: str | None
    ref: str | None
    action: str | None
    lead_agencies: list[str]
    closing: Closing
    support: Support | None
    verdict: Verdict | None
    plan_says: str | None
    completion_date: date | None
    wording: Wording


#: What a person should read first.
DOUBTFUL = (Closing.UNSUPPORTED, Closing.LIKELY_UNSUPPORTED)

CLOSED_BY = Query("closed_by", By, ClosedByRow)
CLOSED = Query("closed", ClosedAsked, ClosedRow)
