"""The working copy of this process: in memory, made anew when the lake's snapshot number changes."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field

import duckdb

from queries.answers import Answers
from queries.files import Files
from queries.selections import Selections
from schema.lake import Lake
from schema.settings import Settings
from schema.working_copy import from_lake

#: A page asks several questions in a row: the snapshot number is asked once for all of them.
_ASK_EVERY_SECONDS = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Copy:
    """One snapshot of a lake in memory, and the answers already worked out over it."""

    con: duckdb.DuckDBPyConnection
    snapshot: int | None = None
    answers: Answers = field(default_factory=Answers)
    files: Files = field(default_factory=Files)
    selections: Selections = field(init=False)
    lost: frozenset[str] = frozenset()
    """The ids of documents that are left out, since a file of theirs is damaged."""
    lost_plans: tuple[str, ...] = ()
    """The names of their plans."""

    def __post_init__(self) -> None:
        """Selections are of this copy's rows."""
        object.__setattr__(self, "selections", Selections(self.con))


class WorkingCopy:
    """A lake and the in-memory copy of its newest snapshot. Safe to use from several threads."""

    def __init__(self, lake: Lake) -> None:
        self.lake = lake
        self._lock = threading.Lock()
        self._copy: Copy | None = None
        self._asked = 0.0

    def newest(self, *, fresh: bool = False) -> Copy:
        """The copy of the newest snapshot. An older copy lives on until its last reader lets go of it.

        Args:
            fresh: ask the lake for its snapshot number even if it was asked within the last half second.

        Raises:
            LakeError: if the lake cannot be read.
        """
        with self._lock:
            if fresh or self._copy is None or time.monotonic() - self._asked > _ASK_EVERY_SECONDS:
                snapshot = self.lake.snapshot()
                self._asked = time.monotonic()
                if self._copy is None or snapshot != self._copy.snapshot:
                    taken, con, found = from_lake(self.lake)
                    self._copy = Copy(con, taken, lost=found.lost, lost_plans=found.lost_plans)
            return self._copy

    def connection(self, *, fresh: bool = False) -> duckdb.DuckDBPyConnection:
        """The connection to the copy that `newest` gives."""
        return self.newest(fresh=fresh).con


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


def current() -> Copy:
    """The working copy of the lake in the settings, at its newest snapshot.

    Raises:
        LakeError: if the lake cannot be opened or read.
    """
    return of(Settings.from_environment().lake).newest()
