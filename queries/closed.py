"""Completed actions, and what their own text tells of whether they were done."""

from __future__ import annotations

from datetime import date

from queries.asked import By, ClosedAsked
from queries.figures import Rate
from queries.lists import NamedAction
from queries.seam import Query, Result
from schema.vocabulary import Closing, Support, Verdict, Wording


class ClosedByRow(Result):
    """Completed actions of a group, by what their own text tells."""

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


class ClosedRow(NamedAction):
    """A completed action, how it counts, and what that rests on."""

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
