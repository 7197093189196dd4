"""Documents of which rows are damaged or missing, read again from their kept originals, with their corrections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import polars as pl

from ingest.arms_length import read_plan
from ingest.corrections import corrected
from ingest.originals import kept_of
from ingest.plan import Plan
from ingest.reference import plan_folders
from ingest.shipped import read_shipped
from ingest.store import said_of, write_rows
from ingest.verify import verify
from ingest.worker import supplied_of
from schema.errors import FollowthroughError, LakeError
from schema.lake import Lake, insert_frame, make_tables, statement
from schema.salvage import Salvaged
from schema.settings import Limits
from schema.tables import OF_ACTION, OF_DOCUMENT, TABLES, Correction, Document, Partnership, Row


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A document that was read again."""

    document_id: str
    actions: int
    corrections: int
    lost_corrections: int
    """How many corrections no longer hold; -1 if what corrections there were cannot be read."""


def rebuild(lake: Lake, ids: Sequence[str] = (), given_up: Sequence[str] = ()) -> list[Rebuilt]:
    """Read documents again from their originals and put them in the place of what the lake holds of them, all at once.

    Args:
        lake: the lake.
        ids: which documents; by default all that `verify` finds something wrong with.
        given_up: documents that are taken out if they cannot be read again.

    Raises:
        LakeError: if a damaged document has no original, so that it would be lost; then nothing is changed.
    """
    _, found = lake.everything()
    wanted = list(dict.fromkeys([*ids, *sorted(found.lost - set(ids))])) if ids else _all_wrong(lake)
    wanted = [document_id for document_id in wanted if document_id not in given_up]
    made = [_read_again(lake, document_id) for document_id in wanted]
    gone = [*wanted, *given_up]
    lake.transact(lambda con: _put(con, found, [plan for plan, _ in made], gone))
    return [Rebuilt(plan.document.document_id, len(plan.actions), len(plan.corrections), lost) for plan, lost in made]


def _all_wrong(lake: Lake) -> list[str]:
    return sorted({problem.document_id for problem in verify(lake).problems if problem.document_id})


def _read_again(lake: Lake, document_id: str) -> tuple[Plan, int]:
    """(a document read from its original with its corrections, how many of these no longer hold)."""
    shipped = next(
        (plan for plan in map(read_shipped, plan_folders()) if plan.document.document_id == document_id), None
    )
    plan = shipped or _read_original(lake, document_id)
    row = _row(lake, Document, document_id)
    if row:
        plan.document = plan.document.model_copy(update={"added_at": row["added_at"]})
    kept = _readable(lake, Correction, document_id)
    if kept is None:
        return plan, -1
    made = [Correction.model_validate(row) for row in kept.iter_rows(named=True)]
    plan, lost = corrected(plan, made) if made else (plan, [])
    return plan, len(lost)


def _read_original(lake: Lake, document_id: str) -> Plan:
    content = kept_of(lake, document_id)
    if content is None:
        raise LakeError(
            f"The original of document {document_id} was not kept, so it cannot be read again. Add its file again, bring a "
            f"backup back, or give it up with `python -m ingest rebuild --give-up {document_id}`. Nothing was changed."
        )
    row = _row(lake, Document, document_id) or {}
    said = said_of({**row, "partnership": _partnership(lake, row)}) if row else {}
    try:
        return read_plan(
            content, str(row.get("file_name") or document_id), supplied_of(said), Limits.from_environment()
        )
    except FollowthroughError as error:
        raise LakeError(f"Document {document_id} cannot be read again: {error} Nothing was changed.") from error


def _readable(lake: Lake, model: type[Row], key: str) -> pl.DataFrame | None:
    """The rows of one key, or None if they cannot be read."""
    try:
        return lake.read(statement(f"salvage_{model.table}"), {"key": key})
    except LakeError:
        return None


def _row(lake: Lake, model: type[Row], key: str) -> dict[str, Any]:
    rows = _readable(lake, model, key)
    return rows.row(0, named=True) if rows is not None and rows.height else {}


def _partnership(lake: Lake, row: dict[str, Any]) -> str:
    return str(_row(lake, Partnership, row["partnership_id"]).get("partnership") or "")


def _put(con: duckdb.DuckDBPyConnection, found: Salvaged, plans: Sequence[Plan], gone: Sequence[str]) -> None:
    """Make damaged tables anew with what could be read of them, and write documents in the place of what there was."""
    damaged = [model for model in TABLES if model.table in found.damaged]
    for model in damaged:
        con.execute(statement(f"drop_{model.table}"))
    if damaged:
        make_tables(con)
    for model in damaged:
        if found.tables[model].height:
            insert_frame(con, model, found.tables[model])
    for document_id in gone:
        for model in (*OF_ACTION, *OF_DOCUMENT):
            con.execute(statement(f"forget_{model.table}"), {"key": document_id})
    for plan in plans:
        write_rows(con, plan)
