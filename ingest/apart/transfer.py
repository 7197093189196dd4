"""A plan as JSON and back: what crosses from the process that read it. Every row is checked on its way in."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from ingest.plan.parse import Plan
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

_ONE: dict[str, type[Row]] = {"document": Document, "partnership": Partnership}
_MANY: dict[str, type[Row]] = {
    "recommendations": Recommendation,
    "actions": Action,
    "leads": ActionLead,
    "updates": ProgressUpdate,
    "themes": ActionTheme,
    "findings": Finding,
    "places": ActionPlace,
    "cells": PrintedCell,
    "columns": PlanColumn,
    "corrections": Correction,
}


def plan_as_json(plan: Plan) -> dict[str, Any]:
    """A plan as plain values."""
    found: dict[str, Any] = {name: getattr(plan, name).model_dump(mode="json") for name in _ONE}
    found |= {name: [row.model_dump(mode="json") for row in getattr(plan, name)] for name in _MANY}
    found["agencies"] = [row.model_dump(mode="json") for row in plan.agencies.values()]
    return found


def plan_from_json(given: dict[str, Any]) -> Plan:
    """The plan of some plain values.

    Raises:
        pydantic.ValidationError: if a row is not one of its table.
    """
    values: dict[str, Any] = {name: model.model_validate(given[name]) for name, model in _ONE.items()}
    values |= {name: [model.model_validate(row) for row in given[name]] for name, model in _MANY.items()}
    agencies = [Agency.model_validate(row) for row in given["agencies"]]
    values["agencies"] = {agency.agency_id: agency for agency in agencies}
    return Plan(**{field.name: values[field.name] for field in fields(Plan)})
