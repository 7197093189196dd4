"""What is not lost in adding a plan: corrections, uploads, markings, across windows, versions and undo."""

from __future__ import annotations

import json
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ingest.keep import uploads
from ingest.keep.corrections import Index, corrected
from ingest.keep.store import in_its_place, store, with_earlier_corrections
from ingest.plan.about import Supplied
from ingest.plan.parse import parse
from ingest.plan.tree import Plan
from pages.adding import files as adding
from schema.errors import LakeError
from schema.lake import Lake
from schema.settings import Limits
from schema.tables import Correction
from schema.turns import turn
from tests.conftest import hung
from tests.fixtures.formats import FORMATS
from tests.test_add_plan import NOW, PDF, opened, waiting_upload
from tests.test_add_plan import TestCorrections as Corrections


def correction(plan: Plan, place: int, field: str, new: str) -> Correction:
    """A correction of one field of a plan's action."""
    index, action = Index(plan), plan.actions[place]
    return Correction(
        document_id="x", action_key=action.action_key, field=field, about=index.about(action), printed=index.printed(action.action_id, field),
        old=index.value(action, field), new=new, reason="r", made_at=NOW,
    )  # fmt: skip


class TestWhatIsNotLost:
    def test_the_same_bytes_again_leave_corrections_in_progress_alone(self, empty_lake):
        upload = Corrections().made(empty_lake, (0, "status", "in_progress"))
        with Lake(str(empty_lake)) as lake:
            uploads.save(lake, upload)
            again = uploads.begin(lake, "again.pdf", PDF)
            assert [(made.field, made.new) for made in again.corrections] == [("status", "in_progress")]

    def test_a_correction_follows_its_row_when_another_is_put_before_it(self, own_lake):
        rows = "Recommendation,Action,Status\nAsk,Write a course,Completed\nAsk,Audit ten files,Completed\n"
        first = parse(rows.encode(), "plan.csv", Supplied("Northmere CSP", "Rowan"))
        made = Correction(
            document_id="x",
            about=Index(first).about(first.actions[0]),
            action_key=first.actions[0].action_key,
            field="status",
            printed="Completed",
            old="completed",
            new="in_progress",
            reason="r",
            made_at=NOW,
        )
        store(own_lake, corrected(first, [made])[0], rows.encode())
        inserted = rows.replace("Ask,Write", "Ask,Appoint a trainer,Completed\nAsk,Write")
        second, lost = with_earlier_corrections(
            own_lake, parse(inserted.encode(), "new.csv", Supplied("Northmere CSP", "Rowan"))
        )
        assert (lost, [(a.action, a.status.value) for a in second.actions]) == (
            [], [("Appoint a trainer", "completed"), ("Write a course", "in_progress"), ("Audit ten files", "completed")],
        )  # fmt: skip

    def test_an_original_target_put_right_stays_when_the_target_is_put_right_too(self, empty_lake):
        upload = Corrections().made(
            empty_lake, (0, "target_original_date", "2024-01-31"), (0, "target_date", "2024-09-30")
        )
        action = corrected(upload.read(), upload.corrections)[0].actions[0]
        assert (str(action.target_original_date), str(action.target_date), action.target_revisions) == (
            "2024-01-31",
            "2024-09-30",
            1,
        )

    def test_an_original_target_put_right_keeps_the_count_of_revisions(self):
        content = b"Ref,Action,Target date,Status\n1,Train,June 2022 Sept 2022 Dec 2022,Open\n2,Audit,June 2022 Sept 2022,Open\n"
        plan = parse(content, "plan.csv", Supplied("Northmere CSP", "Rowan"))
        assert [action.target_revisions for action in plan.actions] == [2, 1]
        made = [correction(plan, place, "target_original_date", "2022-05-31") for place in (0, 1)]
        assert [action.target_revisions for action in corrected(plan, made)[0].actions] == [2, 1]
        same = correction(plan, 1, "target_original_date", str(plan.actions[1].target_date))
        assert corrected(plan, [same])[0].actions[1].target_revisions == 0

    def test_updates_of_a_corrected_text_are_split_by_the_order_of_day_and_month_that_the_document_has(self):
        content = b"Ref,Action,Target date,Progress\n1,Train,01/31/2022,04/05/2022: told\n"
        plan = parse(content, "plan.csv", Supplied("Northmere CSP", "Rowan"))
        made = correction(plan, 0, "progress", "04/05/2022: told.\n06/07/2022: done.")
        assert [str(update.update_date) for update in corrected(plan, [made])[0].actions[0].progress_updates] == [
            "2022-04-05",
            "2022-06-07",
        ]

    def test_boilerplate_tells_no_theme_after_a_correction_either(self):
        rows = "".join(f"{n},Use the DASH checklist in every case,Order van {n},Open\n" for n in range(8))
        plan = parse(
            b"Ref,Recommendation,Action,Status\n" + rows.encode(), "plan.csv", Supplied("Northmere CSP", "Rowan")
        )
        assert hung(plan, "themes") == []
        assert hung(corrected(plan, [correction(plan, 2, "action", "Order two vans")])[0], "themes") == []

    @pytest.mark.thorough
    def test_a_plan_without_a_name_of_its_own_stays_the_plan_it_was_when_it_is_corrected(self, empty_lake):
        content = b"Ref,Action,Status\n1,Train the teams,Complete\n"
        with Lake(str(empty_lake)) as lake:
            plan = parse(content, "plan.csv")
            store(lake, plan, content)
        test = opened()
        test.button(key="reopen").click().run()
        assert not test.exception
        for box in test.checkbox:
            if not box.form_id:
                box.check().run()
        test.button(key="store").click().run()
        with Lake(str(empty_lake)) as lake:
            now = lake.read("select plan_id, plan from lake.document").row(0)
            assert now == (plan.document.plan_id, plan.document.plan)

    def test_a_plan_given_the_name_of_another_becomes_a_version_of_it_and_any_other_name_is_only_a_label(
        self, empty_lake
    ):
        with Lake(str(empty_lake)) as lake:
            for plan in ("Rowan", "Hazel"):
                content = f"Ref,Action,Status\n1,Train {plan},Complete\n".encode()
                store(lake, parse(content, "plan.csv", Supplied("Northmere CSP", plan)), content)
            said = {"partnership": "Northmere CSP", "plan_id": "northmere-csp/hazel"}
            assert in_its_place(lake, {**said, "plan": "Hazel II"})["plan_id"] == "northmere-csp/hazel"
            assert in_its_place(lake, {**said, "plan": "Rowan"})["plan_id"] == "northmere-csp/rowan"

    def test_an_upload_that_an_earlier_program_read_in_another_shape_waits_to_be_read_again(self, empty_lake):
        with Lake(str(empty_lake)) as lake:
            upload = uploads.begin(lake, "plan.pdf", PDF, parse(PDF, "plan.pdf"))
            (state,) = Path(empty_lake).glob("uploads/*/upload.json")
            told = json.loads(state.read_text())
            told["plan"] = {"document": told["plan"]["document"], "leads": []}
            state.write_text(json.dumps(told))
            (found,) = uploads.waiting(lake)
            assert (found.sha256, found.plan, uploads.content_of(lake, found)) == (upload.sha256, None, PDF)

    def test_themes_follow_a_corrected_text(self, empty_lake):
        upload = Corrections().made(
            empty_lake, (3, "action", "Buy a van"), (3, "recommendation", "Staff should be able to travel")
        )
        before = upload.read()
        plan, _ = corrected(before, upload.corrections)
        assert {tag.theme_id for tag in before.actions[3].themes} >= {"dash", "marac_mash"}
        assert not {tag.theme_id for tag in plan.actions[3].themes} & {"dash", "marac_mash"}

    @pytest.mark.thorough
    def test_a_plan_opened_again_keeps_its_marking_and_lets_corrections_be_taken_back(self, empty_lake):
        content = FORMATS["plan.csv"]()
        plan = parse(
            content, "plan.csv", Supplied(marking="OFFICIAL-SENSITIVE", version="v3", source="https://example.org/plan")
        )
        made = Correction(
            document_id="x",
            about=Index(plan).about(plan.actions[0]),
            action_key=plan.actions[0].action_key,
            field="status",
            printed="Completed",
            old="completed",
            new="in_progress",
            reason="r",
            made_at=NOW,
        )
        with Lake(str(empty_lake)) as lake:
            store(lake, corrected(plan, [made])[0], content)
        test = opened()
        test.button(key="reopen").click().run()
        with Lake(str(empty_lake)) as lake:
            document = uploads.waiting(lake)[0].read().document
        assert (document.marking, document.version_as_printed, document.published_at) == (
            "OFFICIAL-SENSITIVE",
            "v3",
            "https://example.org/plan",
        )
        test.button(key="back-0").click().run()
        next(box for box in test.checkbox if not box.form_id).check().run()
        test.button(key="store").click().run()
        with Lake(str(empty_lake)) as lake:
            assert lake.read("select count(*) as n from lake.correction")["n"][0] == 0
            assert lake.read("select marking from lake.document")["marking"].to_list() == ["OFFICIAL-SENSITIVE"]

    def test_two_windows_that_correct_one_upload_at_once_lose_nothing(self, empty_lake):
        upload = waiting_upload(empty_lake)
        ids = [action.action_id for action in upload.read().actions]
        edits = [
            (ids[n % 4], field, "x" if field == "outcome" else "y")
            for n, field in enumerate(["outcome", "section"] * 4)
        ]

        def correct(edit: tuple[str, str, str]) -> None:
            with Lake(str(empty_lake)) as lake:
                uploads.change(lake, upload, lambda now: uploads.correct(now, [edit], "r", None))

        with ThreadPoolExecutor(4) as windows:
            list(windows.map(correct, edits))
        with Lake(str(empty_lake)) as lake:
            kept = uploads.waiting(lake)[0].corrections
        assert {(made.action_key, made.field) for made in kept} == {
            (upload.read().actions[n % 4].action_key, field) for n, field in enumerate(["outcome", "section"] * 4)
        }

    def test_a_window_that_waits_for_one_that_discards_is_told_in_a_sentence(self, empty_lake):
        upload = waiting_upload(empty_lake)
        with Lake(str(empty_lake)) as lake, ThreadPoolExecutor(1) as other:
            with uploads.alone(lake, upload):
                waits = other.submit(uploads.change, lake, upload, lambda now: now)
                time.sleep(0.1)
                uploads.throw_away(lake, upload)
            with pytest.raises(LakeError, match="was stored or discarded in another window"):
                waits.result(30)

    def test_whoever_cannot_have_an_upload_alone_changes_nothing(self, empty_lake):
        upload = waiting_upload(empty_lake)
        folder = empty_lake / "uploads" / upload.sha256
        with Lake(str(empty_lake)) as lake, turn(folder) as first, turn(folder, patience=0.1) as second:
            assert (first, second) == (True, False)
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(uploads, "turn", lambda place: turn(place, patience=0.1))
                with pytest.raises(LakeError, match="is being stored or changed in another window"):
                    uploads.change(lake, upload, lambda now: now)

    def test_all_files_are_kept_before_anything_is_drawn_or_read(self, empty_lake):
        files = [(f"plan {n}.csv", FORMATS["plan.csv"]() + f"{n},More,,,,,,\n".encode()) for n in range(40)]
        with Lake(str(empty_lake)) as lake:
            kept, refusals = adding._keep(files, lake, Limits())
            assert (len(kept), refusals, len(uploads.waiting(lake))) == (40, [], 40)

    @pytest.mark.thorough
    def test_what_was_not_read_is_read_by_one_click(self, empty_lake):
        with Lake(str(empty_lake)) as lake:
            for n in range(3):
                uploads.begin(lake, f"plan {n}.csv", FORMATS["plan.csv"]() + b"\n" * n)
        test = opened()
        test.button(key="read-all").click().run()
        assert not test.exception
        with Lake(str(empty_lake)) as lake:
            assert [len(waits.read().actions) for waits in uploads.waiting(lake)] == [4, 4, 4]

    @pytest.mark.thorough
    def test_what_was_discarded_in_another_window_is_one_sentence(self, empty_lake):
        upload = waiting_upload(empty_lake)
        test = opened()
        with Lake(str(empty_lake)) as lake:
            uploads.throw_away(lake, upload)
        test.button(key="store").click().run()
        assert not test.exception
        assert "was stored or discarded in another window" in test.error[0].value

    @pytest.mark.thorough
    def test_what_was_changed_in_another_window_is_not_stored_unseen(self, empty_lake):
        upload = waiting_upload(empty_lake)
        test = opened()
        with Lake(str(empty_lake)) as lake:
            uploads.save(
                lake,
                uploads.correct(upload, [(upload.read().actions[0].action_id, "status", "in_progress")], "r", None),
            )
        test.button(key="store").click().run()
        assert "was changed in another window" in test.error[0].value
        test.button(key="store").click().run()
        with Lake(str(empty_lake)) as lake:
            assert lake.read("select count(*) as n from lake.correction")["n"][0] == 1

    @pytest.mark.thorough
    def test_undo_brings_the_upload_back_with_its_corrections(self, empty_lake):
        upload = Corrections().made(empty_lake, (0, "status", "in_progress"))
        with Lake(str(empty_lake)) as lake:
            uploads.save(lake, upload)
        test = opened()
        test.button(key="store").click().run()
        test.button(key="undo").click().run()
        with Lake(str(empty_lake)) as lake:
            assert [len(waits.corrections) for waits in uploads.waiting(lake)] == [1]

    @pytest.mark.thorough
    def test_a_plan_of_nobody_is_stored_only_on_a_deliberate_yes(self, empty_lake):
        waiting_upload(empty_lake, b"Ref,Action,Status\n1,Train the teams,Complete\n", "plan.csv")
        test = opened()
        assert test.button(key="store").disabled
        next(box for box in test.checkbox if not box.form_id).check().run()
        assert not test.button(key="store").disabled
