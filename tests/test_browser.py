"""Four journeys in a real browser, axe on every page, and no request to anywhere else."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

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


@pytest.fixture
def page(browser, address) -> Iterator[Page]:
    """A page that fails its test if it asks anything of another host."""
    context = browser.new_context(viewport={"width": 1400, "height": 1100}, accept_downloads=True)
    context.set_default_timeout(_TIMEOUT_MS)
    made = context.new_page()
    elsewhere: list[str] = []
    made.on("request", lambda request: elsewhere.append(request.url) if not _is_here(request.url, address) else None)
    yield made
    context.close()
    assert elsewhere == []


def _is_here(url: str, address: str) -> bool:
    return url.startswith((address, address.replace("http", "ws"), "data:", "blob:"))


def go(page: Page, url: str, title: str | None = None) -> None:
    """Open an address and wait until the page has been drawn."""
    page.goto(url)
    settled(page)
    if title:
        expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()


def settled(page: Page) -> None:
    page.wait_for_selector("h1")
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
    page.wait_for_function("!document.querySelector('[data-stale=\"true\"]')")


def choose(page: Page, label: str, value: str) -> None:
    """Choose a value of a filter of the sidebar, as a person does: type and press Enter."""
    field = page.get_by_test_id("stSidebar").get_by_role("combobox", name=label, exact=True)
    field.click()
    field.fill(value)
    page.get_by_role("option", name=value, exact=True).click()
    page.keyboard.press("Escape")
    settled(page)


def test_a_board_member_finds_the_most_overdue_action_and_reads_the_plans_words(page, address):
    go(page, address, "Overview")
    page.get_by_role("link", name="Slippage").click()
    expect(page.get_by_role("heading", level=1, name="Slippage")).to_be_visible()
    choose(page, "Partnership", "Central Bedfordshire CSP")
    expect(page.get_by_text("Showing 25 actions in 1 plan")).to_be_visible()
    expect(page.get_by_test_id("stMetric").filter(has_text="Longest overdue")).to_contain_text("452 days")
    page.get_by_test_id("stDataFrame").last.click(position={"x": 25, "y": 52})
    settled(page)
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
    choose(page, "Theme", "DVPN and DVPO")
    expect(page.get_by_text("filtered by Theme: DVPN and DVPO")).to_be_visible()
    publishes, figures = page.get_by_test_id("stTable").all()[:2]
    expect(publishes).to_contain_text("Rows with a completion date")
    expect(figures).to_contain_text("Western Suffolk CSP")
    expect(figures).to_contain_text("100% (3 of 3; few)")
    expect(page.get_by_test_id("stPlotlyChart")).to_be_visible()
    assert "theme=DVPN" in page.evaluate("location.href")
    page.get_by_role("link", name="Actions", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="Actions")).to_be_visible()
    expect(page.get_by_text("filtered by Theme: DVPN and DVPO")).to_be_visible()


def test_an_analyst_filters_and_downloads_the_rows_of_the_table(page, address):
    go(page, f"{address}/actions?partnership=Cumbria+Constabulary&theme=dvpo", "Actions")
    button = page.get_by_role("button", name="Download CSV (6 rows)")
    with page.expect_download() as waited:
        button.click()
    content = waited.value.path().read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content)))
    assert waited.value.suggested_filename == "followthrough-actions-filtered.csv"
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
    page.get_by_label("Why?").fill("Shorter in the paper copy")
    page.get_by_role("button", name="Keep corrections").click()
    expect(page.get_by_text("1 correction", exact=True)).to_be_visible()
    page.get_by_role("button", name="Store 4 actions").click()
    expect(page.get_by_text("Stored: 4 actions of Northmere CSP")).to_be_visible()
    go(page, f"{address}/actions?partnership=Northmere+CSP", "Actions")
    expect(page.get_by_text("Showing 4 actions in 1 plan")).to_be_visible()
    page.get_by_test_id("stDataFrame").last.click(position={"x": 25, "y": 52})
    settled(page)
    page.get_by_text("The row as printed, and its page").click()
    page.get_by_text("Show the page", exact=True).click()
    expect(page.get_by_alt_text("Page 1 of plan.pdf, with this row outlined")).to_be_visible()
    expect(page.get_by_text("Shorter in the paper copy")).to_be_visible()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    go(page, f"{address}/add_plan", "Add a plan")
    page.get_by_text("Correct or remove a plan that is stored").click()
    field = page.get_by_role("combobox", name="Stored plan")
    field.click()
    field.fill("Northmere")
    page.keyboard.press("Enter")
    settled(page)
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_text("still holds it")).to_be_visible()


@pytest.mark.parametrize("name", PAGES)
def test_no_violations_found_by_axe(page, address, name):
    go(page, f"{address}/{name}")
    if name == "actions":
        page.get_by_test_id("stDataFrame").last.click(position={"x": 25, "y": 52})
        settled(page)
    page.wait_for_timeout(400)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
