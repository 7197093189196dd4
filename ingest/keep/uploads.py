"""Uploads that are not finished: kept on disk until they are stored or thrown away, so that no work is lost."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError, ValidatorFunctionWrapHandler, field_validator

from ingest.apart.arms_length import safe_name
from ingest.apart.worker import supplied_of
from ingest.fields.names import mask_names
from ingest.keep.corrections import Index, checked, corrected, latest
from ingest.keep.originals import digest_of, write_whole
from ingest.keep.store import with_earlier_corrections
from ingest.plan.about import Supplied
from ingest.plan.tree import Plan
from schema.errors import LakeError
from schema.lake import Lake
from schema.tables import Correction
from schema.turns import turn

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
    plan: Plan | None = None
    refusal: str = ""
    """Why no plan was read from it, where a person can say what its tables hold."""
    is_reopened: bool = False
    """Whether it was opened from the lake with its corrections: then they are all here, and only here."""

    @property
    def revision(self) -> str:
        """A word that changes with every change of the upload."""
        told = json.dumps([self.supplied, [made.model_dump(mode="json") for made in self.corrections]], default=str)
        return digest_of(told.encode())[:12]

    def read(self) -> Plan:
        """The plan as read, without corrections."""
        if self.plan is None:
            raise LookupError(f"{self.name} has not been read yet")
        return self.plan

    @field_validator("plan", mode="wrap")
    @classmethod
    def _as_it_is_now(cls, given: Any, validated: ValidatorFunctionWrapHandler) -> Plan | None:
        """The plan; None, so that it is read again, where an earlier program wrote it in another shape."""
        try:
            found: Plan | None = validated(given)
        except ValidationError:
            return None
        return found

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
        LakeError: if it cannot be written, or the upload was stored or discarded meanwhile.
    """
    folder = _folder(lake) / upload.sha256
    if not (folder / _DOCUMENT).is_file():
        raise _gone(upload.name)
    write_whole(folder / _STATE, upload.model_dump_json().encode())
    return upload


@contextmanager
def alone(lake: Lake, upload: Upload) -> Iterator[None]:
    """Hold an upload, so that what is done to it in another window waits.

    Raises:
        LakeError: if another window holds it for too long.
    """
    with turn(_folder(lake) / upload.sha256) as is_alone:
        if not is_alone:
            raise LakeError(f"{upload.name} is being stored or changed in another window. Try again in a moment.")
        yield


def change(lake: Lake, upload: Upload, work: Callable[[Upload], Upload]) -> Upload:
    """Change an upload as it is now. Two windows take turns: neither's change is lost.

    Raises:
        LakeError: if it cannot be written, or was stored or discarded meanwhile.
    """
    with alone(lake, upload):
        return save(lake, work(now(lake, upload)))


def _gone(name: str) -> LakeError:
    return LakeError(f"{name} was stored or discarded in another window. Load the page again.")


def begin(lake: Lake, name: str, content: bytes, plan: Plan | None = None) -> Upload:
    """Keep a document until it is stored or thrown away. One that waits already stays as it is, with its corrections.

    Raises:
        LakeError: if it cannot be written.
    """
    sha256 = digest_of(content)
    there = load(lake, sha256)
    if there is not None and there.plan is not None:
        return there
    write_whole(_folder(lake) / sha256 / _DOCUMENT, content)
    return save(lake, Upload(sha256=sha256, name=mask_names(safe_name(name)), added_at=datetime.now(UTC), plan=plan))


def load(lake: Lake, sha256: str) -> Upload | None:
    """An upload as it is now, or None if there is none or its state cannot be read."""
    folder = _folder(lake) / sha256
    try:
        return Upload.model_validate_json((folder / _STATE).read_bytes()) if (folder / _DOCUMENT).is_file() else None
    except (OSError, ValidationError):
        return None


def now(lake: Lake, upload: Upload) -> Upload:
    """An upload as it is now.

    Raises:
        LakeError: if it was stored or discarded meanwhile.
    """
    found = load(lake, upload.sha256)
    if found is None:
        raise _gone(upload.name)
    return found


def waiting(lake: Lake) -> list[Upload]:
    """The uploads that wait, oldest first. One whose state cannot be read is left where it is."""
    found = [load(lake, path.parent.name) for path in sorted(_folder(lake).glob(f"*/{_STATE}"))]
    return sorted((upload for upload in found if upload is not None), key=lambda upload: upload.added_at)


def content_of(lake: Lake, upload: Upload) -> bytes:
    """The bytes of an uploaded document.

    Raises:
        LakeError: if it was stored or discarded meanwhile.
    """
    try:
        return (_folder(lake) / upload.sha256 / _DOCUMENT).read_bytes()
    except OSError as error:
        raise _gone(upload.name) from error


def bring_back(lake: Lake, upload: Upload, content: bytes) -> None:
    """Put an upload back as it was before it was stored."""
    write_whole(_folder(lake) / upload.sha256 / _DOCUMENT, content)
    save(lake, upload)


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
    return upload.model_copy(update={"plan": plan, "supplied": supplied, "corrections": kept, "refusal": ""})


def checked_plan(lake: Lake, upload: Upload) -> tuple[Plan, list[Correction]]:
    """(the plan with all corrections, those made to an earlier version that no longer hold)."""
    if upload.is_reopened:
        return corrected(upload.read(), upload.corrections)
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
    at: datetime | None = None,
) -> Upload:
    """An upload with more corrections.

    Args:
        upload: the upload.
        edits: (action id, field, corrected value) of each.
        reason: why, in the person's words.
        made_by: who, if they say so.
        at: when; by default now.

    Raises:
        CorrectionError: if a field cannot take its value.
    """
    plan = upload.read()
    index = Index(plan)
    actions = {action.action_id: action for action in plan.actions}
    made = [
        Correction(
            document_id=plan.document.document_id,
            action_key=actions[action_id].action_key,
            field=field,
            about=index.about(actions[action_id]),
            printed=index.printed(action_id, field),
            old=index.value(actions[action_id], field),
            new=checked(field, text),
            reason=" ".join(reason.split()),
            made_at=at or datetime.now(UTC),
            made_by=made_by or None,
        )
        for action_id, field, text in edits
    ]
    return upload.model_copy(update={"corrections": latest([*upload.corrections, *made])})


def take_back(upload: Upload, action_key: str, field: str) -> Upload:
    """An upload without one of its corrections."""
    kept = [made for made in upload.corrections if (made.action_key, made.field) != (action_key, field)]
    return upload.model_copy(update={"corrections": kept})
