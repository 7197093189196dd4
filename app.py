"""Followthrough: `streamlit run app.py` opens the dashboard."""

from __future__ import annotations

import logging
from pathlib import Path

import streamlit as st

from pages.parts.deployment import is_read_only
from schema.errors import FollowthroughError
from schema.filters import Filters

PAGES = {
    "overview": "Overview",
    "completion": "Completion",
    "slippage": "Slippage",
    "themes": "Themes",
    "lead_agencies": "Lead agencies",
    "compare": "Compare partnerships",
    "actions": "Actions",
    "data_quality": "Data quality",
    "numbers": "How numbers are made",
    "add_plan": "Add a plan",
}
#: Pages that change the lake: not there where the dashboard is read-only.
CHANGING = ("add_plan",)
_ROOT = Path(__file__).resolve().parent
_FOLDER = _ROOT / "pages"
_ICON = _ROOT / "docs" / "icon.png"


def _links(pages: list[st.Page]) -> None:
    """Links to the pages that take the filters in force along: what was chosen holds on every page."""
    kept = {name: st.query_params.get_all(name) for name in Filters.model_fields if name in st.query_params}
    with st.sidebar:
        for page in pages:
            st.page_link(page, query_params=kept, width="stretch")


def main() -> None:
    """Set the page up, draw the navigation, and run the chosen page."""
    st.set_page_config(page_title="Followthrough", page_icon=str(_ICON), layout="wide")
    pages = [
        st.Page(_FOLDER / f"{name}.py", title=title, url_path=name, default=name == "overview")
        for name, title in PAGES.items()
        if name not in CHANGING or not is_read_only()
    ]
    chosen = st.navigation(pages, position="hidden")
    _links(pages)
    try:
        chosen.run()
    except FollowthroughError as error:
        logging.getLogger("followthrough").warning("%s", error)
        st.error(str(error))


main()
