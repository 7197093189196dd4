"""A plan in memory: a tree, ready to be stored in one transaction. pydantic writes it and reads it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict

from schema.tables import (
    Action,
    ActionLead,
    ActionPlace,
    ActionTheme,
    Agency,
    Correction,
    Document,
    Finding,
    Partnership,
    PlanColumn,
    PrintedCell,
    ProgressUpdate,
    Recommendation,
    Row,
)
from schema.vocabulary import Severity

_Row = TypeVar("_Row", bound=Row)


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that a person should look at: a finding before it has a place in a plan."""

    severity: Severity
    code: str
    message: str
    text: str = ""
    page: int | None = None
    line: int | None = None


class PlanAction(Action):
    """An action with all that hangs on it: its leads, updates, themes, places and cells, each in its order."""

    leads: tuple[ActionLead, ...] = ()
    progress_updates: tuple[ProgressUpdate, ...] = ()
    themes: tuple[ActionTheme, ...] = ()
    places: tuple[ActionPlace, ...] = ()
    cells: tuple[PrintedCell, ...] = ()


class Plan(BaseModel):
    """Everything that one document gives."""

    model_config = ConfigDict(extra="forbid")

    document: Document
    partnership: Partnership
    recommendations: list[Recommendation] = []
    actions: list[PlanAction] = []
    agencies: dict[str, Agency] = {}
    """Those that lead an action, by id."""
    findings: list[Finding] = []
    columns: list[PlanColumn] = []
    corrections: list[Correction] = []

    def with_(self, **changes: Any) -> Plan:
        """This plan with other parts; its own stay as they are."""
        return self.model_copy(update=changes)

    def under(self, **names: Any) -> Plan:
        """This plan with other columns of its document."""
        return self.with_(document=self.document.model_copy(update=names))

    def apart(self) -> Plan:
        """A copy whose lists can be added to without a change of this plan's."""
        return self.with_(
            recommendations=list(self.recommendations),
            actions=list(self.actions),
            agencies=dict(self.agencies),
            findings=list(self.findings),
            corrections=list(self.corrections),
        )

    @property
    def texts(self) -> dict[str, str]:
        """The recommendations' texts by id; blank where none is printed."""
        return {row.recommendation_id: row.recommendation or "" for row in self.recommendations}

    def lead_names(self, action: PlanAction) -> list[str]:
        """The names of the agencies that lead an action, in the order printed."""
        return [self.agencies[lead.agency_id].agency for lead in action.leads]

    def remark(self, remark: Remark, action_id: str | None = None) -> None:
        """Note a remark as a finding."""
        self.findings.append(
            Finding(
                document_id=self.document.document_id,
                position=len(self.findings) + 1,
                action_id=action_id,
                severity=remark.severity,
                code=remark.code,
                page=remark.page,
                line=remark.line,
                text=remark.text,
                message=remark.message,
            )
        )

    def by_table(self) -> dict[type[Row], list[Any]]:
        """The rows of the plan's own tables, by table."""
        return {
            Partnership: [self.partnership],
            Document: [self.document],
            Recommendation: self.recommendations,
            Action: self.actions,
            ActionLead: _each(action.leads for action in self.actions),
            Agency: list(self.agencies.values()),
            ProgressUpdate: _each(action.progress_updates for action in self.actions),
            ActionTheme: _each(action.themes for action in self.actions),
            Finding: self.findings,
            ActionPlace: _each(action.places for action in self.actions),
            PrintedCell: _each(action.cells for action in self.actions),
            PlanColumn: self.columns,
            Correction: self.corrections,
        }


def _each(parts: Iterable[tuple[_Row, ...]]) -> list[_Row]:
    return list(chain.from_iterable(parts))
