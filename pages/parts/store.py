"""The lake behind the dashboard, opened once; on first start the plans that ship are read into it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import polars as pl
import streamlit as st

import queries
from ingest.shipped import add_shipped
from queries import working
from queries.catalogue import spec
from schema.filters import Filters
from schema.lake import Lake
from schema.settings import Settings

#: The working copy that this run of a page reads, so that its figures are all of one snapshot. Each run has a thread of
#: its own, which lets go of the copy when it ends: a session that rests keeps no old copy in memory.
_run = threading.local()
_first_start = threading.Lock()
_prepared: set[str] = set()


def prepare() -> None:
    """Open the lake, unless this run has it open; give a new one the shipped plans, with a progress bar.

    Raises:
        LakeError: if the lake cannot be opened.
    """
    if getattr(_run, "is_pinned", False):
        return
    settings = Settings.from_environment()
    place = st.empty()  # in every run: what follows keeps its place, or an open expander would close
    copy = working.of(settings.lake)
    if settings.shipped_plans and settings.lake not in _prepared and not copy.lake.is_read_only:
        with _first_start:
            bar = place.progress(0.0, text="Reading the plans that ship with Followthrough")

            def show(done: int, total: int, _: str) -> None:
                bar.progress(done / total, text="Reading the plans that ship with Followthrough")

            add_shipped(copy.lake, show)
            place.empty()
            _prepared.add(settings.lake)
    _run.copy = copy.newest(fresh=True)


@contextmanager
def pinned() -> Iterator[None]:
    """One working copy for all that is drawn in this run.

    Raises:
        LakeError: if the lake cannot be opened.
    """
    prepare()
    _run.is_pinned = True
    try:
        yield
    finally:
        _run.is_pinned = False
        _run.copy = None


def lake() -> Lake:
    """The lake behind the dashboard, for reading."""
    return working.of(Settings.from_environment().lake).lake


def copy_in_view() -> working.Copy:
    """The working copy that this run of the page reads."""
    found: working.Copy | None = getattr(_run, "copy", None)
    return found or working.of(Settings.from_environment().lake).newest()


def ask(name: str, filters: Filters | None = None, *, on: working.Copy | None = None, **more: Any) -> pl.DataFrame:
    """The answer of a named query under the filters.

    Args:
        name: of the query.
        filters: in force.
        on: a working copy; by default the one that this run of the page reads.
        more: what the query takes besides.
    """
    given = {**(filters.model_dump() if filters else {}), **more}
    return queries.run(name, spec(name).takes.model_validate(given), on=on or copy_in_view())


def one(name: str, filters: Filters | None = None, **more: Any) -> dict[str, object]:
    """The only row of a query that gives one."""
    return ask(name, filters, **more).row(0, named=True)
