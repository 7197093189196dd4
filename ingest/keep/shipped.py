"""The plans that ship with the project: facts in our own words, read like any other CSV."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import duckdb

from ingest.keep.store import store
from ingest.plan.about import About
from ingest.plan.parse import parse
from ingest.plan.tree import Plan
from ingest.reference import KnownPlan, known_plans, plan_folders
from schema.lake import Lake
from schema.vocabulary import AsAtBasis

Progress = Callable[[int, int, str], None]


def read_shipped(folder: Path) -> Plan:
    """A plan under data/plans, read.

    Raises:
        DocumentError: if its CSV cannot be read.
    """
    known = known_plans()[folder.name]
    content = (folder / "actions.csv").read_bytes()
    return parse(content, f"{folder.name}.csv", about=_about(known), published_at=known.published_at)


def _about(known: KnownPlan) -> About:
    return About(
        title=known.title,
        partnership=known.partnership,
        is_known_partnership=True,
        plan=known.plan,
        kind=known.kind,
        version=known.version,
        marking=known.marking,
        as_at=date.fromisoformat(known.as_at) if known.as_at else None,
        as_at_basis=AsAtBasis(known.as_at_basis),
    )


def add_shipped(lake: Lake, progress: Progress | None = None) -> int:
    """Add the shipped plans that this lake was never given. One that was removed stays removed.

    Args:
        lake: the lake.
        progress: called with (how many are done, how many there are, which is next).

    Returns:
        How many were added.
    """
    given = _given(lake)
    todo = [folder for folder in plan_folders() if folder.name not in given]
    for done, folder in enumerate(todo):
        if progress:
            progress(done, len(todo), known_plans()[folder.name].plan)
        store(lake, read_shipped(folder))
        lake.transact(partial(_note_given, name=folder.name))
    if progress and todo:
        progress(len(todo), len(todo), "")
    return len(todo)


def _given(lake: Lake) -> set[str]:
    return {name for names in lake.read("select shipped from lake.lake_version")["shipped"] for name in names}


def _note_given(con: duckdb.DuckDBPyConnection, name: str) -> None:
    con.execute(
        "update lake.lake_version set shipped = list_append(shipped, $name) where not list_contains(shipped, $name)",
        {"name": name},
    )
