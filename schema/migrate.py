"""Migrations: what brings a lake of an older version up to this one. They are numbered files, applied in order."""

from __future__ import annotations

from schema.settings import ROOT
from schema.sql import named_statements

_FOLDER = ROOT / "schema" / "migrations"
_FILES = sorted(_FOLDER.glob("[0-9][0-9][0-9]_*.sql"))

#: The version of a lake that this program writes: that of the last migration.
LAKE_VERSION = int(_FILES[-1].name[:3])


def changes_after(version: int) -> list[str]:
    """The statements that a lake of a version lacks, in their order. Each file is numbered by the version that it makes.

    Tables that are new are made before, from schema/lake.sql.
    """
    return [change for path in _FILES if int(path.name[:3]) > version for change in named_statements(path).values()]
