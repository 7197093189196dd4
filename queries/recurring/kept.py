"""What is alike among the plans of a working copy: worked out once, by a thread of its own, and kept with it.

A copy that is brought up takes over what was found before it, so that only the texts that came are held against the others.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from queries.recurring.limits import ALIKE, MOST, SAME
from schema.errors import LakeError
from schema.settings import ROOT
from schema.sql import named_statements

if TYPE_CHECKING:
    from queries.recurring.found import Found

#: Actions of which more are held against each other only when somebody asks: it takes seconds in which pages are slower.
_AT_ONCE = 20_000
_NEAREST = 100

_SQL = named_statements(ROOT / "queries" / "recurring" / "recurring.sql")
Numbers = NDArray[np.int64]

log = logging.getLogger("followthrough.recurring")


@dataclass(frozen=True, slots=True)
class Made:
    """What was worked out, and the table `demand` that queries join: row_number, is_action, text, star.

    Texts and stars are numbers; is_action tells whether it is the action's own text, not its recommendation's.
    """

    found: Found
    demand: pa.Table
    topic_term: pa.Table
    """row_number, term."""

    def put_into(self, con: duckdb.DuckDBPyConnection, action_id: str | None = None) -> None:
        """Let the queries of a connection see `demand`, and `near`: other, score, is_same, of the texts nearest to that of an action."""
        con.register("demand", self.demand)
        con.register("near", self._near(con, action_id))
        con.register("topic_term", self.topic_term)

    def _near(self, con: duckdb.DuckDBPyConnection, action_id: str | None) -> pa.Table:
        row = con.execute(_SQL["text_of"], {"action_id": action_id}).fetchone()
        others, scores = self.found.nearest(row[0], _NEAREST) if row else ((), ())
        kept = [(other, score, score >= SAME) for other, score in zip(others, scores, strict=True) if score >= ALIKE]
        kinds = {"other": pa.int64(), "score": pa.float64(), "is_same": pa.bool_()}
        return pa.table(
            {name: pa.array([row[at] for row in kept], kind) for at, (name, kind) in enumerate(kinds.items())}
        )


class Alike:
    """What is alike in one working copy. Safe to use from several threads."""

    def __init__(self, reader: Callable[[], AbstractContextManager[duckdb.DuckDBPyConnection]]) -> None:
        self._reader = reader
        self._lock = threading.Lock()
        self._future: Future[Made] | None = None
        self._before: Found | None = None

    def begin(self) -> Future[Made]:
        """Have it worked out, if that was not begun."""
        with self._lock:
            if self._future is None:
                self._future = Future()
                threading.Thread(target=self._work_out, args=(self._future,), name="recurring", daemon=True).start()
            return self._future

    def follow(self, before: Alike | None, actions: int) -> None:
        """Take over what was found in the copy before, and begin at once where little is to be done."""
        self._before = before._so_far() if before else None
        if actions <= _AT_ONCE or self._before is not None:
            self.begin()

    def made(self) -> Made:
        """What was worked out; waits until it is there.

        Raises:
            LakeError: if it could not be.
        """
        return self.begin().result()

    def is_too_large(self, actions: int) -> bool:
        """Whether so many actions are more than are held against each other."""
        return actions > MOST

    def is_ready(self, patience: float = 0.0) -> bool:
        """Whether they are there, after so many seconds at most; has them worked out if need be."""
        return bool(wait([self.begin()], patience).done)

    def _so_far(self) -> Found | None:
        """What was found, if it is there by now; else what was taken over."""
        made = self._future
        return made.result().found if made is not None and made.done() and not made.exception() else self._before

    def _work_out(self, made: Future[Made]) -> None:
        began = time.perf_counter()
        try:
            with self._reader() as con:
                demands, terms = _demands(con), _terms(con)
            result = _made(demands, terms, self._before)
        except BaseException as error:
            log.exception("what recurs could not be worked out")
            told = LakeError("Which recommendations say nearly the same could not be worked out; the log says why.")
            told.__cause__ = error
            made.set_exception(told)
            return
        self._before = None  # it is in what was found
        log.info("what recurs: %d texts in %.1f s", len(result.found.texts), time.perf_counter() - began)
        made.set_result(result)


def _demands(con: duckdb.DuckDBPyConnection) -> pa.Table:
    return con.execute(_SQL["demands"], {"most": MOST}).to_arrow_table()


def _terms(con: duckdb.DuckDBPyConnection) -> pa.Table:
    return con.execute(_SQL["topic_terms"], {"most": MOST}).to_arrow_table()


def made_of(con: duckdb.DuckDBPyConnection) -> Made:
    """What is alike in a working copy that nobody keeps, worked out now."""
    return _made(_demands(con), _terms(con), None)


def _made(demands: pa.Table, terms: pa.Table, before: Found | None) -> Made:
    from queries.recurring.found import NOTHING, found  # noqa: PLC0415  loaded when it is needed: it takes a second

    texts = demands["demand"].to_pylist()
    all_found = found(texts, before or NOTHING)
    place = {text: at for at, text in enumerate(all_found.texts)}
    numbers = np.array([place[text] for text in texts], dtype=np.int64)
    stars = all_found.groups(_plans(numbers, demands["plan_number"].to_numpy(), len(place)))
    demand = pa.table(
        {
            "row_number": demands["row_number"],
            "is_action": demands["is_action"],
            "text": numbers,
            "star": stars[numbers],
        }
    )
    return Made(all_found, demand, terms)


def _plans(texts: Numbers, plans: Numbers, count: int) -> Numbers:
    """In how many plans each text stands."""
    pairs = np.unique(np.stack([texts, plans.astype(np.int64)]), axis=1)
    return np.bincount(pairs[0], minlength=count).astype(np.int64)
