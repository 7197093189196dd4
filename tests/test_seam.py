"""The seam: every query takes and gives what its models say, and every filter holds in every query."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest
from pydantic import ValidationError

from queries.asked import Asked, Filtered, Nothing, OneAction
from queries.catalogue import QUERIES
from queries.one_action import ACTION_UPDATES
from queries.seam import FOLDER, ContractError, Query, Result
from schema.filters import Filters
from schema.tables import (
    Action,
    ActionLead,
    ActionTheme,
    Correction,
    Document,
    Finding,
    PlanColumn,
    Recommendation,
    Reply,
    Row,
)
from schema.vocabulary import Dimension, PlanKind, Recognised, Scope, Severity, Status
from tests.make import INNER, Plans

OF_ALL = {"action_id": "none", "group_id": "dvpo", "first_row": 1, "last_row": 9, "dimension": Dimension.THEME}


def asked_of(query: Query, **more: Any) -> Asked:
    """What a query is asked for, where a test does not care."""
    given = {**OF_ALL, **more}
    return query.takes(**{name: value for name, value in given.items() if name in query.takes.model_fields})


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_a_query_that_nothing_fits_gives_no_fault(query):
    con = Plans().copy()
    rows = query.frame(asked_of(query, filters=Filters(partnership=["none"])), on=con)
    assert list(rows.columns) == list(query.gives.model_fields)


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_every_query_file_keeps_the_style(query):
    body = "\n".join(line for line in query.told.sql.splitlines() if not line.startswith("--"))
    assert "current_date" not in body and "now()" not in body
    assert query.told.grain == "One row." or "order by" in body.rsplit("\nfrom", 1)[-1], "a total order"
    assert not {"SELECT", "FROM", "WHERE"} & set(body.split()), "lower case"
    assert "{" not in body and "%" not in body, "nothing to be filled in"


def test_every_file_is_in_the_catalogue_and_stands_there_once():
    assert sorted(path.stem for path in FOLDER.glob("*.sql")) == sorted(query.name for query in QUERIES)


class Wrong(Result):
    """A row that no query gives."""

    n: str


class NeverBlank(Result):
    """As a choice, of which a plan's partnership is never blank."""

    filter: str
    choice: str
    label: str
    actions: int
    partnership: str


def test_an_answer_that_differs_from_its_model_is_refused():
    con = Plans().copy()
    with pytest.raises(ContractError, match="choices: columns differ"):
        Query("choices", Nothing, Wrong).frame(on=con)
    with pytest.raises(ContractError, match=r"partnership.* blank"):
        Query("choices", Nothing, NeverBlank).frame(on=con)


def test_a_query_whose_parameters_differ_from_its_model_is_refused():
    with pytest.raises(ContractError, match="SQL takes"):
        Query("choices", Filtered, Wrong).frame(on=Plans().copy())


def test_a_query_asked_without_what_it_needs_is_refused():
    with pytest.raises(ValidationError, match="action_id"):
        ACTION_UPDATES.frame(on=Plans().copy())


def test_one_row_is_one_row():
    with pytest.raises(ContractError, match="there are 0"):
        ACTION_UPDATES.one(OneAction(action_id="none"), on=Plans().copy())


POLICE, COUNCIL = "Norland Police", "Norland Council"
DONE, GOING = Status.COMPLETED, Status.IN_PROGRESS


def _plans() -> Plans:
    plans = Plans()
    a = plans.plan("Plan A", "Northmere CSP")
    b = plans.plan("Plan B", "Southmere CSP", as_at=date(2023, 6, 1))
    c = plans.plan("Strategy", "Southmere CSP", kind=PlanKind.STRATEGY, prints_status=False)

    plans.action(a, DONE, "2023-01-31", "2023-02-10", leads=[POLICE], themes=["dvpo", "training"], scope=Scope.LOCAL)
    plans.action(a, GOING, "2023-12-31", leads=[COUNCIL], themes=["dash"], action="Wait for the supplier.")
    plans.action(a, DONE, None, closed_not_done=True, closed_not_done_words="It could not be.", leads=[POLICE, COUNCIL])
    plans.action(b, GOING, "2023-03-31", leads=[POLICE], themes=["dash"], scope=Scope.NATIONAL)
    plans.action(b, Status.NOT_STATED, "2023-02-28", themes=["dvpo"])
    plans.action(b, DONE, "2023-04-30", "2023-04-01", leads=[COUNCIL], themes=["training"])
    plans.action(c, Status.NOT_STATED, themes=["dvpo"])
    for of in (a, b, c):
        plans.add(
            Finding(document_id=of.document_id, position=1, severity=Severity.NOTE, code="x", text="", message="!")
        )
        plans.add(Reply(plan_id=of.plan_id, text=f"Of {of.plan}.", made_at=of.added_at))
        plans.add(
            PlanColumn(
                document_id=of.document_id, position=1, header="Who", field="lead", filled=1, read=1,
                recognised=Recognised.NAMED,
            )
        )  # fmt: skip
    return plans


def _number_of(action_id: str) -> str:
    return action_id.rsplit("-", 1)[1]


#: A filter, and which actions of `_plans` it leaves: (plan, number).
A1, A2, A3, B1, B2, B3, C1 = (("Plan A", "001"), ("Plan A", "002"), ("Plan A", "003"), ("Plan B", "001"), ("Plan B", "002"),
                              ("Plan B", "003"), ("Strategy", "001"))  # fmt: skip
LEAVES: list[tuple[dict[str, Any], set[tuple[str, str]]]] = [
    ({"partnership": ["Southmere CSP"]}, {B1, B2, B3, C1}),
    ({"plan": ["southmere-csp-plan-b"]}, {B1, B2, B3}),
    ({"kind": ["strategy"]}, {C1}),
    ({"status": ["in_progress", "not_stated"]}, {A2, B1, B2, C1}),
    ({"timeliness": ["overdue", "past_target"]}, {A2, B1, B2}),
    ({"theme": ["dash", "training"]}, {A1, A2, B1, B3}),
    ({"agency": [COUNCIL]}, {A2, A3, B3}),
    ({"sector": ["council", "health"]}, {A2, A3, B3}),
    ({"scope": ["local"]}, {A1}),
    ({"due_from": "2023-03-31"}, {A2, B1, B3}),
    ({"due_to": "2023-03-31"}, {A1, B1, B2}),
    ({"search": "SUPPLIER wait"}, {A2}),
    ({"partnership": ["Northmere CSP"], "agency": [POLICE]}, {A1, A3}),
    ({"search": "nothing of the kind"}, set()),
]


def _only(left: set[tuple[str, str]]) -> Plans:
    """The plans with these actions alone, and without the plans that have none of them."""
    every, kept = _plans(), Plans()
    plan_of = {row.document_id: row.plan for row in every.rows[Document]}
    ids = {row.action_id for row in every.rows[Action] if (plan_of[row.document_id], _number_of(row.action_id)) in left}
    documents = {row.document_id for row in every.rows[Action] if row.action_id in ids}
    plan_ids = {row.plan_id for row in every.rows[Document] if row.document_id in documents}

    def stays(row: Row) -> bool:
        if isinstance(row, Action | ActionLead | ActionTheme):
            return row.action_id in ids
        if isinstance(row, Document | Recommendation | Finding | PlanColumn | Correction):
            return row.document_id in documents
        return not isinstance(row, Reply) or row.plan_id in plan_ids

    kept.rows = {model: [row for row in rows if stays(row)] for model, rows in every.rows.items()}
    return kept


#: Queries that count all of a plan, once the filters leave an action of it.
WHOLE_PLANS = ("quality_plans", "quality_fields")
#: Rows are numbered over all plans in view.
NUMBERED = ("actions_part",)
#: They look at all actions of the partnerships, or of the groups, of which the filters leave one (tests/test_told_again.py).
WHOLE_GROUPS = ("came_back", "told_again", "untold_terms")
FILTERED = [
    query
    for query in QUERIES
    if "filters" in query.takes.model_fields and query.name not in (*WHOLE_PLANS, *NUMBERED, *WHOLE_GROUPS)
]


def _groupings(query: Query) -> list[dict[str, Any]]:
    if query.name == "actions_of":
        return [{"dimension": "theme", "group_id": "dash"}, {"dimension": "agency", "group_id": POLICE}]
    by = (Dimension.PLAN, Dimension.THEME, Dimension.AGENCY)  # a key of its own, shared by rows, and several a row
    if "within" in query.takes.model_fields:
        return [{"dimension": one, "within": "partnership"} for one in by]
    return [{"dimension": one} for one in by] if "dimension" in query.takes.model_fields else [{}]


@pytest.fixture(scope="module")
def every():
    return _plans().copy()


@pytest.fixture(scope="module")
def alone():
    """A working copy of the rows alone that each of `LEAVES` leaves."""
    return [_only(left).copy() for _, left in LEAVES]


@pytest.mark.parametrize("query", FILTERED, ids=lambda query: query.name)
def test_every_filter_holds_in_every_query(every, alone, query):
    """Asked under a filter, a query answers as over those rows alone that the filter leaves, told one by one in Python."""
    for (limits, _), con in zip(LEAVES, alone, strict=True):
        for grouping in _groupings(query):
            filtered = query.frame(asked_of(query, filters=Filters(**limits), **grouping), on=every)
            expected = query.frame(asked_of(query, **grouping), on=con)
            inner = INNER & set(expected.columns)
            assert filtered.drop(inner).rows() == expected.drop(inner).rows(), (limits, grouping)


@pytest.mark.parametrize("name", WHOLE_PLANS)
def test_every_filter_chooses_the_plans_that_are_told_whole(every, name):
    query = next(query for query in QUERIES if query.name == name)
    whole = query.frame(asked_of(query), on=every)
    for limits, left in LEAVES:
        plans = {plan for plan, _ in left}
        filtered = query.frame(asked_of(query, filters=Filters(**limits)), on=every)
        assert filtered.rows() == whole.filter(pl.col("plan").is_in(plans)).rows(), limits


def test_every_filter_is_tried():
    tried = {name for limits, _ in LEAVES for name in limits}
    assert tried == set(Filters.model_fields) - {"as_at"}
