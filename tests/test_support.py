"""Completed actions whose own text does not support it: what is found, on keyed rows, what a person's verdict changes, what is counted."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.fields.support import support_of
from ingest.keep.corrections import CorrectionError
from ingest.keep.one_row import Said
from ingest.keep.store import store, with_earlier_corrections
from ingest.keep.verdicts import give
from ingest.plan.about import Supplied
from ingest.plan.parse import parse
from ingest.plan.tree import Plan
from ingest.reference import support_weights
from queries import said
from queries.asked import By, ClosedAsked, OneAction, OneActionRead
from queries.closed import CLOSED, CLOSED_BY
from queries.figures import HEADLINE
from queries.one_action import ACTION_CORRECTIONS, ACTION_DETAIL
from queries.working import WorkingCopy
from schema.errors import NotFoundError
from schema.lake import Lake
from schema.vocabulary import Closing, Dimension, Status, Support, Verdict
from tests.bench.support import NOT_SUPPORTED, asked_of, keyed, learned, measured
from tests.make import Plans

HEADER = "Ref,Action,Lead agency,Target date,Status,Progress\n"
TOLD = {
    "1": "The supplier says that the system cannot record this.",
    "2": "Letters went to all forty of them in March 2023.",
    "3": "The protocol will be drafted in the autumn.",
    "4": "",
}


def test_what_is_called_plain_and_likely_is_right_so_often_on_rows_that_it_was_not_learned_from():
    _, shown = measured("test")
    for name, least in (("plain", 0.9), ("likely", 0.75)):
        n, right, _ = shown[name]
        assert n >= 15 and right / n >= least, (name, shown)


def test_a_sentence_that_is_quoted_stands_in_the_text():
    for row in keyed("test"):
        told = support_of(asked_of(row), row["progress"])
        assert told.words is None or told.words in row["progress"], row["id"]


@pytest.mark.thorough
def test_the_weights_are_those_that_the_keyed_rows_give():
    found = learned(keyed("dev"))
    kept = support_weights()
    assert found.keys() == kept.keys()
    furthest = max(abs(a - b) for sign in found for a, b in zip(found[sign], kept[sign].values(), strict=True))
    assert furthest < 0.01


@pytest.mark.parametrize(
    ("asked", "progress", "told"),
    [
        ("Train every team.", "Could not be done at first; all six teams were trained in May 2022.", Support.SUPPORTED),
        ("Consider a joint post.", "Considered in June. The board decided against it.", Support.SUPPORTED),
        ("Issue a policy.", "Policy issued 3 May. It says that staff will not close a case alone.", Support.SUPPORTED),
        ("Record the request.", "It is not possible to record this.", Support.NOT_POSSIBLE),
        ("Brief each shift.", "There is no record of a briefing.", Support.NOTHING_RECORDED),
        ("Write a protocol.", "A protocol will be written next year.", Support.STILL_TO_COME),
        ("Audit forty files.", "A leaflet was printed and posters hang in two surgeries.", Support.SOMETHING_ELSE),
        ("Audit forty files.", "Completed - closed at the board, March 2021", Support.NO_EVIDENCE),
        ("Audit forty files.", "", Support.NO_EVIDENCE),
    ],
)
def test_what_a_text_says(asked, progress, told):
    assert support_of(asked, progress).support is told


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_is_told_and_a_sentence_that_is_quoted_stands_in_it(asked, progress):
    told = support_of(asked, progress)
    assert (told.words is None) == (told.support in (Support.SUPPORTED, Support.NO_EVIDENCE))
    assert told.words is None or told.words in progress


def plan_of(statuses: str = "CCCC", told: dict[str, str] | None = None, as_at: str = "2024-01-31") -> Plan:
    words = {"C": "Completed", "P": "In progress"}
    lines = zip((told or TOLD).items(), statuses, strict=True)
    body = "".join(
        f'{ref},"Send letter {ref} to every surgery",Police,31/03/2023,{words[status]},"{progress}"\n'
        for (ref, progress), status in lines
    )
    said_of = Supplied(partnership="Northmere CSP", plan="DHR Erin", as_at=date.fromisoformat(as_at))
    return parse((HEADER + body).encode(), "plan.csv", said_of)


@pytest.fixture
def lake(tmp_path):
    with Lake(str(tmp_path / "lake")) as lake:
        yield lake


def counts(lake: Lake) -> dict[str, int]:
    row = CLOSED_BY.one(By(dimension=Dimension.ALL), on=WorkingCopy(lake).newest()).model_dump()
    return {kind.value: row[kind.value] for kind in Closing if row[kind.value]}


def test_only_completed_actions_are_judged_and_a_plan_without_progress_is_not():
    assert [action.support for action in plan_of("CCPC").actions] == [
        Support.NOT_POSSIBLE, Support.SUPPORTED, None, Support.NO_EVIDENCE,
    ]  # fmt: skip
    silent = plan_of(told=dict.fromkeys(TOLD, ""))
    assert {action.support for action in silent.actions} == {Support.NOT_PRINTED}


def test_a_verdict_is_a_correction_that_counts_is_shown_and_can_be_taken_back(lake):
    plan = plan_of()
    store(lake, plan)
    denied = plan.actions[0].action_id
    assert counts(lake) == {"unsupported": 2, "supported": 1, "no_evidence": 1}
    give(lake, denied, Verdict.SUPPORTED, Said("The board saw the records.", "DA board"))
    copy = WorkingCopy(lake).newest()
    assert counts(lake) == {"unsupported": 1, "supported": 2, "no_evidence": 1}
    assert (HEADLINE.one(on=copy).completed, HEADLINE.one(on=copy).unsupported) == (4, 1)
    made = ACTION_CORRECTIONS.rows(OneAction(action_id=denied), on=copy)
    assert [(row.field, row.old, row.new, row.reason, row.made_by) for row in made] == [
        ("verdict", "", "supported", "The board saw the records.", "DA board")
    ]
    row = ACTION_DETAIL.one(OneActionRead(action_id=denied), on=copy)
    assert (row.closing, row.verdict, row.closed_not_done, row.corrected_fields) == (
        "supported",
        "supported",
        False,
        ["verdict"],
    )
    give(lake, denied, Verdict.NOT_SUPPORTED, Said("They were of another year."))
    assert counts(lake)["unsupported"] == 2
    give(lake, denied, None, Said(""))
    row = ACTION_DETAIL.one(OneActionRead(action_id=denied), on=WorkingCopy(lake).newest())
    assert (row.verdict, row.closing, row.corrected_fields, row.closed_not_done) == (None, "unsupported", [], True)


def test_a_verdict_is_brought_up_in_a_copy_that_is_there(lake):
    plan = plan_of()
    store(lake, plan)
    working = WorkingCopy(lake)
    working.newest()
    give(lake, plan.actions[1].action_id, Verdict.CANNOT_TELL, Said("Nobody who was there is left."))
    copy = working.newest(fresh=True)
    assert copy.put_in == 1
    assert CLOSED_BY.one(By(dimension=Dimension.ALL), on=copy).cannot_tell == 1


@pytest.mark.thorough
def test_a_verdict_holds_when_read_again_and_for_a_later_version_whose_progress_says_the_same(lake):
    plan = plan_of()
    store(lake, plan, (HEADER + "").encode())
    give(lake, plan.actions[0].action_id, Verdict.SUPPORTED, Said("Seen."))
    give(lake, plan.actions[2].action_id, Verdict.NOT_SUPPORTED, Said("Not seen."))
    later, lost = with_earlier_corrections(
        lake, plan_of(told={**TOLD, "3": "It was issued to all in May 2024."}, as_at="2024-06-30")
    )
    assert [action.verdict for action in later.actions] == [Verdict.SUPPORTED, None, None, None]
    assert [correction.new for correction in lost] == ["not_supported"]
    assert "correction_not_kept" in {finding.code for finding in later.findings}


@pytest.mark.parametrize(
    ("place", "reason", "says"),
    [(1, " ", "Say why"), (2, "Because.", "marked completed, and this one is not")],
)
def test_a_verdict_without_a_reason_or_on_what_is_not_completed_is_refused(lake, place, reason, says):
    plan = plan_of("CCPC")
    store(lake, plan)
    before = lake.snapshot()
    with pytest.raises(CorrectionError, match=says):
        give(lake, plan.actions[place].action_id, Verdict.SUPPORTED, Said(reason))
    assert lake.snapshot() == before
    with pytest.raises(NotFoundError, match="no action"):
        give(lake, "none", Verdict.SUPPORTED, Said("Because."))


def counts_as(status: Status, support: Support | None, is_plain: bool, verdict: Verdict | None) -> str | None:
    """The second route: the truth table, line by line."""
    if status is not Status.COMPLETED:
        return None
    if verdict:
        return {"supported": "supported", "not_supported": "unsupported", "cannot_tell": "cannot_tell"}[verdict]
    if support is None:
        return "not_looked_at"
    if support in NOT_SUPPORTED:
        return "unsupported" if is_plain else "likely_unsupported"
    return support.value


DONE = Status.COMPLETED
ROW = st.tuples(
    st.sampled_from([Status.COMPLETED, Status.COMPLETED, Status.IN_PROGRESS]),
    st.none() | st.sampled_from(Support),
    st.booleans(),
    st.none() | st.sampled_from(Verdict),
)


@settings(max_examples=12)  # each with many rows: a working copy takes longer to build than rows to count
@given(st.lists(ROW, min_size=1, max_size=60))
def test_counts_and_lists_are_those_of_the_truth_table(rows):
    plans = Plans()
    of = plans.plan("Plan A", "Northmere CSP")
    for status, support, is_plain, verdict in rows:
        plans.action(of, status, support=support, support_is_plain=is_plain, verdict=verdict)
    con = plans.copy()
    expected = Counter(kind for row in rows if (kind := counts_as(*row)))
    found = CLOSED_BY.rows(By(dimension=Dimension.PARTNERSHIP), on=con)
    told = {kind.value: getattr(found[0], kind.value) for kind in Closing} if found else {}
    assert {kind: count for kind, count in told.items() if count} == expected
    told = [row for row in rows if row[0] is DONE and row[1] not in (None, Support.NOT_PRINTED)]
    headline = HEADLINE.one(on=con)
    assert (headline.completed, headline.unsupported, headline.supported) == (
        expected.total(), expected["unsupported"], sum(counts_as(*row) == "supported" for row in told),
    )  # fmt: skip
    assert headline.not_told == expected.total() - len(told)
    rate = found[0].as_supported if found else None
    assert rate is None or (rate.n, rate.m) == (headline.supported, len(told))
    listed = CLOSED.rows(ClosedAsked(closing=[Closing.UNSUPPORTED, Closing.NO_EVIDENCE]), on=con)
    assert Counter(row.closing.value for row in listed) == {
        kind: expected[kind] for kind in ("unsupported", "no_evidence") if expected[kind]
    }


def test_it_is_said_in_a_sentence():
    plans = Plans()
    of = plans.plan("Plan A", "Northmere CSP")
    for support, is_plain in ((Support.SUPPORTED, True), (Support.STILL_TO_COME, True), (Support.NOT_PRINTED, True)):
        plans.action(of, Status.COMPLETED, support=support, support_is_plain=is_plain)
    row = CLOSED_BY.one(By(dimension=Dimension.ALL), on=plans.copy())
    assert said.closed(row) == (
        "3 actions are marked completed. Of 2 whose plan prints progress, no doubt was found in the text of 1 (50%), which is no proof; 1 plainly not supported."
    )
