"""Turns of pages to be drawn."""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager


class Turns:
    """So many at once, and the others in the order in which they came. Safe to use from several threads.

    A semaphore of `threading` lets one that comes just now go before all who wait, so that a few wait twice as long.
    """

    def __init__(self, at_once: int) -> None:
        self._free = at_once
        self.waiting: deque[threading.Event] = deque()
        self._lock = threading.Lock()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn, and give it on at the end."""
        self._wait()
        try:
            yield
        finally:
            self._give_on()

    def _wait(self) -> None:
        called = threading.Event()
        with self._lock:
            if self._free:
                self._free -= 1
                return
            self.waiting.append(called)
        called.wait()

    def _give_on(self) -> None:
        with self._lock:
            if self.waiting:
                self.waiting.popleft().set()
            else:
                self._free += 1


#: A page's turn to be drawn. Python runs one thread at a time: pages drawn side by side would all be late together. One more
#: than there are processors is drawn while others wait for an answer.
turn = Turns(max(2, os.cpu_count() or 2) + 1).turn
