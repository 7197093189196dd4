"""The in-memory working copy that queries run over: tables of the lake, or of plans not yet stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import duckdb
import polars as pl

from schema.derive import frame
from schema.lake import Lake
from schema.salvage import Salvaged
from schema.settings import ROOT
from schema.sql import named_statements
from schema.tables import TABLES, Row

_VIEWS = ROOT / "schema" / "views.sql"
_EXPORT = ROOT / "schema" / "export.sql"


def from_rows(rows: Mapping[type[Row], Iterable[Row]]) -> duckdb.DuckDBPyConnection:
    """A working copy of rows in hand. Tables that are not given are empty."""
    return of_tables({model: frame(model, list(rows.get(model, ()))) for model in TABLES})


def from_lake(lake: Lake) -> tuple[int, duckdb.DuckDBPyConnection, Salvaged]:
    """(snapshot number, a working copy of that snapshot, what could be read and what not) of a lake's newest snapshot.

    Raises:
        LakeError: if the lake cannot be read.
    """
    snapshot, found = lake.everything()
    return snapshot, of_tables(found.tables), found


def of_tables(tables: Mapping[type[Row], pl.DataFrame]) -> duckdb.DuckDBPyConnection:
    """A working copy of tables."""
    con = duckdb.connect()
    con.execute("set allocator_flush_threshold = '16MB'")  # what a question took goes back to the system
    for model, rows in tables.items():
        con.register("incoming", rows.to_arrow())
        con.table("incoming").create(model.table)
        con.unregister("incoming")
    build_views(con)
    return con


def build_views(con: duckdb.DuckDBPyConnection) -> None:
    """Build the tables and macros of schema/views.sql over the tables of `con`."""
    for statement in named_statements(_VIEWS).values():
        con.execute(statement)
    con.execute(named_statements(_EXPORT)["export_macro"])
