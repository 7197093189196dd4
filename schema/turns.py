"""Writers of one lake take turns, in the order in which they came.

The catalogue alone lets the quickest of them in: each that is refused waits a little and tries again, and may be refused
for long. So each takes a ticket, a file in the lake's folder that it keeps locked, and waits until no earlier ticket is
held. This is for fairness only: that nothing is halved or doubled is seen to by the catalogue's transactions. A writer that
dies lets go of its ticket; where files cannot be locked, or there is no folder, nobody waits here.
"""

from __future__ import annotations

import itertools
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_FOLDER = "writers"
_PAUSE_SECONDS = 0.005
_count = itertools.count()


@contextmanager
def turn(folder: Path | None, patience: float = 20.0) -> Iterator[None]:
    """Hold a writer's turn in a lake's folder; after so many seconds of waiting, go on without it."""
    ticket = _ticket(folder / _FOLDER) if folder is not None and fcntl is not None else None
    if ticket is None:
        yield
        return
    path, handle = ticket
    try:
        _wait(path, time.monotonic() + patience)
        yield
    finally:
        path.unlink(missing_ok=True)
        os.close(handle)


def _ticket(folder: Path) -> tuple[Path, int] | None:
    """A new ticket, locked; None where none can be had."""
    path = folder / f"{time.time_ns():020}-{os.getpid()}-{next(_count)}"
    try:
        folder.mkdir(exist_ok=True)
        handle = os.open(path, os.O_CREAT | os.O_RDWR, 0o666)
    except OSError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        return None
    return path, handle


def _wait(mine: Path, until: float) -> None:
    """Wait until no earlier ticket is held."""
    while time.monotonic() < until:
        try:
            earlier = [path for path in sorted(mine.parent.iterdir()) if path.name < mine.name]
        except OSError:  # the folder is gone, and with it what there was to wait for
            return
        if not any(_is_held(path) for path in earlier):
            return
        time.sleep(_PAUSE_SECONDS)


def _is_held(path: Path) -> bool:
    """Whether a ticket's writer still lives; the ticket of one that died is taken away."""
    with suppress(OSError):
        handle = os.open(path, os.O_RDWR)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return True
        else:
            path.unlink(missing_ok=True)
        finally:
            os.close(handle)
    return False
