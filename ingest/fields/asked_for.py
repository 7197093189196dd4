"""What sort of work a text asks for or tells of: an audit, training, a policy, a campaign."""

from __future__ import annotations

import re
from functools import cache

from ingest.reference import support_words

_WORD = re.compile(r"[a-z]{5,}")
_STEM = 5  # letters of a word that others of its family share
_MOST_SHARED = 1


def shared_words(asked: str, told: str) -> int:
    """How many families of words two texts share, but for those that stand in every plan."""
    return len(_stems(asked) & _stems(told))


def is_something_else(asked: str, told: str) -> bool:
    """Whether a text tells of sorts of work none of which was asked for, of an action that asks for some, in other words."""
    if shared_words(asked, told) > _MOST_SHARED:
        return False
    wanted = _sorts(asked, "asked")
    found = _sorts(told, "told")
    return bool(wanted) and bool(found) and not wanted & found and not wanted & _sorts(told, "asked")


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in _WORD.findall(text.lower())) - _everywhere()


@cache
def _everywhere() -> frozenset[str]:
    return frozenset(word[:_STEM] for word in support_words()["everywhere"]["words"])


def _sorts(text: str, way: str) -> frozenset[str]:
    return frozenset(name for name, pattern in _patterns(way).items() if pattern.search(text))


@cache
def _patterns(way: str) -> dict[str, re.Pattern[str]]:
    return {
        name: re.compile("|".join(entry[way]), re.IGNORECASE)
        for name, entry in support_words()["sorts_of_work"].items()
    }
