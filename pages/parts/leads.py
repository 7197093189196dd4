"""What leads to the page of a partnership or lead agency, under the same filters: names as links, rows of long tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal
from urllib.parse import urlencode

import streamlit as st

from pages.parts.state import session
from schema.filters import Filters

Page = Literal["partnership", "agency"]
#: The name under which the page's own choice stands in the URL: one for each, for Streamlit takes away those of the page that is left.
CHOICE: Mapping[Page, str] = {"partnership": "of", "agency": "lead"}
#: Filters that the page's own choice takes the place of.
_WITHOUT: Mapping[str, Sequence[str]] = {
    "partnership": ("partnership", "plan"),
    "agency": ("agency",),
    "compare": ("partnership", "plan"),
}


def address(page: Page, name: str) -> str:
    """The address of the page of one partnership or lead agency."""
    return _address(page, **{CHOICE[page]: [name]})


def compared(partnerships: Sequence[str]) -> str:
    """The address of the page on which these partnerships stand side by side."""
    return _address("compare", compare=partnerships)


def same(page: str, filters: Filters, **more: str) -> str:
    """The address of another page under the very filters that are in force, what this page itself lets choose among them."""
    given = filters.model_dump(mode="json", exclude_defaults=True)
    return f"{page}?{urlencode({**given, **more}, doseq=True)}"


def _address(page: str, **more: Sequence[str]) -> str:
    return f"{page}?{urlencode({**_kept(page), **more}, doseq=True)}"


def _kept(page: str) -> dict[str, list[str]]:
    """The filters that are taken along."""
    given = {name: st.query_params.get_all(name) for name in Filters.model_fields}
    given |= {name: list(values) for name, values in session().within.items()}
    return {name: values for name, values in given.items() if values and name not in _WITHOUT[page]}


def to(page: Page, name: str) -> None:
    """Note that a person wants to go there: it is done when the page is drawn next, for a callback cannot."""
    session().going = (page, name)


def follow() -> None:
    """Go where a person wanted to."""
    going, session().going = session().going, None
    if going is not None:
        page, name = going
        st.switch_page(f"pages/{page}.py", query_params={**_kept(page), CHOICE[page]: name})
