"""What this deployment allows: whether plans can be added and original files downloaded."""

from __future__ import annotations

import streamlit as st

from schema.settings import Settings

_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")


def is_shared() -> bool:
    """Whether the dashboard is served to other machines than the one it runs on."""
    return st.get_option("server.address") not in _THIS_MACHINE


def is_read_only() -> bool:
    """Whether nothing of the lake can be changed here: as set, else where the dashboard is shared."""
    chosen = Settings.from_environment().read_only
    return is_shared() if chosen is None else chosen


def gives_originals() -> bool:
    """Whether original files can be downloaded here: as set, else where the dashboard is not shared."""
    chosen = Settings.from_environment().originals
    return not is_shared() if chosen is None else chosen
