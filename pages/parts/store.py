"""The lake behind the dashboard, opened once; on first start the plans that ship are read into it."""

from __future__ import annotations

import threading

import polars as pl
import streamlit as st

import queries
from ingest.shipped import add_shipped
from queries import working
from queries.catalogue import spec
from schema.filters import Filters
from schema.lake import Lake
from schema.settings import Settings

#: The working copy that this run of the page reads, so that its figures are all of one snapshot.
_PINNED = "_working_copy"
_first_start = threading.Lock()
_prepared: set[str] = set()


def prepare() -> None:
    """Open the lake; give a new one the shipped plans, with a progress bar.

    Raises:
        LakeError: if the lake cannot be opened.
    """
    settings = Settings.from_environment()
    place = st.empty()  # in every run: what follows keeps its place, or an open expander would close
    copy = working.of(settings.lake)
    if settings.shipped_plans and settings.lake not in _prepared:
        with _first_start:
            bar = place.progress(0.0, text="Reading the plans that ship with Followthrough")

            def show(done: int, total: int, plan: str) -> None:
                bar.progress(done / total, text=f"Reading the plans that ship with Followthrough: {plan}")

            add_shipped(copy.lake, show)
            place.empty()
            _prepared.add(settings.lake)
    st.session_state[_PINNED] = copy.connection(fresh=True)


def lake() -> Lake:
    """The lake behind the dashboard, for reading."""
    return working.of(Settings.from_environment().lake).lake


def ask(name: str, filters: Filters | None = None, **more: object) -> pl.DataFrame:
    """The answer of a named query under the filters."""
    given = {**(filters.model_dump() if filters else {}), **more}
    return queries.run(name, spec(name).takes.model_validate(given), on=st.session_state.get(_PINNED))


def one(name: str, filters: Filters | None = None, **more: object) -> dict[str, object]:
    """The only row of a query that gives one."""
    return ask(name, filters, **more).row(0, named=True)
