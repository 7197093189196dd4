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
from schema.derive import polars_schema

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


def run(name: str, params: BaseModel | None = None, *, on: duckdb.DuckDBPyConnection | None = None) -> pl.DataFrame:
    """Run a named query.

    Args:
        name: the query, as in queries/catalogue.py.
        params: an instance of the query's params model, or one that holds all of its fields.
        on: a working copy; by default that of the lake in the settings, at its newest snapshot.

    Returns:
        A frame with exactly the columns of the query's row model.

    Raises:
        KeyError: if there is no such query.
        ContractError: if the query's file and its models disagree.
        LakeError: if the lake cannot be read.
    """
    query = spec(name)
    _parameters(name)
    given = query.takes.model_validate((params or NoParams()).model_dump())
    began = time.perf_counter()
    con = on or working.current()
    table = con.cursor().sql(query.sql, params=values(given)).pl()
    log.debug("%s: %.1f ms, %d rows", name, (time.perf_counter() - began) * 1000, table.height)
    return _checked(query, table)
