"""What is made of an answer is made once, for all readers who see the same answer."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

import plotly.graph_objects as go
import polars as pl
import pyarrow as pa

P = ParamSpec("P")
T = TypeVar("T")

_OF_A_COLUMN = 1024
_OF_A_FIGURE = 160 * 1024  # a description of a chart as Python holds it, measured on the charts of this program


class Made:
    """Things made of frames, the newest within a bound of bytes. Safe to use from several threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[tuple[object, ...], tuple[pl.DataFrame, Any, int]] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def find(self, key: tuple[object, ...]) -> tuple[pl.DataFrame, Any, int] | None:
        """What was made, or None."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def keep(self, key: tuple[object, ...], frame: pl.DataFrame, made: object) -> None:
        """Keep what was made with its frame, so that no other frame can have its identity meanwhile."""
        size = _size(made) + int(frame.estimated_size()) + _OF_A_COLUMN * frame.width
        with self._lock:
            if key in self._kept:
                return
            self._kept[key] = (frame, made, size)
            self._bytes += size
            while self._bytes > self._most and len(self._kept) > 1:
                self._bytes -= self._kept.popitem(last=False)[1][2]


def _size(made: object) -> int:
    """About how many bytes something takes."""
    if isinstance(made, pa.Table):
        return int(made.nbytes + _OF_A_COLUMN * made.num_columns)
    return _OF_A_FIGURE if isinstance(made, go.Figure) else _OF_A_COLUMN


_made = Made(6 * 1024 * 1024)


def once(make: Callable[Concatenate[pl.DataFrame, P], T]) -> Callable[Concatenate[pl.DataFrame, P], T]:
    """A function of a frame that is worked out once for each frame and its other arguments.

    Answers of the seam are shared and never change, so that what was made of one holds for as long as it is kept. What
    is made is shared too: nothing may change it. The other arguments must be hashable.
    """

    @wraps(make)
    def kept(frame: pl.DataFrame, /, *args: P.args, **options: P.kwargs) -> T:
        key = (make, id(frame), args, tuple(sorted(options.items())))
        found = _made.find(key)
        if found is not None:
            return found[1]  # type: ignore[no-any-return]
        made = make(frame, *args, **options)
        _made.keep(key, frame, made)
        return made

    return kept
