"""A busy catalogue is waited for, and a transaction is ended whatever became of it."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import TypeVar

import duckdb

_BUSY = ("database is locked", "conflict", "could not serialize", "deadlock", "failed to commit")
_PATIENCE_SECONDS = 30.0

T = TypeVar("T")


def patiently(work: Callable[[], T]) -> T:
    """Do `work`; while another writer holds the catalogue, wait a little and do it again."""
    until = time.monotonic() + _PATIENCE_SECONDS
    pause = 0.02
    while True:
        try:
            return work()
        except duckdb.Error as error:
            if not any(word in str(error).lower() for word in _BUSY) or time.monotonic() > until:
                raise
        time.sleep(pause * random.uniform(0.5, 1.5))
        pause = min(pause * 2, 1.0)


def rolled_back(con: duckdb.DuckDBPyConnection) -> None:
    """End a transaction that failed, if it has not ended already."""
    try:
        con.execute("rollback")
    except duckdb.Error:  # the failed commit has already ended the transaction
        return
