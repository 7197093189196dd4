"""The words of plans, for readers: what heads a column, what opens a heading."""

from __future__ import annotations

from ingest.read.grid import Row
from ingest.read.words import Words
from ingest.recognise.columns import is_exact, read_header, role_of
from ingest.recognise.headings import is_heading_line


def _columns_of(row: Row) -> int:
    header = read_header(row)
    return len(header.roles) if header else 0


WORDS = Words(
    columns_of=_columns_of,
    is_ref=lambda text: role_of(text) == "ref",
    names_column=lambda text: role_of(text) is not None,
    is_name=is_exact,
    is_heading=is_heading_line,
)
