"""What a session remembers beside its widgets' values: one typed state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import streamlit as st

if TYPE_CHECKING:  # pages that add nothing need not load what reads documents
    from ingest.keep.succession import Likely
    from ingest.keep.uploads import Upload
    from ingest.plan.layouts_found import FoundLayout
    from ingest.plan.tree import Plan


@dataclass(frozen=True, slots=True)
class Undo:
    """How what was done last is taken back."""

    document_id: str
    snapshot: int
    """The one that still holds it as it was."""
    button: str
    said: str
    """What to say once it is undone."""
    upload: Upload | None = None
    content: bytes = b""


@dataclass(frozen=True, slots=True)
class LastChange:
    """What was done last to the lake, in a sentence."""

    text: str
    plan_id: str = ""
    """The plan whose actions are linked; blank for none."""
    undo: Undo | None = None


@dataclass(slots=True)
class Adding:
    """Where a person stands on *Add a plan*."""

    round: int = 0
    """A new round empties the file chooser."""
    newest: str = ""
    """The sha256 of the upload to show once the page is drawn anew; blank for none."""
    refusals: list[str] = field(default_factory=list)
    """Sentences to be said when the page is drawn next."""
    last: LastChange | None = None
    edited: tuple[str, int] | None = None
    """(action that was edited last, how many edits there are)."""
    finding_shown: tuple[str, int] | None = None
    """(action, place in the list) of the finding whose row was gone to."""
    layouts: dict[str, list[FoundLayout]] = field(default_factory=dict)
    """By sha256: they take as long to find as the document takes to read."""
    read_so: tuple[tuple[str, str], Plan] | None = None
    """((sha256, recipe), what is read by it), of the last recipe tried."""
    likely: dict[tuple[str, str], Likely | None] = field(default_factory=dict)
    """By sha256 and revision: the plan of which an upload is likely a newer version."""
    others: set[str] = field(default_factory=set)
    """Uploads of which a person said that they are no newer version of that plan."""


@dataclass(slots=True)
class Session:
    """A session's state. Its widgets keep their own values, under their keys."""

    followed: Mapping[str, Sequence[str]] | None = None
    """What the URL said when the filters were last set by it or wrote it."""
    unknown: Sequence[tuple[str, str]] = ()
    """(filter, value) of what a link asks for and the lake has not."""
    wants_a_day: bool = False
    """Whether the reading date was switched to a day that is not chosen yet."""
    listed: tuple[str, ...] = ()
    """The actions of the list in which a person reads, in their order."""
    page: str = ""
    """The title of the page that was drawn last: what is chosen on one means nothing on the next."""
    within: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """The filters that the page itself lets choose, and that hold for what its names lead to."""
    several: dict[str, list[str]] = field(default_factory=dict)
    """Name in the URL -> what of it a switch was last set to."""
    going: tuple[Literal["partnership", "agency"], str] | None = None
    """(page, name of the group) that a person chose to go to."""
    adding: Adding = field(default_factory=Adding)


_KEY = "session"


def session() -> Session:
    """The state of the session that asks."""
    found: Session = st.session_state.setdefault(_KEY, Session())
    return found
