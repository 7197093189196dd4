"""Writers of one lake take turns, in the order in which they came.

The catalogue alone lets the quickest of them in: each that is refused waits a little and tries again, and may be refused
for long. So each takes a ticket, a file in the lake's folder that it keeps locked, waits until no earlier ticket is held,
and then holds the one lock of the folder. For a lake this is fairness only: that nothing is halved or doubled is seen to by
the catalogue's transactions. A writer that dies lets go of both. Where files cannot be locked nobody waits here.
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

_FOLDER, _LOCK = "writers", ".lock"
_PAUSE_SECONDS = 0.005
_count = itertools.count()


@contextmanager
def turn(folder: Path | None, patience: float = 20.0) -> Iterator[bool]:
    """Hold a writer's turn in a folder.

    Args:
        folder: where; None where there is none.
        patience: after so many seconds of waiting, go on without it.

    Yields:
        Whether nobody else can hold it meanwhile; also where files cannot be locked, since then nobody is asked to wait.
    """
    tickets = folder / _FOLDER if folder is not None and fcntl is not None else None
    ticket = _ticket(tickets) if tickets is not None else None
    if tickets is None or ticket is None:
        yield True
        return
    path, handle = ticket
    until = time.monotonic() + patience
    lock = None
    try:
        _wait(path, until)
        lock = _held(tickets / _LOCK, until)
        yield lock is not None or not tickets.is_dir()
    finally:
        path.unlink(missing_ok=True)
        for open_file in (lock, handle):
            if open_file is not None:
                os.close(open_file)


def _ticket(folder: Path) -> tuple[Path, int] | None:
    """A new ticket, locked before it can be seen; None where none can be had."""
    name = f"{time.time_ns():020}-{os.getpid()}-{next(_count)}"
    hidden = folder / f".{name}"
    try:
        folder.mkdir(exist_ok=True)
        handle = os.open(hidden, os.O_CREAT | os.O_RDWR, 0o666)
    except OSError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        hidden.rename(folder / name)
    except OSError:
        os.close(handle)
        return None
    return folder / name, handle


def _wait(mine: Path, until: float) -> None:
    """Wait until no earlier ticket is held."""
    while time.monotonic() < until:
        try:
            found = sorted(path for path in mine.parent.iterdir() if not path.name.startswith("."))
        except OSError:  # the folder is gone, and with it what there was to wait for
            return
        if not any(_is_held(path) for path in found if path.name < mine.name):
            return
        time.sleep(_PAUSE_SECONDS)


def _held(path: Path, until: float) -> int | None:
    """The folder's lock, held; None if it cannot be had in time, or the folder is gone."""
    with suppress(OSError):
        handle = os.open(path, os.O_CREAT | os.O_RDWR, 0o666)
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                if time.monotonic() > until:
                    os.close(handle)
                    return None
                time.sleep(_PAUSE_SECONDS)
            else:
                return handle
    return None


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
