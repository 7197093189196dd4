"""No person's name stands in what is stored, shown or exported, wherever a plan prints it; what only looks like one stays."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.fields.names import MASK, mask_names
from ingest.keep.corrections import checked
from ingest.keep.store import rows_of
from ingest.plan.parse import parse
from ingest.plan.tree import Plan
from schema.export import to_csv
from schema.sql import named_statements
from schema.working_copy import from_rows
from tests import names
from tests.conftest import ROOT

RANKS = (
    "DI",
    "DCI",
    "D.I.",
    "D.C.I.",
    "DS",
    "PC",
    "Sgt",
    "Insp",
    "Det. Insp.",
    "Detective Inspector",
    "T/DCI",
    "D/Supt",
    "ACC",
    "Dr",
    "Mrs",
    "Cllr",
)
FIRST = ("", "J ", "J. ", "J.R. ", "A B ", "Perpetua ", "PERPETUA ", "Zoë ", "Ann-Marie ")
LAST = (
    "Quillon", "QUILLON", "Quillón", "ÆTHELWYN", "McQuillon", "MacQuillon", "DeQuillon", "O'Quillon", "O’Quillon", "d'Quillon", "Quillon-Warde",
    "QUILLON-WARDE", "Quillon Warde", "van der Quillon", "QuillonWarde",
)  # fmt: skip
SECRETS = ("quill", "æthelwyn", "warde", "perpetua", "zoë", "ann-marie")
persons = st.builds(
    lambda rank, first, last: f"{rank} {first}{last}",
    st.sampled_from(RANKS),
    st.sampled_from(FIRST),
    st.sampled_from(LAST),
)
bare = st.builds(
    lambda first, last: f"{first}{last}", st.sampled_from(("Perpetua ", "J. ", "Zoë ")), st.sampled_from(LAST)
)


@dataclass(frozen=True)
class Planted:
    """A plan with persons in every place."""

    rows: list[list[str]]
    title: str
    name: str


HEADER = [
    "Section",
    "Ref",
    "Recommendation",
    "Action",
    "Lead agency",
    "Target date",
    "Status",
    "Date completed",
    "RAG",
    "Progress",
    "Outcome",
    "Odd column",
]


@st.composite
def plans(draw: st.DrawFn) -> Planted:
    """A plan whose every cell, title and file name hold a person; its lead cells hold names without a rank too."""
    one = lambda: draw(persons)  # noqa: E731
    row = [
        f"Held by {one()}", f"1 ({one()})", f"Ask {one()} to teach staff", f"Teach staff with {one()}, who leads", draw(st.one_of(persons, bare)),
        f"March 2024, says {one()}", f"Completed by {one()}", f"12/03/2024 ({one()})", f"Green, {one()}", f"Update: {one()} met them.\n{one()} agreed.",
        f"Seen by {one()}", f"Kept by {one()}",
    ]  # fmt: skip
    other = ["B", "2", "Ask", "Do it well", "Norland Police", "TBC", f"With {one()} still", "", "", one(), "", ""]
    return Planted(
        [HEADER, row, other, ["", "", "", "", "", "", "", "", "", f"and {one()} closed", "", ""]],
        f"Action plan of {one()}",
        f"Plan {one()}",
    )


def as_csv(plan: Planted) -> tuple[bytes, str]:
    out = io.StringIO()
    csv.writer(out).writerows(plan.rows)
    return out.getvalue().encode(), "csv"


def as_xlsx(plan: Planted) -> tuple[bytes, str]:
    book = openpyxl.Workbook()
    for row in ([plan.title], *plan.rows, [f"Signed off, {plan.title}"]):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue(), "xlsx"


def as_docx(plan: Planted) -> tuple[bytes, str]:
    document = docx.Document()
    document.add_heading(plan.title)
    table = document.add_table(0, len(HEADER))
    for row in plan.rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.add_paragraph(f"Left over: {plan.title}")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue(), "docx"


def everything(plan: Plan) -> str:
    """All that is stored of a plan and all that its export holds: whatever a page shows comes from these."""
    con = from_rows(rows_of(plan))
    table = con.sql(named_statements(ROOT / "schema" / "export.sql")["export_all"]).pl()
    con.close()
    return f"{plan.model_dump(mode='json')}\n{to_csv(table).decode()}".casefold()


def secrets_in(text: str) -> list[str]:
    return [secret for secret in SECRETS if secret in text]


@pytest.mark.parametrize("write", [as_csv, as_xlsx, as_docx])
@settings(max_examples=12, deadline=None)
@given(planted=plans())
@pytest.mark.thorough
def test_a_name_planted_anywhere_is_nowhere_in_what_is_stored_or_exported(write, planted):
    content, suffix = write(planted)
    plan = parse(content, f"{planted.name}.{suffix}")
    assert len(plan.actions) in (2, 3)  # in CSV no row runs on
    found = everything(plan)
    assert not secrets_in(found)
    assert MASK in found


def test_what_a_person_types_as_a_correction_is_masked_too():
    assert checked("progress", "DI Perpetua Quillon met them") == f"DI {MASK} met them"


#: A county behind a rank may be a surname too.
TAKEN_FOR_NAMES = ("Chief Constable Norfolk", "DS Norfolk")
WORDS = [entry for entry in names.keyed() if entry.masked == entry.text and entry.text not in TAKEN_FOR_NAMES]


@pytest.mark.parametrize("entry", WORDS, ids=lambda entry: entry.text)
def test_what_only_looks_like_a_name_stays(entry):
    assert entry.found == entry.text


def test_the_keyed_list_is_told_as_well_as_it_was():
    right, there, put = names.measured(names.keyed())
    assert (there - right, put - right) == (3, len(TAKEN_FOR_NAMES))


def test_masking_twice_changes_nothing():
    for entry in names.keyed():
        assert mask_names(mask_names(entry.text)) == mask_names(entry.text)
