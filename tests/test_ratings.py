"""Rating columns: every cell is kept as printed; a colour says how an action stands only where somebody says so."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.fields.colours import column_colours, meaning_of, read_key
from ingest.keep.store import rows_of
from ingest.plan.about import Supplied
from ingest.plan.parse import parse
from ingest.plan.tree import Plan
from ingest.read.grid import Cell, Row
from queries.asked import Filtered
from queries.figures import HEADLINE
from schema.filters import Filters
from schema.vocabulary import Colour, Status, StatusBasis
from schema.working_copy import from_rows
from tests.conftest import hung

NOW = datetime(2026, 1, 1, tzinfo=UTC)
HEADER = "Ref,Action,Lead agency,Target date,{rating},Progress\n"


def plan_of(
    ratings: list[str], header: str = "BRAG", after: str = "", colours: Mapping[str, str] | None = None
) -> Plan:
    rows = "".join(f"{n},Write page {n},Norland Police,June 2025,{cell},Update\n" for n, cell in enumerate(ratings, 1))
    content = HEADER.format(rating=header) + rows + after
    supplied = Supplied(partnership="Northmere CSP", plan="Plan", colours=colours)
    return parse(content.encode(), "plan.csv", supplied, now=NOW)


def stands(plan: Plan) -> list[tuple[str, str | None, str | None]]:
    return [(row.status.value, row.status_basis, row.rating_as_printed) for row in plan.actions]


def codes(plan: Plan) -> list[tuple[str, str]]:
    return [
        (finding.code, finding.text) for finding in plan.findings if finding.code.startswith(("status_from", "rating"))
    ]


def test_blue_in_a_brag_column_is_done_with_its_basis_and_one_note():
    plan = plan_of(["Blue", "Green", "blue", "B"])
    assert stands(plan) == [
        ("completed", "rating", "Blue"), ("not_stated", None, "Green"), ("completed", "rating", "blue"), ("completed", "rating", "B"),
    ]  # fmt: skip
    assert codes(plan) == [("status_from_rating", "Blue")]
    assert plan.document.prints_status


def test_what_blue_closed_is_not_overdue():
    plan = plan_of(["Blue", "Green"])
    figures = HEADLINE.one(Filtered(filters=Filters(as_at="2026-01-01")), on=from_rows(rows_of(plan)))
    assert [getattr(figures, name) for name in ("completed", "overdue", "past_target", "not_stated")] == [1, 0, 1, 1]


def test_blue_in_a_column_that_is_not_called_brag_is_kept_and_asked_about():
    plan = plan_of(["Blue", "Amber"], header="RAG")
    assert stands(plan) == [("not_stated", None, "Blue"), ("not_stated", None, "Amber")]
    assert codes(plan) == [("rating_unexplained", "Blue")]


@pytest.mark.parametrize("word", ["Purple", "Grey", "Gray", "Black", "White"])
def test_other_colours_are_kept_as_printed_and_asked_about(word):
    plan = plan_of([word])
    assert stands(plan) == [("not_stated", None, word)]
    assert [code for code, _ in codes(plan)] == ["rating_unexplained"]
    assert [cell.printed for cell in hung(plan, "cells") if cell.field == "rag"] == [word]


def test_the_plans_own_key_goes_before_the_meaning_of_blue():
    key = ",,,,,\nBlue,Not started,,,,\nPurple,Withdrawn,,,,\nGreen,Completed,,,,\n"
    text = HEADER.format(rating="BRAG").replace(",", "\t") + "".join(
        f"{n}\tWrite page {n}\tNorland Police\tJune 2025\t{cell}\tUpdate\n"
        for n, cell in enumerate(["Blue", "Purple", "Green", "Amber"], 1)
    )
    plan = parse((text + key.replace(",", "\t")).encode(), "plan.txt", Supplied(partnership="Northmere CSP"), now=NOW)
    assert [status for status, _, _ in stands(plan)] == ["not_started", "closed_not_pursued", "completed", "not_stated"]
    assert {basis for _, basis, _ in stands(plan)} == {"key", None}
    assert ("status_from_rating", "Blue: Not started") in codes(plan)


def test_a_person_says_otherwise_once_for_the_plan():
    plan = plan_of(["Blue", "Purple", "Blue"], colours={"blue": "none", "purple": "completed"})
    assert [status for status, _, _ in stands(plan)] == ["not_stated", "completed", "not_stated"]
    assert plan.actions[1].status_basis is StatusBasis.SAID
    assert plan.document.colours == ["blue=none", "purple=completed"]
    assert codes(plan) == [("status_from_rating", "Purple")]


def test_a_status_column_goes_before_the_colour():
    content = "Ref,Action,Status,BRAG\n1,Write,In progress,Blue\n2,Meet,,Blue\n3,Tell,Withdrawn,Green\n"
    plan = parse(content.encode(), "plan.csv", now=NOW)
    assert [(row.status.value, row.status_basis) for row in plan.actions] == [
        ("in_progress", "column"), ("completed", "rating"), ("closed_not_pursued", "column"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "colours"),
    [
        ("Blue", [Colour.BLUE]), ("BLUE – complete", [Colour.BLUE]), ("G", [Colour.GREEN]), ("R A G", [Colour.RED, Colour.AMBER, Colour.GREEN]),
        ("Blue, was amber", [Colour.AMBER, Colour.BLUE]), ("n/a", []), ("", []), ("Being written", []),
    ],
)  # fmt: skip
def test_colours_of_a_cell(text, colours):
    assert column_colours(text) == colours


def key(*cells: tuple[str, ...]) -> dict[Colour, str]:
    return read_key(
        Row(tuple(Cell(text, place) for place, text in enumerate(row)), line) for line, row in enumerate(cells, 1)
    )


@pytest.mark.parametrize(
    "rows",
    [
        (("Blue", "Complete"), ("Green", "On track")),
        (("Blue: Complete",), ("Green: On track",)),
        (("BRAG key: Blue = Complete, Green = On track",),),
        (("(B)lue – Complete; (G)reen – On track",),),
        (("Blue ‘Complete’ Green ‘On track’",),),
        (("Blue", "Green"), ("Complete", "On track")),
    ],
)
def test_keys_in_many_shapes(rows):
    assert key(*rows) == {Colour.BLUE: "Complete", Colour.GREEN: "On track"}


def test_one_colour_alone_is_no_key():
    assert key(("Green – training went on and will be looked at again",)) == {}


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("Complete", Status.COMPLETED), ("On track to be completed", Status.IN_PROGRESS), ("Not started", Status.NOT_STARTED),
        ("Complete or on track", None), ("No risk", None), ("Superseded", Status.CLOSED_NOT_PURSUED),
    ],
)  # fmt: skip
def test_what_the_words_of_a_key_mean(words, status):
    assert meaning_of(words) is status


@given(
    st.lists(
        st.sampled_from(["Blue", "Purple", "grey", "Complete", "n/a", "Waiting for the board", "G", "Red", "–"]),
        min_size=1,
    )
)
def test_no_filled_cell_of_a_rating_column_is_dropped(ratings):
    plan = plan_of(ratings)
    printed = {cell.action_id: cell.printed for cell in hung(plan, "cells") if cell.field == "rag"}
    assert [printed[action.action_id] for action in plan.actions] == ratings
    assert [action.rating_as_printed for action in plan.actions] == ratings
