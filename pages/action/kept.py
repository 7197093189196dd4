"""What a person says of a stored action: why, by whom, and that it is kept."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from ingest.keep.one_row import Said
from pages.parts import say
from pages.parts.say import md
from pages.parts.store import lake as opened
from schema.errors import FollowthroughError
from schema.lake import Lake


def why(example: str) -> Said:
    """The reason, and by whom, as they are typed into a form.

    Args:
        example: of a reason.
    """
    reason = say.text_input(md("Why? (for instance: {example})", example=example))
    return Said(reason, st.text_input("Your name or team (optional)"))


def keep(change: Callable[[Lake], None]) -> bool:
    """Change the lake; whether it was done. Why it was not is said."""
    try:
        with opened().beside() as own:
            change(own)
    except FollowthroughError as error:
        say.error(md("{error}", error=error))
        return False
    return True
