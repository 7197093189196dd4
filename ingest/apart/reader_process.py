"""The process of a reader, started: light to import, so that one can start before all else is imported."""

from __future__ import annotations

import queue
import subprocess
import sys
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent.parent  # not from schema.settings, which takes as long as all of this
_started_early: queue.SimpleQueue[subprocess.Popen[bytes]] = queue.SimpleQueue()


def started() -> subprocess.Popen[bytes]:
    """A process that reads documents, one that was started early if there is one. It waits for its limits."""
    try:
        return _started_early.get_nowait()
    except queue.Empty:
        return _start()


def start_early() -> None:
    """Start a process now: it imports its libraries while this one imports its own."""
    _started_early.put(_start())


def end_unused() -> None:
    """End what was started early and not used."""
    while not _started_early.empty():
        process = _started_early.get_nowait()
        process.kill()
        process.wait()


def _start() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "ingest.apart.worker"],
        cwd=_ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # what it starts itself, such as tesseract, is ended with it
    )
