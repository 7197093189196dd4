"""Every shape of date that plans print, and properties that hold for any."""

from __future__ import annotations

import calendar
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.fields.dates import find_dates, month_end
from ingest.fields.targets import read_completion, read_target
from schema.vocabulary import Precision, TargetNote

DAY, MONTH, YEAR = Precision.DAY, Precision.MONTH, Precision.YEAR
REVISED, RECURRING, PER_ITEM, ONGOING, TBC = (
    TargetNote.REVISED, TargetNote.RECURRING, TargetNote.PER_ITEM, TargetNote.ONGOING, TargetNote.TO_BE_CONFIRMED,
)  # fmt: skip

SHAPES = [
    ("January 2024", "2024-01-31", MONTH, None),
    ("Feb 2024", "2024-02-29", MONTH, None),
    ("By Dec 2023", "2023-12-31", MONTH, None),
    ("By end of March 2023", "2023-03-31", MONTH, None),
    ("Sept 2023", "2023-09-30", MONTH, None),
    ("June '22", "2022-06-30", MONTH, None),
    ("Jan-26", "2026-01-31", MONTH, None),
    ("06/2022", "2022-06-30", MONTH, None),
    ("By June 2022 then reviewed annually (June 2023)", "2022-06-30", MONTH, RECURRING),
    ("By June 2022 then reviewed annually", "2022-06-30", MONTH, RECURRING),
    ("March 2024 and ongoing", "2024-03-31", MONTH, ONGOING),
    ("By June Sept 2023", "2023-09-30", MONTH, REVISED),
    ("Dec Jan 2024", "2024-01-31", MONTH, REVISED),
    ("June 2022 Sept 2023", "2023-09-30", MONTH, REVISED),
    ("July 2022 - extended to Dec 2022", "2022-12-31", MONTH, REVISED),
    ("September 2023 (originally June 2023)", "2023-09-30", MONTH, REVISED),
    ("June - Sept 2023", "2023-09-30", MONTH, None),
    ("June to September 2023", "2023-09-30", MONTH, None),
    ("1 April 2023 to 31 March 2024", "2024-03-31", DAY, None),
    ("26.11.2025", "2025-11-26", DAY, None),
    ("18/11/21", "2021-11-18", DAY, None),
    ("05/04/2024", "2024-04-05", DAY, None),
    ("2024-01-31 00:00:00", "2024-01-31", DAY, None),
    ("1st June 2022", "2022-06-01", DAY, None),
    ("20 Nov 2020", "2020-11-20", DAY, None),
    ("January 31, 2020", "2020-01-31", DAY, None),
    ("Q3 2024/25", "2024-12-31", MONTH, None),
    ("Q4 24/25", "2025-03-31", MONTH, None),
    ("Q1 2024/25", "2024-06-30", MONTH, None),
    ("Q3 2023", "2023-09-30", MONTH, None),
    ("Quarter 2 of 2023", "2023-06-30", MONTH, None),
    ("Spring 2024", "2024-05-31", MONTH, None),
    ("Summer 2022", "2022-08-31", MONTH, None),
    ("Autumn 2023", "2023-11-30", MONTH, None),
    ("Winter 2023/24", "2024-02-29", MONTH, None),
    ("H1 2024", "2024-06-30", MONTH, None),
    ("H1 2024/25", "2024-09-30", MONTH, None),
    ("H2 2024/25", "2025-03-31", MONTH, None),
    ("H2 2024-25", "2025-03-31", MONTH, None),
    ("H1 24/25", "2024-09-30", MONTH, None),
    ("2024/25 H1", "2024-09-30", MONTH, None),
    ("First half of 2024/25", "2024-09-30", MONTH, None),
    ("Second half of 2024", "2024-12-31", MONTH, None),
    ("2nd half of financial year 2024/25", "2025-03-31", MONTH, None),
    ("2023-24", "2024-03-31", YEAR, None),
    ("FY 2023-24", "2024-03-31", YEAR, None),
    ("2023 – 24", "2024-03-31", YEAR, None),
    ("Q3 2023-24", "2023-12-31", MONTH, None),
    ("end of 2022", "2022-12-31", YEAR, None),
    ("2024", "2024-12-31", YEAR, None),
    ("2023/24", "2024-03-31", YEAR, None),
    ("End of financial year 2023/24", "2024-03-31", YEAR, None),
    ("FY 23/24", "2024-03-31", YEAR, None),
    ("2017-20", "2020-12-31", YEAR, None),
    ("31\u201103\u20112024", "2024-03-31", DAY, None),
    ("by 31 3 2024", "2024-03-31", DAY, None),
    ("2024/25 Q2", "2024-09-30", MONTH, None),
    ("Second quarter of 2024/25", "2024-09-30", MONTH, None),
    ("First half of 2024", "2024-06-30", MONTH, None),
    ("Ongoing", None, None, ONGOING),
    ("Annually", None, None, RECURRING),
    ("TBC", None, None, TBC),
    ("", None, None, None),
]


@pytest.mark.parametrize(("text", "day", "precision", "note"), SHAPES)
def test_shapes(text, day, precision, note):
    target = read_target(text)
    assert (target.day.isoformat() if target.day else None, target.precision, target.note) == (day, precision, note)
    assert target.problems == ()


def test_a_revised_target_keeps_the_original():
    target = read_target("By June Sept 2023")
    assert (target.original, target.day, target.revisions) == (date(2023, 6, 30), date(2023, 9, 30), 1)


def test_a_recurring_target_is_its_first_date():
    target = read_target("By June 2022 then reviewed annually (June 2023)")
    assert (target.original, target.day, target.revisions) == (date(2022, 6, 30), date(2022, 6, 30), 0)


def test_see_each_item_takes_the_latest_of_the_items():
    target = read_target(
        "See target date against each Recommendation", "a) Forms. By June 2024 b) Logs. By September 2024"
    )
    assert (target.day, target.precision, target.note) == (date(2024, 9, 30), MONTH, PER_ITEM)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("31 September 2023", "'31 September 2023' is not a date that exists"),
        ("30/02/2023", "'30/02/2023' is not a date that exists"),
        ("13/13/2023", "'13/13/2023' is not a date that exists"),
        ("Q5 2023", "'Q5 2023' is not a date that exists"),
        (
            "within six months of publication",
            "the date counts from the day of publication, which the plan does not print: give it when you add the plan",
        ),
        ("within six months of the inquest", "the date depends on another date that the plan does not print"),
        ("30 June", "the date has no year"),
        ("Immediate", "no date could be read"),
        ("See each recommendation", "no dates were found at the items"),
    ],
)
def test_what_cannot_be_read_is_left_blank_and_said(text, problem):
    target = read_target(text)
    assert (target.day, target.problems) == (None, (problem,))


@pytest.mark.parametrize(
    ("text", "day", "commenced"),
    [
        ("COMPLETE 01/11/2023", "2023-11-01", None),
        ("Commenced 01/12/2021 COMPLETE 13/09/2022", "2022-09-13", "2021-12-01"),
        ("Commenced 18/11/21", None, "2021-11-18"),
        ("Expected June 2024", None, None),
        ("Due for completion 30/09/2024", None, None),
        ("Completed 12/03/24. Reviewed at Board 15/06/24", "2024-03-12", None),
        ("Completed and to be reviewed April 2025", None, None),
        ("Completed", None, None),
        ("", None, None),
    ],
)
def test_completion_cells(text, day, commenced):
    done = read_completion(text)
    read = [value.isoformat() if value else None for value in (done.day, done.commenced)]
    assert read == [day, commenced]


@given(st.dates(date(1990, 1, 1), date(2069, 12, 31)))
def test_a_day_is_read_back_in_every_order_that_plans_use(day):
    month = calendar.month_name[day.month]
    written = [
        f"{day:%d/%m/%Y}",
        f"{day:%d.%m.%y}",
        day.isoformat(),
        f"{day.day} {month} {day.year}",
        f"{month} {day.day}, {day.year}",
    ]
    assert [read_target(text).day for text in written] == [day] * len(written)


@given(st.integers(1990, 2069), st.integers(1, 12), st.sampled_from(["", "By ", "by end of ", "Due "]))
def test_a_month_means_its_last_day(year, month, before):
    target = read_target(f"{before}{calendar.month_name[month]} {year}")
    assert (target.day, target.precision) == (month_end(year, month), MONTH)


@given(st.text(max_size=60))
def test_any_text_is_read_without_a_fault(text):
    target = read_target(text, text)
    assert target.day is None or target.precision is not None
    assert all(0 <= found.start < found.end <= len(text) for found in find_dates(text))


@given(st.integers(32, 99), st.integers(1, 12), st.integers(2000, 2030))
def test_an_impossible_day_is_never_a_date(day, month, year):
    assert read_target(f"{day}/{month:02}/{year}").day is None
