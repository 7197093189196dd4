"""What all tests share: a lake of the shipped plans, working copies of literal rows, and where the documents are."""

from __future__ import annotations

import os

os.environ.setdefault("POLARS_MAX_THREADS", "1")  # the tests already fill both cores

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from streamlit.runtime.pages_manager import PagesManager

from ingest.keep.shipped import add_shipped
from ingest.plan.tree import Plan
from queries import working
from schema.lake import Lake
from tests import browser as chromium
from tests import postgres

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT.parent / "shared" / "seeds"
# No example is timed: on a busy machine that tells nothing of the program. The same examples in every run, so that a commit
# that passed passes again; `--hypothesis-profile=search` looks for new ones.
hypothesis.settings.register_profile("repeatable", deadline=None, derandomize=True, database=None)
hypothesis.settings.register_profile("search", deadline=None, max_examples=3_000)
hypothesis.settings.load_profile("repeatable")
GOLD = ROOT.parent / "shared" / "gold"
FIXTURES = ROOT / "tests" / "fixtures"

needs_documents = pytest.mark.skipif(
    not SEEDS.is_dir(), reason="the published documents (../shared/seeds) are not here"
)

_init = PagesManager.__init__


def _without_pages_folder(self: PagesManager, *args: Any, **kwargs: Any) -> None:
    """A folder called `pages` makes AppTest run a page without app.py; say that it is no folder of that kind."""
    _init(self, *args, **kwargs)
    PagesManager.uses_pages_directory = False


PagesManager.__init__ = _without_pages_folder  # type: ignore[method-assign]


@pytest.fixture(scope="session")
def shipped_lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lake that holds the five plans that ship with the project."""
    folder = tmp_path_factory.mktemp("lake")
    with Lake(str(folder)) as lake:
        assert add_shipped(lake) == 5
    return folder


@pytest.fixture
def dashboard_lake(shipped_lake: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The shipped plans as the lake of the settings."""
    monkeypatch.setenv("FOLLOWTHROUGH_LAKE", str(shipped_lake))
    yield shipped_lake


@pytest.fixture
def own_lake(tmp_path: Path) -> Iterator[Lake]:
    """A new, empty lake."""
    with Lake(str(tmp_path / "lake")) as lake:
        yield lake


@pytest.fixture(autouse=True)
def _forget_working_copies(shipped_lake: Path) -> Iterator[None]:
    """No test sees the working copy of another's lake; that of the shipped plans is kept, for no test writes to it."""
    yield
    for uri in set(working._copies) - {str(shipped_lake)}:
        working._copies.pop(uri).lake.close()


@pytest.fixture
def empty_lake(tmp_path, monkeypatch) -> Path:
    folder = tmp_path / "lake"
    monkeypatch.setenv("FOLLOWTHROUGH_LAKE", str(folder))
    monkeypatch.setenv("FOLLOWTHROUGH_SHIPPED_PLANS", "false")
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium.found(), args=chromium.ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(scope="module")
def context(browser) -> Iterator[BrowserContext]:
    """One for all tests, so that the dashboard's scripts are compiled once; each page is a session of its own."""
    made = browser.new_context(viewport={"width": 1400, "height": 1100}, accept_downloads=True)
    made.set_default_timeout(30_000)
    yield made
    made.close()


@pytest.fixture
def page(context, address) -> Iterator[Page]:
    """A page that fails its test if it asks anything of another host."""
    made = context.new_page()
    elsewhere: list[str] = []
    made.on("request", lambda request: elsewhere.append(request.url) if not _is_here(request.url, address) else None)
    yield made
    made.close()
    assert elsewhere == []


def _is_here(url: str, address: str) -> bool:
    return url.startswith((address, address.replace("http", "ws"), "data:", "blob:"))


@pytest.fixture(scope="session")
def database() -> Iterator[tuple[str, Path] | None]:
    """A PostgreSQL server, or None where none can be started."""
    if postgres.programs() is None:
        yield None
        return
    with postgres.server() as started:
        yield started


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--regen", action="store_true", help="write down what is read of the fixtures now (tests/golden)")


def hung(plan: Plan, what: str) -> list:
    """What hangs on the actions of a plan (`leads`, `themes`, `places`, `cells`), in one list."""
    return [one for action in plan.actions for one in getattr(action, what)]
