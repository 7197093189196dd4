"""What tests in a real browser share: the pages, and what a person does on them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests import browser as chromium

in_chromium = [
    pytest.mark.browser,
    pytest.mark.skipif(chromium.found() is None, reason="no Chromium or Chrome on this machine"),
]

PAGES = (
    "overview",
    "completion",
    "slippage",
    "changes",
    "themes",
    "recurring",
    "lead_agencies",
    "compare",
    "partnership",
    "agency",
    "actions",
    "paper",
    "data_quality",
    "numbers",
    "add_plan",
)

#: Page -> the views that it lets choose from, but for the first.
VIEWS = {
    "completion": ("Over time", "Closed, but done?"),
    "slippage": ("Action by action", "Time past target", "By group"),
    "changes": ("By partnership", "By lead agency", "By theme", "Quarter by quarter"),
    "themes": ("Over the years", "Together", "What became of each", "One theme"),
    "recurring": ("Themes that came back", "Terms of no theme"),
    "lead_agencies": ("By partnership", "Falling due", "By kind", "Against all together"),
    "compare": ("What each publishes", "Figures", "Themes"),
    "partnership": ("Falling due", "Its plans", "Among the others"),
    "agency": ("Shared with", "Falling due", "Its actions", "Among the others"),
    "data_quality": ("Plans", "Fields", "Findings"),
}
TIMEOUT_MS = 30_000
expect.set_options(timeout=TIMEOUT_MS)


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
    const places = [...document.querySelectorAll('button, input, summary, canvas, img, .js-plotly-plot path.point')].map(
        found => Math.round(found.getBoundingClientRect().top));
    const seen = JSON.stringify([app?.dataset.testScriptState, places]);
    const moves = document.getAnimations().some(
        one => one.playState === 'running' && one.effect.getComputedTiming().endTime < 10_000);
    const waits = document.querySelector('[data-stale="true"], [data-testid="stSkeleton"]');
    const isDrawn = !moves && !waits && app?.dataset.testScriptState === 'notRunning'
        && document.querySelector('h1');
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
