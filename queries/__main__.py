"""`python -m queries`: export what the dashboard shows."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import polars as pl
import typer
from pydantic import ValidationError
from rich.console import Console

from queries import working
from queries.asked import ChangesAsked, Limited
from queries.catalogue import QUERIES
from queries.changed import CHANGES
from queries.export import MOST_IN_A_CELL, Format, csv_parts, metadata, texts_cut, written
from queries.feed import atom
from queries.lists import ACTIONS
from queries.paper.choice import Choice, PaperPart
from queries.paper.contents import paper as contents
from queries.paper.pdf import pdf
from queries.paper.word import word
from queries.sources import CHOICES, ids_named
from schema.errors import FollowthroughError, NotFoundError
from schema.filters import Filters
from schema.settings import ROOT, Settings
from schema.vocabulary import AgencyKind, ChangeKind, PlanKind, Scope, Status, Timeliness

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


def _by_id(copy: working.Copy, filters: Filters) -> Filters:
    """The filters with partnerships, plans, themes and agencies by their ids.

    Raises:
        NotFoundError: for one that the lake does not have.
    """
    choices = CHOICES.frame(on=copy)
    found: dict[str, list[str]] = {}
    for name in ("partnership", "plan", "theme", "agency"):
        labels = dict(choices.filter(pl.col("filter") == name).select("choice", "label").iter_rows())
        found[name] = [one for value in getattr(filters, name) for one in _ids(name, value, labels)]
    return filters.model_copy(update=found)


def _ids(name: str, value: str, labels: dict[str, str]) -> list[str]:
    ids = ids_named(value, labels)
    if not ids:
        known = "; ".join(labels.values() if name == "plan" else labels)
        raise NotFoundError(f"The lake has no {name} '{value}'. It has: {known or 'none'}.")
    return ids


# What several commands take.
AsAt = Annotated[
    date | None,
    typer.Option("--as-at", parser=_day, metavar="DATE", help="Reading date; by default each plan's own."),
]
LakeUri = Annotated[
    str | None, typer.Option("--lake", help="Folder of the lake, or a postgres: string with data_path.")
]
Themes = Annotated[list[str] | None, typer.Option(metavar="ID", help="Only this theme, by its id; may be repeated.")]
Names = Annotated[list[str] | None, typer.Option(metavar="NAME", help="Only this one; may be repeated.")]


@app.command()
def export(
    table: Annotated[Table, typer.Argument(help="What to export.")],
    kind: Annotated[Format, typer.Option("--format", help="How to write it.")] = Format.CSV,
    out: Annotated[
        Path | None,
        typer.Option(
            help="File to write; by default stdout. Beside a CSV file goes FILE-metadata.json: what it holds."
        ),
    ] = None,
    as_at: AsAt = None,
    partnership: Names = None,
    plan: Names = None,
    theme: Themes = None,
    agency: Names = None,
    status: Annotated[list[Status] | None, typer.Option(help="Only this status; may be repeated.")] = None,
    timeliness: Annotated[list[Timeliness] | None, typer.Option(help="Only this timeliness; may be repeated.")] = None,
    plan_kind: Annotated[list[PlanKind] | None, typer.Option("--kind", help="Only plans of this kind.")] = None,
    sector: Annotated[
        list[AgencyKind] | None, typer.Option(help="Only actions led by this kind of agency; may be repeated.")
    ] = None,
    scope: Annotated[list[Scope] | None, typer.Option(help="Only this scope; may be repeated.")] = None,
    due_from: Annotated[
        date | None, typer.Option("--due-from", parser=_day, metavar="DATE", help="Latest target on or after this day.")
    ] = None,
    due_to: Annotated[
        date | None, typer.Option("--due-to", parser=_day, metavar="DATE", help="Latest target on or before this day.")
    ] = None,
    search: Annotated[str | None, typer.Option(help="Only actions whose texts hold all of these words.")] = None,
    lake: LakeUri = None,
) -> None:
    """Export the actions that the filters leave, one row each. The filters are those of the dashboard's pages."""
    try:
        filters = Filters(
            partnership=partnership or [], plan=plan or [], theme=theme or [], agency=agency or [], status=status or [],
            timeliness=timeliness or [], kind=plan_kind or [], sector=sector or [], scope=scope or [], due_from=due_from, due_to=due_to,
            search=search, as_at=as_at,
        )  # fmt: skip
        copy = working.of(lake or Settings.from_environment().lake, create=False).newest()
        filters = _by_id(copy, filters)
        parts = csv_parts(filters, copy) if kind is Format.CSV else _whole(kind, filters, copy)
        if out is None:
            for part in parts:
                sys.stdout.buffer.write(part)
            sys.stdout.flush()
            return
        _write(out, parts)
        if kind is Format.CSV:
            _write(out.with_name(f"{out.name}-metadata.json"), [metadata(out.name, filters, copy)])
    except ValidationError as error:
        _fail(str(error.errors()[0]["msg"]).removeprefix("Value error, "))
    except FollowthroughError as error:
        _fail(str(error))


class ChangesAs(StrEnum):
    """How changes are written."""

    CSV = "csv"
    JSON = "json"
    ATOM = "atom"


@app.command()
def changes(
    since: Annotated[
        date | None,
        typer.Option("--since", parser=_day, metavar="DATE", help="By default each plan's version before its newest."),
    ] = None,
    kind: Annotated[ChangesAs, typer.Option("--format", help="How to write it.")] = ChangesAs.CSV,
    out: Annotated[Path | None, typer.Option(help="File to write; by default stdout.")] = None,
    own_address: Annotated[
        str, typer.Option("--self", metavar="URL", help="Of a feed: the address at which it will stand.")
    ] = "",
    as_at: AsAt = None,
    partnership: Names = None,
    plan: Names = None,
    change: Annotated[list[ChangeKind] | None, typer.Option(help="Only this kind of change; may be repeated.")] = None,
    lake: LakeUri = None,
) -> None:
    """Say what changed: completed, reopened, newly overdue, moved, new, dropped. An Atom feed can be subscribed to."""
    try:
        copy = working.of(lake or Settings.from_environment().lake, create=False).newest()
        filters = _by_id(copy, Filters(partnership=partnership or [], plan=plan or [], as_at=as_at))
        asked = ChangesAsked(filters=filters, since=since, change=change)
        if kind is ChangesAs.ATOM:
            content = atom(CHANGES.rows(asked, on=copy), filters.partnership, own_address)
        else:
            content = written(CHANGES.frame(asked, on=copy), Format(kind.value))
        if out is None:
            sys.stdout.buffer.write(content)
            sys.stdout.flush()
        else:
            _write(out, [content])
    except FollowthroughError as error:
        _fail(str(error))


@app.command()
def paper(
    out: Annotated[Path, typer.Option(help="File to write: FILE.pdf (tagged) or FILE.docx.")],
    as_at: AsAt = None,
    since: Annotated[
        date | None,
        typer.Option("--since", parser=_day, metavar="DATE", help="What changed since; by default the version before."),
    ] = None,
    part: Annotated[
        list[PaperPart] | None, typer.Option(help="Only this part; may be repeated, in the order wanted.")
    ] = None,
    partnership: Names = None,
    plan: Names = None,
    theme: Themes = None,
    agency: Names = None,
    lake: LakeUri = None,
) -> None:
    """Write a paper for a meeting: verdict, figures, what is overdue, due and changed, sources and definitions."""
    write = {".pdf": pdf, ".docx": word}.get(out.suffix.lower())
    if write is None:
        _fail(f"{out} is neither a PDF nor a Word file. Name it FILE.pdf or FILE.docx.")
    try:
        copy = working.of(lake or Settings.from_environment().lake, create=False).newest()
        given = Filters(
            partnership=partnership or [], plan=plan or [], theme=theme or [], agency=agency or [], as_at=as_at
        )
        choice = Choice(parts=tuple(part or PaperPart), since=since)
        _write(out, [write(contents(copy, _by_id(copy, given), choice))])
    except FollowthroughError as error:
        _fail(str(error))


def _whole(kind: Format, filters: Filters, copy: working.Copy) -> list[bytes]:
    """All rows in a format that is written in one piece."""
    rows = ACTIONS.frame(Limited(filters=filters), on=copy)
    _say_cut(rows, kind)
    return [written(rows, kind)]


def _say_cut(rows: pl.DataFrame, kind: Format) -> None:
    """Say so where a workbook cannot hold all of a text."""
    cut = texts_cut(rows) if kind is Format.XLSX else 0
    if cut:
        _messages.print(
            f"{cut:,} texts are longer than a cell of a workbook can hold ({MOST_IN_A_CELL:,} characters) and are cut, which each "
            "says at its end. Use --format csv, json or parquet for the whole texts.",
            markup=False,
        )


def _write(out: Path, parts: Iterable[bytes]) -> None:
    """Write a file whole or not at all."""
    part = out.with_name(out.name + ".part")
    try:
        with part.open("wb") as file:
            for content in parts:
                file.write(content)
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
    rows += [
        f"| `{query.name}` | {query.told.question} | {query.told.definition} | {query.told.caveat} |"
        for query in QUERIES
    ]
    return f"{before}{_BEGIN}\n\n" + "\n".join(rows) + f"\n\n{_END}{after}"


@app.command()
def readme() -> None:
    """Renew the list of queries in README.md."""
    path = ROOT / "README.md"
    path.write_text(renewed_readme(path.read_text(encoding="utf-8")), encoding="utf-8")
    typer.echo("wrote README.md")


if __name__ == "__main__":
    app()
