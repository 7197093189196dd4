"""Stored documents read again by today's reader and lists: a plan profits from what was learned after it was stored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import duckdb

from ingest.keep.listing import documents
from ingest.keep.rebuild import read_again
from ingest.keep.store import in_succession, store
from ingest.keep.versions import Change, changes, corrections_of, has_document
from ingest.plan import reader_digest
from ingest.plan.parse import all_themes, slug
from ingest.plan.tree import Plan
from ingest.reference import agencies
from schema.errors import LakeError
from schema.lake import Lake, insert
from schema.tables import Agency, Theme


@dataclass(frozen=True, slots=True)
class Reread:
    """A document read again, not yet stored."""

    document_id: str
    name: str
    """'partnership: plan'."""
    plan: Plan | None
    changes: tuple[Change, ...] = ()
    lost_corrections: int = 0
    refusal: str = ""
    corrected: tuple[tuple[object, ...], ...] = ()
    """The corrections that it had when it was read."""


def read_by_older(lake: Lake) -> list[str]:
    """The documents that were read by another reader or with other lists than today's, in the order of `documents`."""
    rows = documents(lake).select("document_id", "reader", "lists").iter_rows()
    return [
        found for found, reader, lists in rows if (reader, lists) != (reader_digest.reader(), reader_digest.lists())
    ]


def reread(lake: Lake, ids: Sequence[str]) -> Iterator[Reread]:
    """Documents read again from their kept originals, with their corrections. Nothing is stored.

    Args:
        lake: the lake.
        ids: of the documents.
    """
    names = {
        row["document_id"]: f"{row['partnership']}: {row['plan']}" for row in documents(lake).iter_rows(named=True)
    }
    for document_id in ids:
        name = names.get(document_id, document_id)
        made = _corrections(lake, document_id)
        try:
            plan, told = read_again(lake, document_id)
        except LakeError as error:
            yield Reread(document_id, name, None, refusal=str(error))
            continue
        plan = in_succession(lake, plan)
        changed = tuple(changes(lake, document_id, plan))
        yield Reread(document_id, name, plan, changed, max(told.lost_corrections, 0), corrected=made)


def _corrections(lake: Lake, document_id: str) -> tuple[tuple[object, ...], ...]:
    return tuple(corrections_of(lake, document_id).rows())


def put(lake: Lake, found: Reread) -> None:
    """Store what was read again in the place of what was read before: in one transaction, all of it or none.

    Raises:
        LakeError: if the document was removed or corrected meanwhile, or the lake cannot be written; then nothing is.
    """
    if found.plan is None:
        return
    if not has_document(lake, found.document_id):
        raise LakeError(f"{found.name} was removed meanwhile, so it was not stored again.")
    if _corrections(lake, found.document_id) != found.corrected:
        raise LakeError(f"{found.name} was corrected meanwhile, so it was not stored again. Read it again.")
    store(lake, found.plan, replace=True, renames=False)


def bring_lists_up_to_date(lake: Lake) -> int:
    """Give agencies and themes that the lake holds the names, kinds and meanings that the reviewed lists give them today.

    Returns:
        How many rows changed.

    Raises:
        LakeError: if the lake cannot be written.
    """
    if lake.is_read_only:
        return 0
    reviewed = {
        slug(entry.agency): Agency(agency_id=slug(entry.agency), agency=entry.agency, kind=entry.kind, is_known=True)
        for entry in agencies()
    }
    stored = [Agency.model_validate(row) for row in lake.table(Agency).iter_rows(named=True)]
    agency_rows = [reviewed[row.agency_id] for row in stored if reviewed.get(row.agency_id, row) != row]
    known = {row["theme_id"]: Theme.model_validate(row) for row in lake.table(Theme).iter_rows(named=True)}
    theme_rows = [theme for theme in all_themes() if known and known.get(theme.theme_id) != theme]
    if agency_rows or theme_rows:
        lake.transact(lambda con: _replace(con, agency_rows, theme_rows))
    return len(agency_rows) + len(theme_rows)


def _replace(con: duckdb.DuckDBPyConnection, agency_rows: Sequence[Agency], theme_rows: Sequence[Theme]) -> None:
    for agency in agency_rows:
        con.execute("delete from lake.agency where agency_id = $id", {"id": agency.agency_id})
    for theme in theme_rows:
        con.execute("delete from lake.theme where theme_id = $id", {"id": theme.theme_id})
    insert(con, Agency, list(agency_rows))
    insert(con, Theme, list(theme_rows))
