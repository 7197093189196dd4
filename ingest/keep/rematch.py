"""What a person says of a match: which action of a plan's earlier versions a row is, or that it is a new one."""

from __future__ import annotations

import hashlib
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

_SQL = named_statements(ROOT / "ingest" / "keep" / "rematch.sql")
_FIELD = "action_key"
_SAID = 1.0  # how sure a match is that a person gave


def rematch(lake: Lake, action_id: str, key: str | None, reason: str, made_by: str = "") -> None:
    """Give a row the key of the earlier action that it is, or one of its own. It keeps it when the document is read again.

    Args:
        lake: the lake.
        action_id: of the row.
        key: of the earlier action; None where it is a new action.
        reason: why, in the words of the person who says so.
        made_by: by whom, if they say so.

    Raises:
        CorrectionError: without a reason, or where another row of the document is that action, or none of the plan is.
        NotFoundError: if the lake has no such row.
        LakeError: if the lake cannot be written; then nothing is.
    """
    if not reason.strip():
        raise CorrectionError("Say why, so that others can follow the match.")
    lake.transact(lambda con: _put(con, action_id, key, mask_names(reason.strip()), made_by.strip() or None))


def _put(con: duckdb.DuckDBPyConnection, action_id: str, key: str | None, reason: str, made_by: str | None) -> None:
    row = _row(con, action_id)
    document = {"document_id": row["document_id"]}
    keys = dict(con.execute(_SQL["keys"], {**document, "plan_id": row["plan_id"]}).fetchall())
    new = _checked(row, key, keys)
    con.execute(_SQL["no_match_said"], {**document, "old": row["action_key"]})
    con.execute(_SQL["rekey_corrections"], {**document, "old": row["action_key"], "new": new})
    marked = [*(name for name in row["corrected_fields"] or [] if name != _FIELD), _FIELD]
    score = _SAID if key else None
    con.execute(_SQL["rekey"], {"action_id": action_id, "new": new, "score": score, "corrected_fields": marked})
    insert(con, Correction, [_correction(row, new, key, reason, made_by)])
    con.execute(_SQL["touch"], document)


def _row(con: duckdb.DuckDBPyConnection, action_id: str) -> dict[str, Any]:
    found = con.execute(_SQL["row"], {"action_id": action_id}).to_arrow_table().to_pylist()
    if not found:
        raise NotFoundError(f"The lake has no action {action_id} any more. Open the page again.")
    return dict(found[0])


def _checked(row: dict[str, Any], key: str | None, keys: dict[str, bool]) -> str:
    """The key that the row is to have.

    Raises:
        CorrectionError: if it cannot have it.
    """
    if key is None:
        return _free(row["action_key"], keys)
    if key not in keys:
        raise CorrectionError("No version of this plan has that action any more. Open the page again.")
    if keys[key] and key != row["action_key"]:
        raise CorrectionError("Another row of this version is that action already. Say first that it is a new one.")
    return key


def _free(key: str, keys: dict[str, bool]) -> str:
    """A key that no action of the plan has."""
    while key in keys:
        key = hashlib.sha256(f"new|{key}".encode()).hexdigest()[:16]
    return key


def _correction(row: dict[str, Any], new: str, key: str | None, reason: str, made_by: str | None) -> Correction:
    return Correction(
        document_id=row["document_id"],
        action_key=new,
        about=about_of(row["ref"], row["recommendation"], row["action"]),
        field=_FIELD,
        printed=row["printed"] or "",
        old="" if row["match_score"] is None else str(row["action_key"]),
        new=key or "",
        reason=reason,
        made_at=datetime.now(UTC),
        made_by=made_by,
    )
