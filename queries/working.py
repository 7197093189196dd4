"""The working copy of this process: in memory, made anew when the lake's snapshot number changes."""

from __future__ import annotations

import threading

import duckdb

from schema.lake import Lake
from schema.settings import Settings
from schema.working_copy import from_lake


class WorkingCopy:
    """A lake and the in-memory copy of its newest snapshot. Safe to use from several threads."""

    def __init__(self, lake: Lake) -> None:
        self.lake = lake
        self._lock = threading.Lock()
        self._snapshot: int | None = None
        self._con: duckdb.DuckDBPyConnection | None = None

    def connection(self) -> duckdb.DuckDBPyConnection:
        """The copy of the newest snapshot. An older copy lives on until its last reader lets go of it.

        Raises:
            LakeError: if the lake cannot be read.
        """
        snapshot = self.lake.snapshot()
        with self._lock:
            if self._con is None or snapshot != self._snapshot:
                self._con = from_lake(self.lake)
                self._snapshot = snapshot
            return self._con

    @property
    def snapshot(self) -> int | None:
        """The snapshot that the copy was made from, if one was made."""
        return self._snapshot


_lock = threading.Lock()
_copies: dict[str, WorkingCopy] = {}


def of(uri: str) -> WorkingCopy:
    """The working copy of a lake; one per lake and process.

    Raises:
        LakeError: if the lake cannot be opened.
    """
    with _lock:
        if uri not in _copies:
            _copies[uri] = WorkingCopy(Lake(uri))
        return _copies[uri]


def current() -> duckdb.DuckDBPyConnection:
    """The working copy of the lake in the settings, at its newest snapshot.

    Raises:
        LakeError: if the lake cannot be opened or read.
    """
    return of(Settings.from_environment().lake).connection()
