"""Connections that see a working copy as it was when they were made, whatever is put into it afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from queue import SimpleQueue

import duckdb

PIN = "from changed_plan limit 0"  # a transaction begins to see only when it first reads


def pinned(con: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """A connection beside another one, in a transaction that sees the rows that there are now."""
    reader = con.cursor()
    _pin(reader)
    return reader


def pin_again(reader: duckdb.DuckDBPyConnection) -> None:
    """Pin a connection whose transaction an error has ended: from now on it sees the rows that there are now."""
    reader.execute("rollback")
    _pin(reader)


def _pin(reader: duckdb.DuckDBPyConnection) -> None:
    reader.execute("begin")
    reader.execute(PIN).fetchall()


class Readers:
    """So many pinned connections, lent to one question at a time each. Safe to use from several threads."""

    def __init__(self, con: duckdb.DuckDBPyConnection, count: int) -> None:
        self._free: SimpleQueue[duckdb.DuckDBPyConnection] = SimpleQueue()
        for _ in range(count):
            self._free.put(pinned(con))

    @contextmanager
    def one(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection that is nobody else's meanwhile; one is waited for."""
        reader = self._free.get()
        try:
            yield reader
        except duckdb.Error:
            pin_again(reader)
            raise
        finally:
            self._free.put(reader)
