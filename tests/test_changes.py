"""What changed between versions and between days: exact rows, the same counts by a second route, and the feed."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from queries.asked import ChangesAsked, Filtered, Since, SinceBy
from queries.changed import CHANGES, CHANGES_BY, CHANGES_OVER_TIME, COMPARED
from queries.feed import atom
from queries.working import Copy
from schema.filters import Filters
from schema.vocabulary import Dimension, Rag, Status, Wording
from tests.conftest import ROOT
from tests.make import Plans, day
from tests.second_route import Fact, judge

DONE, GOING, WAITING, UNSAID = Status.COMPLETED, Status.IN_PROGRESS, Status.NOT_STARTED, Status.NOT_STATED
JUNE, SEPTEMBER, DECEMBER = date(2024, 6, 30), date(2024, 9, 30), date(2024, 12, 31)
POLICE, COUNCIL = "Norland Police", "Norland Council"


def versions(plans: Plans, *days: date, name: str = "Plan A", **more) -> list:
    """Documents of one plan, one a day."""
    return [plans.plan(name, "Northmere CSP", document_id=f"{name}-{one}", as_at=one, **more) for one in days]


@pytest.fixture(scope="module")
def con():
    """A plan in three versions, and others that cannot be compared."""
    plans = Plans()
    june, september, december = versions(plans, JUNE, SEPTEMBER, DECEMBER)
    plans.action(june, GOING, "2024-05-31", leads=[POLICE], action_key="late", themes=["dash"])
    plans.action(june, GOING, "2024-08-31", leads=[POLICE], action_key="done", themes=["dvpo"])
    plans.action(june, DONE, "2024-05-31", action_key="again", rag=Rag.GREEN)
    plans.action(june, WAITING, None, action_key="told", action="Train all of the staff.")
    plans.action(june, GOING, action_key="gone", action="Buy a van.")
    plans.action(september, GOING, "2024-10-31", leads=[POLICE], action_key="late", match_score=1.0)
    plans.action(september, DONE, "2024-08-31", leads=[POLICE], action_key="done", match_score=1.0)
    plans.action(september, DONE, "2024-05-31", action_key="again", match_score=1.0, rag=Rag.GREEN)
    plans.action(september, WAITING, None, action_key="told", match_score=1.0, action="Train all of the staff.")
    plans.action(
        december, GOING, "2024-11-30", leads=[COUNCIL, POLICE], action_key="late", match_score=1.0, themes=["dash"]
    )
    plans.action(december, DONE, "2024-08-31", leads=[POLICE], action_key="done", match_score=1.0, themes=["dvpo"])
    plans.action(december, GOING, "2024-05-31", action_key="again", match_score=1.0, rag=Rag.AMBER)
    plans.action(december, GOING, "2025-03-31", action_key="told", match_score=0.91, action="Train  some of the staff.")
    plans.action(december, GOING, action_key="new", action="Ask the panel.")
    strange, other = versions(plans, JUNE, DECEMBER, name="Plan B")
    plans.action(strange, GOING, action_key="b1")
    plans.action(other, GOING, action_key="b2")
    (alone,) = versions(plans, JUNE, name="Plan C")
    plans.action(alone, GOING, "2024-07-31", action_key="c1")
    return plans.copy()


def rows(con, **asked) -> list[tuple]:
    """(kind, key, before, after, days) of what changed."""
    found = CHANGES.rows(ChangesAsked(**asked), on=con)
    return [(row.change.value, row.action_key, row.before, row.after, row.days) for row in found]


def test_the_version_in_view_against_the_one_before(con):
    assert rows(con) == [
        ("newly_overdue", "late", None, None, 31),
        ("target_later", "late", "2024-10-31", "2024-11-30", 30),
        ("lead_changed", "late", POLICE, f"{COUNCIL}, {POLICE}", None),
        ("reopened", "again", "completed", "in_progress", None),
        ("newly_overdue", "again", None, None, 214),
        ("rating_changed", "again", "green", "amber", None),
        ("begun", "told", "not_started", "in_progress", None),
        ("target_given", "told", None, "2025-03-31", None),
        ("reworded", "told", "Train all of the staff.", "Train  some of the staff.", None),
        ("added", "new", None, "in_progress", None),
    ]


def test_since_a_day_the_version_that_was_the_newest_then(con):
    """On 1 July the first version was; 'late' was overdue then, and is again. Of plan C nothing was heard since."""
    found = rows(con, since=date(2024, 7, 1))
    assert ("completed", "done", "in_progress", "completed", None) in found
    assert ("target_later", "late", "2024-05-31", "2024-11-30", 183) in found
    assert ("dropped", "gone", "in_progress", None, None) in found
    assert not [row for row in found if row[1] == "late" and "overdue" in row[0]]
    assert COMPARED.one(Since(since=date(2024, 7, 1)), on=con).model_dump() == {
        "plans": 3, "compared": 1, "one_version": 0, "not_dated": 0, "not_held_then": 0, "speaks_later": 0, "not_heard_of": 1, "not_matched": 1,
        "earliest_before": date(2024, 7, 1), "latest_after": DECEMBER,
    }  # fmt: skip


def test_two_days_on_which_one_version_is_read(con):
    """Nobody published anything: time alone makes an action overdue."""
    asked = {"since": date(2024, 7, 15), "filters": Filters(plan=["northmere-csp-plan-c"], as_at=date(2024, 8, 10))}
    assert rows(con, **asked) == [("newly_overdue", "c1", None, None, 10)]


def test_a_reading_date_alone_changes_what_is_overdue(con):
    later = rows(con, filters=Filters(as_at=date(2025, 4, 10)), change=["newly_overdue"])
    assert [(key, days) for _, key, _, _, days in later] == [("late", 131), ("again", 314), ("told", 10)]


def test_what_cannot_be_compared_is_counted_by_why(con):
    found = COMPARED.one(Since(), on=con)
    assert (found.plans, found.compared, found.one_version, found.not_matched, found.not_heard_of) == (3, 1, 1, 1, 0)
    assert COMPARED.one(Since(since=date(2024, 1, 1)), on=con).not_held_then == 3


def test_a_match_that_is_less_than_certain_has_its_score(con):
    found = {row.action_key: row.match_score for row in CHANGES.rows(ChangesAsked(), on=con)}
    assert found == {"late": None, "again": None, "told": 0.91, "new": None}


def test_changes_by_group_and_quarter(con):
    def by(dimension: Dimension, kind: str) -> list[tuple]:
        found = CHANGES_BY.rows(SinceBy(dimension=dimension), on=con)
        return [(row.group_id, row.changes, row.days) for row in found if row.change == kind]

    assert by(Dimension.ALL, "target_later") == [("all", 1, 30)]
    assert by(Dimension.AGENCY, "target_later") == [(COUNCIL, 1, 30), (POLICE, 1, 30)]
    assert by(Dimension.THEME, "newly_overdue") == [("dash", 1, None)]
    assert by(Dimension.PARTNERSHIP, "added") == [("Northmere CSP", 1, None)]
    told = [
        (row.quarter, row.changes) for row in CHANGES_OVER_TIME.rows(Filtered(), on=con) if row.change == "target_later"
    ]
    assert told == [(SEPTEMBER, 1), (DECEMBER, 1)]


def test_filters_hold_for_what_is_in_view_and_for_what_was_dropped_as_it_last_stood(con):
    def found(**filters) -> set[str]:
        return {row[1] for row in rows(con, since=date(2024, 7, 1), filters=Filters(**filters))}

    assert found(theme=["dvpo"]) == {"done"}
    assert found(search="van") == {"gone"}
    words = ChangesAsked(since=date(2024, 7, 1), filters=Filters(search="van"))
    assert {row.action_key for row in CHANGES.rows(words, on=Copy(con))} == {
        "gone"
    }  # where a search is worked out first
    assert found(status=["in_progress"], search="buy") == {"gone"}
    assert found(status=["completed"]) == {"done"}
    assert "gone" not in found(agency=[POLICE])
    assert found(partnership=["none"]) == set()


def test_each_filter_reaches_what_was_dropped():
    """A filter that is new must be told of actions that no version in view prints, too."""
    text = (ROOT / "schema" / "changes.sql").read_text("utf-8")
    told = text[text.index("macro plans_named") : text.index("-- name: version_pair_macro")]
    told += text[text.index("macro was_chosen") : text.index("-- name: changed_macro")]
    assert {name for name in Filters.model_fields if f"(f).{name} is null" not in told} == {"as_at"}


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        ((GOING, {}), (DONE, {"prints_status": False}), ["completed", "no_longer_overdue"]),
        ((GOING, {}), (UNSAID, {"prints_status": False}), []),
        ((GOING, {}), (UNSAID, {}), ["unsaid"]),
        ((DONE, {}), (UNSAID, {}), ["unsaid"]),
        ((GOING, {}), (WAITING, {}), ["put_back"]),
        ((Status.CLOSED_NOT_PURSUED, {}), (GOING, {}), ["reopened", "newly_overdue"]),
        ((GOING, {}), (Status.CLOSED_NOT_PURSUED, {}), ["not_pursued", "no_longer_overdue"]),
    ],
)
def test_what_a_row_says_is_compared_whatever_its_version_prints(before, after, kinds):
    """An action that was overdue and of which nothing is said any more is not told to be no longer overdue."""
    plans = Plans()
    for day_of, (status, more), score in ((JUNE, before, None), (DECEMBER, after, 1.0)):
        (document,) = versions(plans, day_of, **more)
        plans.action(document, status, "2024-05-31", action_key="a", match_score=score)
    assert [row[0] for row in rows(plans.copy())] == kinds


def test_our_short_words_against_printed_ones_and_a_correction_of_one_version_are_no_changes():
    plans = Plans()
    (before,) = versions(plans, JUNE)
    (after,) = versions(plans, DECEMBER, wording=Wording.SUMMARY)
    plans.action(before, GOING, "2024-05-31", action_key="a", action="Long words of the plan.")
    corrected = {"corrected_fields": ["status", "target_date", "lead_agencies"], "leads": [POLICE]}
    plans.action(after, DONE, "2024-08-31", action_key="a", match_score=0.6, action="Short words.", **corrected)
    assert rows(plans.copy()) == []


def test_versions_without_a_date_and_a_reading_date_before_the_newest_version_are_told(con):
    plans = Plans()
    dated, undated = versions(plans, JUNE, None)
    plans.action(dated, GOING, action_key="a")
    plans.action(undated, DONE, action_key="a", match_score=1.0)
    assert COMPARED.one(Since(), on=plans.copy()).not_dated == 1
    early = Filters(plan=["northmere-csp-plan-a"], as_at=date(2024, 10, 1))
    assert (rows(con, filters=early), COMPARED.one(Since(filters=early), on=con).speaks_later) == ([], 1)


STATES = st.tuples(
    st.sampled_from([DONE, GOING, WAITING, UNSAID]), st.sampled_from([None, "2024-05-31", "2024-08-31", "2024-11-30"])
)


@settings(max_examples=12, deadline=None)
@given(st.lists(st.tuples(st.none() | STATES, st.none() | STATES), min_size=1, max_size=8))
def test_counts_by_a_second_route(pairs):
    """The truth table of DESIGN, step by step in Python."""
    plans = Plans()
    before, after = versions(plans, JUNE, DECEMBER)
    plans.action(before, GOING, action_key="both")
    plans.action(after, GOING, action_key="both", match_score=1.0)
    for place, states in enumerate(pairs):
        for of, state in zip((before, after), states, strict=True):
            if state:
                plans.action(of, state[0], state[1], action_key=f"k{place}", match_score=1.0 if of is after else None)
    counted = {
        row.change.value: row.changes for row in CHANGES_BY.rows(SinceBy(dimension=Dimension.ALL), on=plans.copy())
    }
    assert counted == dict(Counter(kind for states in pairs for kind in _kinds(*states)))


def _kinds(before: tuple | None, after: tuple | None) -> list[str]:
    if before is None or after is None:
        fact = Fact(after[0], day(after[1]), day(after[1]), None, DECEMBER) if after else None
        is_late = fact is not None and judge(fact, None).timeliness == "overdue"
        return ["added"] * bool(after) + ["dropped"] * bool(before) + ["newly_overdue"] * is_late
    (was, old), (now, new) = before, after
    late = [
        judge(Fact(status, day(target), day(target), None, read), None).timeliness == "overdue"
        for status, target, read in ((was, old, JUNE), (now, new, DECEMBER))
    ]
    return [
        *["completed"] * (was != DONE and now == DONE),
        *["reopened"] * (was == DONE and now in (GOING, WAITING)),
        *["begun"] * (was in (WAITING, UNSAID) and now == GOING),
        *["put_back"] * (was == GOING and now == WAITING),
        *["unsaid"] * (was != UNSAID and now == UNSAID),
        *["newly_overdue"] * (late == [False, True]),
        *["no_longer_overdue"] * (late == [True, False] and new is not None and now != UNSAID),
        *["target_later"] * (None not in (old, new) and old < new),
        *["target_earlier"] * (None not in (old, new) and old > new),
        *["target_given"] * (old is None and new is not None),
        *["target_lost"] * (old is not None and new is None),
    ]


ATOM = "{http://www.w3.org/2005/Atom}"


def test_the_feed_says_each_change_once_whatever_day_it_is_counted_from(con):
    def entries(since: date | None, as_at: date | None = None) -> dict[str, str]:
        found = CHANGES.rows(ChangesAsked(since=since, filters=Filters(as_at=as_at)), on=con)
        root = ElementTree.fromstring(atom(found, ["Northmere CSP"], "https://board.example/changes.xml"))
        assert root.find(f"{ATOM}title").text == "What changed in action plans: Northmere CSP"
        assert root.find(f"{ATOM}link").get("rel") == "self"
        assert all(one.text.startswith("urn:uuid:") for one in root.iter(f"{ATOM}id"))
        return {one.find(f"{ATOM}id").text: one.find(f"{ATOM}title").text for one in root.iter(f"{ATOM}entry")}

    near, far, later = entries(None), entries(JUNE + timedelta(1)), entries(None, date(2025, 4, 10))
    assert (
        len(near) == 10 and "Reworded: no reference: Train some of the staff. (Northmere CSP, Plan A)" in near.values()
    )
    assert set(near) <= set(later) and not set(near) & set(far)


def test_the_feed_holds_no_sign_that_xml_forbids(con):
    (row, *_) = CHANGES.rows(ChangesAsked(), on=con)
    told = atom([row.model_copy(update={"action": "a\x00b\x1f<&>\ud800c"})], [])
    assert "ab<&>c" in "".join(ElementTree.fromstring(told).itertext())
