"""Where figures come from: quality, findings, cells, places, corrections and replies, on literal rows and on the pages."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from streamlit.testing.v1 import AppTest

from ingest.keep.corrections import Index, corrected
from ingest.keep.originals import keep, original
from ingest.keep.store import reply, store
from ingest.plan.parse import parse
from queries.asked import Limited, OneAction
from queries.lists import ACTIONS
from queries.one_action import ACTION_CELLS, ACTION_CORRECTIONS, ACTION_FINDINGS, ACTION_PLACES
from queries.sources import FINDINGS, QUALITY_FIELDS, QUALITY_PLANS, REPLIES
from schema.filters import Filters
from schema.lake import LAKE_VERSION, Lake
from schema.tables import ActionPlace, Correction, Document, Finding, PlanColumn, PrintedCell, Reply
from schema.vocabulary import Recognised, Severity, Status
from schema.working_copy import from_lake
from tests.conftest import ROOT
from tests.fixtures.formats import FORMATS
from tests.make import Plans

NOW = datetime(2024, 10, 1, 12, tzinfo=UTC)
PDF = FORMATS["plan.pdf"]()


@pytest.fixture
def plans() -> Plans:
    """Two plans: one that prints most fields, with findings and an answer; one that prints a status alone."""
    made = Plans()
    full, bare = made.plan("Full"), made.plan("Bare")
    first = made.action(
        full,
        Status.COMPLETED,
        "2024-01-31",
        "2024-02-01",
        ["Police"],
        target_as_printed="January 2024",
        completion_as_printed="1/2/24",
    )
    made.action(full, Status.IN_PROGRESS, None, target_as_printed="soon", status_as_printed="Ongoing")
    made.action(bare, Status.COMPLETED, status_as_printed="Done")
    made.add(
        Finding(document_id=full.document_id, position=1, severity=Severity.NOTE, code="n", text="", message="A note.")
    )
    made.add(
        Finding(
            document_id=full.document_id,
            position=2,
            action_id=first,
            severity=Severity.ERROR,
            code="e",
            page=3,
            line=5,
            text="soon",
            message="Unread.",
        )
    )
    made.add(
        PlanColumn(
            document_id=full.document_id,
            position=1,
            header="By when",
            field="target",
            recognised=Recognised.NAMED,
            filled=2,
            read=1,
        )
    )
    made.add(
        PlanColumn(document_id=full.document_id, position=2, header="Mood", recognised=Recognised.NOT, filled=1, read=0)
    )
    made.add(
        Correction(
            document_id=full.document_id,
            about="ask",
            action_key=first,
            field="status",
            printed="",
            old="not_stated",
            new="completed",
            reason="Seen",
            made_at=NOW,
        )
    )
    made.add(PrintedCell(action_id=first, position=1, field="target", header="By when", printed="January 2024"))
    made.add(PrintedCell(action_id=first, position=2, header="Mood", printed="Good", struck="Bad"))
    made.add(
        ActionPlace(
            action_id=first, position=1, page=3, line=5, left_edge=0.1, top_edge=0.2, right_edge=0.9, bottom_edge=0.3
        )
    )
    made.add(Reply(plan_id=full.plan_id, text="First answer", made_at=NOW))
    made.add(
        Reply(
            plan_id=full.plan_id, text="The plan was closed in May.", made_at=NOW.replace(hour=13), made_by="The board"
        )
    )
    return made


def test_quality_of_plans(plans):
    rows = QUALITY_PLANS.frame(on=plans.copy()).select(
        "plan", "actions", "errors", "warnings", "notes", "columns_not_read", "corrections", "reply", "reply_by"
    )
    assert rows.rows() == [
        ("Bare", 1, 0, 0, 0, 0, 0, None, None), ("Full", 2, 1, 0, 1, 1, 1, "The plan was closed in May.", "The board"),
    ]  # fmt: skip


def test_quality_of_fields(plans):
    rows = QUALITY_FIELDS.frame(Limited(filters=Filters(plan=["northmere-csp-full"])), on=plans.copy()).select(
        "field", "header", "recognised", "printed", "read", "actions"
    )
    assert rows.rows() == [
        ("recommendation", None, None, 2, 2, 2), ("action", None, None, 2, 2, 2), ("lead", None, None, 1, 1, 2),
        ("target", "By when", "named", 2, 1, 2), ("status", None, None, 2, 2, 2), ("completion", None, None, 1, 1, 2),
        ("rag", None, None, 0, 0, 2), ("progress", None, None, 0, 0, 2),
    ]  # fmt: skip


def test_findings_stand_in_the_order_of_what_matters(plans):
    rows = FINDINGS.frame(on=plans.copy()).select("plan", "severity", "page", "line", "message")
    assert rows.rows() == [("Full", "error", 3, 5, "Unread."), ("Full", "note", None, None, "A note.")]
    assert FINDINGS.frame(Limited(filters=Filters(plan=["northmere-csp-bare"])), on=plans.copy()).is_empty()


def test_the_source_of_an_action(plans):
    con, one = plans.copy(), OneAction(action_id="northmere-csp-full-001")
    assert ACTION_CELLS.frame(one, on=con).rows() == [
        ("By when", "target", "January 2024", None), ("Mood", None, "Good", "Bad"),
    ]  # fmt: skip
    assert ACTION_PLACES.frame(one, on=con).rows() == [(3, None, 5, 0.1, 0.2, 0.9, 0.3)]
    assert ACTION_FINDINGS.frame(one, on=con).rows() == [("error", "e", "Unread.", "soon")]
    assert ACTION_CORRECTIONS.frame(one, on=con).drop("made_at").rows() == [
        ("status", "not_stated", "completed", "Seen", None)
    ]


def test_the_newest_answer_stands_with_the_figures_of_the_plan(plans):
    con = plans.copy()
    answer = ("Northmere CSP", "Full", "The plan was closed in May.", "The board")
    assert REPLIES.frame(on=con).rows() == [answer]
    assert REPLIES.frame(Limited(filters=Filters(plan=["northmere-csp-bare"])), on=con).is_empty()
    full = next(plan.plan_id for plan in plans.rows[Document] if plan.plan == "Full")
    plans.add(Reply(plan_id=full, text="", made_at=NOW.replace(hour=14)))
    assert REPLIES.frame(on=plans.copy()).is_empty()


@pytest.fixture
def pdf_lake(tmp_path, monkeypatch) -> str:
    """A lake with one PDF, one of whose rows was corrected, and an answer of its partnership."""
    folder = str(tmp_path / "lake")
    monkeypatch.setenv("FOLLOWTHROUGH_LAKE", folder)
    monkeypatch.setenv("FOLLOWTHROUGH_SHIPPED_PLANS", "false")
    plan = parse(PDF, "plan.pdf")
    made = Correction(
        document_id="x",
        about=Index(plan).about(plan.actions[0]),
        action_key=plan.actions[0].action_key,
        field="status",
        printed="Completed",
        old="completed",
        new="in_progress",
        reason="Audit of May",
        made_at=NOW,
        made_by="Board team",
    )
    with Lake(folder) as lake:
        store(lake, corrected(plan, [made])[0], PDF)
        reply(lake, Reply(plan_id=plan.document.plan_id, text="We answer <b>here</b>.", made_at=NOW))
    return plan.actions[0].action_id


def texts(test: AppTest) -> str:
    kinds = (
        test.title,
        test.header,
        test.subheader,
        test.markdown,
        test.caption,
        test.text,
        test.info,
        test.warning,
        test.success,
        test.error,
    )
    return "\n".join(str(element.value) for kind in kinds for element in kind)


def opened(page: str, **query: str) -> AppTest:
    test = AppTest.from_file(str(ROOT / "pages" / f"{page}.py"), default_timeout=60)
    for name, value in query.items():
        test.query_params[name] = value
    return test.run()


def test_an_action_shows_its_row_its_corrections_and_its_file(pdf_lake):
    test = opened("actions", action=pdf_lake)
    assert not test.exception
    shown = texts(test)
    assert "Status: read as “Completed”, corrected to “In progress”" in shown
    assert "Audit of May" in shown
    assert "Board team" in shown
    assert "page 1, row" in shown
    test.toggle[0].set_value(True).run()
    assert "Page 1, with this row outlined." in texts(test)
    assert "Download the original file" in {button.label for button in test.get("download_button")}


@pytest.mark.thorough
def test_originals_are_not_given_where_the_deployment_does_not_allow_it(pdf_lake, monkeypatch):
    monkeypatch.setenv("FOLLOWTHROUGH_ORIGINALS", "false")
    test = opened("actions", action=pdf_lake)
    assert "Download the original file" not in {button.label for button in test.get("download_button")}


def test_data_quality_says_what_gaps_mean_and_shows_the_answer(pdf_lake):
    test = opened("data_quality", view="Plans")
    assert not test.exception
    assert "1 of 4 printed targets give no date" in texts(opened("data_quality", view="Fields"))
    assert "We answer <b>here</b>." in [element.value for element in test.text]
    assert "Right of reply: what a partnership says of its plan" in {expander.label for expander in test.expander}


@pytest.mark.thorough
def test_an_answer_cannot_be_written_where_the_dashboard_is_read_only(pdf_lake, monkeypatch):
    monkeypatch.setenv("FOLLOWTHROUGH_READ_ONLY", "true")
    test = opened("data_quality", view="Plans")
    assert "We answer <b>here</b>." in [element.value for element in test.text]
    assert "Right of reply: what a partnership says of its plan" not in {expander.label for expander in test.expander}


def test_an_answer_is_written_on_the_page(pdf_lake):
    test = opened("data_quality", view="Plans")
    test.selectbox(key="reply-plan").select_index(0).run()
    test.text_area[0].set_value("The plan was closed.")
    next(button for button in test.button if button.label == "Save the note").click().run()
    assert "The plan was closed." in [element.value for element in test.text]


def test_an_original_that_was_changed_on_disk_is_not_given(own_lake):
    keep(own_lake, PDF)
    digest = next((own_lake.folder / "originals").iterdir()).name
    assert original(own_lake, digest) == PDF
    (own_lake.folder / "originals" / digest).write_bytes(b"other")
    assert original(own_lake, digest) is None
    assert original(own_lake, "../../etc/passwd") is None


@pytest.mark.thorough
def test_a_lake_of_the_first_version_is_brought_up(tmp_path):
    with Lake(str(tmp_path)) as lake:
        for table in ("action_place", "printed_cell", "plan_column", "correction", "reply"):
            lake.con.execute({name: f"drop table lake.{name}" for name in (table,)}[table])
        lake.con.execute("alter table lake.action drop column status_basis")
        lake.con.execute("alter table lake.action drop column corrected_fields")
        lake.con.execute("update lake.lake_version set version = 1")
    with Lake(str(tmp_path)) as lake:
        store(lake, parse(PDF, "plan.pdf"), PDF)
        _, con, _ = from_lake(lake)
        assert ACTIONS.frame(on=con)["status_basis"].to_list() == ["column"] * 4
        assert lake.read("select version from lake.lake_version")["version"].to_list() == [LAKE_VERSION]
