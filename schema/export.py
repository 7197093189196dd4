"""The columns of the `actions` export and of the CSV template, in their fixed order."""

from __future__ import annotations

import io
from datetime import date
from typing import ClassVar

import polars as pl
from pydantic import Field

from schema.guard import CONVERTED, FORMULA
from schema.tables import Row
from schema.vocabulary import (
    Acceptance,
    PlanKind,
    Precision,
    Rag,
    Scope,
    Status,
    StatusBasis,
    Support,
    TargetNote,
    Timeliness,
    Verdict,
)


class ActionExport(Row):
    """One action as exported. Lists are joined with '; ', RAG history with '>'."""

    table: ClassVar[str] = "actions export"
    grain: ClassVar[str] = "One row per action. New columns go at the end."
    names: ClassVar[dict[str, str]] = {
        "document": "document_id",
        "source_file": "file_name",
        "source_page": "page",
        "source_line": "line",
    }
    """Column -> the column of `action_fact` that it is, where that has another name."""
    dated: ClassVar[tuple[str, ...]] = ("as_at", "timeliness", "overdue_days", "past_target_days")
    """Columns that depend on the reading date."""

    action_id: str = Field(description="The action's id.")
    partnership: str = Field(description="Who published the plan.")
    plan: str = Field(description="Name of the plan.")
    kind: PlanKind = Field(description="What sort of document the plan is.")
    document: str = Field(description="Id of the document: one version of the plan.")
    as_at: date | None = Field(None, description="Reading date used for this row.")
    section: str | None = Field(None, description="Heading the row stands under.")
    ref: str | None = Field(None, description="The plan's own reference, as text.")
    recommendation: str | None = Field(None, description="The recommendation.")
    action: str | None = Field(None, description="The action to be taken.")
    outcome: str | None = Field(None, description="The difference the action is to make.")
    scope: Scope | None = Field(None, description="Local, regional or national.")
    lead_agencies: list[str] = Field(description="Lead agencies, official names.")
    target_as_printed: str | None = Field(None, description="The target-date cell as printed.")
    target_date: date | None = Field(None, description="Latest target date.")
    target_precision: Precision | None = Field(None, description="How exact the printed target is.")
    target_note: TargetNote | None = Field(None, description="What the target cell says beside the date.")
    target_original_date: date | None = Field(None, description="First target date.")
    target_revisions: int = Field(description="How often the target was revised.")
    status_as_printed: str | None = Field(None, description="The status word as printed.")
    status: Status = Field(description="The status as read.")
    completion_as_printed: str | None = Field(None, description="The completion cell as printed.")
    completion_date: date | None = Field(None, description="Completion date.")
    completion_precision: Precision | None = Field(None, description="How exact the printed completion is.")
    commenced_date: date | None = Field(None, description="Date that work began.")
    rag: Rag | None = Field(None, description="Latest rating.")
    rag_history: list[Rag] = Field(description="Ratings in the order printed.")
    updates: int = Field(description="Number of separate progress updates.")
    progress: str | None = Field(None, description="What the plan says of progress.")
    timeliness: Timeliness = Field(description="The action against its target on the reading date.")
    slippage_days: int | None = Field(None, description="Completion less original target, in days.")
    slippage_latest_days: int | None = Field(None, description="Completion less latest target, in days.")
    overdue_days: int | None = Field(None, description="Reading date less latest target, in days: a lower bound.")
    closed_not_done: bool = Field(description="Closed, though the text says it was not done.")
    themes: list[str] = Field(description="Theme ids.")
    marking: str | None = Field(None, description="Protective marking of the document.")
    source_file: str = Field(description="File the row was read from.")
    source_page: int | None = Field(None, description="Page, where pages are known.")
    source_line: int = Field(description="Line or row where the action begins.")
    status_basis: StatusBasis | None = Field(None, description="Where the status was read from.")
    corrected_fields: list[str] = Field(description="Fields that a person corrected after reading.")
    past_target_days: int | None = Field(
        None, description="Reading date less latest target, in days, where no status is stated: it may well be done."
    )
    rating_as_printed: str | None = Field(None, description="The rating cell as printed, such as Blue.")
    acceptance: Acceptance | None = Field(
        None, description="Whether it was accepted, where the plan says so. Not a status."
    )
    acceptance_as_printed: str | None = Field(None, description="The acceptance cell as printed.")
    doubtful_fields: list[str] = Field(description="Fields of which the reader is not sure.")
    support: Support | None = Field(None, description="What the text of a completed action says of it.")
    support_words: str | None = Field(None, description="The sentence that this rests on.")
    support_is_plain: bool | None = Field(None, description="Whether that is plain; otherwise likely.")
    verdict: Verdict | None = Field(None, description="What a person says of it, whatever its text says.")


EXPORT_COLUMNS: tuple[str, ...] = tuple(ActionExport.model_fields)

#: Column names of the CSV template, and of the facts under data/plans.
TEMPLATE_COLUMNS: tuple[str, ...] = (
    "Section",
    "Ref",
    "Recommendation",
    "Action",
    "Outcome",
    "Scope",
    "Lead agency",
    "Target date",
    "Status",
    "Completion date",
    "RAG history",
    "Progress",
)


#: A worked example of the template, in the order of its columns.
TEMPLATE_EXAMPLE: tuple[tuple[str, ...], ...] = (
    (
        "Recommendation 1", "1.1", "Partners should share what they know about risk at the first contact",
        "Write one page on lawful sharing and put it in every duty office", "Staff know what they may share", "Local",
        "Example Police; Example Council", "31/03/2024", "Completed", "14/05/2024", "amber>green",
        "Update: the page was written. Update: it hangs in all offices.",
    ),
    (
        "Recommendation 1", "1.2", "Partners should share what they know about risk at the first contact",
        "Audit twenty referrals and report gaps to the board", "", "Local", "Example Council", "June 2024", "In progress", "", "amber",
        "Update: twelve referrals were read.",
    ),
)  # fmt: skip


def template(*, with_example: bool) -> bytes:
    """The CSV template that can be filled in and added: its header, with a worked example or without."""
    rows = [dict(zip(TEMPLATE_COLUMNS, row, strict=True)) for row in TEMPLATE_EXAMPLE] if with_example else []
    return to_csv(pl.DataFrame(rows, schema=dict.fromkeys(TEMPLATE_COLUMNS, pl.String)), for_excel=True)


_LISTS = {"rag_history": ">"}


def guarded(column: str, *, for_excel: bool = False) -> pl.Expr:
    """A text column that a spreadsheet will not run as formulas: a leading = + - @ gets an apostrophe before it.

    Args:
        column: its name.
        for_excel: also what a spreadsheet would take for a date or a number.
    """
    text = pl.col(column)
    is_risky = text.str.contains(FORMULA)
    if for_excel:
        is_risky = is_risky | text.str.contains(CONVERTED)
    return pl.when(is_risky).then(pl.concat_str(pl.lit("'"), text)).otherwise(text).alias(column)


def flat(table: pl.DataFrame) -> pl.DataFrame:
    """A table whose cells are plain: lists joined with '; ' (ratings with '>'), truth as true or false."""
    columns = []
    for name, kind in table.schema.items():
        column = pl.col(name)
        if isinstance(kind, pl.List):
            column = column.list.join(_LISTS.get(name, "; "))
        columns.append(column)
    return table.select(columns)


def to_csv(table: pl.DataFrame, *, for_excel: bool = False, goes_on: bool = False) -> bytes:
    """A table as CSV: UTF-8, dates ISO, absent values empty, formulas guarded.

    Args:
        table: the rows.
        for_excel: begin with a byte order mark, without which Excel misreads dashes and quotes, and put an apostrophe
            before texts that it would turn into dates or numbers.
        goes_on: the rows go on from a part before, so that neither mark nor header is written.
    """
    plain = flat(table)
    texts = [name for name, kind in plain.schema.items() if kind == pl.String]
    safe = plain.with_columns(guarded(name, for_excel=for_excel) for name in texts)
    written = io.BytesIO()
    safe.write_csv(written, include_bom=for_excel and not goes_on, include_header=not goes_on)
    return written.getvalue()
