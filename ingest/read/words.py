"""What a reader must be told of a plan's words: it knows no header words itself, and is handed what knows them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ingest.read.grid import Row


@dataclass(frozen=True, slots=True)
class Words:
    """The words of plans, as far as a reader needs them to tell a table from prose."""

    columns_of: Callable[[Row], int]
    """How many columns a row names, if it is the header of a plan's table; else 0."""
    is_ref: Callable[[str], bool]
    """Whether a text heads a column of references."""
    names_column: Callable[[str], bool]
    """Whether a text may head a column."""
    is_name: Callable[[str], bool]
    """Whether a text is a reviewed header, word for word."""
    is_heading: Callable[[str], bool]
    """Whether a line opens a heading of a plan."""
