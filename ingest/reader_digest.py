"""Which reader and which reviewed lists read a document: digests of the code and of the lists, so that none is forgotten."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from schema.settings import ROOT

#: What reads: rooms, and modules beside them. What keeps and looks after documents does not change what is read of them.
_ROOMS = ("read", "shapes", "fields")
_MODULES = (
    "about", "action", "columns", "grid", "header", "headings", "known_words", "layouts", "masking", "mending", "milestones", "notes", "own_export", "plan",
    "provenance", "strategy", "table", "tagging",
)  # fmt: skip
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
    folder = ROOT / "ingest"
    rooms = (path for room in _ROOMS for path in (folder / room).rglob("*.py"))
    return _digest([*rooms, *(folder / f"{name}.py" for name in _MODULES)])


@cache
def lists() -> str:
    """A digest of the reviewed lists under data/reference: 12 hexadecimal digits."""
    return _digest(path for path in (ROOT / "data" / "reference").rglob("*") if path.is_file())
