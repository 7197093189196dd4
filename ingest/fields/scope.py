"""How wide an action reaches: local, regional or national."""

from __future__ import annotations

import re

from schema.vocabulary import Scope

_WORDS: tuple[tuple[str, Scope], ...] = (
    (r"\bnational", Scope.NATIONAL),
    (r"\b(regional|county|sub-?regional)", Scope.REGIONAL),
    (r"\blocal", Scope.LOCAL),
)


def read_scope(text: str) -> Scope | None:
    """The widest scope that the cell names, or None."""
    return next((scope for word, scope in _WORDS if re.search(word, text, re.IGNORECASE)), None)
