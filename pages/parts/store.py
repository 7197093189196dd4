"""The lake behind the dashboard, opened once; on first start the plans that ship are read into it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

import polars as pl
import streamlit as st

from ingest.keep.reread import bring_lists_up_to_date
from ingest.keep.shipped import add_shipped
from queries import working
from queries.asked import Asked
from queries.seam import Query, Result
from schema.lake import Lake
from schema.settings import Settings

P = TypeVar("P", bound=Asked)
R = TypeVar("R", bound=Result)

#: The working copy that this run of a page reads, so that its figures are all of one snapshot. Each run has a thread of
#: its own, which lets go of the copy when it ends: a session that rests keeps no old copy in memory.
_run = threading.local()
_PATIENCE_SECONDS = 3.0  # within which 100,000 actions are copied
_first_start = threading.Lock()
_prepared: set[str] = set()


def prepare(patience: float | None = None) -> None:
    """Open the lake, unless this run has it open; give a new one the shipped plans, with a progress bar.

    Args:
        patience: how long to wait, after a change of the lake, for the copy that has it; by default as long as it takes.

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

            bring_lists_up_to_date(copy.lake)
            add_shipped(copy.lake, show)
            place.empty()
            _prepared.add(settings.lake)
    _run.copy = copy.newest(fresh=True, patience=patience)


@contextmanager
def pinned() -> Iterator[None]:
    """One working copy for all that is drawn in this run. After a change of the lake readers of a very large one are not
    stopped while the next copy is built: they go on with the one before.

    Raises:
        LakeError: if the lake cannot be opened.
    """
    prepare(_PATIENCE_SECONDS)
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


def ask(query: Query[P, R], asked: P | None = None, *, on: working.Copy | None = None) -> pl.DataFrame:
    """The answer to a query.

    Args:
        query: what is asked.
        asked: what it is given; may be left out where it needs nothing.
        on: a working copy; by default the one that this run of the page reads.
    """
    return query.frame(asked, on=on or copy_in_view())


def one(query: Query[P, R], asked: P | None = None) -> R:
    """The only row of a query that gives one."""
    return query.one(asked, on=copy_in_view())
