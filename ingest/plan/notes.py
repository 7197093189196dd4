"""What a person should know of how a document was read, in sentences: the findings of a plan."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz, process

from ingest.plan.about import NOT_STATED, About
from ingest.plan.tree import Remark
from ingest.read.grid import Grid, Note, Row
from ingest.recognise.rows import Table
from ingest.reference import partnerships
from schema.tables import PlanColumn
from schema.vocabulary import DateOrder, PlanKind, Recognised, Severity

_OF_ROW: dict[Note, tuple[Severity, str]] = {
    Note.HIDDEN_ROW: (Severity.WARNING, "The row is hidden in the document; it was read."),
    Note.HIDDEN_COLUMN: (Severity.NOTE, "The row has cells in a hidden column; they were read."),
    Note.TRACKED_CHANGE: (Severity.WARNING, "The row has tracked changes: it was read as if all were accepted."),
    Note.STRUCK_ROW: (Severity.WARNING, "Every word of the row is struck through: it may have been withdrawn. It was read and counted."),
    Note.STRUCK_TEXT: (Severity.NOTE, "Words of the row are struck through: they were not read, but for a struck target date, which is the original."),
    Note.FORMULA_WITHOUT_VALUE: (Severity.ERROR, "A cell holds a formula without a stored value, so it was left blank. Open the workbook, save it, and add it again."),
    Note.READ_BY_OCR: (Severity.WARNING, "The row was read from a picture by OCR: compare it with the page."),
    Note.PARTED_BY_BLANKS: (Severity.WARNING, "Only blanks keep the columns of this table apart, so a row may be cut in two or a cell stand in the wrong column. Every row of it is in doubt: compare them with the document."),
    Note.CELLS_NOT_CERTAIN: (Severity.ERROR, "The cells of this row cannot be told apart with certainty, so those in doubt were left blank. The row as printed is kept with it."),
}  # fmt: skip
_OF_DOCUMENT: dict[Note, tuple[Severity, str]] = {
    Note.HIDDEN_SHEET: (Severity.WARNING, "This sheet is hidden and was not read. Unhide it and add the plan again if it belongs to the plan."),
    Note.END_NOT_FOUND: (Severity.WARNING, "The line before which the plan ends, as its recipe says, is not in this document: what was read goes on to its end."),
    Note.PAGE_WITHOUT_TEXT: (Severity.ERROR, "This page is a picture without text, so its rows are missing. Ask for the original, or install the optional reader (requirements-ocr.txt)."),
}  # fmt: skip


def of_row(note: Note, words: str) -> Remark:
    """What a note on a row tells a person."""
    severity, message = _OF_ROW[note]
    return Remark(severity, note.value, message, words)


def of_document(grid: Grid, table: Table, about: About, columns: Sequence[PlanColumn]) -> list[Remark]:
    """Everything that concerns a document as a whole."""
    found = [*_of_partnership(about), *_of_date(about, table), *_of_columns(columns)]
    for note, words in (*grid.notes, *table.notes):
        severity, message = _OF_DOCUMENT[note]
        found.append(Remark(severity, note.value, message, words))
    if table.is_said or any(column.is_said for column in table.headers):
        message = "It was read as a recipe says, which a person made or which ships with the program."
        found.append(Remark(Severity.NOTE, "read_by_recipe", message))
    if grid.date_order is DateOrder.MONTH_FIRST:
        message = "The document writes dates as Americans do, so numeric dates were read month first."
        found.append(Remark(Severity.NOTE, "month_first", message))
    return found + (_of_leftovers(table) if about.kind is not PlanKind.STRATEGY else [])


def _of_partnership(about: About) -> list[Remark]:
    if about.partnership == NOT_STATED:
        message = "The document does not say whose plan it is. Say so when adding it: under 'About this plan', or by --partnership NAME."
        return [Remark(Severity.WARNING, "partnership_unknown", message)]
    if not about.is_known_partnership:
        return [Remark(Severity.NOTE, "partnership_new", _new_partnership(about.partnership))]
    return []


def _new_partnership(name: str) -> str:
    """A sentence about a partnership that the reviewed list does not know."""
    names = [known.name for known in partnerships()]
    found = process.extractOne(name, names, scorer=fuzz.token_sort_ratio, score_cutoff=80)
    likely = f" Check the spelling: the nearest name there is {found[0]}." if found else ""
    return f"{name} is not in the reviewed list of partnerships yet; its plan is kept under that name.{likely}"


def _of_date(about: About, table: Table) -> list[Remark]:
    if about.as_at is not None or "target" not in table.roles:
        return []
    message = (
        "The document does not say what date it speaks of, so lateness of open actions cannot be known. "
        "Say so when adding it: under 'About this plan', or by --as-at DATE."
    )
    return [Remark(Severity.WARNING, "as_at_unknown", message)]


def _of_columns(columns: Sequence[PlanColumn]) -> list[Remark]:
    found = []
    for column in columns:
        name = column.header or f"column {column.position}"
        if column.recognised is Recognised.NOT and column.filled:
            message = "What this column holds is not known: its cells are kept as printed, not read."
            found.append(Remark(Severity.WARNING, "column_not_recognised", message, name))
        elif column.recognised is Recognised.BY_CELLS:
            message = f"The header does not say what this column holds; by its cells it was read as {column.field}."
            severity = Severity.NOTE if column.field == "ref" else Severity.WARNING
            found.append(Remark(severity, "column_by_cells", message, name))
    return found


_MOST_LEFTOVERS = 40


def _of_leftovers(table: Table) -> list[Remark]:
    """Lines outside the rows; those that stand together are one finding."""
    groups: list[list[Row]] = []
    for row in table.leftovers:
        last = groups[-1][-1] if groups else None
        if last and last.page == row.page and 0 <= row.line - last.line <= 2 and last.sheet == row.sheet:
            groups[-1].append(row)
        else:
            groups.append([row])
    message = "This text stands outside the rows of the plan."
    found = [
        Remark(
            Severity.NOTE,
            "text_outside_rows",
            message,
            " ".join(row.flat for row in group)[:500],
            group[0].page,
            group[0].line,
        )
        for group in groups[:_MOST_LEFTOVERS]
    ]
    if len(groups) > _MOST_LEFTOVERS:
        more = len(groups) - _MOST_LEFTOVERS
        found.append(Remark(Severity.NOTE, "text_outside_rows", f"{more:,} more texts stand outside the rows."))
    return found
