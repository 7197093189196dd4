"""What each page asks when it is opened, found by opening it: never a list kept by hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from pages.parts import page, store
from queries import seam
from queries.asked import Asked
from queries.working import Copy
from tests import pages
from tests.browser import ROOT

#: The pages that ask queries of their own.
PAGES = tuple(name for name in pages.PAGES if name not in ("numbers", "add_plan"))
Question = tuple[seam.Query[Any, Any], Asked]


def label(question: Question) -> str:
    """'status_by partnership': a query and what it groups by."""
    query, asked = question
    by = [str(getattr(asked, name)) for name in ("dimension", "within") if hasattr(asked, name)]
    return " ".join([query.name, *by])


@contextmanager
def _over(copy: Copy) -> Iterator[list[Question]]:
    """Let pages read a working copy, and note what they ask of it that was not asked before."""
    found: list[Question] = []
    answer = seam._answer

    def noted(query: Any, given: Any, con: Any, *, is_kept: bool = True) -> Any:
        found.append((query, given))
        return answer(query, given, con, is_kept=is_kept)

    with (
        mock.patch.object(seam, "_answer", noted),
        mock.patch.object(store, "copy_in_view", lambda: copy),
        mock.patch.object(page, "copy_in_view", lambda: copy),
        mock.patch.object(page, "prepare", lambda: None),
    ):
        yield found


def asked_by_pages(copy: Copy, **query: list[str]) -> dict[str, list[Question]]:
    """Page, or page and view -> the questions that it asks under the filters of an address.

    Raises:
        RuntimeError: if a page cannot be drawn.
    """
    PagesManager.uses_pages_directory = False
    found = {}
    for name, view in ((one, view) for one in PAGES for view in ("", *pages.VIEWS.get(one, ()))):
        fresh = Copy(copy.con, copy.snapshot)
        with _over(fresh) as asked:
            test = AppTest.from_file(str(ROOT / "pages" / f"{name}.py"), default_timeout=300)
            test.query_params.update({**query, **({"view": [view]} if view else {})})
            test.run()
        if test.exception:
            raise RuntimeError(f"{name}: {test.exception[0].message}")
        found[f"{name}: {view}" if view else name] = list(asked)
    return found
