"""A whole lake copied to another place and back, made smaller, or told where its files have been moved.

A backup is a lake in a folder: all rows of one snapshot, the originals and the unfinished uploads. It can be looked at
with `--lake FOLDER` like any other. Earlier snapshots are not in it.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb

from ingest.keep.originals import kept, write_whole
from ingest.keep.rebuild import insert_by_document
from ingest.keep.verify import verify
from schema.address import shown
from schema.errors import LakeError
from schema.lake import Lake, disk_full, is_full, statement
from schema.salvage import Tables
from schema.settings import ROOT
from schema.sql import named_statements
from schema.tables import TABLES, Action, Document

_SQL = named_statements(ROOT / "ingest" / "keep" / "backup.sql")
_ABOUT = "BACKUP.json"


def back_up(lake: Lake, folder: Path) -> dict[str, int]:
    """Copy a lake into a new folder, as it stands at one moment, while others go on writing.

    Returns:
        How many documents, actions and originals were copied.

    Raises:
        LakeError: if the folder is there already, cannot be written, or the lake has damaged files.
    """
    folder = folder.resolve()
    _see_that_it_can_be_made(lake, folder)
    snapshot, found = lake.everything()
    if found.damaged:
        raise LakeError(
            "The lake has damaged files, so a backup would not be whole. `python -m ingest verify` says which, and "
            "`python -m ingest rebuild` mends them."
        )
    part = folder.with_name(f".part-{folder.name}")
    shutil.rmtree(part, ignore_errors=True)
    try:
        with Lake(str(part)) as copy:
            copied = _copy(lake, copy, found.tables)
        about = {"made_at": datetime.now(UTC).isoformat(), "lake": shown(lake.uri), "snapshot": snapshot, **copied}
        write_whole(part / _ABOUT, json.dumps(about, indent=2).encode())
        shutil.rmtree(part / "writers", ignore_errors=True)
        if folder.exists():
            folder.rmdir()
        part.rename(folder)
    except OSError as error:
        raise LakeError(
            disk_full(str(folder)) if is_full(error) else f"{folder} cannot be written: {error.strerror}."
        ) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return copied


def _see_that_it_can_be_made(lake: Lake, folder: Path) -> None:
    if lake.folder is not None and lake.folder.resolve() in (folder, *folder.parents):
        raise LakeError(f"{folder} lies in the lake itself. Name a folder elsewhere, best on another disk.")
    if not folder.parent.is_dir():
        raise LakeError(f"There is no folder {folder.parent}. Make it, or see whether its disk is mounted.")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise LakeError(f"{folder} is there already. Name a new folder for each backup.")


def check(folder: Path) -> None:
    """See that a folder is a whole backup.

    Raises:
        LakeError: if it is none, or something in it is damaged or missing.
    """
    if not (folder / _ABOUT).is_file():
        raise LakeError(
            f"{folder} is no backup: it has no {_ABOUT}. Name the folder that `python -m ingest backup` made."
        )
    with Lake(str(folder), create=False) as backup:
        found = verify(backup)
    told = json.loads((folder / _ABOUT).read_text("utf-8"))
    is_short = (found.documents, found.actions) != (told["documents"], told["actions"])
    wrong = [problem.says for problem in found.problems if problem.is_of_rows]
    if is_short or wrong:
        raise LakeError(
            f"The backup {folder} is not whole: {wrong[0] if wrong else 'documents are missing.'} Mend it with "
            f"`python -m ingest rebuild --lake {folder}`, or bring an earlier one back."
        )


def bring_back(folder: Path, lake: Lake) -> dict[str, int]:
    """Copy a backup into a lake that has no documents.

    Raises:
        LakeError: if the folder is no whole backup, or the lake has documents.
    """
    check(folder)
    if not lake.table(Document).is_empty():
        raise LakeError(
            f"The lake at {shown(lake.uri)} has documents, which a backup would mix with. Name an empty or new one with --lake."
        )
    with Lake(str(folder), create=False) as backup:
        return _copy(backup, lake, backup.everything()[1].tables)


def _copy(source: Lake, target: Lake, tables: Tables) -> dict[str, int]:
    """All rows in one transaction, after the originals and unfinished uploads that they may need."""
    originals = _copy_files(source, target)
    shipped = source.read(_SQL["shipped"])["shipped"].to_list()

    def work(con: duckdb.DuckDBPyConnection) -> None:
        for model in TABLES:
            con.execute(statement(f"empty_{model.table}"))  # what removed documents left in tables that all share
            insert_by_document(con, model, tables[model])
        con.execute(_SQL["give_shipped"], {"shipped": [name for names in shipped for name in names]})

    target.transact(work)
    return {"documents": tables[Document].height, "actions": tables[Action].height, "originals": originals}


def _copy_files(source: Lake, target: Lake) -> int:
    if source.folder is None or target.folder is None:
        return 0
    copied = sum(_copied(path, target.folder / "originals" / path.name) for path in kept(source))
    for path in sorted((source.folder / "uploads").glob("*/*")):
        if path.is_file() and not path.name.startswith("."):
            _copied(path, target.folder / "uploads" / path.parent.name / path.name)
    return copied


def _copied(path: Path, to: Path) -> bool:
    """Whether a file was copied: one that was stored or discarded meanwhile is no longer there."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise LakeError(f"{path} cannot be read: {error.strerror}. See who may read it.") from error
    write_whole(to, content)
    return True


def tidy(lake: Lake, keep_days: int) -> dict[str, int]:
    """Merge small files, forget snapshots older than so many days, and delete files that no snapshot knows any more.

    What is in view stays as it is. A document removed longer ago than that can no longer be brought back. Files of the
    last day are left alone: another writer may be about to use them.

    Returns:
        How many files were merged, snapshots forgotten and files deleted.
    """
    before = datetime.now(UTC) - timedelta(days=keep_days)
    unused = datetime.now(UTC) - timedelta(days=max(keep_days, 1))
    merged = lake.read(_SQL["merge"])
    forgotten = lake.read(_SQL["forget"], {"before": before})
    deleted = (
        lake.read(_SQL["delete"], {"before": unused}).height + lake.read(_SQL["orphans"], {"before": unused}).height
    )
    deleted += _without_document(lake, unused)
    return {"merged": int(merged["files_processed"].sum()), "forgotten": forgotten.height, "deleted": deleted}


def _without_document(lake: Lake, before: datetime) -> int:
    """Delete the originals, older than that, of documents that no snapshot holds any more; how many these were."""
    first, last = lake.read(_SQL["snapshots"]).row(0)
    removed: Iterable[str] = (
        lake.read(_SQL["removed"], {"first": first + 1, "last": last})["sha256"] if first < last else []
    )
    held = {*lake.table(Document)["sha256"].to_list(), *removed}  # what went after the first that is kept stands in it
    old = [path for path in kept(lake) if path.name not in held and path.stat().st_mtime < before.timestamp()]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def say_moved(uri: str) -> int:
    """Say once and for all that the files of a lake with its catalogue in PostgreSQL lie where its address says.

    Returns:
        How many files were found there.

    Raises:
        LakeError: if a file is not there: then nothing is changed.
    """
    if not uri.startswith(("postgres:", "postgresql:")):
        raise LakeError(
            "A lake in a folder can be moved as it is: name its new place with --lake or FOLLOWTHROUGH_LAKE."
        )
    with Lake(uri, create=False, is_moved=True) as lake:
        files = [Path(path) for model in TABLES for path in lake.files(model.table)]
        missing = [path for path in files if not path.is_file()]
        if missing:
            raise LakeError(
                f"{len(missing)} of {len(files)} files are not there, {missing[0]} among them. Nothing was changed."
            )
        place = str(lake.folder).rstrip("/") + "/"
        lake.con.execute(_SQL["moved"], {"place": place})
    return len(files)
