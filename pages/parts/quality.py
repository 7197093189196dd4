"""Data quality in words: tables of plans, fields and findings, and what gaps mean for the figures."""

from __future__ import annotations

import polars as pl

from pages.parts import show, words
from schema.vocabulary import AsAtBasis, PlanKind, Recognised, Severity

FIELDS = {
    "recommendation": "Recommendation", "action": "Action", "lead": "Lead agency", "target": "Target date", "status": "Status",
    "completion": "Completion date", "rag": "RAG", "progress": "Progress",
}  # fmt: skip
#: Field -> what it means if no action of a plan prints it.
_MISSING = {
    "lead": "no lead agencies: nobody's workload counts these actions",
    "target": "no target dates: neither lateness nor slippage can be known",
    "status": "no status: every action counts as open and is shown as not stated",
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


def plans(table: pl.DataFrame) -> pl.DataFrame:
    """Plans as people read them."""
    worded = show.worded(
        table,
        {
            "plan_as_at": words.day,
            "as_at_basis": lambda value: words.label(AsAtBasis, value),
            "added_at": lambda value: words.day(value.date()),
        },
    )
    return show.renamed(
        worded,
        {
            "partnership": "Partnership", "plan": "Plan", "plan_as_at": "Last heard of", "as_at_basis": "Known by", "actions": "Actions",
            "errors": "Errors", "warnings": "Warnings", "notes": "Notes", "columns_not_read": "Columns not read",
            "corrections": "Corrections", "layout": "Layout", "added_at": "Added on",
        },
    )  # fmt: skip


def fields(table: pl.DataFrame) -> pl.DataFrame:
    """One row a plan, one column a field: 'read of printed', a dash where nothing is printed."""
    worded = table.with_columns(show.n_of("read", "printed", "cell"))
    names = [name for name in FIELDS if name in worded["field"].to_list()]
    wide = worded.pivot(on="field", index=["partnership", "plan", "actions"], values="cell", maintain_order=True)
    return wide.select(
        pl.col("partnership").alias("Partnership"), pl.col("plan").alias("Plan"), pl.col("actions").alias("Actions"),
        *(pl.col(name).alias(FIELDS[name]) for name in names),
    )  # fmt: skip


def meanings(table: pl.DataFrame) -> list[str]:
    """What the gaps of each plan mean for its figures, a sentence a plan."""
    found = []
    for (partnership, plan, kind), rows in table.group_by("partnership", "plan", "kind", maintain_order=True):
        if kind == PlanKind.STRATEGY.value:
            found.append(
                f"{partnership}, {plan}: commitments of a strategy, which carry themes but no status or dates."
            )
            continue
        parts = [part for row in rows.iter_rows(named=True) if (part := _meaning(row)) is not None]
        found.append(f"{partnership}, {plan}: {'; '.join(parts) or 'prints every field'}.")
    return found


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
        parts.append(f"which column holds the {FIELDS[name].lower()} was told by its cells alone")
    if name in ("target", "lead", "status") and printed < actions:
        parts.append(f"{actions - printed} of {actions} actions print no {FIELDS[name].lower()}")
    return ", ".join(parts) or None


def findings(table: pl.DataFrame) -> pl.DataFrame:
    """Findings as people read them."""
    rows = table.with_columns(
        pl.struct("section", "ref", "action_id")
        .map_elements(
            lambda row: words.place(row["section"], row["ref"]) if row["action_id"] else "document",
            return_dtype=pl.String,
        )
        .alias("row")
    )
    worded = show.worded(rows, {"severity": lambda value: words.label(Severity, value)})
    return show.renamed(
        worded,
        {
            "severity": "Matters", "partnership": "Partnership", "plan": "Plan", "row": "Row", "message": "What", "text": "Words",
            "page": "Page", "line": "Line", "marking": "Marking",
        },
    )  # fmt: skip
