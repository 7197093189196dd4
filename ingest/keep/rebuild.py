"""Documents of which rows are damaged or missing, read again from their kept originals, with their corrections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import duckdb
import polars as pl

from ingest.apart.arms_length import read_plan
from ingest.apart.worker import supplied_of
from ingest.keep.corrections import corrected
from ingest.keep.originals import kept_of
from ingest.keep.recipes import texts
from ingest.keep.shipped import read_shipped
from ingest.keep.store import in_succession, said_of, write_rows
from ingest.keep.verify import verified
from ingest.plan.parse import all_themes, slug
from ingest.plan.tree import Plan
from ingest.reference import agencies, plan_folders
from schema.derive import frame
from schema.errors import FollowthroughError, LakeError
from schema.lake import Lake, insert_frame, make_tables, newest, statement
from schema.salvage import Salvaged
from schema.settings import Limits
from schema.tables import OF_ACTION, OF_DOCUMENT, TABLES, Agency, Correction, Document, Partnership, Row, Theme

_TRIES = 5


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A document that was read again."""

    document_id: str
    actions: int
    corrections: int
    lost_corrections: int
    """How many corrections no longer hold; -1 if what corrections there were cannot be read."""
    is_whose_lost: bool = False
    """Whether what was said of it (whose plan it is, its name and date) could not be read."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a rebuilding did."""

    rebuilt: tuple[Rebuilt, ...] = ()
    refused: tuple[str, ...] = ()
    """A sentence for each document that could not be read again; it stands as it was."""
    taken_out: tuple[str, ...] = ()
    remade: tuple[str, ...] = ()
    """Tables that were made anew with what could be read of them."""


class _ChangedError(Exception):
    """Another writer stored something while documents were read again."""


def rebuild(lake: Lake, ids: Sequence[str] = (), given_up: Sequence[str] = ()) -> Outcome:
    """Read documents again from their originals and put them in the place of what the lake holds of them, all at once.

    Args:
        lake: the lake.
        ids: which documents; by default all whose rows `verify` finds something wrong with.
        given_up: documents that are taken out if they are damaged and cannot be read again.

    Raises:
        LakeError: if the lake cannot be read or written; then nothing is changed.
    """
    for _ in range(_TRIES):
        try:
            return _rebuild(lake, ids, given_up)
        except _ChangedError:  # what was read is no longer all: read it again, and lose nothing of the other's
            continue
    raise LakeError("Others go on writing to the lake. Rebuild it when they have finished; nothing was changed.")


def _rebuild(lake: Lake, ids: Sequence[str], given_up: Sequence[str]) -> Outcome:
    snapshot, found = lake.everything()
    problems = verified(lake, found).problems
    wrong = found.lost | {one.document_id for one in problems if one.document_id and one.is_of_rows}
    made, refused = _all_again(lake, list(dict.fromkeys(ids)) or sorted(wrong))
    gone = tuple(document_id for document_id in given_up if document_id in refused and document_id in wrong)
    left = {document_id: sentence for document_id, sentence in refused.items() if document_id not in gone}
    if found.lost & set(left):  # tables made anew would lose what is whole of these: nothing is done without a word
        return Outcome(refused=tuple(left.values()))
    if made or gone or found.damaged:
        lake.transact(lambda con: _put(con, snapshot, found, [plan for plan, _ in made], gone))
    return Outcome(tuple(one for _, one in made), tuple(left.values()), gone, tuple(sorted(found.damaged)))


def _all_again(lake: Lake, ids: Sequence[str]) -> tuple[list[tuple[Plan, Rebuilt]], dict[str, str]]:
    """(the documents that could be read again, a sentence for each that could not)."""
    made: list[tuple[Plan, Rebuilt]] = []
    refused: dict[str, str] = {}
    for document_id in ids:
        try:
            made.append(read_again(lake, document_id))
        except LakeError as error:
            refused[document_id] = str(error)
    return made, refused


def read_again(lake: Lake, document_id: str) -> tuple[Plan, Rebuilt]:
    """A document read from its original with its corrections, and what can be said of that."""
    row = _row(lake, Document, document_id)
    plan = _shipped(document_id) or _read_original(lake, document_id, row)
    if plan.document.document_id != document_id:
        raise LakeError(f"There is no document {document_id}. `python -m ingest list` shows those that there are.")
    if row:
        plan = plan.under(added_at=row["added_at"])
    plan = in_succession(lake, plan)
    kept = _readable(lake, Correction, document_id)
    made = [Correction.model_validate(entry) for entry in kept.iter_rows(named=True)] if kept is not None else []
    plan, lost = corrected(plan, made) if made else (plan, [])
    is_whose_lost = _readable(lake, Document, document_id) is None
    count = -1 if kept is None else len(lost)
    return plan, Rebuilt(document_id, len(plan.actions), len(plan.corrections), count, is_whose_lost)


def _shipped(document_id: str) -> Plan | None:
    return next((plan for plan in map(read_shipped, plan_folders()) if plan.document.document_id == document_id), None)


def _read_original(lake: Lake, document_id: str, row: dict[str, Any]) -> Plan:
    content = kept_of(lake, document_id)
    if content is None:
        raise LakeError(
            f"The original of document {document_id} was not kept whole, so it cannot be read again. Add its file again or bring a "
            f"backup back; if neither is to be had, `python -m ingest rebuild --give-up {document_id}` takes it out."
        )
    said = said_of({**row, "partnership": _partnership(lake, row)}) if row else {}
    try:
        return read_plan(
            content,
            str(row.get("file_name") or document_id),
            replace(supplied_of(said), recipes=texts(lake)),
            Limits.from_environment(),
        )
    except FollowthroughError as error:
        raise LakeError(f"Document {document_id} cannot be read again: {error}") from error


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


def _put(
    con: duckdb.DuckDBPyConnection, snapshot: int, found: Salvaged, plans: Sequence[Plan], gone: Sequence[str]
) -> None:
    """Make damaged tables anew with what could be read of them, and write documents in the place of what there was.

    Raises:
        _ChangedError: if the lake is not as it was when it was read.
    """
    if newest(con) != snapshot:
        raise _ChangedError
    damaged = [model for model in TABLES if model.table in found.damaged]
    for model in damaged:
        con.execute(statement(f"drop_{model.table}"))
    if damaged:
        make_tables(con)
    for model in damaged:
        insert_by_document(con, model, _reviewed(model, found.tables[model]))
    for document_id in (*(plan.document.document_id for plan in plans), *gone):
        for model in (*OF_ACTION, *OF_DOCUMENT):
            con.execute(statement(f"forget_{model.table}"), {"key": document_id})
    for plan in plans:
        write_rows(con, plan)


def insert_by_document(con: duckdb.DuckDBPyConnection, model: type[Row], rows: pl.DataFrame) -> None:
    """Write rows so that each document has files of its own: then a damaged file costs one document."""
    if "document_id" in rows.columns:
        parts = rows.partition_by("document_id", maintain_order=True)
    elif "action_id" in rows.columns:
        of = pl.col("action_id").str.replace(r"-[^-]*$", "").alias("document_id")
        parts = [
            part.drop("document_id") for part in rows.with_columns(of).partition_by("document_id", maintain_order=True)
        ]
    else:
        parts = [rows]
    for part in parts:
        if part.height:
            insert_frame(con, model, part)


def _reviewed(model: type[Row], rows: pl.DataFrame) -> pl.DataFrame:
    """The rows of a shared table with what the reviewed lists say in the place of what stood in for damaged rows."""
    if model is Theme:
        themes = frame(Theme, all_themes())
        return pl.concat([themes, rows.filter(~pl.col("theme_id").is_in(themes["theme_id"].to_list()))])
    if model is not Agency:
        return rows
    known = {slug(entry.agency): entry for entry in agencies()}
    found = [Agency.model_validate(row) for row in rows.iter_rows(named=True)]
    made = [
        Agency(agency_id=one.agency_id, agency=known[one.agency_id].agency, kind=known[one.agency_id].kind, is_known=True)
        if one.agency_id in known else one
        for one in found
    ]  # fmt: skip
    return frame(Agency, made)
