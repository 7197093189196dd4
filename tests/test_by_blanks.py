"""Tables of plain text whose columns are kept apart by blanks alone."""

from __future__ import annotations

from ingest.plan.about import Supplied
from ingest.plan.parse import parse
from ingest.read.text.by_blanks import tables_by_blanks
from ingest.recognise.known_words import WORDS

BY_REFERENCE = """
Action plan of the board, 2008

Ref  Recommendation              Action                     Lead           By when    Status
1.1  Share what is known         Write a protocol with      Police         May 2009   Complete
     about risk                  health and housing
1.2  Train staff in the          Run ten courses            Council        June 2009  In progress
     DASH
2    Audit cases                 Sample ten cases and       Police and     Ongoing    Not started
                                 report                     Council
"""
WITHOUT_REFERENCE = """
Action          Lead        Completion
                officer     date

Train the       Head of     October
front desk      Service     2009
Review the      Board       May 2011 and
form                        June 2012

A theme that runs along the whole width of it
Buy vans        Head of     March
                Fleet       2010
"""
CENTRED = """
 Ref Requirements                  Outputs                     Tasks                     Owner     End Date   Task Status Progress
     The board knows its aims      Paper on values and         Settle a vision                                               Members settled it at
                                   purpose                                               Board     28/02/08      Done        their workshop, in
 1.1                                                                                                                         February
                                   Process for planning of     Write the plan of                                             A draft is there so that
                                   business                    the year                  Police    31/03/08   In Progress    it can be discussed

                                   Means of looking back       Look at it in a year
"""


def read(text: str) -> list[tuple]:
    plan = parse(text.encode(), "plan.txt", Supplied(partnership="Northmere CSP"))
    return [
        (
            action.ref,
            plan.texts[action.recommendation_id],
            action.action,
            action.outcome,
            action.lead_as_printed,
            str(action.target_date or ""),
            action.status.value,
        )
        for action in plan.actions
    ]


def test_a_row_begins_with_its_reference():
    assert read(BY_REFERENCE) == [
        ("1.1", "Share what is known about risk", "Write a protocol with health and housing", None, "Police", "2009-05-31", "completed"),
        ("1.2", "Train staff in the DASH", "Run ten courses", None, "Council", "2009-06-30", "in_progress"),
        ("2", "Audit cases", "Sample ten cases and report", None, "Police and Council", "", "not_started"),
    ]  # fmt: skip


def test_without_a_reference_a_row_begins_where_its_cells_begin_sentences():
    rows = [(action, lead) for _, _, action, _, lead, *_ in read(WITHOUT_REFERENCE)]
    assert rows == [
        ("Train the front desk", "Head of Service"), ("Review the form", "Board"), ("Buy vans", "Head of Fleet"),
    ]  # fmt: skip


def test_cells_may_be_centred_in_their_rows_and_headers_stand_aside_of_their_columns():
    aims = "The board knows its aims"
    assert read(CENTRED) == [
        ("1.1", aims, "Settle a vision", "Paper on values and purpose", "Board", "2008-02-28", "completed"),
        (None, aims, "Write the plan of the year", "Process for planning of business", "Police", "2008-03-31", "in_progress"),
        (None, aims, "Look at it in a year", "Means of looking back", None, "", "not_stated"),
    ]  # fmt: skip


def test_a_cell_that_ends_in_a_preposition_goes_on_in_the_next_line():
    text = """
Action                              Lead                      By when   Status

Publish a Reporting Guide for       Department of Health      June      Completed
Families and Friends Across         Victoria                  2024
Train Staff                         Police                    May 2024  Ongoing
"""
    assert [(row[2], row[5], row[6]) for row in read(text)] == [
        ("Publish a Reporting Guide for Families and Friends Across", "2024-06-30", "completed"),
        ("Train Staff", "2024-05-31", "in_progress"),
    ]


def test_the_number_of_a_page_is_no_row():
    first, second = BY_REFERENCE.split("1.2  Train")
    assert read(f"{first}\n                              12\n\n1.2  Train{second}") == read(BY_REFERENCE)


def test_the_rest_of_a_row_that_a_page_cut_is_no_row_of_its_own():
    first, second = CENTRED.split("                                   business ")
    cut = f"{first}\n\n                                   business {second}"
    assert read(cut)[1][2:4] == ("Write the plan of the year", "Process for planning of business")


def test_every_row_of_such_a_table_is_in_doubt_and_the_document_says_so_once():
    plan = parse(BY_REFERENCE.encode(), "plan.txt", Supplied(partnership="Northmere CSP"))
    every = ["target_date", "status", "completion_date", "lead_agencies"]
    assert [action.doubtful_fields for action in plan.actions] == [every] * 3
    assert [finding.code for finding in plan.findings].count("parted_by_blanks") == 1


def test_a_line_with_a_tab_below_does_not_hide_the_table():
    assert read(BY_REFERENCE + "Contact:\tsecretariat\n")[:2] == read(BY_REFERENCE)[:2]


def test_a_line_of_very_many_words_apart_is_no_header():
    wide = "   ".join(["Ref", "Action", "Status", "Lead", "Target date"] * 2_000)
    assert tables_by_blanks([wide] * 4, WORDS) == []


def test_prose_with_wide_gaps_is_no_table():
    text = "The board met.    Action was taken.    Lead officers were told.\nNothing more was said of it by anyone that day.\n"
    plan = "Ref\tAction\tStatus\n1\tTrain staff\tComplete\n"
    assert [row[2] for row in read(text + plan)] == ["Train staff"]
