"""What changed between two versions of a plan: actions that came, went, or say something else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import duckdb
import polars as pl

from ingest.keep.corrections import EDITABLE, Index
from ingest.plan.tree import Plan
from schema.lake import Lake
from schema.settings import ROOT
from schema.sql import named_statements

_SQL = named_statements(ROOT / "ingest" / "keep" / "versions.sql")


@dataclass(frozen=True, slots=True)
class Change:
    """One change: what it is ('added', 'removed' or the field's label), of which action, from what to what."""

    what: str
    place: str
    before: str
    after: str


def earlier_version(lake: Lake, plan: Plan) -> dict[str, object] | None:
    """The newest other version of a plan that the lake holds, or None: its id, date and file."""
    found = lake.read(_SQL["newest"], {"plan_id": plan.document.plan_id, "document_id": plan.document.document_id})
    return found.row(0, named=True) if found.height else None


def has_document(lake: Lake, document_id: str) -> bool:
    """Whether the newest snapshot holds a document."""
    return not lake.read(_SQL["document"], {"document_id": document_id}).is_empty()


def versions_of(lake: Lake, plan: Plan) -> list[tuple[Any, ...]]:
    """(document, when it was added) of each version of a plan that the newest snapshot holds."""
    return lake.read(_SQL["versions"], {"plan_id": plan.document.plan_id}).rows()


def versions_in(con: duckdb.DuckDBPyConnection, plan_id: str) -> list[tuple[Any, ...]]:
    """The same, as a transaction sees them."""
    return con.sql(_SQL["versions"], params={"plan_id": plan_id}).pl().rows()


def lines_of_plan(lake: Lake, plan: Plan) -> pl.DataFrame:
    """Every action that any version of a plan prints, once, as it last stood."""
    return lake.read(_SQL["lines"], {"plan_id": plan.document.plan_id, "document_id": plan.document.document_id})


def values_of(lake: Lake, document_id: str) -> pl.DataFrame:
    """One row an action of a stored document, its fields in words."""
    return lake.read(_SQL["values"], {"document_id": document_id})


def corrections_of(lake: Lake, document_id: str) -> pl.DataFrame:
    """The corrections of a stored document."""
    return lake.read(_SQL["corrections"], {"document_id": document_id})


def corrections_before(lake: Lake, plan: Plan, newest: str) -> pl.DataFrame:
    """The corrections of actions that the newest other version of a plan no longer prints, but an earlier one did."""
    names = {"plan_id": plan.document.plan_id, "document_id": plan.document.document_id, "newest": newest}
    return lake.read(_SQL["corrections_before"], names)


def changes(lake: Lake, document_id: str, plan: Plan) -> list[Change]:
    """What changed from a stored version to a plan, in the order of the plan; what went stands last."""
    before = {row["action_key"]: row for row in values_of(lake, document_id).iter_rows(named=True)}
    found: list[Change] = []
    index = Index(plan)
    for action in plan.actions:
        place = _place(action.section, action.ref, action.action)
        old = before.pop(action.action_key, None)
        if old is None:
            found.append(
                Change("Added", place, "", index.value(action, "action") or index.value(action, "recommendation"))
            )
            continue
        for field, editable in EDITABLE.items():
            now, then = index.value(action, field), str(old[field] or "")
            if " ".join(now.split()) != " ".join(then.split()):
                found.append(Change(editable.label, place, then, now))
    found += [
        Change(
            "Removed",
            _place(old["section"], old["ref"], old["action"]),
            str(old["action"] or old["recommendation"] or ""),
            "",
        )
        for old in before.values()
    ]
    return found


def _place(section: str | None, ref: str | None, action: str | None) -> str:
    named = ", ".join(part for part in (section, f"ref {ref}" if ref else None) if part)
    return named or " ".join((action or "").split()[:8])
