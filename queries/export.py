"""Exports: the rows in a format, the name that says what they are, and the metadata that goes beside them.

The metadata is CSVW (https://www.w3.org/TR/tabular-metadata/): filters, reading date, snapshot, how to make the file
again, the documents the rows come from, and what each column means.
"""

from __future__ import annotations

import io
import json
import re
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import partial
from typing import Any

import polars as pl
import xlsxwriter

from queries.asked import Filtered, Limited, Part
from queries.figures import HEADLINE
from queries.lists import ACTIONS_PART, EXPORT_PARTS
from queries.sources import PLANS
from queries.workers import worked_out
from queries.working import Copy
from schema.derive import base_type, polars_schema
from schema.export import ActionExport, flat, to_csv
from schema.filters import Filters

#: Characters that a cell of a workbook can hold; what is longer is cut by Excel without a word.
MOST_IN_A_CELL = 32_767
_CUT = " [cut here: a cell of a workbook holds no more; the CSV, JSON and Parquet files have the whole text]"
_LONGEST_NAME = 120
#: Rows of a part; of a very large copy so many of its rows, since each part takes as long to plan as another.
_ROWS_OF_A_PART, _SHARE_OF_A_PART = 5_000, 0.04
_DATATYPES = {str: "string", int: "integer", float: "number", bool: "boolean", date: "date"}


class Format(StrEnum):
    """How it is written."""

    CSV = "csv"
    PARQUET = "parquet"
    XLSX = "xlsx"
    JSON = "json"


MEDIA_TYPES = {
    Format.CSV: "text/csv",
    Format.PARQUET: "application/vnd.apache.parquet",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.JSON: "application/json",
}


def written(table: pl.DataFrame, kind: Format, *, for_excel: bool = False) -> bytes:
    """A table in one of the formats. Lists stay lists in Parquet and JSON, and are joined in the others.

    Args:
        table: the rows.
        kind: the format.
        for_excel: of CSV, so that a spreadsheet takes no cell for a date, number or formula that is none.
    """
    if kind is Format.CSV:
        return to_csv(table, for_excel=for_excel)
    if kind is Format.JSON:
        return json.dumps(table.to_dicts(), indent=2, default=str, ensure_ascii=False).encode("utf-8")
    buffer = io.BytesIO()
    if kind is Format.PARQUET:
        table.write_parquet(buffer)
    else:
        # Texts stay texts and dates are dates: a workbook has types, so nothing is guessed when it is opened.
        options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        with xlsxwriter.Workbook(buffer, options) as workbook:
            _fitting(flat(table)).write_excel(workbook, worksheet="actions")
    return buffer.getvalue()


_one_part = threading.Lock()  # however many download at once, the rows of one part are in memory


def csv_parts(filters: Filters, copy: Copy, *, for_excel: bool = False) -> Iterator[bytes]:
    """The actions that the filters leave as CSV, part by part: a million rows take no more memory than a thousand.

    A file that was made is kept on disk within a bound, so that it is made once for all who ask for it.
    """
    question = (filters.model_dump_json(), for_excel)
    return copy.files.parts(question, lambda: _csv_parts(filters, copy, for_excel=for_excel))


def _csv_parts(filters: Filters, copy: Copy, *, for_excel: bool) -> Iterator[bytes]:
    size = max(_ROWS_OF_A_PART, int(_SHARE_OF_A_PART * copy.actions))
    parts = EXPORT_PARTS.rows(Limited(filters=filters, limit=size), on=copy)
    if not parts:
        yield to_csv(pl.DataFrame(schema=polars_schema(ActionExport)), for_excel=for_excel)
    for place, part in enumerate(parts):
        asked = Part(filters=filters, first_row=part.first_row, last_row=part.last_row)
        with _one_part:
            yield worked_out(partial(_csv_part, asked, copy, for_excel=for_excel, goes_on=place > 0))


def _csv_part(part: Part, copy: Copy, *, for_excel: bool, goes_on: bool) -> bytes:
    """A part as CSV, the first with the header. It is not kept among the answers."""
    return to_csv(ACTIONS_PART.frame(part, on=copy, is_kept=False), for_excel=for_excel, goes_on=goes_on)


def _fitting(table: pl.DataFrame) -> pl.DataFrame:
    """The table with texts that a cell of a workbook cannot hold cut, saying so in the cell."""
    texts = [name for name, kind in table.schema.items() if kind == pl.String]
    return table.with_columns(
        pl.when(pl.col(name).str.len_chars() > MOST_IN_A_CELL)
        .then(pl.col(name).str.slice(0, MOST_IN_A_CELL - len(_CUT)) + _CUT)
        .otherwise(pl.col(name))
        .alias(name)
        for name in texts
    )


def texts_cut(table: pl.DataFrame) -> int:
    """How many texts of a table a workbook cannot hold whole."""
    texts = [name for name, kind in table.schema.items() if kind == pl.String]
    counts = table.select((pl.col(name).str.len_chars() > MOST_IN_A_CELL).sum() for name in texts)
    return int(sum(counts.row(0))) if texts and table.height else 0


def file_name(filters: Filters, snapshot: int | None, ending: str, what: str = "actions") -> str:
    """'followthrough-actions-dvpo-as-at-2024-01-31-snapshot-12.csv': filters, reading date and snapshot in a name."""
    parts = [f"followthrough-{what}"]
    for name, value in filters:
        if value and name != "as_at":
            given = value if isinstance(value, list) else [value]
            before = f"{name.replace('_', '-')}-" if isinstance(value, date) else ""
            parts.append(before + "-".join(_slug(str(item)) for item in given))
    stem = "-".join(parts)
    stem = f"{stem[:_LONGEST_NAME].rstrip('-')}-and-more" if len(stem) > _LONGEST_NAME else stem
    read_on = f"-as-at-{filters.as_at.isoformat()}" if filters.as_at else ""
    return f"{stem}{read_on}{'' if snapshot is None else f'-snapshot-{snapshot}'}.{ending}"


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "other"


def command(filters: Filters) -> str:
    """The command line that makes the same rows again."""
    words = ["python -m queries export actions"]
    for name, value in filters:
        for item in value if isinstance(value, list) else [value]:
            if item:
                words.append(f"--{name.replace('_', '-')} {_quoted(str(item))}")
    return " ".join(words)


def _quoted(text: str) -> str:
    return text if re.fullmatch(r"[\w./:-]+", text) else "'" + text.replace("'", "'\\''") + "'"


def metadata(name: str, filters: Filters, copy: Copy, link: str | None = None) -> bytes:
    """What goes beside a file of actions, in a file called `<name>-metadata.json`: CSVW.

    Args:
        name: of the file of actions.
        filters: that were in force.
        copy: that the rows were read from.
        link: of the page that shows the same view.
    """
    rows = HEADLINE.one(Filtered(filters=filters), on=copy).actions
    sources = PLANS.frame(Limited(filters=filters), on=copy).to_dicts()
    told = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": name,
        "dc:title": "Actions of published plans, exported by Followthrough",
        "dc:created": datetime.now(UTC).isoformat(timespec="seconds"),
        "dc:description": f"{rows} rows, one for each action. {'; '.join(filters.narrowed_by()) or 'No filter'}.",
        "followthrough:filters": filters.model_dump(mode="json", exclude_defaults=True),
        "followthrough:readingDate": filters.as_at.isoformat() if filters.as_at else "each plan's own date",
        "followthrough:snapshot": copy.snapshot,
        "followthrough:command": command(filters),
        **({"followthrough:link": link} if link else {}),
        "dc:source": [_source(row) for row in sources],
        "dialect": {"header": True, "encoding": "utf-8", "delimiter": ","},
        "tableSchema": {"primaryKey": "action_id", "columns": [*_columns()]},
    }
    return json.dumps(told, indent=2, ensure_ascii=False, default=str).encode("utf-8")


def _source(row: dict[str, Any]) -> dict[str, Any]:
    names = {
        "document_id": "dc:identifier",
        "partnership": "dc:publisher",
        "plan": "dc:title",
        "plan_as_at": "dc:date",
        "published_at": "dc:relation",
        "version_as_printed": "dc:hasVersion",
        "marking": "dc:accessRights",
    }
    return {new: row[old] for old, new in names.items() if row[old] is not None}


def _columns() -> list[dict[str, Any]]:
    """The columns as CSVW describes them: lists say what joins them."""
    found = []
    for name, field in ActionExport.model_fields.items():
        plain, may_be_null, is_list = base_type(field.annotation)
        column = {"name": name, "titles": name, "dc:description": field.description, "datatype": _DATATYPES[plain]}
        if is_list:
            column["separator"] = ">" if name == "rag_history" else "; "
        found.append({**column, "required": not may_be_null and not is_list})
    return found
