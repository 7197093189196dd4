"""Plans of shapes that nobody has seen: what their columns hold, and which layout they have."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from ingest.cli import app
from ingest.plan.parse import parse
from ingest.plan.tree import Plan
from ingest.recognise.assign import assign, is_plan
from ingest.recognise.header_words import UNREAD, learn, learn_order
from ingest.reference import known_headers
from schema.errors import UnrecognisedError


def read(text: str, name: str = "plan.txt") -> Plan:
    return parse(text.encode(), name)


def rows(plan: Plan) -> list[tuple]:
    """(recommendation, action, leads, target, status) of each row."""
    texts = {item.recommendation_id: item.recommendation for item in plan.recommendations}
    names = {item.agency_id: item.agency for item in plan.agencies.values()}
    leads = {action.action_id: tuple(names[lead.agency_id] for lead in action.leads) for action in plan.actions}
    return [
        (texts[a.recommendation_id], a.action, leads[a.action_id], str(a.target_date or ""), a.status.value) for a in plan.actions
    ]  # fmt: skip


def roles(*headers: str) -> list[str | None]:
    return [None if role in UNREAD else role for role in assign(headers).roles]


# Columns


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        (["No.", "What?", "Who?", "When?", "R/A/G"], ["ref", "action", "lead", "target", "rag"]),
        (["Area", "What we will do", "Delivery led by", "3. By when (short, medium, long term)"], ["section", "action", "lead", "target"]),
        (["Recommendation", "Completion date", "Status"], ["recommendation", "target", "status"]),
        (["Recommendation", "Target date", "Completion date", "Status"], ["recommendation", "target", "completion", "status"]),
        (["Recommendation[1]", "Accepted", "Cost", "Person(s) responsible"], ["recommendation", "accepted", None, "lead"]),
        (["Action", "Percentage complete", "Priority"], ["action", "percent", None]),
    ],
)  # fmt: skip
def test_what_headers_say(headers, expected):
    assert roles(*headers) == expected
    assert is_plan(assign(headers))


@pytest.mark.parametrize("headers", [["Term", "Meaning"], ["Name", "Telephone", "Email"], ["Year", "Cost", "Total"]])
def test_other_tables_are_no_plans(headers):
    assert not is_plan(assign(headers))


def test_cells_decide_where_a_header_may_mean_two_things():
    dates, words = ["31/03/2024", "June 2024", "30/09/2024"], ["Complete", "In progress", "Not started"]
    assert assign(["Action", "", ""], [["Train the staff in asking"] * 3, dates, words]).roles == (
        "action",
        "target",
        "status",
    )


@pytest.mark.thorough
def test_headers_of_a_publisher_that_was_left_out():
    """Of 81 tables of 60 publishers, each read by what the others print."""
    known = known_headers()
    plans = right = told = 0
    for row in known:
        others = [other for other in known if other.publisher != row.publisher]
        found = assign([header for header, _ in row.columns], (), learn(others), learn_order(others))
        plans += is_plan(found)
        for (_, role), got in zip(row.columns, found.roles, strict=True):
            if not role.endswith("?"):
                told += 1
                right += (None if role in UNREAD else role) == (None if got in UNREAD else got)
    assert plans / len(known) >= 0.95
    assert right / told >= 0.88


def test_the_commands_that_say_what_a_wording_is_read_as():
    runner = CliRunner()
    found = runner.invoke(app, ["roles"], input=json.dumps(["Ref", "Action", "Cost", "By whom", "By when"]))
    assert json.loads(found.stdout) == {"is_plan": True, "roles": ["ref", "action", None, "lead", "target"]}
    lines = '{"recommendation": "Use DVPOs where there is no charge", "action": "", "progress": ""}\n{"action": "Mend the roof"}\n'
    found = runner.invoke(app, ["themes"], input=lines)
    assert [json.loads(line) for line in found.stdout.splitlines()] == [["dvpo"], []]
    for command in ("roles", "themes"):
        refused = runner.invoke(app, [command], input="no json")
        assert (refused.exit_code, refused.stdout) == (1, "")
        assert "JSON" in refused.stderr


# Layouts

PIPES = """Plan of Northmere
No |
What |
When |
Who |
---|---|---|---|
1.1 |
Hold a campaign on coercive control |
2018/19 |
Northmere Council |
1.2 |
Write guidance for
the local press |
December 2017 |
Norland Police |
"""


def test_a_mark_after_each_cell_and_a_line_for_each():
    assert rows(read(PIPES)) == [
        (None, "Hold a campaign on coercive control", ("Northmere Council",), "2019-03-31", "not_stated"),
        (None, "Write guidance for\nthe local press", ("Norland Police",), "2017-12-31", "not_stated"),
    ]


SLASHES = """Northmere domestic abuse plan
Recommendation / Completion Date and Owner / ProgressWrite guidance for those who take calls. / Action Owner:
Head of Contact
Action completed / Update April 2016:
The guidance stands on the web.
Review the policy on checks. / Action Owner:
Head of Contact
Target completion date:
September 2016 / Update April 2016:
The policy was looked at.
"""


def test_cells_over_lines_under_a_header_glued_to_the_first_row():
    plan = read(SLASHES)
    assert rows(plan) == [
        ("Write guidance for those who take calls.", None, ("Head of Contact",), "", "completed"),
        ("Review the policy on checks.", None, ("Head of Contact",), "2016-09-30", "not_stated"),
    ]
    assert [action.progress for action in plan.actions] == [
        "Update April 2016:\nThe guidance stands on the web.",
        "Update April 2016:\nThe policy was looked at.",
    ]


def block(number: int, progress: str) -> str:
    return (
        f"Northmere review, plan of actions\nPublication date:\n01 September 2020\nRecommendation {number}\n\nIssues identified\n\n"
        f"Files of kind {number} were not shared\n\nActions to be taken\n\n1. Share them\n2. Audit it\n\nPerson responsible\n\n"
        f"Head of Records\n\nTarget completion date\n\n1. 28 February 2020\n2. 31 March 2020\n\nProgress to date\n\n{progress}\n\n"
    )


def test_labels_alone_on_their_lines_with_what_runs_along_the_pages():
    done = "1. The form was changed. Complete 04/03/2020\n2. Audited. Complete 06/03/2020"
    plan = read("".join(block(number, done) for number in (3, 4, 7)))
    assert rows(plan) == [
        (f"Files of kind {n} were not shared", "1. Share them\n2. Audit it", ("Head of Records",), "2020-03-31", "completed")
        for n in (3, 4, 7)
    ]  # fmt: skip
    assert [action.section for action in plan.actions] == ["Recommendation 3", "Recommendation 4", "Recommendation 7"]
    assert {str(action.completion_date) for action in plan.actions} == {"2020-03-06"}
    assert {action.progress for action in plan.actions} == {done}


def test_points_without_a_text_keep_their_heading():
    text = "Advisory Point 1\nOwner: Norland Police\nProgress made: Awaiting news\n\nAdvisory Points 2, 3 and 4\nOwner: Northmere Council\nNext key actions: Ask again\n"
    plan = read(text)
    assert [(action.section, action.action, action.progress) for action in plan.actions] == [
        ("Advisory Point 1", None, "Awaiting news"),
        ("Advisory Points 2, 3 and 4", "Ask again", None),
    ]


def html(*table: list[str]) -> str:
    return (
        "<table>"
        + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in table)
        + "</table>"
    )


FORM = [
    ["Lead government actors", "Northmere Council"],
    ["Main objective", "Fewer files lost"],
    ["Completion level", "Not started", "Limited", "Substantial", "Completed"],
]


def form(title: str, ticks: list[str]) -> list[list[str]]:
    return [[title], *FORM, ["", *ticks], ["End date", "This work is complete."]]


def test_a_form_for_each_action_whose_status_is_the_place_of_a_tick():
    made = form("1. Share the files", ["", "", "", "a, b"]) + form("2. Audit the files", ["", "a", "", "b"])
    plan = read(html(*made), "plan.html")
    assert [(row[0], row[2], row[4]) for row in rows(plan)] == [
        ("Share the files", ("Northmere Council",), "completed"),
        ("Audit the files", ("Northmere Council",), "in_progress"),
    ]
    assert [action.ref for action in plan.actions] == ["1", "2"]


REGISTER = html(
    ["Inquiry", "Rec no.", "Date issued", "Status at 30-Jun-21", "Status at 30-Jun-22"],
    ["A-1", "011/20", "24-Feb-21", "Being implemented", "Implemented"],
    ["A-2", "010/20", "24-Feb-21", "Being implemented", "Being implemented"],
    ["A-3", "028/17", "28-Sep-17", "Being implemented", "Withdrawn"],
)


def test_a_register_takes_its_texts_from_below_and_the_latest_status():
    below = "<p>A-1 (011/20)</p><p>Write a rule on it.</p><p>Update</p><p>It was written.</p><p>010/20 (open) – Train the crews.</p><p>Two were trained.</p>"
    plan = read("<html><body>" + REGISTER + below + "</body></html>", "plan.html")
    assert [(row[0], row[3], row[4]) for row in rows(plan)] == [
        ("Write a rule on it.", "", "completed"),
        ("Train the crews.", "", "in_progress"),
        (None, "", "closed_not_pursued"),
    ]
    assert [action.progress for action in plan.actions] == ["It was written.", "Two were trained.", None]


def test_a_table_beside_the_plan_is_not_read_and_a_header_that_comes_again_is():
    glossary = html(["Term", "Meaning", "Source"], ["MARAC", "A meeting about high risk", "Guidance"])
    first = html(
        ["Milestone", "Measurement", "Target Date", "Reporting Mechanism"],
        ["Train the call takers", "Completion", "31 March 2024", "Board"],
        ["Write a guide for staff", "Completion", "30 June 2024", "Board"],
        ["Audit the files each year", "Number of files", "30 June 2025", "Board"],
    )
    second = html(
        ["Milestone", "Measurement", "Target Date", "Responsible Party"],
        ["Ask the partners to join", "Completion", "31 July 2024", "Norland Police"],
    )
    plan = read("<html><body>" + glossary + first + second + "</body></html>", "plan.html")
    assert [(row[0] or row[1], row[2], row[3]) for row in rows(plan)] == [
        ("Train the call takers", (), "2024-03-31"),
        ("Write a guide for staff", (), "2024-06-30"),
        ("Audit the files each year", (), "2025-06-30"),
        ("Ask the partners to join", ("Norland Police",), "2024-07-31"),
    ]


def test_a_fragment_of_a_web_page_is_one():
    item = (
        "<li>Milestone {n}. <strong>By {day}</strong>, share draft {n}.</li>\n<p>This milestone has been {word}.</p>\n"
    )
    text = "---\nlayout: page\n---\n<div>\n" + "".join(
        item.format(n=f"1.{n}", day="January 31, 2020", word=word)
        for n, word in enumerate(["partially COMPLETED", "COMPLETED"] * 6, start=1)
    )
    plan = read(text + "</div>\n<p>Milestone 1.1. Share draft; see above.</p>")
    assert len(plan.actions) == 12  # what is named again in a footnote is not told twice
    assert [action.status.value for action in plan.actions[:2]] == ["in_progress", "completed"]


def test_two_columns_without_a_header():
    plan = read(html(["Publish the note of the meeting", "New"], ["Ask each lead for news", "Carried forward"], ["Write the paper for the board", "Completed"]), "plan.html")  # fmt: skip
    assert [(row[1], row[4]) for row in rows(plan)] == [
        ("Publish the note of the meeting", "not_started"),
        ("Ask each lead for news", "in_progress"),
        ("Write the paper for the board", "completed"),
    ]


def test_a_date_and_a_status_in_one_column_and_tasks_below_an_action():
    plan = read(
        html(
            ["#", "Issue / Action", "Sub tasks", "Start", "Finish & Status", "Task owner"],
            ["", "Outputs", "", "", "", ""],
            ["A", "Paper on sharing", "", "02/03/2012", "Summer 2012 ONGOING", "Secretariat"],
            ["Ai", "Paper on sharing", "Ask the members", "02/03/2012", "21/05/2012 COMPLETED", "Norland Police"],
        ),
        "plan.html",
    )
    assert rows(plan) == [
        ("Paper on sharing", None, ("Secretariat",), "2012-08-31", "in_progress"),
        ("Paper on sharing", "Ask the members", ("Norland Police",), "2012-05-21", "completed"),
    ]
    assert [str(action.completion_date) for action in plan.actions] == ["None", "2012-05-21"]
    assert {action.section for action in plan.actions} == {"Outputs"}


def test_when_it_is_now_expected_moves_no_target():
    plan = read("Action\tPlanned due date\tExpected completion date\tStatus\nHire a clerk\t20-May-18\t10-Aug-18\tNot done\nTrain a clerk\t15-Jun-18\t\tDone")  # fmt: skip
    assert [(row[3], row[4]) for row in rows(plan)] == [("2018-05-20", "not_started"), ("2018-06-15", "completed")]
    assert [action.target_revisions for action in plan.actions] == [0, 0]


def test_sentences_with_commas_are_no_csv():
    text = "The plan, which answers the review, was agreed by the board, as the law asks.\n" + block(
        3, "1. Done, in time"
    )
    assert read(text + block(4, "Nothing yet")).document.layout == "blocks of label and value"


def test_recommendations_each_with_its_response():
    text = "Recommendation 4: write a guide.\nResponse: A draft will be ready.\n\nRecommendation 5: train the board.\nResponse: It was done.\n\nRecommendation 6: audit the files.\nResponse: We will.\n"
    plan = read(text)
    assert [(row[0], action.progress) for row, action in zip(rows(plan), plan.actions, strict=True)] == [
        ("write a guide.", "A draft will be ready."),
        ("train the board.", "It was done."),
        ("audit the files.", "We will."),
    ]


def test_a_row_of_hints_is_no_row_and_as_above_is_the_lead_above():
    plan = read(
        html(
            ["Action", "Lead", "Target date", "Status"],
            ["What will you do?", "A role, no name", "Be realistic", "R, A or G"],
            ["Write a guide for staff", "Norland Police", "May 2024", "Done"],
            ["Train the board members", "As above", "June 2024", "Ongoing"],
        ),
        "plan.html",
    )
    assert [(row[1], row[2]) for row in rows(plan)] == [
        ("Write a guide for staff", ("Norland Police",)),
        ("Train the board members", ("Norland Police",)),
    ]


def test_lines_between_records_are_headings():
    plan = read("Item 3\nStep | Owner | Target Date | Status\nWrite it | Clerk | May 2024 | Not started\nItem 4\nStep | Owner | Target Date | Status\nFit one | Warden | July 2024 | Complete\n")  # fmt: skip
    assert [(row[1], row[2]) for row in rows(plan)] == [("Write it", ("Clerk",)), ("Fit one", ("Warden",))]
    assert plan.actions[1].section == "Item 4"


def test_a_person_is_asked_sooner_than_told_nonsense():
    with pytest.raises(UnrecognisedError):
        read("Action   Lead    Completion date\nTrain the front   Head of   October\ndesk staff   Service   2009\n")


def test_accepted_is_no_status():
    plan = read(
        html(
            ["No.", "Recommendation", "Agreed", "Date"],
            ["4", "Publish the notes of each meeting", "In part", "June 2003"],
            ["5", "Hold the meetings in public", "Yes", "July 2003"],
            ["6", "Buy a new hall for meetings", "No", "-"],
        ),
        "plan.html",
    )
    assert [(a.acceptance, a.acceptance_as_printed, a.status.value) for a in plan.actions] == [
        ("accepted_in_part", "In part", "not_stated"),
        ("accepted", "Yes", "not_stated"),
        ("rejected", "No", "not_stated"),
    ]


def test_a_row_that_asks_something_is_a_row():
    plan = read(html(["Recommendation", "Action", "Lead agency", "Target date", "Status"], ["Do GPs ask about abuse?", "Write to the ICB", "ICB", "TBC", "-"]), "plan.html")  # fmt: skip
    assert [row[:2] for row in rows(plan)] == [("Do GPs ask about abuse?", "Write to the ICB")]


def test_labels_in_a_cell_are_taken_apart_only_where_nothing_is_lost():
    plan = read("Action\tLead\tTarget date\tStatus\nAsk again\tNorland Police\tOwner: Head of Service\tDone\nAsk on\tPosition: Head of Safeguarding\tMay 2024\tDone")  # fmt: skip
    assert [action.target_as_printed for action in plan.actions] == ["Owner: Head of Service", "May 2024"]
    assert rows(plan)[1][2] == ("Position: Head of Safeguarding",)


def test_a_whole_status_ends_a_row_of_cells_over_lines():
    plan = read("Recommendation /\nLead agency / Status\nTrain all of the staff\nin DASH / Norland Police / Completed\nReview the policy for\nall of the units / Northmere Council / Ongoing\nWork that goes on is shown in the next report.\n")  # fmt: skip
    assert [(row[0], row[4]) for row in rows(plan)] == [
        ("Train all of the staff\nin DASH", "completed"),
        ("Review the policy for\nall of the units", "in_progress"),
    ]


def test_what_is_no_part_of_a_form_is_left_over():
    made = [["Objective", "Owner", "Note"], *form("1. Share the files", ["", "", "", "a"]), *form("2. Audit the files", ["", "", "", "a"]), ["4 Something with no details yet"]]  # fmt: skip
    plan = read(html(*made), "plan.html")
    left = " ".join(finding.text for finding in plan.findings)
    assert (len(plan.actions), "Objective" in left, "Something with no details yet" in left) == (2, True, True)


def test_where_no_tick_is_printed_there_is_no_status():
    plan = read(
        html(*form("1. Share the files", [""] * 4), *form("2. Audit the files", ["", "", "", "a"])), "plan.html"
    )
    assert [row[4] for row in rows(plan)] == ["not_stated", "completed"]


def test_sections_of_a_report_are_no_texts_of_rows_with_their_numbers():
    numbered = REGISTER.replace("011/20", "1").replace("010/20", "2").replace("028/17", "3")
    plan = read(
        "<html><body>" + numbered + "<p>1. Introduction</p><p>This report was agreed.</p></body></html>", "plan.html"
    )
    assert [row[0] for row in rows(plan)] == [None, None, None]
