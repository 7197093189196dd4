"""What changed: between two versions of a plan, or between two days on which one is read."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import Field

from queries.asked import ChangesAsked, Filtered, Since, SinceBy
from queries.seam import Query, Result
from schema.vocabulary import ChangeKind


class ChangeRow(Result):
    """An action that changed, and how."""

    change: ChangeKind
    partnership: str
    plan: str
    section: str | None
    ref: str | None
    action: str | None = Field(
        description="Its words: as the later version has them, of a dropped one as it last stood."
    )
    lead_agencies: list[str]
    before: str | None = Field(description="The status, target, leads, rating or words before.")
    before_printed: str | None = Field(description="The status before in the plan's own words.")
    after: str | None = Field(description="The status, target, leads, rating or words after.")
    after_printed: str | None = Field(description="The status after in the plan's own words.")
    days: int | None = Field(description="By which a target moved, or that an action is, or was, overdue.")
    before_read: date | None = Field(description="The day on which the earlier version is read.")
    after_read: date | None = Field(description="The day on which the version in view is read.")
    match_score: float | None = Field(
        description="How alike the rows of the two versions are, where they are not the same."
    )
    action_id: str
    action_key: str
    plan_id: str
    before_document: str
    after_document: str
    told_at: datetime = Field(description="When the version that tells it was stored, in UTC.")


class ChangeCount(Result):
    """How many actions of a group changed in one way."""

    group_id: str
    group_name: str
    change: ChangeKind
    changes: int
    days: int | None = Field(description="Days by which targets moved, added up.")
    done: int = Field(description="Of the dropped, how many were completed; of the new, how many are.")


class QuarterChanges(Result):
    """How many actions changed in one way by what versions of a quarter told."""

    quarter: date = Field(description="Its last day.")
    change: ChangeKind
    changes: int


class Compared(Result):
    """How many plans can be compared."""

    plans: int
    compared: int
    one_version: int = Field(description="No earlier version of them is held.")
    not_dated: int = Field(description="Several are held, but one of them speaks of no date.")
    not_held_then: int = Field(description="No version of them that speaks of the day, or one before it, is held.")
    speaks_later: int = Field(description="Their newest version speaks of a day after the reading date.")
    not_heard_of: int = Field(description="Their newest version speaks of a day before it.")
    not_matched: int = Field(description="No row of the one version was found again in the other.")
    earliest_before: date | None
    latest_after: date | None


CHANGES = Query("changes", ChangesAsked, ChangeRow)
CHANGES_BY = Query("changes_by", SinceBy, ChangeCount)
CHANGES_OVER_TIME = Query("changes_over_time", Filtered, QuarterChanges)
COMPARED = Query("compared", Since, Compared)
