"""A person's verdict on an action that is marked completed: a correction of one row of a stored plan, like others."""

from __future__ import annotations

import duckdb

from ingest.keep.corrections import CorrectionError
from ingest.keep.one_row import SQL, Said, forget, keep, marked, row_of, touch
from schema.lake import Lake
from schema.vocabulary import Status, Verdict

_FIELD = "verdict"


def give(lake: Lake, action_id: str, verdict: Verdict | None, said: Said) -> None:
    """Keep a verdict in the place of the one before; it holds for later versions while the progress cell is the same.

    Args:
        lake: the lake.
        action_id: of the action.
        verdict: what a person says; None takes back what was said, and needs no reason.
        said: why, and by whom.

    Raises:
        CorrectionError: without a reason, or if the action is not marked completed.
        NotFoundError: if the lake has no such action.
        LakeError: if the lake cannot be written; then nothing is.
    """
    checked = said.checked() if verdict else said
    lake.transact(lambda con: _put(con, action_id, verdict, checked))


def _put(con: duckdb.DuckDBPyConnection, action_id: str, verdict: Verdict | None, said: Said) -> None:
    row = row_of(con, action_id, _FIELD)
    forget(con, row, _FIELD)
    if verdict:
        if row["status"] != Status.COMPLETED:
            raise CorrectionError("A verdict is given on an action that is marked completed, and this one is not.")
        keep(con, row, _FIELD, row["verdict"] or "", verdict.value, said)
    fields = marked(row, _FIELD, is_said=verdict is not None)
    given = {"action_id": action_id, "verdict": verdict and verdict.value, "corrected_fields": fields}
    con.execute(SQL["give_verdict"], given)
    touch(con, row)
