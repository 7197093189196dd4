"""Which reader and which reviewed lists read a document: digests of the code and of the lists, so that none is forgotten."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from schema.settings import ROOT

#: The rooms that read. What keeps and looks after documents does not change what is read of them.
_ROOMS = ("read", "fields", "recognise", "plan")
_LENGTH = 12


def _digest(paths: Iterable[Path]) -> str:
    found = hashlib.sha256()
    for path in sorted(paths):
        found.update(path.name.encode())
        found.update(path.read_bytes())
    return found.hexdigest()[:_LENGTH]


@cache
def reader() -> str:
    """A digest of the code that reads documents: 12 hexadecimal digits."""
    return _digest(path for room in _ROOMS for path in (ROOT / "ingest" / room).rglob("*.py"))


@cache
def lists() -> str:
    """A digest of the reviewed lists under data/reference: 12 hexadecimal digits."""
    return _digest(path for path in (ROOT / "data" / "reference").rglob("*") if path.is_file())
