"""What a person says of a match: which action of a plan's earlier versions a row is, or that it is a new one."""

from __future__ import annotations

import hashlib
from typing import Any

import duckdb

from ingest.keep.corrections import CorrectionError
from ingest.keep.one_row import SQL, Said, forget, keep, marked, row_of, touch
from schema.lake import Lake

_FIELD = "action_key"
_SAID = 1.0  # how sure a match is that a person gave


def rematch(lake: Lake, action_id: str, key: str | None, said: Said) -> None:
    """Give a row the key of the earlier action that it is, or one of its own. It keeps it when the document is read again.

    Args:
        lake: the lake.
        action_id: of the row.
        key: of the earlier action; None where it is a new action.
        said: why, and by whom.

    Raises:
        CorrectionError: without a reason, or where another row of the document is that action, or none of the plan is.
        NotFoundError: if the lake has no such row.
        LakeError: if the lake cannot be written; then nothing is.
    """
    checked = said.checked()
    lake.transact(lambda con: _put(con, action_id, key, checked))


def _put(con: duckdb.DuckDBPyConnection, action_id: str, key: str | None, said: Said) -> None:
    row = row_of(con, action_id, _FIELD)
    document, old = {"document_id": row["document_id"]}, row["action_key"]
    keys = dict(con.execute(SQL["keys"], {**document, "plan_id": row["plan_id"]}).fetchall())
    new = _checked(old, key, keys)
    forget(con, row, _FIELD)
    con.execute(SQL["rekey_corrections"], {**document, "old": old, "new": new})
    fields, score = marked(row, _FIELD, is_said=True), _SAID if key else None
    con.execute(SQL["rekey"], {"action_id": action_id, "new": new, "score": score, "corrected_fields": fields})
    was = "" if row["match_score"] is None else old
    keep(con, {**row, "action_key": new}, _FIELD, was, key or "", said)
    touch(con, row)


def _checked(old: str, key: str | None, keys: dict[str, Any]) -> str:
    """The key that the row is to have.

    Raises:
        CorrectionError: if it cannot have it.
    """
    if key is None:
        return _free(old, keys)
    if key not in keys:
        raise CorrectionError("No version of this plan has that action any more. Open the page again.")
    if keys[key] and key != old:
        raise CorrectionError("Another row of this version is that action already. Say first that it is a new one.")
    return key


def _free(key: str, keys: dict[str, Any]) -> str:
    """A key that no action of the plan has."""
    while key in keys:
        key = hashlib.sha256(f"new|{key}".encode()).hexdigest()[:16]
    return key
