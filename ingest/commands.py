"""The commands of `python -m ingest`: add, check, list and remove plans."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Annotated, Any, TypeVar

import polars as pl
import typer

from ingest import recipes
from ingest.apart.arms_length import Readers
from ingest.apart.unzip import files_of
from ingest.console import JsonOption, LakeOption, fail, messages, open_lake
from ingest.fields.colours import said_of
from ingest.keep.listing import listed
from ingest.keep.recipes import texts as kept_recipes
from ingest.keep.store import Stored, remove, rows_of, store, with_earlier_corrections
from ingest.plan.about import Supplied
from ingest.plan.tree import Plan
from ingest.read import read_bytes
from ingest.recipes import RecipeFiles, read_recipe
from schema.errors import FollowthroughError
from schema.export import EXPORT_COLUMNS, to_csv
from schema.lake import Lake
from schema.settings import ROOT, Limits
from schema.sql import named_statements
from schema.vocabulary import Colour, PlanKind, Severity, Status
from schema.working_copy import from_rows

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Read action plans into the lake.",
)
app.add_typer(recipes.app, name="recipe")

Files = Annotated[
    list[Path],
    typer.Argument(metavar="FILE...", help="Plans: PDF, Word, Excel, OpenDocument, web page, Markdown, CSV or text."),
]


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"'{text}' is not a date. Write it as 2024-01-31.") from error


Partnership = Annotated[str | None, typer.Option(help="Whose plan it is, if the document does not say.")]
PlanName = Annotated[str | None, typer.Option("--plan", help="Name of the plan; by default its title.")]
AsAt = Annotated[date | None, typer.Option("--as-at", parser=_day, metavar="DATE", help="Date the plan speaks of.")]
Published = Annotated[
    date | None,
    typer.Option("--published", parser=_day, metavar="DATE", help="Day it was published; some targets count from it."),
]
Kind = Annotated[PlanKind | None, typer.Option(help="Kind of plan, if the document does not show it.")]
ColourMeanings = Annotated[
    list[str] | None,
    typer.Option(
        "--colour",
        metavar="COLOUR=STATUS",
        help="What a rating colour means in this plan, such as blue=completed or purple=none; may be repeated.",
    ),
]


def _recipes(files: list[Path] | None) -> tuple[str, ...]:
    return tuple(read_recipe(path).as_toml() for path in files or ())


def _colours(given: list[str] | None) -> dict[str, str] | None:
    """What was said of colours, read from the command line."""
    said = dict(text.lower().partition("=")[::2] for text in given or ())
    try:
        said_of(said)
    except ValueError as error:
        raise typer.BadParameter(
            f"'{', '.join(given or ())}' does not say what a colour means. Write it as blue=completed; the colours are "
            f"{', '.join(Colour)}, the statuses {', '.join(Status)} and none."
        ) from error
    return said or None


@dataclass(frozen=True, slots=True)
class _Read:
    """What became of reading one file: its plan, or why it was refused."""

    path: Path
    name: str
    content: bytes = b""
    plan: Plan | None = None
    refusal: str = ""


def _read_all(files: list[Path], supplied: Supplied) -> Iterator[_Read]:
    """Every file, read at arm's length on all cores, in the order given; the files of a zip one by one.

    Args:
        files: where they are.
        supplied: what is said of all of them.
    """
    limits = Limits.from_environment()
    with Readers(limits) as readers:
        waiting = [entry for path in files for entry in _submitted(readers, path, supplied, limits)]
        for read, future in _watched(waiting):
            if future is None:
                yield read
                continue
            try:
                yield replace(read, plan=future.result())
            except FollowthroughError as error:
                yield replace(read, content=b"", refusal=str(error))


def _submitted(
    readers: Readers, path: Path, supplied: Supplied, limits: Limits
) -> Iterator[tuple[_Read, Future[Plan] | None]]:
    try:
        for name, content in files_of(read_bytes(path, limits), path.name, limits):
            yield _Read(path, name, content), readers.submit(content, name, supplied)
    except FollowthroughError as error:
        yield _Read(path, path.name, refusal=str(error)), None


T = TypeVar("T")


def _watched(waiting: list[T]) -> Iterator[T]:
    """What is waited for one by one, with a progress bar on a terminal."""
    if messages.is_terminal and waiting:
        from rich.progress import track  # noqa: PLC0415 (a thirtieth of a second, and only a terminal shows it)

        yield from track(waiting, description="Reading", console=messages, transient=True)
    else:
        yield from waiting


def _summary(plan: Plan, stored: Stored) -> dict[str, Any]:
    document = plan.document
    if not stored.is_new:  # what was supplied this time was not stored, so it is not shown
        rest = "its original was put back" if stored.is_put_back else "nothing was changed"
        message = f"already in the lake as {document.document_id}; {rest}"
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
        messages.print(f"Refused: {result['message']}", markup=False)
    elif result["result"] == "unchanged":
        typer.echo(f"{result['file']}: {result['message']}.")
    else:
        typer.echo(
            f"{result['file']}: added {result['actions']} actions of {result['partnership']}, {result['plan']}, "
            f"as {result['document_id']} with {len(result['findings'])} findings."
        )


def _stored(lake: Lake, read: _Read) -> dict[str, Any]:
    """Store what was read of a file; one that is refused does not stop the others."""
    file = str(read.path) if read.name == read.path.name else f"{read.path}: {read.name}"
    if read.plan is None:
        return {"file": file, "result": "refused", "message": read.refusal}
    try:
        plan, _ = with_earlier_corrections(lake, read.plan)
        return {"file": file, **_summary(plan, store(lake, plan, read.content))}
    except FollowthroughError as error:
        return {"file": file, "result": "refused", "message": str(error)}


@app.command()
def add(  # noqa: PLR0913, PLR0917 (each is an option of the command)
    files: Files,
    partnership: Partnership = None,
    plan: PlanName = None,
    as_at: AsAt = None,
    kind: Kind = None,
    published: Published = None,
    colour: ColourMeanings = None,
    recipe: RecipeFiles = None,
    lake: LakeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read plans and store them: each in one transaction, all of its rows or none."""
    supplied = Supplied(partnership, plan, as_at, kind, published, colours=_colours(colour))
    try:
        supplied = replace(supplied, recipes=_recipes(recipe))
        with open_lake(lake, create=True) as opened:
            supplied = replace(supplied, recipes=(*supplied.recipes, *kept_recipes(opened)))
            results = []
            for read in _read_all(files, supplied):
                _say_unused(read, is_given=bool(recipe))
                results.append(_stored(opened, read))
    except FollowthroughError as error:
        fail(str(error))
    if as_json:
        typer.echo(json.dumps(results, indent=2))
    for result in results:
        if not as_json or result["result"] == "refused":
            _say(result)
    raise typer.Exit(int(any(result["result"] == "refused" for result in results)))


@app.command()
def check(
    files: Files,
    partnership: Partnership = None,
    plan: PlanName = None,
    as_at: AsAt = None,
    kind: Kind = None,
    published: Published = None,
    colour: ColourMeanings = None,
    recipe: RecipeFiles = None,
) -> None:
    """Show the rows that plans would give, as CSV on stdout; findings on stderr. Stores nothing."""
    supplied = Supplied(partnership, plan, as_at, kind, published, colours=_colours(colour))
    refused = False
    is_first = True
    try:
        supplied = replace(supplied, recipes=_recipes(recipe))
        for read in _read_all(files, supplied):
            if read.plan is None:
                messages.print(f"Refused: {read.refusal}", markup=False)
                refused = True
                continue
            _say_unused(read, is_given=bool(recipe))
            _print_rows(read.plan, with_header=is_first)
            is_first = False
            _print_findings(read.plan, read.name)
    except FollowthroughError as error:
        fail(str(error))
    raise typer.Exit(int(refused))


def _say_unused(read: _Read, *, is_given: bool) -> None:
    """Say so where a recipe was given and fits nothing: the document was read by its own words."""
    used = read.plan is None or any(finding.code == "read_by_recipe" for finding in read.plan.findings)
    if is_given and not used:
        messages.print(
            f"{read.name}: the recipe fits no table of it, so it was read without. Compare the recipe's header with the document's.",
            markup=False,
        )


def _print_findings(plan: Plan, name: str) -> None:
    for finding in plan.findings:
        page = f"page {finding.page}, " if finding.page else ""
        place = f"{page}line {finding.line}: " if finding.line else ""
        severity = Severity(finding.severity).label
        messages.print(f"{name}: {place}{severity}: {finding.message} {finding.text[:120]}".rstrip(), markup=False)


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
        with open_lake(lake) as opened:
            table, lost = listed(opened)
    except FollowthroughError as error:
        fail(str(error))
    if as_json:
        typer.echo(json.dumps(table.to_dicts(), indent=2, default=str))
    else:
        _say_documents(table)
    if lost:
        fail(f"Damaged, so not listed: {', '.join(lost)}. `python -m ingest verify` says what mends them.")


def _say_documents(table: pl.DataFrame) -> None:
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
        with open_lake(lake) as opened:
            before = remove(opened, document_id)
    except FollowthroughError as error:
        fail(str(error))
    typer.echo(
        f"Removed {document_id}. Snapshot {before} still holds it: "
        f"`python -m ingest restore {document_id} --snapshot {before}` brings it back."
    )
