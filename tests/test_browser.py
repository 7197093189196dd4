"""Four journeys in a real browser, axe on every page, and no request to anywhere else."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright

from tests import browser as chromium
from tests.fixtures.formats import FORMATS

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(chromium.found() is None, reason="no Chromium or Chrome on this machine"),
]

PAGES = (
    "overview",
    "completion",
    "slippage",
    "themes",
    "lead_agencies",
    "compare",
    "actions",
    "data_quality",
    "numbers",
    "add_plan",
)
_TIMEOUT_MS = 30_000
expect.set_options(timeout=_TIMEOUT_MS)


@pytest.fixture(scope="module")
def address(tmp_path_factory) -> Iterator[str]:
    """The dashboard as it first starts, with the plans that ship."""
    folder = tmp_path_factory.mktemp("browser")
    with chromium.served(folder / "lake", folder / "server.log") as served:
        yield served


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
    made.set_default_timeout(_TIMEOUT_MS)
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


def go(page: Page, url: str, title: str | None = None) -> None:
    """Open an address and wait until the page has been drawn."""
    page.goto(url)
    settled(page)
    if title:
        expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()


# A click that comes while a page is being drawn, or an expander opens, may end on what has moved below it.
_QUIET_MS = 250
_IS_QUIET = """quiet => {
    const app = document.querySelector('[data-testid="stApp"]');
    const places = [...document.querySelectorAll('button, input, summary, canvas, img')].map(
        found => Math.round(found.getBoundingClientRect().top));
    const seen = JSON.stringify([app?.dataset.testScriptState, places]);
    const moves = document.getAnimations().some(
        one => one.playState === 'running' && one.effect.getComputedTiming().endTime < 10_000);
    const isDrawn = !moves && app?.dataset.testScriptState === 'notRunning'
        && document.querySelector('h1') && !document.querySelector('[data-stale="true"]');
    if (!isDrawn || seen !== window.lastSeen) { window.lastSeen = seen; window.seenSince = performance.now(); }
    return performance.now() - window.seenSince > quiet;
}"""


def settled(page: Page) -> None:
    """Wait until the page has been drawn and nothing on it has moved for a moment."""
    page.wait_for_function(_IS_QUIET, arg=_QUIET_MS)


def press(page: Page, found: Locator) -> None:
    """Click what stands still, and wait for what comes of it."""
    settled(page)
    found.click()
    settled(page)


def choose(page: Page, field: Locator, typed: str, option: str | None = None) -> None:
    """Choose from a list as a person does: type until the option is seen, and click it."""
    settled(page)
    field.click()
    field.fill(typed)
    page.get_by_role("option", name=option or typed, exact=option is None).click()
    page.keyboard.press("Escape")
    settled(page)


def choose_filter(page: Page, label: str, value: str) -> None:
    """Choose a value of a filter of the sidebar."""
    choose(page, page.get_by_test_id("stSidebar").get_by_role("combobox", name=label, exact=True), value)


def choose_row(page: Page) -> None:
    """Choose the first row of the last table."""
    settled(page)
    page.get_by_test_id("stDataFrame").last.click(position={"x": 25, "y": 52})
    settled(page)


def downloaded(page: Page, label: str) -> tuple[str, bytes]:
    """(name, bytes) of what a link downloads. The tab that it opens closes by itself."""
    with page.expect_download() as waited:
        page.get_by_role("link", name=label).click()
    return waited.value.suggested_filename, waited.value.path().read_bytes()


def test_a_board_member_finds_the_most_overdue_action_and_reads_the_plans_words(page, address):
    go(page, address, "Overview")
    press(page, page.get_by_role("link", name="Slippage"))
    expect(page.get_by_role("heading", level=1, name="Slippage")).to_be_visible()
    choose_filter(page, "Partnership", "Central Bedfordshire CSP")
    expect(page.get_by_text("Showing 25 actions in 1 plan")).to_be_visible()
    expect(page.get_by_test_id("stMetric").filter(has_text="Longest overdue")).to_contain_text("452 days")
    choose_row(page)
    expect(page.get_by_role("heading", name="DHR David, ref 21")).to_be_visible()
    expect(page.get_by_text("In progress. Overdue by at least 452 days on 26 November 2025")).to_be_visible()
    expect(
        page.get_by_role("paragraph").filter(has_text="Strategy Outcomes are now being worked through").last
    ).to_be_visible()
    link = page.evaluate("location.href")
    go(page, link, "Slippage")
    expect(page.get_by_role("heading", name="DHR David, ref 21")).to_be_visible()


def test_a_commissioner_filters_to_dvpo_and_compares_partnerships(page, address):
    go(page, f"{address}/compare", "Compare partnerships")
    choose_filter(page, "Theme", "DVPN and DVPO")
    expect(page.get_by_text("filtered by Theme: DVPN and DVPO")).to_be_visible()
    publishes, figures = page.get_by_test_id("stTable").all()[:2]
    expect(publishes).to_contain_text("With a completion date")
    expect(figures.get_by_role("row", name="Western Suffolk CSP 3 3 100%")).to_be_visible()
    expect(page.get_by_test_id("stPlotlyChart")).to_be_visible()
    assert "theme=dvpo" in page.evaluate("location.href")
    choose(page, page.get_by_role("combobox", name="Partnerships to compare"), "Western Suffolk CSP")
    expect(page.get_by_text("filtered by Partnership: Western Suffolk CSP; Theme: DVPN and DVPO")).to_be_visible()
    press(page, page.get_by_role("link", name="Actions", exact=True))
    expect(page.get_by_role("heading", level=1, name="Actions")).to_be_visible()
    expect(page.get_by_text("filtered by Theme: DVPN and DVPO")).to_be_visible()


def test_an_analyst_filters_and_downloads_the_rows_of_the_table(page, address):
    go(page, f"{address}/actions?partnership=Cumbria+Constabulary&theme=dvpo", "Actions")
    name, content = downloaded(page, "Download CSV (6 rows)")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert re.fullmatch(r"followthrough-actions-cumbria-constabulary-dvpo-snapshot-\d+\.csv", name)
    described_as, described = downloaded(page, "Download what the columns mean")
    told = json.loads(described)
    assert (described_as, told["url"]) == (f"{name}-metadata.json", name)
    assert told["followthrough:filters"] == {"partnership": ["Cumbria Constabulary"], "theme": ["dvpo"]}
    assert told["followthrough:link"] == f"{address}/actions?partnership=Cumbria+Constabulary&theme=dvpo"
    expect(page.get_by_text("Showing 6 actions in 1 plan")).to_be_visible()
    assert [row["ref"] for row in rows] == ["PROVUL 30", "PROVUL253", "PVP62", "PVP12.1", "PVP12.2", "PVP12.3"]
    for place, row in enumerate(rows):
        expect(page.get_by_test_id(f"glide-cell-4-{place}")).to_have_text(row["ref"])
    expect(page.get_by_test_id(f"glide-cell-4-{len(rows)}")).to_have_count(0)
    assert all("dvpo" in row["themes"].split("; ") for row in rows)


def test_a_new_user_adds_a_pdf_corrects_it_stores_it_and_finds_it(page, address):
    go(page, f"{address}/add_plan", "Add a plan")
    page.set_input_files(
        "input[type=file]", {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": FORMATS["plan.pdf"]()}
    )
    expect(page.get_by_text("4 actions read from plan.pdf")).to_be_visible()
    settled(page)
    expect(page.get_by_alt_text("Page 1 of plan.pdf, with this row outlined")).to_be_visible()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.set_viewport_size({"width": 1400, "height": 2600})
    page.reload()  # an upload that is not finished is offered again
    settled(page)
    page.get_by_test_id("stDataFrame").last.dblclick(position={"x": 200, "y": 52})
    page.locator("textarea").last.fill("Write one page on sharing")
    page.keyboard.press("Enter")
    expect(
        page.get_by_role("button", name="Store 4 actions")
    ).to_be_disabled()  # what is not kept yet is not left behind
    settled(page)
    page.get_by_label("Why?").fill("Shorter in the paper copy")
    press(page, page.get_by_role("button", name="Keep corrections"))
    expect(page.get_by_text("1 correction", exact=True)).to_be_visible()
    press(page, page.get_by_role("button", name="Store 4 actions"))
    expect(page.get_by_text("Stored: 4 actions of Northmere CSP")).to_be_visible()
    go(page, f"{address}/actions?partnership=Northmere+CSP", "Actions")
    expect(page.get_by_text("Showing 4 actions in 1 plan")).to_be_visible()
    choose_row(page)
    press(page, page.get_by_text("The row as printed, and its page"))
    press(page, page.get_by_text("Show the page", exact=True))
    expect(page.get_by_alt_text("Page 1 of plan.pdf, with this row outlined")).to_be_visible()
    expect(page.get_by_text("Shorter in the paper copy")).to_be_visible()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    go(page, f"{address}/add_plan", "Add a plan")
    press(page, page.get_by_text("Correct or remove a plan that is stored"))
    choose(page, page.get_by_role("combobox", name="Stored plan"), "Northmere", "Northmere CSP: Domestic Homicide")
    press(page, page.get_by_role("button", name="Remove it"))
    expect(page.get_by_text("Removed: Northmere CSP")).to_contain_text("still holds it")


@pytest.mark.parametrize("name", PAGES)
def test_no_violations_found_by_axe(page, address, name):
    go(page, f"{address}/{name}")
    if name == "actions":
        choose_row(page)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
