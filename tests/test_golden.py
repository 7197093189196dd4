"""What is read of the fixtures, whole: every cell of every row and every finding, as it was last looked at.

A change of a reader or list shows here as a difference. Look at it; if it is right, `pytest tests/test_golden.py --regen` writes
it down, and it goes into the commit that made it.
"""

from __future__ import annotations

import io

import polars as pl
import pytest

from ingest.keep.store import rows_of
from ingest.plan.parse import parse
from schema.export import EXPORT_COLUMNS, to_csv
from schema.settings import ROOT
from schema.sql import named_statements
from schema.working_copy import from_rows
from tests.conftest import FIXTURES

GOLDEN = ROOT / "tests" / "golden"
READ = sorted(path.name for path in FIXTURES.iterdir() if path.suffix in (".txt", ".csv") and path.name != "names.csv")
_EXPORT = named_statements(ROOT / "schema" / "export.sql")["export_all"]


def read(name: str) -> dict[str, bytes]:
    """Name of a golden file -> what it should hold, for one fixture."""
    plan = parse((FIXTURES / name).read_bytes(), name)
    con = from_rows(rows_of(plan))
    rows = to_csv(con.sql(_EXPORT).pl().select(EXPORT_COLUMNS))
    con.close()
    findings = [finding.model_dump(mode="json", exclude={"document_id"}) for finding in plan.findings]
    return {f"{name}.rows.csv": rows, f"{name}.findings.csv": to_csv(pl.DataFrame(findings, infer_schema_length=None))}


@pytest.mark.parametrize("name", READ)
def test_a_fixture_is_read_as_it_was(name, request):
    for file, now in read(name).items():
        path = GOLDEN / file
        if request.config.getoption("--regen"):
            path.write_bytes(now)
        kept, found = (pl.read_csv(io.BytesIO(content), infer_schema=False) for content in (path.read_bytes(), now))
        assert found.columns == kept.columns, file
        assert found.rows(named=True) == kept.rows(named=True), file


def test_every_golden_file_is_of_a_fixture():
    assert {path.name for path in GOLDEN.iterdir()} == {
        f"{name}.{kind}.csv" for name in READ for kind in ("rows", "findings")
    }
