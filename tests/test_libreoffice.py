"""The fixture plan as LibreOffice converts it, where LibreOffice is installed: what councils really send."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from ingest.plan.parse import parse
from tests.fixtures.formats import FORMATS
from tests.test_formats import EXPECTED, rows

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")


@pytest.mark.parametrize(
    ("name", "suffix"),
    [("plan.docx", "pdf"), ("plan.docx", "odt"), ("plan.odt", "docx"), ("plan.xlsx", "ods"), ("plan.xlsx", "xls"), ("plan.ods", "xlsx"), ("plan.html", "odt")],
)  # fmt: skip
def test_a_converted_plan_gives_the_same_rows(tmp_path, name, suffix):
    source = tmp_path / name
    source.write_bytes(FORMATS[name]())
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [
        str(OFFICE),
        profile,
        "--headless",
        "--convert-to",
        suffix,
        "--outdir",
        str(tmp_path / "out"),
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    made = (tmp_path / "out" / source.name).with_suffix(f".{suffix}")
    assert rows(parse(made.read_bytes(), made.name)) == EXPECTED
