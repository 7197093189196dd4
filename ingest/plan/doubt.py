"""Of which cells of a row the reader is not sure: what a person compares with the plan first.

A cell is in doubt where what it holds was told by its cells alone, where its value was read from a sentence or a colour, where
it holds more than its value, or where the row as a whole could not be read with certainty. How right this is, is measured on
published plans with keys: docs/bench.md.
"""

from __future__ import annotations

from ingest.fields.dates import find_dates
from ingest.fields.status import find_statuses
from ingest.plan.action import ReadAction
from ingest.read.grid import Note
from ingest.recognise.rows import RawAction, Table
from schema.vocabulary import Status, StatusBasis, TargetNote

_ROW_IN_DOUBT = frozenset((Note.CELLS_NOT_CERTAIN, Note.READ_BY_OCR, Note.TRACKED_CHANGE, Note.FORMULA_WITHOUT_VALUE))
_NOT_PLAIN = frozenset((StatusBasis.PROSE, StatusBasis.RATING, StatusBasis.SECTION))
_SEVERAL_DATES = frozenset((TargetNote.PER_ITEM, TargetNote.REVISED))

_LONGEST = 2_000  # letters of a cell that are looked at: a cell of many thousand dates is in doubt anyway
_MOST_OF_IT = 0.5  # share of a cell's words that its value was read from
_ROLES = {"target_date": "target", "status": "status", "completion_date": "completion", "lead_agencies": "lead"}


def told_by_cells(table: Table) -> frozenset[str]:
    """What the columns hold whose headers do not say it."""
    guessed = {columns.roles.get(place) for columns in table.headers for place in columns.guessed}
    return frozenset(role for role in guessed if role)


def doubtful_fields(raw: RawAction, read: ReadAction, by_cells: frozenset[str], roles: frozenset[str]) -> list[str]:
    """The fields of a row that are in doubt, columns of the action table or `lead_agencies`.

    Args:
        raw: the row as printed.
        read: the row as read.
        by_cells: what columns hold whose headers do not say it (`told_by_cells`).
        roles: what the columns of the plan hold. Where a row has cells of columns that are not known, one of them may hold
            what no known column does.
    """
    if Note.PARTED_BY_BLANKS in raw.notes:
        return list(_ROLES)  # a cell that seems blank may have been taken for the end of another
    is_row = bool(raw.notes & _ROW_IN_DOUBT)
    doubts = {
        "target_date": _target(raw, read, by_cells),
        "status": _status(raw, read, by_cells),
        "completion_date": _completion(raw, read, by_cells),
        "lead_agencies": _leads(raw, read, by_cells),
    }
    printed = {
        "target_date": raw.cell("target"),
        "status": read.status.as_printed,
        "completion_date": raw.cell("completion"),
        "lead_agencies": read.leads.as_printed,
    }
    may_be_unknown = {
        field for field, role in _ROLES.items() if raw.others and role not in roles and not printed[field]
    }
    return [
        field
        for field, is_doubtful in doubts.items()
        if is_doubtful or field in may_be_unknown or (is_row and printed[field])
    ]


def _target(raw: RawAction, read: ReadAction, by_cells: frozenset[str]) -> bool:
    target = read.target
    is_of_several = target.note in _SEVERAL_DATES and "target" not in raw.struck
    return bool(raw.cell("target")) and ("target" in by_cells or bool(target.problems) or is_of_several)


def _status(raw: RawAction, read: ReadAction, by_cells: frozenset[str]) -> bool:
    cell = raw.cell("status")[:_LONGEST]
    is_guessed = bool(cell) and "status" in by_cells
    return read.basis in _NOT_PLAIN or not read.status.is_known or is_guessed or not _is_plain_status(cell)


def _is_plain_status(cell: str) -> bool:
    """Whether a status cell is its word and a date and little else: not 'Pending with the ministry'."""
    dated = find_dates(cell)
    bare = cell if not dated else cell[: dated[0].start] + cell[dated[-1].end :]
    said = max((len(word.split()) for word, _ in find_statuses(bare)), default=0)
    return not said or said >= len(bare.split()) * _MOST_OF_IT


def _completion(raw: RawAction, read: ReadAction, by_cells: frozenset[str]) -> bool:
    done = read.completion
    is_from_elsewhere = done.day is not None and not raw.cell("completion")
    if (
        read.basis is StatusBasis.PROSE
        and read.status.status is Status.COMPLETED
        and find_dates((read.progress or "")[:_LONGEST])
    ):
        return True  # one of the days in the sentences may be that of completion
    return is_from_elsewhere or bool(done.problems) or (bool(raw.cell("completion")) and "completion" in by_cells)


def _leads(raw: RawAction, read: ReadAction, by_cells: frozenset[str]) -> bool:
    leads = read.leads
    if not leads.as_printed:
        return False
    told = sum(len(lead.as_printed.split()) for lead in leads.leads)
    is_partly_read = (
        leads.names_person
        or any(not lead.is_known for lead in leads.leads)
        or told < len(leads.as_printed.split()) * _MOST_OF_IT
    )
    return is_partly_read or (bool(raw.cell("lead")) and "lead" in by_cells)
