"""The working copy: it follows the lake, is of one moment, and readers never wait for the next one."""

from __future__ import annotations

import threading
from datetime import datetime

import duckdb
import pytest

from ingest.keep.store import store
from queries import working
from schema.errors import LakeError
from schema.lake import Lake
from schema.sql import named_statements
from tests.conftest import ROOT
from tests.test_store import counts, plan_of

COPY = ROOT / "schema" / "copy.sql"


def test_the_working_copy_follows_another_writer(own_lake):
    copy = working.WorkingCopy(own_lake)
    assert copy.connection().sql("select count(*) from action_fact").fetchone() == (0,)
    with Lake(own_lake.uri) as other:
        store(other, plan_of())
    assert copy.connection(fresh=True).sql("select count(*) from action_fact").fetchone() == (5,)


def test_readers_go_on_while_the_next_copy_is_built(own_lake, monkeypatch):
    copy, go_on = working.WorkingCopy(own_lake), threading.Event()
    before = copy.newest()
    store(own_lake, plan_of())
    build = working.from_lake
    monkeypatch.setattr(working, "from_lake", lambda lake: go_on.wait(20) and build(lake))
    assert copy.newest(fresh=True, patience=0.05) is before
    go_on.set()
    after = copy.newest(fresh=True)
    assert after.con.sql("select count(*) from action_fact").fetchone() == (5,)
    assert copy.newest(patience=0.05) is after


def test_a_copy_that_cannot_be_built_says_so_and_is_tried_again(own_lake, monkeypatch):
    copy = working.WorkingCopy(own_lake)
    with monkeypatch.context() as broken:
        broken.setattr(working, "from_lake", lambda _: (_ for _ in ()).throw(LakeError("no")))
        with pytest.raises(LakeError, match="no"):
            copy.newest()
    assert copy.newest().con.sql("select count(*) from action_fact").fetchone() == (0,)


@pytest.mark.thorough
def test_a_working_copy_is_of_one_moment(own_lake):
    store(own_lake, plan_of())
    other = Lake(own_lake.uri)
    late = plan_of("\n11\tLate\t\t\t\t\t\t\n", plan="Late")

    class Interrupted:
        """The statements of a copy; another writer stores between two of them."""

        def __iter__(self):
            for name, statement in named_statements(COPY).items():
                if name.startswith("copy_"):
                    yield statement
                if name == "copy_document":
                    writer = threading.Thread(target=store, args=(other, late))
                    writer.start()
                    writer.join(60)

    con = duckdb.connect()
    con.execute("create schema raw")
    own_lake.copied_into(con, Interrupted())
    found = con.sql("select (select count(*) from raw.document), (select count(distinct document_id) from raw.action)")
    assert (counts(other)["document"], found.fetchone()) == (2, (1, 1))
    other.close()


def test_the_newest_version_is_in_view_and_of_equals_the_one_added_last(own_lake):
    old = plan_of(plan="Rowan", as_at=datetime(2024, 1, 1).date())
    new = plan_of(
        "\n10\tNew row\tLocal\tDo it\tPolice\t\tMay 2026\tOngoing\n", plan="Rowan", as_at=datetime(2025, 1, 1).date()
    )
    store(own_lake, new)
    store(own_lake, old)
    copy = working.WorkingCopy(own_lake).connection()
    assert copy.sql("select document_id from document_in_view").fetchall() == [(new.document.document_id,)]
    last = plan_of("\n12\tLast\t\t\tPolice\t\tMay 2026\t\n", month=2, plan="Rowan", as_at=datetime(2025, 1, 1).date())
    store(own_lake, last)
    copy = working.WorkingCopy(own_lake).connection()
    assert copy.sql("select document_id from document_in_view").fetchall() == [(last.document.document_id,)]
