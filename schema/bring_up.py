"""A working copy brought up to the lake's newest snapshot in place: only the plans that changed are taken out and put in."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from schema.lake import Lake, newest, statement
from schema.patience import patiently, rolled_back
from schema.settings import ROOT
from schema.sql import named_statements
from schema.tables import TABLES, Agency, Document, Partnership, Row, Theme

_COPY = named_statements(ROOT / "schema" / "copy.sql")
_REFRESH = named_statements(ROOT / "schema" / "refresh.sql")
_SQL = named_statements(ROOT / "schema" / "bring_up.sql")
_CHANGE = re.compile(r'(\w+):("[^"]*"(?:\."[^"]*")?|\d+)')
#: What DuckLake calls the changes that are followed; after any other, such as a new column, the copy is built anew.
_FOLLOWED = frozenset(("inserted_into_table", "deleted_from_table", "inlined_insert", "inlined_delete"))
#: Documents that changed at once from which building the copy anew is as quick.
_MOST = 40
#: Whoever writes rows of a document writes its row in `document` too (ingest/keep/store.py): by that it is seen to have changed.
_DOCUMENTS_OWN = tuple(model for model in TABLES if {"document_id", "action_id"} & set(model.model_fields))
_SHARED = tuple(model for model in TABLES if model not in _DOCUMENTS_OWN)
#: Shared tables whose rows stand in the rows of many plans: they may only have gained some.
_ONLY_GROW: tuple[type[Row], ...] = (Partnership, Agency)

#: The step that holds versions against each other.
_OF_VERSIONS = "put_step_changes"

log = logging.getLogger("followthrough.working_copy")


@dataclass(frozen=True, slots=True)
class _Changes:
    """What changed between two snapshots, and how it stands at the later one."""

    snapshot: int
    documents: tuple[str, ...]
    own: dict[type[Row], tuple[pa.Table, ...]]
    """Rows of these documents, of each table that changed."""
    shared: dict[type[Row], pa.Table]
    """All rows of each shared table that changed."""


def brought_up(con: duckdb.DuckDBPyConnection, lake: Lake, since: int) -> int | None:
    """Bring a working copy of snapshot `since` up to the newest, in one transaction: readers see it before or after.

    Returns:
        The number of the snapshot that it is of now; None where it must be built anew, and is as it was.
    """
    cursor = con.cursor()
    try:
        changes = patiently(lambda: _changes(lake, since))
        if changes is None:
            return None
        cursor.execute("begin")
        if _put(cursor, changes):
            cursor.execute("commit")
            return changes.snapshot
    except Exception as error:
        # A damaged file, a snapshot that is no longer kept: whatever it is, building anew says so or mends it.
        log.warning("The working copy could not be brought up, so it is built anew: %.300r", error)
    finally:
        rolled_back(cursor)
        cursor.close()
    return None


def _changes(lake: Lake, since: int) -> _Changes | None:
    """What changed after a snapshot; None if it cannot be followed."""
    cursor = lake.con.cursor()
    cursor.execute("begin")
    try:
        now = newest(cursor)
        tables = _tables(cursor, since, now)
        if tables is None:
            return None
        own = [model for model in _DOCUMENTS_OWN if model.table in tables]
        if own and Document not in own:
            return None
        span = {"first": since + 1, "last": now}
        documents = tuple(row[0] for row in cursor.execute(_SQL["documents"], span).fetchall()) if own else ()
        if len(documents) > _MOST:
            return None
        return _Changes(
            now,
            documents,
            {model: tuple(_rows(cursor, f"salvage_{model.table}", key) for key in documents) for model in own},
            {model: _rows(cursor, f"read_{model.table}") for model in _SHARED if model.table in tables},
        )
    finally:
        rolled_back(cursor)
        cursor.close()


def _tables(cursor: duckdb.DuckDBPyConnection, since: int, now: int) -> set[str] | None:
    """The names of the tables whose rows changed; None if anything else changed, or not every snapshot is kept."""
    made = cursor.execute(_SQL["changes"], {"since": since, "now": now}).fetchall()
    if len(made) != now - since:
        return None
    found = [change for (told,) in made for change in _CHANGE.findall(told)]
    if any(kind not in _FOLLOWED for kind, _ in found):
        return None
    names = {str(number): name for number, name in cursor.execute(_SQL["tables"]).fetchall()}
    tables = {names[number] for _, number in found}
    return None if Theme.table in tables else tables  # themes are numbers in the rows of every plan


def _rows(cursor: duckdb.DuckDBPyConnection, name: str, key: str | None = None) -> pa.Table:
    return cursor.execute(statement(name), {} if key is None else {"key": key}).to_arrow_table()


def _put(cursor: duckdb.DuckDBPyConnection, changes: _Changes) -> bool:
    """Put the rows in; False if what is there already would have to change in plans that did not."""
    for model, rows in changes.shared.items():
        cursor.register("incoming", rows)
        if model in _ONLY_GROW and cursor.execute(_COPY[f"changed_{model.table}"]).fetchall() != [(0,)]:
            return False
        cursor.execute(_COPY[f"take_all_{model.table}"])
        cursor.execute(_COPY[f"put_{model.table}"])
    plans = set(_plans(cursor, changes.documents))
    for model, parts in changes.own.items():
        for key, rows in zip(changes.documents, parts, strict=True):
            cursor.execute(_COPY[f"take_{model.table}"], {"key": key})
            cursor.register("incoming", rows)
            cursor.execute(_COPY[f"put_{model.table}"])
    plans |= set(_plans(cursor, changes.documents))
    if plans:
        cursor.execute(_SQL["no_plans"])
        cursor.execute(_SQL["these_plans"], {"plans": sorted(plans)})
        fill(cursor)
    cursor.execute(_SQL["put_in_once_more"])
    return cursor.execute(_SQL["numbered_twice"]).fetchall() == [(0,)]


def _plans(cursor: duckdb.DuckDBPyConnection, documents: Sequence[str]) -> list[str]:
    return [row[0] for row in cursor.execute(_SQL["plans_of"], {"documents": list(documents)}).fetchall()]


def fill(con: duckdb.DuckDBPyConnection) -> None:
    """Take the plans in `changed_plan` out of the tables that queries see, and put them in as the raw tables have them."""
    for name, step in _REFRESH.items():
        # Mostly no plan has a second version, and this step takes as long to plan as all the others to run.
        if name != _OF_VERSIONS or con.execute(_SQL["earlier_versions"]).fetchall() != [(0,)]:
            con.execute(step)
