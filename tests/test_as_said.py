"""A recipe says more than what columns hold: the layout, the header, which rows belong together, which are headings."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.plan.about import Supplied
from ingest.plan.layouts_found import layouts_in
from ingest.plan.parse import parse
from schema.errors import UnrecognisedError


def html(*rows: tuple[str, ...]) -> bytes:
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<html><body><table>{cells}</table></body></html>".encode()


def read(content: bytes, recipe: str, name: str = "plan.html"):
    return parse(content, name, Supplied(recipes=(f'name = "said"\n{recipe}',)))


def rows(plan) -> list[tuple[str | None, str | None, str | None]]:
    return [(a.section, a.action, a.target_as_printed) for a in plan.actions]


def test_a_table_without_a_header_is_known_by_its_first_action():
    recipe = '[[table]]\nheader = ["x1", "Zip the bag", "May 2024"]\ncolumns = ["ref", "action", "target"]\nhas_header = false\n'
    table = html(("x1", "Zip the bag", "May 2024"), ("x2", "Tie the knot", "June 2024"))
    assert [a.ref for a in read(table, recipe).actions] == ["x1", "x2"]
    later = html(
        ("x1", "Zip the bag", "July 2024"), ("x2", "Tie the knot", "June 2024"), ("x3", "Hang the sign", "June 2024")
    )
    assert rows(read(later, recipe)) == [
        (None, "Zip the bag", "July 2024"), (None, "Tie the knot", "June 2024"), (None, "Hang the sign", "June 2024"),
    ]  # fmt: skip
    with pytest.raises(UnrecognisedError):
        read(html(("y1", "Quite another", "Row"), ("y2", "of another", "Table")), recipe)


def test_two_rows_that_name_the_columns_are_no_actions():
    recipe = '[[table]]\nheader = ["Qua", "Quo"]\ncolumns = ["action", "target"]\nheader_below = [["what", "when"]]\n'
    table = html(("Qua", "Quo"), ("what", "when"), ("Zip the bag", "May 2024"), ("Tie the knot", "June 2024"))
    assert rows(read(table, recipe)) == [(None, "Zip the bag", "May 2024"), (None, "Tie the knot", "June 2024")]


ROWS = (
    ("Qua", "Qui", "Quo"),
    ("Bags", "", ""),
    ("1", "Zip the bag", "May 2024"),
    ("", "and close it", ""),
    ("2", "Tie the knot", "June 2024"),
)
TABLE = '[[table]]\nheader = ["Qua", "Qui", "Quo"]\ncolumns = ["ref", "action", "target"]\n'


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (
            'begins = 1\nalone = "heading"\n',
            [("Bags", "1", "Zip the bag\nand close it"), ("Bags", "2", "Tie the knot")],
        ),
        ('begins = 1\nalone = "joined"\n', [(None, "1", "Zip the bag\nand close it"), (None, "2", "Tie the knot")]),
    ],
)
def test_rows_are_what_a_person_says_they_are(said, found):
    """A row whose first cell is blank belongs to the one above; one with one cell is a heading, or belongs to it too."""
    rows = (("1", "Zip the bag", "May 2024"), ("", "and close it", "May 2024"), ("2", "Tie the knot", "June 2024"))
    above = (("Qua", "Qui", "Quo"), ("Bags", "", ""))
    recipe = '[[table]]\nheader = ["Qua", "Qui", "Quo"]\ncolumns = ["ref", "action", "target"]\n' + said
    plan = read(html(*above, *rows), recipe)
    assert [(a.section, a.ref, a.action) for a in plan.actions if a.ref] == found


LETTER = b"""Dear all,
this is what we agreed in the end.
1. Zip the bag
before it is carried away
2. Tie the knot
Yours,
the chair
"""


def test_a_document_without_a_table_is_read_line_by_line_where_a_person_says_so():
    with pytest.raises(UnrecognisedError, match="Add a plan"):
        parse(LETTER.replace(b"1. ", b"").replace(b"2. ", b""), "letter.txt")
    recipe = (
        'layout = "line by line"\n[[table]]\nheader = ["1", "Zip the bag"]\ncolumns = ["ref", "action"]\nhas_header = false\n'
        'begins = 1\nuntil = "Yours,"\n'
    )
    plan = read(LETTER, recipe, "letter.txt")
    assert [(a.ref, a.action) for a in plan.actions] == [
        ("1", "Zip the bag\nbefore it is carried away"),
        ("2", "Tie the knot"),
    ]
    assert "the chair" in " ".join(finding.text for finding in plan.findings)  # nothing unread is dropped


def test_every_document_with_words_has_a_layout_to_start_from():
    found = layouts_in(LETTER, "letter.txt")
    assert [(one.layout, one.actions, len(one.tables)) for one in found] == [
        ("numbered commitments", 2, 0),
        ("line by line", None, 1),
    ]
    assert found[1].tables[0].count == 7


def test_another_layout_than_the_best_may_be_chosen():
    table = html(
        ("Action", "Lead", "Target date"),
        ("Zip the bag", "Police", "May 2024"),
        ("Tie the knot", "Council", "June 2024"),
    )
    found = layouts_in(table, "plan.html")
    assert [one.layout for one in found] == ["web tables", "web tables without a header", "line by line"]
    recipe = 'layout = "line by line"\n[[table]]\nheader = ["", "Zip the bag Police May 2024"]\ncolumns = ["", "action"]\nhas_header = false\nis_each = true\n'
    assert [a.action for a in read(table, recipe).actions] == [
        "Zip the bag Police May 2024",
        "Tie the knot Council June 2024",
    ]


def test_a_number_or_lead_that_is_alike_makes_no_document_another():
    """A recipe that is known by its first action is not used where only the number and the lead of it stand."""
    recipe = (
        '[[table]]\nheader = ["1", "Zip the bag", "Police"]\ncolumns = ["ref", "action", "lead"]\nhas_header = false\n'
    )
    other = html(("Ref", "Action", "Lead"), ("1", "Tie the knot", "Police"), ("2", "Hang the sign", "Police"))
    assert [a.action for a in read(other, recipe).actions] == ["Tie the knot", "Hang the sign"]


HEADED = (("Qua", "Quo"), ("what", "when"))


@pytest.mark.parametrize("rows_below", [HEADED, HEADED[:1]])
def test_only_rows_that_name_the_columns_again_are_passed_over(rows_below):
    recipe = '[[table]]\nheader = ["Qua", "Quo"]\ncolumns = ["action", "target"]\nheader_below = [["what", "when"]]\n'
    table = html(*rows_below, ("Zip the bag", "May 2024"), *rows_below, ("Tie the knot", "June 2024"))
    assert [a.action for a in read(table, recipe).actions] == ["Zip the bag", "Tie the knot"]


def test_a_table_that_is_no_part_of_the_plan_is_left_over_though_it_is_as_wide():
    recipe = (
        '[[table]]\nheader = ["Qua", "Quo"]\ncolumns = ["action", "target"]\nis_each = true\n'
        '[[table]]\nheader = ["Risk", "Owner"]\nis_plan = false\n'
    )
    table = html(("Qua", "Quo"), ("Zip the bag", "May 2024"), ("Risk", "Owner"), ("Rain", "Police"))
    plan = read(table, recipe)
    assert [a.action for a in plan.actions] == ["Zip the bag"]
    assert "Rain" in " ".join(finding.text for finding in plan.findings)


def test_no_row_of_a_table_that_was_laid_out_is_taken_for_a_header():
    recipe = '[[table]]\nheader = ["Qua", "Qui", "Quo"]\ncolumns = ["action", "lead", "status"]\nis_each = true\n'
    table = html(("Qua", "Qui", "Quo"), ("Action", "Lead agency", "Status"), ("Zip the bag", "Police", "Completed"))
    assert [a.action for a in read(table, recipe).actions] == ["Action", "Zip the bag"]


def test_a_lone_cell_is_a_heading_only_in_the_first_column():
    recipe = TABLE + 'begins = 1\nalone = "heading"\n'
    rows = (
        ("Qua", "Qui", "Quo"),
        ("Bags", "", ""),
        ("1", "Zip the bag", "May 2024"),
        ("", "and close it", ""),
        ("Knots", "", ""),
    )
    plan = read(html(*rows, ("2", "Tie the knot", "June 2024")), recipe)
    assert [(a.section, a.ref, a.action) for a in plan.actions] == [
        ("Bags", "1", "Zip the bag\nand close it"),
        ("Knots", "2", "Tie the knot"),
    ]


def test_a_plan_does_not_begin_again_behind_its_end_and_an_end_that_is_missing_is_said():
    recipe = (
        'layout = "line by line"\n[[table]]\nheader = ["1", "Zip the bag"]\ncolumns = ["ref", "action"]\nhas_header = false\n'
        'begins = 1\nuntil = "Annex"\n'
    )
    text = b"Dear all\n1. Zip the bag\n2. Tie the knot\nAnnex\n1. Zip the bag\n9. Hang it\n"
    plan = read(text, recipe, "a.txt")
    assert [a.action for a in plan.actions] == ["Zip the bag", "Tie the knot"]
    assert {"Dear all", "Annex 1 Zip the bag 9 Hang it"} <= {" ".join(f.text.split()) for f in plan.findings}
    assert "end_not_found" not in {f.code for f in plan.findings}
    assert "end_not_found" in {f.code for f in read(text.replace(b"Annex", b"Appendix"), recipe, "a.txt").findings}


def test_tables_without_a_header_are_told_apart_though_they_hold_the_same():
    one = '[[table]]\nheader = ["a", "{}"]\ncolumns = ["ref", "action"]\nhas_header = false\n'
    recipe = one.format("Zip the bag") + "begins = 1\n" + one.format("Tie the knot") + "is_each = true\n"
    tables = html(("a", "Zip the bag"), ("", "and close it"), ("a", "Tie the knot"), ("", "and hold it"))
    assert [a.action for a in read(tables, recipe).actions] == [
        "Zip the bag\nand close it",
        "Tie the knot",
        "and hold it",
    ]


def test_a_day_that_begins_a_line_is_no_reference():
    recipe = 'layout = "line by line"\n[[table]]\nheader = ["A", "Zip the bag"]\ncolumns = ["ref", "action"]\nhas_header = false\nis_each = true\n'
    plan = read(b"Dear all\n(A) Zip the bag\n4 July 2012 is the day\n", recipe, "a.txt")
    assert [(a.ref, a.action) for a in plan.actions] == [("A", "Zip the bag"), (None, "4 July 2012 is the day")]


@given(
    st.lists(st.tuples(*[st.booleans()] * 3), min_size=1, max_size=6),
    st.integers(0, 3),
    st.booleans(),
    st.sampled_from(["", "heading", "joined"]),
    st.booleans(),
    st.permutations(["ref", "action", "lead"]),
)
def test_no_word_below_a_header_is_lost_whatever_a_person_says(filled, begins, is_each, alone, is_headed, roles):
    """Each is in a cell of an action, in its heading, or in a finding."""
    words = [[f"w{line}x{place}" if full else "" for place, full in enumerate(row)] for line, row in enumerate(filled)]
    first = ["w9x0", "w9x1", "w9x2"]
    head = ["Qua", "Qui", "Quo"] if is_headed else first
    recipe = (
        f"[[table]]\nheader = {json.dumps(head)}\ncolumns = {json.dumps(roles)}\nbegins = {begins}\nis_each = {json.dumps(is_each)}\n"
        f'alone = "{alone}"\nhas_header = {json.dumps(is_headed)}\n'
    )
    plan = read(html(*([head] if is_headed else []), first, *words), recipe)
    told = [action.section or "" for action in plan.actions] + [finding.text for finding in plan.findings]
    told += [cell.printed for action in plan.actions for cell in action.cells]
    lost = {word for row in (first, *words) for word in row if word} - set(re.findall(r"w\dx\d", " ".join(told)))
    assert not lost


def test_a_line_behind_a_table_that_is_no_part_of_the_plan_may_head_the_next():
    recipe = (
        '[[table]]\nheader = ["Qua", "Quo"]\ncolumns = ["action", "target"]\nis_each = true\n'
        '[[table]]\nheader = ["Word", "Meaning"]\nis_plan = false\n'
    )
    first, second = (
        html(("Qua", "Quo"), ("Zip the bag", "May 2024")),
        html(("Qua", "Quo"), ("Tie the knot", "June 2024")),
    )
    between = html(("Word", "Meaning"), ("DASH", "A checklist")) + b"<p>Recommendation 2</p>"
    body = b"".join(
        part.removeprefix(b"<html><body>").removesuffix(b"</body></html>") for part in (first, between, second)
    )
    body = body.replace(b"</body></html>", b"").replace(b"<html><body>", b"")
    plan = read(b"<html><body>" + body + b"</body></html>", recipe)
    assert rows(plan) == [(None, "Zip the bag", "May 2024"), ("Recommendation 2", "Tie the knot", "June 2024")]


def test_what_is_said_of_a_documents_own_tables_holds_in_every_format():
    table = html(("x1", "Zip the bag", "May 2024"), ("x2", "Tie the knot", "June 2024"), ("x3", "Hang it", "June 2024"))
    found = {one.layout: one.is_as_read for one in layouts_in(table, "plan.html")}
    assert found == {"web tables": True, "web tables without a header": True, "line by line": False}


def test_who_leads_is_masked_where_a_person_decides():
    table = html(("Zip the bag", "TJ", "Completed"), ("Tie the knot", "TJ/BB", "New"), ("Hang it", "All", "New"))
    (found,) = [one.tables[0] for one in layouts_in(table, "plan.html") if one.layout == "web tables without a header"]
    assert (found.likely, [row[1] for row in found.rows]) == (
        ("action", "lead", "status"),
        ["[name]", "[name]/[name]", "All"],
    )
