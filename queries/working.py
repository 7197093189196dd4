"""The working copy of this process: in memory, brought up to the lake's newest snapshot when its number changes."""

from __future__ import annotations

import threading
import time
from concurrent.futures import Future, wait
from dataclasses import dataclass, field

import duckdb

from queries.answers import Answers
from queries.files import Files
from queries.readers import Readers
from queries.recurring.kept import Alike
from queries.selections import Selections
from queries.workers import WORKERS
from schema.bring_up import brought_up
from schema.lake import Lake
from schema.settings import Settings
from schema.working_copy import from_lake

#: A page asks several questions in a row: the snapshot number is asked once for all of them.
_ASK_EVERY_SECONDS = 0.5
#: So often plans are put into one copy before it is built anew.
_MOST_PUT_IN = 500


@dataclass(frozen=True, slots=True, eq=False)
class Copy:
    """One snapshot of a lake in memory, and the answers already worked out over it."""

    con: duckdb.DuckDBPyConnection
    """The database, into which later snapshots are put; `readers` see this one."""
    snapshot: int | None = None
    actions: int = field(init=False)
    """How many actions are in view."""
    alike: Alike = field(init=False)
    """Which of their recommendations say nearly the same."""
    answers: Answers = field(init=False)
    files: Files = field(default_factory=Files)
    readers: Readers = field(init=False)
    selections: Selections = field(init=False)
    lost: frozenset[str] = frozenset()
    """The ids of documents that are left out, since a file of theirs is damaged."""
    lost_plans: tuple[str, ...] = ()
    """The names of their plans."""
    put_in: int = 0
    """How often changed plans were put in since it was built: what they took the place of stays in memory until then."""

    def __post_init__(self) -> None:
        """What asks it sees the rows that are there now, and goes on seeing them."""
        actions = self.con.table("action_fact").count("*").fetchall()[0][0]
        object.__setattr__(self, "actions", actions)
        object.__setattr__(self, "answers", Answers.over(actions))
        object.__setattr__(self, "readers", Readers(self.con, WORKERS))
        object.__setattr__(self, "alike", Alike(self.readers.one))
        object.__setattr__(self, "selections", Selections(self.con, self.put_in))


class WorkingCopy:
    """A lake and the in-memory copy of its newest snapshot. Safe to use from several threads.

    Plans that changed are put into it in one transaction, by a thread of its own. Where that cannot be done, a new copy is built
    beside the old one and takes its place when it is whole.
    """

    def __init__(self, lake: Lake) -> None:
        self.lake = lake
        self._lock = threading.Lock()
        self._copy: Copy | None = None
        self._asked = 0.0
        self._newest = 0
        self._building: Future[Copy] | None = None

    def newest(self, *, fresh: bool = False, patience: float | None = None) -> Copy:
        """The copy of the newest snapshot. An older copy lives on until its last reader lets go of it.

        Args:
            fresh: ask the lake for its snapshot number even if it was asked within the last half second.
            patience: after so many seconds of waiting for a newer copy, be content with the older one; by default never.

        Raises:
            LakeError: if the lake cannot be read.
        """
        until = None if patience is None else time.monotonic() + patience
        copy, building = self._as_it_stands(fresh)
        needed = self._newest
        while building is not None:
            if copy is not None and until is not None and not wait([building], until - time.monotonic()).done:
                return copy
            copy = building.result()
            if copy.snapshot is not None and copy.snapshot >= needed:
                break  # a writer may go on; what was there when it was asked for is in it
            copy, building = self._as_it_stands(fresh=True)
        assert copy is not None  # where there is none, one is being built
        return copy

    def _as_it_stands(self, fresh: bool) -> tuple[Copy | None, Future[Copy] | None]:
        """(the copy there is, the one that is being built because the lake has changed since)."""
        with self._lock:
            is_due = fresh or self._copy is None or time.monotonic() - self._asked > _ASK_EVERY_SECONDS
            if is_due:
                self._asked = time.monotonic()
        if is_due:
            newest = self.lake.snapshot()  # not with the lock held: a busy catalogue is waited for
            with self._lock:
                self._newest = newest
                if self._building is None and (self._copy is None or newest != self._copy.snapshot):
                    self._building = Future()
                    threading.Thread(
                        target=self._build, args=(self._building,), name="working copy", daemon=True
                    ).start()
                return self._copy, self._building  # while the lock is held: a build that fails at once is told, too
        with self._lock:
            return self._copy, self._building

    def _build(self, building: Future[Copy]) -> None:
        try:
            made = self._brought_up() or self._anew()
        except BaseException as error:
            with self._lock:
                self._building = None
            building.set_exception(error)
            return
        with self._lock:
            before, self._copy, self._building = self._copy, made, None
        building.set_result(made)
        made.alike.follow(before.alike if before else None, made.actions)

    def _brought_up(self) -> Copy | None:
        """The copy there is with the plans that changed put in; None where it must be built anew."""
        copy = self._copy
        if copy is None or copy.snapshot is None or copy.lost or copy.put_in >= _MOST_PUT_IN:
            return None
        taken = brought_up(copy.con, self.lake, copy.snapshot)
        return None if taken is None else Copy(copy.con, taken, put_in=copy.put_in + 1)

    def _anew(self) -> Copy:
        taken, con, found = from_lake(self.lake)
        return Copy(con, taken, lost=found.lost, lost_plans=found.lost_plans)

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
