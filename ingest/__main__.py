"""`python -m ingest`: add, check, list and remove plans."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.progress import track

from ingest.about import Supplied
from ingest.plan import Plan, parse
from ingest.read import read_bytes
from ingest.store import documents, remove, rows_of, store
from schema.errors import FollowthroughError
from schema.export import EXPORT_COLUMNS, to_csv
from schema.lake import Lake
from schema.settings import ROOT, Settings
from schema.sql import named_statements
from schema.vocabulary import PlanKind, Severity
from schema.working_copy import from_rows

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Read action plans into the lake.",
)
_messages = Console(stderr=True, soft_wrap=True, highlight=False)

Files = Annotated[
    list[Path],
    typer.Argument(metavar="FILE...", help="Plans: PDF, Word, Excel, OpenDocument, web page, Markdown, CSV or text."),
]
LakeOption = Annotated[
    str | None, typer.Option("--lake", help="Folder of the lake, or a postgres: connection string with data_path.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"'{text}' is not a date. Write it as 2024-01-31.") from error


Partnership = Annotated[str | None, typer.Option(help="Whose plan it is, if the document does not say.")]
PlanName = Annotated[str | None, typer.Option("--plan", help="Name of the plan; by default its title.")]
AsAt = Annotated[date | None, typer.Option("--as-at", parser=_day, metavar="DATE", help="Date the plan speaks of.")]
Kind = Annotated[PlanKind | None, typer.Option(help="Kind of plan, if the document does not show it.")]


def _fail(message: str) -> NoReturn:
    _messages.print(message, markup=False)
    raise typer.Exit(1)


def _open(uri: str | None, *, create: bool = False) -> Lake:
    return Lake(uri or Settings.from_environment().lake, create=create)


def _watched(files: list[Path]) -> Iterator[Path]:
    """The files one by one, with a progress bar on a terminal."""
    if _messages.is_terminal and len(files) > 0:
        yield from track(files, description="Reading", console=_messages, transient=True)
    else:
        yield from files


def _each(files: list[Path], work: Callable[[Path], dict[str, Any]]) -> list[dict[str, Any]]:
    """What became of each file; one that is refused does not stop the others."""
    results = []
    for path in _watched(files):
        try:
            results.append({"file": str(path), **work(path)})
        except FollowthroughError as error:
            results.append({"file": str(path), "result": "refused", "message": str(error)})
    return results


def _summary(plan: Plan, is_new: bool) -> dict[str, Any]:
    document = plan.document
    if not is_new:  # what was supplied this time was not stored, so it is not shown
        message = "already in the lake; nothing was changed"
        return {"result": "unchanged", "document_id": document.document_id, "message": message}
    return {
        "result": "added",
        "document_id": document.document_id,
        "partnership": plan.partnership.partnership,
        "plan": document.plan,
        "kind": document.kind.value,
        "as_at": document.as_at.isoformat() if document.as_at else None,
        "as_at_basis": document.as_at_basis.value,
        "actions": len(plan.actions),
        "findings": [finding.model_dump(mode="json") for finding in plan.findings],
    }


def _say(result: dict[str, Any]) -> None:
    """One line to a person about one file."""
    if result["result"] == "refused":
        _messages.print(f"Refused: {result['message']}", markup=False)
    elif result["result"] == "unchanged":
        typer.echo(f"{result['file']}: already in the lake as {result['document_id']}; nothing was changed.")
    else:
        typer.echo(
            f"{result['file']}: added {result['actions']} actions of {result['partnership']}, {result['plan']}, "
            f"as {result['document_id']} with {len(result['findings'])} findings."
        )


@app.command()
def add(
    files: Files,
    partnership: Partnership = None,
    plan: PlanName = None,
    as_at: AsAt = None,
    kind: Kind = None,
    lake: LakeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read plans and store them: each in one transaction, all of its rows or none."""
    supplied = Supplied(partnership, plan, as_at, kind)
    try:
        with _open(lake, create=True) as opened:

            def work(path: Path) -> dict[str, Any]:
                read = parse(read_bytes(path), path.name, supplied)
                return _summary(read, store(opened, read).is_new)

            results = _each(files, work)
    except FollowthroughError as error:
        _fail(str(error))
    if as_json:
        typer.echo(json.dumps(results, indent=2))
    for result in results:
        if not as_json or result["result"] == "refused":
            _say(result)
    raise typer.Exit(int(any(result["result"] == "refused" for result in results)))


@app.command()
def check(
    files: Files, partnership: Partnership = None, plan: PlanName = None, as_at: AsAt = None, kind: Kind = None
) -> None:
    """Show the rows that plans would give, as CSV on stdout; findings on stderr. Stores nothing."""
    supplied = Supplied(partnership, plan, as_at, kind)
    refused = False
    is_first = True
    for path in _watched(files):
        try:
            read = parse(read_bytes(path), path.name, supplied)
        except FollowthroughError as error:
            _messages.print(f"Refused: {error}", markup=False)
            refused = True
            continue
        _print_rows(read, with_header=is_first)
        is_first = False
        for finding in read.findings:
            place = f"line {finding.line}: " if finding.line else ""
            severity = Severity(finding.severity).label
            _messages.print(
                f"{path.name}: {place}{severity}: {finding.message} {finding.text[:120]}".rstrip(), markup=False
            )
    raise typer.Exit(int(refused))


def _print_rows(plan: Plan, with_header: bool) -> None:
    con = from_rows(rows_of(plan))
    table = con.sql(named_statements(ROOT / "schema" / "export.sql")["export_all"]).pl().select(EXPORT_COLUMNS)
    con.close()
    content = to_csv(table)
    sys.stdout.buffer.write(content if with_header else content.split(b"\n", 1)[1])
    sys.stdout.flush()


@app.command("list")
def list_documents(lake: LakeOption = None, as_json: JsonOption = False) -> None:
    """List the documents of the lake."""
    try:
        with _open(lake) as opened:
            table = documents(opened)
    except FollowthroughError as error:
        _fail(str(error))
    if as_json:
        typer.echo(json.dumps(table.to_dicts(), indent=2, default=str))
        return
    for row in table.iter_rows(named=True):
        typer.echo(
            f"{row['document_id']}  {row['actions']:>4} actions  {row['as_at'] or 'date unknown'}  "
            f"{row['partnership']}: {row['plan']}  ({row['file_name']})"
        )
    if table.is_empty():
        typer.echo("The lake has no documents. Add one with `python -m ingest add FILE`.")


@app.command("remove")
def remove_document(document_id: str, lake: LakeOption = None) -> None:
    """Take a document out of the lake, and say which snapshot still holds it."""
    try:
        with _open(lake) as opened:
            before = remove(opened, document_id)
    except FollowthroughError as error:
        _fail(str(error))
    typer.echo(f"Removed {document_id}. Snapshot {before} still holds it.")


if __name__ == "__main__":
    app()
