"""Taking the rows of a view away: for programs, for spreadsheets, and what goes beside them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode

import streamlit as st

from pages.parts import say
from pages.parts.say import md
from pages.parts.server import MOST_ROWS_OF_WORKBOOK
from queries import words
from queries.paper.choice import Choice
from schema.filters import Filters
from schema.vocabulary import ChangeKind


def address(name: str, filters: Filters) -> str:
    """Where a file of the view is downloaded: filters as in the URL of a page."""
    given = filters.model_dump(mode="json", exclude_defaults=True)
    return f"download/{name}?{urlencode(given, doseq=True)}"


def paper(name: str, filters: Filters, choice: Choice) -> str:
    """Where a paper of the view is downloaded: filters, parts and day as in the URL."""
    given = filters.model_dump(mode="json", exclude_defaults=True)
    chosen = {
        "part": [part.value for part in choice.parts],
        "since": [choice.since.isoformat()] if choice.since else [],
    }
    return f"download/{name}?{urlencode({**given, **chosen}, doseq=True)}"


def actions(filters: Filters, rows: int) -> None:
    """All rows of the view, in the columns of the export. The files' names say filters, reading date and snapshot."""
    with st.container(horizontal=True):
        say.link_button(md("Download CSV ({count})", count=words.counted(rows, "row")), address("actions.csv", filters))
        if rows <= MOST_ROWS_OF_WORKBOOK:
            st.link_button("Download for Excel", address("actions.xlsx", filters))
        st.link_button(
            "Download what the columns mean",
            address("actions.csv-metadata.json", filters),
            help="A file to keep beside the CSV: filters, reading date, snapshot, sources, and the meaning of each column (CSVW).",
        )


def changes(filters: Filters, since: date | None, kinds: Sequence[ChangeKind]) -> None:
    """All changes of the view, for a spreadsheet, and as a feed to subscribe to."""
    given = filters.model_dump(mode="json", exclude_defaults=True)
    asked = urlencode(
        {**given, "change": [kind.value for kind in kinds], **({"since": since} if since else {})}, doseq=True
    )
    with st.container(horizontal=True):
        say.link_button(md("Download these changes (CSV)"), f"download/changes.csv?{asked}")
        say.link_button(md("As a feed (Atom)"), f"download/changes.xml?{asked}")


def findings(filters: Filters) -> None:
    """All findings of the view."""
    st.link_button("Download findings (CSV)", address("findings.csv", filters))
