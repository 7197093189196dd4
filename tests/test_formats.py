"""The same plan in every format gives the same rows; what each format can hide is read, with a finding."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.plan.parse import parse
from ingest.plan.tree import Plan
from ingest.read.pdf import ocr
from schema.vocabulary import AsAtBasis, Rag, Status, TargetNote
from tests.conftest import hung
from tests.fixtures.formats import FORMATS
from tests.fixtures.pdfs import as_scan
from tests.fixtures.plan import FIRST

DAY = date

#: section, ref, recommendation, action, leads, target as printed, target, note, original, status, completed, rag, updates, progress
EXPECTED = [
    (
        "Recommendation 1", "1.1", FIRST, "Write one page on lawful sharing and put it in every duty office", ["Norland Police"],
        "31/03/2024", DAY(2024, 3, 31), None, DAY(2024, 3, 31), Status.COMPLETED, DAY(2024, 5, 14), Rag.GREEN, 2,
        "Update: the page was written. Update: it hangs in all offices.",
    ),
    (
        "Recommendation 1", "1.2", FIRST, "Audit twenty referrals and report gaps to the board", ["Northmere Council"],
        "January 2024 June 2024", DAY(2024, 6, 30), TargetNote.REVISED, DAY(2024, 1, 31), Status.IN_PROGRESS, None, Rag.AMBER, 1,
        "Update: twelve referrals were read.",
    ),
    (
        "Recommendation 2", "2.10", "Staff should ask about safety at each visit, not once",
        "Add the question to the visit form and train the teams that use it", ["Newhope Families Project"],
        "Q3 2024/25", DAY(2024, 12, 31), None, DAY(2024, 12, 31), Status.NOT_STARTED, None, Rag.RED, 0, None,
    ),
    (
        "Recommendation 2", "2.2", "Housing officers should know how to refer to the MARAC",
        "Hold two half-day sessions on the DASH checklist for housing officers", ["Multi-agency"],
        "Ongoing", None, TargetNote.ONGOING, None, Status.IN_PROGRESS, None, None, 1, "The first session drew thirty people.",
    ),
]  # fmt: skip


def flat(text: str | None) -> str | None:
    return " ".join(text.split()) if text else None


def rows(plan: Plan) -> list[tuple]:
    """What was read of each row, with texts on one line: a wrapped line and a paragraph differ between formats."""
    texts = {item.recommendation_id: item.recommendation for item in plan.recommendations}
    leads: dict[str, list[str]] = {}
    for lead in hung(plan, "leads"):
        leads.setdefault(lead.action_id, []).append(plan.agencies[lead.agency_id].agency)
    return [
        (
            a.section, a.ref, flat(texts[a.recommendation_id]), flat(a.action), leads.get(a.action_id, []), a.target_as_printed,
            a.target_date, a.target_note, a.target_original_date, a.status, a.completion_date, a.rag, a.updates, flat(a.progress),
        )
        for a in plan.actions
    ]  # fmt: skip


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_plan_in_every_format_gives_the_same_rows(name):
    plan = parse(FORMATS[name](), name)
    expected = EXPECTED
    if name == "plan-unruled.pdf":  # drawn without any colour
        expected = [(*row[:11], None, *row[12:]) for row in EXPECTED]
    assert rows(plan) == expected
    assert plan.partnership.partnership == "Northmere CSP"
    assert (plan.document.as_at, plan.document.as_at_basis) == (DAY(2024, 9, 30), AsAtBasis.STATED)
    assert plan.document.marking == "OFFICIAL"
    assert not [finding for finding in plan.findings if finding.severity == "error"]


@pytest.mark.parametrize("name", ["plan.pdf", "plan-unruled.pdf"])
def test_each_row_of_a_pdf_knows_its_place_on_its_page(name):
    plan = parse(FORMATS[name](), name)
    places = {place.action_id: place for place in hung(plan, "places")}
    tops = [places[action.action_id].top_edge for action in plan.actions]
    assert tops == sorted(tops)
    assert all(place.page == 1 and 0 < place.top_edge < place.bottom_edge < 1 for place in hung(plan, "places"))
    assert all(place.left_edge < 0.1 and place.right_edge > 0.6 for place in hung(plan, "places"))


@pytest.mark.parametrize("name", FORMATS)
def test_cells_are_kept_as_printed(name):
    plan = parse(FORMATS[name](), name)
    second = plan.actions[1].action_id
    cells = {cell.field: (flat(cell.printed), cell.struck) for cell in hung(plan, "cells") if cell.action_id == second}
    is_styled = name.endswith((".html", ".docx", ".xlsx", ".xls", ".odt", ".ods", ".pdf"))
    assert cells["target"] == ("January 2024 June 2024", "January 2024" if is_styled else None)
    assert cells["status"] == ("In progress", None)


@pytest.mark.skipif(
    not ocr.is_installed(), reason="the optional reader of scans (requirements-ocr.txt, tesseract) is not installed"
)
@pytest.mark.thorough
def test_a_scanned_plan_is_read_by_the_optional_reader_with_a_finding_on_every_row():
    plan = parse(as_scan(FORMATS["plan.pdf"]()), "scan.pdf")
    unseen = [
        (*row[:5], row[5].replace("January 2024 ", ""), row[6], None, row[6], *row[9:11], None, *row[12:])
        for row in EXPECTED
    ]
    expected = [(*row[:7], TargetNote.ONGOING if row[5] == "Ongoing" else None, *row[8:]) for row in unseen]
    assert rows(plan) == expected  # colours and struck words are lost in a grey scan
    assert [finding.action_id for finding in plan.findings if finding.code == "read_by_ocr"] == [
        a.action_id for a in plan.actions
    ]
