"""The store: a DuckLake, opened from a folder or a `postgres:` connection string.

A folder holds a SQLite catalogue and Parquet files. A connection string
(`postgres:dbname=... host=... data_path=...`) names a catalogue in PostgreSQL and where the
Parquet files are. The rest of the code does not know which.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import polars as pl
from duckdb_extensions import import_extension

from schema.address import (
    Address,
    address_of,
    cannot_be_written,
    copied,
    lost_catalogue,
    quoted,
    shown,
)
from schema.derive import frame
from schema.errors import LakeError
from schema.migrate import LAKE_VERSION, changes_after
from schema.patience import patiently, rolled_back
from schema.salvage import Salvaged, everything_readable
from schema.settings import ROOT
from schema.sql import named_statements
from schema.tables import Row
from schema.turns import turn

_DDL = ROOT / "schema" / "lake.sql"
_ROWS = ROOT / "schema" / "rows.sql"
# Asked before each page is drawn: the catalogue's own table answers in a fifth of the time of `lake.current_snapshot()`.
_NEWEST = "select max(snapshot_id) from __ducklake_metadata_lake.ducklake_snapshot"
_FULL = ("no space left", "disk is full", "disk full", "disk quota")

T = TypeVar("T")


class Lake:
    """An open lake. Use it as a context manager, or call `close`.

    Args:
        uri: a folder, or a `postgres:` connection string with `data_path`.
        create: make the folder's lake if there is none.
        is_moved: its files are where the address says, not where a catalogue in PostgreSQL has them.

    Raises:
        LakeError: if it cannot be opened, is not there, or was written by a newer version.
    """

    def __init__(self, uri: str, *, create: bool = True, is_moved: bool = False) -> None:
        self.uri = uri
        self.folder: Path | None = None
        self.is_read_only = False
        """Whether it lies where nothing can be written: then it is read as it was when it was opened."""
        self.con = duckdb.connect()
        try:
            address = address_of(uri, create)
            address = replace(address, is_moved=address.is_moved or is_moved)
            self.folder = address.folder
            for name in address.extensions:
                _load(self.con, name)
            if cannot_be_written(address):
                self.is_read_only, address = True, copied(address)
            self._address = address
            patiently(lambda: _attach(self.con, address))
            with turn(None if self.is_read_only else self.folder):
                patiently(lambda: self._prepare(address))
        except LakeError:
            self.con.close()
            raise
        except (duckdb.Error, OSError) as error:
            self.con.close()
            if is_full(error):
                raise LakeError(disk_full(shown(uri))) from error
            if "does not match existing data path" in str(error):
                raise LakeError(
                    f"The lake at {shown(uri)} was made with its files elsewhere. If they have been moved there, say so once: "
                    "`python -m ingest moved --lake 'postgres:... data_path=FOLDER'`."
                ) from error
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
        other.uri, other.folder, other.is_read_only = self.uri, self.folder, self.is_read_only
        other._address = self._address
        other.con = self.con.cursor()
        return other

    def close(self) -> None:
        """Let go of the lake. Calling it twice is harmless."""
        self.con.close()

    def _prepare(self, address: Address) -> None:
        """Create the tables of an empty lake; refuse one that is of a newer version."""
        version = self._version()
        if version is not None and version > LAKE_VERSION:
            raise LakeError(
                f"The lake at {shown(self.uri)} is of version {version} and this program reads version "
                f"{LAKE_VERSION}. Update Followthrough, or name another lake with --lake."
            )
        if version is None and address.holds_files:
            raise LakeError(lost_catalogue(shown(self.uri)))
        if version is None:
            self._in_transaction(self._create)
        elif version < LAKE_VERSION:
            self._in_transaction(lambda con: _renew(con, version))

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

    def _in_transaction(self, work: Callable[[duckdb.DuckDBPyConnection], T]) -> T:
        self.con.execute("begin")
        try:
            result = work(self.con)
            self.con.execute("commit")
        except BaseException:
            rolled_back(self.con)
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

        if self.is_read_only:
            raise LakeError(f"The lake at {shown(self.uri)} lies where nothing can be written. Nothing was stored.")
        try:
            with turn(self.folder):
                return patiently(lambda: self._in_transaction(counted))
        except (duckdb.Error, OSError) as error:
            if is_full(error):
                raise LakeError(disk_full(shown(self.uri))) from error
            raise LakeError(
                f"The lake at {shown(self.uri)} could not be written: {_first_line(error)}. Nothing was stored; try again."
            ) from error

    def snapshot(self) -> int:
        """Number of the newest snapshot. It grows with every transaction that changes the lake.

        Raises:
            LakeError: if the catalogue cannot be read.
        """
        try:
            row = patiently(lambda: self.con.cursor().execute(_NEWEST).fetchone())
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
            return patiently(lambda: self.con.cursor().sql(sql, params=dict(params or {})).pl())
        except duckdb.Error as error:
            raise LakeError(
                f"The lake at {shown(self.uri)} cannot be read: {_first_line(error)}. `python -m ingest verify` says what is wrong."
            ) from error

    def everything(self) -> tuple[int, Salvaged]:
        """(snapshot number, rows of each table), all as of one moment: no other writer's work is seen half.

        Documents of which a file is damaged are left out and named.

        Raises:
            LakeError: if the lake cannot be read.
        """
        try:
            return patiently(self._everything)
        except duckdb.Error as error:
            raise LakeError(
                f"The lake at {shown(self.uri)} cannot be read: {_first_line(error)}. "
                "Restore its files from a backup, or name another lake with --lake."
            ) from error

    def _everything(self) -> tuple[int, Salvaged]:
        """Every table at one snapshot. A damaged file ends the transaction: then it is seen to that the snapshot stayed."""
        cursor = self.con.cursor()

        def rows(name: str, key: str | None) -> pl.DataFrame:
            try:
                return cursor.sql(statement(name), params={} if key is None else {"key": key}).pl()
            except duckdb.Error:
                rolled_back(cursor)
                cursor.execute("begin")
                raise

        cursor.execute("begin")
        try:
            before = newest(cursor)
            found = everything_readable(rows)
            if found.damaged and not (newest(cursor) == before and self._are_damaged(found.damaged)):
                raise duckdb.Error("conflict: another writer came between, or the catalogue was busy")
        finally:
            rolled_back(cursor)
        return before, found

    def copied_into(self, con: duckdb.DuckDBPyConnection, statements: Iterable[str]) -> int | None:
        """Run statements over the newest snapshot in another database, to which the lake is attached meanwhile.

        Returns:
            The number of the snapshot; None if a file cannot be read: `everything` says then which.
        """
        try:
            for name in self._address.extensions:
                _load(con, name)
            patiently(lambda: _attach(con, self._address))
            return patiently(lambda: _in_one_snapshot(con, statements))
        except duckdb.Error:
            return None
        finally:
            con.execute("detach database if exists lake")

    def _are_damaged(self, tables: Iterable[str]) -> bool:
        """Whether each of these tables has a file that is damaged: a busy catalogue costs no document."""
        return all(any(not self.is_whole(path) for path in self.files(table)) for table in tables)

    def files(self, table: str) -> list[str]:
        """The Parquet files of a table at the newest snapshot."""
        return [str(path) for path in self.read(statement(f"files_{table}"))["data_file"]]

    def is_whole(self, path: str) -> bool:
        """Whether every page of a Parquet file can be read."""
        try:
            self.con.cursor().sql("from read_parquet($path)", params={"path": path}).pl()
        except duckdb.Error:
            return False
        return True


def _renew(con: duckdb.DuckDBPyConnection, version: int) -> None:
    """Bring a lake of an older version up to this one: new tables, then the migrations that it lacks, in their order."""
    make_tables(con)
    for change in changes_after(version):
        con.execute(change)
    con.execute("update lake.lake_version set version = $version", {"version": LAKE_VERSION})


def make_tables(con: duckdb.DuckDBPyConnection) -> None:
    """Make those tables that are not there. Call it inside `Lake.transact`."""
    con.execute(_DDL.read_text(encoding="utf-8"))


def newest(con: duckdb.DuckDBPyConnection) -> int:
    """The number of the snapshot that a transaction works on: that of another writer never comes between."""
    row = con.sql("from lake.current_snapshot()").fetchone()
    return int(row[0]) if row else 0


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


def is_full(error: BaseException) -> bool:
    """Whether an error says that there is no room left on the disk."""
    return any(words in str(error).lower() for words in _FULL)


def disk_full(place: str) -> str:
    """What is said where there is no room left."""
    return f"The disk of {place} is full, so nothing was stored. Make room there, or name another place, and try again."


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


def _attach(con: duckdb.DuckDBPyConnection, address: Address) -> None:
    # `attach` takes no parameters: these values are the only ones ever quoted by hand. A folder that
    # was moved keeps its rows: where it is now overrides where it was made.
    # With a write-ahead log a reader and a writer of the catalogue do not shut each other out.
    options = ", override_data_path true" if address.is_moved else ""
    if address.is_folder:
        options += ", meta_journal_mode 'WAL', meta_busy_timeout 5000"
    catalogue, place = quoted("ducklake:" + address.catalogue), quoted(address.data_path)
    attach = f"attach if not exists {catalogue} as lake (data_path {place}{options})"
    con.sql(attach)


def _in_one_snapshot(con: duckdb.DuckDBPyConnection, statements: Iterable[str]) -> int:
    con.execute("begin")
    try:
        snapshot = newest(con)
        for statement_of in statements:
            con.execute(statement_of)
        con.execute("commit")
    except BaseException:
        rolled_back(con)
        raise
    return snapshot


def _first_line(error: BaseException) -> str:
    return shown(str(error).splitlines()[0].rstrip("."))
