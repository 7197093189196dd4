"""One row of a stored plan that a person says something of: found, changed, and the document seen to have changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import duckdb

from ingest.fields.names import mask_names
from ingest.keep.corrections import EDITABLE, CorrectionError, about_of
from schema.errors import NotFoundError
from schema.lake import insert
from schema.settings import ROOT
from schema.sql import named_statements
from schema.tables import Correction

SQL = named_statements(ROOT / "ingest" / "keep" / "one_row.sql")


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says: why, in their words, and by whom, if they say so."""

    reason: str
    made_by: str = ""

    def checked(self) -> Said:
        """As it is kept: people's names masked.

        Raises:
            CorrectionError: without a reason.
        """
        if not self.reason.strip():
            raise CorrectionError("Say why, so that others can follow it.")
        return Said(mask_names(self.reason.strip()), self.made_by.strip())


def row_of(con: duckdb.DuckDBPyConnection, action_id: str, field: str) -> dict[str, Any]:
    """The row, with the printed cell that a field stands beside.

    Raises:
        NotFoundError: if the lake has no such row.
    """
    asked = {"action_id": action_id, "cell": EDITABLE[field].cell}
    found = con.execute(SQL["row"], asked).to_arrow_table().to_pylist()
    if not found:
        raise NotFoundError(f"The lake has no action {action_id} any more. Open the page again.")
    return dict(found[0])


def forget(con: duckdb.DuckDBPyConnection, row: dict[str, Any], field: str) -> None:
    """Take back what was said of a field of a row."""
    con.execute(SQL["forget"], {**_place(row), "field": field})


def keep(con: duckdb.DuckDBPyConnection, row: dict[str, Any], field: str, old: str, new: str, said: Said) -> None:
    """Keep what a person says of a field of a row as a correction."""
    made = Correction(
        **_place(row),
        about=about_of(row["ref"], row["recommendation"], row["action"]),
        field=field,
        printed=row["printed"] or "",
        old=old,
        new=new,
        reason=said.reason,
        made_at=datetime.now(UTC),
        made_by=said.made_by or None,
    )
    insert(con, Correction, [made])


def marked(row: dict[str, Any], field: str, *, is_said: bool) -> list[str]:
    """The row's corrected fields, with this one or without it."""
    others = [name for name in row["corrected_fields"] or [] if name != field]
    return [*others, field] if is_said else others


def touch(con: duckdb.DuckDBPyConnection, row: dict[str, Any]) -> None:
    """Let the document be seen to have changed."""
    con.execute(SQL["touch"], {"document_id": row["document_id"]})


def _place(row: dict[str, Any]) -> dict[str, Any]:
    return {"document_id": row["document_id"], "action_key": row["action_key"]}
