"""Columns of a table told apart together: by the words of their headers, by their cells, by their order, each once.

A beam search over the columns from left to right: the sum of what the header says (logarithm of a probability), how well
the cells fit, what usually stands beside it, less a price for a role that stands there already.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.recognise.fit import fit_of
from ingest.recognise.header_words import CONTENT, UNREAD, HeaderWords, Order, likely_roles, order_of_columns

_WIDTH, _NARROW = 40, 4  # states kept; of a table of more columns than a plan has, few
_MOST_COLUMNS = 24
_WITHIN, _MOST_ROLES = 5.0, 8  # of the roles of a column those near the best
_CELLS = 3.0  # what the cells count against the header
_FEWEST_CELLS = 3
_ORDER = 0.25  # what the order counts
_UNLIKELY = 0.02
_LONGEST = 16  # words of a header
#: What it costs that another column holds the same already.
_AGAIN: Mapping[str, float] = {
    "ref": 3.0,
    "recommendation": 3.0,
    "scope": 3.0,
    "completion": 2.5,
    "status": 2.0,
    "rag": 1.0,
    "action": 0.8,
    "lead": 0.8,
    "target": 2.0,
    "commenced": 2.0,
    "outcome": 0.4,
    "section": 0.4,
    "progress": 0.3,
    "accepted": 2.0,
}
_NO_CONTENT = 3.0  # a plan has a recommendation or an action
_NO_TARGET = 1.2  # of dates beside a status, one is the target sooner than the completion


@dataclass(frozen=True, slots=True)
class Assigned:
    """What each column holds, and how sure that is."""

    roles: tuple[str, ...]
    sure: tuple[float, ...]
    """Probability of each role, 0 to 1, among the assignments that were weighed."""
    chances: tuple[float, ...]
    """What the header alone gives each role, 0 to 1; 1 where it is blank and the cells told it."""
    score: float


@dataclass(frozen=True, slots=True)
class _State:
    score: float
    roles: tuple[str, ...]


def assign(
    headers: Sequence[str],
    columns: Sequence[Sequence[str]] = (),
    words: HeaderWords | None = None,
    order: Order | None = None,
) -> Assigned:
    """The best assignment of roles to columns.

    Args:
        headers: as printed; blank where a column has none.
        columns: the cells below each header, as far as known.
        words: what the words of headers tell; by default all that is reviewed.
        order: what usually stands beside what; by default of all header rows that are reviewed.
    """
    order = order or order_of_columns()
    kept = _WIDTH if len(headers) <= _MOST_COLUMNS else _NARROW
    states = [_State(0.0, ())]
    for place, header in enumerate(headers):
        evidence = _evidence(header, columns[place] if place < len(columns) else (), words)
        grown = [
            _State(state.score + own + _in_place(state.roles, role, order), (*state.roles, role))
            for state in states
            for role, own in evidence.items()
        ]
        states = sorted(grown, key=lambda state: -state.score)[:kept]
    ended = sorted(((state.score - _price(state.roles), state.roles) for state in states), reverse=True)
    return _with_certainty(ended, headers, words)


def _evidence(header: str, cells: Sequence[str], words: HeaderWords | None) -> dict[str, float]:
    """Role -> what header and cells say for it, of the roles that are not out of the question."""
    if len(header.split()) > _LONGEST:
        return {"other": 0.0}  # a sentence heads no column that is read
    likely = words.likely(header) if words else likely_roles(header)
    filled = [cell for cell in cells if cell.strip()]
    weight = _CELLS * min(1.0, len(filled) / _FEWEST_CELLS)
    scores = {role: math.log(max(chance, _UNLIKELY)) + weight * fit_of(role, filled) for role, chance in likely.items()}
    best = max(scores.values())
    likely_ones = sorted((pair for pair in scores.items() if pair[1] > best - _WITHIN), key=lambda pair: -pair[1])
    return dict(likely_ones[:_MOST_ROLES])


def _in_place(before: Sequence[str], role: str, order: Order) -> float:
    again = _AGAIN.get(role, 0.0) * before.count(role)
    return _ORDER * order.log(before[-1] if before else "", role) - again


def _price(roles: Sequence[str]) -> float:
    """What is unlikely of the columns of a plan as a whole."""
    held = set(roles)
    price = 0.0 if held & CONTENT else _NO_CONTENT
    return price + (_NO_TARGET if "completion" in held and "target" not in held and held & {"status", "rag"} else 0.0)


def _with_certainty(
    ended: Sequence[tuple[float, tuple[str, ...]]], headers: Sequence[str], words: HeaderWords | None
) -> Assigned:
    best = ended[0][0]
    weights = [math.exp(score - best) for score, _ in ended]
    total = sum(weights)
    roles = ended[0][1]
    sure = tuple(
        sum(weight for weight, (_, other) in zip(weights, ended, strict=True) if other[place] == role) / total
        for place, role in enumerate(roles)
    )
    likely = words.likely if words else likely_roles
    chances = tuple(
        likely(header).get(role, 0.0) if header.strip() else 1.0 for header, role in zip(headers, roles, strict=True)
    )
    return Assigned(roles, sure, chances, best)


_LEAST = 0.15  # what the header of a text column must give it: that a plan has one is not enough


def is_plan(found: Assigned) -> bool:
    """Whether columns are those of a plan: a recommendation or an action by its header, and another column that is read."""
    content = [chance for role, chance in zip(found.roles, found.chances, strict=True) if role in CONTENT]
    return max(content, default=0.0) >= _LEAST and len(set(found.roles) - UNREAD) > 1
