"""The page of what changed, and the strip of it on other pages, over a plan in two versions."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ingest.keep.store import store
from ingest.plan.about import Supplied
from ingest.plan.parse import parse
from pages.action.changed import marked
from schema.lake import Lake
from tests.pages import VIEWS
from tests.test_pages import opened, texts

_HEAD = "Ref,Action,Lead agency,Target date,Status\n"
_BEFORE = (
    _HEAD
    + "1,Train all of the staff,Norland Police,31/05/2024,In progress\n2,Buy a van & keys,Norland Police,31/08/2024,In progress\n"
)
_AFTER = (
    _HEAD
    + "1,Train all of the new staff,Norland Police,31/07/2024,Completed\n3,Ask the panel,Norland Council,31/12/2024,Not started\n"
)


@pytest.fixture(scope="module")
def lake_of_two_versions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lake with a plan in two versions."""
    folder = tmp_path_factory.mktemp("versions") / "lake"
    with Lake(str(folder)) as lake:
        for content, day in ((_BEFORE, date(2024, 6, 30)), (_AFTER, date(2024, 12, 31))):
            said = Supplied("Northmere CSP", "Plan A", as_at=day)
            store(lake, parse(content.encode(), "plan.csv", said), content.encode())
    return folder


@pytest.fixture
def two_versions(lake_of_two_versions: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """It is the lake of the settings."""
    monkeypatch.setenv("FOLLOWTHROUGH_LAKE", str(lake_of_two_versions))
    monkeypatch.setenv("FOLLOWTHROUGH_SHIPPED_PLANS", "false")
    return lake_of_two_versions


def html_of(test) -> str:
    return "".join(element.proto.body for element in test.get("html"))


def test_the_list_says_what_was_and_what_is(two_versions):
    test = opened("changes")
    assert not test.exception
    assert "1 of 1 plan can be compared with the version before" in texts(test)
    page = html_of(test)
    assert "<strong>Completed.</strong> In progress → Completed" in page
    assert "31 May 2024 → 31 Jul 2024, 61 days later" in page
    assert 'Train all of the <ins><i class="unseen">put in: </i>new</ins> staff' in page
    assert "Last said: In progress" in page and "First said: Not started" in page
    assert "Buy a van &amp; keys" in page


def test_a_link_shows_one_kind_of_change(two_versions):
    page = html_of(opened("changes", change="dropped"))
    assert "Buy a van" in page and "Ask the panel" not in page


def test_since_a_day_stands_in_the_link(two_versions):
    test = opened("changes", since="2024-07-15")
    assert "can be compared with how they stood on 15 July 2024" in texts(test)
    assert "can be compared" in texts(opened("changes", since="2020-01-01"))
    assert "Nothing is known to have changed." in texts(opened("changes", since="2020-01-01"))


@pytest.mark.parametrize("view", VIEWS["changes"])
def test_each_view_counts_the_kind_that_was_chosen(two_versions, view):
    test = opened("changes", view=view, change="target_later")
    assert not test.exception
    columns = [list(table.value.columns) for table in (*test.table, *test.dataframe)]
    assert columns == ([] if view == "By theme" else [[columns[0][0], "Target put back"]])


@pytest.mark.parametrize("page", ["overview", "partnership"])
def test_the_strip_leads_to_each_kind(two_versions, page):
    strip = html_of(opened(page))
    assert '<a href="changes?' in strip
    for said in (
        "1 completed",
        "1 no longer overdue",
        "1 target put back by 61 days",
        "1 reworded",
        "1 new",
        "1 dropped",
    ):
        assert f">{said}</a>" in strip
    assert "change=target_later" in strip
    assert "in 1 of 1 plan:" in strip


def test_the_strip_of_an_agency_leads_to_what_changed_of_that_agency(two_versions):
    strip = html_of(opened("agency", lead="Norland Police"))
    assert "agency=Norland+Police" in strip and ">1 completed</a>" in strip and "1 new" not in strip


def test_a_feed_of_all_kinds_names_none_so_that_it_will_have_those_to_come(two_versions):
    links = [one.proto.url for one in opened("changes").get("link_button")]
    assert [link for link in links if link.startswith("download/changes.xml") and "change=" not in link]
    links = [one.proto.url for one in opened("changes", change="added").get("link_button")]
    assert [link for link in links if link.endswith("change=added")]


def test_where_no_earlier_version_is_held_there_is_no_strip(dashboard_lake):
    assert "Since the version before" not in html_of(opened("overview"))
    assert "5 plans have only one version here" in texts(opened("changes"))


def test_a_link_to_a_kind_that_does_not_occur_shows_none_of_the_others(two_versions):
    test = opened("changes", change="reopened")
    assert "No action changed in this way." in texts(test)
    assert "Ask the panel" not in html_of(test)


def test_a_link_with_a_day_that_is_none_is_told_so(two_versions):
    assert "'2024-13-45', which is no day" in texts(opened("changes", since="2024-13-45"))


def test_words_that_went_and_came_are_marked_and_escaped():
    went, came = (
        '<del><i class="unseen">taken out: </i>&lt;all&gt;</del>',
        '<ins><i class="unseen">put in: </i>new</ins>',
    )
    assert marked("Train <all> staff", "Train new staff") == f"Train {went} {came} staff"
    long = " ".join(map(str, range(40)))
    assert marked(f"{long} end", f"{long} new") == f"… 35 36 37 38 39 {went.replace('&lt;all&gt;', 'end')} {came}"
