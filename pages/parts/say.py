"""The one door by which words reach a page as Markdown: what is stored, uploaded or linked can make no mark in it.

Streamlit reads Markdown in labels, headings, captions and messages: a picture's mark in a plan's name would make each
reader's browser fetch it. A sentence is written here as a constant template, and what is put into it is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Protocol

import streamlit as st

#: Signs that Markdown takes for marks wherever they stand; a colon only where no space follows it (':red[', ':smile:').
_SIGNS = re.compile(r"[\\`*_\[\]<>~$&!|^]|:(?=\S)")
#: Signs that make a line a heading, a list or a quotation, and pairs of them that are drawn as dashes and arrows.
_FIRST = re.compile(r"^(?:[#+>=-]|\d+(?=[.)](?:\s|$)))")
_DASHES = re.compile(r"-(?=[->])")
#: Addresses become links, and ':home:' a picture, after or before all escapes are resolved: only a sign between their
#: letters that is not seen stops that.
_ADDRESS = re.compile(r"(?<=[a-z]:)(?=//)|(?<=www)(?=\.)|(?<=@)(?=\w)|(?<=:)(?=[\w/+-]+:)", re.IGNORECASE)
_UNSEEN = "\u2060"


class Md(str):
    """Markdown that is safe to draw: it was written here, and what was put into it was escaped."""

    __slots__ = ()


def plain(text: str) -> Md:
    """A text on one line, that Markdown will take for neither marks nor links, pictures or formulas."""
    flat = _ADDRESS.sub(_UNSEEN, " ".join(text.split()))
    escaped = _DASHES.sub(r"\\-", _SIGNS.sub(r"\\\g<0>", flat))
    return Md(_FIRST.sub(_escaped_first, escaped))


def _escaped_first(found: re.Match[str]) -> str:
    """A sign at the beginning of a line; of a number the point or bracket behind it would make it a list's."""
    sign = found.group(0)
    return f"{sign}{_UNSEEN}" if sign.isdigit() else f"\\{sign}"


def md(template: str, /, **values: object) -> Md:
    """A sentence with values in it.

    Args:
        template: a constant of the program, with `{name}` where a value goes.
        values: what is put there; all but `Md` is escaped.
    """
    return Md(
        template.format(
            **{name: value if isinstance(value, Md) else plain(str(value)) for name, value in values.items()}
        )
    )


def link(text: str, address: str) -> Md:
    """A text that leads to an address of this dashboard, as `urlencode` writes it."""
    return Md(f"[{plain(text)}]({address})")


def joined(parts: Iterable[Md], between: str = " ") -> Md:
    """Sentences one after the other."""
    return Md(between.join(parts))


def listed(parts: Iterable[Md]) -> Md:
    """Sentences as a list with bullets."""
    return Md("\n".join(f"- {part}" for part in parts))


class _Says(Protocol):
    def __call__(self, text: Md, /, *args: Any, **options: Any) -> Any: ...


def _door(name: str) -> _Says:
    def through(text: Md, /, *args: Any, **options: Any) -> Any:
        if not isinstance(text, Md):
            raise TypeError(f"st.{name} is given words that are not escaped: {text[:40]!r}")
        return getattr(st, name)(text, *args, **options)

    return through


title, header, subheader = _door("title"), _door("header"), _door("subheader")
markdown, caption = _door("markdown"), _door("caption")
info, warning, error, success, toast = (_door(name) for name in ("info", "warning", "error", "success", "toast"))
button, checkbox, toggle, expander, metric = (
    _door(name) for name in ("button", "checkbox", "toggle", "expander", "metric")
)
link_button, file_uploader, selectbox = _door("link_button"), _door("file_uploader"), _door("selectbox")
segmented_control, pills, date_input = _door("segmented_control"), _door("pills"), _door("date_input")
text_input = _door("text_input")
