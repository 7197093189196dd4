"""What this deployment allows: whether plans can be added and original files downloaded."""

from __future__ import annotations

import streamlit as st

from schema.settings import Settings

_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
_PROXIED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")


def is_shared() -> bool:
    """Whether the dashboard is served to other machines than the one it runs on, itself or through a proxy."""
    headers = st.context.headers
    host = headers.get("Host", "").rsplit(":", 1)[0].strip("[]")
    is_passed_on = any(name.lower() in _PROXIED for name in headers)
    return (
        st.get_option("server.address") not in _THIS_MACHINE
        or (host or "localhost") not in _THIS_MACHINE
        or is_passed_on
    )


def is_read_only() -> bool:
    """Whether nothing of the lake can be changed here: as set, else where the dashboard is shared."""
    chosen = Settings.from_environment().read_only
    return is_shared() if chosen is None else chosen


def gives_originals() -> bool:
    """Whether original files can be downloaded here: as set, else where the dashboard is not shared."""
    chosen = Settings.from_environment().originals
    return not is_shared() if chosen is None else chosen
