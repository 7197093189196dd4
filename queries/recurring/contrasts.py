"""Texts that share many words, but speak of different people: a demand for victims is none for perpetrators."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from queries.recurring.pairs import Numbers
from schema.settings import ROOT

_FILE = ROOT / "data" / "reference" / "contrasts.toml"
#: What a pair that speaks of different people keeps of its likeness: near the same it cannot be any more.
_KEEPS = np.float32(0.6)


def sides(texts: Sequence[str]) -> NDArray[np.int8]:
    """A column for each contrast: 1 where a text speaks only of the one side, -1 where only of the other, else 0."""
    told = [[bool(one.search(text)) - bool(other.search(text)) for one, other in _contrasts()] for text in texts]
    return np.array(told, dtype=np.int8).reshape(len(texts), len(_contrasts()))


def kept(of: NDArray[np.int8], first: Numbers, second: Numbers) -> NDArray[np.float32]:
    """What each pair keeps of its likeness: less than all where the two stand on different sides of a contrast."""
    differs = (of[first] * of[second] < 0).any(axis=1)
    return np.where(differs, _KEEPS, np.float32(1)).astype(np.float32)


@cache
def _contrasts() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    entries = tomllib.loads(_FILE.read_text("utf-8")).values()
    return tuple((re.compile(entry["one"], re.I), re.compile(entry["other"], re.I)) for entry in entries)
