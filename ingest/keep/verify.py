"""Whether a lake is whole: its files, the rows of its documents, what refers to what, its originals and corrections."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from ingest.keep.originals import digest_of, kept
from schema.lake import Lake
from schema.salvage import Salvaged
from schema.settings import ROOT
from schema.sql import named_statements
from schema.tables import TABLES, Document
from schema.vocabulary import Wording
from schema.working_copy import of_tables

_SQL = ROOT / "ingest" / "keep" / "verify.sql"
_REBUILD = "python -m ingest rebuild"
_SAYS = {
    "rows_of_no_document": "{n} rows belong to document {id}, which the lake does not have.",
    "rows_of_no_action": "{n} rows of document {id} belong to actions that it does not have.",
    "names_that_are_missing": "{n} rows of document {id} name a partnership, recommendation, agency or theme that is not there.",
    "rows_that_stand_twice": "{n} rows of document {id} stand twice.",
    "rows_that_are_missing": "{n} rows of document {id} are missing.",
    "corrections_of_no_action": "{n} corrections of document {id} belong to no action that it has.",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is wrong with a lake, and the command that mends it."""

    says: str
    mend: str
    document_id: str | None = None
    is_of_rows: bool = True
    """Whether rows are wrong, which an original mends; else it is the original itself."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What was looked at, and what is wrong."""

    documents: int
    actions: int
    files: int
    originals: int
    problems: tuple[Problem, ...]


def verify(lake: Lake) -> Verified:
    """Look at everything that a lake holds.

    Raises:
        LakeError: if its catalogue cannot be read at all.
    """
    return verified(lake, lake.everything()[1])


def verified(lake: Lake, found: Salvaged) -> Verified:
    """As `verify`, of what was read of a lake.

    Raises:
        LakeError: if its catalogue cannot be read at all.
    """
    problems = [*_damaged(lake, found), *_wrong_rows(found), *_wrong_originals(lake, found.tables[Document])]
    counted = {model.table: rows.height for model, rows in found.tables.items()}
    files = sum(len(lake.files(model.table)) for model in TABLES)
    return Verified(counted["document"], counted["action"], files, len(kept(lake)), tuple(problems))


def _damaged(lake: Lake, found: Salvaged) -> list[Problem]:
    """The documents that cannot be read, and the damaged or missing files of each table."""
    problems = [
        Problem(f"Document {document_id} cannot be read.", f"{_REBUILD} {document_id}", document_id)
        for document_id in sorted(found.lost)
    ]
    problems += [
        Problem(f"A file of the table {table} is damaged or missing: {path}", _REBUILD)
        for table in sorted(found.damaged)
        for path in lake.files(table)
        if not lake.is_whole(path)
    ]
    return problems


def _wrong_rows(found: Salvaged) -> list[Problem]:
    """What the statements of verify.sql find."""
    con = of_tables(found.tables)
    con.execute("use raw")  # the tables as they are: the views show no row that belongs to nothing
    problems = []
    for name, sql in named_statements(_SQL).items():
        for document_id, n in con.sql(sql).fetchall():
            problems.append(Problem(_SAYS[name].format(n=n, id=document_id), f"{_REBUILD} {document_id}", document_id))
    con.close()
    return problems


def _wrong_originals(lake: Lake, documents: pl.DataFrame) -> list[Problem]:
    """Originals that are no longer what they were, and documents whose original is gone."""
    if lake.folder is None:
        return []
    files = {path.name: path for path in kept(lake)}
    names = dict(documents.select("sha256", "file_name").iter_rows())
    problems = []
    for digest, path in files.items():
        what = f"The original of document {digest[:12]} ({names.get(digest, 'no longer in the lake')})"
        if not _is_readable(path):
            problems.append(Problem(f"{what} cannot be opened: {path}", "see who may read it", is_of_rows=False))
        elif digest_of(path.read_bytes()) != digest:
            mend = f"rm '{path}', then add its file again with `python -m ingest add`"
            problems.append(Problem(f"{what} is damaged: its sha256 is no longer its name.", mend, is_of_rows=False))
    published = documents.filter(pl.col("wording") == Wording.PUBLISHED.value)
    problems += [
        Problem(
            f"The original of document {row['document_id']} ({row['file_name']}) is not kept.",
            "find its file and add it again with `python -m ingest add`; the same bytes put it back",
            row["document_id"],
            is_of_rows=False,
        )
        for row in published.iter_rows(named=True)
        if row["sha256"] not in files
    ]
    return problems


def _is_readable(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            file.read(1)
    except OSError:
        return False
    return True
