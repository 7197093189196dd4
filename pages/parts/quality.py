"""Data quality in words: tables of plans, fields and findings, and what gaps mean for the figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from ingest.plan import reader_digest
from pages.parts.columns import Column, day, joined, number, text
from pages.parts.once import once
from queries import words
from schema.vocabulary import AsAtBasis, PlanKind, Recognised, Severity

#: Field -> what it means if no action of a plan prints it.
_MISSING = {
    "lead": "no lead agencies: nobody's workload counts these actions",
    "target": "no target dates: neither lateness nor slippage can be known",
    "status": "no status: its actions count as neither completed nor open",
    "completion": "no completion dates: slippage cannot be known",
    "rag": "no ratings",
    "progress": "no progress: whether a closed action was done cannot be told",
}
#: Field -> what it means if some printed cells could not be read.
_UNREAD = {
    "lead": "lead cells name no organisation that could be read",
    "target": "printed targets give no date",
    "status": "status cells could not be read and count as not stated",
    "completion": "completion cells give no date",
}


def _read_by(reader: str | None, lists: str | None) -> str:
    """Whether today's reader and lists read a plan: one that others read may be read better now."""
    is_todays = (reader, lists) == (reader_digest.reader(), reader_digest.lists())
    return "Today's reader" if is_todays else "An older reader"


def _row(action_id: str | None, section: str | None, ref: str | None) -> str:
    """Where a finding stands: in the row of an action, or in the document."""
    return words.place(section, ref) if action_id else "document"


def older(plans: pl.DataFrame) -> int:
    """How many plans were read by an older reader or with older lists."""
    now = {"reader": reader_digest.reader(), "lists": reader_digest.lists()}
    return plans.height - plans.filter(**now).height


PLANS = [
    text("partnership", "Partnership"),
    text("plan", "Plan"),
    day("plan_as_at", "Last heard of"),
    text("as_at_basis", "Known by", lambda value: words.label(AsAtBasis, value)),
    number("actions", "Actions"),
    number("errors", "Errors"),
    number("warnings", "Warnings"),
    number("notes", "Notes"),
    number("columns_not_read", "Columns not read"),
    number("doubtful", "Cells in doubt"),
    number("corrections", "Corrections"),
    text("layout", "Layout"),
    text("added_at", "Added on", lambda value: words.day(value.date())),
]
READ_BY = joined("Read by", _read_by, "reader", "lists")
FINDINGS = [
    text("severity", "How serious", lambda value: words.label(Severity, value)),
    text("partnership", "Partnership"),
    text("plan", "Plan"),
    joined("Row", _row, "action_id", "section", "ref"),
    text("message", "What", None, "large"),
    text("text", "Words", None, "large"),
    number("page", "Page"),
    number("line", "Line"),
    text("marking", "Marking"),
]
_LACKING = 3  # fields that are named
#: Plans of which what their gaps mean is spelt out at once.
MOST_MEANINGS = 40
#: And so many stand open on the page.
FEW_MEANINGS = 6


COVERAGE = [
    text("group_name", "Field"),
    number("in_all", "Plans that print it in every action"),
    number("in_some", "In some"),
    number("in_none", "In none"),
]


@once
def coverage(table: pl.DataFrame) -> pl.DataFrame:
    """The answer of `coverage` with its fields by their names."""
    return table.with_columns(group_name=pl.col("group_name").replace_strict(words.FIELDS, return_dtype=pl.String))


def least_printed(table: pl.DataFrame) -> str:
    """'1,412 of 1,655 plans print no RAG': of the fields that some plan lacks, the one that most lack."""
    lacking = table.filter(pl.col("in_none") > 0).sort("in_none", descending=True, maintain_order=True)
    parts = [
        f"{words.of(row['in_none'], row['plans'])} print no {words.field(row['group_id'])}"
        for row in lacking.head(_LACKING).to_dicts()
    ]
    return "; ".join(parts) or "every plan prints every field"


def _read_of(read: int, printed: int, doubtful: int) -> str:
    """'12 of 14, 3 in doubt'."""
    return words.of(read, printed) + (f", {doubtful} in doubt" if doubtful else "")


@once
def fields(table: pl.DataFrame) -> tuple[pl.DataFrame, tuple[Column, ...]]:
    """(one row a plan with a column a field, how the columns are read): 'read of printed', a dash where nothing is printed."""
    counts = table.select("read", "printed", "doubtful").iter_rows()
    cells = [_read_of(*count) for count in counts]
    worded = table.with_columns(cell=pl.Series(cells, dtype=pl.String))
    names = [name for name in words.FIELDS if name in worded["field"].to_list()]
    wide = worded.pivot(
        on="field", index=["document_id", "partnership", "plan", "actions"], values="cell", maintain_order=True
    )
    columns = [text("partnership", "Partnership"), text("plan", "Plan"), number("actions", "Actions")]
    return wide, (*columns, *(text(name, words.FIELDS[name]) for name in names))


@once
def meanings(table: pl.DataFrame) -> list[str]:
    """What the gaps of the first plans mean for their figures, a sentence a plan."""
    by_plan: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    for row in table.head(MOST_MEANINGS * len(words.FIELDS)).to_dicts():
        by_plan.setdefault((row["partnership"], row["plan"], row["kind"]), []).append(row)
    sentences = [f"{partnership}, {plan}: {_meant(kind, rows)}" for (partnership, plan, kind), rows in by_plan.items()]
    return sentences[:MOST_MEANINGS]


def _meant(kind: str, rows: Sequence[dict[str, Any]]) -> str:
    """What the gaps of a plan mean, field by field."""
    if kind == PlanKind.STRATEGY.value:
        return "commitments of a strategy, which carry themes but no status or dates."
    return f"{'; '.join(part for row in rows if (part := _meaning(row))) or 'prints every field'}."


def _meaning(row: dict[str, object]) -> str | None:
    name, printed, read, actions = (
        str(row["field"]),
        int(str(row["printed"])),
        int(str(row["read"])),
        int(str(row["actions"])),
    )
    if printed == 0:
        return _MISSING.get(name)
    parts = []
    if read < printed and name in _UNREAD:
        parts.append(f"{printed - read} of {printed} {_UNREAD[name]}")
    if row["recognised"] == Recognised.BY_CELLS.value:
        parts.append(f"which column holds the {words.field(name)} was told by its cells alone")
    if name in ("target", "lead", "status") and printed < actions:
        parts.append(f"{actions - printed} of {actions} actions print no {words.field(name)}")
    return ", ".join(parts) or None
