"""Whole documents: fixtures in our own words, each carrying traps of layout, and what they must give."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from ingest.plan.about import NOT_STATED, Supplied
from ingest.plan.parse import parse
from ingest.plan.tree import Plan
from schema.errors import DocumentError
from schema.vocabulary import AsAtBasis, PlanKind
from tests.conftest import FIXTURES

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def read(name: str, **supplied) -> Plan:
    return parse((FIXTURES / name).read_bytes(), name, Supplied(**supplied), now=NOW)


def column(plan: Plan, name: str) -> list:
    return [getattr(action, name) for action in plan.actions]


def texts(plan: Plan) -> list[str | None]:
    by_id = {row.recommendation_id: row.recommendation for row in plan.recommendations}
    return [by_id[action.recommendation_id] for action in plan.actions]


def leads(plan: Plan) -> list[list[str]]:
    names = {row.agency_id: row.agency for row in plan.agencies.values()}
    return [[names[lead.agency_id] for lead in action.leads] for action in plan.actions]


def themes(plan: Plan) -> list[set[str]]:
    return [{tag.theme_id for tag in action.themes} for action in plan.actions]


class TestRowsThatRunOn:
    """runs_on.txt: page headings, a repeated header, rule lines, a row and a word cut by a page break."""

    plan = read("runs_on.txt")

    def test_rows_are_stitched(self):
        assert column(self.plan, "ref") == ["1", "2", "8.2", "8.20", "9"]
        assert texts(self.plan)[1] == (
            "The council should write a housing pathway for people who flee abuse, with the refuge and the substance misuse service"
        )
        assert self.plan.actions[1].action == "Draft Agree"

    def test_a_word_cut_by_the_page_break_is_mended(self):
        assert (
            self.plan.actions[1].progress == "A first draft is with partners for comment.\nIt goes to the board next."
        )

    def test_bullets_and_tags_are_gone(self):
        assert self.plan.actions[0].action == "Write a checklist\nShare it with shifts"

    def test_a_blank_header_over_references_and_an_outcome_column_of_status_words(self):
        assert column(self.plan, "status_as_printed") == ["CLOSED", "ONGOING", "CLOSED", "Partially completed", None]
        assert [str(status) for status in column(self.plan, "status")] == [
            "completed", "in_progress", "completed", "in_progress", "not_stated",
        ]  # fmt: skip

    def test_dates(self):
        assert [str(day) if day else None for day in column(self.plan, "target_date")] == [
            "2025-03-31", "2025-06-30", "2025-11-30", None, None,
        ]  # fmt: skip
        assert column(self.plan, "target_as_printed")[3:] == ["31 September 2025", "Ongoing"]
        assert [finding.code for finding in self.plan.findings if finding.severity == "error"] == ["date_impossible"]

    def test_closed_but_not_done(self):
        assert column(self.plan, "closed_not_done") == [False, False, True, False, False]

    def test_pages_and_lines_are_kept(self):
        assert column(self.plan, "page") == [1, 1, 2, 3, 3]
        assert column(self.plan, "line") == [5, 6, 13, 17, 18]

    def test_the_document_says_when_it_speaks(self):
        document = self.plan.document
        assert (document.as_at, document.as_at_basis) == (date(2025, 3, 14), AsAtBasis.LATEST_ENTRY)
        assert (self.plan.partnership.partnership, document.kind) == ("Northmere CSP", PlanKind.REVIEW)


class TestHeadings:
    """headings.txt: headings in three shapes, letters that do and do not open rows, ragged and merged cells."""

    plan = read("headings.txt")

    def test_sections(self):
        assert column(self.plan, "section") == [
            "Recommendation 1", "Recommendation 2", "Recommendation 3 a", "Recommendation 3 b", "Recommendation 3 b",
        ]  # fmt: skip

    def test_recommendations_come_from_the_headings(self):
        assert texts(self.plan) == [
            "The force should test how it shares records with its neighbours.",
            "Messages to all staff on positive action.\na) Look for earlier forms. By September 2024\nb) Keep reviews on time. By June 2024",
            "Staff should log concerns.",
            "Staff should know the panel.",
            "Staff should know the panel.",
        ]

    def test_a_row_without_its_first_cell_opens_when_it_prints_lead_and_target(self):
        assert column(self.plan, "action")[3:] == ["Team talks", "Online module"]
        assert column(self.plan, "scope")[3:] == ["local", None]

    def test_targets(self):
        assert [
            (str(row.target_date), row.target_note, str(row.target_original_date)) for row in self.plan.actions
        ] == [
            ("2024-06-30", None, "2024-06-30"),
            ("2024-09-30", "per_item", "2024-09-30"),
            ("2024-05-31", None, "2024-05-31"),
            ("2024-09-30", "revised", "2024-06-30"),
            ("2024-06-30", "recurring", "2024-06-30"),
        ]

    def test_ratings_from_the_column_and_from_the_words_that_lead_updates(self):
        assert [">".join(row.rag_history) for row in self.plan.actions] == [
            "green>green", "green>amber>amber>green", "amber", "red", "amber",
        ]  # fmt: skip

    def test_updates_completions_and_starts(self):
        assert column(self.plan, "updates") == [2, 3, 1, 1, 1]
        assert [str(day) if day else None for day in column(self.plan, "completion_date")] == [
            "2024-08-01", "2024-09-30", "2024-09-13", None, "2024-12-20",
        ]  # fmt: skip
        assert [str(day) if day else None for day in column(self.plan, "commenced_date")] == [
            None,
            None,
            "2024-02-01",
            None,
            None,
        ]

    def test_a_shifted_cell_is_placed_where_it_fits(self):
        assert self.plan.actions[4].progress == "Update: the module is ready.\nstaff have used it."

    def test_the_cut_lead_is_mended_and_the_name_masked(self):
        assert self.plan.actions[0].lead_as_printed == "DCI [name], Crime and Safeguarding, Norland Police"
        assert leads(self.plan)[0] == ["Norland Police"]

    def test_no_text_is_dropped_in_silence(self):
        assert [finding.text for finding in self.plan.findings if finding.code == "text_outside_rows"] == [
            "Safeguarding is kept under review by a panel."
        ]


class TestForcePlan:
    """force.txt: references that are text, boilerplate, blank statuses, rows with little or nothing in them."""

    plan = read("force.txt")

    def test_references_are_text_and_may_repeat(self):
        assert column(self.plan, "ref") == ["N8.1", "N8.2", "N8.20", "N8.3", "N8.4", "N8.5", "N8.2", "N9"]
        assert len(set(column(self.plan, "action_key"))) == 8

    def test_statuses(self):
        assert [str(status) for status in column(self.plan, "status")] == [
            "completed", "completed", "in_progress", "not_started", "completed", "not_stated", "completed", "completed",
        ]  # fmt: skip

    def test_boilerplate_gives_no_theme(self):
        assert themes(self.plan)[3] == set()
        assert themes(self.plan)[2] == {"stalking"}

    def test_rows_without_text_are_said(self):
        assert [(finding.code, finding.text) for finding in self.plan.findings if "without_text" in finding.code] == [
            ("action_without_text", "N9"), ("row_without_text", "N10"),
        ]  # fmt: skip

    def test_what_the_title_says(self):
        document = self.plan.document
        assert (document.as_at, document.as_at_basis, document.kind) == (
            date(2019, 12, 31),
            AsAtBasis.TITLE_YEAR,
            PlanKind.FORCE,
        )
        assert (document.version_as_printed, document.prints_target, document.prints_status) == (
            "public version",
            False,
            True,
        )


class TestStrategy:
    """strategy.txt: numbered commitments under pillars; numbered headings above prose are none."""

    plan = read("strategy.txt")

    def test_commitments(self):
        assert [(row.section, row.ref) for row in self.plan.actions] == [
            ("Shield", "1"), ("Shield", "2"), ("Stop", "1"), ("Stop", "2"), ("Stop", "3"),
        ]  # fmt: skip
        assert texts(self.plan)[1] == "Offer safe housing with the council and the refuge."

    def test_the_document(self):
        document = self.plan.document
        assert (document.kind, document.as_at, document.as_at_basis) == (
            PlanKind.STRATEGY,
            date(2018, 4, 1),
            AsAtBasis.STATED,
        )
        assert (document.marking, document.version_as_printed) == ("RESTRICTED", "Issue 2.1")
        assert {str(status) for status in column(self.plan, "status")} == {"not_stated"}


class TestCsv:
    """semicolons.csv: another delimiter, a byte order mark, newlines and quotes in cells, a guarded formula."""

    plan = read("semicolons.csv", partnership="Central Bedfordshire CSP", plan="Notes", as_at=date(2025, 2, 1))

    def test_rows(self):
        first, second = self.plan.actions
        assert texts(self.plan)[0] == 'Share "lessons" widely'
        assert (first.action, first.updates, ">".join(first.rag_history)) == (
            "Send a note;\nthen meet",
            2,
            "red>amber>green",
        )
        assert (str(first.target_date), str(first.completion_date)) == ("2024-12-31", "2025-01-05")
        assert (second.action, second.target_date, second.target_note) == ("=1+1 is not a sum", None, "to_be_confirmed")

    def test_what_was_supplied_takes_precedence(self):
        document = self.plan.document
        assert (document.plan, document.as_at, document.as_at_basis) == ("Notes", date(2025, 2, 1), AsAtBasis.SUPPLIED)
        assert leads(self.plan) == [["Bedfordshire Police"], ["Central Bedfordshire Council"]]


def test_a_document_that_does_not_say_whose_it_is():
    plan = read("semicolons.csv")
    assert plan.partnership.partnership == NOT_STATED
    assert "partnership_unknown" in {finding.code for finding in plan.findings}


HEADER = "Ref\tRecommendation\tAction\tStatus"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.7 ...", "the file is broken or is not what it seems"),
        (b"PK\x03\x04....", "the file is broken or is not what it seems"),
        (b"abc\x00def", "is of no kind that can be read"),
        (b"\xff\xfea", "is cut short"),
        (b"Dear all,\nthe plan will follow.\n", "has no table of actions"),
        (b"Colour\tShape\tSize\nred\tround\tsmall\n", "its columns cannot be recognised"),
        (HEADER.encode(), "has a table header but no rows below it"),
        (b'Ref,Recommendation,Action,Status\n1,"never closed,b,c', "cannot be read as CSV near line"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(content, sentence):
    with pytest.raises(DocumentError, match=sentence) as refusal:
        parse(content, "plan.txt")
    assert "\n" not in str(refusal.value)


def test_a_table_whose_columns_change_half_way():
    text = "\n".join(
        [
            HEADER,
            "1\tAsk for help\tWrite\tComplete",
            "No\tOwner\tAction required\tDue date",
            "2\tPolice\tMeet\tMay 2024",
        ]
    )
    plan = parse(text.encode(), "plan.txt", Supplied(partnership="Central Bedfordshire CSP"))
    assert column(plan, "action") == ["Write", "Meet"]
    assert (leads(plan)[1], str(plan.actions[1].target_date)) == (["Bedfordshire Police"], "2024-05-31")


def test_rows_of_csv_are_records_and_never_run_on():
    text = "Ref,Recommendation,Action,Lead agency,Status\n1,Ask for help,Write,Police,Complete\n,and then more,,,\n,,Meet,,Ongoing\n"
    plan = parse(text.encode(), "plan.csv", Supplied(partnership="Central Bedfordshire CSP"))
    assert column(plan, "ref") == ["1", None, None]
    assert texts(plan) == ["Ask for help", "and then more", None]  # nor does a blank cell take the one above
    assert column(plan, "action") == ["Write", None, "Meet"]


@pytest.mark.parametrize(
    ("header", "first", "second", "rows"),
    [
        ("Ref\tAction\tLead\tTarget date", "1\tWrite\tPolice\tMay 2024", "\tMeet\tCouncil\tJune 2024", 2),
        ("Ref\tAction\tLead\tTarget date", "1\tWrite\tPolice\tMay 2024", "\tto them\tand Council\t", 1),
        ("Ref\tAction\tLead\tStatus", "1\tWrite\tPolice\tComplete", "\tMeet\tCouncil\tOngoing", 2),
        ("Ref\tAction\tLead\tStatus", "1\tWrite\tPolice\tComplete", "\tto them\tand Council\t", 1),
        ("Ref\tRecommendation\tAction\tStatus", "1\tAsk\tWrite\tComplete", "\t\tMeet\tOngoing", 2),
    ],
)
def test_a_row_without_its_reference_opens_only_with_what_is_its_own(header, first, second, rows):
    plan = parse(
        "\n".join([header, first, second]).encode(), "plan.txt", Supplied(partnership="Central Bedfordshire CSP")
    )
    assert len(plan.actions) == rows


def read_text(*lines: str) -> Plan:
    return parse("\n".join(lines).encode(), "plan.txt", Supplied(partnership="Central Bedfordshire CSP"), now=NOW)


def test_two_whole_targets_are_never_run_together():
    plan = read_text(
        "Ref\tRecommendation\tAction\tLead\tTarget date\tStatus",
        "1\tTrain staff\tWrite a course\tPolice\tQ2 24/25\tComplete",
        "\t\tHold the course\t\tMar-25\tIn progress",
    )
    assert [str(row.target_date) for row in plan.actions] == ["2024-09-30", "2025-03-31"]
    assert [str(row.status) for row in plan.actions] == ["completed", "in_progress"]
    assert texts(plan) == ["Train staff", "Train staff"]
    assert len(plan.recommendations) == 1


def test_a_header_is_read_by_what_it_is_about():
    plan = read_text(
        "Recommendation\tLead for recommendation\tStatus of recommendation\tDate recommendation accepted\tAction RAG",
        "Train staff\tPolice\tOngoing\t01/02/2024\tA",
    )
    row = plan.actions[0]
    assert (texts(plan), leads(plan), str(row.status), row.target_date) == (
        ["Train staff"],
        [["Bedfordshire Police"]],
        "in_progress",
        None,
    )
    assert [str(rating) for rating in row.rag_history] == ["amber"]


def test_an_outcome_that_only_ends_in_a_status_word_stays_an_outcome():
    plan = read_text("Action\tLead\tOutcome", "Write\tPolice\tPolicy embedded", "Meet\tPolice\tAudit delivered")
    assert [(row.outcome, str(row.status)) for row in plan.actions] == [
        ("Policy embedded", "not_stated"), ("Audit delivered", "not_stated"),
    ]  # fmt: skip


def test_page_numbers_between_rows_neither_split_nor_name_them():
    plan = read_text(
        "Ref\tAction\tLead\tStatus", "1\tWrite to\tPolice\tComplete", "", "Page 1 of 9", "", "\tevery school\t\t"
    )
    assert [(row.action, row.section) for row in plan.actions] == [("Write to every school", None)]


def test_a_heading_in_two_cells():
    plan = read_text(
        "Ref\tAction\tLead\tStatus",
        "1\tWrite\tPolice\tComplete",
        "Recommendation 2\tReview the pathway.",
        "2\tMeet\tPolice\tOngoing",
    )
    assert [row.section for row in plan.actions] == [None, "Recommendation 2"]
    assert texts(plan)[1] == "Review the pathway."


def test_ratings_by_letter_blue_and_what_was():
    plan = read_text(
        "Ref\tAction\tBRAG\tProgress", "1\tWrite\tG\tUpdate: begun.", "2\tMeet\tAmber, was green\t", "3\tAsk\tBlue\tUpdate: asked.",
        "4\tTell\tComplete\t",
    )  # fmt: skip
    assert [">".join(row.rag_history) for row in plan.actions] == ["green", "green>amber", "", ""]
    assert [(str(row.status), row.updates) for row in plan.actions] == [
        ("not_stated", 1), ("not_stated", 0), ("completed", 1), ("completed", 0),
    ]  # fmt: skip


def test_a_csv_may_have_a_title_above_its_header():
    text = (
        "Eastmoor CSP DHR Action Plan,,,,\nRef,Action,Lead agency,Status,Target date\n1,Write,Police,Ongoing,May 2024\n"
    )
    plan = parse(text.encode(), "plan.csv", now=NOW)
    assert (plan.partnership.partnership, column(plan, "action")) == ("Eastmoor CSP", ["Write"])
