"""One row of a plan with its cells read, and what was doubtful in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ingest.fields.acceptance import is_acceptance, read_acceptance
from ingest.fields.colours import NO_MEANINGS, Meanings
from ingest.fields.leads import ReadLeads, nearest_known, read_leads
from ingest.fields.names import mask_names
from ingest.fields.prose_status import read_prose_status
from ingest.fields.rag import ratings_of
from ingest.fields.scope import read_scope
from ingest.fields.status import (
    ReadStatus,
    is_status_word,
    not_done_sentence,
    read_completion_status,
    read_status,
    status_of_heading,
)
from ingest.fields.targets import Completion, Target, read_completion, read_target, struck_target
from ingest.fields.updates import Update, split_updates
from ingest.recognise.rows import RawAction
from schema.vocabulary import DateOrder, Rag, Scope, Severity, Status, StatusBasis


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something in a row that could not be read, or was read with doubt."""

    severity: Severity
    code: str
    message: str
    text: str


@dataclass(frozen=True, slots=True)
class ReadAction:
    """A row with every cell read. Texts hold no person's name."""

    section: str | None
    ref: str | None
    recommendation: str | None
    action: str | None
    outcome: str | None
    scope: Scope | None
    leads: ReadLeads
    target_as_printed: str | None
    target: Target
    status: ReadStatus
    completion_as_printed: str | None
    completion: Completion
    ratings: tuple[Rag, ...]
    updates: tuple[Update, ...]
    progress: str | None
    not_done: str | None
    basis: StatusBasis | None = None
    doubts: tuple[Doubt, ...] = ()
    others: str = ""
    rating_as_printed: str | None = None
    acceptance_as_printed: str | None = None

    @property
    def has_content(self) -> bool:
        """Whether the row says anything beyond a reference."""
        return bool(self.others) or any(
            (self.recommendation, self.action, self.progress, self.leads.as_printed, self.status.as_printed)
        )

    def columns(self) -> dict[str, Any]:
        """The columns of the action table that are read from cells."""
        return {
            "section": self.section,
            "ref": self.ref,
            "action": self.action,
            "outcome": self.outcome,
            "scope": self.scope,
            "lead_as_printed": self.leads.as_printed,
            "target_as_printed": self.target_as_printed,
            "target_date": self.target.day,
            "target_precision": self.target.precision,
            "target_note": self.target.note,
            "target_original_date": self.target.original,
            "target_revisions": self.target.revisions,
            "status_as_printed": self.status.as_printed,
            "status": self.status.status,
            "completion_as_printed": self.completion_as_printed,
            "completion_date": self.completion.day,
            "completion_precision": self.completion.precision,
            "commenced_date": self.completion.commenced,
            "rag": self.ratings[-1] if self.ratings else None,
            "rag_history": list(self.ratings),
            "updates": len(self.updates),
            "progress": self.progress,
            "closed_not_done": self.not_done is not None,
            "closed_not_done_words": self.not_done,
            "status_basis": self.basis,
            "rating_as_printed": self.rating_as_printed,
            "acceptance": read_acceptance(self.acceptance_as_printed or ""),
            "acceptance_as_printed": self.acceptance_as_printed,
        }


def _flat(text: str) -> str | None:
    """A short cell as printed, on one line, or None."""
    return " ".join(text.split()) or None


def _text(text: str) -> str | None:
    """A text cell with people's names masked, or None."""
    return mask_names(text.strip()) or None


def read_action(
    raw: RawAction,
    partnership: str,
    *,
    published: date | None = None,
    has_status: bool = True,
    meanings: Meanings = NO_MEANINGS,
    order: DateOrder = DateOrder.DAY_FIRST,
) -> ReadAction:
    """Read every cell of a row.

    Args:
        raw: the row as printed.
        partnership: whose plan it is; local names of agencies hold there.
        published: when the document was published, for targets such as 'within six months of publication'.
        has_status: whether the plan has a column for the status; where it has none, sentences may give it.
        meanings: what the plan's rating colours mean.
        order: how the plan writes numeric dates.
    """
    heading = raw.heading
    recommendation = _text(raw.cell("recommendation")) or _text(heading.recommendation or "")
    target = _target(raw, f"{recommendation or ''}\n{heading.items}", published, order)
    completion = _with_commenced(read_completion(raw.cell("completion"), order), raw.cell("commenced"), order)
    status, basis = _status(raw, completion, has_status, meanings)
    if not raw.cell("completion") and status.status is Status.COMPLETED:
        told = status.as_printed or "" if basis is StatusBasis.PROSE else raw.cell("status")
        completion = replace(completion, **_date_of_status(told, order))
    progress = _text(raw.cell("progress"))
    updates = tuple(split_updates(progress or "", order))
    read = ReadAction(
        section=_flat(raw.cell("section")) or heading.label,
        ref=_flat(raw.cell("ref")),
        recommendation=recommendation,
        action=_text(raw.cell("action")),
        outcome=_text(raw.cell("outcome")),
        scope=read_scope(raw.cell("scope")),
        leads=read_leads(raw.cell("lead"), partnership, heading.owner),
        target_as_printed=_flat(raw.printed.get("target") or raw.cell("target")),
        target=target,
        status=status,
        completion_as_printed=_flat(raw.cell("completion")),
        completion=completion,
        ratings=tuple(raw.ratings),
        updates=_rated(updates, tuple(raw.ratings)),
        progress=progress,
        not_done=_not_done(status, raw, updates),
        basis=basis,
        others=" ".join(raw.others.values()),
        rating_as_printed=_rating_as_printed(raw),
        acceptance_as_printed=_flat(mask_names(_acceptance(raw, status))),
    )
    return replace(read, doubts=(*_doubts(read), *_rating_doubts(raw, read, meanings)))


def _acceptance(raw: RawAction, status: ReadStatus) -> str:
    """The cell that says whether it was accepted: a column of its own, or a status cell that says no more than that."""
    own = raw.cell("accepted")
    return own or (
        raw.cell("status") if status.status is Status.NOT_STATED and is_acceptance(raw.cell("status")) else ""
    )


def _rating_as_printed(raw: RawAction) -> str | None:
    """The rating cell's words; where it has none, the colour that it is filled with."""
    words = _flat(raw.cell("rag"))
    return words or (f"{raw.colours[-1].label} (the cell's colour)" if raw.colours else None)


def _with_commenced(completion: Completion, cell: str, order: DateOrder) -> Completion:
    """The completion with the date of a start-date column, where the plan has one."""
    if completion.commenced or not cell:
        return completion
    start = read_completion(cell, order)
    return replace(completion, commenced=start.commenced or start.day)


def _date_of_status(text: str, order: DateOrder) -> dict[str, Any]:
    """The completion date that a status cell prints: 'Complete - signed off 12/03/24'."""
    done = read_completion(text, order)
    return {"day": done.day, "precision": done.precision} if done.day else {}


def _target(raw: RawAction, items: str, published: date | None, order: DateOrder) -> Target:
    """The target; a struck date followed by one that stands is a revised target."""
    if "target" in raw.struck:
        return struck_target(raw.printed["target"], raw.struck["target"], raw.cell("target"), order)
    return read_target(raw.cell("target"), items, published, order)


def _status(
    raw: RawAction, completion: Completion, has_status: bool, meanings: Meanings
) -> tuple[ReadStatus, StatusBasis | None]:
    """The status and where it was read: its own column, else the completion cell, the rating, sentences of the row."""
    own = read_status(raw.cell("status"))
    if own.as_printed:
        return own, StatusBasis.COLUMN
    share = read_status(raw.cell("percent"))
    if share.status is not Status.NOT_STATED and not raw.cell("completion"):
        return share, StatusBasis.COLUMN
    if raw.cell("completion"):
        own = read_completion_status(raw.cell("completion"), completion.day is not None)
        if own.status is not Status.NOT_STATED:
            return own, StatusBasis.COMPLETION
    rated = _status_of_rating(raw, meanings)
    if rated:
        return rated
    if raw.cell("completion") or (has_status and not raw.is_from_prose):
        return own, None
    headed = () if has_status else (raw.heading.section, raw.heading.title, raw.places[0].sheet if raw.places else None)
    for heading in headed:
        if heading and (told := status_of_heading(heading)).as_printed:
            return told, StatusBasis.SECTION
    said = read_prose_status(raw.cell("progress"))
    return (said, StatusBasis.PROSE) if said else (own, None)


def _status_of_rating(raw: RawAction, meanings: Meanings) -> tuple[ReadStatus, StatusBasis] | None:
    """The status that the rating cell gives: a word of status in it, or its latest colour where it is known to mean one."""
    if not raw.colours:
        word = read_status(raw.cell("rag")) if is_status_word(raw.cell("rag")) else None
        return (word, StatusBasis.RATING) if word else None
    found = meanings.status_of(raw.colours[-1], is_brag=raw.is_brag)
    return (ReadStatus(_rating_as_printed(raw), found[0]), found[1]) if found else None


def _rated(updates: tuple[Update, ...], ratings: tuple[Rag, ...]) -> tuple[Update, ...]:
    """Updates with the ratings of the RAG column, where there is exactly one for each."""
    if len(updates) != len(ratings):
        return updates
    return tuple(replace(update, rag=update.rag or rating) for update, rating in zip(updates, ratings, strict=True))


def _not_done(status: ReadStatus, raw: RawAction, updates: tuple[Update, ...]) -> str | None:
    """The words by which a closed row's status, completion or latest update says that it was not done."""
    if status.status is not Status.COMPLETED:
        return None
    latest = updates[-1].text if updates else ""
    texts = (raw.cell("status"), raw.cell("completion"), latest)
    return next((found for text in texts if (found := not_done_sentence(mask_names(text)))), None)


def _doubts(read: ReadAction) -> list[Doubt]:
    """What a person should look at in this row."""
    doubts = [_date_doubt("target date", problem, read.target_as_printed) for problem in read.target.problems]
    doubts += [
        _date_doubt("completion date", problem, read.completion_as_printed) for problem in read.completion.problems
    ]
    if not read.status.is_known and not read.acceptance_as_printed:
        doubts.append(
            Doubt(
                Severity.ERROR,
                "status_unread",
                "The status word is not known, so the status counts as not stated. Correct it, or have the word added to "
                "the reviewed list.",
                read.status.as_printed or "",
            )
        )
    doubts += _lead_doubts(read.leads)
    if read.basis is StatusBasis.PROSE:
        doubts.append(
            Doubt(
                Severity.NOTE,
                "status_from_prose",
                "The plan has no column for the status, so it was read from this sentence.",
                read.status.as_printed or "",
            )
        )
    if read.recommendation is None and read.action is None:
        doubts.append(
            Doubt(
                Severity.WARNING, "action_without_text", "The row has no recommendation and no action.", read.ref or ""
            )
        )
    if read.not_done:
        doubts.append(
            Doubt(
                Severity.WARNING, "closed_not_done", "Marked closed, but the text says it was not done.", read.not_done
            )
        )
    return doubts


_RATING_NOTES = {
    StatusBasis.RATING: "The status was read from the rating column, where blue means done. If it means something else in this "
    "plan, say so under 'About this plan' or by --colour.",
    StatusBasis.KEY: "The status was read from the rating's colour, by the key that the plan prints.",
    StatusBasis.SAID: "The status was read from the rating's colour, by what a person said of this plan's colours.",
}


def _rating_doubts(raw: RawAction, read: ReadAction, meanings: Meanings) -> list[Doubt]:
    """What a person should know of a status that a colour gave, and of a colour that nobody explains."""
    if not raw.colours:
        return []
    colour = raw.colours[-1]
    if read.basis in _RATING_NOTES:
        key = f"{colour.label}: {meanings.key[colour]}" if read.basis is StatusBasis.KEY else colour.label
        return [Doubt(Severity.NOTE, "status_from_rating", _RATING_NOTES[read.basis], key)]
    is_open_question = read.status.status is Status.NOT_STATED and not ratings_of([colour])
    if not is_open_question or meanings.explains(colour):
        return []
    message = (
        "The rating is kept as printed, but the plan does not say what this colour means, so it gives no status. Say so under "
        f"'About this plan', or by --colour {colour.value}=STATUS."
    )
    return [Doubt(Severity.WARNING, "rating_unexplained", message, colour.label)]


def _date_doubt(what: str, problem: str, text: str | None) -> Doubt:
    severity = Severity.ERROR if "not a date" in problem else Severity.WARNING
    code = "date_impossible" if severity is Severity.ERROR else "date_unread"
    return Doubt(severity, code, f"The {what} is left blank: {problem}.", text or "")


def _lead_doubts(leads: ReadLeads) -> list[Doubt]:
    if leads.as_printed and not leads.leads:
        return [Doubt(Severity.WARNING, "lead_unread", "No organisation was found in the lead cell.", leads.as_printed)]
    unknown = [lead.agency for lead in leads.leads if not lead.is_known]
    if not unknown:
        return []
    message = "This lead agency is not in the reviewed list of agencies; it is shown as printed."
    likely = nearest_known(unknown[0])
    if likely:
        message += f" The nearest name there is {likely}."
    return [Doubt(Severity.NOTE, "agency_unknown", message, "; ".join(unknown))]
