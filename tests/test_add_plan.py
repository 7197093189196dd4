"""Adding a plan in the dashboard: uploads that wait, corrections, versions, markings, storing and undoing."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import DateInput

from ingest.keep import uploads
from ingest.keep.corrections import CorrectionError, Index, corrected
from ingest.keep.listing import documents
from ingest.keep.originals import original
from ingest.keep.store import in_succession, remove, revert, said_before, store, with_earlier_corrections
from ingest.keep.uploads import Upload
from ingest.keep.versions import Change, changes
from ingest.plan.about import Supplied
from ingest.plan.parse import parse
from queries.asked import OneAction
from queries.lists import ACTIONS
from queries.one_action import ACTION_CORRECTIONS
from schema.errors import NotFoundError
from schema.export import TEMPLATE_COLUMNS, template
from schema.lake import Lake
from schema.tables import Action, Correction
from schema.vocabulary import Rag, Status, StatusBasis
from schema.working_copy import from_lake
from tests.conftest import ROOT
from tests.fixtures.formats import FORMATS

PDF = FORMATS["plan.pdf"]()
NOW = datetime(2024, 10, 1, 12, tzinfo=UTC)


def opened(page: str = "add_plan") -> AppTest:
    return AppTest.from_file(str(ROOT / "pages" / f"{page}.py"), default_timeout=60).run()


def texts(test: AppTest) -> str:
    kinds = (
        test.title,
        test.header,
        test.subheader,
        test.markdown,
        test.caption,
        test.info,
        test.warning,
        test.success,
        test.error,
    )
    return "\n".join(str(element.value) for kind in kinds for element in kind)


def reading_date(test: AppTest) -> DateInput:
    return next(field for field in test.date_input if field.label.startswith("Reading date"))


def use_these(test: AppTest) -> None:
    next(button for button in test.button if button.label == "Use these").click().run()
    assert not test.exception


def waiting_upload(folder: Path, content: bytes = PDF, name: str = "plan.pdf", **supplied: str) -> Upload:
    with Lake(str(folder)) as lake:
        upload = uploads.begin(lake, name, content, parse(content, name, uploads_supplied(supplied)))
        return uploads.save(lake, upload.model_copy(update={"supplied": supplied}))


def uploads_supplied(supplied: dict[str, str]) -> Supplied:
    return Upload(sha256="", name="", added_at=NOW, supplied=supplied).as_supplied()


class TestThePage:
    def test_an_upload_that_waits_is_offered_checked_stored_and_undone(self, empty_lake):
        waiting_upload(empty_lake)
        test = opened()
        assert not test.exception
        assert "**4 actions** read from plan.pdf" in texts(test)
        assert "Row shown" in [box.label for box in test.selectbox]
        test.button(key="store").click().run()
        assert not test.exception
        assert "Stored: 4 actions of Northmere CSP" in test.success[0].value
        with Lake(str(empty_lake)) as lake:
            stored = documents(lake).row(0, named=True)
            assert stored["actions"] == 4
            assert original(lake, stored["sha256"]) == PDF
            assert uploads.waiting(lake) == []
        test.button(key="undo").click().run()
        assert "Taken back: 4 actions" in test.success[0].value
        with Lake(str(empty_lake)) as lake:
            assert documents(lake).is_empty()

    @pytest.mark.thorough
    def test_a_restricted_document_asks_for_a_deliberate_yes(self, empty_lake):
        waiting_upload(empty_lake, FORMATS["plan.csv"]().replace(b"OFFICIAL", b"RESTRICTED"), "plan.csv")
        test = opened()
        assert test.button(key="store").disabled
        yes = next(box for box in test.checkbox if box.label.startswith("This document is marked RESTRICTED"))
        yes.check().run()
        assert not test.button(key="store").disabled
        test.button(key="store").click().run()
        with Lake(str(empty_lake)) as lake:
            _, con, _ = from_lake(lake)
        rows = ACTIONS.frame(on=con)
        assert rows["marking"].to_list() == ["RESTRICTED"] * 4

    @pytest.mark.thorough
    def test_what_is_said_of_the_document_is_read_again(self, empty_lake):
        waiting_upload(empty_lake)
        test = opened()
        test.text_input[0].set_value("DHR Rowan")
        reading_date(test).set_value(date(2025, 1, 31))
        use_these(test)
        with Lake(str(empty_lake)) as lake:
            plan = uploads.waiting(lake)[0].read()
        assert (plan.document.plan, plan.document.as_at, plan.document.as_at_basis) == (
            "DHR Rowan",
            date(2025, 1, 31),
            "supplied",
        )

    @pytest.mark.thorough
    def test_a_stored_plan_is_removed_and_brought_back(self, empty_lake):
        with Lake(str(empty_lake)) as lake:
            store(lake, parse(PDF, "plan.pdf"), PDF)
        test = opened()
        test.button(key="remove").click().run()
        assert "still holds it" in test.success[0].value
        test.button(key="undo").click().run()
        assert "Brought back" in test.success[0].value
        with Lake(str(empty_lake)) as lake:
            assert documents(lake)["actions"].to_list() == [4]

    @pytest.mark.thorough
    def test_the_plan_that_is_removed_is_the_one_chosen_though_the_page_was_not_drawn_since(self, empty_lake):
        with Lake(str(empty_lake)) as lake:
            store(lake, parse(PDF, "plan.pdf"), PDF)
            other = FORMATS["plan.docx"]()
            store(lake, parse(other, "other.docx", Supplied(plan="Another plan")), other)
        test = opened()
        test.selectbox(key="stored-plan").select_index(1)
        chosen = test.selectbox(key="stored-plan").value
        test.button(key="remove").click().run()
        with Lake(str(empty_lake)) as lake:
            assert chosen not in documents(lake)["document_id"].to_list()
            assert documents(lake).height == 1

    @pytest.mark.thorough
    def test_two_plans_that_look_alike_are_told_apart_and_a_second_click_is_answered(self, empty_lake):
        with Lake(str(empty_lake)) as lake:
            for text in ("Train the teams", "Audit the forms"):
                content = f"Ref,Action,Status\n1,{text},Complete\n".encode()
                store(
                    lake,
                    parse(content, "plan.csv", Supplied(partnership="Northmere CSP", plan=text[:0] or "Plan")),
                    content,
                )
            ids = documents(lake)["document_id"].to_list()
        test = opened()
        assert len(set(test.selectbox(key="stored-plan").options)) == len(ids) == 2
        test.selectbox(key="stored-plan").select_index(0)
        test.button(key="remove").click().run()
        with Lake(str(empty_lake)) as lake:
            assert documents(lake)["document_id"].to_list() == ids[1:]

    def test_a_stored_plan_is_opened_again_to_correct(self, empty_lake):
        with Lake(str(empty_lake)) as lake:
            store(lake, parse(PDF, "plan.pdf"), PDF)
        test = opened()
        test.button(key="reopen").click().run()
        assert not test.exception
        assert "**4 actions** read from plan.pdf" in texts(test)

    def test_a_read_only_dashboard_has_no_such_page(self, empty_lake, monkeypatch):
        monkeypatch.setenv("FOLLOWTHROUGH_READ_ONLY", "true")
        assert "This dashboard is read-only" in opened().info[0].value
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
        assert not app.exception
        assert "Add a plan" not in json.dumps([str(element.proto) for element in app.sidebar])

    @pytest.mark.thorough
    def test_an_upload_that_was_not_read_to_the_end_is_offered_again(self, empty_lake):
        with Lake(str(empty_lake)) as lake:
            uploads.begin(lake, "plan.pdf", PDF, None)
        test = opened()
        assert "uploaded but not read to the end" in test.info[0].value
        test.button(key="read-now").click().run()
        assert "**4 actions** read from plan.pdf" in texts(test)

    @pytest.mark.thorough
    def test_a_target_counts_from_the_day_of_publication_once_it_is_given(self, empty_lake):
        body = "Northmere CSP action plan\nRef\tAction\tTarget date\n1\tTrain the teams\tWithin six months of publication\n"
        waiting_upload(empty_lake, body.encode(), "plan.txt")
        test = opened()
        told = test.dataframe[0].value["What"].to_list()
        assert any("give it when you add the plan" in sentence for sentence in told)
        next(field for field in test.date_input if "published" in field.label).set_value(date(2022, 3, 10))
        use_these(test)
        test.button(key="store").click().run()
        with Lake(str(empty_lake)) as lake:
            assert lake.table(Action)["target_date"].to_list() == [date(2022, 9, 10)]
            assert documents(lake)["published_on"].to_list() == [date(2022, 3, 10)]
            assert said_before(lake, documents(lake)["sha256"].item())["published"] == "2022-03-10"

    @pytest.mark.thorough
    def test_a_reading_date_that_was_found_wrongly_is_taken_away_and_given_again(self, empty_lake):
        waiting_upload(empty_lake)
        test = opened()
        assert reading_date(test).value is not None
        next(box for box in test.checkbox if box.label.startswith("Leave the reading date out")).check()
        use_these(test)
        assert self.read_on(empty_lake) == (None, "unknown")
        reading_date(test).set_value(date(2025, 1, 31))
        use_these(test)
        assert self.read_on(empty_lake) == (date(2025, 1, 31), "supplied")

    @staticmethod
    def read_on(folder: Path) -> tuple[date | None, str]:
        with Lake(str(folder)) as lake:
            document = uploads.waiting(lake)[0].read().document
        return document.as_at, document.as_at_basis.value


class TestCorrections:
    def made(self, folder: Path, *edits: tuple[int, str, str]) -> Upload:
        upload = waiting_upload(folder)
        ids = [action.action_id for action in upload.read().actions]
        return uploads.correct(
            upload, [(ids[at], field, text) for at, field, text in edits], "The page says so", "Board", at=NOW
        )

    def test_what_is_corrected_changes_what_is_read_not_what_was_printed(self, empty_lake):
        upload = self.made(
            empty_lake, (0, "completion_date", "2024-03-01"), (1, "status", "completed"), (2, "lead_agencies", "Norland Police; Northmere Council"),
            (2, "rag", "green"), (3, "recommendation", "Housing officers should know the MARAC"), (3, "target_date", "2024-12-31"),
        )  # fmt: skip
        plan, lost = corrected(upload.read(), upload.corrections)
        first, second, third, fourth = plan.actions
        assert lost == []
        assert (first.completion_as_printed, first.completion_date) == ("14/05/2024", date(2024, 3, 1))
        assert (second.status_as_printed, second.status, second.status_basis) == (
            "In progress",
            Status.COMPLETED,
            StatusBasis.CORRECTION,
        )
        assert [plan.agencies[lead.agency_id].agency for lead in third.leads] == [
            "Norland Police", "Northmere Council",
        ]  # fmt: skip
        assert (third.rag, third.rag_history) == (Rag.GREEN, [Rag.GREEN])
        assert (fourth.target_as_printed, fourth.target_date, fourth.target_original_date) == (
            "Ongoing",
            date(2024, 12, 31),
            date(2024, 12, 31),
        )
        assert [r.recommendation for r in plan.recommendations][-1] == "Housing officers should know the MARAC"
        assert third.corrected_fields == ["lead_agencies", "rag"]
        assert {(made.printed, made.old, made.new) for made in plan.corrections} >= {
            ("14/05/2024", "2024-05-14", "2024-03-01"),
            ("Red (the cell's colour)", "red", "green"),
        }

    @pytest.mark.parametrize(
        ("field", "text", "sentence"),
        [
            ("target_date", "June", "'June' is not a date"),
            ("status", "", "'' is not one of"),
            ("rag", "blue", "'blue' is not one of"),
        ],
    )
    def test_a_value_that_a_field_cannot_take_is_refused(self, empty_lake, field, text, sentence):
        with pytest.raises(CorrectionError, match=sentence):
            self.made(empty_lake, (0, field, text))

    def test_the_same_plan_again_keeps_corrections_whose_cell_is_the_same_and_lists_the_others(self, own_lake):
        content = FORMATS["plan.csv"]()
        first = parse(content, "plan.csv", Supplied(plan="Rowan"))
        keys = [action.action_key for action in first.actions]
        about = [Index(first).about(action) for action in first.actions]
        made = [
            Correction(document_id="x", about=about[0], action_key=keys[0], field="status", printed="Completed", old="completed", new="in_progress", reason="r", made_at=NOW),
            Correction(document_id="x", about=about[2], action_key=keys[2], field="target_date", printed="Q3 2024/25", old="2024-12-31", new="2025-01-31", reason="r", made_at=NOW),
        ]  # fmt: skip
        plan, _ = corrected(first, made)
        store(own_lake, plan, content)
        again = parse(
            content.replace(b"Q3 2024/25", b"March 2025").replace(b"Updated: 30", b"Updated: 29"),
            "new.csv",
            Supplied(plan="Rowan"),
        )
        kept, lost = with_earlier_corrections(own_lake, again)
        assert [(c.field, c.new, c.document_id) for c in kept.corrections] == [
            ("status", "in_progress", again.document.document_id)
        ]
        assert kept.actions[0].status == Status.IN_PROGRESS
        assert (kept.actions[2].target_date, [c.field for c in lost]) == (date(2025, 3, 31), ["target_date"])
        assert "is printed differently now" in next(f.message for f in kept.findings if f.code == "correction_not_kept")

    def test_corrections_are_shown_with_the_action(self, own_lake):
        plan = parse(PDF, "plan.pdf")
        key = plan.actions[0].action_key
        made = Correction(
            document_id="x",
            about=Index(plan).about(plan.actions[0]),
            action_key=key,
            field="status",
            printed="Completed",
            old="completed",
            new="in_progress",
            reason="Audit",
            made_at=NOW,
        )
        plan, _ = corrected(plan, [made])
        store(own_lake, plan, PDF)
        _, con, _ = from_lake(own_lake)
        row = ACTION_CORRECTIONS.frame(OneAction(action_id=plan.actions[0].action_id), on=con).row(0, named=True)
        assert (row["field"], row["old"], row["new"], row["reason"]) == ("status", "completed", "in_progress", "Audit")
        assert ACTIONS.frame(on=con)["corrected_fields"].to_list()[0] == ["status"]


def test_what_changed_between_versions(own_lake):
    content = FORMATS["plan.csv"]()
    first = parse(content, "plan.csv", Supplied(plan="Rowan"))
    store(own_lake, first, content)
    lines = content.decode().split("\r\n")
    text = "\r\n".join([*lines[:-2], "Recommendation 3,3.1,Ask,Do it,Norland Police,,Completed,,,", ""]).replace(
        "In progress", "Completed"
    )
    second = in_succession(own_lake, parse(text.encode(), "new.csv", Supplied(plan="Rowan")))
    assert changes(own_lake, first.document.document_id, second) == [
        Change("Status", "Recommendation 1, ref 1.2", "in_progress", "completed"),
        Change("Added", "Recommendation 3, ref 3.1", "", "Do it"),
        Change(
            "Removed",
            "Recommendation 2, ref 2.2",
            "Hold two half-day sessions on the DASH checklist for housing officers",
            "",
        ),
    ]


def test_a_document_is_put_back_as_it_stood(own_lake):
    plan = parse(PDF, "plan.pdf")
    store(own_lake, plan, PDF)
    before = own_lake.snapshot()
    changed, _ = corrected(
        plan, [Correction(document_id="x", about=Index(plan).about(plan.actions[0]), action_key=plan.actions[0].action_key, field="status", printed="Completed", old="completed", new="not_started", reason="r", made_at=NOW)]
    )  # fmt: skip
    store(own_lake, changed, PDF, replace=True)
    assert revert(own_lake, plan.document.document_id, before) == 4
    assert own_lake.read("select count(*) as n from lake.correction")["n"][0] == 0
    assert sorted(own_lake.read("select status from lake.action")["status"]) == [
        "completed",
        "in_progress",
        "in_progress",
        "not_started",
    ]
    gone = remove(own_lake, plan.document.document_id)
    assert revert(own_lake, plan.document.document_id, gone) == 4
    with pytest.raises(NotFoundError, match="Neither now nor at snapshot"):
        revert(own_lake, "nothing", gone)


def test_the_worked_example_of_the_template_is_read(tmp_path):
    plan = parse(template(with_example=True), "example.csv", Supplied(partnership="Northmere CSP"))
    assert [(a.ref, a.status.value, str(a.target_date), len(a.rag_history)) for a in plan.actions] == [
        ("1.1", "completed", "2024-03-31", 2), ("1.2", "in_progress", "2024-06-30", 1),
    ]  # fmt: skip
    assert template(with_example=False).decode("utf-8-sig").strip() == ",".join(TEMPLATE_COLUMNS)
