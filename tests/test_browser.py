"""Four journeys in a real browser, axe on every page, and no request to anywhere else."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator

import pdfplumber
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests import browser as chromium
from tests.fixtures.formats import FORMATS
from tests.pages import PAGES, choose, choose_filter, choose_row, downloaded, go, in_chromium, press, settled

pytestmark = in_chromium


@pytest.fixture(scope="module")
def address(tmp_path_factory) -> Iterator[str]:
    """The dashboard as it first starts, with the plans that ship."""
    folder = tmp_path_factory.mktemp("browser")
    with chromium.served(folder / "lake", folder / "server.log") as served:
        yield served


@pytest.mark.thorough
def test_a_board_member_finds_the_most_overdue_action_and_reads_the_plans_words(page, address):
    go(page, address, "Overview")
    press(page, page.get_by_role("link", name="Slippage"))
    expect(page.get_by_role("heading", level=1, name="Slippage")).to_be_visible()
    choose_filter(page, "Partnership", "Central Bedfordshire CSP")
    expect(page.get_by_text("Showing 25 actions in 1 plan")).to_be_visible()
    expect(page.locator(".figures > div").filter(has_text="Longest overdue")).to_contain_text("452 days")
    press(page, page.get_by_role("link", name="ref 21: Include bi-directional abuse in the DA Strategy"))
    expect(page.get_by_role("heading", name="DHR David, ref 21")).to_be_visible()
    expect(page.get_by_text("In progress. Overdue by at least 452 days on 26 November 2025")).to_be_visible()
    expect(
        page.get_by_role("paragraph").filter(has_text="Strategy Outcomes are now being worked through").last
    ).to_be_visible()
    link = page.evaluate("location.href")
    go(page, link, "Slippage")
    expect(page.get_by_role("heading", name="DHR David, ref 21")).to_be_visible()


@pytest.mark.thorough
def test_a_commissioner_filters_to_dvpo_and_compares_partnerships(page, address):
    go(page, f"{address}/compare", "Compare partnerships")
    choose_filter(page, "Theme", "DVPN and DVPO")
    expect(page.get_by_text("filtered by Theme: DVPN and DVPO")).to_be_visible()
    press(page, page.get_by_role("radio", name="What each publishes"))
    expect(page.get_by_test_id("stTable").first).to_contain_text("With a completion date")
    press(page, page.get_by_role("radio", name="Figures"))
    expect(page.get_by_role("row", name="Western Suffolk CSP 3 3 100%")).to_be_visible()
    press(page, page.get_by_role("radio", name="Themes"))
    expect(page.get_by_test_id("stPlotlyChart")).to_be_visible()
    assert "theme=dvpo" in page.evaluate("location.href")
    for name in ("Western Suffolk CSP", "Cumbria Constabulary"):
        choose(page, page.get_by_role("combobox", name="Partnerships to compare"), name)
    expect(page.get_by_text(re.compile("filtered by Partnership: .*Cumbria.*; Theme: DVPN and DVPO"))).to_be_visible()
    press(page, page.get_by_role("link", name="Actions", exact=True))
    expect(page.get_by_role("heading", level=1, name="Actions")).to_be_visible()
    expect(page.get_by_text("filtered by Theme: DVPN and DVPO")).to_be_visible()


@pytest.mark.thorough
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


@pytest.mark.thorough
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


@pytest.mark.thorough
def test_clearing_all_filters_works_every_time_and_back_undoes_a_choice(page, address):
    go(page, f"{address}/completion", "Completion")
    whole = page.get_by_text("Showing all:")
    for value in ("Cumbria Constabulary", "Western Suffolk CSP", "Cumbria Constabulary"):
        choose_filter(page, "Partnership", value)
        expect(page.get_by_text(f"filtered by Partnership: {value}")).to_be_visible()
        press(page, page.get_by_role("button", name="Clear all filters"))
        expect(whole).to_be_visible()
        assert "?" not in page.evaluate("location.href")
    choose_filter(page, "Partnership", "Western Suffolk CSP")
    page.go_back()
    settled(page)
    expect(page.get_by_role("heading", level=1, name="Completion")).to_be_visible()
    expect(whole).to_be_visible()


@pytest.mark.thorough
def test_a_click_on_a_bar_narrows_the_view_and_its_chip_or_back_undoes_it(page, address):
    go(page, f"{address}/completion", "Completion")
    page.locator(".js-plotly-plot .bars .point").first.click(
        force=True
    )  # what is clicked is the chart's own layer above
    settled(page)
    expect(page.get_by_text("filtered by Partnership:")).to_be_visible()
    assert "partnership=" in page.evaluate("location.href")
    press(page, page.get_by_role("button", name="Partnership: "))
    expect(page.get_by_text("Showing all:")).to_be_visible()
    assert "?" not in page.evaluate("location.href")
    page.go_back()
    expect(page.get_by_text("filtered by Partnership:")).to_be_visible()


@pytest.mark.thorough
def test_a_click_on_a_cell_narrows_the_view_to_both_its_groups_in_one_step(page, address):
    go(page, f"{address}/themes?view=Over+the+years", "Themes")
    page.locator(".js-plotly-plot .bars .point").nth(8).click(force=True)
    expect(page.get_by_text("filtered by Theme:")).to_be_visible()
    settled(page)
    asked = page.evaluate("location.search")
    assert asked.count("theme=") == asked.count("due_from=") == asked.count("due_to=") == 1
    page.go_back()
    expect(page.get_by_text("Showing all:")).to_be_visible()


@pytest.mark.thorough
def test_a_name_leads_to_the_page_of_its_partnership(page, address):
    go(page, f"{address}/partnership?of=Western+Suffolk+CSP", "One partnership")
    expect(page.get_by_text("25 of 25 marked done; none open.")).to_be_visible()
    press(page, page.get_by_role("radio", name="Among the others"))
    expect(page.get_by_text("Western Suffolk CSP: 24 of 24, 100%")).to_be_visible()
    assert "view=Among" in page.evaluate("location.href")


@pytest.mark.thorough
def test_a_name_leads_to_its_page_and_back_and_a_name_that_is_not_there_shows_nobody_else(page, address):
    go(page, f"{address}/partnership?of=Central+Bedfordshire+CSP", "One partnership")
    press(page, page.locator(".attention").get_by_role("link", name="Central Bedfordshire Council"))
    expect(page.get_by_role("heading", level=1, name="One lead agency")).to_be_visible()
    expect(page.get_by_text("3 of 4 marked done; 1 overdue, by at least 452 days.")).to_be_visible()
    assert "lead=Central+Bedfordshire+Council" in page.url and "partnership=Central+Bedfordshire+CSP" in page.url
    page.go_back()
    expect(page.get_by_role("heading", level=1, name="One partnership")).to_be_visible()
    assert page.url.endswith("partnership?of=Central+Bedfordshire+CSP")
    go(page, f"{address}/agency?lead=Nobody", "One lead agency")
    expect(page.get_by_text("The link asks for 'Nobody', which is not there")).to_be_visible()
    assert page.get_by_text("marked done").count() == 0


@pytest.mark.thorough
def test_a_share_in_a_table_is_that_of_its_row(page, address):
    go(page, f"{address}/themes", "Themes")
    press(page, page.get_by_text("Show as table").first)
    table = page.get_by_role("region", name="Table: Actions on each theme")
    shown = [
        [int(table.get_by_test_id(f"glide-cell-{column}-{row}").inner_text()) for column in (2, 3, 4)]
        for row in range(8)
    ]
    assert [row for row in shown if abs(row[2] - 100 * row[0] / row[1]) > 0.5] == []
    assert any(share for _, _, share in shown)


@pytest.mark.thorough
def test_a_row_opens_an_action_in_full_and_is_closed_again(page, address):
    go(page, f"{address}/overview", "Overview")
    press(page, page.locator("table.attention a").first)
    expect(page.get_by_role("dialog")).to_be_visible()
    page.get_by_role("dialog").get_by_role("button", name="Close").click()
    expect(page.get_by_role("dialog")).to_have_count(0)


@pytest.mark.thorough
def test_who_comes_by_keyboard_sees_where_they_are(page, address):
    go(page, address, "Overview")
    link = page.get_by_role("link", name="Completion")
    for _ in range(40):  # the filters stand before the pages
        page.keyboard.press("Tab")
        if link.evaluate("one => one === document.activeElement || one.contains(document.activeElement)"):
            break
    seen = page.evaluate(
        "() => { const look = getComputedStyle(document.activeElement); return [look.outlineStyle, parseFloat(look.outlineWidth), look.boxShadow]; }"
    )
    assert (seen[0] != "none" and seen[1] >= 2) or seen[2] != "none", seen
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Completion")).to_be_visible()


_CUT = """() => [...document.querySelectorAll('.js-plotly-plot')].flatMap(plot => {
    const frame = plot.getBoundingClientRect();
    return [...plot.querySelectorAll('svg text')].filter(one => one.textContent.trim() && one.getBBox().width).map(one => [one, one.getBoundingClientRect()])
        .filter(([_, box]) => box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1)
        .map(([one]) => one.textContent);
})"""
_OVER = """() => [...document.querySelectorAll('.xaxislayer-above, .yaxislayer-above')].flatMap(axis => {
    const ticks = [...axis.querySelectorAll('.xtick text, .ytick text')].filter(one => one.textContent.trim());
    const straight = ticks.filter(one => !/rotate\\((?!0)/.test(one.getAttribute('transform') || ''));
    const boxes = straight.map(one => [one.textContent, one.getBoundingClientRect()]);
    return boxes.flatMap(([name, a], place) => boxes.slice(place + 1).filter(([_, b]) =>
        a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 2 && b.top < a.bottom - 2).map(([other]) => name + ' | ' + other));
})"""


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=pytest.mark.thorough)
        for name in (
            "slippage",
            "slippage?view=Action+by+action",
            "slippage?view=Time+past+target",
            "slippage?view=By+group",
            "completion",
            "completion?view=Over+time",
            "themes",
            "lead_agencies",
            "compare",
            "compare?view=Themes",
            "partnership",
        )
    ],
)
def test_no_word_of_a_chart_is_cut_off_or_lies_over_another(page, address, name):
    go(page, f"{address}/{name}")
    assert (page.evaluate(_CUT), page.evaluate(_OVER)) == ([], [])


@pytest.mark.thorough
@pytest.mark.parametrize(("name", "last"), [("slippage", "says"), ("compare?view=Figures", "Past")])
def test_a_printed_page_has_its_right_half(page, address, name, last, tmp_path):
    go(page, f"{address}/{name}")
    expect(page.locator("th, .js-plotly-plot").first).to_be_visible()
    page.emulate_media(media="print")
    page.pdf(path=tmp_path / "page.pdf", format="A4", landscape=True)
    with pdfplumber.open(tmp_path / "page.pdf") as printed:
        words = " ".join(
            word["text"] for sheet in printed.pages for word in sheet.extract_words() if word["x1"] <= sheet.width
        )
    assert last in words.split()
    page.emulate_media(media="screen")


SOON = ("overview",)


@pytest.mark.parametrize(
    "name", [*SOON, *(pytest.param(name, marks=pytest.mark.thorough) for name in PAGES if name not in SOON)]
)
def test_no_violations_found_by_axe(page, address, name):
    go(page, f"{address}/{name}")
    if name == "actions":
        choose_row(page)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
