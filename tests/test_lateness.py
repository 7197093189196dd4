"""The truth table of lateness, row by row, and the SQL against the second route on any rows."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from queries.asked import Filtered, Limited
from queries.figures import HEADLINE
from queries.lists import ACTIONS
from schema.filters import Filters
from schema.vocabulary import Status
from tests.make import Plans
from tests.second_route import Fact, headline, judge

DONE, GOING, UNSAID, DROPPED = Status.COMPLETED, Status.IN_PROGRESS, Status.NOT_STATED, Status.CLOSED_NOT_PURSUED

TABLE = [
    # status, target, done, as_at, reading -> timeliness, slippage, overdue
    (DONE, "2024-01-31", "2024-01-31", "2024-06-30", None, "on_time", 0, None),
    (DONE, "2024-01-31", "2024-01-01", "2024-06-30", None, "on_time", -30, None),
    (DONE, "2024-01-31", "2024-02-01", "2024-06-30", None, "late", 1, None),
    (DONE, "2024-01-31", None, "2024-06-30", None, "completed_undated", None, None),
    (DONE, None, "2024-02-01", "2024-06-30", None, "completed_no_target", None, None),
    (DONE, None, None, "2024-06-30", None, "completed_no_target", None, None),
    (GOING, "2024-01-31", None, "2024-01-31", None, "not_yet_due", None, None),
    (GOING, "2024-01-31", None, "2024-02-01", None, "overdue", None, 1),
    (UNSAID, "2024-01-31", None, "2024-01-31", None, "not_yet_due", None, None),
    (UNSAID, "2024-01-31", None, "2024-02-10", None, "past_target", None, None),
    (UNSAID, "2024-01-31", None, "2024-01-01", "2024-02-10", "past_target", None, None),
    (UNSAID, "2024-01-31", None, None, None, "not_datable", None, None),
    (DROPPED, "2024-01-31", "2024-03-01", "2024-06-30", None, "not_pursued", None, None),
    (DROPPED, None, None, None, None, "not_pursued", None, None),
    (GOING, None, None, "2024-02-01", None, "no_target", None, None),
    (UNSAID, None, None, None, None, "no_target", None, None),
    (GOING, "2024-01-31", None, None, None, "not_datable", None, None),
    (GOING, "2024-01-31", None, None, "2024-03-01", "overdue", None, 30),
    (GOING, "2024-01-31", None, "2023-12-01", "2024-03-01", "overdue", None, 30),
    (GOING, "2024-01-31", None, "2024-03-01", "2024-01-31", "not_yet_due", None, None),
    (DONE, "2024-01-31", "2024-02-01", None, None, "late", 1, None),
]


@pytest.mark.parametrize(("status", "target", "done", "as_at", "reading", "timeliness", "slippage", "overdue"), TABLE)
def test_truth_table(status, target, done, as_at, reading, timeliness, slippage, overdue):
    plans = Plans()
    plan = plans.plan(as_at=date.fromisoformat(as_at) if as_at else None)
    plans.action(plan, status, target, done)
    rows = ACTIONS.frame(Limited(filters=Filters(as_at=reading)), on=plans.copy())
    row = rows.row(0, named=True)
    assert (row["timeliness"], row["slippage_days"], row["overdue_days"]) == (timeliness, slippage, overdue)


def test_days_past_the_target_stand_apart_from_days_overdue():
    plans = Plans()
    plan = plans.plan(as_at=date(2024, 2, 10))
    plans.action(plan, UNSAID, "2024-01-31")
    plans.action(plan, GOING, "2024-01-31")
    rows = ACTIONS.frame(on=plans.copy()).select("overdue_days", "past_target_days").rows()
    assert rows == [(None, 10), (10, None)]


def test_slippage_is_from_the_original_target_and_the_latest_stands_beside_it():
    plans = Plans()
    plans.action(plans.plan(), DONE, "2023-09-30", "2023-09-30", original="2023-06-30")
    row = ACTIONS.frame(on=plans.copy()).row(0, named=True)
    assert (row["timeliness"], row["slippage_days"], row["slippage_latest_days"]) == ("late", 92, 0)


def test_an_open_action_is_measured_from_the_target_in_force():
    plans = Plans()
    plans.action(plans.plan(as_at=date(2023, 8, 1)), GOING, "2023-09-30", original="2023-06-30")
    row = ACTIONS.frame(on=plans.copy()).row(0, named=True)
    assert (row["timeliness"], row["overdue_days"]) == ("not_yet_due", None)


days = st.dates(date(2020, 1, 1), date(2026, 12, 31))
facts = st.lists(
    st.builds(
        lambda status, original, moved, done, as_at: Fact(status.value, original, moved if original and moved else original, done, as_at),
        st.sampled_from(Status), st.none() | days, st.none() | days, st.none() | days, st.none() | days,
    ),
    min_size=1,
    max_size=12,
)  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(facts, st.none() | days)
@pytest.mark.thorough
def test_the_sql_agrees_with_the_second_route(given_facts, reading):
    plans = Plans()
    for number, fact in enumerate(given_facts):
        plan = plans.plan(f"Plan {number}", as_at=fact.as_at)
        iso = [value.isoformat() if value else None for value in (fact.latest, fact.done, fact.original)]
        plans.action(plan, Status(fact.status), iso[0], iso[1], original=iso[2])
    con = plans.copy()
    rows = ACTIONS.frame(Limited(filters=Filters(as_at=reading)), on=con)
    by_plan = {row["plan"]: row for row in rows.iter_rows(named=True)}
    for number, fact in enumerate(given_facts):
        row, judged = by_plan[f"Plan {number}"], judge(fact, reading)
        assert row["timeliness"] == judged.timeliness
        assert row["slippage_days"] == judged.slippage
        assert row["slippage_latest_days"] == judged.slippage_latest
        assert row["overdue_days"] == judged.overdue
        assert row["past_target_days"] == judged.past_target
    figures = HEADLINE.one(Filtered(filters=Filters(as_at=reading)), on=con)
    expected = headline(given_facts, reading)
    assert {name: getattr(figures, name) for name in expected} == expected
