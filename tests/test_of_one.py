"""What falls due next, which partnerships are alike, and that every number that stands for a word stands for all words."""

from __future__ import annotations

import math
from datetime import date

from queries.asked import ByLimited, OneGroup
from queries.figures import ALIKE, DUE_BY
from schema.filters import Filters
from schema.vocabulary import AgencyKind, Dimension, PlanKind, Scope, Status, Timeliness
from tests.make import Plans

POLICE, COUNCIL = "Norland Police", "Norland Council"
GOING, DONE = Status.IN_PROGRESS, Status.COMPLETED


def test_what_falls_due_is_told_from_the_reading_date():
    plans = Plans()
    of = plans.plan(as_at=date(2024, 1, 31))
    plans.action(of, GOING, "2024-01-30", leads=[POLICE])  # overdue
    plans.action(of, GOING, "2024-01-31", leads=[POLICE])  # due that day
    plans.action(of, GOING, "2024-03-01", leads=[POLICE, COUNCIL])  # 30 days
    plans.action(of, GOING, "2024-03-02", leads=[POLICE])  # 31
    plans.action(of, GOING, "2024-04-30", leads=[POLICE])  # 90
    plans.action(of, GOING, "2024-07-29", leads=[POLICE])  # 180
    plans.action(of, Status.NOT_STARTED, "2025-01-31", leads=[COUNCIL])
    plans.action(of, Status.NOT_STATED, "2024-03-31", leads=[POLICE])  # neither open nor done
    plans.action(of, DONE, "2024-03-31", leads=[POLICE])
    plans.action(of, GOING, leads=[POLICE])
    plans.action(of, GOING, "2024-02-29")  # nobody leads it
    con = plans.copy()
    assert DUE_BY.frame(ByLimited(dimension=Dimension.AGENCY), on=con).drop("group_id").rows() == [
        (POLICE, 5, 2, 2, 1, 0, date(2024, 1, 31), date(2024, 3, 31), 2),
        (COUNCIL, 2, 1, 0, 0, 1, date(2024, 3, 1), None, None),
    ]
    later = ByLimited(dimension=Dimension.PARTNERSHIP, filters=Filters(as_at=date(2024, 7, 1)))
    assert DUE_BY.frame(later, on=con).drop("group_id").rows() == [
        ("Northmere CSP", 2, 1, 0, 0, 1, date(2024, 7, 29), None, None)
    ]


def test_partnerships_are_alike_by_what_they_publish():
    plans = Plans()
    this = plans.plan("A", "This CSP", as_at=date(2024, 1, 1))
    near = plans.plan("B", "Near CSP", as_at=date(2022, 1, 1))
    far = plans.plan("C", "Far force", as_at=None, kind=PlanKind.FORCE)
    for _ in range(2):
        plans.action(this, DONE, "2024-01-01", leads=[POLICE])
        plans.action(near, DONE, "2024-01-01", leads=[POLICE])
    plans.action(near, GOING)
    for _ in range(8):
        plans.action(far, Status.NOT_STATED)
    con = plans.copy()
    size = math.log(3 / 2) / math.log(8 / 2)
    likeness = 1 - (size + 2 / 10 + 0 + 0 + 0 + 1 / 3 + 0 + 1 / 3) / 8
    far_off = 1 - (1 + 1 + 1 + 0 + 1 + 1 + 0 + 1) / 8
    assert ALIKE.frame(OneGroup(group_id="This CSP"), on=con).drop("group_id").rows() == [
        ("Near CSP", 3, 2022, round(likeness, 4)),
        ("Far force", 8, None, round(far_off, 4)),
    ]
    assert ALIKE.rows(OneGroup(group_id="Nobody"), on=con) == []


def test_words_that_are_numbers_in_the_working_copy_are_those_of_the_vocabularies():
    con = Plans().copy()
    kinds = {
        "status_word": Status,
        "timeliness_word": Timeliness,
        "kind_word": PlanKind,
        "scope_word": Scope,
        "sector_word": AgencyKind,
    }
    for name, words in kinds.items():
        told = con.execute("select unnest(labels) from duckdb_types() where type_name = ?", [name]).fetchall()
        assert sorted(row[0] for row in told) == sorted(word.value for word in words), name


def test_every_action_has_a_standing_that_says_what_its_columns_say():
    plans = Plans()
    of = plans.plan(as_at=date(2024, 1, 31))
    for status in Status:
        for target, done in (
            (None, None),
            ("2024-01-31", "2024-02-01"),
            ("2024-03-01", None),
            ("2023-01-01", "2022-01-01"),
        ):
            plans.action(of, status, target, done, closed_not_done=status is DONE and done is None)
    con = plans.copy()
    for day in (None, date(2023, 1, 1), date(2024, 3, 1), date(2024, 3, 2)):
        wrong = con.execute(
            "select count(*) from action_as_at(?::date) as c left join standing as s using (standing)"
            " where s.standing is null or c.status <> s.status or c.timeliness <> s.timeliness or c.is_countable <> s.is_countable"
            " or coalesce(c.closing = 'unsupported', false) <> s.is_unsupported or coalesce(c.target_date <= c.as_at, false) <> (s.standing // 2 % 2 = 1)",
            [day],
        ).fetchall()
        assert wrong == [(0,)]
