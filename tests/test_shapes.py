"""Plans that are no table: labels, stacked cells, slashes, flattened rows, milestones; and what stays blank in doubt."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.plan.parse import parse
from ingest.plan.tree import Plan
from schema.vocabulary import Status, StatusBasis
from tests.conftest import hung


def read(text: str) -> Plan:
    return parse(text.encode(), "plan.txt")


def told(plan: Plan) -> list[tuple]:
    texts = {item.recommendation_id: item.recommendation for item in plan.recommendations}
    return [
        (a.section, a.ref, texts[a.recommendation_id], a.action, a.lead_as_printed, str(a.target_date or ""), a.status.value) for a in plan.actions
    ]  # fmt: skip


def codes(plan: Plan) -> set[str]:
    return {finding.code for finding in plan.findings}


LABELS = """Northmere Community Safety Partnership action plan

Recommendation 1: Share what is known at first contact
Action 1.1: Write one page on lawful sharing
Lead agency: Norland Police
Target date: March 2024
Status: Complete
Action 1.2: Put it in every office
Lead agency: Norland Police
Target date: June 2024
Status: In progress

Recommendation 2: Ask again
Action 2.1: Add the question to the form
and train the teams
Lead agency: Northmere Council
Target date: TBC
Status: Not started
"""


def test_blocks_of_label_and_value():
    plan = read(LABELS)
    assert plan.document.layout == "blocks of label and value"
    assert told(plan) == [
        ("Recommendation 1", "1.1", "Share what is known at first contact", "Write one page on lawful sharing", "Norland Police", "2024-03-31", "completed"),
        ("Recommendation 1", "1.2", "Share what is known at first contact", "Put it in every office", "Norland Police", "2024-06-30", "in_progress"),
        ("Recommendation 2", "2.1", "Ask again", "Add the question to the form\nand train the teams", "Northmere Council", "", "not_started"),
    ]  # fmt: skip


def test_blocks_that_open_with_their_reference_are_not_shifted():
    block = "Ref: {n}\nRecommendation: Ask {n}\nAction: Do {n}\nStatus: Complete\n"
    plan = read("\n".join(block.format(n=n) for n in ("1.1", "1.2", "1.3")))
    assert [(row[1], row[2], row[3]) for row in told(plan)] == [
        (n, f"Ask {n}", f"Do {n}") for n in ("1.1", "1.2", "1.3")
    ]


def test_closing_words_after_the_last_block_are_no_part_of_its_last_text():
    block = "Recommendation {n}: Ask {n}\nAction: Do {n}\nStatus: Complete\nProgress: Done {n}.{more}\n"
    closing = "\nThe board looks at this plan every quarter."
    plan = read("\n".join(block.format(n=n, more="") for n in (1, 2, 3)) + closing)
    assert [action.progress for action in plan.actions] == ["Done 1.", "Done 2.", "Done 3."]
    assert [finding.text for finding in plan.findings if finding.code == "text_outside_rows"] == [closing.strip()]
    cut = read("\n".join(block.format(n=n, more="") for n in (1, 2, 3)).removesuffix(".\n") + " and\nmore of it.")
    assert cut.actions[-1].progress == "Done 3 and\nmore of it."
    goes_on = read("\n".join(block.format(n=n, more="\nAnd more.") for n in (1, 2, 3)))
    assert [action.progress for action in goes_on.actions] == [f"Done {n}.\nAnd more." for n in (1, 2, 3)]


STACKED = "Ref\nAction\nLead agency\nTarget date\nStatus\n"
CELLS = [
    "1\nTrain the teams\nNorland Police\nMarch 2024\nComplete\n",
    "2\nAudit the forms\nNorthmere Council\nJune 2024\nIn progress\n",
]


@pytest.mark.parametrize(
    "text", [STACKED + STACKED.join(CELLS), STACKED + "".join(CELLS), STACKED + STACKED.join(CELLS * 3)]
)
def test_one_cell_to_a_line(text):
    rows = told(read(text))
    assert rows[:2] == [
        (None, "1", None, "Train the teams", "Norland Police", "2024-03-31", "completed"),
        (None, "2", None, "Audit the forms", "Northmere Council", "2024-06-30", "in_progress"),
    ]


def test_a_missing_cell_of_a_stack_leaves_blank_what_cannot_be_told():
    text = "Recommendation\nAction\nLead agency\nTarget date\nStatus\nAsk again\nMarch 2024\nComplete\n"
    plan = read(text * 2)
    assert {row[2:] for row in told(plan)} == {(None, None, None, "2024-03-31", "completed")}
    assert "cells_not_certain" in codes(plan)
    assert "Ask again" in {cell.printed for cell in hung(plan, "cells") if cell.field is None}.pop()


def test_cells_parted_by_slashes_with_and_without_a_header():
    lines = "1 / Train staff on the risk form / Police / March 2024 / Complete\n2 / Share the leaflet with GPs/dentists / ICB / 01/06/2024 / In progress\n3 / Audit all referrals made / Housing / TBC / Not started\n"
    for text in (f"Ref / Action / Lead agency / Target date / Status\n{lines}", lines):
        assert [(row[1], row[3], row[5], row[6]) for row in told(read(text))] == [
            ("1", "Train staff on the risk form", "2024-03-31", "completed"), ("2", "Share the leaflet with GPs/dentists", "2024-06-01", "in_progress"),
            ("3", "Audit all referrals made", "", "not_started"),
        ]  # fmt: skip


def test_flattened_rows_are_read_from_their_ends_and_doubt_stays_blank():
    one = read(
        "No Action Lead agency Target date Status\n1 Train all the staff Housing Services March 2024 Complete\n2 Audit forms Norfolk County Council June 2024 Ongoing\n"
    )
    assert [(a.ref, str(a.target_date), a.status.value) for a in one.actions] == [
        ("1", "2024-03-31", "completed"),
        ("2", "2024-06-30", "in_progress"),
    ]
    assert one.actions[1].action == "Audit forms"
    two = read(
        "No Recommendation Action Target date Status\n1 Ask again Train all the staff March 2024 Complete\n2 Ask Audit June 2024 Ongoing\n"
    )
    assert [(a.ref, a.action, str(a.target_date)) for a in two.actions] == [
        ("1", None, "2024-03-31"),
        ("2", None, "2024-06-30"),
    ]
    assert "cells_not_certain" in codes(two)


MILESTONES = """Norland Police: response to the inspection

Recommendation 2: Keep people safe at court
Milestone 2.1. By January 31, 2020, the force will name a lead for court safety. This milestone has been completed.
Milestone 2.2. By March 31, 2020, the force will train the team. Work on this milestone has been delayed by the move.
Milestone 2.3. By June 30, 2021, the force will publish its guide. Pending guidance from the board.
Milestone 2.4. Keep the guide under review.
"""


def test_prose_milestones():
    plan = read(MILESTONES)
    assert [(a.ref, str(a.target_date or ""), a.status, a.status_basis) for a in plan.actions] == [
        ("2.1", "2020-01-31", Status.COMPLETED, StatusBasis.PROSE), ("2.2", "2020-03-31", Status.IN_PROGRESS, StatusBasis.PROSE),
        ("2.3", "2021-06-30", Status.NOT_STARTED, StatusBasis.PROSE), ("2.4", "", Status.NOT_STATED, None),
    ]  # fmt: skip
    assert plan.actions[0].action == "By January 31, 2020, the force will name a lead for court safety."
    assert plan.actions[0].status_as_printed == "This milestone has been completed."
    assert "status_from_prose" in codes(plan)


def table(*rows: str) -> Plan:
    return read("\n".join(("Northmere CSP action plan", *rows)))


OTHERS = tuple(f"{n}\tAudit the forms\tNorland Police\tThe team met twice and wrote a note" for n in range(2, 5))


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("This action is complete.", "completed"), ("Partially completed.", "in_progress"), ("Delayed.", "in_progress"), ("Pending guidance.", "not_started"),
        ("The form was drafted. Completed in March 2024.", "completed"), ("Completed training for ten staff.", "not_stated"),
        ("This action will be complete once the form is agreed.", "not_stated"), ("This action is complete and will be reviewed yearly.", "completed"),
        ("Implementation of this recommendation is delayed.", "in_progress"), ("The team met twice.", "not_stated"),
    ],
)  # fmt: skip
def test_status_in_prose_only_where_the_plan_has_no_column_for_it(said, status):
    without = table("Ref\tAction\tLead agency\tProgress", f"1\tTrain the teams\tNorland Police\t{said}", *OTHERS)
    assert without.actions[0].status == status
    assert without.actions[0].status_basis == (StatusBasis.PROSE if status != "not_stated" else None)
    with_column = table(
        "Ref\tAction\tStatus\tProgress", f"1\tTrain the teams\tNot started\t{said}", f"2\tAudit\t\t{said}"
    )
    assert [action.status for action in with_column.actions] == ["not_started", "not_stated"]


@pytest.mark.parametrize(
    ("printed", "status"),
    [
        ("Completed in March 2024", "completed"), ("100% complete", "completed"), ("50% complete", "in_progress"), ("Complete by March 2024", "in_progress"),
        ("100%", "completed"), ("40%", "in_progress"), ("0%", "not_started"), ("Yes", "completed"), ("✓", "completed"),
    ],
)  # fmt: skip
def test_status_words_with_dates_and_shares(printed, status):
    assert table("Ref\tAction\tStatus", f"1\tTrain the teams\t{printed}").actions[0].status == status


def test_rows_of_totals_and_keys_are_not_counted():
    rows = (
        "Ref,Recommendation,Action,Status,RAG",
        "1,Ask,Train the teams,Complete,Green",
        "Total,,1,,",
        "Green,Complete,,,",
        "Amber,On track,,,",
        "A1,Ask about safety,,,",
    )
    plan = parse("\n".join(rows).encode(), "plan.csv")
    assert [action.ref for action in plan.actions] == ["1", "A1"]
    assert "text_outside_rows" in codes(plan)


def test_american_documents_write_the_month_first():
    plan = table(
        "Ref\tAction\tTarget date\tStatus",
        "1\tTrain the teams\t01/31/2020\tComplete",
        "2\tAudit the forms\t02/03/2020\tOngoing",
    )
    assert [action.target_date for action in plan.actions] == [date(2020, 1, 31), date(2020, 2, 3)]
    assert "month_first" in codes(plan)


def test_columns_without_a_header_are_told_by_their_cells_with_a_finding():
    rows = [
        f"{n}\tTrain every team on the new risk form\tNorfolk County Council\tMarch 202{n}\tComplete"
        for n in range(1, 5)
    ]
    plan = read("\n".join(rows))
    assert next((a.ref, a.lead_as_printed, str(a.target_date)) for a in plan.actions) == (
        "1",
        "Norfolk County Council",
        "2021-03-31",
    )
    assert "column_by_cells" in codes(plan)


def test_a_header_over_two_rows():
    text = "<table><tr><th rowspan=2>Ref<th rowspan=2>Action<th colspan=2>Target<th rowspan=2>Status</tr><tr><th>Date<th>RAG</tr><tr><td>1<td>Train<td>March 2024<td>Green<td>Complete</tr></table>"
    action = read(text).actions[0]
    assert (action.ref, str(action.target_date), action.rag, action.status) == ("1", "2024-03-31", "green", "completed")


def test_a_target_that_counts_from_publication():
    body = "Ref\tAction\tTarget date\n1\tTrain the teams\tWithin six months of publication\n"
    unknown = read("Northmere CSP action plan\n" + body)
    assert (unknown.actions[0].target_date, "date_unread" in codes(unknown)) == (None, True)
    known = read("Northmere CSP action plan\nPublished on 10 March 2022\n" + body)
    assert known.actions[0].target_date == date(2022, 9, 10)
