"""What the words of a header tell of its column, learned from the reviewed names and from real header rows.

A naive Bayes classifier over words, pairs of words and groups of four letters (Manning, Raghavan, Schütze, Introduction to
Information Retrieval, 2008, ch. 13), made anew from data/reference/headers.toml and headers.csv in some hundredths of a
second. Its counts overlap, so its certainty is tempered (divided by a constant) before it is used.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from ingest.reference import KnownHeader, header_names, known_headers, unread_headers, whole_headers

_WORDS = re.compile(r"[a-z0-9]+")
#: The mark of a footnote, and what a list of headers says of a column that has none.
_NOTE = re.compile(r"\[[^\[\]]{0,4}\]|^\(no header\b[^()]*\)$")
_PERCENT = re.compile(r"%|\bper\s?cent(?:age)?\b", re.IGNORECASE)
_LONGEST = 14  # words
_LETTERS = 4
_SMOOTHING = 3.0
_COMMON = 0.6  # how much it counts that a role is common
_TEMPER = 2.5
_DOUBTFUL = 0.5
#: How much a reviewed name, word for word, counts against all that the words tell.
_NAMED = 0.9
#: What a kind of feature counts: letters overlap most.
_WEIGHTS = {"word": 1.0, "pair": 1.0, "first": 0.5, "last": 0.5, "alone": 1.5, "letters": 0.25, "length": 0.4}
#: A table must have one of these columns to be a plan's.
CONTENT = frozenset({"recommendation", "action"})
#: Columns that are known and not read.
UNREAD = frozenset(unread_headers())


def plain(text: str) -> str:
    """A header's words in lower case, without punctuation."""
    return " ".join(_WORDS.findall(_NOTE.sub(" ", text).replace("#", " no ").lower().replace("'", "").replace("’", "")))


def _features(text: str) -> set[tuple[str, str]]:
    words = ["0" if word.isdigit() else word for word in plain(text).split()][:_LONGEST]
    if not words:
        return {("alone", "")}
    found = {("word", word) for word in words}
    found |= {("pair", f"{one} {two}") for one, two in itertools.pairwise(words)}
    found |= {("first", words[0]), ("last", words[-1]), ("length", str(min(4, len(words))))}
    if len(words) == 1:
        found.add(("alone", words[0]))
    padded = f" {' '.join(words)} "
    return found | {("letters", padded[at : at + _LETTERS]) for at in range(len(padded) - _LETTERS + 1)}


@dataclass(frozen=True, slots=True)
class HeaderWords:
    """How often each feature stands in headers of each role."""

    counts: Mapping[tuple[str, str], Mapping[str, float]]
    totals: Mapping[str, float]
    named: Mapping[str, frozenset[str]]
    """Reviewed name -> its roles."""

    def likely(self, header: str) -> dict[str, float]:
        """Role -> probability that a column with this header holds it; they sum to 1."""
        if _PERCENT.search(header):
            return {"percent": 1.0}
        learned = self._learned(header)
        named = self.named.get(plain(header))
        if not named:
            return learned
        share = _NAMED / len(named)
        return {role: (share if role in named else 0.0) + (1 - _NAMED) * chance for role, chance in learned.items()}

    def _learned(self, header: str) -> dict[str, float]:
        everything = sum(self.totals.values())
        scores = {role: _COMMON * math.log((count + 2) / everything) for role, count in self.totals.items()}
        for feature in _features(header):
            counted = self.counts.get(feature)
            if not counted:
                continue
            usual = sum(counted.values()) / everything
            for role, total in self.totals.items():
                often = (counted.get(role, 0.0) + usual * _SMOOTHING) / (total + _SMOOTHING)
                scores[role] += _WEIGHTS[feature[0]] * math.log(often / usual)
        best = max(scores.values())
        shares = {role: math.exp((score - best) / _TEMPER) for role, score in scores.items()}
        return {role: share / sum(shares.values()) for role, share in shares.items()}


def learn(rows: Iterable[KnownHeader]) -> HeaderWords:
    """The words of headers, from the reviewed names and from real header rows."""
    named: dict[str, set[str]] = defaultdict(set)
    for names in (header_names(), whole_headers(), unread_headers()):
        for role, listed in names.items():
            for name in listed if role != "derived" else ():
                named[name].add(role)
    told = [(name, role, 1.0) for name, roles in named.items() for role in roles]
    told += [
        (header, role.rstrip("?"), _DOUBTFUL if role.endswith("?") else 1.0)
        for row in rows
        for header, role in row.columns
    ]
    counts: dict[tuple[str, str], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    totals: Counter[str] = Counter()
    for header, role, weight in told:
        if role == "percent":  # told by its sign or word alone
            continue
        totals[role] += weight  # type: ignore[assignment]
        for feature in _features(header):
            counts[feature][role] += weight
    return HeaderWords(counts, totals, {name: frozenset(roles) for name, roles in named.items()})


@dataclass(frozen=True, slots=True)
class Order:
    """How often a column of one role follows one of another in real header rows."""

    pairs: Mapping[tuple[str, str], float]
    firsts: Mapping[str, float]

    def log(self, before: str, role: str) -> float:
        """Logarithm of the share of columns after `before` (blank: at the front) that hold this role."""
        total = self.firsts.get(before, 0.0)
        return math.log((self.pairs.get((before, role), 0.0) + 0.5) / (total + 8.0))


def learn_order(rows: Iterable[KnownHeader]) -> Order:
    """The order of columns, from real header rows."""
    pairs: Counter[tuple[str, str]] = Counter()
    firsts: Counter[str] = Counter()
    for row in rows:
        roles = ["", *(role.rstrip("?") for _, role in row.columns)]
        for one, two in itertools.pairwise(roles):
            pairs[one, two] += 1
            firsts[one] += 1
    return Order(pairs, firsts)


@cache
def words_of_headers() -> HeaderWords:
    """What is learned from all that is reviewed."""
    return learn(known_headers())


@cache
def order_of_columns() -> Order:
    """The order of columns in all real header rows that are reviewed."""
    return learn_order(known_headers())


@lru_cache(maxsize=4096)
def _likely(header: str) -> tuple[tuple[str, float], ...]:
    return tuple(words_of_headers().likely(header).items())


def likely_roles(header: str) -> dict[str, float]:
    """Role -> probability that a column with this header holds it."""
    return dict(_likely(header))


def is_named(headers: Sequence[str]) -> int:
    """How many headers are reviewed names, word for word."""
    named = words_of_headers().named
    return sum(plain(header) in named for header in headers)
