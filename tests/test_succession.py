"""Plans have lasting ids, and rows of successive versions are the same actions though they move or are reworded."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.keep.corrections import corrected
from ingest.keep.identity import rename
from ingest.keep.listing import documents
from ingest.keep.store import remove, reply, revert, store, with_earlier_corrections
from ingest.keep.succession import Line, likely_plan, matches
from ingest.keep.uploads import Upload, correct
from ingest.plan.about import Supplied
from ingest.plan.parse import parse
from ingest.plan.tree import Plan
from queries import working
from queries.asked import Limited, OneActionRead
from queries.figures import HEADLINE
from queries.lists import ACTIONS, DROPPED
from queries.one_action import ACTION_DETAIL
from queries.sources import REPLIES
from schema.errors import NotFoundError
from schema.filters import Filters
from schema.lake import Lake
from schema.tables import Reply

HEADER = "Ref,Recommendation,Action,Lead agency,Target date,Status,Completion date\n"
TEXTS = {
    "dash": "Train every front line officer to complete a DASH risk assessment",
    "marac": "Agree a protocol for referrals to MARAC between health and police",
    "dvpo": "Audit how often protection orders are considered and report quarterly",
    "housing": "Publish a leaflet on housing options for people who leave at short notice",
}


def version(lake: Lake | None, rows: list[tuple], as_at: str, **supplied: object) -> Plan:
    """A version of a plan with rows of (ref, key of TEXTS or words, target, status, completed)."""
    body = "".join(
        f"{ref},Learn from the review,{TEXTS.get(words, words)},Police,{target},{status},{done}\n"
        for ref, words, target, status, done in rows
    )
    said = {"partnership": "Northmere CSP", "plan": "DHR Erin", **supplied}
    plan = parse((HEADER + body).encode(), "plan.csv", Supplied(**said, as_at=date.fromisoformat(as_at)))
    if lake is not None:
        store(lake, plan)
    return plan


def shown(lake: Lake) -> list[dict]:
    """The rows in view, as they are exported."""
    return ACTIONS.frame(on=working.WorkingCopy(lake).newest()).to_dicts()


FIRST = [
    ("1", "dash", "31/03/2023", "In progress", ""),
    ("2", "marac", "30/06/2023", "In progress", ""),
    ("3", "dvpo", "30/09/2023", "Not started", ""),
]


def line(ref: str, action: str, recommendation: str = "", section: str = "") -> Line:
    return Line(f"{ref}|{action}", section, ref, recommendation, action)


def test_a_row_put_in_on_top_is_one_row_added():
    old = [line(str(n), text) for n, text in enumerate(TEXTS.values(), start=1)]
    new = [
        line("1", "Appoint a lead officer for this plan"),
        *(line(str(n + 2), one.action) for n, one in enumerate(old)),
    ]
    assert {place: before for place, (before, _) in matches(new, old).items()} == {1: 0, 2: 1, 3: 2, 4: 3}


def test_a_row_that_is_reworded_is_the_same_and_the_score_says_how_sure_that_is():
    old = [line("1", TEXTS["dash"]), line("2", TEXTS["marac"])]
    new = [line("1", "Train all front line officers and call handlers to complete a DASH"), line("2", TEXTS["marac"])]
    found = matches(new, old)
    assert {place: before for place, (before, _) in found.items()} == {0: 0, 1: 1}
    assert found[1][1] == 1.0
    assert 0.5 < found[0][1] < 1.0


def test_another_demand_is_another_row():
    old, new = [line("", TEXTS["dash"])], [line("", TEXTS["housing"])]
    assert matches(new, old) == {}


def test_rows_that_are_alike_in_their_recommendation_are_told_apart_by_what_is_to_be_done():
    told = "Agencies should share what they know about risk at the first contact with one another"
    old = [line("", TEXTS["dash"], told), line("", TEXTS["marac"], told)]
    new = [line("", TEXTS["marac"], told), line("", TEXTS["dash"], told)]
    assert {place: before for place, (before, _) in matches(new, old).items()} == {0: 1, 1: 0}


words = st.lists(
    st.sampled_from(
        [
            "review",
            "risk",
            "audit",
            "train",
            "publish",
            "agree",
            "share",
            "refer",
            "record",
            "board",
            "police",
            "health",
        ]
    ),
    min_size=4,
    max_size=9,
)
lines = st.lists(st.builds(lambda ref, text: line(str(ref), " ".join(text)), st.integers(1, 9), words), max_size=8)


@settings(max_examples=60, deadline=None)
@given(lines, lines)
def test_matches_are_one_to_one_and_scored(new, old):
    found = matches(new, old)
    before = [place for place, _ in found.values()]
    assert len(set(before)) == len(before)
    assert set(found) <= set(range(len(new))) and set(before) <= set(range(len(old)))
    assert all(0.5 <= score <= 1.0 for _, score in found.values())


@settings(max_examples=30, deadline=None)
@given(st.permutations(range(8)), st.sets(st.integers(0, 7), max_size=4))
def test_rows_that_move_and_go_are_found_again(order, gone):
    old = [line(str(n), f"{text} of area {n // 4}") for n, text in enumerate([*TEXTS.values(), *TEXTS.values()])]
    kept = [place for place in order if place not in gone]
    new = [line(str(n + 20), old[place].action) for n, place in enumerate(kept)]
    assert [matches(new, old)[n][0] for n in range(len(kept))] == kept


def test_the_original_target_is_the_first_that_any_version_printed(own_lake):
    version(own_lake, FIRST, "2023-01-31")
    version(own_lake, [("1", "dash", "31/12/2023", "Completed", "31/01/2024"), *FIRST[1:]], "2024-02-28")
    row = next(row for row in shown(own_lake) if row["ref"] == "1")
    assert (row["target_original_date"], row["target_date"], row["target_revisions"]) == (
        date(2023, 3, 31), date(2023, 12, 31), 1,
    )  # fmt: skip
    assert (row["timeliness"], row["slippage_days"], row["slippage_latest_days"]) == ("late", 306, 31)
    one = ACTION_DETAIL.one(OneActionRead(action_id=row["action_id"]), on=working.WorkingCopy(own_lake).newest())
    assert (one.first_target_as_printed, one.first_target_as_at) == ("31/03/2023", date(2023, 1, 31))


def test_versions_may_be_added_in_any_order(own_lake):
    version(own_lake, [("1", "dash", "31/12/2023", "In progress", "")], "2024-02-28")
    version(own_lake, [("1", "dash", "31/03/2023", "In progress", "")], "2023-01-31")
    (row,) = shown(own_lake)
    assert (row["as_at"], row["target_date"], row["target_original_date"]) == (
        date(2024, 2, 28), date(2023, 12, 31), date(2023, 3, 31),
    )  # fmt: skip


def test_what_a_newer_version_drops_stays_in_view_as_dropped_and_in_no_figure(own_lake):
    version(own_lake, FIRST, "2023-01-31")
    version(
        own_lake,
        [("1", "housing", "31/03/2024", "Not started", ""), ("2", "dash", "31/03/2023", "Completed", "")],
        "2024-01-31",
    )
    copy = working.WorkingCopy(own_lake).newest()
    rows = DROPPED.rows(on=copy)
    assert [(row.ref, row.last_seen, row.status) for row in rows] == [
        ("2", date(2023, 1, 31), "in_progress"), ("3", date(2023, 1, 31), "not_started"),
    ]  # fmt: skip
    assert HEADLINE.one(on=copy).actions == 2
    assert DROPPED.rows(Limited(filters=Filters(partnership=["none"])), on=copy) == []


def test_an_action_that_went_away_and_comes_back_is_the_same_one(own_lake):
    version(own_lake, FIRST, "2023-01-31")
    version(own_lake, FIRST[:2], "2024-01-31")
    version(own_lake, [*FIRST[:2], ("3", "dvpo", "30/09/2025", "Not started", "")], "2025-01-31")
    row = next(row for row in shown(own_lake) if row["ref"] == "3")
    assert (row["target_original_date"], row["target_revisions"]) == (date(2023, 9, 30), 1)
    assert DROPPED.rows(on=working.WorkingCopy(own_lake).newest()) == []


@pytest.mark.thorough
def test_a_new_action_under_the_reference_of_one_that_was_dropped_is_another_one(own_lake):
    version(own_lake, FIRST, "2023-01-31")
    version(own_lake, FIRST[:2], "2024-01-31")
    version(own_lake, [*FIRST[:2], ("3", "housing", "30/09/2025", "Not started", "")], "2025-01-31")
    row = next(row for row in shown(own_lake) if row["ref"] == "3")
    assert (row["target_original_date"], row["target_revisions"]) == (date(2025, 9, 30), 0)
    assert [row.ref for row in DROPPED.rows(on=working.WorkingCopy(own_lake).newest())] == ["3"]


def test_rows_that_say_the_same_are_paired_in_their_order_or_not_at_all():
    twin = TEXTS["dash"]
    assert matches([line("", "Appoint a lead"), line("", twin), line("", twin)], [line("", twin), line("", twin)]) == {
        1: (0, 1.0), 2: (1, 1.0),
    }  # fmt: skip
    assert matches([line("", twin)], [line("", twin), line("", twin)]) == {}


def test_another_subject_is_another_row_though_most_words_are_the_same():
    old = [line("", "Train all GPs in domestic abuse awareness"), line("", "Write a policy for safeguarding adults")]
    new = [
        line("", "Train all midwives in domestic abuse awareness"),
        line("", "Write a policy for information sharing"),
    ]
    assert matches(new, old) == {}


def test_rows_with_nothing_to_compare_are_not_the_same():
    assert matches([line("", "", "Share what is known")], [line("", "Audit the files")]) == {}


def test_our_own_short_words_are_paired_with_the_printed_row_by_heading_and_reference():
    old = [Line("k", "part 1", "1.2", "", "DASH training", wording="summary")]
    new = [
        Line(
            "x", "part 1", "1.2", "", "Every officer is to be trained in the use of the checklist", wording="published"
        )
    ]
    assert {place: before for place, (before, _) in matches(new, old).items()} == {0: 0}


@pytest.mark.thorough
def test_a_corrected_text_does_not_cut_a_row_off_from_its_history(own_lake):
    version(own_lake, [("", "dash", "31/03/2021", "In progress", "")], "2022-01-31")
    rows = [("", "dash", "31/12/2023", "Completed", "31/01/2024")]
    version(own_lake, rows, "2024-01-31")
    again = version(None, rows, "2024-01-31")
    again.actions[0] = again.actions[0].model_copy(
        update={"action": "Something else altogether, as the board wrote to us"}
    )
    store(own_lake, again, replace=True)
    (row,) = shown(own_lake)
    assert row["target_original_date"] == date(2021, 3, 31)


@pytest.mark.thorough
def test_an_undated_version_moves_no_target_of_a_dated_one(own_lake):
    version(own_lake, [("1", "dash", "31/03/2021", "Completed", "30/11/2022")], "2023-01-31")
    body = HEADER + f"1,Learn from the review,{TEXTS['dash']},Police,31/12/2023,Completed,30/11/2022\n"
    undated = parse(body.encode(), "plan.csv", Supplied(partnership="Northmere CSP", plan="DHR Erin", is_undated=True))
    store(own_lake, undated)
    (row,) = shown(own_lake)
    assert (row["target_original_date"], row["slippage_days"]) == (date(2021, 3, 31), 609)


@pytest.mark.thorough
def test_rows_that_were_never_matched_share_no_target(own_lake):
    """As in a lake of before version 5, whose keys were made from references alone."""
    version(own_lake, [("1", "dash", "31/03/2021", "In progress", "")], "2022-01-31")
    version(own_lake, [("1", "dash", "31/12/2023", "In progress", "")], "2023-01-31")
    own_lake.con.execute("update lake.action set match_score = null")
    (row,) = shown(own_lake)
    assert row["target_original_date"] == date(2023, 12, 31)
    assert DROPPED.rows(on=working.WorkingCopy(own_lake).newest()) == []


@pytest.mark.thorough
def test_the_same_document_read_again_keeps_its_keys_and_scores(own_lake):
    version(own_lake, FIRST, "2023-01-31")
    second = [*FIRST, ("4", "housing", "31/03/2024", "Not started", "")]
    version(own_lake, second, "2024-01-31")
    before = own_lake.read("select action_key, match_score from lake.action order by action_id").rows()
    store(own_lake, version(None, second, "2024-01-31"), replace=True)
    assert own_lake.read("select action_key, match_score from lake.action order by action_id").rows() == before
    assert sorted(score for _, score in before if score is not None) == [1.0, 1.0, 1.0]


@pytest.mark.thorough
def test_a_correction_of_an_earlier_version_follows_its_row_to_another_place(own_lake):
    first = version(None, FIRST, "2023-01-31")
    upload = Upload(
        sha256="0" * 64, name="plan.csv", size=1, added_at=datetime(2023, 2, 1, tzinfo=UTC), supplied={}, plan=None
    )
    made = correct(
        upload.model_copy(update={"plan": first}),
        [(first.actions[1].action_id, "status", "completed")], "They said so.", None,
    ).corrections  # fmt: skip

    store(own_lake, corrected(first, made)[0])
    moved = [("1", "housing", "31/03/2024", "Not started", ""), *((str(int(r[0]) + 1), *r[1:]) for r in FIRST)]
    second, lost = with_earlier_corrections(own_lake, version(None, moved, "2024-01-31"))
    store(own_lake, second)
    row = next(row for row in shown(own_lake) if row["action"] == TEXTS["marac"])
    assert (lost, row["status"], row["corrected_fields"]) == ([], "completed", ["status"])


def test_a_plan_that_is_renamed_keeps_versions_answers_and_corrections(own_lake):
    first = version(own_lake, FIRST, "2023-01-31")
    plan_id = first.document.plan_id
    reply(own_lake, Reply(plan_id=plan_id, text="We answer.", made_at=datetime(2024, 1, 1, tzinfo=UTC)))
    assert rename(own_lake, plan_id, "Southmere CSP", "Erin, 2023") == "Southmere CSP: Erin, 2023"
    second = version(own_lake, FIRST[1:], "2024-01-31", partnership="Southmere CSP", plan="Erin, 2023")
    names = {(row["plan_id"], row["partnership"], row["plan"]) for row in documents(own_lake).iter_rows(named=True)}
    assert names == {(plan_id, "Southmere CSP", "Erin, 2023")}
    copy = working.WorkingCopy(own_lake).newest()
    assert [(row.plan, row.reply) for row in REPLIES.rows(on=copy)] == [("Erin, 2023", "We answer.")]
    assert HEADLINE.one(on=copy).plans == 1
    assert first.document.document_id != second.document.document_id
    other = version(
        own_lake, FIRST[:2], "2025-01-31"
    )  # under the name that it had first: another plan, until a person says so
    assert documents(own_lake)["plan_id"].n_unique() == 2
    assert other.document.document_id in documents(own_lake)["document_id"].to_list()


def test_a_plan_is_not_given_the_name_of_another(own_lake):
    first = version(own_lake, FIRST, "2023-01-31")
    version(own_lake, FIRST[:2], "2023-01-31", plan="DHR Fay")
    with pytest.raises(NotFoundError, match="already"):
        rename(own_lake, first.document.plan_id, None, "DHR Fay")


def test_a_plan_that_is_not_there_cannot_be_renamed(own_lake):
    with pytest.raises(NotFoundError, match="no plan x"):
        rename(own_lake, "x", None, "Y")
    with pytest.raises(NotFoundError, match="--plan"):
        rename(own_lake, "x", None, None)


def test_a_title_with_the_date_of_its_version_is_the_same_plan():
    rows = "Ref,Recommendation,Status\n1,Share what is known about risk,Completed\n"
    names = [
        parse(
            f"Northmere CSP DHR Erin Action Plan {end}\n\n{rows}".encode(),
            "plan.csv",
            Supplied(partnership="Northmere CSP"),
        ).document.plan
        for end in ("- updated 1 July 2025", "(updated November 2025)", "as at 31/12/2025", "")
    ]
    assert set(names) == {"DHR Erin Action Plan"}


def test_a_document_under_another_name_whose_rows_are_alike_is_likely_a_newer_version(own_lake):
    first = version(own_lake, FIRST, "2023-01-31")
    other = version(None, [*FIRST[1:], ("9", "housing", "", "", "")], "2024-01-31", plan="Erin, second report")
    likely = likely_plan(own_lake, other)
    assert likely is not None
    assert (likely.plan_id, likely.plan, likely.same, likely.of) == (first.document.plan_id, "DHR Erin", 2, 3)
    unlike = version(None, [("1", "housing", "", "", "")], "2024-01-31", plan="Another review")
    assert likely_plan(own_lake, unlike) is None
    assert likely_plan(own_lake, version(None, FIRST, "2024-01-31", partnership="Southmere CSP")) is None


@pytest.mark.thorough
def test_what_was_removed_and_is_brought_back_shares_nothing_by_its_reference_alone(own_lake):
    """Its rows were not matched with what was stored meanwhile: they are other actions, whose targets are their own."""
    removed = version(own_lake, [("1", "housing", "31/12/2023", "Completed", "30/11/2023")], "2024-01-31")
    before = remove(own_lake, removed.document.document_id)
    version(own_lake, [("1", "dash", "31/03/2020", "In progress", "")], "2020-06-30")
    revert(own_lake, removed.document.document_id, before)
    (row,) = shown(own_lake)
    assert (row["target_original_date"], row["slippage_days"]) == (date(2023, 12, 31), -31)
