"""Where a lake is: read from a folder or a `postgres:` connection string, and what is to be seen there before it is opened."""

from __future__ import annotations

import atexit
import os
import re
import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from schema.errors import LakeError

_DATA_PATH = re.compile(r"(?:^|\s)data_path\s*=\s*(?:'([^']*)'|(\S+))")
_PASSWORD = re.compile(r"(password\s*=\s*)('[^']*'|[^\s\"']+)", re.IGNORECASE)


def shown(text: str) -> str:
    """A lake's address, or an error that quotes it, as it may be shown: without a password."""
    return _PASSWORD.sub(r"\1***", text)


def quoted(text: str) -> str:
    """A text as a literal of SQL, for the one statement that takes no parameters."""
    return "'" + text.replace("'", "''") + "'"


@dataclass(frozen=True, slots=True)
class Address:
    """Where a lake's catalogue and files are, and which extensions it needs."""

    catalogue: str
    data_path: str
    extensions: tuple[str, ...]
    is_folder: bool
    is_moved: bool = False
    """Whether its files may be elsewhere than where the lake was made."""

    @property
    def folder(self) -> Path | None:
        """Where a lake keeps what is no table, such as original files; None where its files are on object storage."""
        if "://" in self.data_path:
            return None
        path = Path(self.data_path)
        return path.parent if self.is_folder else path

    @property
    def file(self) -> Path:
        """The catalogue of a folder's lake."""
        return Path(self.catalogue.split(":", 1)[1])

    @property
    def holds_files(self) -> bool:
        """Whether there are rows or originals: then a catalogue that knows of none was lost."""
        if self.folder is None:
            return False
        found = (*Path(self.data_path).rglob("*.parquet"), *(self.folder / "originals").glob("*"))
        return any(path.is_file() for path in found)


def lost_catalogue(place: str) -> str:
    """What is said of files without their catalogue: never that the lake is empty."""
    return (
        f"The lake at {place} has lost its catalogue: its files are there, but it is missing or empty. Put back the "
        "catalogue of this same folder, if a copy of the disk has it; else bring a backup back into a new folder: "
        "`python -m ingest restore FOLDER --lake URI`."
    )


def cannot_be_written(address: Address) -> bool:
    """Whether a folder's lake lies where nothing can be written."""
    if not address.is_folder or not address.file.exists():
        return False
    return not (os.access(address.file, os.W_OK) and os.access(address.file.parent, os.W_OK))


def copied(address: Address) -> Address:
    """The same lake by a copy of its catalogue, which SQLite can open though the original cannot be written beside."""
    source = address.file
    place = Path(tempfile.mkdtemp(prefix="followthrough-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    for name in (source.name, f"{source.name}-wal"):
        if (source.parent / name).exists():
            shutil.copyfile(source.parent / name, place / name)
    return replace(address, catalogue=f"sqlite:{place / source.name}")


def address_of(uri: str, create: bool) -> Address:
    """A lake's address, read from what a person gives."""
    if uri.startswith(("postgres:", "postgresql:")):
        return _postgres_address(uri.split(":", 1)[1])
    folder = Path(uri).resolve()
    if folder.exists() and not folder.is_dir():
        raise LakeError(f"The lake at {uri} is a file. Give a folder with --lake or FOLLOWTHROUGH_LAKE.")
    catalogue = folder / "catalogue.sqlite"
    address = Address(f"sqlite:{catalogue}", str(folder / "rows") + "/", ("sqlite_scanner", "ducklake"), True, True)
    is_lost = not catalogue.exists() or catalogue.stat().st_size == 0
    if is_lost and address.holds_files:
        raise LakeError(lost_catalogue(uri))
    if not create and not catalogue.exists():
        raise LakeError(
            f"There is no lake at {uri}. `python -m ingest add FILE` makes one; or name another with --lake."
        )
    folder.mkdir(parents=True, exist_ok=True)
    return address


def _postgres_address(rest: str) -> Address:
    if rest.startswith("//"):
        raise LakeError("Write a postgres lake as postgres:dbname=NAME host=HOST data_path=FOLDER, not as a URL.")
    found = _DATA_PATH.search(rest)
    if found is None:
        raise LakeError("A postgres lake needs a place for its files. Add data_path=FOLDER to the connection string.")
    catalogue = (rest[: found.start()] + rest[found.end() :]).strip()
    path = (found.group(1) or found.group(2)).rstrip("/") + "/"
    return Address(f"postgres:{catalogue}", path, ("postgres_scanner", "ducklake"), False)
