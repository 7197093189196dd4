"""CSV: plain cells, guarded formulas, and what goes in comes out."""

from __future__ import annotations

import csv
import io

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from schema.derive import polars_schema
from schema.export import EXPORT_COLUMNS, ActionExport, to_csv

CONTRACT = (
    "action_id, partnership, plan, kind, document, as_at, section, ref, recommendation, action, outcome, scope, lead_agencies, "
    "target_as_printed, target_date, target_precision, target_note, target_original_date, target_revisions, status_as_printed, "
    "status, completion_as_printed, completion_date, completion_precision, commenced_date, rag, rag_history, updates, progress, "
    "timeliness, slippage_days, slippage_latest_days, overdue_days, closed_not_done, themes, marking, source_file, source_page, "
    "source_line"
)


def test_the_columns_are_those_of_the_contract():
    assert EXPORT_COLUMNS[:39] == tuple(CONTRACT.split(", "))


def read(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_lists_dates_and_absent_values():
    table = pl.DataFrame(
        {
            "lead_agencies": [["A", "B"], []],
            "rag_history": [["red", "green"], []],
            "day": [None, None],
            "slippage_days": [-3, None],
        },
        schema_overrides={"lead_agencies": pl.List(pl.String), "rag_history": pl.List(pl.String), "day": pl.Date},
    )
    assert read(to_csv(table)) == [
        {"lead_agencies": "A; B", "rag_history": "red>green", "day": "", "slippage_days": "-3"},
        {"lead_agencies": "", "rag_history": "", "day": "", "slippage_days": ""},
    ]


def test_excel_gets_a_byte_order_mark_and_programs_do_not():
    table = pl.DataFrame({"a": ["–"]})
    assert to_csv(table, for_excel=True).startswith(b"\xef\xbb\xbf")
    assert to_csv(table).startswith(b"a")


def test_a_frame_of_the_export_has_its_columns():
    assert list(polars_schema(ActionExport)) == list(EXPORT_COLUMNS)


cells = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n,;\"'"), min_size=1, max_size=30)


@given(st.lists(cells, min_size=1, max_size=5))
def test_texts_come_out_as_they_went_in_but_for_the_guard(values):
    rows = read(to_csv(pl.DataFrame({"text": values})))
    back = [row["text"] for row in rows]
    assert back == [f"'{value}" if value[0] in "=+-@" else value for value in values]


@given(st.sampled_from("=+-@"), cells)
def test_no_cell_of_text_begins_a_formula(sign, rest):
    assert read(to_csv(pl.DataFrame({"text": [sign + rest]})))[0]["text"][0] == "'"
