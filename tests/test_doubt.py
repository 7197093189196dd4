"""Which cells the reader is not sure of."""

from __future__ import annotations

import pytest

from ingest.keep.corrections import corrected
from ingest.plan.about import Supplied
from ingest.plan.parse import parse
from tests.bench.sureness import measure
from tests.conftest import ROOT
from tests.test_put_back import with_correction

HEADER = "Ref,Recommendation,Action,Lead agency,Target date,Status,Completion date,Progress\n"


def doubts(row: str, header: str = HEADER) -> list[str]:
    content = header + row + "\n" + row.replace("Train", "Teach") + "\n"
    plan = parse(content.encode(), "plan.csv", Supplied(partnership="Northmere CSP"))
    return plan.actions[0].doubtful_fields


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("1,Learn,Train all staff,Police,30/06/2023,Completed,01/07/2023,Done", []),
        ("1,Learn,Train all staff,Police,June 2023,Completed 01/07/2023,,", ["completion_date"]),
        ("1,Learn,Train all staff,Police,By June Sept 2023,In progress,,", ["target_date"]),
        ("1,Learn,Train all staff,Police,31/09/2023,In progress,,", ["target_date"]),
        ("1,Learn,Train all staff,Newhope Families Project,June 2023,In progress,,", ["lead_agencies"]),
        ("1,Learn,Train all staff,Police,June 2023,Pending with the ministry,,", ["status"]),
        ("1,Learn,Train all staff,Police,June 2023,Gone fishing,,", ["status"]),
        ("1,Learn,Train all staff,,,,,", []),
    ],
)
def test_a_cell_is_in_doubt_where_its_value_is_not_all_that_it_says(row, expected):
    assert doubts(row) == expected


def test_what_stands_in_sentences_is_in_doubt():
    header = "Ref,Recommendation,Action,Lead agency,Target date,Progress\n"
    row = "1,Learn,Train all staff,Police,June 2023,This action is complete. It was signed off on 01/07/2023."
    assert doubts(row, header) == ["status", "completion_date"]


def test_what_a_row_does_not_print_is_in_doubt_where_it_has_cells_of_columns_that_are_not_known():
    header = "Ref,Recommendation,Action,Target date,Status,Cost\n"
    row = "1,Learn,Train all staff,June 2023,In progress,£3000"
    assert doubts(row, header) == ["completion_date", "lead_agencies"]


def test_what_a_person_put_right_is_no_longer_in_doubt():
    row = "1,Learn,Train all staff,Police,31/09/2023,In progress,,"
    plan = parse((HEADER + row).encode(), "plan.csv", Supplied(partnership="Northmere CSP"))
    assert plan.actions[0].doubtful_fields == ["target_date"]
    assert with_correction(plan, 0, "target_date", "2023-09-30").actions[0].doubtful_fields == []
    assert corrected(plan, [])[0].actions[0].doubtful_fields == ["target_date"]


REAL = ROOT.parent / "shared" / "real"


@pytest.mark.thorough
@pytest.mark.skipif(not REAL.is_dir(), reason="the published plans with keys (../shared/real) are not here")
def test_of_the_cells_that_the_reader_is_sure_of_98_in_100_are_right():
    found = measure(REAL)
    sure = {is_right: sum(n for (_, is_sure, right), n in found.items() if is_sure and right is is_right) for is_right in (True, False)}  # fmt: skip
    in_doubt = sum(n for (_, is_sure, _), n in found.items() if not is_sure)
    assert sure[True] / (sure[True] + sure[False]) >= 0.98
    assert sum(sure.values()) > in_doubt  # one that doubts everything says nothing
