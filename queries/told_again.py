"""What was told in several plans: recommendations, themes that came back, terms of no theme."""

from __future__ import annotations

from queries.asked import Filtered, Limited, OneActionLimited, OneActionRead
from queries.figures import Rate
from queries.seam import Query, Result
from schema.vocabulary import Closing, Status, Timeliness, Wording


class ToldAgainRow(Result):
    """A group of recommendations that say nearly the same, and what came of their actions."""

    action_id: str
    recommendation: str
    wording: Wording
    partnerships: int
    plans: int
    first_year: int | None
    last_year: int | None
    actions: int
    completed: Rate
    open: int
    overdue: int
    not_stated: int
    unsupported: int
    measured: int
    median_slippage: float | None
    groups: int


class ToldRow(Result):
    """A recommendation that somebody was told, and what became of its action."""

    action_id: str
    partnership: str
    plan: str
    section: str | None
    ref: str | None
    recommendation: str
    lead_agencies: list[str]
    status: Status
    timeliness: Timeliness
    is_past_plan: bool
    days: int | None
    closing: Closing | None
    wording: Wording


class ToldSoRow(ToldRow):
    """One of a group: how it was answered."""

    action: str | None
    progress: str | None


class NearestRow(ToldRow):
    """One of another partnership: how alike it is."""

    likeness: float
    is_same: bool
    actions: int


class CameBackRow(Result):
    """A theme, in how many partnerships it was closed, and in how many it came back."""

    group_id: str
    group_name: str
    came_back: Rate
    again: int
    not_again: int
    years: float | None


class TermRow(Result):
    """A term of no theme, how often it recurs, and an example."""

    term: str
    partnerships: int
    plans: int
    recommendations: int
    terms: int
    action_id: str
    example: str
    wording: Wording


TOLD_AGAIN = Query("told_again", Limited, ToldAgainRow, joins_alike=True)
TOLD_SO = Query("told_so", OneActionRead, ToldSoRow, joins_alike=True)
NEAREST = Query("nearest", OneActionLimited, NearestRow, joins_alike=True)
CAME_BACK = Query("came_back", Filtered, CameBackRow)
UNTOLD_TERMS = Query("untold_terms", Limited, TermRow, joins_alike=True)
