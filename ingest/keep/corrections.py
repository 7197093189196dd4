"""Corrections: what a person puts right after reading. They change what is read, never what was printed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ingest.fields.leads import read_leads
from ingest.fields.names import mask_names
from ingest.fields.updates import split_updates
from ingest.plan.closing import judged
from ingest.plan.parse import agency_of, slug
from ingest.plan.tagging import repeated, retagged, updates_of
from ingest.plan.tree import Plan, PlanAction, Remark
from schema.errors import FollowthroughError
from schema.tables import Action, ActionLead, Correction
from schema.vocabulary import DateOrder, Described, Precision, Rag, Severity, Status, StatusBasis, Verdict

NO_VALUE = ""
_ABOUT_WORDS = 40
_SURE = 0.95
_WORD = re.compile(r"\w+")
#: A target is put right before the original one, which otherwise follows it.
_LAST = ("target_original_date",)
_TEXTS = ("recommendation", "action", "progress")


@dataclass(frozen=True, slots=True)
class Editable:
    """A field that may be corrected: its label, and the cell that it is read from."""

    label: str
    cell: str


#: Field -> how it is called, and the printed cell that it stands beside. The order is that of the table of rows.
EDITABLE: dict[str, Editable] = {
    "section": Editable("Section", "section"),
    "ref": Editable("Ref", "ref"),
    "recommendation": Editable("Recommendation", "recommendation"),
    "action": Editable("Action", "action"),
    "lead_agencies": Editable("Lead agencies", "lead"),
    "target_date": Editable("Target date", "target"),
    "target_original_date": Editable("Original target", "target"),
    "status": Editable("Status", "status"),
    "completion_date": Editable("Completed on", "completion"),
    "rag": Editable("RAG", "rag"),
    "outcome": Editable("Outcome", "outcome"),
    "progress": Editable("Progress", "progress"),
    "verdict": Editable("Verdict", "progress"),
    "action_key": Editable("Same action as", "ref"),
}
#: What is said of how the rows of one document were matched: in another they are matched anew.
OF_ONE_DOCUMENT = ("action_key",)
_DATES = ("target_date", "target_original_date", "completion_date")


class CorrectionError(FollowthroughError):
    """A corrected value that its field cannot take."""


class Index:
    """The cells, texts and leads of a plan by action, so that each is looked up once."""

    def __init__(self, plan: Plan) -> None:
        self._printed = {
            (action.action_id, cell.field): cell.printed
            for action in plan.actions
            for cell in action.cells
            if cell.field
        }
        self._texts = plan.texts
        self.boilerplate = repeated(self.printed(action.action_id, "recommendation") for action in plan.actions)
        """Recommendations printed in so many rows that they tell no theme."""
        self._leads = {action.action_id: plan.lead_names(action) for action in plan.actions}

    def printed(self, action_id: str, field: str) -> str:
        """The printed cell that a field stands beside; blank where none is printed."""
        return self._printed.get((action_id, EDITABLE[field].cell), "")

    def value(self, action: Action, field: str) -> str:
        """A field's value in words, as corrections keep it."""
        if field == "recommendation":
            return self._texts[action.recommendation_id]
        if field == "lead_agencies":
            return "; ".join(self._leads.get(action.action_id, ()))
        value = getattr(action, field)
        return NO_VALUE if value is None else str(value)

    def about(self, action: Action) -> str:
        """The first words of an action's row, by which it is found again."""
        return about_of(action.ref, self._texts[action.recommendation_id], action.action)


def about_of(ref: str | None, recommendation: str | None, action: str | None) -> str:
    """The first words of a row, by which it is found again."""
    words = f"{ref or ''} {recommendation or ''} {action or ''}".lower()
    return " ".join(_WORD.findall(words)[:_ABOUT_WORDS])


def checked(field: str, text: str) -> str:
    """A corrected value as it is kept.

    Raises:
        CorrectionError: if the field cannot take it.
    """
    bare = text.strip()
    if field in _DATES and bare:
        try:
            return date.fromisoformat(bare).isoformat()
        except ValueError as error:
            raise CorrectionError(f"'{bare}' is not a date. Write it as 2024-01-31, or leave it blank.") from error
    words: dict[str, type[Described]] = {"status": Status, "rag": Rag, "verdict": Verdict}
    if field in words and (bare or field == "status"):
        known = {word.value for word in words[field]}
        if bare not in known:
            raise CorrectionError(f"'{bare}' is not one of {', '.join(sorted(known))}.")
    return mask_names(bare)


def corrected(plan: Plan, corrections: Iterable[Correction]) -> tuple[Plan, list[Correction]]:
    """(the plan with the corrections that still hold, those that do not).

    A correction holds while its action is there, known by its words, and the cell it was made for is printed as it
    was. One whose cell has changed, or whose action is gone, becomes a finding.
    """
    made = plan.with_(corrections=[]).apart()
    lost: list[Correction] = []
    index = Index(plan)
    about = [index.about(action) for action in plan.actions]
    for correction in sorted(corrections, key=lambda made_: made_.field in _LAST):
        place = _found(plan, index, about, correction)
        if place is None:
            lost.append(correction)
            _note_lost(made, correction, _same_row(plan, about, correction))
            continue
        _apply(made, index, place, correction.field, correction.new)
        kept = {"document_id": plan.document.document_id, "action_key": plan.actions[place].action_key}
        made.corrections.append(correction.model_copy(update=kept))
    return judged(made), lost


def _found(plan: Plan, index: Index, about: Sequence[str], correction: Correction) -> int | None:
    """Place of the action that a correction was made for: the one with its key or its words, and its printed cell.

    Of several alike, the one with its key. A row that moved or was reworded a little carries the key of the row that it was.
    """
    fitting = [
        place
        for place, action in enumerate(plan.actions)
        if (about[place] == correction.about or _is_surely(action, correction))
        and index.printed(action.action_id, correction.field) == correction.printed
    ]
    keyed = [place for place in fitting if plan.actions[place].action_key == correction.action_key]
    chosen = keyed or fitting
    return chosen[0] if len(chosen) == 1 else None


def _is_surely(action: Action, correction: Correction) -> bool:
    """Whether an action is the corrected one: of the same document by its key, of another version matched beyond doubt."""
    if action.action_key != correction.action_key:
        return False
    return action.document_id == correction.document_id or (action.match_score or 0) >= _SURE


def _same_row(plan: Plan, about: Sequence[str], correction: Correction) -> Action | None:
    return next((action for place, action in enumerate(plan.actions) if about[place] == correction.about), None)


def _note_lost(plan: Plan, correction: Correction, action: Action | None) -> None:
    label = EDITABLE[correction.field].label
    where = "is no longer in the plan" if action is None else "is printed differently now"
    remark = Remark(
        Severity.WARNING,
        "correction_not_kept",
        f"A correction of {label.lower()} to '{correction.new}' was not kept, since the cell it was made for {where}.",
        text=correction.printed[:300],
        page=action.page if action else None,
        line=action.line if action else None,
    )
    plan.remark(remark, action.action_id if action else None)


def _apply(plan: Plan, index: Index, place: int, field: str, new: str) -> None:
    """Put one corrected value in its place."""
    action = plan.actions[place]
    marked: dict[str, Any] = {"corrected_fields": list(dict.fromkeys((*action.corrected_fields, field)))}
    if field == "recommendation":
        _set_recommendation(plan, action, new or None)
    elif field == "lead_agencies":
        marked["leads"] = _leads(plan, action, new)
    else:
        marked |= _values(action, field, new, plan.document.date_order)
    marked["doubtful_fields"] = [name for name in action.doubtful_fields if name != field]
    plan.actions[place] = action.model_copy(update=marked)
    if field in _TEXTS:
        _tell_themes_again(plan, index, action.recommendation_id)


def _tell_themes_again(plan: Plan, index: Index, recommendation_id: str) -> None:
    """Themes of the actions that a corrected text belongs to; what repeats over many rows tells none."""
    text = plan.texts[recommendation_id]
    for place, action in enumerate(plan.actions):
        if action.recommendation_id != recommendation_id:
            continue
        is_boilerplate = index.printed(action.action_id, "recommendation") in index.boilerplate
        themes = retagged(action, "" if is_boilerplate else text)
        plan.actions[place] = action.model_copy(update={"themes": themes})


def _values(action: Action, field: str, new: str, order: DateOrder) -> dict[str, Any]:
    """The columns of the action table that a corrected value changes."""
    day = date.fromisoformat(new) if field in _DATES and new else None
    changes: dict[str, Callable[[], dict[str, Any]]] = {
        "target_date": lambda: {
            "target_date": day,
            "target_precision": Precision.DAY if day else None,
            "target_note": None if day and not action.target_revisions else action.target_note,
            "target_original_date": action.target_original_date if action.target_revisions else day,
        },
        "target_original_date": lambda: {
            "target_original_date": day,
            "target_revisions": 0 if day in (None, action.target_date) else max(action.target_revisions, 1),
        },
        "completion_date": lambda: {"completion_date": day, "completion_precision": Precision.DAY if day else None},
        "status": lambda: {"status": Status(new), "status_basis": StatusBasis.CORRECTION, **_reopened(action, new)},
        "progress": lambda: _progress(action, new, order),
        "action_key": dict,  # the row has the key already: it is kept when the document is read again
        "verdict": lambda: {"verdict": Verdict(new) if new else None},
        "rag": lambda: {"rag": Rag(new) if new else None, "rag_history": _history(action, new)},
    }
    return changes.get(field, lambda: {field: new or None})()


def _progress(action: Action, new: str, order: DateOrder) -> dict[str, Any]:
    updates = split_updates(new, order)
    told = tuple(updates_of(action.action_id, updates))
    return {"progress": new or None, "updates": len(updates), "progress_updates": told}


def _reopened(action: Action, new: str) -> dict[str, Any]:
    """An action that is not completed was not closed without being done either."""
    return {} if new == Status.COMPLETED else {"closed_not_done": False, "closed_not_done_words": None}


def _history(action: Action, new: str) -> list[Rag]:
    return [*action.rag_history[:-1], Rag(new)] if new else []


def _set_recommendation(plan: Plan, action: Action, text: str | None) -> None:
    """Give a recommendation its corrected text; every action that serves it has it too."""
    plan.recommendations = [
        row.model_copy(update={"recommendation": text}) if row.recommendation_id == action.recommendation_id else row
        for row in plan.recommendations
    ]


def _leads(plan: Plan, action: PlanAction, text: str) -> tuple[ActionLead, ...]:
    """The leads of an action by a corrected cell; their agencies are the plan's too."""
    leads = read_leads(text, plan.partnership.partnership).leads
    for lead in leads:
        plan.agencies.setdefault(slug(lead.agency), agency_of(lead))
    return tuple(
        ActionLead(
            action_id=action.action_id,
            agency_id=slug(lead.agency),
            position=position,
            as_printed=lead.as_printed,
            names_person=False,
        )
        for position, lead in enumerate(leads, start=1)
    )


def latest(corrections: Sequence[Correction]) -> list[Correction]:
    """Of several corrections of one field of an action the one made last."""
    ordered = sorted(corrections, key=lambda correction: correction.made_at)
    return list({(correction.action_key, correction.field): correction for correction in ordered}.values())
