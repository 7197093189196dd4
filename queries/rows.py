"""The rows that each query gives: one model a query, checked against every result."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict, Field

from schema.export import ActionExport
from schema.vocabulary import (
    AsAtBasis,
    PlanKind,
    Precision,
    Rag,
    Scope,
    Status,
    StatusBasis,
    TargetNote,
    TextField,
    Timeliness,
    Wording,
)


class Result(BaseModel):
    """A row of a result."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Headline(Result):
    """The figures at the top of the overview."""

    actions: int = Field(description="Actions and commitments.")
    commitments: int = Field(description="Commitments of strategies, which no rate counts.")
    countable: int = Field(description="Actions that can be completed.")
    completed: int = Field(description="Of those, completed.")
    completed_share: float | None = Field(description="Completed divided by actions that can be.")
    in_progress: int = Field(description="Of those, in progress.")
    not_started: int = Field(description="Of those, not started.")
    not_pursued: int = Field(description="Of those, withdrawn, superseded or cancelled.")
    not_stated: int = Field(description="Of those, without a stated status.")
    closed_not_done: int = Field(description="Marked closed though the text says it was not done.")
    open: int = Field(description="In progress or not started.")
    open_dated: int = Field(description="Open with a target date and a reading date.")
    overdue: int = Field(description="Open and past the target on the reading date.")
    longest_overdue_days: int | None = Field(description="Days of the most overdue action, a lower bound.")
    past_target: int = Field(description="Without a stated status and past the target: it may well be done.")
    longest_past_target_days: int | None = Field(description="Days past the target of the longest of these.")
    due_90: int = Field(description="Open and due within 90 days of the reading date.")
    not_yet_due: int = Field(description="Not completed, and the reading date is not past the target.")
    no_target: int = Field(description="Open or without a stated status, and without a target date.")
    not_datable: int = Field(description="Not completed, with a target, reading date unknown.")
    on_time: int = Field(description="Completed on or before the original target.")
    late: int = Field(description="Completed after the original target.")
    measured: int = Field(description="Completed with both dates: what slippage rests on.")
    placed: int = Field(description="Completed with both dates, or overdue: what the slippage chart can draw.")
    completed_undated: int = Field(description="Completed without a completion date.")
    completed_no_target: int = Field(description="Completed without a target date.")
    median_slippage: float | None = Field(description="Median days from original target to completion.")
    median_slippage_latest: float | None = Field(description="Median days from latest target to completion.")
    plans: int = Field(description="Plans in view.")
    partnerships: int = Field(description="Partnerships in view.")
    plans_undated: int = Field(description="Plans whose reading date is unknown.")
    earliest_reading: date | None = Field(description="Earliest reading date among the plans.")
    latest_reading: date | None = Field(description="Latest reading date among the plans.")
    plans_not_heard_of: int = Field(description="Plans that last spoke before the chosen reading date.")
    plans_that_speak_later: int = Field(description="Plans that speak of a day after the chosen reading date.")


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


class AttentionRow(Result):
    """An action that needs attention, and why."""

    action_id: str
    reason: str
    partnership: str
    plan: str
    section: str | None
    ref: str | None
    action: str | None
    lead_agencies: list[str]
    target_date: date | None
    overdue_days: int | None
    as_at: date | None
    is_past_plan: bool
    status: Status
    plan_says: str | None
    wording: Wording


class StatusRow(Result):
    """Statuses of a group: counts and shares."""

    group_name: str
    actions: int
    completed: int
    in_progress: int
    not_started: int
    not_pursued: int
    not_stated: int
    closed_not_done: int
    completed_share: float
    in_progress_share: float
    not_started_share: float
    not_pursued_share: float
    not_stated_share: float


class MonthRow(Result):
    """Planned and actual completions up to the end of a month."""

    month: date
    due: int
    completed: int
    due_so_far: int
    completed_so_far: int
    completed_undated: int = Field(description="Completed without a printed date, over all months.")


class SlippageLine(Result):
    """One action from its target to its completion or the reading date."""

    action_id: str
    partnership: str
    plan: str
    section: str | None
    ref: str | None
    action: str | None
    lead_agencies: list[str]
    timeliness: Timeliness
    measured_from: date
    target_original_date: date
    target_date: date
    measured_to: date
    days: int
    slippage_latest_days: int | None
    place: int


class SlippageRow(Result):
    """How slippage is spread within a group."""

    group_name: str
    measured: int
    on_time: int
    late: int
    least: int | None
    lower_quarter: float | None
    median_slippage: float | None
    upper_quarter: float | None
    most: int | None
    overdue: int
    longest_overdue_days: int | None


class ThemePartnershipRow(Result):
    """How often a theme stands in a partnership's actions."""

    theme_id: str
    theme: str
    partnership: str
    actions: int
    of_actions: int
    share: float


class ThemeOutcomeRow(Result):
    """What became of a theme's actions."""

    theme_id: str
    theme: str
    meaning: str
    actions: int
    countable: int
    completed: int
    measured: int
    late: int
    median_slippage: float | None
    overdue: int
    open_dated: int


class ThemeActionRow(Result):
    """An action of a theme with the words that tell it."""

    action_id: str
    partnership: str
    plan: str
    section: str | None
    ref: str | None
    action: str | None
    lead_agencies: list[str]
    status: Status
    timeliness: Timeliness
    days: int | None
    words: list[str]
    wording: Wording


class AgencyRow(Result):
    """What a lead agency carries."""

    agency: str
    actions: int
    shared: int
    completed: int
    open: int
    not_stated: int
    overdue: int
    open_dated: int
    due_90: int
    open_other: int
    past_target: int
    not_stated_other: int
    not_pursued: int


class AgencyActionRow(Result):
    """An action that an agency leads."""

    action_id: str
    partnership: str
    plan: str
    section: str | None
    ref: str | None
    action: str | None
    lead_agencies: list[str]
    status: Status
    timeliness: Timeliness
    target_date: date | None
    slippage_days: int | None
    overdue_days: int | None


class AgencyPartnershipRow(Result):
    """What a lead agency carries in one partnership."""

    agency: str
    partnership: str
    actions: int
    shared: int
    completed: int
    open: int
    not_stated: int
    overdue: int
    open_dated: int
    due_90: int
    open_other: int
    past_target: int
    not_stated_other: int
    not_pursued: int


class CompareRow(Result):
    """A partnership: what it publishes, then its figures."""

    partnership: str
    plans: int
    oldest_plan: date | None
    newest_plan: date | None
    actions: int
    countable: int
    completed: int
    completed_share: float | None
    not_stated: int
    not_pursued: int
    closed_not_done: int
    on_time: int
    late: int
    measured: int
    overdue: int
    open_dated: int
    past_target: int
    with_status: int
    with_target: int
    with_completion: int
    with_lead: int
    with_rag: int
    median_slippage: float | None


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
    target_revisions: int
    status_as_printed: str | None
    status: Status
    completion_as_printed: str | None
    completion_date: date | None
    completion_precision: Precision | None
    commenced_date: date | None
    rag_history: list[Rag]
    rating_as_printed: str | None
    progress: str | None
    timeliness: Timeliness
    slippage_days: int | None
    slippage_latest_days: int | None
    overdue_days: int | None
    past_target_days: int | None
    closed_not_done: bool
    closed_not_done_words: str | None
    marking: str | None
    wording: Wording
    file_name: str
    page: int | None
    line: int
    status_basis: StatusBasis | None
    corrected_fields: list[str]
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


class ChoiceRow(Result):
    """A choice of a filter."""

    filter: str
    choice: str
    label: str
    actions: int
    partnership: str | None = Field(description="Of a plan, who published it.")


class LastRow(Result):
    """How many rows there are over all plans in view."""

    last_row: int


ExportRow = ActionExport
