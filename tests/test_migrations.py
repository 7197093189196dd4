"""Lakes of every earlier version, as its program wrote them, are brought up to this one and lose nothing."""

from __future__ import annotations

import tarfile
from datetime import date

import pytest

from ingest.keep.listing import documents
from ingest.keep.verify import verify
from queries import working
from queries.figures import HEADLINE
from queries.lists import ACTIONS
from schema.derive import polars_schema
from schema.lake import Lake
from schema.migrate import LAKE_VERSION, changes_after
from schema.tables import TABLES, Document
from tests.conftest import ROOT

pytestmark = pytest.mark.thorough

#: Each holds two of the fixtures, read by the program of its time.
LAKES = sorted((ROOT / "tests" / "lakes").glob("v*.tar.gz"))


@pytest.fixture(params=LAKES, ids=lambda path: path.name.split(".")[0])
def old_lake(request, tmp_path):
    with tarfile.open(request.param) as archive:
        archive.extractall(tmp_path / "lake", filter="data")
    with Lake(str(tmp_path / "lake")) as lake:
        yield lake


def test_there_is_a_lake_of_every_earlier_version():
    assert [path.name for path in LAKES] == [f"v{version}.tar.gz" for version in range(1, LAKE_VERSION)]


def test_it_has_every_table_and_column_of_this_version(old_lake):
    for model in TABLES:
        now, expected = old_lake.table(model).schema, polars_schema(model)
        named = {name: kind.base_type() for name, kind in now.items()}  # the machine's time zone is part of a type
        assert named == {name: kind.base_type() for name, kind in expected.items()}, model.table
    version = old_lake.read("select max(version) as version from lake.lake_version")["version"][0]
    assert version == LAKE_VERSION


def test_its_rows_are_as_they_were_and_its_plans_have_their_ids(old_lake):
    copy = working.WorkingCopy(old_lake).newest()
    assert HEADLINE.one(on=copy).actions == 13
    first = next(row for row in ACTIONS.rows(on=copy) if row.plan.startswith("Harbour"))
    assert (first.status, first.target_date) == ("completed", date(2025, 3, 31))
    assert set(old_lake.table(Document)["date_order"]) == {"day_first"}
    plans = old_lake.read("select plan_id, plan from lake.plan order by plan_id").rows()
    assert plans == sorted(documents(old_lake).select("plan_id", "plan").rows())


def test_verify_finds_no_fault_but_what_that_version_did_not_keep(old_lake):
    assert [problem for problem in verify(old_lake).problems if problem.is_of_rows] == []


def test_a_lake_that_is_brought_up_is_not_brought_up_again(old_lake):
    before = old_lake.snapshot()
    Lake(old_lake.uri).close()
    assert (old_lake.snapshot(), changes_after(LAKE_VERSION)) == (before, [])
