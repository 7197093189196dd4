"""Cells that hold more than their column says: labels of their own, or two things under one header."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from ingest.fields.status import is_status_word
from ingest.recognise.columns import is_exact, role_of
from ingest.recognise.fit import fit
from ingest.recognise.header_words import plain

#: Roles that a label inside a cell may name, in a cell of one of these roles.
_INSIDE = frozenset({"lead", "target", "status", "completion", "commenced"})
_LABEL = re.compile(r"^(?P<label>[A-Za-z][A-Za-z /()-]{2,40}):\s*(?P<value>.*)$")
_LABEL_ALONE = re.compile(r"^[^\n:]{3,40}:[ \t]*\n")  # a label with its value on the next line
_PARTS = re.compile(r"\s*(?:/|&|\band\b|\+)\s*", re.IGNORECASE)
#: Roles that share a column.
_SHARED = frozenset({"target", "status", "completion", "progress", "rag", "lead"})


def told_apart(cells: Mapping[str, str]) -> dict[str, str]:
    """The cells of a row with those taken apart that hold labels: 'Owner: Head of Service, Target date: June 2016'."""
    found = dict(cells)
    for role, text in cells.items():
        parts = _labelled(text) if role in _INSIDE and ":" in text else {}
        is_free = all(cells.get(name, text) in ("", text) for name in parts)
        if (len(parts) > 1 and is_free) or (parts and is_free and role not in parts and _LABEL_ALONE.search(text)):
            found.pop(role)
            found |= parts
    return found


def _labelled(text: str) -> dict[str, str]:
    """Role -> value, of a text that opens with a label; a line that is a status and no more is that."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if not lines or _role(lines[0]) is None:
        return {}
    found: dict[str, list[str]] = {}
    role = ""
    for line in lines:
        match, named = _LABEL.match(line), _role(line)
        if named and match:
            role = named
            line = match["value"]  # noqa: PLW2901
        elif role != "status" and _is_said(line):
            found.setdefault("status", []).append(line)
            continue
        found.setdefault(role, []).extend([line] if line else [])
    return {name: "\n".join(parts) for name, parts in found.items() if parts}


def _is_said(line: str) -> bool:
    """'Completed', 'Action completed'."""
    return is_status_word(line) or is_status_word(line.lower().removeprefix("action "))


def _role(line: str) -> str | None:
    match = _LABEL.match(line)
    role = role_of(match["label"]) if match and is_exact(match["label"]) else None
    return role if role in _INSIDE else None


@lru_cache(maxsize=1024)
def roles_sharing(header: str) -> tuple[str, ...]:
    """The two roles of a header that names both: 'Finish & status', 'Timescale/Progress'; else none."""
    parts = [part for part in _PARTS.split(header) if part.strip()]
    if len(parts) != 2 or is_exact(header):
        return ()
    roles = tuple(role for part in parts if is_exact(plain(part)) and (role := role_of(part)) in _SHARED and role)
    return roles if len(set(roles)) == 2 else ()


def of_shared(roles: tuple[str, ...], text: str) -> tuple[str, ...]:
    """Of the roles that share a column those that a cell of it holds; all of them where it tells none."""
    return tuple(role for role in roles if fit(role, text) > 0 or role == "progress") or roles
