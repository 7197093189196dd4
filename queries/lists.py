"""Lists of actions: what the filters leave, what needs attention, what is late, and those of one group."""

from __future__ import annotations

from datetime import date

from queries.asked import Limited, OfGroup, Part
from queries.seam import Query, Result
from schema.export import ActionExport
from schema.vocabulary import Status, Timeliness, Wording


class ExportRow(ActionExport, Result):
    """An action in the columns of the export."""


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


class NamedAction(Result):
    """An action by what it is known by: its place in its plan, what it is about, who leads it."""

    action_id: str
    partnership: str
    plan: str
    section: str | None
    ref: str | None
    action: str | None
    lead_agencies: list[str]


class SlippageLine(NamedAction):
    """One action from its target to its completion or the reading date."""

    lead: str
    under: str
    timeliness: Timeliness
    measured_from: date
    target_original_date: date
    target_date: date
    measured_to: date
    days: int
    slippage_latest_days: int | None
    place: int


class GroupActionRow(NamedAction):
    """An action of a group: of a theme with the words that tell it."""

    status: Status
    timeliness: Timeliness
    target_date: date | None
    slippage_days: int | None
    overdue_days: int | None
    days: int | None
    words: list[str]
    wording: Wording


class DroppedRow(Result):
    """An action that the newest version of its plan no longer prints."""

    partnership: str
    plan: str
    last_seen: date | None
    section: str | None
    ref: str | None
    action: str | None
    status: Status
    target_date: date | None
    action_id: str


class ExportPart(Result):
    """A part of a long export."""

    first_row: int
    last_row: int
    actions: int


ACTIONS = Query("actions", Limited, ExportRow)
EXPORT_PARTS = Query("export_parts", Limited, ExportPart)
ACTIONS_PART = Query("actions_part", Part, ExportRow)
ATTENTION = Query("attention", Limited, AttentionRow)
SLIPPAGE_LINES = Query("slippage_lines", Limited, SlippageLine)
DROPPED = Query("dropped", Limited, DroppedRow)
ACTIONS_OF = Query("actions_of", OfGroup, GroupActionRow)
