"""The one seam through which the store is asked: `run(name, params)` gives a frame of known columns."""

from __future__ import annotations

import logging
import time
from functools import cache

import duckdb
import polars as pl
from pydantic import BaseModel

from queries import working
from queries.catalogue import Spec, spec
from queries.params import NoParams, values
from queries.working import Copy
from schema.derive import polars_schema

#: Rows that the database hands over at a time.
_VECTOR = 2048

log = logging.getLogger("followthrough.queries")


class ContractError(Exception):
    """A query's file and its models disagree: a fault of the program, not of its user."""


@cache
def _parameters(name: str) -> frozenset[str]:
    """The named parameters of a query's SQL, checked against its model."""
    query = spec(name)
    named = frozenset(duckdb.connect().extract_statements(query.sql)[0].named_parameters)
    declared = frozenset(query.takes.model_fields)
    if named != declared:
        raise ContractError(f"{name}: SQL takes {sorted(named)}, its model {sorted(declared)}")
    return named


def _checked(query: Spec, table: pl.DataFrame) -> pl.DataFrame:
    expected = polars_schema(query.gives)
    words = [name for name, kind in table.schema.items() if isinstance(kind, pl.Categorical | pl.Enum)]
    times = [name for name, kind in table.schema.items() if isinstance(kind, pl.Datetime)]
    table = table.cast(dict.fromkeys(words, pl.String)).with_columns(
        pl.col(name).dt.convert_time_zone("UTC") for name in times
    )
    if table.schema != expected:
        wrong = [f"{a} for {b}" for a, b in zip(table.schema.items(), expected.items(), strict=False) if a != b]
        raise ContractError(f"{query.name}: columns differ from {query.gives.__name__}: {wrong or 'their number'}")
    return table


def run(
    name: str, params: BaseModel | None = None, *, on: Copy | duckdb.DuckDBPyConnection | None = None
) -> pl.DataFrame:
    """Run a named query. The same question to the same working copy is worked out once, for all who ask.

    Args:
        name: the query, as in queries/catalogue.py.
        params: an instance of the query's params model, or one that holds all of its fields.
        on: a working copy, or a connection to one; by default that of the lake in the settings, at its newest snapshot.

    Returns:
        A frame with exactly the columns of the query's row model. It is shared: nothing may change it.

    Raises:
        KeyError: if there is no such query.
        ContractError: if the query's file and its models disagree.
        LakeError: if the lake cannot be read.
    """
    query = spec(name)
    _parameters(name)
    given = query.takes.model_validate((params or NoParams()).model_dump())
    copy = on or working.current()
    if isinstance(copy, working.Copy):
        return copy.answers.get((name, given.model_dump_json()), lambda: _asked(query, given, copy.con))
    return _asked(query, given, copy)


def _asked(query: Spec, given: BaseModel, con: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    began = time.perf_counter()
    table = con.cursor().sql(query.sql, params=values(given)).pl()
    log.debug("%s: %.1f ms, %d rows", query.name, (time.perf_counter() - began) * 1000, table.height)
    return _compact(_checked(query, table))


def _compact(table: pl.DataFrame) -> pl.DataFrame:
    """A short answer in memory of its own size: as it comes, each column holds the room of a whole vector."""
    if table.height >= _VECTOR:
        return table
    return table.select(pl.all().gather(pl.int_range(pl.len())))
