"""Our own export, read back: its derived columns hold values already read, which are taken as they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from ingest.fields.dates import find_dates
from ingest.plan.about import Supplied
from ingest.recognise.rows import RawAction, Table
from ingest.reference import document_words
from schema.vocabulary import Acceptance, PlanKind, Precision, Rag, Status, StatusBasis, TargetNote, Verdict

#: Columns by which a row shows that it comes from our export.
_LONGEST_MARKING = 60
_MARKS = frozenset(("action_id", "target_as_printed", "status_as_printed", "timeliness", "source_line"))


def _exported(raw: RawAction) -> dict[str, str] | None:
    """Column -> cell of a row of our export, or None for any other row."""
    return raw.others if raw.exported >= _MARKS else None


def _day(text: str) -> date | None:
    """A date of the export: ISO, or as a workbook shows it."""
    found = [item.day for item in find_dates(text) if item.day]
    return found[0] if len(found) == 1 else None


def _word(kind: Any, text: str) -> Any:
    return kind(text) if text in kind._value2member_map_ else None


def exported_values(raw: RawAction) -> dict[str, Any]:
    """The values of a row of our export that were read from cells it no longer holds; none for any other row."""
    cells = _exported(raw)
    if cells is None:
        return {}
    revisions, updates = cells.get("target_revisions", ""), cells.get("updates", "")
    history = [Rag(word) for word in cells.get("rag_history", "").split(">") if _word(Rag, word)]
    return {
        "rag": history[-1] if history else None,
        "rag_history": history,
        "updates": int(updates) if updates.isdigit() else 0,
        "target_date": _day(cells.get("target_date", "")),
        "target_precision": _word(Precision, cells.get("target_precision", "")),
        "target_note": _word(TargetNote, cells.get("target_note", "")),
        "target_original_date": _day(cells.get("target_original_date", "")),
        "target_revisions": int(revisions) if revisions.isdigit() else 0,
        "status": _word(Status, cells.get("status", "")) or Status.NOT_STATED,
        "completion_date": _day(cells.get("completion_date", "")),
        "completion_precision": _word(Precision, cells.get("completion_precision", "")),
        "closed_not_done": cells.get("closed_not_done", "").lower() in ("true", "yes"),
        "status_basis": _word(StatusBasis, cells.get("status_basis", "")),
        "rating_as_printed": cells.get("rating_as_printed") or None,
        "acceptance": _word(Acceptance, cells.get("acceptance", "")),
        "acceptance_as_printed": cells.get("acceptance_as_printed") or None,
        "verdict": _word(Verdict, cells.get("verdict", "")),
        "doubtful_fields": [name for name in cells.get("doubtful_fields", "").split("; ") if name],
    }


def exported_themes(raw: RawAction) -> set[str] | None:
    """The themes of a row of our export, some of which were told by words it no longer holds; None for any other row."""
    cells = _exported(raw)
    return None if cells is None else {name for name in cells.get("themes", "").split("; ") if name}


def _known_marking(text: str) -> str | None:
    """A marking of an export, if it is one that documents bear."""
    known = document_words()["markings"]
    return text[:_LONGEST_MARKING] if any(text.upper().startswith(word) for word in known) else None


def exported_about(table: Table, supplied: Supplied) -> Supplied:
    """What the rows of our export say of the plan, where all say the same; what was supplied goes first."""
    rows = [_exported(raw) for raw in table.actions]
    if not rows or any(row is None for row in rows):
        return supplied
    said = {
        name: next(iter(values))
        for name in ("partnership", "plan", "kind", "as_at", "marking")
        if len(values := {(row or {}).get(name, "") for row in rows}) == 1
    }
    return replace(
        supplied,
        partnership=supplied.partnership or said.get("partnership") or None,
        plan=supplied.plan or said.get("plan") or None,
        kind=supplied.kind or _word(PlanKind, said.get("kind", "")),
        as_at=supplied.as_at or _day(said.get("as_at", "")),
        marking=supplied.marking or _known_marking(said.get("marking", "")),
    )
