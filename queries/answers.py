"""Answers already worked out, kept for all readers of a working copy within a bound of memory."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable

import polars as pl

#: Bytes of answers that one working copy keeps, and more for each of its actions: lists of plans and choices grow with them.
MOST_BYTES = 8 * 1024 * 1024
_MOST_AN_ACTION = 32
_OF_A_COLUMN = 1024
_LARGEST = 0.25  # share of it up to which an answer is kept at all


class Answers:
    """Answers by question. Safe to use from several threads; of two that ask the same at once, one works it out."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most, self._largest = most, _LARGEST * most
        self._kept: OrderedDict[Hashable, tuple[pl.DataFrame, int]] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()
        self._asked: dict[Hashable, threading.Lock] = {}

    @classmethod
    def over(cls, actions: int) -> Answers:
        """For a working copy of so many actions."""
        return cls(MOST_BYTES + _MOST_AN_ACTION * actions)

    def get(self, question: Hashable, work_out: Callable[[], pl.DataFrame]) -> pl.DataFrame:
        """The answer to a question: the kept one, or the one worked out now.

        Raises:
            Exception: whatever `work_out` raises; then nothing is kept.
        """
        with self._lock:
            found = self._found(question)
            if found is not None:
                return found
            asked = self._asked.setdefault(question, threading.Lock())
        with asked:
            with self._lock:
                found = self._found(question)
            if found is not None:
                return found
            try:
                answer = work_out()
                with self._lock:
                    self._keep(question, answer)
            finally:
                with self._lock:
                    self._asked.pop(question, None)
            return answer

    @property
    def size(self) -> int:
        """Bytes of the answers kept."""
        return self._bytes

    def _found(self, question: Hashable) -> pl.DataFrame | None:
        if question not in self._kept:
            return None
        self._kept.move_to_end(question)
        return self._kept[question][0]

    def _keep(self, question: Hashable, answer: pl.DataFrame) -> None:
        size = int(answer.estimated_size()) + _OF_A_COLUMN * (answer.width + 1)
        if size > self._largest:
            return
        self._kept[question] = (answer, size)
        self._bytes += size
        while self._bytes > self._most:
            _, (_, gone) = self._kept.popitem(last=False)
            self._bytes -= gone
