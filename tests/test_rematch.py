"""A match between two versions that a person puts right: what changed is told by it, and it holds when read again."""

from __future__ import annotations

import pytest

from ingest.keep.corrections import CorrectionError
from ingest.keep.one_row import Said
from ingest.keep.rematch import rematch
from ingest.keep.reread import Reread, put
from ingest.keep.store import with_earlier_corrections
from queries.asked import ChangesAsked, OneAction
from queries.changed import CHANGES
from queries.one_action import ACTION_CORRECTIONS, MAY_BE
from queries.working import WorkingCopy
from schema.errors import NotFoundError
from schema.lake import Lake
from tests.test_succession import FIRST, version

#: The first action under another heading and in other words: it is told as dropped and as new.
LATER = [
    ("7", "Officers are to complete risk forms that sergeants check", "31/03/2023", "Completed", "30/03/2023"),
    *FIRST[1:],
]


@pytest.fixture
def lake(tmp_path):
    with Lake(str(tmp_path / "lake")) as lake:
        yield lake


def told(lake: Lake) -> set[tuple[str, str | None]]:
    return {(row.change, row.ref) for row in CHANGES.rows(ChangesAsked(), on=WorkingCopy(lake).newest())}


def test_what_was_dropped_and_new_is_one_action_once_a_person_says_so_and_two_again(lake):
    version(lake, FIRST, "2023-01-31")
    plan = version(lake, LATER, "2023-06-30")
    new = plan.actions[0].action_id
    assert {("added", "7"), ("dropped", "1")} <= told(lake)
    (earlier,) = MAY_BE.rows(OneAction(action_id=new), on=WorkingCopy(lake).newest())
    assert (earlier.ref, earlier.is_now) == ("1", False)
    working = WorkingCopy(lake)
    working.newest()
    rematch(lake, new, earlier.action_key, Said("The heading changed.", "DA board"))
    copy = working.newest(fresh=True)
    assert copy.put_in == 1
    changes = {(row.change, row.ref) for row in CHANGES.rows(ChangesAsked(), on=copy)}
    assert {("completed", "7"), ("reworded", "7")} <= changes
    assert not {kind for kind, _ in changes} & {"added", "dropped"}
    assert changes == told(lake)
    (now,) = MAY_BE.rows(OneAction(action_id=new), on=copy)
    assert (now.ref, now.is_now, now.match_score) == ("1", True, 1.0)
    made = ACTION_CORRECTIONS.rows(OneAction(action_id=new), on=copy)
    assert [(row.field, row.old, row.reason) for row in made] == [("action_key", "", "The heading changed.")]
    rematch(lake, new, None, Said("It is not."))
    assert {("added", "7"), ("dropped", "1")} <= told(lake)


@pytest.mark.thorough
def test_it_holds_when_the_document_is_read_again(lake):
    version(lake, FIRST, "2023-01-31")
    plan = version(lake, LATER, "2023-06-30")
    new = plan.actions[0].action_id
    (earlier,) = MAY_BE.rows(OneAction(action_id=new), on=WorkingCopy(lake).newest())
    rematch(lake, new, earlier.action_key, Said("The heading changed."))
    before = told(lake)
    again, lost = with_earlier_corrections(lake, version(None, LATER, "2023-06-30"))
    assert (again.actions[0].action_key, again.actions[0].match_score, lost) == (earlier.action_key, 1.0, [])
    corrected = tuple(lake.read("select * from lake.correction order by made_at, action_key, field").rows())
    put(lake, Reread(again.document.document_id, "x", again, corrected=corrected))
    assert told(lake) == before


def test_what_is_said_of_a_match_is_of_that_version_and_not_told_of_the_next(lake):
    version(lake, FIRST, "2023-01-31")
    plan = version(lake, LATER, "2023-06-30")
    (earlier,) = MAY_BE.rows(OneAction(action_id=plan.actions[0].action_id), on=WorkingCopy(lake).newest())
    rematch(lake, plan.actions[0].action_id, earlier.action_key, Said("The heading changed."))
    third, lost = with_earlier_corrections(lake, version(None, [*LATER, ("8", "housing", "", "", "")], "2023-12-31"))
    assert (third.actions[0].action_key, third.corrections, lost) == (earlier.action_key, [], [])


def test_a_match_that_cannot_be_is_refused_in_one_sentence(lake):
    first = version(lake, FIRST, "2023-01-31")
    plan = version(lake, FIRST, "2023-06-30", version="2")
    row, other = plan.actions[0].action_id, first.actions[1].action_key
    for key, reason, says in (
        (None, " ", "Say why"),
        ("none", "So.", "No version of this plan has that action"),
        (other, "So.", "Another row of this version is that action already"),
    ):
        with pytest.raises(CorrectionError, match=says):
            rematch(lake, row, key, Said(reason))
    with pytest.raises(NotFoundError, match="no action"):
        rematch(lake, "none", None, Said("So."))
