"""Uploads that are not finished: kept on disk until they are stored or thrown away, so that no work is lost."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from ingest.about import Supplied
from ingest.arms_length import safe_name
from ingest.corrections import checked, corrected, latest, printed_of, value_of
from ingest.originals import digest_of, write_whole
from ingest.plan import Plan
from ingest.store import with_earlier_corrections
from ingest.transfer import plan_as_json, plan_from_json
from ingest.worker import supplied_of
from schema.lake import Lake
from schema.tables import Correction

_FOLDER = "uploads"
_STATE, _DOCUMENT = "upload.json", "document"


class Upload(BaseModel):
    """A document that was read and waits to be checked and stored."""

    model_config = ConfigDict(frozen=True)

    sha256: str
    name: str
    added_at: datetime
    supplied: dict[str, Any] = {}
    corrections: list[Correction] = []
    plan: dict[str, Any] | None = None
    refusal: str = ""

    def read(self) -> Plan:
        """The plan as read, without corrections."""
        return plan_from_json(self.plan or {})

    def as_supplied(self) -> Supplied:
        """What a person said of the document."""
        return supplied_of(self.supplied)


def _folder(lake: Lake) -> Path:
    """Where a lake's uploads wait; beside the system's other temporary files where it has no folder of its own."""
    own = lake.folder or Path(tempfile.gettempdir()) / f"followthrough-{digest_of(lake.uri.encode())[:16]}"
    return own / _FOLDER


def save(lake: Lake, upload: Upload) -> Upload:
    """Keep the state of an upload.

    Raises:
        LakeError: if it cannot be written.
    """
    write_whole(_folder(lake) / upload.sha256 / _STATE, upload.model_dump_json().encode())
    return upload


def begin(lake: Lake, name: str, content: bytes, plan: Plan | None, refusal: str = "") -> Upload:
    """Keep a document that was read, or the reason why it was refused, until it is stored or thrown away.

    Raises:
        LakeError: if it cannot be written.
    """
    sha256 = digest_of(content)
    write_whole(_folder(lake) / sha256 / _DOCUMENT, content)
    read = plan_as_json(plan) if plan else None
    return save(
        lake, Upload(sha256=sha256, name=safe_name(name), added_at=datetime.now(UTC), plan=read, refusal=refusal)
    )


def waiting(lake: Lake) -> list[Upload]:
    """The uploads that wait, oldest first. One whose state cannot be read is left where it is."""
    found = []
    for path in sorted(_folder(lake).glob(f"*/{_STATE}")):
        try:
            found.append(Upload.model_validate_json(path.read_bytes()))
        except (OSError, ValidationError):
            continue
    return sorted(found, key=lambda upload: upload.added_at)


def content_of(lake: Lake, upload: Upload) -> bytes:
    """The bytes of an uploaded document."""
    return (_folder(lake) / upload.sha256 / _DOCUMENT).read_bytes()


def throw_away(lake: Lake, upload: Upload) -> None:
    """Forget an upload."""
    shutil.rmtree(_folder(lake) / upload.sha256, ignore_errors=True)


def with_plan(upload: Upload, plan: Plan, supplied: dict[str, Any]) -> Upload:
    """An upload read anew under what a person said of it. Its corrections stay with the actions they were made for."""
    before = {action.action_key: action.action_id for action in upload.read().actions} if upload.plan else {}
    now = {action.action_id: action.action_key for action in plan.actions}
    kept = [
        made.model_copy(update={"action_key": now.get(before.get(made.action_key, ""), made.action_key)})
        for made in upload.corrections
    ]
    return upload.model_copy(
        update={"plan": plan_as_json(plan), "supplied": supplied, "corrections": kept, "refusal": ""}
    )


def checked_plan(lake: Lake, upload: Upload) -> tuple[Plan, list[Correction]]:
    """(the plan with all corrections, those made to an earlier version that no longer hold)."""
    plan, lost = with_earlier_corrections(lake, upload.read())
    if not upload.corrections:
        return plan, lost
    found, _ = corrected(upload.read(), latest([*plan.corrections, *upload.corrections]))
    found.findings += [finding for finding in plan.findings if finding.code == "correction_not_kept"]
    return found, lost


def correct(
    upload: Upload,
    edits: Sequence[tuple[str, str, str]],
    reason: str,
    made_by: str | None,
    *,
    now: datetime | None = None,
) -> Upload:
    """An upload with more corrections.

    Args:
        upload: the upload.
        edits: (action id, field, corrected value) of each.
        reason: why, in the person's words.
        made_by: who, if they say so.
        now: when; by default now.

    Raises:
        CorrectionError: if a field cannot take its value.
    """
    plan = upload.read()
    actions = {action.action_id: action for action in plan.actions}
    made = [
        Correction(
            document_id=plan.document.document_id,
            action_key=actions[action_id].action_key,
            field=field,
            printed=printed_of(plan, action_id, field),
            old=value_of(plan, actions[action_id], field),
            new=checked(field, text),
            reason=" ".join(reason.split()),
            made_at=now or datetime.now(UTC),
            made_by=made_by or None,
        )
        for action_id, field, text in edits
    ]
    return upload.model_copy(update={"corrections": latest([*upload.corrections, *made])})


def take_back(upload: Upload, action_key: str, field: str) -> Upload:
    """An upload without one of its corrections."""
    kept = [made for made in upload.corrections if (made.action_key, made.field) != (action_key, field)]
    return upload.model_copy(update={"corrections": kept})
