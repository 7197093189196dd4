"""Writing plans to the lake: one document, one transaction, all of its rows or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import duckdb
import polars as pl

from ingest.keep.corrections import OF_ONE_DOCUMENT, corrected, latest
from ingest.keep.identity import identified, named_as_before, named_as_stored, rename_to
from ingest.keep.listing import documents
from ingest.keep.originals import keep
from ingest.keep.succession import succeeded
from ingest.keep.versions import (
    corrections_before,
    corrections_of,
    earlier_version,
    has_document,
    versions_in,
    versions_of,
)
from ingest.plan.parse import all_themes
from ingest.plan.tree import Plan
from schema.errors import LakeError, NotFoundError
from schema.lake import Lake, insert, insert_frame, newest, statement
from schema.tables import (
    OF_ACTION,
    OF_DOCUMENT,
    Action,
    Agency,
    Correction,
    Document,
    Partnership,
    PlanIdentity,
    Reply,
    Row,
    Theme,
)
from schema.vocabulary import AsAtBasis


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of a document."""

    document_id: str
    is_new: bool
    before: int = 0
    """The number of the snapshot on which it was written."""
    is_put_back: bool = False
    """Whether the document was there, but its original was not, and is again."""


def rows_of(plan: Plan) -> dict[type[Row], list[Any]]:
    """The rows of a plan, by table."""
    return {**plan.by_table(), PlanIdentity: [identity_of(plan)], Theme: all_themes()}


def identity_of(plan: Plan) -> PlanIdentity:
    """The row of the plan that a document is a version of."""
    document = plan.document
    return PlanIdentity(
        plan_id=document.plan_id,
        partnership_id=document.partnership_id,
        plan=document.plan,
        opened_at=document.added_at,
    )


_TRIES = 5
_KEYS: dict[type[Row], tuple[str, str]] = {
    Partnership: ("partnership_id", "select partnership_id as id from lake.partnership"),
    PlanIdentity: ("plan_id", "select plan_id as id from lake.plan"),
    Agency: ("agency_id", "select agency_id as id from lake.agency"),
    Theme: ("theme_id", "select theme_id as id from lake.theme"),
}


class _MovedError(Exception):
    """Another version of the plan was stored or removed while this one's rows were matched."""


def store(
    lake: Lake, plan: Plan, content: bytes | None = None, *, replace: bool = False, renames: bool = True
) -> Stored:
    """Write a plan's rows. The same bytes added twice change nothing.

    Args:
        lake: the lake.
        plan: the plan.
        content: the document's bytes, which are kept under their sha256.
        replace: put these rows in the place of those that the lake holds of the same document.
        renames: whether the plan is called as this document says, if it takes the place of a stored one.

    Raises:
        LakeError: if the lake cannot be written; then nothing is.
    """
    document_id = plan.document.document_id
    is_kept_now = keep(lake, content) if content is not None else False
    if not replace and has_document(lake, document_id):
        return Stored(document_id, is_new=False, is_put_back=is_kept_now)
    for _ in range(_TRIES):
        placed = in_succession(lake, plan)
        seen = _versions(lake, placed)
        try:
            return lake.transact(partial(_write, plan=placed, seen=seen, replace=replace, renames=renames))
        except _MovedError:  # another version came between: match the rows with it too
            continue
    raise LakeError("Others go on writing versions of this plan. Store it when they have finished; nothing was stored.")


def _versions(lake: Lake, plan: Plan) -> list[tuple[Any, ...]] | None:
    """The versions of a plan; None where a damaged file keeps them from being read."""
    try:
        return versions_of(lake, plan)
    except LakeError:
        return None


def in_succession(lake: Lake, plan: Plan) -> Plan:
    """A document as a version of its plan: under the plan's lasting id, its rows with the keys of the rows that they are.

    Where a damaged file keeps the other versions from being read, its rows are new ones: a damaged file stops no adding.
    """
    try:
        plan = identified(lake, plan)
        return succeeded(lake, plan)
    except LakeError:
        return plan


def with_earlier_corrections(lake: Lake, plan: Plan) -> tuple[Plan, list[Correction]]:
    """(the plan with the corrections made to what the lake holds of it, those that no longer hold).

    They are those of the same document, or else of the newest other version of the plan, and of actions that went away before
    it and are here again.
    """
    plan = in_succession(lake, plan)
    of = plan.document.document_id
    if not has_document(lake, of):
        earlier = earlier_version(lake, plan)
        if earlier is None:
            return plan, []
        of = str(earlier["document_id"])
    kept = _corrections(corrections_of(lake, of))
    if of != plan.document.document_id:
        kept = [made for made in kept if made.field not in OF_ONE_DOCUMENT]
        back = {action.action_key for action in plan.actions}
        gone = [made for made in _corrections(corrections_before(lake, plan, of)) if made.action_key in back]
        kept = [*latest(gone), *kept]
    return corrected(plan, kept) if kept else (plan, [])


def _corrections(rows: pl.DataFrame) -> list[Correction]:
    return [Correction.model_validate(row) for row in rows.iter_rows(named=True)]


def _has(con: duckdb.DuckDBPyConnection, document_id: str) -> bool:
    sql = "select 1 from lake.document where document_id = $document_id"
    return con.execute(sql, {"document_id": document_id}).fetchone() is not None


def write_rows(con: duckdb.DuckDBPyConnection, plan: Plan) -> None:
    """Write all rows of a plan. Call it inside `Lake.transact`."""
    for model, rows in rows_of(plan).items():
        insert(con, model, _missing(con, model, rows))


def _write(
    con: duckdb.DuckDBPyConnection, plan: Plan, seen: list[tuple[Any, ...]] | None, *, replace: bool, renames: bool
) -> Stored:
    before = newest(con)
    document_id = plan.document.document_id
    row = con.execute(
        "select added_at from lake.document where document_id = $document_id", {"document_id": document_id}
    ).fetchone()
    if row and not replace:  # another writer was first
        return Stored(document_id, is_new=False)
    if seen is not None and versions_in(con, plan.document.plan_id) != seen:
        raise _MovedError
    if row:
        _remove_rows(con, document_id)
        # It is of when it was first added: of two versions with one date the later stays in view.
        plan = plan.under(added_at=row[0])
    is_renamed = bool(row) and renames  # a person may have called it otherwise
    write_rows(con, plan if is_renamed else named_as_stored(con, plan))
    if is_renamed:
        rename_to(con, plan)
    return Stored(document_id, is_new=True, before=before)


def _missing(con: duckdb.DuckDBPyConnection, model: type[Row], rows: Sequence[Any]) -> list[Any]:
    """Rows of a shared table that the lake does not hold yet; all rows of the others."""
    if model not in _KEYS:
        return list(rows)
    key, sql = _KEYS[model]
    known = {found for (found,) in con.execute(sql).fetchall()}
    return [row for row in rows if getattr(row, key) not in known]


def remove(lake: Lake, document_id: str) -> int:
    """Take a document and all of its rows out of view.

    Returns:
        The number of the snapshot before it, which still holds it.

    Raises:
        NotFoundError: if the lake has no such document.
        LakeError: if the lake cannot be written.
    """

    def work(con: duckdb.DuckDBPyConnection) -> int:
        if not _has(con, document_id):
            raise NotFoundError(
                f"The lake has no document {document_id}. `python -m ingest list` shows the documents it has."
            )
        before = newest(con)
        _remove_rows(con, document_id)
        return before

    return lake.transact(work)


def _remove_rows(con: duckdb.DuckDBPyConnection, document_id: str) -> None:
    for model in (*OF_ACTION, *OF_DOCUMENT):
        con.execute(statement(f"remove_{model.table}"), {"document_id": document_id})


def revert(lake: Lake, document_id: str, snapshot: int) -> int:
    """Put a document back as it stood at an earlier snapshot: with its rows of then, or gone if it was not there.

    Returns:
        How many actions it has now.

    Raises:
        NotFoundError: if it is neither there now nor was then, or the snapshot is no longer kept.
        LakeError: if the lake cannot be read or written.
    """
    then = {model: _earlier(lake, model, document_id, snapshot) for model in (*OF_DOCUMENT, *OF_ACTION)}
    if then[Document].is_empty() and not has_document(lake, document_id):
        raise NotFoundError(f"Neither now nor at snapshot {snapshot} does the lake have a document {document_id}.")

    def work(con: duckdb.DuckDBPyConnection) -> None:
        _remove_rows(con, document_id)
        for model, rows in then.items():
            if rows.height:
                insert_frame(con, model, rows)
        for plan_id in then[Document]["plan_id"] if then[Document].height else ():
            named_as_before(con, plan_id, snapshot)

    lake.transact(work)
    return then[Action].height


def _earlier(lake: Lake, model: type[Row], document_id: str, snapshot: int) -> pl.DataFrame:
    """The rows of a document in one table at a snapshot; none if the lake had no such table then.

    Raises:
        NotFoundError: if the snapshot is no longer kept.
    """
    try:
        return lake.read(statement(f"earlier_{model.table}"), {"document_id": document_id, "snapshot": snapshot})
    except LakeError as error:
        if "does not exist" in str(error) and model.table in str(error):
            return pl.DataFrame()
        raise NotFoundError(f"The lake has no snapshot {snapshot} any more.") from error


def said_before(lake: Lake, sha256: str) -> dict[str, Any]:
    """What is known of a document that the lake holds, to be supplied when it is read again; nothing for a new one."""
    found = documents(lake).filter(pl.col("sha256") == sha256)
    return said_of(found.row(0, named=True)) if found.height else {}


def said_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """What is known of a document by its row, with its partnership's name, to be supplied when it is read again."""
    names = {
        "partnership": "partnership",
        "plan": "plan",
        "kind": "kind",
        "version_as_printed": "version",
        "marking": "marking",
        "published_at": "source",
        "plan_id": "plan_id",
    }
    said: dict[str, Any] = {new: str(row[old]) for old, new in names.items() if row[old]}
    if row["as_at"] and row["as_at_basis"] == AsAtBasis.SUPPLIED.value:
        said["as_at"] = row["as_at"].isoformat()
    if not row["as_at"]:
        said["is_undated"] = "yes"
    if row["published_on"]:
        said["published"] = row["published_on"].isoformat()
    if row["colours"]:
        said["colours"] = dict(entry.split("=", 1) for entry in row["colours"])
    return said


def in_its_place(lake: Lake, said: dict[str, Any]) -> dict[str, Any]:
    """What is said of a stored document, under the id of the plan that it now names.

    A plan that is given another name stays the same plan, with its versions and replies, unless the lake has a plan of
    that name already: then the document is a version of that one.
    """
    if "plan_id" not in said:
        return said
    named = documents(lake).filter(
        (pl.col("partnership") == said.get("partnership")) & (pl.col("plan") == said.get("plan"))
    )
    ids = named["plan_id"].to_list()
    return said if not ids or said["plan_id"] in ids else {**said, "plan_id": ids[0]}


def reply(lake: Lake, note: Reply) -> None:
    """Store what a partnership answers to how its plan is shown. The newest note of a plan is the one shown.

    Raises:
        LakeError: if the lake cannot be written.
    """
    lake.transact(lambda con: insert(con, Reply, [note]))
