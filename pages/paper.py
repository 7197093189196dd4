"""Paper: what a board takes into its meeting, as PDF and Word, in the parts and order that its secretary chooses."""

from __future__ import annotations

import streamlit as st

from pages.parts import download, page, say, show, switches
from pages.parts.say import Md, md
from queries.figures import HEADLINE
from queries.paper.choice import Choice, PaperPart
from schema.filters import Filters

_BY_LABEL = {part.label: part for part in PaperPart}


def draw() -> None:
    """Draw the page."""
    filters, _ = page.opened(
        "Paper for a meeting",
        md(
            "A paper of what the filters leave, usually of one partnership: two pages for a small plan, long lists in an annex."
        ),
    )
    parts, since = _parts(), switches.since(Md("What changed since (the meeting before)"))
    _links(filters, Choice(parts=parts, since=since))
    rows = {"Part": [part.label for part in parts], "What it holds": [part.meaning for part in parts]}
    show.facts(rows, "What stands on the paper, in its order")
    page.how(HEADLINE)


def _parts() -> tuple[PaperPart, ...]:
    chosen = st.multiselect(
        "Parts, in the order in which they stand",
        list(_BY_LABEL),
        key="part",
        bind="query-params",
        placeholder="All parts",
        help="Left empty, all parts stand on the paper. Chosen ones stand in the order in which you choose them.",
    )
    return tuple(_BY_LABEL[label] for label in chosen) or tuple(PaperPart)


def _links(filters: Filters, choice: Choice) -> None:
    with st.container(horizontal=True):
        say.link_button(md("Download PDF"), download.paper("paper.pdf", filters, choice))
        say.link_button(md("Download Word"), download.paper("paper.docx", filters, choice))


draw()
