"""A person's verdict on an action that is marked completed: a correction of one row of a stored plan, like others."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import duckdb

from ingest.fields.names import mask_names
from ingest.keep.corrections import CorrectionError, about_of
from schema.errors import NotFoundError
from schema.lake import Lake, insert
from schema.settings import ROOT
from schema.sql import named_statements
from schema.tables import Correction
from schema.vocabulary import Status, Verdict

_SQL = named_statements(ROOT / "ingest" / "keep" / "verdicts.sql")
_FIELD = "verdict"


def give(lake: Lake, action_id: str, verdict: Verdict | None, reason: str, made_by: str = "") -> None:
    """Keep a verdict in the place of the one before; it holds for later versions while the progress cell is the same.

    Args:
        lake: the lake.
        action_id: of the action.
        verdict: what a person says; None takes back what was said.
        reason: why, in their words.
        made_by: by whom, if they say so.

    Raises:
        CorrectionError: without a reason, or if the action is not marked completed.
        NotFoundError: if the lake has no such action.
        LakeError: if the lake cannot be written; then nothing is.
    """
    if verdict is not None and not reason.strip():
        raise CorrectionError("Say why, so that others can follow the verdict.")
    lake.transact(lambda con: _put(con, action_id, verdict, mask_names(reason.strip()), made_by.strip() or None))


def _put(
    con: duckdb.DuckDBPyConnection, action_id: str, verdict: Verdict | None, reason: str, made_by: str | None
) -> None:
    row = _row(con, action_id)
    if verdict is not None and row["status"] != Status.COMPLETED:
        raise CorrectionError("A verdict is given on an action that is marked completed, and this one is not.")
    place = {"document_id": row["document_id"], "action_key": row["action_key"]}
    con.execute(_SQL["take_back"], place)
    others = [name for name in row["corrected_fields"] or [] if name != _FIELD]
    if verdict is not None:
        insert(con, Correction, [_correction(row, verdict, reason, made_by)])
        others.append(_FIELD)
    con.execute(
        _SQL["give"], {"action_id": action_id, "verdict": verdict and verdict.value, "corrected_fields": others}
    )
    con.execute(_SQL["touch"], {"document_id": row["document_id"]})


def _row(con: duckdb.DuckDBPyConnection, action_id: str) -> dict[str, Any]:
    found = con.execute(_SQL["row"], {"action_id": action_id}).to_arrow_table().to_pylist()
    if not found:
        raise NotFoundError(f"The lake has no action {action_id} any more. Open the page again.")
    return dict(found[0])


def _correction(row: dict[str, Any], verdict: Verdict, reason: str, made_by: str | None) -> Correction:
    return Correction(
        document_id=row["document_id"],
        action_key=row["action_key"],
        about=about_of(row["ref"], row["recommendation"], row["action"]),
        field=_FIELD,
        printed=row["printed"] or "",
        old=row["verdict"] or "",
        new=verdict.value,
        reason=reason,
        made_at=datetime.now(UTC),
        made_by=made_by,
    )
