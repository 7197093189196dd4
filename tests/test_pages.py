"""Every page by AppTest: as it opens, with every filter, and when nothing is left."""

from __future__ import annotations

import re
from datetime import date
from types import SimpleNamespace
from typing import Any

import plotly.graph_objects as go
import pytest
from streamlit.testing.v1 import AppTest

from pages.parts import charts
from pages.parts import once as once_module
from pages.parts.filters import unknown_in_link
from queries import words
from tests.conftest import ROOT
from tests.pages import VIEWS

FILTERED = (
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
)
TITLES = {
    "overview": "Overview", "completion": "Completion", "slippage": "Slippage", "changes": "What changed", "themes": "Themes", "recurring": "Told again", "lead_agencies": "Lead agencies",
    "compare": "Compare partnerships", "partnership": "One partnership", "agency": "One lead agency", "paper": "Paper for a meeting", "actions": "Actions", "numbers": "How numbers are made",
}  # fmt: skip
FILTERS = [
    {"partnership": "Western Suffolk CSP"},
    {"plan": "DHR David"},
    {"theme": "dvpo"},
    {"agency": "Bedfordshire Police"},
    {"status": "completed"},
    {"timeliness": "overdue"},
    {"kind": "strategy"},
    {"scope": "local"},
    {"sector": "police"},
    {"search": "training"},
    {"as_at": "2026-01-01"},
    {"due_from": "2022-01-01", "due_to": "2022-12-31"},
]


def opened(page: str, *, view: str = "", **query: str | list[str]) -> AppTest:
    test = AppTest.from_file(str(ROOT / "pages" / f"{page}.py"), default_timeout=60)
    for name, value in {**query, **({"view": view} if view else {})}.items():
        test.query_params[name] = value
    return test.run()


def figures_of(test: AppTest) -> dict[str, str]:
    """The headline figures of a page: label -> figure."""
    page = "".join(element.proto.body for element in test.get("html"))
    return dict(re.findall(r"<dt>(.*?)</dt><dd><b>(.*?)</b>", page))


def texts(test: AppTest) -> str:
    kinds = (
        test.title,
        test.header,
        test.subheader,
        test.markdown,
        test.caption,
        test.text,
        test.info,
        test.warning,
    )
    return "\n".join(str(element.value) for kind in kinds for element in kind)


@pytest.mark.parametrize("page", TITLES)
def test_each_page_opens(dashboard_lake, page):
    test = opened(page)
    assert not test.exception
    assert test.title[0].value == TITLES[page]
    assert not test.warning


@pytest.mark.thorough
def test_every_chart_is_one_that_plotly_takes(dashboard_lake, monkeypatch):
    """Charts are described as plain values, which Plotly takes unchecked; here it checks each one that is drawn."""
    drawn: list[go.Figure] = []

    def checked(described: dict[str, Any], *, _validate: bool = True) -> go.Figure:
        drawn.append(go.Figure(described))
        return drawn[-1]

    monkeypatch.setattr(charts, "go", SimpleNamespace(Figure=checked))
    monkeypatch.setattr(once_module, "_made", once_module.Made(1))
    for page in FILTERED:
        for view in ("", *VIEWS.get(page, ())):
            assert not opened(page, view=view).exception, (page, view)
    kinds = {trace.type for figure in drawn for trace in figure.data}
    assert len(drawn) >= 10
    assert kinds >= {"bar", "scatter", "heatmap"}


#: Every filter on two pages; on the others those that leave least, since all pages draw one filter bar and pass it on whole.
FILTERED_BY = [
    pytest.param(
        page,
        query,
        id=f"{page}-{'-'.join(query)}",
        marks=[pytest.mark.thorough] if page != "actions" and place != 5 else [],
    )
    for page in FILTERED
    for place, query in enumerate(FILTERS)
    if page in ("overview", "actions") or place in (2, 5, 9)
]


@pytest.mark.parametrize(("page", "query"), FILTERED_BY)
def test_each_page_with_each_filter(dashboard_lake, page, query):
    test = opened(page, **query)
    assert not test.exception
    assert not test.warning
    assert query.keys() == {"as_at"} or "filtered by" in texts(test)


@pytest.mark.parametrize("page", FILTERED)
def test_each_page_says_what_to_change_when_nothing_is_left(dashboard_lake, page):
    test = opened(page, search="zzzz")
    assert not test.exception
    assert "No action fits these filters (Search: zzzz). Take one away" in test.info[0].value


@pytest.mark.thorough
def test_each_page_over_an_empty_lake(empty_lake, subtests):
    for page in FILTERED:
        with subtests.test(page):
            test = opened(page)
            assert not test.exception
            assert "The lake has no plans yet" in test.info[0].value


def test_a_link_with_nonsense_is_answered_in_sentences(dashboard_lake):
    test = opened("actions", partnership="Nowhere", due_from="banana", status="finished")
    assert not test.exception
    assert sorted(warning.value for warning in test.warning) == [
        "The link asks for due from 'banana', which is not there, so it was left out.",
        "The link asks for partnership 'Nowhere', which is not there, so it was left out.",
        "The link asks for status 'finished', which is not there, so it was left out.",
    ]
    assert "Showing all: **152 actions and 26 commitments**" in texts(test)


@pytest.mark.parametrize("name", ["search", "partnership", "action"])
def test_a_link_cannot_put_marks_links_or_pictures_on_a_page(dashboard_lake, name):
    shown = texts(opened("actions", **{name: "![x](https://evil.example/b.png)"}))
    assert not re.search(r"(?<!\\)\]\(|https?://", shown)


def test_dates_the_wrong_way_round_are_said(dashboard_lake):
    test = opened("actions", due_from="2024-01-01", due_to="2023-01-01")
    assert "'Due from' is after 'due to'" in test.warning[0].value


def test_an_action_of_a_link_is_shown_in_full(dashboard_lake):
    listed = opened("overview")
    rows = "".join(element.proto.body for element in listed.get("html"))
    assert "<b>452</b><span>overdue on 26 Nov 2025; due 31 Aug 2024</span>" in rows
    assert 'href="?action=365bdf24217c-021"' in rows
    test = opened("actions", action="365bdf24217c-021")
    assert "DHR David, ref 21" in texts(test)
    assert "Overdue by at least 452 days on 26 November 2025" in texts(test)
    assert "There is no action nonsense in view" in texts(opened("actions", action="nonsense"))
    with_finding = texts(opened("actions", action="365bdf24217c-016"))
    assert "the text says it was not done. “No additional domestic abuse record was made.”" in with_finding
    assert re.search(r"sha256 [0-9a-f]{64}\. Published by Central Bedfordshire", with_finding)


def test_the_overview_shows_the_figures_of_the_plans(dashboard_lake):
    test = opened("overview")
    assert figures_of(test) == {
        "Actions": "152", "Completed": "84%", "Overdue": "1", "Median slippage": "225 days",
    }  # fmt: skip


def test_a_plan_without_dates_says_that_it_is_not_known(dashboard_lake):
    test = opened("slippage", partnership="Cumbria Constabulary")
    values = figures_of(test)
    assert values == {
        "Overdue": "Not known", "Longest overdue": "None overdue", "Completed late": "Not known", "Median slippage": "Not known",
    }  # fmt: skip


def test_a_plan_of_which_nothing_is_open_says_so(dashboard_lake):
    test = opened("overview", partnership="Western Suffolk CSP")
    assert figures_of(test)["Overdue"] == "None open"
    assert figures_of(opened("overview", partnership="SNTB"))["Overdue"] == "Not known"


def test_the_verdict_says_what_the_figures_come_to(dashboard_lake):
    assert (
        "**20 of 25 marked done, 3 of these not supported by their text or a verdict; 1 overdue, by at least 452 days; 4 due within 90 days.**"
        in texts(opened("overview", partnership="Central Bedfordshire CSP"))
    )
    assert "**25 of 25 marked done; none open.**" in texts(opened("overview", partnership="Western Suffolk CSP"))
    assert "**3 of 12 marked done; 9 without a stated status.**" in texts(opened("overview", partnership="SNTB"))
    later = texts(opened("overview", partnership="Central Bedfordshire CSP", as_at="2026-06-01"))
    assert "5 would be overdue if nothing has been done since the plans last spoke, by up to 639 days" in later
    assert "nothing can be said of how far they are" in texts(opened("overview", partnership="Bedfordshire Police"))


def test_what_would_be_overdue_today_is_said_as_an_if(dashboard_lake):
    shown = texts(opened("slippage", partnership="Central Bedfordshire CSP"))
    assert re.search(
        r"1 overdue when each plan last spoke; [1-5] on \d+ \w+ \d{4} if nothing has been done since", shown
    )
    assert "overdue when each plan last spoke" not in texts(opened("slippage", as_at="2026-01-01"))


def test_a_limit_is_taken_away_by_its_chip(dashboard_lake):
    test = opened("overview", partnership="Central Bedfordshire CSP", theme="dvpo")
    assert "Showing **4 actions**" in texts(test)
    test.button(key="chip-theme-dvpo").click().run()
    assert "Showing **25 actions**" in texts(test)
    assert not [button for button in test.button if button.key == "chip-theme-dvpo"]


def test_the_reading_date_is_the_plans_own_today_or_a_day(dashboard_lake):
    test = opened("overview")
    assert "Read on the date each plan speaks of" in texts(test)
    next(switch for switch in test.get("button_group") if switch.label == "Read on").set_value("Today").run()
    assert "plans have not been heard of since an earlier date" in texts(test)


def test_a_day_that_is_wanted_is_forgotten_when_all_is_cleared(dashboard_lake):
    test = opened("overview")
    next(switch for switch in test.get("button_group") if switch.label == "Read on").set_value("A day").run()
    assert next(box.label for box in test.date_input) == "Reading date"
    next(button for button in test.button if button.label == "Clear all filters").click().run()
    assert "Reading date" not in [box.label for box in test.date_input]


def test_nothing_is_called_at_least_so_late_of_a_plan_that_fell_silent(dashboard_lake):
    cards = "".join(element.proto.body for element in opened("slippage", as_at="2026-06-01").get("html"))
    assert "at least" not in cards
    assert cards.count("if nothing has been done since the plans last spoke") == 2
    assert "at least, on the reading date" in "".join(e.proto.body for e in opened("slippage").get("html"))


def test_from_one_action_to_the_next_of_its_table(dashboard_lake):
    test = opened("overview", action="365bdf24217c-021")
    assert "DHR David, ref 21" in texts(test)
    next(button for button in test.button if button.label == "Next").click().run()
    assert "DHR David, ref 2" in texts(test)
    assert test.query_params["action"] == "365bdf24217c-002"


def test_a_later_reading_date_says_not_heard_of_since(dashboard_lake):
    assert "4 plans have not been heard of since an earlier date" in texts(opened("overview", as_at="2026-06-01"))


def test_the_app_itself_navigates(dashboard_lake):
    test = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert not test.exception
    assert test.title[0].value == "Overview"


def test_a_lake_that_cannot_be_opened_is_one_sentence_on_the_page(tmp_path, monkeypatch):
    (tmp_path / "lake").write_text("a file")
    monkeypatch.setenv("FOLLOWTHROUGH_LAKE", str(tmp_path / "lake"))
    test = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert not test.exception
    assert "is a file. Give a folder" in test.error[0].value


def test_the_filters_are_cleared_by_one_button(dashboard_lake):
    test = opened("actions", partnership="Western Suffolk CSP")
    assert "**25 actions**" in texts(test)
    test.button[0].click().run()
    assert "Showing all: **152 actions and 26 commitments**" in texts(test)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (words.number(1234), "1,234"), (words.number(None), "–"), (words.days(1), "1 day"), (words.days(-74), "74 days early"),
        (words.days(0), "0 days"), (words.share(None), "–"), (words.share(0.8421), "84%"), (words.of(0, 0), "–"), (words.of(0, 3), "0 of 3"),
        (words.day(date(2024, 1, 31)), "31 January 2024"), (words.day(None), "not stated"), (words.counted(1, "plan"), "1 plan"),
        (words.shortened("one two three", 9), "one two…"), (words.place(None, None), "no reference"),
        (words.span(date(2024, 1, 1), date(2024, 1, 1)), "1 January 2024"),
        (words.marked("a <b> DVPO & DASH", [(6, 10), (8, 10)]), "a &lt;b&gt; <mark>DVPO</mark> &amp; DASH"),
    ],
)  # fmt: skip
def test_numbers_and_words(written, expected):
    assert written == expected


def test_a_link_may_name_a_choice_by_id_or_label():
    choices = {"theme": {"dvpo": "DVPN and DVPO"}}
    assert (
        unknown_in_link({"theme": ["dvpo", "DVPN and DVPO"], "other": ["x"], "as_at": ["2024-01-31", ""]}, choices)
        == []
    )
