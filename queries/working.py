"""The working copy of this process: in memory, made anew when the lake's snapshot number changes."""

from __future__ import annotations

import threading
import time

import duckdb

from schema.lake import Lake
from schema.settings import Settings
from schema.working_copy import from_lake

#: A page asks several questions in a row: the snapshot number is asked once for all of them.
_ASK_EVERY_SECONDS = 0.5


class WorkingCopy:
    """A lake and the in-memory copy of its newest snapshot. Safe to use from several threads."""

    def __init__(self, lake: Lake) -> None:
        self.lake = lake
        self._lock = threading.Lock()
        self._snapshot: int | None = None
        self._con: duckdb.DuckDBPyConnection | None = None
        self._asked = 0.0

    def connection(self, *, fresh: bool = False) -> duckdb.DuckDBPyConnection:
        """The copy of the newest snapshot. An older copy lives on until its last reader lets go of it.

        Args:
            fresh: ask the lake for its snapshot number even if it was asked within the last half second.

        Raises:
            LakeError: if the lake cannot be read.
        """
        with self._lock:
            if fresh or self._con is None or time.monotonic() - self._asked > _ASK_EVERY_SECONDS:
                snapshot = self.lake.snapshot()
                self._asked = time.monotonic()
                if self._con is None or snapshot != self._snapshot:
                    self._snapshot, self._con = from_lake(self.lake)
            return self._con

    @property
    def snapshot(self) -> int | None:
        """The snapshot that the copy was made from, if one was made."""
        return self._snapshot


_lock = threading.Lock()
_copies: dict[str, WorkingCopy] = {}


def of(uri: str, *, create: bool = True) -> WorkingCopy:
    """The working copy of a lake; one per lake and process.

    Raises:
        LakeError: if the lake cannot be opened, or is not there and is not to be made.
    """
    with _lock:
        if uri not in _copies:
            _copies[uri] = WorkingCopy(Lake(uri, create=create))
        return _copies[uri]


def current() -> duckdb.DuckDBPyConnection:
    """The working copy of the lake in the settings, at its newest snapshot.

    Raises:
        LakeError: if the lake cannot be opened or read.
    """
    return of(Settings.from_environment().lake).connection()
