"""The one seam through which the store is asked: a query knows its SQL, what it takes, and what a row of it is."""

from __future__ import annotations

import logging
import re
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Generic, TypeVar

import duckdb
import polars as pl
import pyarrow as pa
from pydantic import BaseModel, ConfigDict

from queries import working
from queries.asked import Asked, Filtered, values
from queries.recurring.kept import made_of
from queries.workers import worked_out
from queries.working import Copy
from schema.derive import base_type, polars_schema

FOLDER = Path(__file__).resolve().parent
_HEADER = re.compile(r"^-- (question|grain|params|definition|caveat): (.+)$", re.MULTILINE)

log = logging.getLogger("followthrough.queries")

On = Copy | duckdb.DuckDBPyConnection | None
P = TypeVar("P", bound=Asked)
R = TypeVar("R", bound="Result")


class ContractError(Exception):
    """A query's file and its models disagree: a fault of the program, not of its user."""


class Result(BaseModel):
    """A row of a result."""

    model_config = ConfigDict(frozen=True, extra="forbid")


@dataclass(frozen=True, slots=True)
class Told:
    """What a query's file says of it."""

    sql: str
    question: str
    grain: str
    params: str
    definition: str
    caveat: str


@dataclass(frozen=True, slots=True, eq=False)
class Query(Generic[P, R]):
    """A question that can be asked.

    Args:
        name: of its file, queries/<name>.sql.
        takes: what it may be given; its fields are the SQL's named parameters.
        gives: a row of the answer; its fields are the SQL's columns.
        joins_alike: whether its SQL joins `demand` and `near`: what is alike among the plans (queries/recurring/kept.py).
    """

    name: str
    takes: type[P]
    gives: type[R]
    joins_alike: bool = False

    @property
    def told(self) -> Told:
        """What its file says.

        Raises:
            ContractError: if the file lacks a line of the header.
        """
        return _told(self.name)

    def frame(self, asked: P | None = None, *, on: On = None, is_kept: bool = True) -> pl.DataFrame:
        """The answer. The same question to the same working copy is worked out once, for all who ask.

        Args:
            asked: what is asked; may be left out where the query needs nothing.
            on: a working copy, or a connection to one; by default that of the lake in the settings, at its newest snapshot.

            is_kept: whether the answer may be wanted again; one of a long file's parts is not.

        Returns:
            A frame with exactly the columns of the row model. It is shared: nothing may change it.

        Raises:
            ValidationError: if the query needs what was not given.
            ContractError: if the query's file and its models disagree.
            LakeError: if the lake cannot be read.
        """
        given = self.takes.model_validate({} if asked is None else dict(asked))
        _check_parameters(self)
        copy = working.current() if on is None else on
        if isinstance(copy, Copy) and not is_kept:
            return worked_out(lambda: _of_copy(self, given, copy, is_kept=False))
        if isinstance(copy, Copy):
            return copy.answers.get(
                (self.name, given.model_dump_json()), lambda: worked_out(lambda: _of_copy(self, given, copy))
            )
        return worked_out(lambda: _of_connection(self, given, copy.cursor()))

    def rows(self, asked: P | None = None, *, on: On = None) -> list[R]:
        """The answer, a model a row. Raises as `frame`."""
        return [self.gives.model_validate(row) for row in self.frame(asked, on=on).iter_rows(named=True)]

    def one(self, asked: P | None = None, *, on: On = None) -> R:
        """The only row of an answer. Raises as `frame`, and ContractError if there is not exactly one."""
        found = self.rows(asked, on=on)
        if len(found) != 1:
            raise ContractError(f"{self.name}: one row was asked for, and there are {len(found)}")
        return found[0]


@cache
def _told(name: str) -> Told:
    text = (FOLDER / f"{name}.sql").read_text(encoding="utf-8")
    header = dict(_HEADER.findall(text))
    missing = {"question", "grain", "params", "definition", "caveat"} - set(header)
    if missing:
        raise ContractError(f"queries/{name}.sql lacks the header line {sorted(missing)[0]}")
    return Told(text, **header)


@cache
def _check_parameters(query: Query[P, R]) -> None:
    named = frozenset(duckdb.connect().extract_statements(query.told.sql)[0].named_parameters)
    declared = frozenset(query.takes.model_fields)
    if named != declared:
        raise ContractError(f"{query.name}: SQL takes {sorted(named)}, its model {sorted(declared)}")


def _of_connection(query: Query[P, R], given: P, con: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """The answer over a connection to a working copy that nobody keeps."""
    if query.joins_alike:
        made_of(con).put_into(con, getattr(given, "action_id", None))
    return _answer(query, given, con)


def _of_copy(query: Query[P, R], given: P, copy: Copy, *, is_kept: bool = True) -> pl.DataFrame:
    """The answer over a working copy: what a search leaves is worked out once for all questions of a view."""
    if query.joins_alike:  # of all plans, whatever words are searched for
        made = copy.alike.made()
        with copy.readers.one() as con:
            made.put_into(con, getattr(given, "action_id", None))
            return _answer(query, given, con, is_kept=is_kept)
    if isinstance(given, Filtered) and given.filters.search:
        with copy.selections.over(given.filters.search) as con:
            if con is not None:
                return _answer(query, given, con, is_kept=is_kept)
    with copy.readers.one() as con:
        return _answer(query, given, con, is_kept=is_kept)


def _answer(query: Query[P, R], given: P, con: duckdb.DuckDBPyConnection, *, is_kept: bool = True) -> pl.DataFrame:
    began = time.perf_counter()
    table = con.execute(query.told.sql, values(given)).to_arrow_table()
    log.debug("%s: %.1f ms, %d rows", query.name, (time.perf_counter() - began) * 1000, table.num_rows)
    plain = _plain(table)
    return _checked(query, pl.DataFrame(_own(plain) if is_kept else plain))


def _plain(table: pa.Table) -> pa.Table:
    """Words as texts and times in UTC. Done here and not by polars, whose own threads all readers' pages would wait for."""
    for place, column in enumerate(table.schema):
        if pa.types.is_dictionary(column.type):
            table = table.set_column(place, column.name, table.column(place).cast(pa.string()))
        elif pa.types.is_timestamp(column.type):
            table = table.set_column(place, column.name, table.column(place).cast(pa.timestamp("us", "UTC")))
    return table


def _own(table: pa.Table) -> pa.Table:
    """An answer in memory of its own: as it comes, it holds on to memory of the query for as long as it is kept."""
    written = pa.BufferOutputStream()
    with pa.ipc.new_stream(written, table.schema) as stream:
        stream.write_table(table)
    exact = written.getvalue().to_pybytes()  # the stream's own memory is up to twice as large
    return pa.ipc.open_stream(exact).read_all()


def _checked(query: Query[P, R], table: pl.DataFrame) -> pl.DataFrame:
    """The answer, if it has exactly the columns of the row model, of its types, and blank only where it may be."""
    expected = polars_schema(query.gives)
    if table.schema != expected:
        wrong = [f"{a} for {b}" for a, b in zip(table.schema.items(), expected.items(), strict=False) if a != b]
        raise ContractError(f"{query.name}: columns differ from {query.gives.__name__}: {wrong or 'their number'}")
    blank = [name for name in _never_blank(query.gives) if table[name].null_count()]
    if blank:
        raise ContractError(f"{query.name}: {blank} are blank, which {query.gives.__name__} does not allow")
    return table


@cache
def _never_blank(model: type[BaseModel]) -> tuple[str, ...]:
    return tuple(name for name, field in model.model_fields.items() if not base_type(field.annotation)[1])
