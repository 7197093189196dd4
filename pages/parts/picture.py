"""The picture of a page of a PDF with a row outlined, drawn at arm's length and kept for the session."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from ingest.apart.arms_length import Readers
from ingest.apart.picture import Outline
from pages.parts import say
from pages.parts.say import md
from schema.errors import DocumentError
from schema.settings import Limits

PDF = "application/pdf"


@st.cache_data(max_entries=60, show_spinner=False)  # type: ignore[untyped-decorator]
def _drawn(sha256: str, page: int, outlines: tuple[Outline, ...], _content: bytes, name: str) -> bytes | None:
    """A page as PNG, or None if it cannot be drawn."""
    try:
        with Readers(Limits.from_environment(), at_once=1) as readers:
            return readers.picture(_content, name, page, outlines)
    except DocumentError:
        return None


def show(content: bytes, sha256: str, name: str, page: int, outlines: Sequence[Outline], what: str) -> None:
    """Draw a page with places outlined, or say that it cannot be drawn."""
    drawn = _drawn(sha256, page, tuple(outlines), content, name)
    if drawn is None:
        say.caption(md("The picture of page {page} cannot be drawn.", page=page))
    else:
        st.image(drawn, width="stretch", alt=f"Page {page} of {name}, with {what} outlined")
        say.caption(md("Page {page}, with {what} outlined.", page=page, what=what))
