"""Files made for a download, kept on disk for others who ask for the same while the lake does not change.

One is written at a time, however many are made: readers who never end their downloads cannot fill the disk.
"""

from __future__ import annotations

import tempfile
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import IO

#: Bytes of files that one working copy keeps; a file of more is given and not kept.
MOST_BYTES = 256 * 1024 * 1024
_BLOCK = 256 * 1024


@dataclass(frozen=True, slots=True)
class _Kept:
    """A file without a name: it is gone when nobody reads it any more."""

    file: IO[bytes]
    size: int
    lock: threading.Lock = field(default_factory=threading.Lock)

    def blocks(self) -> Iterator[bytes]:
        """The content. Several may read at once: each reads from its own place."""
        for start in range(0, self.size, _BLOCK):
            with self.lock:
                self.file.seek(start)
                block = self.file.read(_BLOCK)
            yield block


class Files:
    """Files by what they hold, the newest within a bound of bytes. Safe to use from several threads."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, _Kept] = OrderedDict()
        self._lock = threading.Lock()
        self._writing = threading.Lock()

    def parts(self, key: Hashable, make: Callable[[], Iterator[bytes]]) -> Iterator[bytes]:
        """The parts of a file: of the kept one, or those made now, which are kept once all of them were given.

        While another file is being written those made now are only given.
        """
        with self._lock:
            found = self._kept.get(key)
            if found:
                self._kept.move_to_end(key)
        return found.blocks() if found else self._made(key, make)

    def _made(self, key: Hashable, make: Callable[[], Iterator[bytes]]) -> Iterator[bytes]:
        if not self._writing.acquire(blocking=False):
            yield from make()
            return
        try:
            yield from self._written(key, make)
        finally:
            self._writing.release()

    def _written(self, key: Hashable, make: Callable[[], Iterator[bytes]]) -> Iterator[bytes]:
        size, file = 0, _unnamed()
        for part in make():
            yield part
            size += len(part)
            if file and not _is_written(file, part, fits=size <= self._most):
                file = None
        if file:
            self._keep(key, _Kept(file, size))

    def _keep(self, key: Hashable, made: _Kept) -> None:
        with self._lock:
            self._kept[key] = made
            while sum(kept.size for kept in self._kept.values()) > self._most:
                self._kept.popitem(last=False)


def _unnamed() -> IO[bytes] | None:
    """A file to write to; None where there is no place for one: then nothing is kept."""
    with suppress(OSError):
        return tempfile.TemporaryFile(buffering=0)
    return None


def _is_written(file: IO[bytes], part: bytes, *, fits: bool) -> bool:
    """Whether a part could be added to a file. A full disk costs nobody their download."""
    with suppress(OSError):
        return fits and file.write(part) == len(part)
    return False
