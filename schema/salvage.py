"""A lake with damaged files, read without the documents that these hold: one file costs its document, not every page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import duckdb
import polars as pl

from schema.derive import frame, polars_schema
from schema.tables import (
    OF_ACTION,
    OF_DOCUMENT,
    TABLES,
    Action,
    ActionLead,
    ActionTheme,
    Agency,
    Document,
    Partnership,
    PlanIdentity,
    Recommendation,
    Reply,
    Row,
    Theme,
)
from schema.vocabulary import AgencyKind

Tables = dict[type[Row], pl.DataFrame]
UNREADABLE = "Its meaning cannot be read."
#: (name of a statement of schema/rows.sql, key) -> its rows; raises duckdb.Error where a file is damaged.
Read = Callable[[str, str | None], pl.DataFrame]


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What could be read of a lake's tables, and which documents could not."""

    tables: Tables
    lost: frozenset[str] = frozenset()
    """The ids of documents of which some table cannot be read: none of their rows are in `tables`."""
    damaged: frozenset[str] = frozenset()
    """The names of the tables that have damaged files."""
    lost_plans: tuple[str, ...] = ()
    """The names of the plans of these documents; the id of one whose name cannot be read either."""


def everything_readable(read: Read) -> Salvaged:
    """All rows of all tables, less those of documents of which a row cannot be read.

    Raises:
        duckdb.Error: if the catalogue itself cannot be read.
    """
    whole = {model: _tried(read, f"read_{model.table}") for model in TABLES}
    tables = {model: rows for model, rows in whole.items() if rows is not None}
    damaged = [model for model in TABLES if model not in tables]
    if not damaged:
        return Salvaged(tables)
    if not tables:  # nothing at all can be read: that is no matter of one file
        read("read_document", None)
    lost: set[str] = set()
    documents = _documents(tables)
    for model in (model for model in damaged if model in (*OF_DOCUMENT, *OF_ACTION)):
        tables[model], unread = _one_by_one(read, model, documents)
        lost |= unread
    for model in (model for model in damaged if model in _NAMED_BY):
        tables[model], unread = _one_by_one(read, model, _keys(model, tables))
        if model in _STAND_INS:
            made = [
                _STAND_INS[model](key, tables[model].height + place)
                for place, key in enumerate(sorted(unread), start=1)
            ]
            tables[model] = pl.concat([tables[model], frame(model, made)])
        elif model is Partnership:
            lost |= _documents_of(unread, tables)
        elif model is PlanIdentity and unread:
            tables[model] = pl.concat([tables[model], _plans_by_documents(tables[Document], unread)])
    names = dict(tables[Document].select("document_id", "plan").iter_rows())
    return Salvaged(
        _without(tables, lost),
        frozenset(lost),
        frozenset(model.table for model in damaged),
        tuple(sorted(names.get(document_id, document_id) for document_id in lost)),
    )


def _tried(read: Read, name: str, key: str | None = None) -> pl.DataFrame | None:
    try:
        return read(name, key)
    except duckdb.Error as error:
        if "permission denied" in str(error).lower():  # nothing is damaged: somebody else's files
            raise
        return None


def _one_by_one(read: Read, model: type[Row], keys: list[str]) -> tuple[pl.DataFrame, set[str]]:
    """(the rows of a table that can be read, key by key; the keys whose rows cannot)."""
    found = {key: _tried(read, f"salvage_{model.table}", key) for key in keys}
    rows = [some for some in found.values() if some is not None]
    empty = pl.DataFrame(schema=polars_schema(model))
    return pl.concat(rows) if rows else empty, {key for key, some in found.items() if some is None}


def _theme_of(key: str, position: int) -> Theme:
    """A theme under its id: what it is called is no reason to lose an action."""
    return Theme(theme_id=key, theme=key.replace("_", " "), meaning=UNREADABLE, position=position)


def _agency_of(key: str, _: int) -> Agency:
    """An agency under its id, for the same reason."""
    return Agency(agency_id=key, agency=key.replace("-", " "), kind=AgencyKind.OTHER, is_known=False)


def _plans_by_documents(documents: pl.DataFrame, unread: set[str]) -> pl.DataFrame:
    """Plans whose rows cannot be read, as their newest documents name them."""
    of = documents.filter(pl.col("plan_id").is_in(sorted(unread))).sort("added_at")
    named = of.group_by("plan_id", maintain_order=True).agg(
        pl.col("partnership_id").last(), pl.col("plan").last(), pl.col("added_at").first().alias("opened_at")
    )
    return named.cast(polars_schema(PlanIdentity))


def _documents(tables: Mapping[type[Row], pl.DataFrame]) -> list[str]:
    """The ids of all documents, by the tables that can be read."""
    ids: set[str] = set()
    own: tuple[type[Row], ...] = (Document, Action, Recommendation)
    for model in own:
        if model in tables:
            ids |= set(tables[model]["document_id"].to_list())
    for model in OF_ACTION:
        if model in tables:
            ids |= set(tables[model]["action_id"].str.replace(r"-[^-]*$", "").to_list())
    return sorted(ids)


#: Shared table -> the table whose rows name its keys, and in which column. A damaged answer of a partnership costs no plan.
_NAMED_BY: dict[type[Row], tuple[type[Row], str]] = {
    Partnership: (Document, "partnership_id"),
    Agency: (ActionLead, "agency_id"),
    Theme: (ActionTheme, "theme_id"),
    Reply: (Document, "plan_id"),
    PlanIdentity: (Document, "plan_id"),
}
_STAND_INS: dict[type[Row], Callable[[str, int], Row]] = {Theme: _theme_of, Agency: _agency_of}


def _keys(model: type[Row], tables: Tables) -> list[str]:
    """The keys of a shared table, by the rows that name them."""
    table, column = _NAMED_BY[model]
    return sorted(set(tables[table][column].to_list()))


def _documents_of(partnerships: set[str], tables: Tables) -> set[str]:
    """The documents of some partnerships."""
    return set(tables[Document].filter(pl.col("partnership_id").is_in(sorted(partnerships)))["document_id"].to_list())


def _without(tables: Tables, lost: set[str]) -> Tables:
    """The tables less all rows of some documents."""
    gone = sorted(lost)
    kept: Tables = {}
    for model, rows in tables.items():
        if "document_id" in rows.columns:
            kept[model] = rows.filter(~pl.col("document_id").is_in(gone))
        elif "action_id" in rows.columns:
            kept[model] = rows.filter(~pl.col("action_id").str.replace(r"-[^-]*$", "").is_in(gone))
        else:
            kept[model] = rows
    return kept
