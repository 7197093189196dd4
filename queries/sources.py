"""Plans and how they were read: what each prints, findings, answers of partnerships, and what the filters can be set to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from pydantic import Field

from queries.asked import Filtered, Limited, Nothing
from queries.seam import Query, Result
from schema.vocabulary import AsAtBasis, PlanKind, Recognised, Severity, Wording


class PlanRow(Result):
    """A plan and what it publishes."""

    partnership: str
    plan: str
    kind: PlanKind
    plan_as_at: date | None
    as_at_basis: AsAtBasis
    is_not_heard_of: bool
    with_status: int
    with_target: int
    with_completion: int
    with_lead: int
    with_rag: int
    actions: int
    countable: int
    completed: int
    overdue: int
    open_dated: int
    findings: int
    wording: Wording
    version_as_printed: str | None
    marking: str | None
    published_at: str | None
    document_id: str


class QualityPlanRow(Result):
    """A plan, how it was read, and what its partnership answers."""

    partnership: str
    plan: str
    plan_id: str
    kind: PlanKind
    plan_as_at: date | None
    as_at_basis: AsAtBasis
    actions: int
    errors: int
    warnings: int
    notes: int
    columns_not_read: int
    corrections: int
    reply: str | None
    reply_by: str | None
    reply_at: datetime | None
    doubtful: int | None
    layout: str
    media_type: str
    file_name: str
    added_at: datetime
    reader: str | None = Field(description="Digest of the code that read it.")
    lists: str | None = Field(description="Digest of the reviewed lists that it was read with.")
    document_id: str


class QualityFieldRow(Result):
    """A field of a plan: printed and read in how many of its actions."""

    partnership: str
    plan: str
    kind: PlanKind
    field: str
    header: str | None
    recognised: Recognised | None
    printed: int
    read: int
    doubtful: int
    actions: int
    document_id: str


class CoverageRow(Result):
    """How many plans print a field."""

    group_id: str = Field(description="The field.")
    group_name: str
    plans: int
    in_all: int = Field(description="Plans that print it in every action.")
    in_some: int = Field(description="Plans that print it in some actions.")
    in_none: int = Field(description="Plans that print it in none.")


class FindingRow(Result):
    """A finding with its place."""

    partnership: str
    plan: str
    severity: Severity
    code: str
    message: str
    text: str
    page: int | None
    line: int | None
    section: str | None
    ref: str | None
    action_id: str | None
    file_name: str
    document_id: str
    marking: str | None


class ReplyRow(Result):
    """What a partnership says of its plan."""

    partnership: str
    plan: str
    reply: str
    reply_by: str | None


class ChoiceRow(Result):
    """A choice of a filter."""

    filter: str
    choice: str
    label: str
    actions: int
    partnership: str | None = Field(description="Of a plan, who published it.")


def ids_named(value: str, labels: Mapping[str, str]) -> list[str]:
    """The choices of a filter that a word of a link or a command means.

    Args:
        value: an id, a label, or of a plan ('Northmere CSP: Plan A') its name alone, which several may share.
        labels: id -> label.
    """
    if value in labels:
        return [value]
    alike = [name for name, label in labels.items() if label == value]
    return alike or [name for name, label in labels.items() if label.endswith(f": {value}")]


PLANS = Query("plans", Limited, PlanRow)
QUALITY_PLANS = Query("quality_plans", Limited, QualityPlanRow)
QUALITY_FIELDS = Query("quality_fields", Limited, QualityFieldRow)
COVERAGE = Query("coverage", Filtered, CoverageRow)
FINDINGS = Query("findings", Limited, FindingRow)
REPLIES = Query("replies", Limited, ReplyRow)
CHOICES = Query("choices", Nothing, ChoiceRow)
