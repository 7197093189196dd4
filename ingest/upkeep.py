"""The commands that look after a lake: verify, backup, restore, rebuild, tidy, moved."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ingest.console import LakeOption, fail, messages, open_lake, uri_of
from ingest.keep import backup as copies
from ingest.keep import reread as again
from ingest.keep.identity import rename
from ingest.keep.listing import documents
from ingest.keep.rebuild import Outcome, Rebuilt, rebuild
from ingest.keep.store import revert
from ingest.keep.verify import verify
from schema.errors import FollowthroughError

app = typer.Typer()


@app.command("verify")
def verify_lake(lake: LakeOption = None) -> None:
    """Look at every row, file, original and correction of a lake; say what is wrong and which command mends it."""
    try:
        with open_lake(lake) as opened:
            found = verify(opened)
    except FollowthroughError as error:
        fail(str(error))
    for problem in found.problems:
        typer.echo(f"{problem.says} Mend it: {problem.mend}")
    counted = f"{found.documents} documents, {found.actions} actions, {found.files} files of rows, {found.originals} originals"
    typer.echo(f"{'All is well' if not found.problems else f'{len(found.problems)} problems'}: {counted}.")
    raise typer.Exit(int(bool(found.problems)))


@app.command("rename")
def rename_plan(
    plan_id: Annotated[str, typer.Argument(help="Id of the plan: `python -m ingest list --json` shows it.")],
    plan: Annotated[str | None, typer.Option(help="What the plan is to be called.")] = None,
    partnership: Annotated[str | None, typer.Option(help="Whose plan it is.")] = None,
    lake: LakeOption = None,
) -> None:
    """Give a plan another name or partnership; its versions, answers and corrections stay with it."""
    try:
        with open_lake(lake) as opened:
            named = rename(opened, plan_id, partnership, plan)
    except FollowthroughError as error:
        fail(str(error))
    typer.echo(f"{plan_id} is now {named}.")


@app.command("reread")
def reread_documents(
    ids: Annotated[list[str] | None, typer.Argument(metavar="DOCUMENT_ID...", help="Documents to read again.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="All that an older reader or older lists read.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show what would change; store nothing.")] = False,
    lake: LakeOption = None,
) -> None:
    """Read stored documents again by today's reader and lists, with their corrections, and show what changes."""
    refused = 0
    try:
        with open_lake(lake) as opened:
            if bool(ids) == everything:
                fail("Say which documents to read again: their ids, or --all.")
            chosen = ids or again.read_by_older(opened)
            if not chosen:
                typer.echo(f"Today's reader and lists read all {documents(opened).height} documents.")
            for found in again.reread(opened, chosen):
                refused += bool(found.refusal)
                _say_reread(found, is_stored=not diff)
                if not diff:
                    again.put(opened, found)
    except FollowthroughError as error:
        fail(str(error))
    raise typer.Exit(int(bool(refused)))


def _say_reread(found: again.Reread, *, is_stored: bool) -> None:
    if found.refusal:
        messages.print(f"{found.name}: {found.refusal}", markup=False)
        return
    for change in found.changes:
        typer.echo(f"{found.document_id}  {change.place}: {change.what}: '{change.before}' -> '{change.after}'")
    lost = f", {found.lost_corrections} corrections no longer hold" if found.lost_corrections else ""
    typer.echo(
        f"{found.document_id}  {found.name}: {len(found.changes)} changes{lost}; {'stored' if is_stored else 'not stored'}."
    )


@app.command("backup")
def back_up_lake(
    folder: Annotated[Path, typer.Argument(help="A new folder for the backup.")], lake: LakeOption = None
) -> None:
    """Copy the whole lake into a new folder, as it stands at one moment; others may go on writing."""
    try:
        with open_lake(lake) as opened:
            copied = copies.back_up(opened, folder)
            wrong = [problem for problem in verify(opened).problems if not problem.is_of_rows]
    except FollowthroughError as error:
        fail(str(error))
    typer.echo(f"Backed up {_counted(copied)} to {folder}.")
    for problem in wrong:
        messages.print(f"The backup is not whole: {problem.says} Mend it: {problem.mend}", markup=False)
    raise typer.Exit(int(bool(wrong)))


def _counted(copied: dict[str, int]) -> str:
    return f"{copied['documents']} documents with {copied['actions']} actions and {copied['originals']} originals"


@app.command()
def restore(
    what: Annotated[str, typer.Argument(metavar="FOLDER|DOCUMENT_ID", help="A backup, or with --snapshot a document.")],
    snapshot: Annotated[
        int | None, typer.Option(help="Put one document back as it stood then: the number that `remove` printed.")
    ] = None,
    lake: LakeOption = None,
) -> None:
    """Bring a backup back into an empty or new lake; or with --snapshot one document as it stood at an earlier snapshot."""
    try:
        if snapshot is None:
            copies.check(Path(what))
            with open_lake(lake, create=True) as opened:
                typer.echo(f"Brought back {_counted(copies.bring_back(Path(what), opened))} from {what}.")
            return
        with open_lake(lake) as opened:
            actions = revert(opened, what, snapshot)
    except FollowthroughError as error:
        fail(str(error))
    typer.echo(f"{what} stands as at snapshot {snapshot}, with {actions} actions.")


@app.command("rebuild")
def rebuild_documents(
    documents: Annotated[
        list[str] | None, typer.Argument(metavar="[DOCUMENT_ID]...", help="By default all that `verify` finds.")
    ] = None,
    give_up: Annotated[
        list[str] | None,
        typer.Option("--give-up", metavar="DOCUMENT_ID", help="Take out a damaged document without an original."),
    ] = None,
    lake: LakeOption = None,
) -> None:
    """Read damaged or missing documents again from their kept originals, with their corrections: all of them or none."""
    try:
        with open_lake(lake) as opened:
            done = rebuild(opened, documents or (), give_up or ())
    except FollowthroughError as error:
        fail(str(error))
    for one in done.rebuilt:
        typer.echo(
            f"{one.document_id} was read again: {one.actions} actions, {one.corrections} corrections.{_lost(one)}"
        )
    for document_id in done.taken_out:
        typer.echo(f"{document_id} was taken out: it was damaged and its original is not kept.")
    if done.remade:
        typer.echo(f"Made anew with what could be read of them: {', '.join(done.remade)}.")
    for sentence in done.refused:
        messages.print(sentence, markup=False)
    typer.echo(f"{len(done.rebuilt)} documents rebuilt." if done != Outcome() else "Nothing to rebuild.")
    raise typer.Exit(int(bool(done.refused)))


def _lost(one: Rebuilt) -> str:
    """What could not be brought back of a document."""
    said = {-1: " Its corrections could not be read and are lost.", 0: ""}
    lost = said.get(one.lost_corrections, f" {one.lost_corrections} corrections no longer hold.")
    whose = " Whose plan it is and what it is called could not be read: say it again on 'Add a plan'."
    return lost + (whose if one.is_whose_lost else "")


@app.command("tidy")
def tidy_lake(
    keep_days: Annotated[
        int,
        typer.Option(
            min=0, help="Days for which earlier snapshots are kept, so that what was removed can be restored."
        ),
    ] = 90,
    lake: LakeOption = None,
) -> None:
    """Merge small files, forget old snapshots, delete files that no snapshot knows. What is in view stays as it is."""
    try:
        with open_lake(lake) as opened:
            done = copies.tidy(opened, keep_days)
    except FollowthroughError as error:
        fail(str(error))
    typer.echo(f"Merged {done['merged']} files, forgot {done['forgotten']} snapshots, deleted {done['deleted']} files.")


@app.command()
def moved(lake: LakeOption = None) -> None:
    """Say that the files of a lake in PostgreSQL now lie where --lake's data_path says."""
    try:
        files = copies.say_moved(uri_of(lake))
    except FollowthroughError as error:
        fail(str(error))
    typer.echo(f"From now on the lake's files are read where they lie now; {files} were found there.")
