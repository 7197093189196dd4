"""What was told again: pairs that say nearly the same, groups, the nearest, themes that came back, terms of no theme."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from queries.asked import Filtered, Limited, OneActionLimited, OneActionRead
from queries.recurring import kept
from queries.recurring.found import NOTHING, Found, found
from queries.recurring.limits import SAME
from queries.told_again import CAME_BACK, NEAREST, TOLD_AGAIN, TOLD_SO, UNTOLD_TERMS
from queries.working import Copy, WorkingCopy
from schema.errors import LakeError
from schema.filters import Filters
from schema.lake import Lake
from schema.vocabulary import Status
from tests.bench.likeness import keyed, precision, scores
from tests.make import Plans
from tests.test_succession import FIRST, version

DONE, GOING = Status.COMPLETED, Status.IN_PROGRESS
TOLD = "Every officer who attends a domestic incident should fill in a DASH form before leaving the scene"
NEARLY = "Every officer attending a domestic incident should fill in the DASH form before they leave the scene"
OTHER = "The housing association should train its repair workers to notice signs of abuse in the home"


@pytest.mark.parametrize("split", ["dev", "test"])
def test_nine_in_ten_of_the_keyed_pairs_that_are_shown_as_nearly_the_same_are(split):
    shown, right, _ = precision([row for row in keyed() if row["split"] == split])
    assert shown >= 5
    assert right / shown >= 0.9


def test_likeness_is_the_same_both_ways_and_one_with_itself():
    rows = keyed()[:60]
    turned = [{**row, "a_text": row["b_text"], "b_text": row["a_text"]} for row in rows]
    assert scores(rows) == pytest.approx(scores(turned), abs=1e-5)
    assert scores([{**row, "b_text": row["a_text"]} for row in rows]) == pytest.approx([1] * len(rows), abs=1e-5)


WORDS = st.sampled_from(
    [
        "officer",
        "form",
        "housing",
        "audit",
        "protocol",
        "referral",
        "school",
        "midwife",
        "stalking",
        "order",
        "refuge",
        "register",
        "training",
        "carer",
    ]
)
SENTENCE = st.lists(WORDS, min_size=4, max_size=9).map(" ".join)


def named(of: Found) -> dict[frozenset[str], float]:
    """The pairs by their texts."""
    return {
        frozenset((of.texts[one], of.texts[two])): round(float(score), 4)
        for one, two, score in zip(of.pairs.first, of.pairs.second, of.pairs.score, strict=True)
    }


@given(st.lists(SENTENCE, max_size=12, unique=True), st.lists(SENTENCE, max_size=6, unique=True), st.data())
def test_texts_that_come_later_are_paired_as_if_all_had_come_at_once(early, late, data):
    left = data.draw(st.lists(st.sampled_from(early), unique=True)) if early else []
    now = [*left, *late]
    in_steps, at_once = found(now, found(early)), found(now)
    assert named(in_steps) == named(at_once)
    assert centres(in_steps) == centres(at_once)


def centres(of: Found) -> dict[str, str]:
    """Each text's centre."""
    groups = of.groups(np.ones(len(of.texts), dtype=np.int64))
    return {of.texts[place]: of.texts[centre] for place, centre in enumerate(groups)}


@given(st.lists(SENTENCE, min_size=2, max_size=14, unique=True))
def test_whoever_stands_in_a_group_is_near_its_centre(texts):
    of = found(texts)
    centres = of.groups(np.ones(len(of.texts), dtype=np.int64))
    pairs = named(of)
    for place, centre in enumerate(centres):
        assert centres[centre] == centre
        assert place == centre or pairs[frozenset((of.texts[place], of.texts[centre]))] >= SAME


@pytest.mark.thorough
def test_no_two_texts_that_are_near_are_missed_for_want_of_a_shared_word():
    """Held against every pair, of the keyed texts."""
    texts = list(dict.fromkeys(row[name] for row in keyed() for name in ("a_text", "b_text")))
    pairs = [{"a_text": one, "b_text": two} for at, one in enumerate(texts[:170]) for two in texts[at + 1 : 170]]
    near = {
        frozenset((pair["a_text"], pair["b_text"]))
        for pair, score in zip(pairs, scores(pairs), strict=True)
        if score >= SAME
    }
    assert near == set(named(found(texts[:170])))
    assert len(near) > 5


def _plans() -> Plans:
    plans = Plans()
    a = plans.plan("Plan A", "Northmere CSP", as_at=date(2018, 6, 1))
    b = plans.plan("Plan B", "Southmere CSP", as_at=date(2021, 6, 1))
    c = plans.plan("Plan C", "Northmere CSP", as_at=date(2022, 6, 1))
    plans.action(a, DONE, "2018-01-31", "2018-03-02", recommendation=TOLD, themes=["dash"], leads=["Norland Police"])
    plans.action(b, GOING, "2021-03-31", recommendation=NEARLY, themes=["dash"])
    plans.action(b, DONE, "2021-03-31", "2021-03-31", recommendation=OTHER, themes=["training"])
    plans.action(c, GOING, "2022-12-31", recommendation=f"{TOLD}.", themes=["dash"])
    plans.action(c, GOING, None, recommendation="As above.", themes=["training"])
    return plans


@pytest.fixture(scope="module")
def con():
    return _plans().copy()


def test_a_group_tells_in_how_many_plans_and_years_it_was_made_and_what_came_of_it(con):
    (row,) = TOLD_AGAIN.rows(Limited(), on=con)
    assert (row.action_id, row.recommendation) == (
        "southmere-csp-plan-b-001",
        NEARLY,
    )  # two are as near to it as to the others
    assert (row.partnerships, row.plans, row.first_year, row.last_year, row.actions) == (2, 3, 2018, 2022, 3)
    assert (row.completed.n, row.completed.m, row.open, row.overdue) == (1, 3, 2, 1)
    assert (row.measured, row.median_slippage) == (1, 30)


def test_filters_choose_groups_and_each_is_counted_whole(con):
    (row,) = TOLD_AGAIN.rows(Limited(filters=Filters(partnership=["Southmere CSP"])), on=con)
    assert (row.partnerships, row.actions) == (2, 3)
    assert TOLD_AGAIN.rows(Limited(filters=Filters(theme=["training"])), on=con) == []


def test_who_was_told_so_and_what_came_of_it(con):
    rows = TOLD_SO.rows(OneActionRead(action_id="southmere-csp-plan-b-001"), on=con)
    assert [(row.partnership, row.plan, row.timeliness, row.days) for row in rows] == [
        ("Southmere CSP", "Plan B", "overdue", 62),  # of the one who asks first
        ("Northmere CSP", "Plan A", "late", 30),
        ("Northmere CSP", "Plan C", "not_yet_due", None),
    ]
    alone = TOLD_SO.rows(OneActionRead(action_id="southmere-csp-plan-b-002"), on=con)
    assert [row.recommendation for row in alone] == [OTHER]


def test_the_nearest_are_of_other_partnerships_the_most_alike_first(con):
    rows = NEAREST.rows(OneActionLimited(action_id="southmere-csp-plan-b-001", limit=10), on=con)
    assert [(row.partnership, row.plan, row.is_same) for row in rows] == [
        ("Northmere CSP", "Plan A", True),
        ("Northmere CSP", "Plan C", True),
    ]
    assert 0.65 <= rows[1].likeness <= rows[0].likeness < 1
    assert NEAREST.rows(OneActionLimited(action_id="southmere-csp-plan-b-002", limit=10), on=con) == []  # none is alike
    assert NEAREST.rows(OneActionLimited(action_id="northmere-csp-plan-c-002", limit=10), on=con) == []  # 'As above.'


def test_a_theme_came_back_where_a_later_plan_of_the_same_partnership_has_it_again(con):
    rows = {row.group_id: row for row in CAME_BACK.rows(Filtered(), on=con)}
    assert (rows["dash"].came_back.n, rows["dash"].came_back.m, rows["dash"].years) == (1, 1, 4.0)
    assert set(rows) == {"dash"}  # whoever closed training has no later plan in which it could have come back
    assert CAME_BACK.rows(Filtered(filters=Filters(theme=["training"])), on=con) == []
    of_done = CAME_BACK.rows(Filtered(filters=Filters(status=[DONE])), on=con)
    assert [(row.group_id, row.came_back.m) for row in of_done] == [("dash", 1)]  # whatever of a plan the filters leave


PLAN_THEMES = st.lists(
    st.tuples(st.sampled_from("AB"), st.integers(2015, 2020), st.lists(st.booleans(), min_size=1, max_size=3)),
    max_size=6,
)


@settings(max_examples=10)
@given(PLAN_THEMES)
def test_what_came_back_is_what_a_second_route_finds(rows):
    plans = Plans()
    for number, (who, year, done) in enumerate(rows):
        of = plans.plan(f"Plan {number}", f"{who} CSP", as_at=date(year, 1, 1))
        for is_done in done:
            plans.action(of, DONE if is_done else GOING, themes=["dash"])
    closed = {who for who, year, done in rows if all(done) and any(w == who and y > year for w, y, _ in rows)}
    again = {who for who, year, done in rows if all(done) and any(w == who and y > year for w, y, _ in rows)}
    found_rows = [row for row in CAME_BACK.rows(Filtered(), on=plans.copy()) if row.group_id == "dash"]
    assert [(row.came_back.n, row.came_back.m) for row in found_rows] == ([(len(again), len(closed))] if closed else [])


def test_a_term_that_stands_in_three_plans_of_two_partnerships_and_tells_no_theme_is_proposed():
    plans = Plans()
    for number in range(3):
        of = plans.plan(f"Plan {number}", f"CSP {number % 2}")
        plans.action(
            of, GOING, recommendation=f"Landlords should know of Gambling Harm number {number} and of DASH forms"
        )
    rows = {row.term: row for row in UNTOLD_TERMS.rows(Limited(), on=plans.copy())}
    row = rows["gambling harm"]
    assert (row.partnerships, row.plans, row.recommendations) == (2, 3, 3)
    assert not [term for term in rows if "should" in term.split()]  # a word of every plan is no topic


def test_a_copy_that_is_brought_up_finds_what_one_built_anew_finds(tmp_path):
    with Lake(str(tmp_path / "lake")) as lake:
        version(lake, FIRST, "2022-01-31", plan="Beech")
        working = WorkingCopy(lake)
        before = working.newest()
        assert [row.plans for row in TOLD_AGAIN.rows(on=before)] == []
        version(lake, FIRST[:1], "2023-01-31", plan="Cedar", partnership="Southmere CSP")
        after = working.newest(fresh=True)
        assert (after.put_in, after is before) == (1, False)
        anew = WorkingCopy(lake).newest()
        assert TOLD_AGAIN.rows(on=after) == TOLD_AGAIN.rows(on=anew)


def test_where_there_are_more_than_are_held_against_each_other_it_is_said(con, monkeypatch):
    monkeypatch.setattr("queries.recurring.kept.MOST", 2)
    copy = Copy(con)
    assert copy.alike.is_too_large(copy.actions)
    assert TOLD_AGAIN.rows(on=copy) == []


def test_where_it_could_not_be_worked_out_one_sentence_says_so(con, monkeypatch):
    monkeypatch.setitem(kept._SQL, "demands", "select * from no_table where $most > 0")
    with pytest.raises(LakeError, match="could not be worked out"):
        TOLD_AGAIN.rows(on=Copy(con))


def test_before_it_is_worked_out_nobody_is_made_to_wait(con):
    copy = Copy(con)
    assert copy.alike.is_ready(patience=30)
    assert len(TOLD_AGAIN.rows(on=copy)) == 1
    assert found([]).texts == NOTHING.texts
