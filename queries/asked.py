"""What a query may be given: the shared filters as one value, and what some take besides."""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from schema.filters import Filters
from schema.vocabulary import ChangeKind, Closing, Dimension

#: Rows a page asks for at once; an export asks for all.
ON_SCREEN = 500


class Asked(BaseModel):
    """What a query is given. Its fields are the named parameters of the query's SQL."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Nothing(Asked):
    """A query without parameters."""


class Filtered(Asked):
    """The shared filters."""

    filters: Filters = Field(Filters(), description="The shared filters.")


class Limited(Filtered):
    """The shared filters, and how many rows at most."""

    limit: int | None = Field(None, ge=1, description="Rows at most; all where absent.")


class Part(Filtered):
    """The shared filters, and which of all rows."""

    first_row: int = Field(ge=1, description="Number of the first row.")
    last_row: int = Field(ge=1, description="Number of the last row.")


class By(Filtered):
    """The shared filters, and what the rows are grouped by."""

    dimension: Dimension = Field(description="What the rows are grouped by.")


class ByLimited(By):
    """As `By`, and how many rows at most."""

    limit: int | None = Field(None, ge=1, description="Rows at most; all where absent.")


class ByWithEmpty(By):
    """As `By`, and whether groups without an action have a row."""

    with_empty: bool = Field(False, description="Whether groups without an action in view have a row too.")


class ByWithin(By):
    """As `By`, within a second grouping."""

    within: Dimension = Field(Dimension.ALL, description="What the groups are divided by.")


class ByWithinLimited(ByWithin):
    """As `ByWithin`, and how many rows at most."""

    limit: int | None = Field(None, ge=1, description="Rows at most; all where absent.")


class OfGroup(ByLimited):
    """As `ByLimited`, of one group."""

    group_id: str = Field(description="The group.")
    countable_only: bool = Field(False, description="Whether commitments, which cannot be completed, are left out.")


class OneGroup(Limited):
    """As `Limited`, about one group."""

    group_id: str = Field(description="The group.")


class Since(Filtered):
    """The shared filters, and the day against which what is in view is held."""

    since: date | None = Field(None, description="The day; by default each plan's version before the one in view.")


class ChangesAsked(Since):
    """As `Since`, which kinds of change, and how many rows at most."""

    change: list[ChangeKind] | None = Field(None, description="Only these kinds; all where absent.")
    limit: int | None = Field(None, ge=1, description="Rows at most; all where absent.")


class ClosedAsked(Limited):
    """As `Limited`, of the completed actions that count in some ways only."""

    closing: list[Closing] | None = Field(None, description="Only those that count so; all where absent.")


class SinceBy(Since):
    """As `Since`, and what the rows are grouped by."""

    dimension: Dimension = Field(description="What the rows are grouped by.")


class OneAction(Asked):
    """One action."""

    action_id: str = Field(description="The action.")


class OneActionRead(OneAction):
    """One action on a reading date."""

    as_at: date | None = Field(None, description="Reading date; by default the plan's own.")


class OneActionLimited(OneActionRead):
    """As `OneActionRead`, and how many rows at most."""

    limit: int | None = Field(None, ge=1, description="Rows at most; all where absent.")


def values(asked: Asked) -> dict[str, Any]:
    """The parameters as the database takes them."""
    return {name: filter_values(value) if isinstance(value, Filters) else _plain(value) for name, value in asked}


def filter_values(filters: Filters) -> dict[str, Any]:
    """The filters as the database takes them: no limit is null, search words are a list in lower case."""
    given = {name: _plain(value) or None for name, value in filters}
    return {**given, "search": (filters.search or "").lower().split() or None}


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [str(item) for item in value]
    return str(value) if isinstance(value, str) else value
