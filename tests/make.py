"""Literal rows for tests: one call an action, with defaults for what a test does not care about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import duckdb

from schema.tables import Action, ActionLead, ActionTheme, Agency, Document, Partnership, Recommendation, Row, Theme
from schema.vocabulary import AgencyKind, AsAtBasis, PlanKind, Status, Support, TextField, Wording
from schema.working_copy import from_rows

THEMES = ("dvpo", "dash", "training")

#: Numbers by which rows are found within one working copy; they mean nothing in another, only their order does.
INNER = {"first_row", "last_row"}


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def document(plan: str = "Plan A", partnership: str = "Northmere CSP", **more: Any) -> Document:
    """A document of a plan; by default a review action plan that prints everything, as at 31 January 2024."""
    key = f"{partnership}-{plan}".lower().replace(" ", "-")
    is_table = more.get("kind") is not PlanKind.STRATEGY  # commitments print neither status nor dates
    values: dict[str, Any] = {
        "document_id": more.pop("document_id", key),
        "partnership_id": partnership.lower().replace(" ", "-"),
        "plan_id": key,
        "plan": plan,
        "kind": PlanKind.REVIEW,
        "title": plan,
        "as_at": date(2024, 1, 31),
        "as_at_basis": AsAtBasis.STATED,
        "wording": Wording.PUBLISHED,
        **{f"prints_{name}": is_table for name in ("lead", "target", "completion", "status", "rag")},
        "prints_recommendation": True,
        "file_name": f"{plan}.txt",
        "sha256": "0" * 64,
        "media_type": "text/plain",
        "bytes": 1,
        "layout": "table",
        "added_at": datetime(2024, 2, 1, tzinfo=UTC),
    }
    return Document(**{**values, **more})


class Plans:
    """A growing set of rows, turned into a working copy at the end."""

    def __init__(self) -> None:
        self.rows: dict[type[Row], list[Row]] = {
            Theme: [Theme(theme_id=t, theme=t.upper(), meaning=t, position=p) for p, t in enumerate(THEMES, start=1)]
        }

    def add(self, row: Row) -> None:
        kept = self.rows.setdefault(type(row), [])
        if row not in kept:
            kept.append(row)

    def plan(self, plan: str = "Plan A", partnership: str = "Northmere CSP", **more: Any) -> Document:
        made = document(plan, partnership, **more)
        self.add(made)
        self.add(Partnership(partnership_id=made.partnership_id, partnership=partnership, is_known=True))
        return made

    def action(
        self,
        of: Document,
        status: Status = Status.NOT_STATED,
        target: str | None = None,
        done: str | None = None,
        leads: Sequence[str] = (),
        themes: Sequence[str] = (),
        **more: Any,
    ) -> str:
        """Add an action; returns its id."""
        position = 1 + sum(row.document_id == of.document_id for row in self.rows.get(Action, []))  # type: ignore[attr-defined]
        action_id = f"{of.document_id}-{position:03}"
        original = more.pop("original", target)
        self.add(
            Recommendation(
                recommendation_id=f"{action_id}-r",
                document_id=of.document_id,
                position=position,
                recommendation=more.pop("recommendation", "Ask."),
            )
        )
        if more.get("closed_not_done"):
            more = {"support": Support.NOT_POSSIBLE, "support_is_plain": True, **more}
        values: dict[str, Any] = {
            "action_id": action_id, "action_key": action_id, "document_id": of.document_id,
            "recommendation_id": f"{action_id}-r", "position": position, "action": "Do what is asked of the lead.", "target_date": day(target),
            "target_original_date": day(original), "target_revisions": int(original != target), "status": status,
            "completion_date": day(done), "rag_history": [], "updates": 0, "closed_not_done": False, "line": position,
        }  # fmt: skip
        self.add(Action(**{**values, **more}))
        for place, name in enumerate(leads, start=1):
            agency_id = name.lower().replace(" ", "-")
            self.add(
                Agency(
                    agency_id=agency_id,
                    agency=name,
                    kind=AgencyKind.COUNCIL if "Council" in name else AgencyKind.POLICE,
                    is_known=True,
                )
            )
            self.add(
                ActionLead(
                    action_id=action_id, agency_id=agency_id, position=place, as_printed=name, names_person=False
                )
            )
        for theme in themes:
            self.add(
                ActionTheme(
                    action_id=action_id, theme_id=theme, field=TextField.ACTION, start_char=0, end_char=2, words="Do"
                )
            )
        return action_id

    def copy(self) -> duckdb.DuckDBPyConnection:
        """A working copy of the rows so far."""
        return from_rows(self.rows)
