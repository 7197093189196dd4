"""The filter model that pages, queries and exports share.

An empty list means 'no limit'. The names are the names in the URL of a page, so that a link
reproduces a view, and the named parameters of every query.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from schema.vocabulary import AgencyKind, PlanKind, Scope, Status, Timeliness


class Filters(BaseModel):
    """What to show. All limits hold at once; within one list any value will do."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    partnership: list[str] = Field([], description="Partnerships, by the name shown.")
    plan: list[str] = Field([], description="Plans, by id.")
    kind: list[PlanKind] = Field([], description="Kinds of plan.")
    status: list[Status] = Field([], description="Statuses.")
    timeliness: list[Timeliness] = Field([], description="Timeliness on the reading date.")
    theme: list[str] = Field([], description="Theme ids: an action with any of them.")
    agency: list[str] = Field([], description="Lead agencies: an action led by any of them.")
    sector: list[AgencyKind] = Field([], description="Kinds of agency: an action led by an agency of any of them.")
    scope: list[Scope] = Field([], description="Scopes as printed.")
    due_from: date | None = Field(None, description="Latest target date on or after this day.")
    due_to: date | None = Field(None, description="Latest target date on or before this day.")
    search: str | None = Field(None, description="Words that must all stand in the action's texts.")
    as_at: date | None = Field(None, description="Reading date; by default each plan's own date.")

    @model_validator(mode="after")
    def _due_in_order(self) -> Self:
        if self.due_from and self.due_to and self.due_from > self.due_to:
            raise ValueError("'Due from' is after 'due to'. Choose an earlier 'due from' date.")
        return self

    @property
    def is_narrowed(self) -> bool:
        """Whether any limit is set. A reading date is not a limit: it hides no row."""
        return any(value for name, value in self if name != "as_at")

    def narrowed_by(self, labels: Mapping[str, str] | None = None) -> list[str]:
        """The limits in force, each as words: 'Status: Completed'.

        Args:
            labels: value -> label, for values that carry none of their own.
        """
        limits = [(name, value) for name, value in self if value and name != "as_at"]
        return [f"{name.replace('_', ' ').capitalize()}: {_in_words(value, labels or {})}" for name, value in limits]


def _in_words(value: object, labels: Mapping[str, str]) -> str:
    """A limit's value as a person writes it."""
    if isinstance(value, list):
        return ", ".join(getattr(item, "label", labels.get(str(item), str(item))) for item in value)
    return f"{value.day} {value:%B %Y}" if isinstance(value, date) else str(value)
