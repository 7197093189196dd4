"""Whether actions due each year were done: exact rows, and the same total by a second query."""

from __future__ import annotations

from datetime import date

import pytest

from queries.asked import By, ByWithEmpty
from queries.figures import OUTCOMES_BY, TREND_BY
from schema.filters import Filters
from schema.vocabulary import Dimension, Status
from tests.make import Plans


@pytest.fixture(scope="module")
def con():
    """Two plans of one partnership, read at the end of 2024, and one that prints no target."""
    plans = Plans()
    a = plans.plan("Plan A", "Northmere CSP", as_at=date(2024, 12, 31))
    for status, target in (
        (Status.COMPLETED, "2022-03-31"),
        (Status.IN_PROGRESS, "2022-06-30"),
        (Status.NOT_STATED, "2022-06-30"),
    ):
        plans.action(a, status, target, themes=["dvpo", "dash"], leads=["Norland Police", "Norland Council"])
    plans.action(a, Status.COMPLETED, "2024-03-31", themes=["dash"])
    plans.action(a, Status.IN_PROGRESS, "2025-03-31")
    plans.action(plans.plan("Plan B", "Southmere CSP", prints_target=False), Status.COMPLETED)
    return plans.copy()


def test_years_in_which_nothing_fell_due_are_left_out(con):
    rows = TREND_BY.frame(By(dimension=Dimension.PARTNERSHIP), on=con).rows()
    assert rows == [("Northmere CSP", "Northmere CSP", [2022, 2024], [2, 1], [0.5, 1.0])]


def test_what_falls_due_after_the_reading_date_is_left_out(con):
    asked = By(dimension=Dimension.PARTNERSHIP, filters=Filters(as_at=date(2022, 4, 1)))
    assert [(row.years, row.due, row.done_of_due) for row in TREND_BY.rows(asked, on=con)] == [([2022], [1], [1.0])]


@pytest.mark.parametrize("dimension", [one for one in Dimension if one is not Dimension.YEAR_DUE])
def test_what_fell_due_over_the_years_adds_up_to_what_is_due(con, dimension):
    whole = {row.group_id: row.done_of_due for row in OUTCOMES_BY.rows(ByWithEmpty(dimension=dimension), on=con)}
    found = {row.group_id: row for row in TREND_BY.rows(By(dimension=dimension), on=con)}
    assert {name: sum(row.due) for name, row in found.items()} == {name: one.m for name, one in whole.items() if one.m}
    for name, row in found.items():
        assert sum(share * due for share, due in zip(row.done_of_due, row.due, strict=True)) == whole[name].n
