"""What was done is undone, and no more than that: names, corrections of rows that come back, what others did meanwhile."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ingest.keep.corrections import corrected
from ingest.keep.identity import rename
from ingest.keep.listing import documents
from ingest.keep.reread import put, reread
from ingest.keep.store import revert, store, with_earlier_corrections
from ingest.keep.uploads import Upload, correct
from ingest.plan.about import Supplied
from ingest.plan.parse import parse
from ingest.plan.tree import Plan
from schema.errors import LakeError
from schema.lake import Lake
from tests.conftest import FIXTURES
from tests.test_succession import FIRST, TEXTS, shown, version


def with_correction(plan: Plan, place: int, field: str, new: str) -> Plan:
    """A plan with one value put right."""
    upload = Upload(sha256="0" * 64, name="plan.csv", added_at=datetime(2023, 2, 1, tzinfo=UTC), plan=plan)
    edits = [(plan.actions[place].action_id, field, new)]
    return corrected(plan, correct(upload, edits, "They said so.", None).corrections)[0]


def names(lake: Lake) -> list[tuple]:
    return documents(lake).select("partnership", "plan").unique().rows()


def test_undoing_a_store_that_renamed_a_plan_gives_it_its_name_back(own_lake):
    first = version(own_lake, FIRST, "2023-01-31")
    renamed = version(None, FIRST, "2023-01-31", plan="Erin, final", plan_id=first.document.plan_id)
    before = store(own_lake, renamed, replace=True).before
    assert names(own_lake) == [("Northmere CSP", "Erin, final")]
    revert(own_lake, first.document.document_id, before)
    assert names(own_lake) == [("Northmere CSP", "DHR Erin")]
    assert own_lake.read("select plan from lake.plan").rows() == [("DHR Erin",)]


def test_undoing_a_store_keeps_the_name_that_a_person_gave_the_plan_since(own_lake):
    first = version(own_lake, FIRST, "2023-01-31")
    before = store(own_lake, version(None, FIRST, "2023-01-31"), replace=True).before
    rename(own_lake, first.document.plan_id, "Southmere CSP", "Erin")
    revert(own_lake, first.document.document_id, before)
    assert names(own_lake) == [("Southmere CSP", "Erin")]


def test_a_correction_comes_back_with_a_row_that_a_version_between_did_not_print(own_lake):
    store(own_lake, with_correction(version(None, FIRST, "2023-01-31"), 1, "status", "completed"))
    version(own_lake, [FIRST[0], FIRST[2]], "2023-06-30")
    rows = [*FIRST, ("4", "housing", "31/03/2024", "Not started", "")]
    third, lost = with_earlier_corrections(own_lake, version(None, rows, "2024-01-31"))
    store(own_lake, third)
    row = next(row for row in shown(own_lake) if row["action"] == TEXTS["marac"])
    assert (lost, row["status"], row["corrected_fields"]) == ([], "completed", ["status"])


@pytest.mark.thorough
def test_a_document_that_is_corrected_while_it_is_read_again_is_not_overwritten(own_lake):
    content = (FIXTURES / "runs_on.txt").read_bytes()
    plan = parse(content, "runs_on.txt", Supplied(partnership="Northmere CSP"))
    store(own_lake, plan, content)
    (found,) = reread(own_lake, [plan.document.document_id])
    store(own_lake, with_correction(plan, 1, "rag", "red"), content, replace=True)
    with pytest.raises(LakeError, match="corrected meanwhile"):
        put(own_lake, found)
    assert own_lake.read("select rag from lake.action order by position")["rag"][1] == "red"


@pytest.mark.thorough
def test_putting_a_document_back_as_it_stands_now_changes_nothing(own_lake):
    first = version(own_lake, FIRST, "2023-01-31")
    before = shown(own_lake)
    revert(own_lake, first.document.document_id, own_lake.snapshot())
    assert (shown(own_lake), names(own_lake)) == (before, [("Northmere CSP", "DHR Erin")])


def test_the_ratings_of_updates_stay_when_another_text_of_the_row_or_of_its_recommendation_is_put_right():
    rows = "".join(f'{n},Learn,Train {n},Open,amber>green,"Update: begun. Update: nearly there."\n' for n in (1, 2))
    content = f"Ref,Recommendation,Action,Status,RAG history,Progress\n{rows}".encode()
    plan = parse(content, "plan.csv", Supplied(partnership="Northmere CSP"))
    rated = [[update.rag for update in action.progress_updates] for action in plan.actions]
    assert rated == [["amber", "green"]] * 2
    for field in ("recommendation", "action"):
        after = with_correction(plan, 0, field, "Learn the DASH")
        assert [[update.rag for update in action.progress_updates] for action in after.actions] == rated
