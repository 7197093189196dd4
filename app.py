"""Followthrough: `streamlit run app.py` opens the dashboard."""

from __future__ import annotations

import logging
from contextlib import nullcontext
from pathlib import Path

import streamlit as st

from pages.parts import say
from pages.parts.deployment import is_read_only
from pages.parts.filters import drawn_for_all
from pages.parts.say import md
from pages.parts.server import MIDDLEWARE, ROUTES, started
from pages.parts.store import pinned
from pages.parts.turns import turn
from schema.errors import FollowthroughError
from schema.filters import Filters

PAGES = {
    "overview": "Overview",
    "completion": "Completion",
    "slippage": "Slippage",
    "changes": "Changes",
    "themes": "Themes",
    "recurring": "Told again",
    "lead_agencies": "Lead agencies",
    "compare": "Compare",
    "partnership": "Partnership",
    "agency": "Agency",
    "actions": "Actions",
    "paper": "Paper",
    "data_quality": "Data quality",
    "numbers": "Definitions",
    "add_plan": "Add a plan",
}
#: Pages that change the lake: not there where the dashboard is read-only.
CHANGING = ("add_plan",)
_WITHOUT_FILTERS = "numbers"
_START, _ROOT_PATH = "overview", "start"
_ROOT = Path(__file__).resolve().parent
_FOLDER = _ROOT / "pages"
_ICON = _ROOT / "docs" / "icon.png"


def _links(pages: list[st.Page]) -> None:
    """Links to the pages that take the filters in force along: what was chosen holds on every page."""
    kept = {name: values for name in Filters.model_fields if (values := st.query_params.get_all(name))}
    with st.container(horizontal=True, gap="xxsmall", key="pages"):
        for page in pages:
            st.page_link(page, query_params=kept, width="content")


def _run(page: st.Page) -> None:
    """Run a page: those that only read in turn, over one working copy, under filters that are the same on all of them."""
    if page.title in [PAGES[name] for name in CHANGING]:  # it reads documents, which may take minutes
        page.run()
        return
    with turn(), pinned(), drawn_for_all() if page.title != PAGES[_WITHOUT_FILTERS] else nullcontext():
        page.run()


def main() -> None:
    """Set the page up, draw the navigation, and run the chosen page."""
    st.set_page_config(page_icon=str(_ICON), layout="wide")
    pages = [
        st.Page(
            _FOLDER / f"{name}.py", title=title, url_path=_ROOT_PATH if name == _START else name, default=name == _START
        )
        for name, title in PAGES.items()
        if name not in CHANGING or not is_read_only()
    ]
    # The first page stands at '/' and can have no other address: its name is a page of its own, which leads there.
    by_name = st.Page(_FOLDER / f"{_START}.py", title=PAGES[_START], url_path=_START, visibility="hidden")
    chosen = st.navigation([*pages, by_name], position="hidden")
    st.set_page_config(page_title=f"{chosen.title} - Followthrough")
    if chosen == by_name:
        st.switch_page(pages[0], query_params={name: st.query_params.get_all(name) for name in st.query_params})
    _links(pages)
    try:
        _run(chosen)
    except FollowthroughError as error:
        logging.getLogger("followthrough").warning("%s", error)
        say.error(md("{error}", error=error))


if __name__ == "__main__":
    main()
else:
    # As a module it is the application that `streamlit run` serves: this very script, with our own routes around it.
    app = st.App(__file__, routes=ROUTES, middleware=MIDDLEWARE, lifespan=started)
