"""Funnels and time past target, against figures that others published and against the definition itself."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from pages.parts import charts_of_chance
from pages.parts.order import Order, in_order
from queries import words
from queries.asked import By, ByWithEmpty
from queries.figures import DAYS_PAST_TARGET, OUTCOMES_BY, SLIPPAGE_BANDS
from queries.statistics import ALARM, WARNING, difference, funnel, is_outside, limits, survival
from queries.working import Copy
from schema.vocabulary import Dimension, Status
from tests.make import Plans

#: Weeks in remission of 21 patients under 6-MP (Freireich and others 1963, Blood 21, 699-716), as every textbook has them.
RELAPSED = (6, 6, 6, 7, 10, 13, 16, 22, 23)
STILL_WELL = (6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)


def test_the_curve_of_a_published_trial():
    found = survival(RELAPSED, STILL_WELL)
    assert found is not None
    assert found.days == (6, 7, 10, 13, 16, 22, 23)
    assert [round(share, 3) for share in found.share] == [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448]
    assert found.at_risk == (21, 17, 15, 12, 11, 7, 6)
    assert (found.median, found.median_low, found.median_high) == (23, 13, None)
    assert (round(found.low[0] or 0, 3), round(found.high[0] or 0, 3)) == (0.620, 0.952)


def test_where_nothing_is_censored_the_curve_is_the_plain_share():
    found = survival([1, 2, 3, 4], [])
    assert found is not None
    assert (found.share, found.median) == ((0.75, 0.5, 0.25, 0.0), 2)
    assert found.low[-1] is None  # of nothing left there is no interval


def test_where_nothing_is_done_there_is_no_curve():
    assert survival([], [10, 20]) is None


@given(st.lists(st.integers(0, 400), min_size=1, max_size=60), st.lists(st.integers(0, 400), max_size=60))
def test_the_curve_is_the_product_of_what_is_left_each_day(done, still_open):
    found = survival(done, still_open)
    assert found is not None
    left, product = 0, 1.0
    for day, share in zip(found.days, found.share, strict=True):
        left = sum(other >= day for other in (*done, *still_open))
        product *= 1 - done.count(day) / left
        assert share == pytest.approx(product, abs=1e-9)


@pytest.mark.parametrize(("rate", "m"), [(0.5, 20), (0.8, 30), (0.71, 160), (0.98, 24)])
@pytest.mark.parametrize("chance", [WARNING, ALARM])
def test_between_the_limits_lies_all_but_the_chance(rate, m, chance):
    low, high = limits(rate, m, chance)
    inside = sum(binom.pmf(n, m, rate) for n in range(m + 1) if low <= n / m <= high)
    assert 0 <= low < rate < high <= 1
    assert inside >= 1 - chance - max(binom.pmf(n, m, rate) for n in range(m + 1))


def test_outside_is_what_the_tails_say():
    assert is_outside(0.5, 19, 20, ALARM)
    assert not is_outside(0.5, 14, 20, WARNING)
    assert is_outside(0.5, 15, 20, WARNING)
    assert not is_outside(0.98, 24, 24, ALARM)  # all of them done, where nearly all are, is nothing unusual
    assert not is_outside(0.5, 9, 9, ALARM)  # fewer than ten are never judged


def test_the_spread_of_a_steady_process_is_about_one_and_of_an_unsteady_one_more():
    steady = funnel([(n, 100) for n in (45, 48, 50, 52, 55, 46, 54, 49, 51, 50)])
    unsteady = funnel([(n, 100) for n in (20, 80, 35, 65, 50, 25, 75, 40, 60, 50)])
    assert steady is not None
    assert unsteady is not None
    assert (steady.rate, steady.groups) == (0.5, 10)
    assert steady.spread < 1
    assert unsteady.spread > 5
    assert funnel([(3, 5), (4, 9)]) is None  # nobody has ten
    assert funnel([(20, 20), (30, 30)]) is None  # all alike


def test_of_few_groups_none_is_called_different():
    table = pl.DataFrame(
        {"group_name": ["a", "b"], "group_id": ["a", "b"], "done": [{"n": 0, "m": 50}, {"n": 50, "m": 50}]}
    )
    assert charts_of_chance.outside(table, "done") == ()


def plans() -> Copy:
    """Three actions done late by 10, 20 and 40 days, one on time, one overdue by 60 days, one not yet due."""
    made = Plans()
    plan = made.plan(as_at=date(2024, 3, 31))
    for done in ("2024-01-11", "2024-01-21", "2024-02-10", "2023-12-30"):
        made.action(plan, Status.COMPLETED, original="2024-01-01", target="2024-01-01", done=done)
    made.action(plan, Status.IN_PROGRESS, original="2024-01-31", target="2024-01-31")
    made.action(plan, Status.IN_PROGRESS, original="2024-12-31", target="2024-12-31")
    return Copy(made.copy())


def test_what_is_placed_past_its_target():
    rows = DAYS_PAST_TARGET.rows(By(dimension=Dimension.ALL), on=plans())
    assert [(row.days, row.is_open, row.actions) for row in rows] == [
        (0, False, 1), (10, False, 1), (20, False, 1), (40, False, 1), (60, True, 1),
    ]  # fmt: skip


def test_done_of_those_due():
    (row,) = OUTCOMES_BY.rows(ByWithEmpty(dimension=Dimension.ALL), on=plans())
    assert (row.done_of_due.n, row.done_of_due.m) == (4, 5)
    assert (row.on_time_of_measured.n, row.on_time_of_measured.m) == (1, 4)


def test_groups_of_few_actions_stand_last_where_a_share_sorts():
    table = pl.DataFrame({"name": ["a", "b", "c", "d"], "share": [0.1, None, 0.9, 0.5], "n": [3, 0, 40, 40]})
    lowest = Order("Lowest", "share", is_descending=False, rests_on="n")
    assert in_order(table, lowest)["name"].to_list() == ["d", "c", "a", "b"]
    assert in_order(table, Order("Most", "n"))["name"].to_list() == ["c", "d", "a", "b"]
    assert in_order(table, Order("Name"))["name"].to_list() == ["a", "b", "c", "d"]


def test_the_first_of_many_names():
    assert words.some_of(["a", "b", "c"], 2) == "a, b and 1 more"
    assert words.some_of(["a", "b"], 2) == "a, b"


def test_actions_are_counted_in_bands_of_days_past_their_target():
    plans = Plans()
    plan = plans.plan()
    for done in (
        "2023-01-30",
        "2023-01-31",
        "2023-02-01",
        "2023-03-02",
        "2023-03-03",
        "2024-01-31",
        "2024-02-01",
        "2026-01-31",
    ):
        plans.action(plan, Status.COMPLETED, "2023-01-31", done)
    plans.action(plan, Status.IN_PROGRESS, "2023-12-31")  # 31 days on the plan's own date
    plans.action(plan, Status.NOT_STATED, "2023-12-31")
    plans.action(plan, Status.COMPLETED, "2023-12-31")
    rows = SLIPPAGE_BANDS.rows(on=plans.copy())
    assert [(row.group_name, row.completed, row.overdue) for row in rows] == [
        ("On time or early", 2, 0), ("1 to 30 days", 2, 0), ("31 to 90 days", 1, 1), ("91 to 180 days", 0, 0), ("181 to 365 days", 1, 0),
        ("1 to 2 years", 1, 0), ("More than 2 years", 1, 0),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [((56, 70), (48, 80), 0.0524, 0.3339), ((9, 10), (3, 10), 0.1705, 0.8090), ((5, 56), (0, 29), -0.0381, 0.1926)],
)
def test_differences_of_shares_are_those_of_newcombe(first, second, low, high):
    """Newcombe (1998), table II, contrasts (a), (b) and (d), method 10."""
    apart, lower, upper = difference(first, second)
    assert apart == pytest.approx(first[0] / first[1] - second[0] / second[1])
    assert (round(lower, 4), round(upper, 4)) == (low, high)
    assert difference((0, 0), second) is None
