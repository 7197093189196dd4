"""Every page over a lake whose every word is hostile: no request to another host, no picture, link or formula, nothing wider than the page."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from ingest.keep.store import reply, store
from ingest.plan.about import Supplied
from ingest.plan.parse import parse
from schema.lake import Lake
from schema.tables import Reply
from tests import browser as chromium
from tests.pages import PAGES, VIEWS, choose_row, go, in_chromium, settled
from tests.test_add_plan import NOW

pytestmark = in_chromium

EVIL = (
    "![p](http://evil.test/p.png) [l](http://evil.test/l) <img src=http://evil.test/i.png> <script>fetch('http://evil.test/s')</script> "
    "http://evil.test/a https://evil.test/b www.evil.test a@evil.test $\\alpha^2$ $$x$$ :material/home: :red[x] :smile: `c` **b** # h"
)
LONG = "x" * 3000


def hostile(number: int) -> str:
    return f"{number} {EVIL}"


@pytest.fixture(scope="module")
def address(tmp_path_factory) -> Iterator[str]:
    """A dashboard over two plans of which every text that can be is hostile."""
    folder = tmp_path_factory.mktemp("hostile")
    with Lake(str(folder / "lake")) as lake:
        for plan in ("A", "B"):
            content = csv_of(plan)
            said = Supplied(
                f"{plan} {EVIL}",
                f"Plan {plan} {EVIL}",
                version=f"v1 {EVIL}",
                marking=f"OFFICIAL {EVIL}",
                source="http://evil.test/plan.pdf",
            )
            read = parse(content, f"{plan} ![p](http:evil.test).csv", said)
            store(lake, read, content)
            reply(lake, Reply(plan_id=read.document.plan_id, text=EVIL, made_at=NOW, made_by=EVIL))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FOLLOWTHROUGH_SHIPPED_PLANS", "false")
        with chromium.served(folder / "lake", folder / "server.log") as served:
            yield served


def csv_of(plan: str) -> bytes:
    out = io.StringIO()
    written = csv.writer(out)
    written.writerow(
        [
            "Section",
            "Ref",
            "Recommendation",
            "Action",
            "Lead agency",
            "Target date",
            "Status",
            "Date completed",
            "RAG",
            "Progress",
            "Outcome",
            "![p](http://evil.test/h.png)",
        ]
    )
    for n in range(6):
        status = ("Completed", "In progress", "Completed", f"Odd {EVIL}", "Completed", "")[n]
        written.writerow([
            hostile(n), f"{n} {EVIL}", f"DASH {hostile(n)}", f"DVPO {plan} {LONG if n == 1 else hostile(n)}", f"Agency {EVIL} Trust", "March 2022",
            status, "12/05/2022" if n in (0, 2) else "", "Red", f"Update: {hostile(n)} {LONG if n == 2 else ''}", hostile(n), EVIL,
        ])  # fmt: skip
    return out.getvalue().encode()


_DRAWN = """() => ({
    pictures: [...document.querySelectorAll('img')].filter(one => /evil/.test(one.src)).length,
    links: [...document.querySelectorAll('a[href]')].filter(one => /evil/.test(one.href) && !one.dataset.testid?.includes('Link')
        && !/plan[.]pdf/.test(one.href) && !/^http:\\/\\/127/.test(one.href)).map(one => one.outerHTML.slice(0, 200)),
    formulas: document.querySelectorAll('.katex').length,
    icons: document.querySelectorAll('[data-testid="stMain"] [data-testid="stMarkdownContainer"] :is([data-testid*="Icon"], [role="img"])').length,
    faces: /\\p{Extended_Pictographic}/u.test(document.querySelector('[data-testid="stMain"]').innerText),
    wider: Math.max(document.documentElement.scrollWidth,
        document.querySelector('[data-testid="stMainBlockContainer"]').scrollWidth) - window.innerWidth,
})"""


def seen(page: Page) -> dict[str, object]:
    return {
        name: value for name, value in page.evaluate(_DRAWN).items() if value and not (name == "wider" and value <= 0)
    }


@pytest.mark.thorough
@pytest.mark.parametrize("name", PAGES)
def test_no_page_draws_or_asks_for_what_a_stored_word_says(page, address, name):
    go(page, f"{address}/{name}")
    assert seen(page) == {}
    for view in VIEWS.get(name, ()):
        go(page, f"{address}/{name}?{urlencode({'view': view})}")
        assert seen(page) == {}, view
    if name == "actions":
        choose_row(page)
        assert seen(page) == {}


@pytest.mark.thorough
def test_a_link_with_hostile_words_is_only_words(page, address):
    go(page, f"{address}/actions?partnership=![p](http://evil.test/p.png)&search=$x$")
    expect(page.get_by_text("which is not there, so it was left out")).to_be_visible()
    assert seen(page) == {}
    settled(page)


@pytest.mark.thorough
def test_what_was_completed_without_a_date_is_drawn_as_a_band_that_can_be_seen(page, address):
    go(page, f"{address}/completion?view=Over+time")
    fill = """() => { const band = [...document.querySelectorAll('.js-fill')].find(one => one.getBBox().width);
        const name = getComputedStyle(band).fill.match(/#([^"')]+)/)?.[1];
        return document.getElementById(name)?.querySelector('rect')?.getAttribute('fill') || getComputedStyle(band).fill; }"""
    page.wait_for_function("[...document.querySelectorAll('.js-fill')].some(one => one.getBBox().width)")
    assert page.evaluate(fill) == "rgb(166, 196, 221)"
