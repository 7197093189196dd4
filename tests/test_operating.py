"""The page for whoever runs it: each command is tried as it is printed, in its order, with another folder for /srv/followthrough."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from tests.browser import free_port
from tests.conftest import ROOT
from tests.fixtures.formats import FORMATS

PAGE = (ROOT / "docs" / "OPERATING.md").read_text("utf-8")
COMMANDS = re.findall(r"^    (.+)$", PAGE, re.MULTILINE)
NOT_TRIED = ("git ", "python3 -m venv", "pip install", "export ")


@pytest.fixture
def place(tmp_path):
    """A folder in the place of /srv/followthrough, with two plans in its inbox, and the environment of its commands."""
    (tmp_path / "inbox").mkdir()
    for name in ("plan.pdf", "plan.docx"):
        (tmp_path / "inbox" / name).write_bytes(FORMATS[name]())
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return tmp_path, {**os.environ, "PATH": programs, "FOLLOWTHROUGH_LAKE": str(tmp_path / "lake")}


@pytest.mark.thorough
def test_each_command_of_the_page_does_what_it_says(place):
    folder, environment = place
    tried = [command for command in COMMANDS if not command.startswith((*NOT_TRIED, "streamlit "))]
    said = []
    for command in tried:
        done = subprocess.run(
            check=False, args=["bash", "-c", command.replace("/srv/followthrough", str(folder))], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120,
        )  # fmt: skip
        assert done.returncode == 0, (command, done.stdout, done.stderr)
        said.append(done.stdout.strip().splitlines()[-1])
    assert [line.split(maxsplit=1)[0] for line in said[2:]] == [
        "Backed",
        "All",
        "Brought",
        "Merged",
        "All",
        "Nothing",
        "All",
        "Today's",
    ]
    assert all("2 documents" in line for line in (said[2], said[3], said[4], said[-1]))
    assert (folder / "restored" / "catalogue.sqlite").is_file()


@pytest.mark.thorough
def test_the_dashboard_starts_as_printed_and_says_that_it_lives(place):
    _, environment = place
    command = next(command for command in COMMANDS if command.startswith("streamlit "))
    port = free_port()
    started = subprocess.Popen(
        [*command.split(), "--server.port", str(port)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        until = time.monotonic() + 60
        answer = b""
        while answer != b"ok" and time.monotonic() < until:
            try:
                answer = urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1).read()
            except OSError:
                time.sleep(0.2)
        assert answer == b"ok"
    finally:
        started.terminate()
        started.wait(20)


def test_all_that_is_not_tried_is_what_the_page_says():
    others = [command for command in COMMANDS if not command.startswith(("python -m ingest", "streamlit "))]
    assert all(command.startswith(NOT_TRIED) for command in others)
    assert shutil.which("bash")
