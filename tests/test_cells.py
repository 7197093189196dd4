"""Cells as publishers that nobody here had seen print them: leads, statuses, targets, acceptance."""

from __future__ import annotations

import pytest

from ingest.fields.acceptance import is_acceptance, read_acceptance
from ingest.fields.leads import read_leads
from ingest.fields.prose_status import read_prose_status
from ingest.fields.status import read_status
from ingest.fields.targets import read_target
from ingest.plan.parse import parse
from ingest.read.text.markup import clean
from schema.vocabulary import Acceptance, AgencyKind, Status, StatusBasis


@pytest.mark.parametrize(
    ("text", "leads"),
    [
        ("Head of Safeguarding", [("Head of Safeguarding", AgencyKind.ROLE)]),
        ("SI Leads\nHead of Patient Safety", [("SI Leads", AgencyKind.ROLE), ("Head of Patient Safety", AgencyKind.ROLE)]),
        ("Director of Nursing and Practice", [("Director of Nursing and Practice", AgencyKind.ROLE)]),
        ("nrcan-rncan", [("nrcan-rncan", AgencyKind.OTHER)]),
        ("Smith", []), ("Patel / Owusu", []), ("JS&KP", []), ("See comments", []), ("Not assigned", []), ("50%", []),
        ("TJ/JT", []), ("?", []), ("TBC", []), ("Janet", []), ("DCI Jamie Holder", [("DCI", AgencyKind.ROLE)]),
    ],
)  # fmt: skip
def test_a_lead_that_is_a_post_or_an_unknown_body_is_kept_and_a_person_is_not(text, leads):
    found = read_leads(text, "")
    assert [(lead.agency, lead.kind) for lead in found.leads] == leads
    assert "Holder" not in (found.as_printed or "")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("New", Status.NOT_STARTED), ("Carried forward", Status.IN_PROGRESS), ("Concluded", Status.COMPLETED), ("Rejected", Status.CLOSED_NOT_PURSUED),
        ("Yes?", Status.NOT_STATED), ("Resolved 60%", Status.NOT_STATED), ("New policy written", Status.NOT_STATED), ("Substantial (a); Completed (b, c)", Status.IN_PROGRESS), ("Completed (a, b)", Status.COMPLETED),
    ],
)  # fmt: skip
def test_words_that_are_a_status_where_they_are_the_whole_cell(text, status):
    assert read_status(text).status is status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("1-3 Complete and shown on the forms", Status.COMPLETED),
        ("1. Complete and in use\n2. In progress with the board", Status.IN_PROGRESS),
        ("Completed, and published on the web", Status.COMPLETED),
        ("Because of the move, this action has been delayed.", Status.IN_PROGRESS),
        ("Draft paper/ work in progress attached.", Status.IN_PROGRESS),
        ("Completed training for ten staff", None),
        ("12 March 2024: Stage one complete\n10 June 2024: Work is delayed", None),
        ("1. Completed training for ten staff", None),
        ("1. Completed 12 sessions", None),
        ("1. Complete and checked\n2. Full review completed 02/03/2020, with the board told of it", Status.COMPLETED),
        ("1. First stage completed 02/03/2020", None),
        ("1. Complete - if some procedure changes, the policy does too", Status.COMPLETED),
        ("1. Complete - apart from the training", None),
        ("This action is being kept open so that audits can show it.", Status.IN_PROGRESS),
        ("1. Completed 12/03/2024", Status.COMPLETED),
        ("Completed: 3 of 10 sites.", None),
        ("Completed, apart from the training.", None),
        ("Completed and submitted the first draft", None),
        ("The board will be asked when complete.", None),
    ],
)
def test_a_status_that_stands_in_sentences(text, status):
    found = read_prose_status(text)
    assert (found.status if found else None) is status


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("By fall 2022", "2022-11-30"), ("8 Sept 10 Nov", "None"), ("April 2010 27 July 31 Aug", "2010-08-31"), ("Dec 2010 12 Jan", "2010-12-31"), ("April 2010 reviewed 31 Aug", "2010-04-30"),
        ("One effort is complete and the other will continue into 2016", "None"),
        ("Completion by March 2025; report initial progress by 2024", "2025-03-31"), ("Quarterly reports starting on June 30, 2018", "None"),
        ("By 2024", "2024-12-31"), ("March 2024 extended to 2026", "2026-12-31"),
    ],
)  # fmt: skip
def test_targets_of_other_publishers(text, day):
    assert str(read_target(text).day) == day


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<s>July 31, 2020</s> 90 days after the standard", "90 days after the standard"),
        ("<s>July 31, 2020</s> <b>August 31, 2020*</b>", "July 31, 2020 August 31, 2020"),
        ("1 | <del>Old words</del> New words | June 2020", "1 | New words | June 2020"),
    ],
)
def test_struck_words_of_converted_text_go_but_for_a_date_that_another_takes_the_place_of(text, words):
    assert " ".join(clean(text).split()) == words


@pytest.mark.parametrize(
    ("text", "told", "is_sure"),
    [
        ("Accepted", "accepted", True), ("Agreed - this will be provided", "accepted", True), ("Yes", "accepted", False), ("No", "rejected", False),
        ("Not accepted", "rejected", True), ("Rejected", "rejected", True), ("In part", "accepted_in_part", True),
        ("Partially agreed", "accepted_in_part", True), ("No further action", None, False), ("Yes / No", None, False), ("No date yet", None, False), ("Complete", None, False), ("", None, False),
    ],
)  # fmt: skip
def test_whether_a_recommendation_was_accepted(text, told, is_sure):
    found = read_acceptance(text)
    assert (found.value if found else None, is_acceptance(text)) == (told, is_sure)


def test_a_heading_gives_the_status_where_no_column_does():
    table = "<table><tr><th>Action</th><th>Lead</th></tr><tr><td>{}</td><td>Police</td></tr></table>"
    page = f"<p>Actions completed</p>{table.format('Zip the bag')}<p>Outstanding (as at 12/03/2012)</p>{table.format('Tie the knot')}<p>Bags</p>{table.format('Hang it')}"
    plan = parse(page.encode(), "plan.html")
    assert [(a.action, a.status.value, a.status_as_printed, a.status_basis) for a in plan.actions] == [
        ("Zip the bag", "completed", "Actions completed", StatusBasis.SECTION),
        ("Tie the knot", "in_progress", "Outstanding (as at 12/03/2012)", StatusBasis.SECTION),
        ("Hang it", "not_stated", None, None),
    ]
    assert ["status" in a.doubtful_fields for a in plan.actions] == [True, True, False]


def test_accepted_under_status_is_acceptance_and_no_status_that_could_not_be_read():
    table = "<table><tr><th>Recommendation</th><th>Status</th></tr><tr><td>Zip all bags</td><td>Accepted</td></tr><tr><td>Tie it</td><td>Zoned</td></tr></table>"
    plan = parse(table.encode(), "plan.html")
    assert [(a.status.value, a.status_as_printed, a.acceptance) for a in plan.actions] == [
        ("not_stated", "Accepted", Acceptance.ACCEPTED),
        ("not_stated", "Zoned", None),
    ]
    assert [f.text for f in plan.findings if f.code == "status_unread"] == ["Zoned"]
