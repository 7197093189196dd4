"""What is generated from the models: DDL, Polars schemas and the data dictionary."""

from __future__ import annotations

import types
from datetime import date, datetime
from enum import Enum
from typing import Annotated, Any, Union, get_args, get_origin

import polars as pl
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from schema.export import ActionExport
from schema.filters import Filters
from schema.settings import Limits, Settings
from schema.tables import TABLES, Row
from schema.vocabulary import VOCABULARIES

_SQL = {str: "varchar", int: "bigint", float: "double", bool: "boolean", date: "date", datetime: "timestamptz"}
_POLARS: dict[type, Any] = {
    str: pl.String,
    int: pl.Int64,
    float: pl.Float64,
    bool: pl.Boolean,
    date: pl.Date,
    datetime: pl.Datetime("us", "UTC"),
}


def base_type(annotation: Any) -> tuple[type, bool, bool]:
    """The plain type under an annotation.

    Returns:
        (type, may be null, is a list). An enum counts as its text.

    Raises:
        TypeError: for an annotation that no table may have.
    """
    if get_origin(annotation) is Annotated:
        return base_type(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        inner = [arg for arg in get_args(annotation) if arg is not type(None)]
        plain, _, is_list = base_type(inner[0])
        return plain, True, is_list
    if get_origin(annotation) is list:
        return base_type(get_args(annotation)[0])[0], False, True
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return str, False, False
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation, False, False
    if annotation in _SQL:
        return annotation, False, False
    raise TypeError(f"No column type for {annotation!r}")


def sql_type(field: FieldInfo) -> str:
    """The column type of a field in DuckDB's SQL."""
    plain, _, is_list = base_type(field.annotation)
    return _SQL[plain] + ("[]" if is_list else "")


def polars_schema(model: type[BaseModel]) -> pl.Schema:
    """The Polars schema of a model: one entry a field, in order."""
    columns: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        plain, _, is_list = base_type(field.annotation)
        kind = pl.Struct(dict(polars_schema(plain))) if issubclass(plain, BaseModel) else _POLARS[plain]
        columns[name] = pl.List(kind) if is_list else kind
    return pl.Schema(columns)


def frame(model: type[Row], rows: list[Any]) -> pl.DataFrame:
    """Rows of one model as a frame of its schema. No rows give an empty frame with all columns."""
    columns = set(model.model_fields)  # a row may own more than its table's columns, such as an action its leads
    values = [row.model_dump(mode="python", include=columns) for row in rows]
    return pl.DataFrame(values, schema=polars_schema(model), orient="row")


def ddl(model: type[Row], schema: str = "lake") -> str:
    """The `create table` statement of a model, for a lake attached as `lake` or the raw tables of a working copy."""
    lines = []
    for name, field in model.model_fields.items():
        _, nullable, _ = base_type(field.annotation)
        lines.append(f"    {name} {sql_type(field)}{'' if nullable else ' not null'}")
    body = ",\n".join(lines)
    return f"create table if not exists {schema}.{model.table} (\n{body}\n);"


def all_ddl() -> str:
    """Every table of the lake, as one SQL script."""
    header = "-- Generated from schema/tables.py by `python -m schema`. Do not edit.\n\n"
    return header + "\n\n".join(ddl(model) for model in TABLES) + "\n"


def _field_rows(model: type[Row]) -> list[str]:
    rows = ["| column | type | may be absent | meaning |", "|---|---|---|---|"]
    for name, field in model.model_fields.items():
        _, nullable, _ = base_type(field.annotation)
        rows.append(f"| `{name}` | {sql_type(field)} | {'yes' if nullable else 'no'} | {field.description} |")
    return rows


def _model_section(model: type[Row]) -> list[str]:
    summary = (model.__doc__ or "").strip().splitlines()[0]
    return [f"### {model.table}", "", f"{summary} {model.grain}", "", *_field_rows(model), ""]


def _vocabulary_sections() -> list[str]:
    lines: list[str] = []
    for words in VOCABULARIES:
        summary = (words.__doc__ or "").strip()
        lines += [f"### {words.__name__}", "", summary, "", "| value | shown as | meaning |", "|---|---|---|"]
        lines += [f"| `{word.value}` | {word.label} | {word.meaning} |" for word in words] + [""]
    return lines


def _plain_section(title: str, model: Any) -> list[str]:
    rows = [f"| `{name}` | {field.description} |" for name, field in model.model_fields.items()]
    return [f"## {title}", "", "| name | meaning |", "|---|---|", *rows, ""]


def dictionary() -> str:
    """The data dictionary, as Markdown."""
    lines = [
        "# Data dictionary",
        "",
        "Generated from `schema/` by `python -m schema`. Do not edit.",
        "",
        "## Tables of the lake",
        "",
    ]
    models: tuple[type[Row], ...] = (*TABLES, ActionExport)
    for model in models:
        lines += _model_section(model)
    lines += ["## Vocabularies", "", *_vocabulary_sections()]
    lines += (
        _plain_section("Filters", Filters)
        + _plain_section("Settings", Settings)
        + _plain_section("Limits of reading", Limits)
    )
    return "\n".join(lines).rstrip() + "\n"


def _rows_of_document(model: type[Row], version: str = "") -> str:
    """The condition that a row belongs to a document; blank for tables that documents share."""
    if "document_id" in model.model_fields:
        return "document_id = $document_id"
    if "action_id" in model.model_fields:
        return f"action_id in (select action_id from lake.action{version} where document_id = $document_id)"
    return ""


def _salvage(model: type[Row]) -> str:
    """The condition by which the rows of one key are read without opening the files of others: their statistics tell."""
    if "document_id" in model.model_fields:
        return "document_id = $key"
    if "action_id" in model.model_fields:  # an action's id is its document's, a dash and a number
        return "action_id >= $key || '-' and action_id < $key || '.'"
    return f"{next(iter(model.model_fields))} = $key"


def filters_type() -> str:
    """The type of the one parameter by which every query is filtered. Words of a search are a list."""
    fields = [
        f"    {name} {'varchar[]' if name == 'search' else sql_type(field)}"
        for name, field in Filters.model_fields.items()
    ]
    return "create type filters as struct(\n" + ",\n".join(fields) + "\n);"


_IS_READABLE = "document_id in (select document_id from readable_document)"


def _seen(model: type[Row]) -> str:
    """The condition under which a reader may see a row; blank for tables that documents share."""
    if "document_id" in model.model_fields:
        return f" where {_IS_READABLE}"
    if "action_id" in model.model_fields:
        return f" where action_id in (select action_id from raw.action where {_IS_READABLE})"
    if "plan_id" in model.model_fields:
        return f" where plan_id in (select plan_id from raw.document where {_IS_READABLE})"
    return ""


def _changing(model: type[Row]) -> list[str]:
    """The statements by which rows of a raw table are taken out and put in; `changed_` counts those that are no longer so."""
    table = f"raw.{model.table}"
    lines = [f"\n-- name: put_{model.table}\ninsert into {table} by name select * from incoming;"]
    if _rows_of_document(model):
        return [*lines, f"\n-- name: take_{model.table}\ndelete from {table} where {_salvage(model)};"]
    return [
        *lines,
        f"\n-- name: take_all_{model.table}\ntruncate {table};",
        f"\n-- name: changed_{model.table}\nselect count(*)\nfrom (\n    from {table}\n    except\n    from incoming\n);",
    ]


def working_copy() -> str:
    """The statements that make a working copy: raw tables, and the views through which alone queries see them."""
    lines = [
        "-- Generated from schema/tables.py and schema/filters.py by `python -m schema`. Do not edit.",
        f"\n-- name: filters_type\n{filters_type()}",
        "\n-- name: raw\ncreate schema raw;",
    ]
    for model in TABLES:
        lines.append(f"\n-- name: copy_{model.table}\ncreate table raw.{model.table} as from lake.{model.table};")
        lines.append(f"\n-- name: empty_{model.table}\n{ddl(model, 'raw')}")
        lines += _changing(model)
    lines.append("\n-- name: readable_document\ncreate view readable_document as select document_id from raw.document;")
    for model in TABLES:
        lines.append(
            f"\n-- name: view_{model.table}\ncreate view {model.table} as select * from raw.{model.table}{_seen(model)};"
        )
    return "\n".join(lines) + "\n"


def _export_column(name: str) -> str:
    if name in ActionExport.dated:
        return f"    c.{name},"
    own = ActionExport.names.get(name)
    return f"    w.{own} as {name}," if own else f"    w.{name},"


def export() -> str:
    """The statements of the `actions` export: its macro, and all rows of it."""
    dated = "\n".join(f"        {name}," for name in ActionExport.dated)
    columns = "\n".join(_export_column(name) for name in ActionExport.model_fields)
    return f"""-- Generated from schema/export.py by `python -m schema`. Do not edit.

-- name: export_macro
-- Rows of a range, and at most so many of them; where an argument is null, all. Which rows is settled before texts are read.
create or replace macro action_export(f, first_row, last_row, most) as table
with left_by_filters as (
    select
        row_number,
{dated}
    from chosen(f)
    where row_number between coalesce(first_row, 1) and coalesce(last_row, 9223372036854775807)
    order by row_number
    limit most
)

select
{columns}
    w.row_number,
from left_by_filters as c
inner join action_fact as w using (row_number)
where w.row_number in (select row_number from left_by_filters);

-- name: export_all
select *
from action_export(null::filters, null, null, null)
order by row_number;
"""


def statements() -> str:
    """The statements that write, remove and read rows of each table, one named block each.

    `earlier_` reads the rows of a document, or of a key of a shared table, as they stood at an earlier snapshot, `salvage_` those of one key though other
    files are damaged, `forget_` takes these rows away; `files_` lists a table's files, `empty_` and `drop_` take all of it away.
    """
    lines = ["-- Generated from schema/tables.py by `python -m schema`. Do not edit."]
    then = " at (version => $snapshot)"
    for model in TABLES:
        lines += [f"\n-- name: insert_{model.table}", f"insert into lake.{model.table} by name select * from incoming;"]
        if _rows_of_document(model):
            lines += [
                f"\n-- name: remove_{model.table}",
                f"delete from lake.{model.table} where {_rows_of_document(model)};",
                f"\n-- name: earlier_{model.table}",
                f"from lake.{model.table}{then} where {_rows_of_document(model, then)};",
            ]
        else:
            lines += [f"\n-- name: earlier_{model.table}", f"from lake.{model.table}{then} where {_salvage(model)};"]
        lines += [
            f"\n-- name: read_{model.table}",
            f"from lake.{model.table};",
            f"\n-- name: salvage_{model.table}",
            f"from lake.{model.table} where {_salvage(model)};",
            f"\n-- name: forget_{model.table}",
            f"delete from lake.{model.table} where {_salvage(model)};",
            f"\n-- name: files_{model.table}",
            f"select data_file from ducklake_list_files('lake', '{model.table}');",
            f"\n-- name: empty_{model.table}",
            f"delete from lake.{model.table};",
            f"\n-- name: drop_{model.table}",
            f"drop table lake.{model.table};",
        ]
    return "\n".join(lines) + "\n"
