"""Reading files of named SQL statements, so that no statement is assembled from strings."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_NAME = re.compile(r"^-- name: (\w+)$", re.MULTILINE)


@cache
def named_statements(path: Path) -> dict[str, str]:
    """The statements of a file in which each block opens with `-- name: word`.

    Raises:
        ValueError: if a name stands twice.
    """
    parts = _NAME.split(path.read_text(encoding="utf-8"))[1:]
    names, bodies = parts[::2], parts[1::2]
    if len(set(names)) != len(names):
        raise ValueError(f"{path.name}: a statement's name stands twice")
    return {name: body.strip() for name, body in zip(names, bodies, strict=True)}
