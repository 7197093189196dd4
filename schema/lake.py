"""The store: a DuckLake, opened from a folder or a `postgres:` connection string.

A folder holds a SQLite catalogue and Parquet files. A connection string
(`postgres:dbname=... host=... data_path=...`) names a catalogue in PostgreSQL and where the
Parquet files are. The rest of the code does not know which.
"""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import polars as pl
from duckdb_extensions import import_extension

from schema.derive import frame
from schema.errors import LakeError
from schema.settings import ROOT
from schema.sql import named_statements
from schema.tables import Row

#: Raised when the tables change in a way that an older program would misread.
LAKE_VERSION = 4

_DDL = ROOT / "schema" / "lake.sql"
_RENEW = ROOT / "schema" / "renew.sql"
_ROWS = ROOT / "schema" / "rows.sql"
_BUSY = ("database is locked", "conflict", "could not serialize", "deadlock", "failed to commit")
_PATIENCE_SECONDS = 30.0

_DATA_PATH = re.compile(r"(?:^|\s)data_path\s*=\s*(?:'([^']*)'|(\S+))")
_PASSWORD = re.compile(r"(password\s*=\s*)('[^']*'|[^\s\"']+)", re.IGNORECASE)

T = TypeVar("T")


class Lake:
    """An open lake. Use it as a context manager, or call `close`.

    Args:
        uri: a folder, or a `postgres:` connection string with `data_path`.
        create: make the folder's lake if there is none.

    Raises:
        LakeError: if it cannot be opened, is not there, or was written by a newer version.
    """

    def __init__(self, uri: str, *, create: bool = True) -> None:
        self.uri = uri
        self.folder: Path | None = None
        self.con = duckdb.connect()
        try:
            address = _address(uri, create)
            self.folder = _folder_of(address)
            for name in address.extensions:
                _load(self.con, name)
            _patiently(lambda: self._attach(address.catalogue, address.data_path, address.is_folder))
            _patiently(self._prepare)
        except LakeError:
            self.con.close()
            raise
        except (duckdb.Error, OSError) as error:
            self.con.close()
            raise LakeError(
                f"The lake at {shown(uri)} cannot be opened: {_first_line(error)}. "
                "Check the folder or connection string given with --lake or FOLLOWTHROUGH_LAKE."
            ) from error

    def __enter__(self) -> Lake:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def beside(self) -> Lake:
        """The same lake on a connection of its own, so that two threads never share a transaction."""
        other = object.__new__(Lake)
        other.uri, other.folder, other.con = self.uri, self.folder, self.con.cursor()
        return other

    def close(self) -> None:
        """Let go of the lake. Calling it twice is harmless."""
        self.con.close()

    def _attach(self, catalogue: str, data_path: str, is_folder: bool) -> None:
        # `attach` takes no parameters: these two values are the only ones ever quoted by hand. A folder that
        # was moved keeps its rows: where it is now overrides where it was made.
        # With a write-ahead log a reader and a writer of the catalogue do not shut each other out.
        moved = ", override_data_path true, meta_journal_mode 'WAL', meta_busy_timeout 5000" if is_folder else ""
        place = (
            f"attach if not exists {_quoted('ducklake:' + catalogue)} as lake (data_path {_quoted(data_path)}{moved})"
        )
        self.con.sql(place)

    def _prepare(self) -> None:
        """Create the tables of an empty lake; refuse one that is of a newer version."""
        version = self._version()
        if version is not None and version > LAKE_VERSION:
            raise LakeError(
                f"The lake at {shown(self.uri)} is of version {version} and this program reads version "
                f"{LAKE_VERSION}. Update Followthrough, or name another lake with --lake."
            )
        if version is None:
            self._in_transaction(self._create)
        elif version < LAKE_VERSION:
            self._in_transaction(self._renew)

    def _version(self) -> int | None:
        found = self.con.sql(
            "select 1 from duckdb_tables() where database_name = 'lake' and table_name = 'lake_version'"
        ).fetchone()
        if found is None:
            return None
        row = self.con.sql("select max(version) from lake.lake_version").fetchone()
        return int(row[0]) if row and row[0] is not None else None

    def _create(self, con: duckdb.DuckDBPyConnection) -> None:
        con.execute(
            "create table if not exists lake.lake_version"
            " (version bigint not null, writes bigint not null, shipped varchar[] not null)"
        )
        con.execute(_DDL.read_text(encoding="utf-8"))
        con.execute("insert into lake.lake_version values ($version, 0, [])", {"version": LAKE_VERSION})

    def _renew(self, con: duckdb.DuckDBPyConnection) -> None:
        """Bring a lake of an older version up to this one: new tables, and new columns that are blank for old rows."""
        con.execute(_DDL.read_text(encoding="utf-8"))
        for change in named_statements(_RENEW).values():
            con.execute(change)
        con.execute("update lake.lake_version set version = $version", {"version": LAKE_VERSION})

    def _in_transaction(self, work: Callable[[duckdb.DuckDBPyConnection], T]) -> T:
        self.con.execute("begin")
        try:
            result = work(self.con)
            self.con.execute("commit")
        except BaseException:
            _rollback(self.con)
            raise
        return result

    def transact(self, work: Callable[[duckdb.DuckDBPyConnection], T]) -> T:
        """Do `work` in one transaction: all of it or none. A busy catalogue is tried again.

        Every writer changes one shared row, so of two that overlap one fails at commit and does its work
        anew on what the other left: a document cannot be stored twice.

        Raises:
            LakeError: if the catalogue stays busy for 30 seconds, or the disk refuses.
        """

        def counted(con: duckdb.DuckDBPyConnection) -> T:
            con.execute("update lake.lake_version set writes = writes + 1")
            return work(con)

        try:
            return _patiently(lambda: self._in_transaction(counted))
        except duckdb.Error as error:
            raise LakeError(
                f"The lake at {shown(self.uri)} could not be written: {_first_line(error)}. Nothing was stored; try again."
            ) from error

    def snapshot(self) -> int:
        """Number of the newest snapshot. It grows with every transaction that changes the lake.

        Raises:
            LakeError: if the catalogue cannot be read.
        """
        try:
            row = _patiently(lambda: self.con.cursor().sql("from lake.current_snapshot()").fetchone())
        except duckdb.Error as error:
            raise LakeError(f"The lake at {shown(self.uri)} can no longer be read: {_first_line(error)}.") from error
        return int(row[0]) if row else 0

    def table(self, model: type[Row]) -> pl.DataFrame:
        """All rows of one table, as of the newest snapshot."""
        return self.read(statement(f"read_{model.table}"))

    def read(self, sql: str, params: Mapping[str, Any] | None = None) -> pl.DataFrame:
        """The rows of a query over the lake's tables (`lake.action` and so on).

        Raises:
            LakeError: if the lake cannot be read.
        """
        try:
            return _patiently(lambda: self.con.cursor().sql(sql, params=dict(params or {})).pl())
        except duckdb.Error as error:
            raise LakeError(
                f"The lake at {shown(self.uri)} cannot be read: {_first_line(error)}. "
                "Restore its files from a backup, or name another lake with --lake."
            ) from error

    def everything(self, models: Iterable[type[Row]]) -> tuple[int, dict[type[Row], pl.DataFrame]]:
        """(snapshot number, rows of each table), all as of one moment: no other writer's work is seen half.

        Raises:
            LakeError: if the lake cannot be read.
        """
        try:
            return _patiently(lambda: self._everything(models))
        except duckdb.Error as error:
            raise LakeError(
                f"The lake at {shown(self.uri)} cannot be read: {_first_line(error)}. "
                "Restore its files from a backup, or name another lake with --lake."
            ) from error

    def _everything(self, models: Iterable[type[Row]]) -> tuple[int, dict[type[Row], pl.DataFrame]]:
        cursor = self.con.cursor()
        cursor.execute("begin")
        try:
            row = cursor.sql("from lake.current_snapshot()").fetchone()
            found = {model: cursor.sql(statement(f"read_{model.table}")).pl() for model in models}
        finally:
            _rollback(cursor)
        return (int(row[0]) if row else 0), found


def statement(name: str) -> str:
    """A generated statement of schema/rows.sql, such as `insert_action`."""
    return named_statements(_ROWS)[name]


def insert(con: duckdb.DuckDBPyConnection, model: type[Row], rows: list[Any]) -> None:
    """Write rows of one table. Call it inside `Lake.transact`."""
    if rows:
        insert_frame(con, model, frame(model, rows))


def insert_frame(con: duckdb.DuckDBPyConnection, model: type[Row], rows: pl.DataFrame) -> None:
    """Write a frame of rows of one table. Call it inside `Lake.transact`."""
    con.register("incoming", rows.to_arrow())
    con.execute(statement(f"insert_{model.table}"))
    con.unregister("incoming")


def shown(text: str) -> str:
    """A lake's address, or an error that quotes it, as it may be shown: without a password."""
    return _PASSWORD.sub(r"\1***", text)


@dataclass(frozen=True, slots=True)
class _Address:
    """Where a lake's catalogue and files are, and which extensions it needs."""

    catalogue: str
    data_path: str
    extensions: tuple[str, ...]
    is_folder: bool


def _folder_of(address: _Address) -> Path | None:
    """Where a lake keeps what is no table, such as original files; None where its files are on object storage."""
    if "://" in address.data_path:
        return None
    path = Path(address.data_path)
    return path.parent if address.is_folder else path


def _address(uri: str, create: bool) -> _Address:
    """A lake's address, read from what a person gives."""
    if uri.startswith(("postgres:", "postgresql:")):
        return _postgres_address(uri.split(":", 1)[1])
    folder = Path(uri).resolve()
    if folder.exists() and not folder.is_dir():
        raise LakeError(f"The lake at {uri} is a file. Give a folder with --lake or FOLLOWTHROUGH_LAKE.")
    catalogue = folder / "catalogue.sqlite"
    if not create and not catalogue.exists():
        raise LakeError(
            f"There is no lake at {uri}. `python -m ingest add FILE` makes one; or name another with --lake."
        )
    folder.mkdir(parents=True, exist_ok=True)
    return _Address(f"sqlite:{catalogue}", str(folder / "rows") + "/", ("sqlite_scanner", "ducklake"), True)


def _postgres_address(rest: str) -> _Address:
    if rest.startswith("//"):
        raise LakeError("Write a postgres lake as postgres:dbname=NAME host=HOST data_path=FOLDER, not as a URL.")
    found = _DATA_PATH.search(rest)
    if found is None:
        raise LakeError("A postgres lake needs a place for its files. Add data_path=FOLDER to the connection string.")
    catalogue = (rest[: found.start()] + rest[found.end() :]).strip()
    path = (found.group(1) or found.group(2)).rstrip("/") + "/"
    return _Address(f"postgres:{catalogue}", path, ("postgres_scanner", "ducklake"), False)


def _load(con: duckdb.DuckDBPyConnection, name: str) -> None:
    """Load an extension from its wheel, or by DuckDB's own installer where there is no wheel."""
    try:
        import_extension(name)
    except Exception:  # a platform without a wheel fails in its own way
        try:
            con.install_extension(name)
        except duckdb.Error as error:
            raise LakeError(
                f"DuckDB's extension {name} is neither installed as a wheel nor to be had from the network. "
                "Run `pip install -r requirements.txt` on a platform that has the wheel."
            ) from error
    con.load_extension(name)


def _patiently(work: Callable[[], T]) -> T:
    """Do `work`; while another writer holds the catalogue, wait a little and do it again."""
    until = time.monotonic() + _PATIENCE_SECONDS
    pause = 0.02
    while True:
        try:
            return work()
        except duckdb.Error as error:
            if not any(word in str(error).lower() for word in _BUSY) or time.monotonic() > until:
                raise
        time.sleep(pause * random.uniform(0.5, 1.5))
        pause = min(pause * 2, 1.0)


def _rollback(con: duckdb.DuckDBPyConnection) -> None:
    try:
        con.execute("rollback")
    except duckdb.Error:  # the failed commit has already ended the transaction
        return


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _first_line(error: BaseException) -> str:
    return shown(str(error).splitlines()[0].rstrip("."))
