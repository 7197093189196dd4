"""What this deployment allows: whether plans can be added and original files downloaded."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from schema.settings import Settings

_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
_PROXIED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")


def is_shared_with(headers: Mapping[str, str]) -> bool:
    """Whether a request came from another machine than the one this runs on, straight or through a proxy."""
    lower = {name.lower(): value for name, value in headers.items()}
    host = lower.get("host", "").rsplit(":", 1)[0].strip("[]")
    return (
        st.get_option("server.address") not in _THIS_MACHINE
        or (host or "localhost") not in _THIS_MACHINE
        or any(name in _PROXIED for name in lower)
    )


def changes_nothing_for(headers: Mapping[str, str]) -> bool:
    """Whether nothing of the lake can be changed by a request: as set, else where the dashboard is shared."""
    chosen = Settings.from_environment().read_only
    return is_shared_with(headers) if chosen is None else chosen


def is_read_only() -> bool:
    """Whether nothing of the lake can be changed in this session."""
    return changes_nothing_for(st.context.headers)


def gives_originals() -> bool:
    """Whether original files can be downloaded here: as set, else where the dashboard is not shared."""
    chosen = Settings.from_environment().originals
    return not is_shared_with(st.context.headers) if chosen is None else chosen
