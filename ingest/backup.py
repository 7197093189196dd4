"""A whole lake copied to another place and back, made smaller, or told where its files have been moved.

A backup is a lake in a folder: all rows of one snapshot, the originals and the unfinished uploads. It can be looked at
with `--lake FOLDER` like any other. Earlier snapshots are not in it.
"""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb

from ingest.originals import kept, write_whole
from schema.address import shown
from schema.errors import LakeError
from schema.lake import Lake, disk_full, insert_frame, is_full
from schema.salvage import Tables
from schema.settings import ROOT
from schema.sql import named_statements
from schema.tables import TABLES, Action, Document

_SQL = named_statements(ROOT / "ingest" / "backup.sql")
_ABOUT = "BACKUP.json"


def back_up(lake: Lake, folder: Path) -> dict[str, int]:
    """Copy a lake into a new folder, as it stands at one moment, while others go on writing.

    Returns:
        How many documents, actions and originals were copied.

    Raises:
        LakeError: if the folder is there already, cannot be written, or the lake has damaged files.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise LakeError(f"{folder} is there already. Name a new folder for each backup.")
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


def bring_back(folder: Path, lake: Lake) -> dict[str, int]:
    """Copy a backup into a lake that has no documents.

    Raises:
        LakeError: if the folder is no backup, or the lake has documents.
    """
    if not (folder / _ABOUT).is_file():
        raise LakeError(
            f"{folder} is no backup: it has no {_ABOUT}. Name the folder that `python -m ingest backup` made."
        )
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
            if tables[model].height:
                insert_frame(con, model, tables[model])
        con.execute(_SQL["give_shipped"], {"shipped": [name for names in shipped for name in names]})

    target.transact(work)
    return {"documents": tables[Document].height, "actions": tables[Action].height, "originals": originals}


def _copy_files(source: Lake, target: Lake) -> int:
    if source.folder is None or target.folder is None:
        return 0
    files = kept(source)
    for path in files:
        write_whole(target.folder / "originals" / path.name, path.read_bytes())
    uploads = source.folder / "uploads"
    if uploads.is_dir():
        shutil.copytree(
            uploads, target.folder / "uploads", dirs_exist_ok=True, ignore=shutil.ignore_patterns("writers")
        )
    return len(files)


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
    return {"merged": int(merged["files_processed"].sum()), "forgotten": forgotten.height, "deleted": deleted}


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
        files = [Path(str(path)) for model in TABLES for path in lake.read(_files(model.table))["data_file"]]
        missing = [path for path in files if not path.is_file()]
        if missing:
            raise LakeError(
                f"{len(missing)} of {len(files)} files are not there, {missing[0]} among them. Nothing was changed."
            )
        place = str(lake.folder).rstrip("/") + "/"
        lake.con.execute(_SQL["moved"], {"place": place})
    return len(files)


def _files(table: str) -> str:
    return named_statements(ROOT / "schema" / "rows.sql")[f"files_{table}"]
