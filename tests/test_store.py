"""The lake: all of a document or none, twice is once, many writers, and what cannot be opened."""

from __future__ import annotations

import operator
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime

import duckdb
import polars as pl
import pytest

from ingest.keep.listing import documents
from ingest.keep.shipped import add_shipped, read_shipped
from ingest.keep.store import remove, store
from ingest.plan.about import Supplied
from ingest.plan.parse import parse
from ingest.plan.tree import Plan
from queries import working
from schema import lake as lake_module
from schema.errors import LakeError, NotFoundError
from schema.lake import LAKE_VERSION, Lake
from schema.salvage import everything_readable
from schema.tables import OF_ACTION, OF_DOCUMENT, Action, Document
from tests import postgres
from tests.conftest import FIXTURES, ROOT

COPY = ROOT / "schema" / "copy.sql"


def plan_of(text: str = "", month: int = 1, **supplied):
    content = (FIXTURES / "runs_on.txt").read_bytes() + text.encode()
    return parse(content, "runs_on.txt", Supplied(**supplied), now=datetime(2026, month, 1, tzinfo=UTC))


def counts(lake: Lake) -> dict[str, int]:
    return {model.table: lake.table(model).height for model in (*OF_DOCUMENT, *OF_ACTION)}


def test_the_same_bytes_added_twice_change_nothing(own_lake):
    assert store(own_lake, plan_of()).is_new
    before, snapshot = counts(own_lake), own_lake.snapshot()
    assert not store(own_lake, plan_of()).is_new
    assert (counts(own_lake), own_lake.snapshot()) == (before, snapshot)


def test_what_is_read_back_is_what_was_read(own_lake):
    plan = plan_of()
    store(own_lake, plan)
    for model, rows in plan.by_table().items():
        stored = [model.model_validate(row) for row in own_lake.table(model).to_dicts()]
        columns = set(model.model_fields)
        read = [model.model_validate(row.model_dump(include=columns)) for row in rows]
        by_first = operator.attrgetter(*list(model.model_fields)[:2])
        assert sorted(stored, key=by_first) == sorted(read, key=by_first), model.table


def test_a_plan_is_a_tree_that_is_written_and_read_whole():
    plan = plan_of()
    assert Plan.model_validate_json(plan.model_dump_json()) == plan
    assert all(action.leads and action.places and action.cells for action in plan.actions)


def test_a_document_is_written_whole_or_not_at_all(own_lake, monkeypatch):
    plan = plan_of()
    before = counts(own_lake)
    monkeypatch.setattr("ingest.keep.store.all_themes", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        store(own_lake, plan)
    plan.actions[1] = plan.actions[1].model_copy(update={"line": None})  # breaks a rule of the table half-way
    monkeypatch.undo()
    with pytest.raises(LakeError, match="Nothing was stored"):
        store(own_lake, plan)
    assert counts(own_lake) == before


def test_removing_takes_every_row_and_names_the_snapshot_that_keeps_it(own_lake):
    plan = plan_of()
    store(own_lake, plan)
    before = remove(own_lake, plan.document.document_id)
    assert set(counts(own_lake).values()) == {0}
    sql = "select count(*) as n from lake.action at (version => $version)"
    assert own_lake.read(sql.replace("$version", str(before)))["n"][0] == len(plan.actions)
    with pytest.raises(NotFoundError, match="no document"):
        remove(own_lake, plan.document.document_id)


def test_the_snapshot_that_keeps_what_was_removed_is_the_one_that_was_removed_from(own_lake, monkeypatch):
    plan, late = plan_of(), plan_of("\n11\tLate\t\t\t\t\t\t\n", plan="Late")
    store(own_lake, plan)
    transact = Lake.transact

    def after_another_writer(lake, work):
        monkeypatch.undo()
        store(lake, late)
        return transact(lake, work)

    monkeypatch.setattr(Lake, "transact", after_another_writer)
    before = remove(own_lake, plan.document.document_id)
    kept = own_lake.read(
        "select count(*) as n from lake.document at (version => $version)".replace("$version", str(before))
    )
    assert kept["n"][0] == 2


@pytest.fixture
def of_shipped(shipped_lake, tmp_path) -> Iterator[Lake]:
    """A lake of the shipped plans that a test may change."""
    shutil.copytree(shipped_lake, tmp_path / "shipped")
    with Lake(str(tmp_path / "shipped")) as lake:
        yield lake


def test_a_published_document_takes_the_place_of_the_facts_that_ship(of_shipped):
    text = (ROOT / "data" / "plans" / "sntb-dhr7" / "actions.csv").read_text("utf-8") + "\n"
    plan = parse(text.encode(), "dhr7.csv", Supplied(partnership="SNTB", plan="DHR 7"))
    store(of_shipped, plan)
    view = working.WorkingCopy(of_shipped).connection().sql("select document_id, plan from document_in_view").fetchall()
    assert (plan.document.document_id, "DHR 7") in view
    assert len(view) == 5


def test_a_shipped_plan_that_was_removed_stays_removed(of_shipped):
    remove(of_shipped, read_shipped(ROOT / "data" / "plans" / "sntb-dhr7").document.document_id)
    assert add_shipped(of_shipped) == 0
    assert documents(of_shipped).height == 4


WRITER = """
import sys
from ingest.plan.about import Supplied
from ingest.plan.parse import parse
from ingest.keep.store import store
from schema.lake import Lake
text = open(sys.argv[2], 'rb').read()
with Lake(sys.argv[1]) as lake:
    for number in range(2):
        store(lake, parse(text + f"\\n{sys.argv[3]}{number}\\tOwn row\\t\\t\\t\\t\\t\\t\\n".encode(), 'p.txt', Supplied(plan=f'Plan {sys.argv[3]}{number}')))
    store(lake, parse(text, 'same.txt', Supplied(plan='Same')))
"""


@pytest.mark.thorough
def test_several_processes_write_and_nothing_is_lost_or_doubled(tmp_path):
    folder = str(tmp_path / "lake")
    Lake(folder).close()
    arguments = [sys.executable, "-c", WRITER, folder, str(FIXTURES / "runs_on.txt")]
    writers = [subprocess.Popen([*arguments, name], cwd=ROOT, stderr=subprocess.PIPE) for name in "abc"]
    try:
        errors = [writer.communicate(timeout=120)[1].decode() for writer in writers]
    finally:
        for writer in writers:
            writer.kill()
    assert [writer.returncode for writer in writers] == [0, 0, 0], errors
    with Lake(folder) as lake:
        listed = documents(lake)
        ids = lake.table(Action)["action_id"]
    assert (listed.height, listed["document_id"].n_unique()) == (7, 7)
    assert (ids.len(), ids.n_unique()) == (6 * 6 + 5, 6 * 6 + 5)


TURNS = """
import sys, time
from ingest.plan.about import Supplied
from ingest.plan.parse import parse
from ingest.keep.store import store
from schema.lake import Lake
text = open(sys.argv[2], 'rb').read()
plans = [parse(text + f"\\n{sys.argv[3]}{n}\\tOwn\\t\\t\\t\\t\\t\\t\\n".encode(), 'p.txt', Supplied(plan=f'Plan {sys.argv[3]}{n}')) for n in range(4)]
with Lake(sys.argv[1]) as lake:
    print('ready', flush=True)
    sys.stdin.readline()
    took = []
    for plan in plans:
        began = time.monotonic()
        store(lake, plan)
        took.append(time.monotonic() - began)
print(max(took))
"""


@pytest.mark.thorough
def test_writers_that_meet_take_turns(tmp_path):
    folder = str(tmp_path / "lake")
    Lake(folder).close()
    command = [sys.executable, "-c", TURNS, folder, str(FIXTURES / "runs_on.txt")]
    writers = [
        subprocess.Popen([*command, name], cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        for name in "abcdef"
    ]
    try:
        assert {writer.stdout.readline() for writer in writers} == {"ready\n"}
        longest = [float(writer.communicate("go\n", timeout=120)[0]) for writer in writers]
    finally:
        for writer in writers:
            writer.kill()
    with Lake(folder) as lake:
        assert documents(lake).height == 24
    assert max(longest) < 15  # a store of its own takes a quarter of a second here; patience ends after thirty


def test_a_lake_of_a_newer_version_is_refused(tmp_path):
    with Lake(str(tmp_path)) as lake:
        lake.con.execute("update lake.lake_version set version = $version", {"version": LAKE_VERSION + 1})
    with pytest.raises(
        LakeError, match=f"is of version {LAKE_VERSION + 1} and this program reads version {LAKE_VERSION}"
    ):
        Lake(str(tmp_path))


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda path: path.write_text("not a folder"), "is a file"),
        (lambda path: (path.mkdir(), (path / "catalogue.sqlite").write_bytes(b"rubbish" * 99)), "cannot be opened"),
    ],
)
def test_a_lake_that_cannot_be_opened_is_said_in_one_sentence(tmp_path, make, sentence):
    place = tmp_path / "lake"
    make(place)
    with pytest.raises(LakeError, match=sentence) as refusal:
        Lake(str(place))
    assert "\n" not in str(refusal.value)


def test_a_postgres_lake_needs_a_place_for_its_files_and_hides_its_password():
    with pytest.raises(LakeError, match="data_path"):
        Lake("postgres:dbname=x host=127.0.0.1")
    with pytest.raises(LakeError, match="cannot be opened") as refusal:
        Lake("postgres:dbname=x host=127.0.0.1 port=1 password=secret data_path=/nowhere")
    assert "secret" not in str(refusal.value)


@pytest.mark.skipif(postgres.programs() is None, reason=postgres.WHY_NOT)
@pytest.mark.thorough
def test_the_same_lake_in_postgres(tmp_path):
    with postgres.server() as (address, _):
        with Lake(f"{address} data_path={tmp_path}") as lake:
            assert store(lake, plan_of()).is_new
            assert not store(lake, plan_of()).is_new
            figures = working.WorkingCopy(lake).connection().sql("select count(*) from action_fact").fetchone()
        assert figures == (5,)


def test_a_frame_of_no_rows_has_every_column(own_lake):
    assert own_lake.table(Action).schema["rag_history"] == pl.List(pl.String)


@pytest.mark.thorough
def test_a_lake_that_was_moved_is_opened_by_any_path(tmp_path, monkeypatch):
    with Lake(str(tmp_path / "one")) as lake:
        store(lake, plan_of())
        lake.con.execute("call ducklake_flush_inlined_data('lake')")
    (tmp_path / "one").rename(tmp_path / "two")
    monkeypatch.chdir(tmp_path)
    with Lake("two", create=False) as lake:
        assert counts(lake)["action"] == 5


def test_a_lake_is_only_made_when_something_is_added(tmp_path):
    with pytest.raises(LakeError, match="There is no lake at"):
        Lake(str(tmp_path / "typo"), create=False)
    assert not (tmp_path / "typo").exists()


@pytest.mark.thorough
def test_a_lake_that_lost_its_files_is_said_in_one_sentence(tmp_path):
    with Lake(str(tmp_path)) as lake:
        store(lake, plan_of())
        lake.con.execute("call ducklake_flush_inlined_data('lake')")
    for file in tmp_path.rglob("*.parquet"):
        file.unlink()
    with pytest.raises(LakeError, match=r"cannot be (opened|read)") as refusal, Lake(str(tmp_path)) as lake:
        working.WorkingCopy(lake).connection()
    assert "\n" not in str(refusal.value)


@pytest.mark.thorough
def test_what_is_read_document_by_document_is_of_one_moment(own_lake, monkeypatch):
    store(own_lake, plan_of())
    other = Lake(own_lake.uri)
    late = plan_of("\n11\tLate\t\t\t\t\t\t\n", plan="Late")
    writer = threading.Thread(target=store, args=(other, late))

    def interrupted(read):
        def slowly(name, key):
            if name == "read_action":
                writer.start()
                writer.join(60)
            return read(name, key)

        return everything_readable(slowly)

    monkeypatch.setattr(lake_module, "everything_readable", interrupted)
    _, found = own_lake.everything()
    assert counts(other)["document"] == 2
    other.close()
    assert (found.tables[Document].height, found.tables[Action]["document_id"].n_unique()) == (1, 1)


@pytest.mark.thorough
def test_a_busy_catalogue_costs_no_document(own_lake, monkeypatch):
    store(own_lake, plan_of())
    failed = []
    copied = lake_module._in_one_snapshot

    def busy_once(con, statements):
        if not failed:
            failed.append("busy")
            raise duckdb.Error("database is locked")
        return copied(con, statements)

    monkeypatch.setattr(lake_module, "_in_one_snapshot", busy_once)
    copy = working.WorkingCopy(own_lake).newest()
    rows = copy.con.sql("select count(*) from action_fact").fetchone()
    assert (failed, copy.lost, rows) == (["busy"], frozenset(), (5,))


@pytest.mark.thorough
def test_a_busy_catalogue_is_no_damage(own_lake, monkeypatch):
    store(own_lake, plan_of())
    failed = []

    def busy_once(read):
        def reading(name, key):
            if name == "read_action" and not failed:
                failed.append(name)
                raise duckdb.Error("database is locked")
            return read(name, key)

        return everything_readable(reading)

    monkeypatch.setattr(lake_module, "everything_readable", busy_once)
    _, found = own_lake.everything()
    assert (failed, found.lost, found.tables[Action].height) == (["read_action"], frozenset(), 5)


@pytest.mark.thorough
def test_two_untitled_documents_of_nobody_do_not_take_each_others_place(own_lake):
    for text in ("Ask for help", "Ask again"):
        csv = f"Ref,Recommendation,Action,Status\n1,{text},Write,Complete\n"
        store(own_lake, parse(csv.encode(), "actions.csv"))
    assert working.WorkingCopy(own_lake).connection().sql("select count(*) from action_fact").fetchone() == (2,)


@pytest.mark.parametrize("password", ["password=secret", "password='my secret'", "password = secret"])
def test_a_password_is_never_shown(password):
    with pytest.raises(LakeError) as refusal:
        Lake(f"postgres:dbname=x host=127.0.0.1 port=1 {password} data_path=/nowhere")
    assert "secret" not in str(refusal.value)
    with pytest.raises(LakeError, match="not as a URL"):
        Lake("postgres://user:secret@host/db data_path=/nowhere")
