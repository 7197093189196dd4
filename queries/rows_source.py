"""The rows of queries about sources and data quality."""

from __future__ import annotations

from datetime import date, datetime

from queries.rows import Result
from schema.vocabulary import AsAtBasis, PlanKind, Recognised, Severity


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
    layout: str
    media_type: str
    file_name: str
    added_at: datetime
    document_id: str


class ReplyRow(Result):
    """What a partnership says of its plan."""

    partnership: str
    plan: str
    reply: str
    reply_by: str | None


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
    actions: int
    document_id: str


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


class PlaceRow(Result):
    """A place of an action in its document."""

    page: int | None
    sheet: str | None
    line: int
    left_edge: float | None
    top_edge: float | None
    right_edge: float | None
    bottom_edge: float | None


class CellRow(Result):
    """A cell as printed."""

    header: str
    field: str | None
    printed: str
    struck: str | None


class CorrectionRow(Result):
    """A corrected field of an action."""

    field: str
    old: str
    new: str
    reason: str
    made_at: datetime
    made_by: str | None


class ActionFindingRow(Result):
    """A finding of an action."""

    severity: Severity
    code: str
    message: str
    text: str
