"""What Word files and workbooks hide: tracked changes, hidden rows, automatic numbers, formulas, nested tables."""

from __future__ import annotations

import io
import random
from datetime import date

import docx
import openpyxl
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl.styles import Font

from ingest.plan.parse import parse
from ingest.plan.tree import Plan
from tests.conftest import hung
from tests.fixtures.pdfs import plan_pdf
from tests.fixtures.writers import shade

HEADER = ("Ref", "Action", "Target date", "Status")


def word(rows: list[tuple[str, ...]], header: tuple[str, ...] = HEADER):
    document = docx.Document()
    table = document.add_table(1 + len(rows), len(header))
    for line, cells in enumerate((header, *rows)):
        for place, text in enumerate(cells):
            table.rows[line].cells[place].text = text
    return document, table


def read(made, name: str) -> Plan:
    out = io.BytesIO()
    made.save(out)
    return parse(out.getvalue(), name)


def codes(plan: Plan) -> list[str]:
    return [finding.code for finding in plan.findings]


def wrapped(run, tag: str) -> None:
    """Put a run into a tracked change."""
    change = OxmlElement(tag)
    run._r.addprevious(change)
    change.append(run._r)
    if tag == "w:del":
        text = run._r.find(qn("w:t"))
        text.tag = qn("w:delText")


class TestWord:
    def test_the_accepted_text_of_tracked_changes_counts_and_a_finding_names_the_row(self):
        document, table = word([("1", "Train ", "March 2024", "Complete"), ("2", "Audit", "May 2024", "Ongoing")])
        paragraph = table.rows[1].cells[1].paragraphs[0]
        wrapped(paragraph.add_run("the old team"), "w:del")
        wrapped(paragraph.add_run("the new team"), "w:ins")
        plan = read(document, "plan.docx")
        assert [action.action for action in plan.actions] == ["Train the new team", "Audit"]
        assert [f.action_id for f in plan.findings if f.code == "tracked_change"] == [plan.actions[0].action_id]

    def test_a_deleted_row_is_no_row(self):
        document, table = word([("1", "Train", "", "Complete"), ("2", "Audit", "", "Ongoing")])
        table.rows[2]._tr.get_or_add_trPr().append(OxmlElement("w:del"))
        assert [action.ref for action in read(document, "plan.docx").actions] == ["1"]

    def test_automatic_numbers_are_references(self):
        document, table = word([("", "Train", "", "Complete"), ("", "Audit", "", "Ongoing")])
        for row in table.rows[1:]:
            row.cells[0].paragraphs[0].style = document.styles["List Number"]
        assert [action.ref for action in read(document, "plan.docx").actions] == ["1.", "2."]

    def test_hidden_text_and_text_boxes_copies_are_not_read(self):
        document, table = word([("1", "Train", "", "Complete")])
        table.rows[1].cells[1].paragraphs[0].add_run(" in secret").font.hidden = True
        assert read(document, "plan.docx").actions[0].action == "Train"

    def test_a_table_inside_a_row_belongs_to_its_recommendation(self):
        document = docx.Document()
        outer = document.add_table(2, 2)
        outer.rows[0].cells[0].text, outer.rows[0].cells[1].text = "Recommendation", "Actions"
        outer.rows[1].cells[0].text = "Share what is known"
        inner = outer.rows[1].cells[1].add_table(3, 3)
        for line, cells in enumerate(
            (("Action", "Target date", "Status"), ("Train", "March 2024", "Complete"), ("Audit", "May 2024", "Ongoing"))
        ):
            for place, text in enumerate(cells):
                inner.rows[line].cells[place].text = text
        plan = read(document, "plan.docx")
        assert [(a.action, str(a.target_date)) for a in plan.actions] == [
            ("Train", "2024-03-31"),
            ("Audit", "2024-05-31"),
        ]
        assert {r.recommendation for r in plan.recommendations} == {"Share what is known"}

    def test_a_row_struck_through_is_kept_with_a_finding(self):
        document, table = word([("1", "Train", "March 2024", "Complete")])
        for cell in table.rows[1].cells:
            for run in cell.paragraphs[0].runs:
                run.font.strike = True
        plan = read(document, "plan.docx")
        assert (plan.actions[0].action, "struck_row" in codes(plan)) == ("Train", True)

    def test_a_struck_status_is_not_the_status(self):
        document, table = word([("1", "Train", "", "")])
        paragraph = table.rows[1].cells[3].paragraphs[0]
        paragraph.add_run("Complete").font.strike = True
        paragraph.add_run(" In progress")
        assert read(document, "plan.docx").actions[0].status == "in_progress"

    def test_a_struck_target_without_another_is_no_target(self):
        document, table = word([("1", "Train", "", "Ongoing")])
        table.rows[1].cells[2].paragraphs[0].add_run("March 2024").font.strike = True
        plan = read(document, "plan.docx")
        assert (plan.actions[0].target_as_printed, plan.actions[0].target_date) == ("March 2024", None)
        assert "date_unread" in codes(plan)

    def test_shading_of_a_status_cell_is_a_rating_but_banding_is_not(self):
        document, table = word([("1", "Train", "", "Ongoing"), ("2", "Audit", "", "Ongoing")])
        shade(table.rows[1].cells[3], "FFC000")
        for cell in table.rows[2].cells:
            shade(cell, "C6EFCE")
        assert [action.rag for action in read(document, "plan.docx").actions] == ["amber", None]


class TestWorkbook:
    def made(self, *rows: tuple):
        book = openpyxl.Workbook()
        for row in (HEADER, *rows):
            book.active.append(row)
        return book

    def test_hidden_rows_and_columns_are_read_with_a_finding(self):
        book = self.made((1, "Train", date(2024, 3, 31), "Complete"), (2, "Audit", "May 2024", "Ongoing"))
        book.active.row_dimensions[3].hidden = True
        book.active.column_dimensions["C"].hidden = True
        plan = read(book, "plan.xlsx")
        assert [str(a.target_date) for a in plan.actions] == ["2024-03-31", "2024-05-31"]
        assert [f.action_id for f in plan.findings if f.code == "hidden_row"] == [plan.actions[1].action_id]
        assert codes(plan).count("hidden_column") == 2

    def test_a_hidden_sheet_is_named_not_read(self):
        book = self.made((1, "Train", "", "Complete"))
        other = book.create_sheet("Old plan")
        other.append(HEADER)
        other.append((1, "Old", "", "Complete"))
        other.sheet_state = "hidden"
        plan = read(book, "plan.xlsx")
        assert [action.action for action in plan.actions] == ["Train"]
        assert next(f.text for f in plan.findings if f.code == "hidden_sheet") == "Old plan"

    def test_a_formula_counts_by_its_stored_value_and_without_one_not_at_all(self):
        plan = read(self.made((1, "Train", "=TODAY()", "Complete")), "plan.xlsx")
        assert plan.actions[0].target_as_printed is None
        assert "formula_without_value" in codes(plan)

    def test_references_keep_their_shape(self):
        book = self.made((8.2, "Train", "", "Complete"), (8.2, "Audit", "", "Complete"), (3, "Ask", "", "Complete"))
        book.active["A3"].number_format = "0.00"
        assert [action.ref for action in read(book, "plan.xlsx").actions] == ["8.2", "8.20", "3"]

    def test_a_typed_month_is_a_month(self):
        book = self.made((1, "Train", date(2024, 3, 1), "Complete"))
        book.active["C2"].number_format = "mmm-yy"
        action = read(book, "plan.xlsx").actions[0]
        assert (action.target_as_printed, str(action.target_date), action.target_precision) == (
            "March 2024",
            "2024-03-31",
            "month",
        )

    def test_two_sheets_with_their_own_columns(self):
        book = self.made((1, "Train", "", "Complete"))
        other = book.create_sheet("Health")
        other.append(("Health plan",))
        other.append(("Action", "Owner", "RAG"))
        other.append(("Ask again", "ICB", "Green"))
        plan = read(book, "plan.xlsx")
        assert [(a.action, a.page) for a in plan.actions] == [("Train", 1), ("Ask again", 2)]
        assert [place.sheet for place in hung(plan, "places")] == ["Sheet", "Health"]

    def test_a_struck_cell_keeps_what_was_printed(self):
        book = self.made((1, "Train", "", "Complete"))
        book.active["D2"].font = Font(strike=True)
        plan = read(book, "plan.xlsx")
        assert plan.actions[0].status == "not_stated"
        assert [(cell.printed, cell.struck) for cell in hung(plan, "cells") if cell.field == "status"] == [
            ("Complete", "Complete")
        ]


def test_a_row_cut_by_a_page_break_is_one_row_under_a_running_title():
    long = "Update: " + " ".join(f"the team met for the {n}th time and read the files of the month." for n in range(60))
    rows = [
        (str(n), f"Ask the team for report number {n}", "March 2024", "Ongoing", long if n == 7 else "Update: done.")
        for n in range(1, 12)
    ]
    for repeat in (True, False):
        plan = parse(plan_pdf((*HEADER, "Progress"), rows, (40, 200, 90, 90, 300), repeat=repeat), "plan.pdf")
        assert [action.ref for action in plan.actions] == [str(n) for n in range(1, 12)]
        assert " ".join(plan.actions[6].progress.split()) == long
        assert len([place for place in hung(plan, "places") if place.action_id == plan.actions[6].action_id]) == 2


def sentence(made: random.Random, most: int) -> str:
    """Plain words as a plan uses them, of one line to many."""
    words = "officers should ask about the children of the house and write down what was said so that nobody waits"
    return " ".join(made.choice(words.split()) for _ in range(made.randint(4, most))).capitalize() + "."


@pytest.mark.parametrize("repeat", [True, False])
@pytest.mark.parametrize("has_ref", [True, False])
@pytest.mark.parametrize("seed", [5, 11])
def test_a_table_without_rules_goes_on_over_pages_whole(repeat, has_ref, seed):
    made = random.Random(seed)
    leads, days, said = ("Norland Police", "All agencies"), ("March 2024", "30/06/2023"), ("Complete", "Not started")
    rows = [
        (str(n), sentence(made, 28), sentence(made, 40), made.choice(leads), made.choice(days), made.choice(said), sentence(made, 50))
        for n in range(1, 19)
    ]  # fmt: skip
    header = ("Ref", "Recommendation", "Action", "Lead agency", "Target date", "Status", "Progress")
    widths, first = (35, 120, 130, 90, 75, 75, 200), 0 if has_ref else 1
    content = plan_pdf(
        header[first:], [row[first:] for row in rows], widths[first:], repeat=repeat, ruled=False, split=True
    )
    plan = parse(content, "plan.pdf")
    asked = {item.recommendation_id: item.recommendation for item in plan.recommendations}
    read = [
        (a.ref or "", asked[a.recommendation_id], a.action, a.lead_as_printed, a.target_as_printed, a.status_as_printed, a.progress)
        for a in plan.actions
    ]  # fmt: skip
    whole = [tuple(" ".join((text or "").split()) for text in row) for row in read]
    assert [row[first:] for row in whole] == [row[first:] for row in rows]
