"""The in-memory working copy that queries run over: tables of the lake, or of plans not yet stored."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import duckdb
import polars as pl

from schema.bring_up import fill
from schema.derive import frame
from schema.lake import Lake
from schema.salvage import Salvaged
from schema.settings import ROOT
from schema.sql import named_statements
from schema.tables import TABLES, Row
from schema.vocabulary import VOCABULARIES

_COPY = ROOT / "schema" / "copy.sql"
_VIEWS = ROOT / "schema" / "views.sql"
_CHANGES = ROOT / "schema" / "changes.sql"
_EXPORT = ROOT / "schema" / "export.sql"
_BRING_UP = ROOT / "schema" / "bring_up.sql"
_COMMON = ROOT / "data" / "reference" / "common_words.txt"
_ROW_GROUP = 122_880  # rows that DuckDB reads in one piece


def from_rows(rows: Mapping[type[Row], Iterable[Row]]) -> duckdb.DuckDBPyConnection:
    """A working copy of rows in hand. Tables that are not given are empty."""
    return of_tables({model: frame(model, list(rows.get(model, ()))) for model in TABLES})


def from_lake(lake: Lake) -> tuple[int, duckdb.DuckDBPyConnection, Salvaged]:
    """(snapshot number, a working copy of that snapshot, what could be read and what not) of a lake's newest snapshot.

    The tables are copied by the database, all of one snapshot. Where a file is damaged they are read document by document
    instead, and those that cannot be read are left out.

    Raises:
        LakeError: if the lake cannot be read.
    """
    con = _empty()
    snapshot = lake.copied_into(con, [_statement(f"copy_{model.table}") for model in TABLES])
    if snapshot is not None:
        build_views(con)
        return snapshot, con, Salvaged({})
    con.close()
    snapshot, found = lake.everything()
    return snapshot, of_tables(found.tables), found


def of_tables(tables: Mapping[type[Row], pl.DataFrame]) -> duckdb.DuckDBPyConnection:
    """A working copy of tables."""
    con = _empty()
    for model, rows in tables.items():
        if rows.is_empty():
            con.execute(_statement(f"empty_{model.table}"))
    _create(con, {f"raw.{model.table}": rows for model, rows in tables.items() if not rows.is_empty()})
    build_views(con)
    return con


def _create(con: duckdb.DuckDBPyConnection, tables: Mapping[str, pl.DataFrame]) -> None:
    """Make tables of frames. They go by way of a file: given a frame, DuckDB first loads pandas, for a fifth of a second."""
    with tempfile.TemporaryDirectory() as folder:
        for name, rows in tables.items():
            path = str(Path(folder) / f"{name}.parquet")
            rows.write_parquet(path)
            con.read_parquet(path).create(name)


def _statement(name: str) -> str:
    return named_statements(_COPY)[name]


def _empty() -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    con.execute("set allocator_flush_threshold = '16MB'")  # what a question took goes back to the system
    con.execute(_statement("raw"))
    return con


def build_views(con: duckdb.DuckDBPyConnection) -> None:
    """Build what queries see over the raw tables of `con`: views, and the tables and macros of schema/views.sql."""
    for name in ("filters_type", "readable_document", *(f"view_{model.table}" for model in TABLES)):
        con.execute(_statement(name))
    _create(con, {"vocabulary_word": _words(), "common_word": _common_words()})
    of_views = (*named_statements(_VIEWS).values(), *named_statements(_CHANGES).values())
    for statement in (*of_views, named_statements(_EXPORT)["export_macro"]):
        con.execute(statement)
    con.execute(named_statements(_BRING_UP)["all_plans"])
    fill(con)
    if con.table("action_fact").count("*").fetchall()[0][0] <= _ROW_GROUP:
        con.execute(
            "set threads = 1"
        )  # one thread reads a row group; a second would only wait, and cost a reader's page


def _words() -> pl.DataFrame:
    """The words of the vocabularies with their labels."""
    words = [
        {"vocabulary": kind.__name__, "value": word.value, "label": word.label, "position": place}
        for kind in VOCABULARIES
        for place, word in enumerate(kind, start=1)
    ]
    return pl.DataFrame(words)


def _common_words() -> pl.DataFrame:
    """Words that are no topic."""
    lines = _COMMON.read_text("utf-8").split("\n")
    return pl.DataFrame({"word": [line for line in lines if line and not line.startswith("#")]})
