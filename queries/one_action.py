"""One action in full: what its plan prints, where, and what was read, corrected and doubted."""

from __future__ import annotations

from datetime import date, datetime

from queries.asked import OneAction, OneActionRead
from queries.seam import Query, Result
from schema.vocabulary import (
    Acceptance,
    Closing,
    PlanKind,
    Precision,
    Rag,
    Scope,
    Severity,
    Status,
    StatusBasis,
    Support,
    TargetNote,
    TextField,
    Timeliness,
    Verdict,
    Wording,
)


class DetailRow(Result):
    """One action with its printed cells beside the values read."""

    action_id: str
    partnership: str
    plan: str
    kind: PlanKind
    as_at: date | None
    is_past_plan: bool
    section: str | None
    ref: str | None
    recommendation: str | None
    action: str | None
    outcome: str | None
    scope: Scope | None
    lead_agencies: list[str]
    lead_as_printed: str | None
    target_as_printed: str | None
    target_date: date | None
    target_precision: Precision | None
    target_note: TargetNote | None
    target_original_date: date | None
    first_target_as_printed: str | None
    first_target_as_at: date | None
    target_revisions: int
    status_as_printed: str | None
    status: Status
    completion_as_printed: str | None
    completion_date: date | None
    completion_precision: Precision | None
    commenced_date: date | None
    rag_history: list[Rag]
    rating_as_printed: str | None
    acceptance: Acceptance | None
    acceptance_as_printed: str | None
    progress: str | None
    timeliness: Timeliness
    slippage_days: int | None
    slippage_latest_days: int | None
    overdue_days: int | None
    past_target_days: int | None
    closed_not_done: bool
    closed_not_done_words: str | None
    closing: Closing | None
    support: Support | None
    support_words: str | None
    verdict: Verdict | None
    marking: str | None
    wording: Wording
    file_name: str
    page: int | None
    line: int
    status_basis: StatusBasis | None
    corrected_fields: list[str]
    doubtful_fields: list[str]
    published_at: str | None
    sha256: str
    media_type: str
    added_at: datetime
    layout: str


class UpdateRow(Result):
    """One update of an action."""

    position: int
    label: str | None
    update_date: date | None
    rag: Rag | None
    text: str


class WordRow(Result):
    """Words of an action that tell a theme."""

    theme_id: str
    theme: str
    field: TextField
    start_char: int
    end_char: int
    words: str


class CellRow(Result):
    """A cell as printed."""

    header: str
    field: str | None
    printed: str
    struck: str | None


class PlaceRow(Result):
    """A place of an action in its document."""

    page: int | None
    sheet: str | None
    line: int
    left_edge: float | None
    top_edge: float | None
    right_edge: float | None
    bottom_edge: float | None


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


class MayBeRow(Result):
    """An action of an earlier version that an action may be."""

    action_key: str
    is_now: bool
    match_score: float | None
    as_at: date | None
    section: str | None
    ref: str | None
    told: str | None


MAY_BE = Query("may_be", OneAction, MayBeRow)
ACTION_DETAIL = Query("action_detail", OneActionRead, DetailRow)
ACTION_UPDATES = Query("action_updates", OneAction, UpdateRow)
ACTION_WORDS = Query("action_words", OneAction, WordRow)
ACTION_CELLS = Query("action_cells", OneAction, CellRow)
ACTION_PLACES = Query("action_places", OneAction, PlaceRow)
ACTION_CORRECTIONS = Query("action_corrections", OneAction, CorrectionRow)
ACTION_FINDINGS = Query("action_findings", OneAction, ActionFindingRow)
