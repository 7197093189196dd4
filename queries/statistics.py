"""Figures that need a distribution: the limits of a funnel plot, and time past target with what is still open counted.

The distributions are scipy's; what is here says which of them is asked, with the source of each formula.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import CensoredData, binom, binomtest, ecdf

#: A rate that rests on fewer is drawn, not judged.
FEW = 10
#: Of fewer groups it cannot be told which of them differ: each is too much of what it is held against.
FEW_GROUPS = 5
#: Chance that a point of a steady process lies outside: one in twenty, and one in five hundred.
WARNING, ALARM = 0.05, 0.002
_CUT = 0.1  # share of the scores at each end that is pulled in before the spread is estimated


@dataclass(frozen=True, slots=True)
class Funnel:
    """The rate that all groups have together, and how much more they spread around it than chance alone would make them.

    Args:
        rate: 0 to 1.
        spread: the over-dispersion of Spiegelhalter (2005, Stat. Med. 24, 1185-1202): 1 where chance explains all of it.
        groups: how many groups it rests on, those of fewer than ten actions left out.
    """

    rate: float
    spread: float
    groups: int


def funnel(counts: Sequence[tuple[int, int]]) -> Funnel | None:
    """The funnel of some (n, m); None where no group has ten actions, or all or none are done."""
    judged = [(n, m) for n, m in counts if m >= FEW]
    whole = sum(m for _, m in counts)
    rate = sum(n for n, _ in counts) / whole if whole else 0.0
    if not judged or not 0 < rate < 1:
        return None
    scores = np.array([(n / m - rate) / np.sqrt(rate * (1 - rate) / m) for n, m in judged])
    low, high = np.quantile(scores, (_CUT, 1 - _CUT))
    return Funnel(rate, float(np.mean(np.clip(scores, low, high) ** 2)), len(judged))


def limits(rate: float, m: int, chance: float) -> tuple[float, float]:
    """(lower, upper) share between which n of m lies but for a chance, by the exact binomial distribution.

    Quantiles of whole numbers are interpolated (Spiegelhalter 2005, appendix A.1.1).
    """
    low, high = (_quantile(rate, m, p) for p in (chance / 2, 1 - chance / 2))
    return max(low, 0.0), min(high, 1.0)


def _quantile(rate: float, m: int, p: float) -> float:
    count = float(binom.ppf(p, m, rate))
    at, below = binom.cdf(count, m, rate), binom.cdf(count - 1, m, rate)
    return float((count - (at - p) / (at - below)) / m)


def is_outside(rate: float, n: int, m: int, chance: float) -> bool:
    """Whether n of m is further out than chance would leave it, by the tails of the exact binomial; never of fewer than ten.

    The tails and not the drawn limits tell: those are interpolated, and lie just below all of m where all is likely.
    """
    return m >= FEW and min(binom.cdf(n, m, rate), binom.sf(n - 1, m, rate)) < chance / 2


@dataclass(frozen=True, slots=True)
class Survival:
    """How many are still open so many days past the target, by Kaplan and Meier (1958, J. Am. Stat. Assoc. 53, 457-481).

    Args:
        days: on which the share changes, from 0.
        share: still open after each of them.
        low: lower end of its 95 % interval (log-log, Kalbfleisch and Prentice).
        high: upper end.
        at_risk: how many were still followed just before each of them.
        median: days by which half are done; None where fewer than half are known to be.
        median_low: lower end of its 95 % interval.
        median_high: upper end.
    """

    days: tuple[int, ...]
    share: tuple[float, ...]
    low: tuple[float | None, ...]
    high: tuple[float | None, ...]
    at_risk: tuple[int, ...]
    median: int | None
    median_low: int | None
    median_high: int | None


def survival(done: Sequence[int], still_open: Sequence[int]) -> Survival | None:
    """Time past target, in days, of what is done, and so far of what is still open; None where nothing is done."""
    if not len(done):
        return None
    found = ecdf(CensoredData(uncensored=np.asarray(done), right=np.asarray(still_open))).sf
    with warnings.catch_warnings():  # where nothing is left open there is no interval, which is no fault
        warnings.simplefilter("ignore", RuntimeWarning)
        interval = found.confidence_interval(method="log-log")
    share, low, high = found.probabilities, interval.low.probabilities, interval.high.probabilities
    is_event = np.isin(found.quantiles, np.asarray(done))
    days = found.quantiles[is_event].astype(int)
    every = np.sort(np.concatenate([np.asarray(done), np.asarray(still_open)]))
    return Survival(
        tuple(map(int, days)),
        tuple(map(float, share[is_event])),
        tuple(map(_known, low[is_event])),
        tuple(map(_known, high[is_event])),
        tuple(int(len(every) - np.searchsorted(every, day)) for day in days),
        _first_at_half(days, share[is_event]),
        _first_at_half(days, low[is_event]),
        _first_at_half(days, high[is_event]),
    )


def _known(share: float) -> float | None:
    return None if np.isnan(share) else float(share)


def _first_at_half(days: np.ndarray, share: np.ndarray) -> int | None:
    found = np.flatnonzero(share <= 0.5)
    return int(days[found[0]]) if found.size else None


def difference(first: tuple[int, int], second: tuple[int, int]) -> tuple[float, float, float] | None:
    """(difference, lower, upper) of two shares n of m, with a 95 % interval; None where either is of 0.

    Method 10 of Newcombe (1998, Stat. Med. 17, 873-890), from the intervals of Wilson.
    """
    if not first[1] or not second[1]:
        return None
    (one, low, high), (other, other_low, other_high) = _wilson(*first), _wilson(*second)
    apart = one - other
    down = float(np.hypot(one - low, other_high - other))
    up = float(np.hypot(high - one, other - other_low))
    return apart, apart - down, apart + up


def _wilson(n: int, m: int) -> tuple[float, float, float]:
    """(share, lower, upper) of n of m, as the macro `rate` has them."""
    found = binomtest(n, m).proportion_ci(method="wilson")
    return n / m, float(found.low), float(found.high)
