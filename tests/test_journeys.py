"""What a reader of many partnerships comes for, in a real browser over a generated lake of thousands, with the clicks counted."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2 as pdfium
import pytest
from playwright.sync_api import Page, expect

from tests import browser as chromium
from tests.bench.lake import write_lake
from tests.pages import downloaded, go, in_chromium, press, settled

pytestmark = [*in_chromium, pytest.mark.thorough]

_ACTIONS = 6_000
_COUNT = "window.clicks = 0; document.addEventListener('pointerdown', () => { window.clicks += 1; }, true);"


@pytest.fixture(scope="module")
def address(tmp_path_factory) -> Iterator[str]:
    """A dashboard over the plans that ship and as many generated ones as make thousands of actions."""
    folder = tmp_path_factory.mktemp("journeys")
    write_lake(folder / "lake", _ACTIONS, versions=True)
    with chromium.served(folder / "lake", folder / "server.log") as served:
        yield served


def start(page: Page, address: str) -> None:
    """The first page, from which clicks are counted."""
    go(page, address, "Overview")
    page.evaluate(_COUNT)


def clicks(page: Page) -> int:
    return int(page.evaluate("window.clicks"))


def test_a_board_member_finds_the_most_overdue_action_of_a_partnership_and_what_the_plan_says(page, address):
    start(page, address)
    whose = page.locator(".attention td:nth-child(2) span a").first
    name = whose.inner_text()
    press(page, whose)
    expect(page.get_by_role("heading", level=1, name="One partnership")).to_be_visible()
    expect(page.get_by_text(f"filtered by Partnership: {name}")).to_be_visible()
    days = page.locator(".attention b").first.inner_text()
    press(page, page.locator(".attention td:nth-child(2) a").first)
    expect(page.get_by_text(f"Overdue by at least {days} days")).to_be_visible()
    expect(page.get_by_role("dialog")).to_contain_text("Progress")
    assert clicks(page) == 2


def test_a_commissioner_finds_those_outside_the_funnel_and_compares_three(page, address, context):
    start(page, address)
    press(page, page.get_by_role("link", name="Compare"))
    outside = page.get_by_text("outside the 99.8% limits: Western Suffolk CSP")
    expect(outside).to_be_visible()
    choose_point(page, -1, 1)  # what lies outside is drawn last
    choose_point(page, 0, 2)
    choose_point(page, 1, 3)
    press(page, page.get_by_role("radio", name="Figures"))
    expect(page.get_by_test_id("stTable").first.get_by_role("row")).to_have_count(4)
    expect(page.get_by_text("Differences from Western Suffolk CSP")).to_be_visible()
    assert clicks(page) == 5
    sees_the_same(page, context)


def test_a_secretary_prepares_the_quarterly_meeting(page, address):
    start(page, address)
    whose = page.locator(".attention td:nth-child(2) span a[href*='Generated']").first
    name = whose.inner_text()
    press(page, whose)
    press(page, page.locator(".strip a").first)  # what moved since last quarter's plan
    expect(page.get_by_role("heading", level=1, name="What changed")).to_be_visible()
    expect(page.locator("table.changed tbody tr").first).to_be_visible()
    page.go_back()
    settled(page)
    press(page, page.get_by_role("link", name=f"a paper of {name}"))
    expect(page.get_by_role("heading", level=1, name="Paper for a meeting")).to_be_visible()
    _, pdf = downloaded(page, "Download PDF")
    _, word = downloaded(page, "Download Word")
    assert clicks(page) == 5
    text = "\n".join(leaf.get_textpage().get_text_bounded() for leaf in pdfium.PdfDocument(pdf))
    for part in (
        name,
        "Overdue",
        "Due next",
        "What changed since the version before",
        "Closed, but done?",
        "Definitions",
    ):
        assert part in text, part
    assert word.startswith(b"PK")


def test_a_board_that_was_told_something_finds_who_else_was_and_how_they_did_it(page, address):
    start(page, address)
    press(page, page.get_by_role("link", name="Told again"))
    first = page.locator("table.told tbody tr").first
    expect(first).to_be_visible()
    text, made = (first.locator("td").nth(place).inner_text() for place in (0, 1))
    press(page, first.locator("a").first)
    expect(page.get_by_text("were told this or nearly the same")).to_be_visible()
    rows = page.locator("table.told.so tbody tr")
    expect(rows.first).to_be_visible()
    assert "plans of" in made and text.split()[0] in page.locator("table.told.so").inner_text()
    press(page, rows.first.locator("a").first)
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Progress")
    press(page, dialog.get_by_text("What others were told: the nearest ten"))
    expect(dialog.locator("table.nearest tbody tr").first).to_be_visible()
    whose = dialog.get_by_role("heading").nth(1).inner_text()
    press(page, dialog.locator("table.nearest td:nth-child(2) div:first-child a").first)
    expect(page.get_by_role("dialog")).to_contain_text("Progress")
    assert page.get_by_role("dialog").get_by_role("heading").nth(1).inner_text() != whose
    assert clicks(page) == 5


def test_a_person_gives_a_verdict_and_the_figures_beside_it_follow(page, address):
    go(page, f"{address}/completion?view=Closed%2C+but+done%3F&partnership=Western+Suffolk+CSP&closing=supported")
    before = page.locator("dl.figures").inner_text()
    press(page, page.locator("table.closed a").first)
    dialog = page.get_by_role("dialog")
    press(page, dialog.get_by_text("Is it done? Give a verdict"))
    dialog.get_by_text("Not supported: What is known").click()
    press(page, dialog.get_by_role("button", name="Keep the verdict"))
    expect(dialog.get_by_text("Say why")).to_be_visible()
    dialog.get_by_label("Why?").first.fill("The board saw no record.")
    press(page, dialog.get_by_role("button", name="Keep the verdict"))
    expect(page.get_by_text("A person's verdict: not supported")).to_be_visible()
    expect(page.get_by_text("The board saw no record.")).to_be_visible()
    assert page.locator("dl.figures").inner_text() != before


def test_a_person_puts_a_match_right_and_what_changed_follows(page, address):
    go(page, f"{address}/changes?change=completed", "What changed")
    press(page, page.locator("table.changed a").first)
    dialog = page.get_by_role("dialog")
    press(page, dialog.get_by_text("The same action in the version before"))
    field = dialog.get_by_role("combobox", name="It is")
    field.click()
    field.fill("A new action")  # Escape, which ends the choosing elsewhere, would close the dialog
    page.get_by_role("option", name="A new action").click()
    dialog.get_by_label("Why?").last.fill("It asks for something else.")
    press(page, dialog.get_by_role("button", name="Keep the match"))
    expect(page.get_by_text("It asks for something else.")).to_be_visible()
    where = page.evaluate("location.href").replace("change=completed", "change=added")
    go(page, where.split("&action=")[0], "What changed")
    expect(page.locator("table.changed")).to_contain_text("New")


def choose_point(page: Page, place: int, chosen: int) -> None:
    """Click a point of the chart, counted in the order in which they are drawn, and wait until so many are chosen."""
    settled(page)
    point = page.locator(".js-plotly-plot .scatterlayer path.point").nth(place)
    box = point.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_function("n => new URLSearchParams(location.search).getAll('compare').length === n", arg=chosen)
    settled(page)


def sees_the_same(page: Page, context) -> None:
    """An analyst opens the link in a browser of their own and sees the same tables."""
    other = context.new_page()
    go(other, page.evaluate("location.href"), "Compare partnerships")
    seen = [one.get_by_test_id("stTable").all_inner_texts() for one in (page, other)]
    other.close()
    assert seen[0] == seen[1] != []
