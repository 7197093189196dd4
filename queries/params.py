"""What each query may be given: the shared filters, and what some take besides."""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from schema.filters import Filters

#: Rows a page asks for at once; an export asks for all.
ON_SCREEN = 500


class NoParams(BaseModel):
    """A query without parameters."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class FilterParams(Filters):
    """The shared filters."""


class LimitParams(Filters):
    """The shared filters, and how many rows at most."""

    limit: int | None = Field(None, ge=1, description="Rows at most; all where absent.")


class PartParams(Filters):
    """The shared filters, and which of all rows."""

    first_row: int = Field(ge=1, description="Number of the first row.")
    last_row: int = Field(ge=1, description="Number of the last row.")


class ThemeParams(LimitParams):
    """The shared filters and one theme."""

    theme_id: str = Field(description="The theme.")


class AgencyParams(LimitParams):
    """The shared filters and one lead agency."""

    led_by: str = Field(description="The lead agency.")


class OneActionParams(NoParams):
    """One action."""

    action_id: str = Field(description="The action.")


class ReadActionParams(OneActionParams):
    """One action on a reading date."""

    as_at: date | None = Field(None, description="Reading date; by default the plan's own.")


def values(params: BaseModel) -> dict[str, Any]:
    """The parameters as the database takes them: no limit is null, search words are a list in lower case."""
    given: dict[str, Any] = {}
    for name, value in params:
        plain = [str(item) for item in value] or None if isinstance(value, list) else value
        given[name] = plain
    if "search" in given:
        given["search"] = (given["search"] or "").lower().split() or None
    return given
