"""The two command lines, run as a person runs them: what they print, where, and how they end."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
import zipfile

import polars as pl
import pytest
from typer.testing import CliRunner, Result

from ingest.cli import app as ingest_app
from queries import working
from queries.__main__ import app as queries_app
from queries.asked import Limited
from queries.lists import ACTIONS
from schema.export import EXPORT_COLUMNS
from schema.filters import Filters
from tests.conftest import FIXTURES, ROOT

APPS = {"ingest": ingest_app, "queries": queries_app}
FIXTURE = str(FIXTURES / "runs_on.txt")


def run(module: str, *arguments: str, lake: str | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "FOLLOWTHROUGH_LAKE": lake or "", "COLUMNS": "200", "NO_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert "Traceback" not in done.stderr + done.stdout
    return done


def called(module: str, *arguments: str, lake: str) -> Result:
    """The same commands without the start of a process, for what does not depend on one."""
    runner = CliRunner(env={"FOLLOWTHROUGH_LAKE": lake, "COLUMNS": "200", "NO_COLOR": "1"})
    done = runner.invoke(APPS[module], arguments)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize(
    ("module", "command"),
    [
        ("ingest", "add"),
        ("ingest", "check"),
        ("ingest", "list"),
        ("ingest", "remove"),
        *(("ingest", name) for name in ("restore", "verify", "backup", "rebuild", "tidy", "moved")),
        ("queries", "export"),
        ("queries", "changes"),
        ("queries", "paper"),
        ("queries", "readme"),
    ],
)
def test_each_command_has_help(module, command):
    done = CliRunner().invoke(APPS[module], [command, "--help"])
    assert (done.exit_code, "Usage" in done.output) == (0, True)


def test_add_list_export_and_remove(tmp_path):
    lake = str(tmp_path / "lake")
    added = run("ingest", "add", FIXTURE, "--lake", lake, "--json")
    result = json.loads(added.stdout)[0]
    assert (added.returncode, result["result"], result["actions"], result["partnership"]) == (
        0,
        "added",
        5,
        "Northmere CSP",
    )
    assert {finding["code"] for finding in result["findings"]} >= {"date_impossible", "closed_not_done"}

    again = called("ingest", "add", FIXTURE, lake=lake)
    assert (again.exit_code, "nothing was changed" in again.stdout) == (0, True)

    listed = json.loads(called("ingest", "list", "--json", lake=lake).stdout)
    assert [(row["document_id"], row["actions"]) for row in listed] == [(result["document_id"], 5)]

    exported = run("queries", "export", "actions", "--lake", lake)
    assert tuple(rows(exported.stdout)[0]) == EXPORT_COLUMNS
    assert [row["ref"] for row in rows(exported.stdout)] == ["1", "2", "8.2", "8.20", "9"]

    removed = run("ingest", "remove", result["document_id"], "--lake", lake)
    assert (removed.returncode, "still holds it" in removed.stdout) == (0, True)
    assert rows(called("queries", "export", "actions", lake=lake).stdout) == []
    restore = re.search(r"`python -m ingest (restore .+?)`", removed.stdout).group(1).split()
    assert called("ingest", *restore, lake=lake).exit_code == 0
    assert len(rows(called("queries", "export", "actions", lake=lake).stdout)) == 5


def test_check_shows_rows_and_findings_and_stores_nothing(tmp_path):
    lake = tmp_path / "lake"
    done = run("ingest", "check", FIXTURE, lake=str(lake))
    assert tuple(rows(done.stdout)[0]) == EXPORT_COLUMNS
    assert (done.returncode, len(rows(done.stdout)), lake.exists()) == (0, 5, False)
    assert (
        "line 17: Error: The target date is left blank: '31 September 2025' is not a date that exists." in done.stderr
    )


def test_check_of_several_files_has_one_header():
    done = run("ingest", "check", FIXTURE, str(FIXTURES / "force.txt"))
    assert len(rows(done.stdout)) == 5 + 8


def test_what_was_supplied_is_used(tmp_path):
    arguments = (
        "--partnership",
        "Southmere CSP",
        "--plan",
        "Rowan",
        "--as-at",
        "2025-12-01",
        "--kind",
        "review_action_plan",
    )
    done = run("ingest", "add", FIXTURE, *arguments, "--lake", str(tmp_path), "--json")
    result = json.loads(done.stdout)[0]
    assert (result["partnership"], result["plan"], result["as_at"], result["as_at_basis"]) == (
        "Southmere CSP",
        "Rowan",
        "2025-12-01",
        "supplied",
    )


def test_one_refused_file_does_not_stop_the_others(tmp_path):
    empty = tmp_path / "empty.txt"
    empty.write_text("")
    done = run("ingest", "add", str(empty), FIXTURE, "--lake", str(tmp_path / "lake"))
    assert done.returncode == 1
    assert "Refused: empty.txt is empty. Save the plan again and add that file." in done.stderr
    assert "added 5 actions" in done.stdout


@pytest.mark.parametrize(
    ("module", "arguments", "code", "sentence"),
    [
        ("ingest", ("add", "missing.txt"), 1, "There is no file missing.txt"),
        ("ingest", ("add", "tests"), 1, "is a folder"),
        ("ingest", ("check", "docs/icon.png"), 1, "is a picture"),
        ("ingest", ("add", "--as-at", "soon", "x"), 2, "'soon' is not a date. Write it as 2024-01-31."),
        ("ingest", ("add",), 2, "Missing argument"),
        ("ingest", ("add", "x" * 300), 1, "cannot be read"),
        ("ingest", ("list",), 1, "There is no lake at"),
        ("ingest", ("remove", "abc"), 1, "There is no lake at"),
        ("queries", ("export", "everything"), 2, "everything"),
        ("queries", ("export", "actions", "--status", "finished"), 2, "finished"),
        ("queries", ("export", "actions", "--lake", "README.md"), 1, "is a file"),
    ],
)
def test_bad_input_gets_a_sentence_and_the_right_end(tmp_path, module, arguments, code, sentence):
    done = called(module, *arguments, lake=str(tmp_path / "lake"))
    assert (done.exit_code, sentence in " ".join(done.stderr.split())) == (code, True), done.stderr


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--partnership", "Nowhere"), "The lake has no partnership 'Nowhere'"),
        (("--theme", "nothing"), "The lake has no theme 'nothing'"),
        (("--out", "/nowhere/at/all.csv"), "cannot be written"),
    ],
)
def test_an_export_that_cannot_be_made_is_said(shipped_lake, arguments, sentence):
    done = called("queries", "export", "actions", *arguments, lake=str(shipped_lake))
    assert (done.exit_code, sentence in " ".join(done.stderr.split())) == (1, True), done.stderr


def test_a_setting_that_cannot_be_read_is_said(monkeypatch):
    monkeypatch.setenv("FOLLOWTHROUGH_SHIPPED_PLANS", "maybe")
    done = run("ingest", "list")
    assert (done.returncode, "FOLLOWTHROUGH_SHIPPED_PLANS is 'maybe'" in done.stderr) == (1, True)


def test_rows_are_written_as_utf_8_whatever_the_terminal(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    plan = tmp_path / "plan.csv"
    plan.write_text("Ref,Recommendation,Action,Status\n1,Gofyn am gŵyn,Write,Complete\n", "utf-8")
    command = [sys.executable, "-m", "ingest", "check", str(plan)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=60, check=False)
    assert (done.returncode, "gŵyn" in done.stdout.decode("utf-8")) == (0, True)


@pytest.mark.parametrize("kind", ["csv", "parquet", "xlsx", "json"])
def test_every_format_holds_the_same_rows(shipped_lake, tmp_path, kind):
    out = tmp_path / f"out.{kind}"
    arguments = ("--format", kind, "--out", str(out), "--theme", "dvpo", "--status", "completed")
    assert called("queries", "export", "actions", *arguments, lake=str(shipped_lake)).exit_code == 0
    readers = {
        "csv": lambda: list(pl.read_csv(out)["action_id"]),
        "parquet": lambda: list(pl.read_parquet(out)["action_id"]),
        "xlsx": lambda: _first_column(out.read_bytes()),
        "json": lambda: [row["action_id"] for row in json.loads(out.read_text("utf-8"))],
    }
    chosen = Filters(theme=["dvpo"], status=["completed"])
    expected = ACTIONS.frame(Limited(filters=chosen), on=working.of(str(shipped_lake)).connection())[
        "action_id"
    ].to_list()
    assert readers[kind]() == expected
    assert len(expected) > 3
    assert not list(tmp_path.glob("*.part"))


def _first_column(content: bytes) -> list[str]:
    """Ids in a workbook: its shared strings that look like one, in order."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        strings = book.read("xl/sharedStrings.xml").decode()
    return re.findall(r">([0-9a-f]{12}-\d{3})<", strings)


def test_changes_are_written_as_csv_json_and_a_feed(shipped_lake, tmp_path):
    lake = str(shipped_lake)
    later = ("--since", "2025-12-01", "--as-at", "2026-06-01", "--partnership", "Central Bedfordshire CSP")
    written = called("queries", "changes", *later, lake=lake)
    kinds = {row["change"] for row in rows(written.stdout)}
    assert (written.exit_code, kinds) == (0, {"newly_overdue"})
    told = json.loads(called("queries", "changes", *later, "--format", "json", lake=lake).stdout)
    assert len(told) == len(rows(written.stdout)) == 4
    out = tmp_path / "changes.xml"
    assert called("queries", "changes", *later, "--format", "atom", "--out", str(out), lake=lake).exit_code == 0
    assert out.read_text("utf-8").count("<entry>") == 4
    wrong = called("queries", "changes", "--partnership", "Nobody", lake=lake)
    assert (wrong.exit_code, "has no partnership 'Nobody'" in wrong.output) == (1, True)


def test_export_reads_on_a_chosen_day(shipped_lake):
    arguments = ("--partnership", "SNTB", "--as-at", "2026-01-01")
    done = called("queries", "export", "actions", *arguments, lake=str(shipped_lake))
    assert {row["as_at"] for row in rows(done.stdout)} == {"2026-01-01"}


def test_what_a_colour_means_is_said_once_for_the_plan(tmp_path):
    file = tmp_path / "plan.csv"
    file.write_text("Ref,Action,BRAG\n1,Train the teams,Purple\n2,Audit ten files,Blue\n", "utf-8")
    shown = called(
        "ingest", "check", "--colour", "purple=closed_not_pursued", "--colour", "blue=in_progress", str(file), lake=""
    )
    assert [row["status"] for row in csv.DictReader(io.StringIO(shown.stdout))] == ["closed_not_pursued", "in_progress"]
    wrong = called("ingest", "check", "--colour", "purple=finished", str(file), lake="")
    assert (wrong.exit_code, "Write it as blue=completed" in re.sub(r"\W*\n\W*", " ", wrong.output)) == (2, True)
