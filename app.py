"""Followthrough: `streamlit run app.py` opens the dashboard."""

from __future__ import annotations

import logging
from pathlib import Path

import streamlit as st

from schema.errors import FollowthroughError

PAGES = {
    "overview": "Overview",
    "completion": "Completion",
    "slippage": "Slippage",
    "themes": "Themes",
    "lead_agencies": "Lead agencies",
    "compare": "Compare partnerships",
    "actions": "Actions",
    "numbers": "How numbers are made",
}
_ROOT = Path(__file__).resolve().parent
_FOLDER = _ROOT / "pages"
_ICON = _ROOT / "docs" / "icon.png"


def main() -> None:
    """Set the page up, draw the navigation, and run the chosen page."""
    st.set_page_config(page_title="Followthrough", page_icon=str(_ICON), layout="wide")
    pages = [
        st.Page(_FOLDER / f"{name}.py", title=title, url_path=name, default=name == "overview")
        for name, title in PAGES.items()
    ]
    chosen = st.navigation(pages)
    try:
        chosen.run()
    except FollowthroughError as error:
        logging.getLogger("followthrough").warning("%s", error)
        st.error(str(error))


main()
