"""Stored documents are read again by today's reader and lists: with their corrections, shown before they are written."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from typer.testing import CliRunner

from ingest.cli import app
from ingest.keep.corrections import corrected
from ingest.keep.reread import bring_lists_up_to_date, put, read_by_older, reread
from ingest.keep.store import store
from ingest.keep.uploads import Upload, correct
from ingest.plan.parse import all_themes, parse
from schema.lake import Lake
from schema.tables import Agency, Theme
from tests.conftest import FIXTURES

CONTENT = (FIXTURES / "runs_on.txt").read_bytes()


@pytest.fixture
def misread(own_lake) -> Lake:
    """A plan with a correction, of which an older reader read one status and one target otherwise."""
    plan = parse(CONTENT, "runs_on.txt")
    upload = Upload(sha256="0" * 64, name="runs_on.txt", added_at=datetime(2024, 1, 1, tzinfo=UTC), plan=plan)
    made = correct(upload, [(plan.actions[1].action_id, "rag", "red")], "As the board said.", None).corrections
    store(own_lake, corrected(plan, made)[0], CONTENT)
    own_lake.con.execute("update lake.document set reader = 'older'")
    own_lake.con.execute("update lake.action set status = 'not_stated' where position = 1")
    own_lake.con.execute("update lake.action set target_date = null where position = 3")
    return own_lake


def stands(lake: Lake) -> list[tuple]:
    return lake.read("select status, target_date, rag from lake.action order by position").rows()


def test_what_changes_is_told_before_anything_is_written(misread):
    before = stands(misread)
    (document_id,) = read_by_older(misread)
    (found,) = reread(misread, [document_id])
    told = [(change.what, change.before, change.after) for change in found.changes]
    assert told == [("Status", "not_stated", "completed"), ("Target date", "", "2025-11-30")]
    assert (stands(misread), found.lost_corrections) == (before, 0)


def test_what_is_read_again_takes_its_place_with_its_corrections(misread):
    (found,) = reread(misread, read_by_older(misread))
    put(misread, found)
    assert (read_by_older(misread), stands(misread)[1][2]) == ([], "red")
    assert [(status, target is None) for status, target, _ in stands(misread)][::2] == [
        ("completed", False), ("completed", False), ("not_stated", True),
    ]  # fmt: skip
    assert next(iter(reread(misread, [found.document_id]))).changes == ()


@pytest.mark.thorough
def test_the_command_shows_and_with_diff_stores_nothing(misread):
    before = stands(misread)
    shown = CliRunner().invoke(app, ["reread", "--all", "--diff", "--lake", misread.uri])
    assert (shown.exit_code, stands(misread)) == (0, before)
    assert "'not_stated' -> 'completed'" in shown.stdout and "2 changes; not stored." in shown.stdout
    assert CliRunner().invoke(app, ["reread", "--all", "--lake", misread.uri]).exit_code == 0
    again = CliRunner().invoke(app, ["reread", "--all", "--lake", misread.uri])
    assert "Today's reader and lists read all 1 documents." in again.stdout


@pytest.mark.thorough
def test_a_document_whose_original_is_not_there_is_refused_in_a_sentence(own_lake):
    store(own_lake, parse(CONTENT, "runs_on.txt"))
    done = CliRunner().invoke(app, ["reread", "6eca0d775c17", "--lake", own_lake.uri])
    assert (done.exit_code, "was not kept whole" in done.stderr) == (1, True)
    neither = CliRunner().invoke(app, ["reread", "--lake", own_lake.uri])
    assert (neither.exit_code, "--all" in neither.stderr) == (1, True)


def test_lists_are_brought_up_to_date(own_lake):
    store(own_lake, parse(CONTENT, "runs_on.txt"))
    assert bring_lists_up_to_date(own_lake) == 0
    own_lake.con.execute("update lake.theme set meaning = 'old' where theme_id = 'dash'")
    own_lake.con.execute("delete from lake.theme where theme_id = 'dvpo'")
    own_lake.con.execute("update lake.agency set kind = 'other' where is_known")
    changed = bring_lists_up_to_date(own_lake)
    assert changed > 2
    themes = [Theme.model_validate(row) for row in own_lake.table(Theme).sort("position").iter_rows(named=True)]
    assert themes == all_themes()
    kinds = {row["kind"] for row in own_lake.table(Agency).iter_rows(named=True) if row["is_known"]}
    assert "other" not in kinds
    assert bring_lists_up_to_date(own_lake) == 0
