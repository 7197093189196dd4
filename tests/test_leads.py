"""A row of a table leads to the page of its group; curves of the largest groups; strips of themes."""

from __future__ import annotations

import polars as pl

from pages.parts import charts_of_chance, charts_of_themes, differences
from pages.parts.order import Order, in_order
from tests.test_pages import opened


def test_a_table_row_leads_to_the_page_of_its_partnership(dashboard_lake, monkeypatch):
    gone = []
    monkeypatch.setattr("pages.parts.leads.st.switch_page", lambda *args, **more: gone.append((args, more)))
    test = opened("compare", theme="dvpo")
    state = test.session_state
    state["session"].going = ("partnership", "Western Suffolk CSP")
    test.run()
    assert gone == [(("pages/partnership.py",), {"query_params": {"theme": ["dvpo"], "of": "Western Suffolk CSP"}})]
    assert state["session"].going is None


def test_the_largest_groups_are_drawn_and_those_left_out_named():
    rows = [(name, day, False, n) for name, n in (("A", 12), ("B", 30), ("C", 9), ("D", 11)) for day in (5,)]
    table = pl.DataFrame(rows, schema=["group_name", "days", "is_open", "actions"], orient="row")
    found = charts_of_chance.largest(table, 2)
    assert (sorted(found.rows["group_name"]), found.left, found.groups, found.few) == (["A", "B"], ("D",), 4, 1)


def test_a_strip_has_every_partnership_of_ten_actions_and_marks_those_chosen():
    def row(theme: str, name: str, n: int, m: int) -> dict:
        return {"group_name": theme, "within_name": name, "actions": {"n": n, "m": m, "share": n / m}}

    table = pl.DataFrame(
        [
            row("DASH", "A", 5, 10),
            row("DASH", "B", 1, 20),
            row("DASH", "C", 1, 9),
            row("DVPO", "A", 2, 10),
            row("DVPO", "B", 4, 20),
        ]
    )
    figure = charts_of_themes.theme_strips(table, ("A",))
    assert [(trace.name, list(trace.x), list(trace.y)) for trace in figure.data] == [
        ("A partnership", [0.05, 0.2], [1, 0]),
        ("A", [0.5, 0.2], [1, 0]),
    ]


def test_names_stand_in_the_order_in_which_people_count():
    table = pl.DataFrame({"under": ["Recommendation 10", "No heading", "Recommendation 2 b", "recommendation 2 a"]})
    ordered = in_order(table, Order("Section", "under", is_descending=False))["under"].to_list()
    assert ordered == ["No heading", "recommendation 2 a", "Recommendation 2 b", "Recommendation 10"]


def test_differences_are_from_the_first_partnership_that_has_figures():
    def row(name: str, n: int, m: int) -> dict:
        rate = {"n": n, "m": m}
        return {"group_name": name, "done_of_due": rate, "on_time_of_measured": {"n": 0, "m": 0}}

    table = pl.DataFrame([row("A", 56, 70), row("B", 48, 80)])
    assert differences._rows(table, ("B", "A")).rows() == [
        (
            "A",
            "+20.0 (+5.2 to +33.4); 56 of 70 against 48 of 80",
            "Not known: one of the two has no such action with the dates that would tell",
        )
    ]
