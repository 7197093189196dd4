"""Literal rows in, exact rows out, for every query; and the contract of the seam."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from pydantic import BaseModel, ValidationError

import queries
from ingest.plan import all_themes
from queries import ContractError
from queries.catalogue import FOLDER, QUERIES, spec
from queries.params import FilterParams, LimitParams, NoParams, OneActionParams, ReadActionParams, ThemeParams
from schema.tables import Finding, ProgressUpdate, Theme
from schema.vocabulary import PlanKind, Severity, Status
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
        a, DONE, "2023-06-30", closed_not_done=True, closed_not_done_words="It could not be done.", leads=[COUNCIL]
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


def ask(con, name: str, params: BaseModel | None = None, *columns: str) -> list[tuple]:
    return queries.run(name, params or FilterParams(), on=con).select(columns or pl.all()).rows()


def test_headline(con):
    row = queries.run("headline", FilterParams(), on=con).row(0, named=True)
    assert row == {
        "actions": 8, "commitments": 1, "countable": 7, "completed": 4, "completed_share": 0.5714, "in_progress": 2, "not_started": 0,
        "not_stated": 1, "closed_not_done": 1, "overdue": 1, "open_dated": 2, "longest_overdue_days": 31, "due_90": 1, "no_target": 1,
        "open": 2, "past_target": 0, "longest_past_target_days": None, "not_pursued": 0, "not_datable": 0, "on_time": 1, "late": 1, "measured": 2, "placed": 3, "completed_undated": 1, "completed_no_target": 1,
        "median_slippage": 0.0, "median_slippage_latest": 0.0, "plans": 3, "partnerships": 2, "plans_undated": 1,
        "earliest_reading": date(2018, 1, 1), "latest_reading": date(2024, 1, 31), "plans_not_heard_of": 0, "plans_that_speak_later": 0, "not_yet_due": 1,
    }  # fmt: skip


def test_a_later_reading_date_says_which_plans_were_not_heard_of(con):
    params = FilterParams(as_at=date(2024, 4, 1))
    assert ask(con, "headline", params, "overdue", "plans_not_heard_of", "plans_undated") == [(2, 2, 0)]


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
    assert ask(con, "plans", None, *columns) == [
        ("Plan A", 5, 5, 3, 1, 2, 1, 5, 2, 5), ("Plan B", 2, 2, 1, 0, 0, 0, 0, 0, 0), ("Strategy", 1, 0, 0, 0, 0, 0, 0, 0, 0),
    ]  # fmt: skip


def test_attention(con):
    columns = ("action_id", "reason", "overdue_days", "plan_says")
    assert ask(con, "attention", LimitParams(limit=9), *columns) == [
        ("northmere-csp-plan-a-003", "overdue", 31, "Waiting for the supplier."),
        ("northmere-csp-plan-a-005", "closed_not_done", None, "It could not be done."),
    ]
    assert len(ask(con, "attention", LimitParams(limit=1))) == 1


STATUS_COLUMNS = ("group_name", "actions", "completed", "in_progress", "not_stated", "completed_share")


def test_status_by_partnership_and_plan(con):
    assert ask(con, "status_by_partnership", None, *STATUS_COLUMNS) == [
        ("Northmere CSP", 5, 3, 2, 0, 0.6), ("Southmere CSP", 2, 1, 0, 1, 0.5),
    ]  # fmt: skip
    assert [row[0] for row in ask(con, "status_by_plan")] == ["Northmere CSP: Plan A", "Southmere CSP: Plan B"]


def test_status_by_theme_counts_an_action_under_each(con):
    assert ask(con, "status_by_theme", None, "group_name", "actions", "completed") == [
        ("DVPO", 3, 2), ("DASH", 2, 1), ("TRAINING", 2, 2),
    ]  # fmt: skip


def test_status_by_agency_counts_a_shared_action_for_each_lead(con):
    assert ask(con, "status_by_agency", None, "group_name", "actions", "completed") == [
        (COUNCIL, 3, 2), (POLICE, 3, 2), ("No lead printed", 2, 1),
    ]  # fmt: skip


def test_a_strategy_whose_table_prints_statuses_and_dates_counts_in_every_figure():
    plans = Plans()
    of = plans.plan("Strategy", kind=PlanKind.STRATEGY, prints_status=True, prints_target=True, prints_completion=True)
    plans.action(of, DONE, "2023-01-31", "2023-05-02", leads=[POLICE], themes=["dash"])
    plans.action(of, GOING, "2023-12-31", leads=[POLICE])
    con = plans.copy()
    figures = queries.run("headline", FilterParams(), on=con).row(0, named=True)
    names = ("commitments", "countable", "completed", "measured", "late", "overdue", "median_slippage")
    assert [figures[name] for name in names] == [0, 2, 1, 1, 1, 1, 91.0]
    assert ask(con, "agency_load", None, "agency", "actions", "completed", "overdue") == [(POLICE, 2, 1, 1)]
    assert ask(con, "slippage_by_theme", None, "group_name", "measured", "late") == [("DASH", 1, 1)]
    assert ask(con, "compare_partnerships", None, "countable", "late", "overdue") == [(2, 1, 1)]


def test_dates_that_a_strategy_does_not_print_count_in_no_figure():
    """A date put in by correction makes no late commitment, where the plan prints neither status nor dates."""
    plans = Plans()
    of = plans.plan("Strategy", kind=PlanKind.STRATEGY)
    plans.action(of, DONE, "2023-01-31", "2023-05-02", themes=["dash"])
    figures = queries.run("headline", FilterParams(), on=plans.copy()).row(0, named=True)
    names = ("commitments", "countable", "completed", "measured", "late", "overdue", "median_slippage")
    assert [figures[name] for name in names] == [1, 0, 0, 0, 0, 0, None]


def test_completion_over_time(con):
    assert ask(con, "completion_over_time") == [
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
    assert ask(plans.copy(), "completion_over_time") == [
        (date(2023, 1, 31), 2, 0, 2, 0, 1),
        (date(2023, 2, 28), 0, 1, 2, 1, 1),
    ]


def test_slippage_lines_longest_first(con):
    columns = ("action_id", "timeliness", "measured_from", "measured_to", "days")
    assert ask(con, "slippage_lines", LimitParams(), *columns) == [
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
    assert ask(con, "slippage_by_partnership", None, *columns) == [("Northmere CSP", 2, 1, 1, -10, 0.0, 10, 1, 31)]
    assert ask(con, "slippage_by_agency", None, *columns) == [
        (COUNCIL, 1, 1, 0, -10, -10.0, -10, 1, 31), (POLICE, 2, 1, 1, -10, 0.0, 10, 0, None),
    ]  # fmt: skip
    assert ask(con, "slippage_by_theme", None, *columns) == [
        ("DVPO", 1, 0, 1, 10, 10.0, 10, 0, None), ("DASH", 0, 0, 0, None, None, None, 1, 31), ("TRAINING", 2, 1, 1, -10, 0.0, 10, 0, None),
    ]  # fmt: skip


def test_theme_by_partnership_has_a_row_for_every_pair(con):
    columns = ("theme_id", "partnership", "actions", "of_actions", "share")
    assert ask(con, "theme_by_partnership", None, *columns) == [
        ("dvpo", "Northmere CSP", 1, 5, 0.2), ("dvpo", "Southmere CSP", 3, 3, 1.0),
        ("dash", "Northmere CSP", 1, 5, 0.2), ("dash", "Southmere CSP", 1, 3, 0.3333),
        ("training", "Northmere CSP", 2, 5, 0.4), ("training", "Southmere CSP", 0, 3, 0.0),
    ]  # fmt: skip


def test_theme_outcomes(con):
    columns = (
        "theme_id",
        "actions",
        "countable",
        "completed",
        "measured",
        "late",
        "median_slippage",
        "overdue",
        "open_dated",
    )
    assert ask(con, "theme_outcomes", None, *columns) == [
        ("dvpo", 4, 3, 2, 1, 1, 10.0, 0, 0), ("dash", 2, 2, 1, 0, 0, None, 1, 1), ("training", 2, 2, 2, 2, 1, 0.0, 0, 0),
    ]  # fmt: skip


def test_theme_actions_show_the_words_and_enough_to_be_understood(con):
    rows = ask(con, "theme_actions", ThemeParams(theme_id="dvpo"), "action_id", "action", "words")
    assert rows[1] == ("southmere-csp-plan-b-001", "Use DVPOs. (North)", ["do"])
    assert len(rows) == 4
    assert len(ask(con, "theme_actions", ThemeParams(theme_id="dvpo", limit=2))) == 2


def test_agency_load(con):
    columns = ("agency", "actions", "shared", "open", "overdue", "due_90", "open_other", "completed")
    assert ask(con, "agency_load", None, *columns) == [(COUNCIL, 3, 1, 1, 1, 0, 0, 2), (POLICE, 3, 1, 1, 0, 1, 0, 2)]
    assert ask(con, "agency_by_partnership", None, "agency", "partnership", "actions") == [
        (COUNCIL, "Northmere CSP", 3), (POLICE, "Northmere CSP", 3),
    ]  # fmt: skip


def test_compare_partnerships(con):
    columns = (
        "partnership",
        "plans",
        "with_lead",
        "with_target",
        "countable",
        "completed",
        "measured",
        "overdue",
        "open_dated",
        "median_slippage",
    )
    assert ask(con, "compare_partnerships", None, *columns) == [
        ("Northmere CSP", 1, 5, 5, 5, 3, 2, 1, 2, 0.0), ("Southmere CSP", 2, 0, 0, 2, 1, 0, 0, 0, None),
    ]  # fmt: skip


def test_one_action(con):
    one = OneActionParams(action_id="northmere-csp-plan-a-003")
    read = ReadActionParams(action_id="northmere-csp-plan-a-003", as_at=date(2024, 1, 1))
    assert ask(con, "action_detail", read, "ref", "timeliness", "overdue_days") == [("7", "overdue", 1)]
    assert ask(con, "action_updates", one) == [(1, "Update", None, None, "Waiting for the supplier.")]
    assert ask(con, "action_words", one) == [("dash", "DASH", "action", 0, 2, "Do")]
    assert ask(con, "action_detail", ReadActionParams(action_id="gone")) == []


def test_choices(con):
    assert [row[:2] for row in ask(con, "choices", NoParams()) if row[0] == "partnership"] == [
        ("partnership", "Northmere CSP"), ("partnership", "Southmere CSP"),
    ]  # fmt: skip


LIMITS = [
    ({"partnership": ["Southmere CSP"]}, 3),
    ({"plan": ["Plan A"]}, 5),
    ({"kind": ["strategy"]}, 1),
    ({"status": ["completed", "not_stated"]}, 6),
    ({"timeliness": ["overdue"]}, 1),
    ({"theme": ["dash"]}, 2),
    ({"agency": [COUNCIL]}, 3),
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
    assert ask(con, "headline", FilterParams(**limits), "actions") == [(left,)]
    assert len(ask(con, "actions", LimitParams(**limits))) == left


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_that_nothing_fits_gives_no_fault(con, name):
    takes = spec(name).takes
    given = {
        "action_id": "none", "theme_id": "none", "led_by": "none", "first_row": 1, "last_row": 9, "partnership": ["none"],
    }  # fmt: skip
    rows = queries.run(name, takes(**{key: value for key, value in given.items() if key in takes.model_fields}), on=con)
    assert list(rows.columns) == list(spec(name).gives.model_fields)


@pytest.mark.parametrize("name", QUERIES)
def test_every_query_file_keeps_the_style(name):
    sql = spec(name).sql
    body = "\n".join(line for line in sql.splitlines() if not line.startswith("--"))
    assert "current_date" not in body and "now()" not in body
    assert name == "headline" or "order by" in body.rsplit("from", 1)[-1], "a total order"
    assert not {"SELECT", "FROM", "WHERE"} & set(body.split()), "lower case"
    assert "{" not in body and "%" not in body, "nothing to be filled in"


def test_every_file_is_in_the_catalogue():
    assert {path.stem for path in FOLDER.glob("*.sql")} == set(QUERIES)


def test_a_query_whose_columns_differ_from_its_model_is_refused(con, monkeypatch):
    class Wrong(BaseModel):
        n: str

    monkeypatch.setitem(QUERIES, "choices", (NoParams, Wrong))
    spec.cache_clear()
    try:
        with pytest.raises(ContractError, match="choices"):
            queries.run("choices", on=con)
    finally:
        spec.cache_clear()


def test_a_query_asked_without_what_it_needs_is_refused(con):
    with pytest.raises(ValidationError, match="action_id"):
        queries.run("action_updates", NoParams(), on=con)
    with pytest.raises(KeyError):
        queries.run("drop_tables", on=con)


def test_the_shipped_plans_by_the_second_route(dashboard_lake):
    actions = queries.run("actions", LimitParams()).filter(pl.col("kind") != "strategy")
    facts = [
        Fact(row["status"], row["target_original_date"], row["target_date"], row["completion_date"], row["as_at"])
        for row in actions.iter_rows(named=True)
    ]
    figures = queries.run("headline", FilterParams(kind=["review_action_plan", "force_action_plan"])).row(0, named=True)
    expected = headline(facts, None)
    assert {name: figures[name] for name in expected} == expected


def test_sums_of_parts_are_the_whole(dashboard_lake):
    by_partnership = queries.run("status_by_partnership", FilterParams())
    by_plan = queries.run("status_by_plan", FilterParams())
    whole = queries.run("headline", FilterParams()).row(0, named=True)
    for name, of in (("actions", "countable"), ("completed", "completed"), ("not_stated", "not_stated")):
        assert by_partnership[name].sum() == by_plan[name].sum() == whole[of]


def test_the_themes_of_the_lake_are_those_of_the_lexicon(dashboard_lake):
    shown = queries.run("theme_outcomes", FilterParams())["theme_id"].to_list()
    assert shown == [theme.theme_id for theme in all_themes()]
    assert shown[:3] == ["dvpo", "dash", "information_sharing"]
    assert isinstance(all_themes()[0], Theme)
