"""Literal rows in, exact rows out, for every query; and the contract of the seam."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from ingest.plan.parse import all_themes
from queries.asked import (
    Asked,
    By,
    ByLimited,
    ByWithEmpty,
    ByWithin,
    ByWithinLimited,
    Filtered,
    Limited,
    OfGroup,
    OneAction,
    OneActionRead,
)
from queries.figures import (
    COMPLETION_OVER_TIME,
    HEADLINE,
    LOAD_BY,
    OUTCOMES_BY,
    PUBLISHED_BY,
    SHARES_BY,
    SLIPPAGE_BY,
    STATUS_BY,
    Rate,
)
from queries.lists import ACTIONS, ACTIONS_OF, ATTENTION, SLIPPAGE_LINES
from queries.one_action import ACTION_DETAIL, ACTION_UPDATES, ACTION_WORDS
from queries.seam import Query
from queries.sources import CHOICES, PLANS
from schema.filters import Filters
from schema.tables import Finding, ProgressUpdate, Theme
from schema.vocabulary import Dimension, PlanKind, Scope, Severity, Status
from tests.make import Plans
from tests.second_route import Fact, headline

DONE, GOING, UNSAID = Status.COMPLETED, Status.IN_PROGRESS, Status.NOT_STATED
POLICE, COUNCIL = "Norland Police", "Norland Council"


@pytest.fixture(scope="module")
def con():
    """Two partnerships: Northmere prints everything, Southmere prints little; and a strategy."""
    plans = Plans()
    a = plans.plan("Plan A", "Northmere CSP")
    plans.action(a, DONE, "2023-01-31", "2023-02-10", leads=[POLICE], themes=["dvpo", "training"])
    plans.action(a, DONE, "2023-01-31", "2023-01-21", leads=[POLICE, COUNCIL], themes=["training"])
    plans.action(
        a, GOING, "2023-12-31", leads=[COUNCIL], themes=["dash"], progress="Waiting for the supplier.", ref="7"
    )
    plans.action(a, GOING, "2024-03-31", leads=[POLICE], section="Part 2")
    plans.action(
        a,
        DONE,
        "2023-06-30",
        scope=Scope.LOCAL,
        closed_not_done=True,
        closed_not_done_words="It could not be done.",
        leads=[COUNCIL],
    )
    b = plans.plan(
        "Plan B", "Southmere CSP", as_at=None, prints_lead=False, prints_target=False, prints_completion=False
    )
    plans.action(b, UNSAID, themes=["dvpo"], recommendation="Use DVPOs.", action="North")
    plans.action(b, DONE, themes=["dash", "dvpo"], recommendation="Use the DASH.")
    c = plans.plan("Strategy", "Southmere CSP", kind=PlanKind.STRATEGY, as_at=date(2018, 1, 1), prints_status=False)
    plans.action(c, UNSAID, themes=["dvpo"], recommendation="Commit.", action=None)
    plans.add(
        ProgressUpdate(
            action_id="northmere-csp-plan-a-003", position=1, label="Update", text="Waiting for the supplier."
        )
    )
    plans.add(
        Finding(
            document_id="northmere-csp-plan-a", position=1, severity=Severity.NOTE, code="x", text="", message="Look."
        )
    )
    return plans.copy()


def ask(con, query: Query, asked: Asked | None = None, *columns: str) -> list[tuple]:
    return query.frame(asked, on=con).select(columns or pl.all()).rows()


def by(dimension: str, model: type[By] = By, **more) -> By:
    return model(dimension=dimension, **more)


def rate(n: int, m: int, share: float | None, low: float | None, high: float | None) -> dict:
    return {"n": n, "m": m, "share": share, "low": low, "high": high}


def test_headline(con):
    row = HEADLINE.one(on=con).model_dump()
    assert row == {
        "actions": 8, "commitments": 1, "countable": 7, "completed": 4, "completion": rate(4, 7, 0.5714, 0.2505, 0.8418), "in_progress": 2, "not_started": 0,
        "not_stated": 1, "unsupported": 1, "supported": 0, "not_told": 3, "overdue": 1, "open_dated": 2, "longest_overdue_days": 31, "due_90": 1, "no_target": 1,
        "open": 2, "past_target": 0, "longest_past_target_days": None, "not_pursued": 0, "not_datable": 0, "on_time": 1, "late": 1, "measured": 2, "placed": 3, "completed_undated": 1, "completed_no_target": 1,
        "median_slippage": 0.0, "median_slippage_latest": 0.0, "plans": 3, "partnerships": 2, "plans_undated": 1,
        "earliest_reading": date(2018, 1, 1), "latest_reading": date(2024, 1, 31), "plans_not_heard_of": 0, "plans_that_speak_later": 0, "not_yet_due": 1,
    }  # fmt: skip


def test_a_later_reading_date_says_which_plans_were_not_heard_of(con):
    asked = Filtered(filters=Filters(as_at=date(2024, 4, 1)))
    assert ask(con, HEADLINE, asked, "overdue", "plans_not_heard_of", "plans_undated") == [(2, 2, 0)]


def test_plans(con):
    columns = (
        "plan",
        "actions",
        "countable",
        "completed",
        "overdue",
        "open_dated",
        "findings",
        "with_target",
        "with_completion",
        "with_lead",
    )
    assert ask(con, PLANS, None, *columns) == [
        ("Plan A", 5, 5, 3, 1, 2, 1, 5, 2, 5), ("Plan B", 2, 2, 1, 0, 0, 0, 0, 0, 0), ("Strategy", 1, 0, 0, 0, 0, 0, 0, 0, 0),
    ]  # fmt: skip


def test_attention(con):
    columns = ("action_id", "reason", "overdue_days", "plan_says")
    assert ask(con, ATTENTION, Limited(limit=9), *columns) == [
        ("northmere-csp-plan-a-003", "overdue", 31, "Waiting for the supplier."),
        ("northmere-csp-plan-a-005", "unsupported", None, "It could not be done."),
    ]
    assert len(ask(con, ATTENTION, Limited(limit=1))) == 1


STATUS_COLUMNS = ("group_name", "actions", "completed", "in_progress", "not_stated")


def test_a_rate_has_its_numbers_and_an_interval_and_of_nothing_there_is_none(con):
    found = STATUS_BY.rows(by("partnership", ByLimited), on=con)
    assert [row.completed for row in found] == [
        Rate(n=3, m=5, share=0.6, low=0.2307, high=0.8824), Rate(n=1, m=2, share=0.5, low=0.0945, high=0.9055),
    ]  # fmt: skip
    nothing = Filtered(filters=Filters(partnership=["none"]))
    assert HEADLINE.one(nothing, on=con).completion == Rate(n=0, m=0, share=None, low=None, high=None)


def counts(con, dimension: str) -> list[tuple]:
    """(group, actions, completed) of each group's actions that can be completed."""
    rows = STATUS_BY.rows(by(dimension, ByLimited), on=con)
    return [(row.group_name, row.actions, row.completed.n) for row in rows]


STATUSES = [
    ("all", [("All", 7, 4)]),
    ("partnership", [("Northmere CSP", 5, 3), ("Southmere CSP", 2, 1)]),
    ("plan", [("Northmere CSP: Plan A", 5, 3), ("Southmere CSP: Plan B", 2, 1)]),
    ("theme", [("DVPO", 3, 2), ("DASH", 2, 1), ("TRAINING", 2, 2)]),
    ("agency", [(COUNCIL, 3, 2), (POLICE, 3, 2), ("No lead printed", 2, 1)]),
    ("sector", [("Council", 3, 2), ("Police", 3, 2), ("No lead printed", 2, 1)]),
    ("scope", [("Local", 1, 1), ("Scope not printed", 6, 3)]),
    ("kind", [("Review action plan", 7, 4)]),
    ("year_due", [("2023", 4, 3), ("2024", 1, 0), ("No target date", 2, 1)]),
]


@pytest.mark.parametrize(("dimension", "groups"), STATUSES)
def test_status_by_each_dimension(con, dimension, groups):
    """A shared action is counted under each of its leads, sectors and themes."""
    assert counts(con, dimension) == groups


def test_every_dimension_is_asked_for():
    assert [name for name, _ in STATUSES] == [dimension.value for dimension in Dimension]


def test_a_strategy_whose_table_prints_statuses_and_dates_counts_in_every_figure():
    plans = Plans()
    of = plans.plan("Strategy", kind=PlanKind.STRATEGY, prints_status=True, prints_target=True, prints_completion=True)
    plans.action(of, DONE, "2023-01-31", "2023-05-02", leads=[POLICE], themes=["dash"])
    plans.action(of, GOING, "2023-12-31", leads=[POLICE])
    con = plans.copy()
    figures = HEADLINE.one(on=con)
    names = ("commitments", "countable", "completed", "measured", "late", "overdue", "median_slippage")
    assert [getattr(figures, name) for name in names] == [0, 2, 1, 1, 1, 1, 91.0]
    assert ask(con, LOAD_BY, by("agency", ByWithinLimited), "group_name", "actions", "completed", "overdue") == [
        (POLICE, 2, 1, 1)
    ]
    assert ask(con, SLIPPAGE_BY, by("theme"), "group_name", "measured", "late") == [("DASH", 1, 1)]
    assert ask(con, OUTCOMES_BY, by("partnership", ByWithEmpty), "countable", "late", "overdue") == [(2, 1, 1)]


def test_dates_that_a_strategy_does_not_print_count_in_no_figure():
    """A date put in by correction makes no late commitment, where the plan prints neither status nor dates."""
    plans = Plans()
    of = plans.plan("Strategy", kind=PlanKind.STRATEGY)
    plans.action(of, DONE, "2023-01-31", "2023-05-02", themes=["dash"])
    figures = HEADLINE.one(on=plans.copy())
    names = ("commitments", "countable", "completed", "measured", "late", "overdue", "median_slippage")
    assert [getattr(figures, name) for name in names] == [1, 0, 0, 0, 0, 0, None]


def test_completion_over_time(con):
    assert ask(con, COMPLETION_OVER_TIME) == [
        (date(2023, 1, 31), 2, 1, 2, 1, 1), (date(2023, 2, 28), 0, 1, 2, 2, 1), (date(2023, 6, 30), 1, 0, 3, 2, 1),
        (date(2023, 12, 31), 1, 0, 4, 2, 1), (date(2024, 3, 31), 1, 0, 5, 2, 1),
    ]  # fmt: skip


def test_what_never_had_a_target_is_in_no_line_over_time():
    plans = Plans()
    plan = plans.plan("Plan A", "Northmere CSP")
    plans.action(plan, DONE, "2023-01-31", "2023-02-10")
    plans.action(plan, DONE, "2023-01-31")
    plans.action(plan, DONE, None, "2023-02-10")
    plans.action(plan, DONE)
    assert ask(plans.copy(), COMPLETION_OVER_TIME) == [
        (date(2023, 1, 31), 2, 0, 2, 0, 1),
        (date(2023, 2, 28), 0, 1, 2, 1, 1),
    ]


def test_slippage_lines_longest_first(con):
    columns = ("action_id", "timeliness", "measured_from", "measured_to", "days")
    assert ask(con, SLIPPAGE_LINES, Limited(), *columns) == [
        ("northmere-csp-plan-a-003", "overdue", date(2023, 12, 31), date(2024, 1, 31), 31),
        ("northmere-csp-plan-a-001", "late", date(2023, 1, 31), date(2023, 2, 10), 10),
        ("northmere-csp-plan-a-002", "on_time", date(2023, 1, 31), date(2023, 1, 21), -10),
    ]


def test_slippage_by_group(con):
    columns = (
        "group_name",
        "measured",
        "on_time",
        "late",
        "least",
        "median_slippage",
        "most",
        "overdue",
        "longest_overdue_days",
    )
    assert ask(con, SLIPPAGE_BY, by("partnership"), *columns) == [("Northmere CSP", 2, 1, 1, -10, 0.0, 10, 1, 31)]
    assert ask(con, SLIPPAGE_BY, by("agency"), *columns) == [
        (COUNCIL, 1, 1, 0, -10, -10.0, -10, 1, 31), (POLICE, 2, 1, 1, -10, 0.0, 10, 0, None),
    ]  # fmt: skip
    assert ask(con, SLIPPAGE_BY, by("theme"), *columns) == [
        ("DVPO", 1, 0, 1, 10, 10.0, 10, 0, None), ("DASH", 0, 0, 0, None, None, None, 1, 31), ("TRAINING", 2, 1, 1, -10, 0.0, 10, 0, None),
    ]  # fmt: skip


def test_themes_by_partnership_have_a_row_for_every_pair(con):
    rows = SHARES_BY.rows(by("theme", ByWithin, within="partnership"), on=con)
    assert [(row.group_id, row.within_name, row.actions.n, row.actions.m, row.actions.share) for row in rows] == [
        ("dvpo", "Northmere CSP", 1, 5, 0.2), ("dvpo", "Southmere CSP", 3, 3, 1.0),
        ("dash", "Northmere CSP", 1, 5, 0.2), ("dash", "Southmere CSP", 1, 3, 0.3333),
        ("training", "Northmere CSP", 2, 5, 0.4), ("training", "Southmere CSP", 0, 3, 0.0),
    ]  # fmt: skip


def test_outcomes_by_theme(con):
    rows = OUTCOMES_BY.rows(by("theme", ByWithEmpty), on=con)
    assert [
        (r.group_id, r.actions, r.countable, r.completed.n, r.measured, r.late, r.median_slippage, r.overdue, r.open_dated)
        for r in rows
    ] == [
        ("dvpo", 4, 3, 2, 1, 1, 10.0, 0, 0), ("dash", 2, 2, 1, 0, 0, None, 1, 1), ("training", 2, 2, 2, 2, 1, 0.0, 0, 0),
    ]  # fmt: skip


def test_themes_that_no_action_tells_have_a_row_if_that_is_asked(con):
    limits = Filters(theme=["training"])
    names = [row.group_id for row in OUTCOMES_BY.rows(by("theme", ByWithEmpty, filters=limits), on=con)]
    every = [
        (row.group_id, row.actions, row.completed.share)
        for row in OUTCOMES_BY.rows(by("theme", ByWithEmpty, filters=limits, with_empty=True), on=con)
    ]
    assert names == ["dvpo", "training"]
    assert every == [("dvpo", 1, 1.0), ("dash", 0, None), ("training", 2, 1.0)]


def test_theme_actions_show_the_words_and_enough_to_be_understood(con):
    rows = ask(con, ACTIONS_OF, by("theme", OfGroup, group_id="dvpo"), "action_id", "action", "words")
    assert rows[1] == ("southmere-csp-plan-b-001", "Use DVPOs. (North)", ["do"])
    assert len(rows) == 4
    assert len(ask(con, ACTIONS_OF, by("theme", OfGroup, group_id="dvpo", limit=2))) == 2


def test_agency_load(con):
    columns = ("group_name", "actions", "shared", "open", "overdue", "due_90", "open_other", "completed")
    assert ask(con, LOAD_BY, by("agency", ByWithinLimited), *columns) == [
        (COUNCIL, 3, 1, 1, 1, 0, 0, 2),
        (POLICE, 3, 1, 1, 0, 1, 0, 2),
    ]
    assert ask(con, LOAD_BY, by("agency", ByWithinLimited, within="partnership"), "group_name", "within_name", "actions") == [
        (COUNCIL, "Northmere CSP", 3), (POLICE, "Northmere CSP", 3),
    ]  # fmt: skip


def test_what_each_partnership_publishes(con):
    columns = (
        "group_name",
        "plans",
        "oldest_plan",
        "newest_plan",
        "actions",
        "with_status",
        "with_target",
        "with_lead",
    )
    assert ask(con, PUBLISHED_BY, by("partnership"), *columns) == [
        ("Northmere CSP", 1, date(2024, 1, 31), date(2024, 1, 31), 5, 5, 5, 5),
        ("Southmere CSP", 2, date(2018, 1, 1), date(2018, 1, 1), 3, 1, 0, 0),
    ]


def test_outcomes_by_partnership(con):
    rows = OUTCOMES_BY.rows(by("partnership", ByWithEmpty), on=con)
    assert [(r.group_name, r.countable, r.completed.n, r.measured, r.overdue, r.open_dated, r.median_slippage) for r in rows] == [
        ("Northmere CSP", 5, 3, 2, 1, 2, 0.0), ("Southmere CSP", 2, 1, 0, 0, 0, None),
    ]  # fmt: skip


def test_one_action(con):
    one = OneAction(action_id="northmere-csp-plan-a-003")
    read = OneActionRead(action_id="northmere-csp-plan-a-003", as_at=date(2024, 1, 1))
    assert ask(con, ACTION_DETAIL, read, "ref", "timeliness", "overdue_days") == [("7", "overdue", 1)]
    assert ask(con, ACTION_UPDATES, one) == [(1, "Update", None, None, "Waiting for the supplier.")]
    assert ask(con, ACTION_WORDS, one) == [("dash", "DASH", "action", 0, 2, "Do")]
    assert ask(con, ACTION_DETAIL, OneActionRead(action_id="gone")) == []


def test_choices(con):
    assert [row[:2] for row in ask(con, CHOICES) if row[0] == "partnership"] == [
        ("partnership", "Northmere CSP"), ("partnership", "Southmere CSP"),
    ]  # fmt: skip


LIMITS = [
    ({"partnership": ["Southmere CSP"]}, 3),
    ({"plan": ["northmere-csp-plan-a"]}, 5),
    ({"kind": ["strategy"]}, 1),
    ({"status": ["completed", "not_stated"]}, 6),
    ({"timeliness": ["overdue"]}, 1),
    ({"theme": ["dash"]}, 2),
    ({"agency": [COUNCIL]}, 3),
    ({"sector": ["council"]}, 3),
    ({"sector": ["health"]}, 0),
    ({"scope": ["national"]}, 0),
    ({"due_from": "2023-12-31"}, 2),
    ({"due_to": "2023-01-31"}, 2),
    ({"due_from": "2023-01-31", "due_to": "2023-12-31"}, 4),
    ({"search": "supplier waiting"}, 1),
    ({"search": "WAITING nothing"}, 0),
    ({"search": "100%"}, 0),
    ({"partnership": ["Northmere CSP"], "theme": ["dvpo"]}, 1),
    ({"partnership": ["' or 1=1 --"]}, 0),
    ({}, 8),
]


@pytest.mark.parametrize(("limits", "left"), LIMITS)
def test_every_filter(con, limits, left):
    filters = Filters(**limits)
    assert HEADLINE.one(Filtered(filters=filters), on=con).actions == left
    assert len(ask(con, ACTIONS, Limited(filters=filters))) == left


def test_the_shipped_plans_by_the_second_route(dashboard_lake):
    actions = ACTIONS.frame().filter(pl.col("kind") != "strategy")
    facts = [
        Fact(row["status"], row["target_original_date"], row["target_date"], row["completion_date"], row["as_at"])
        for row in actions.iter_rows(named=True)
    ]
    figures = HEADLINE.one(Filtered(filters=Filters(kind=["review_action_plan", "force_action_plan"])))
    expected = headline(facts, None)
    assert {name: getattr(figures, name) for name in expected} == expected


@pytest.mark.parametrize("dimension", ["all", "partnership", "plan", "scope", "kind", "year_due"])
def test_sums_of_parts_are_the_whole(dashboard_lake, dimension):
    rows, whole = STATUS_BY.rows(by(dimension, ByLimited)), HEADLINE.one()
    parts = [(row.actions, row.completed.n, row.not_stated.n) for row in rows]
    assert tuple(map(sum, zip(*parts, strict=True))) == (whole.countable, whole.completed, whole.not_stated)


def test_the_themes_of_the_lake_are_those_of_the_lexicon(dashboard_lake):
    shown = OUTCOMES_BY.frame(by("theme", ByWithEmpty, with_empty=True))["group_id"].to_list()
    assert shown == [theme.theme_id for theme in all_themes()]
    assert shown[:3] == ["dvpo", "dash", "information_sharing"]
    assert isinstance(all_themes()[0], Theme)
