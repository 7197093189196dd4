"""A lake is broken in every way that was thought of, said to be broken, and mended; in a folder and in PostgreSQL."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ingest.cli import app
from ingest.keep import backup, uploads
from ingest.keep import rebuild as rebuilding
from ingest.keep.corrections import corrected
from ingest.keep.originals import kept
from ingest.keep.rebuild import rebuild
from ingest.keep.shipped import add_shipped
from ingest.keep.store import remove, reply, store
from ingest.keep.verify import verify
from ingest.plan.about import Supplied
from ingest.plan.parse import parse
from ingest.plan.tree import Plan
from queries import working
from schema.errors import LakeError
from schema.lake import Lake
from schema.tables import Document, Reply
from tests import postgres
from tests.fixtures.formats import FORMATS
from tests.test_add_plan import NOW, opened
from tests.test_uploads import correction

#: Tables of which each document has a file of its own.
OWN_FILES = ("action", "action_lead", "action_place", "printed_cell", "action_theme", "recommendation")
BIG = "".join(
    f"{n},Ask staff to use the DASH checklist,Train team {n},Norland Police,March 2024,Completed,05/01/2024\n"
    for n in range(12)
)
HEADER = "Ref,Recommendation,Action,Lead agency,Target date,Status,Completed on\n"


def content_of(plan: str) -> bytes:
    return (HEADER + BIG.replace("Train", f"{plan}: train")).encode()


def read(plan: str) -> Plan:
    return parse(content_of(plan), f"{plan}.csv", Supplied("Northmere CSP", plan))


@pytest.fixture(params=["folder", pytest.param("postgres", marks=pytest.mark.thorough)])
def uri(request, tmp_path, database) -> Iterator[str]:
    """The address of a new lake with two plans, of which one is corrected, an unfinished upload and a reply."""
    if request.param == "postgres" and database is None:
        pytest.skip(postgres.WHY_NOT)
    place = str(tmp_path / "lake")
    if request.param == "postgres":
        Path(place).mkdir()
        place = f"{postgres.new_database(database[0])} data_path={place}"
    with Lake(place) as lake:
        for name in ("Rowan", "Hazel"):
            plan = read(name)
            made = [correction(plan, 0, "status", "in_progress")] if name == "Rowan" else []
            store(lake, corrected(plan, made)[0], content_of(name))
        uploads.begin(lake, "waits.csv", FORMATS["plan.csv"]())
        reply(lake, Reply(plan_id="northmere-csp/rowan", text="Two are done.", made_at=NOW))
    yield place


def rows(lake: Lake) -> dict[str, list[tuple]]:
    """All rows of all tables, in a fixed order."""
    _, found = lake.everything()
    return {
        model.table: sorted(map(str, frame.drop("added_at", strict=False).rows()))
        for model, frame in found.tables.items()
    }


def damage(lake: Lake, table: str, document_id: str, how: str) -> None:
    """Break the file that holds a document's rows of one table."""
    files = lake.read(f"select data_file from ducklake_list_files('lake', '{table}')")["data_file"]
    mine = [Path(str(path)) for path in files if document_id in Path(str(path)).read_bytes().decode("latin-1")]
    assert mine, (table, files.to_list())
    for path in mine:
        if how == "gone":
            path.unlink()
        elif how == "cut":
            path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
        else:
            content = bytearray(path.read_bytes())
            content[4 : len(content) // 2] = os.urandom(len(content) // 2 - 4)
            path.write_bytes(content)


def test_a_whole_lake_is_said_to_be_whole(uri):
    with Lake(uri) as lake:
        found = verify(lake)
    assert (found.problems, found.documents, found.actions, found.originals) == ((), 2, 24, 2)


@pytest.mark.parametrize(
    "how", ["gone", *(pytest.param(how, marks=pytest.mark.thorough) for how in ("cut", "scrambled"))]
)
def test_a_damaged_file_costs_its_document_and_is_mended_from_the_original(uri, how):
    with Lake(uri) as lake:
        whole = rows(lake)
        damage(lake, "action", read("Rowan").document.document_id, how)
        damage(lake, "printed_cell", read("Rowan").document.document_id, how)
    with Lake(uri) as lake:
        copy = working.WorkingCopy(lake).newest()
        assert copy.lost == {read("Rowan").document.document_id}
        assert copy.con.sql("select plan, count(*) from action_fact group by all").fetchall() == [("Hazel", 12)]
        says = [problem.says for problem in verify(lake).problems]
        assert says[0] == f"Document {read('Rowan').document.document_id} cannot be read."
        assert sum("is damaged or missing" in line for line in says) == 2
        made = rebuild(lake)
        assert made.remade == ("action", "printed_cell")
        assert [(one.document_id, one.actions, one.corrections, one.lost_corrections) for one in made.rebuilt] == [
            (read("Rowan").document.document_id, 12, 1, 0)
        ]
        assert verify(lake).problems == ()
        assert rows(lake) == whole


@pytest.mark.thorough
def test_rows_that_are_missing_or_doubled_are_found_and_rebuilt(uri):
    rowan, hazel = (read(name).document.document_id for name in ("Rowan", "Hazel"))
    with Lake(uri) as lake:
        whole = rows(lake)
        lake.transact(lambda con: con.execute(f"delete from lake.action where action_id = '{rowan}-003'"))
        lake.transact(
            lambda con: con.execute(
                f"insert into lake.recommendation from lake.recommendation where document_id = '{hazel}'"
            )
        )
        says = {problem.says for problem in verify(lake).problems}
        assert f"1 rows of document {rowan} are missing." in says
        assert any(f"of document {hazel} stand twice" in line for line in says)
        assert any(f"of document {rowan} belong to actions that it does not have" in line for line in says)
        assert len(rebuild(lake).rebuilt) == 2
        assert (verify(lake).problems, rows(lake)) == ((), whole)


@pytest.mark.thorough
def test_a_document_that_is_missing_is_rebuilt_by_its_id(uri):
    rowan = read("Rowan").document.document_id
    with Lake(uri) as lake:
        remove(lake, rowan)
        assert [(one.document_id, one.actions) for one in rebuild(lake, [rowan]).rebuilt] == [(rowan, 12)]
        assert verify(lake).documents == 2


@pytest.mark.thorough
def test_a_damaged_original_is_said_and_adding_the_file_again_puts_it_back(uri):
    with Lake(uri) as lake:
        path = kept(lake)[0]
        path.write_bytes(b"changed")
        assert "is damaged: its sha256 is no longer its name" in verify(lake).problems[0].says
        path.unlink()
        assert "is not kept" in verify(lake).problems[0].says
        for name in ("Rowan", "Hazel"):
            assert not store(lake, read(name), content_of(name)).is_new
        assert verify(lake).problems == ()


@pytest.mark.thorough
def test_without_its_original_a_damaged_document_is_only_given_up_deliberately(uri):
    rowan = read("Rowan").document.document_id
    with Lake(uri) as lake:
        damage(lake, "action", rowan, "gone")
        next(path for path in kept(lake) if path.name.startswith(rowan)).unlink()
    with Lake(uri) as lake:
        assert f"rebuild --give-up {rowan}" in rebuild(lake).refused[0]
        assert rebuild(lake, given_up=[rowan]).taken_out == (rowan,)
        assert (verify(lake).problems, verify(lake).documents) == ((), 1)


@pytest.mark.thorough
def test_what_is_whole_is_never_given_up_and_stops_no_other(uri):
    rowan, hazel = (read(name).document.document_id for name in ("Rowan", "Hazel"))
    with Lake(uri) as lake:
        damage(lake, "action", rowan, "gone")
        next(path for path in kept(lake) if path.name.startswith(hazel)).unlink()
    with Lake(uri) as lake:
        assert [one.document_id for one in rebuild(lake).rebuilt] == [rowan]
        assert rebuild(lake, given_up=[hazel]).taken_out == ()
        assert verify(lake).documents == 2


@pytest.mark.thorough
def test_what_another_writer_stores_while_a_document_isread_again_stays(uri, monkeypatch):
    rowan, late = read("Rowan").document.document_id, read("Late")
    with Lake(uri) as lake:
        damage(lake, "action", rowan, "gone")
    again = rebuilding.read_again

    def interrupted(lake, document_id):
        with Lake(uri) as other:
            store(other, late, content_of("Late"))
        return again(lake, document_id)

    monkeypatch.setattr(rebuilding, "read_again", interrupted)
    with Lake(uri) as lake:
        assert [one.document_id for one in rebuild(lake).rebuilt] == [rowan]
        assert (verify(lake).problems, verify(lake).documents) == ((), 3)


@pytest.mark.thorough
def test_an_id_that_is_none_is_refused_and_doubles_nothing(uri):
    with Lake(uri) as lake:
        whole = rows(lake)
        done = rebuild(lake, [read("Rowan").document.document_id[:5]])
        assert (done.rebuilt, len(done.refused), rows(lake)) == ((), 1, whole)


@pytest.mark.thorough
def test_damaged_names_cost_no_document_and_come_from_the_reviewed_lists_again(tmp_path):
    with Lake(str(tmp_path / "lake")) as lake:
        add_shipped(lake)
        whole = rows(lake)
        lake.con.execute("call ducklake_flush_inlined_data('lake')")
        for table in ("theme", "agency"):
            for path in lake.read(f"select data_file from ducklake_list_files('lake', '{table}')")["data_file"]:
                Path(path).unlink()
    with Lake(str(tmp_path / "lake")) as lake:
        assert working.WorkingCopy(lake).newest().lost == frozenset()
        assert set(rebuild(lake).remade) == {"agency", "theme"}
        assert {name: table for name, table in rows(lake).items() if name != "agency"} == {
            name: table for name, table in whole.items() if name != "agency"
        }
        assert len(rows(lake)["agency"]) == len(whole["agency"])
        assert verify(lake).problems == ()


@pytest.mark.thorough
def test_a_damaged_backup_is_refused_and_leaves_no_lake_behind(tmp_path):
    with Lake(str(tmp_path / "lake")) as lake:
        for name in ("Rowan", "Hazel"):
            store(lake, read(name), content_of(name))
        backup.back_up(lake, tmp_path / "backup")
        with pytest.raises(LakeError, match="lies in the lake itself"):
            backup.back_up(lake, tmp_path / "lake" / "backup")
        with pytest.raises(LakeError, match="There is no folder"):
            backup.back_up(lake, tmp_path / "nowhere" / "backup")
    with Lake(str(tmp_path / "backup")) as copy:
        damage(copy, "action", read("Rowan").document.document_id, "gone")
        assert copy.everything()[1].lost == {read("Rowan").document.document_id}  # files are apart in a backup too
    refused = CliRunner().invoke(app, ["restore", str(tmp_path / "backup"), "--lake", str(tmp_path / "new")])
    assert (refused.exit_code, "is not whole" in refused.output) == (1, True)
    assert not (tmp_path / "new").exists()


@pytest.mark.thorough
def test_a_backup_brought_back_beside_the_names_of_removed_documents_doubles_none(tmp_path):
    with Lake(str(tmp_path / "lake")) as lake:
        store(lake, read("Rowan"), content_of("Rowan"))
        whole = rows(lake)
        backup.back_up(lake, tmp_path / "backup")
        remove(lake, read("Rowan").document.document_id)
        backup.bring_back(tmp_path / "backup", lake)
        assert rows(lake) == whole


@pytest.mark.thorough
def test_a_backup_is_a_lake_and_comes_back_whole(uri, tmp_path, database):
    with Lake(uri) as lake:
        whole = rows(lake)
        backup.back_up(lake, tmp_path / "backup")
        with pytest.raises(LakeError, match="is there already"):
            backup.back_up(lake, tmp_path / "backup")
        with pytest.raises(LakeError, match="has documents, which a backup would mix with"):
            backup.bring_back(tmp_path / "backup", lake)
    with Lake(str(tmp_path / "backup"), create=False) as copy:
        assert (rows(copy), verify(copy).problems) == (whole, ())
    with Lake(str(tmp_path / "again")) as again:
        backup.bring_back(tmp_path / "backup", again)
        assert (rows(again), verify(again).problems, len(uploads.waiting(again))) == (whole, (), 1)
    with Lake(str(tmp_path / "third")) as third, pytest.raises(LakeError, match="is no backup"):
        backup.bring_back(tmp_path / "again", third)


@pytest.mark.thorough
def test_a_backup_is_of_one_moment_while_others_write(tmp_path):
    with Lake(str(tmp_path / "lake")) as lake:
        store(lake, read("Rowan"), content_of("Rowan"))
        writing = subprocess.Popen(
            ["python", "-c", "import sys; from schema.lake import Lake; from ingest.keep.store import store; from tests.test_upkeep import read, content_of\n"
             f"with Lake({str(tmp_path / 'lake')!r}) as lake:\n  print('on', flush=True)\n  [store(lake, read(f'Plan {{n}}'), content_of(f'Plan {{n}}')) for n in range(8)]"],
            stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parent.parent,
        )  # fmt: skip
        try:
            writing.stdout.readline()
            for number in range(4):
                backup.back_up(lake, tmp_path / f"backup-{number}")
                with Lake(str(tmp_path / f"backup-{number}")) as copy:
                    found = verify(copy)
                    assert (found.problems, found.actions) == ((), 12 * found.documents)
        finally:
            writing.communicate(timeout=120)


@pytest.mark.thorough
def test_tidying_keeps_what_is_in_view_and_forgets_what_was_removed(uri):
    with Lake(uri) as lake:
        remove(lake, read("Hazel").document.document_id)
        whole, files = rows(lake), verify(lake).files
        gone = next(path for path in kept(lake) if path.name.startswith(read("Hazel").document.document_id))
        os.utime(gone, (0, 0))
        backup.tidy(lake, 30)
        assert gone.exists()  # it could still be brought back
        done = backup.tidy(lake, 0)
        assert (done["forgotten"] > 0, gone.exists()) == (True, False)
        assert (rows(lake), verify(lake).problems) == (whole, ())
        assert verify(lake).files <= files


@pytest.mark.thorough
def test_a_postgres_lake_whose_files_were_moved_has_a_way_forward(tmp_path, database):
    if database is None:
        pytest.skip(postgres.WHY_NOT)
    there, here = tmp_path / "there", tmp_path / "here"
    there.mkdir()
    base = postgres.new_database(database[0])
    with Lake(f"{base} data_path={there}") as lake:
        store(lake, read("Rowan"), content_of("Rowan"))
    shutil.move(there, here)
    with pytest.raises(LakeError, match="python -m ingest moved"):
        Lake(f"{base} data_path={here}")
    wrong = tmp_path / "elsewhere"
    wrong.mkdir()
    with pytest.raises(LakeError, match="files are not there"):
        backup.say_moved(f"{base} data_path={wrong}")
    assert backup.say_moved(f"{base} data_path={here}") > 0
    with Lake(f"{base} data_path={here}") as lake:
        assert (verify(lake).problems, verify(lake).actions) == ((), 12)


@pytest.mark.thorough
def test_the_commands_say_what_they_did(tmp_path, monkeypatch):
    monkeypatch.setenv("FOLLOWTHROUGH_LAKE", str(tmp_path / "lake"))
    with Lake(str(tmp_path / "lake")) as lake:
        add_shipped(lake)
    run = CliRunner().invoke
    assert "All is well: 5 documents, 178 actions" in run(app, ["verify"]).stdout
    assert "Backed up 5 documents with 178 actions" in run(app, ["backup", str(tmp_path / "b")]).stdout
    with Lake(str(tmp_path / "lake")) as lake:
        first = lake.table(Document)["document_id"][0]
        damage(lake, "recommendation", first, "gone")
    broken = run(app, ["verify"])
    assert (broken.exit_code, f"Mend it: python -m ingest rebuild {first}" in broken.stdout) == (1, True)
    assert f"{first} was read again" in run(app, ["rebuild"]).stdout
    assert run(app, ["verify"]).exit_code == 0
    assert "Merged" in run(app, ["tidy", "--keep-days", "0"]).stdout
    again = ["restore", str(tmp_path / "b"), "--lake", str(tmp_path / "again")]
    assert "Brought back 5 documents with 178 actions" in run(app, again).stdout
    assert run(app, again).exit_code == 1
    with Lake(str(tmp_path / "again")) as lake:
        assert add_shipped(lake) == 0


@pytest.mark.thorough
def test_a_page_says_which_documents_are_left_out(empty_lake):
    with Lake(str(empty_lake)) as lake:
        for name in ("Rowan", "Hazel"):
            store(lake, read(name), content_of(name))
        damage(lake, "action", read("Rowan").document.document_id, "gone")
    test = opened("overview")
    assert not test.exception
    assert "1 plan is left out of all figures because of a damaged file: Rowan." in test.error[0].value


@pytest.mark.thorough
def test_a_damaged_plan_is_named_by_the_list_and_stops_no_adding(empty_lake):
    with Lake(str(empty_lake)) as lake:
        for name in ("Rowan", "Hazel"):
            store(lake, read(name), content_of(name))
        uploads.begin(lake, "waits.csv", FORMATS["plan.csv"]())
        damage(lake, "action", read("Rowan").document.document_id, "gone")
    told = CliRunner().invoke(app, ["list", "--lake", str(empty_lake)])
    assert (told.exit_code, "Hazel" in told.stdout, "Damaged, so not listed: Rowan." in told.output) == (1, True, True)
    test = opened("add_plan")
    test.button(key="read-now").click().run()
    assert not test.exception
    assert [error.value for error in test.error if "cannot be read" in error.value] == []
    assert "4 actions" in " ".join(line.value for line in test.markdown)
