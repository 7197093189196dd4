"""`python -m queries`: export what the dashboard shows."""

from __future__ import annotations

import io
import json
import sys
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import polars as pl
import typer
import xlsxwriter
from pydantic import ValidationError
from rich.console import Console

from queries import run, working
from queries.catalogue import specs
from queries.params import LimitParams
from schema.errors import FollowthroughError, NotFoundError
from schema.export import flat, to_csv
from schema.filters import Filters
from schema.settings import ROOT, Settings
from schema.vocabulary import Status

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Ask the lake and export the answer.",
)
_messages = Console(stderr=True, soft_wrap=True, highlight=False)


class Table(StrEnum):
    """What can be exported."""

    ACTIONS = "actions"


class Format(StrEnum):
    """How it is written."""

    CSV = "csv"
    PARQUET = "parquet"
    XLSX = "xlsx"
    JSON = "json"


@app.callback()
def _main() -> None:
    """Ask the lake and export the answer."""


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"'{text}' is not a date. Write it as 2024-01-31.") from error


def _fail(message: str) -> NoReturn:
    _messages.print(message, markup=False)
    raise typer.Exit(1)


def written(table: pl.DataFrame, kind: Format) -> bytes:
    """A table in one of the formats. Lists stay lists in Parquet and JSON, and are joined in the others."""
    if kind is Format.CSV:
        return to_csv(table)
    if kind is Format.JSON:
        return json.dumps(table.to_dicts(), indent=2, default=str, ensure_ascii=False).encode("utf-8")
    buffer = io.BytesIO()
    if kind is Format.PARQUET:
        table.write_parquet(buffer)
    else:
        with xlsxwriter.Workbook(buffer, {"strings_to_formulas": False, "strings_to_urls": False}) as workbook:
            flat(table).write_excel(workbook, worksheet="actions")
    return buffer.getvalue()


def _check_choices(copy: working.WorkingCopy, filters: Filters) -> None:
    """Refuse a partnership, theme or agency that the lake does not have."""
    choices = run("choices", on=copy.connection())
    for name in ("partnership", "theme", "agency"):
        known = choices.filter(pl.col("filter") == name)["choice"].to_list()
        unknown = [value for value in getattr(filters, name) if value not in known]
        if unknown:
            raise NotFoundError(f"The lake has no {name} '{unknown[0]}'. It has: {'; '.join(known) or 'none'}.")


@app.command()
def export(
    table: Annotated[Table, typer.Argument(help="What to export.")],
    kind: Annotated[Format, typer.Option("--format", help="How to write it.")] = Format.CSV,
    out: Annotated[Path | None, typer.Option(help="File to write; by default stdout.")] = None,
    as_at: Annotated[
        date | None,
        typer.Option("--as-at", parser=_day, metavar="DATE", help="Reading date; by default each plan's own."),
    ] = None,
    partnership: Annotated[list[str] | None, typer.Option(help="Only this partnership; may be repeated.")] = None,
    status: Annotated[list[Status] | None, typer.Option(help="Only this status; may be repeated.")] = None,
    theme: Annotated[list[str] | None, typer.Option(help="Only this theme id; may be repeated.")] = None,
    agency: Annotated[list[str] | None, typer.Option(help="Only this lead agency; may be repeated.")] = None,
    lake: Annotated[
        str | None, typer.Option("--lake", help="Folder of the lake, or a postgres: string with data_path.")
    ] = None,
) -> None:
    """Export the actions that the filters leave, one row each."""
    filters = Filters(
        partnership=partnership or [], status=status or [], theme=theme or [], agency=agency or [], as_at=as_at
    )
    try:
        copy = working.of(lake or Settings.from_environment().lake, create=False)
        _check_choices(copy, filters)
        rows = run(table.value, LimitParams(**filters.model_dump(), limit=None), on=copy.connection())
        content = written(rows, kind)
        if out is None:
            sys.stdout.buffer.write(content)
            sys.stdout.flush()
        else:
            _write(out, content)
    except (FollowthroughError, ValidationError) as error:
        _fail(str(error))


def _write(out: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    part = out.with_name(out.name + ".part")
    try:
        part.write_bytes(content)
        part.replace(out)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise NotFoundError(f"{out} cannot be written: {error.strerror}. Choose another file with --out.") from error


_BEGIN, _END = "<!-- queries: begin -->", "<!-- queries: end -->"


def renewed_readme(text: str) -> str:
    """The README with its list of queries made anew from the files of queries/."""
    before, rest = text.split(_BEGIN, 1)
    _, after = rest.split(_END, 1)
    rows = ["| query | question | definition | caveat |", "|---|---|---|---|"]
    rows += [f"| `{query.name}` | {query.question} | {query.definition} | {query.caveat} |" for query in specs()]
    return f"{before}{_BEGIN}\n\n" + "\n".join(rows) + f"\n\n{_END}{after}"


@app.command()
def readme() -> None:
    """Renew the list of queries in README.md."""
    path = ROOT / "README.md"
    path.write_text(renewed_readme(path.read_text(encoding="utf-8")), encoding="utf-8")
    typer.echo("wrote README.md")


if __name__ == "__main__":
    app()
