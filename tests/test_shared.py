"""What readers share: answers worked out once, things made of them once, and never more than a bound of memory."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import polars as pl
import pytest

from pages.parts import columns
from pages.parts.once import Made, once
from queries import export, working
from queries.answers import Answers
from queries.asked import ByWithinLimited, Filtered, Limited
from queries.figures import HEADLINE, LOAD_BY
from queries.files import Files
from queries.lists import ACTIONS
from queries.workers import worked_out
from queries.working import Copy
from schema.export import to_csv
from schema.filters import Filters
from schema.vocabulary import Status
from tests.make import Plans


def frame(rows: int = 1) -> pl.DataFrame:
    return pl.DataFrame({"a": range(rows)})


def test_an_answer_is_worked_out_once():
    answers, made = Answers(), []
    for _ in range(3):
        assert answers.get("q", lambda: made.append(1) or frame()).rows() == [(0,)]
    assert len(made) == 1


def test_of_many_who_ask_at_once_one_works_it_out():
    answers, made = Answers(), []

    def slow() -> pl.DataFrame:
        made.append(1)
        time.sleep(0.1)
        return frame()

    threads = [threading.Thread(target=answers.get, args=("q", slow)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1


def test_an_answer_that_fails_is_not_kept():
    answers = Answers()
    with pytest.raises(ZeroDivisionError):
        answers.get("q", lambda: 1 / 0)
    assert answers.get("q", frame).height == 1


def test_answers_stay_within_their_bound_and_the_oldest_goes_first():
    answers, made = Answers(most=20_000), []
    for question in range(10):
        answers.get(question, lambda: frame(200))
    assert 0 < answers.size <= 20_000
    answers.get(9, lambda: made.append("newest") or frame())
    answers.get(0, lambda: made.append("oldest") or frame())
    assert made == ["oldest"]


def test_what_is_too_large_is_given_and_not_kept():
    answers = Answers(most=4000)
    assert answers.get("q", lambda: frame(10_000)).height == 10_000
    assert answers.size == 0


def test_the_seam_keeps_answers_by_question_and_snapshot():
    plans = Plans()
    plans.action(plans.plan(), Status.COMPLETED)
    copy = Copy(plans.copy())
    first = HEADLINE.frame(on=copy)
    assert HEADLINE.frame(on=copy) is first
    assert HEADLINE.frame(Filtered(filters=Filters(search="x")), on=copy) is not first
    assert HEADLINE.frame(on=Copy(copy.con)) is not first


def test_a_new_snapshot_has_no_old_answers(shipped_lake):
    copy = working.of(str(shipped_lake))
    assert copy.newest() is copy.newest(fresh=True)


def test_a_short_answer_takes_the_room_of_its_rows(shipped_lake):
    table = LOAD_BY.frame(ByWithinLimited(dimension="agency"), on=working.of(str(shipped_lake)).newest())
    bytes_held = sum(
        buffer.size for column in table.to_arrow() for chunk in column.chunks for buffer in chunk.buffers() if buffer
    )
    assert bytes_held < 20_000  # the database hands over room for 2,048 rows a column: over 200,000


def test_what_is_made_of_an_answer_is_made_once_for_it():
    made = []

    @once
    def height(table: pl.DataFrame, plus: int) -> int:
        made.append(1)
        return table.height + plus

    one, other = frame(3), frame(5)
    assert [height(one, 1), height(one, 1), height(one, 2), height(other, 1)] == [4, 4, 5, 6]
    assert len(made) == 3


def test_what_is_made_stays_within_its_bound():
    made = Made(10_000)
    frames = [frame(300) for _ in range(20)]
    for number, table in enumerate(frames):
        made.keep((number,), table, number)
    assert made.find((19,)) is not None
    assert made.find((0,)) is None


def test_what_is_part_of_other_work_waits_for_nobody():
    def outer(depth: int) -> int:
        return worked_out(lambda: outer(depth - 1)) + 1 if depth else 0

    asked = [threading.Thread(target=worked_out, args=(lambda: outer(3),), daemon=True) for _ in range(20)]
    for thread in asked:
        thread.start()
    for thread in asked:
        thread.join(10)
    assert not any(thread.is_alive() for thread in asked)


def test_what_goes_wrong_in_the_work_reaches_who_asked():
    with pytest.raises(ZeroDivisionError):
        worked_out(lambda: 1 // 0)


@pytest.mark.parametrize("theme", [[], ["dvpo"]], ids=["many parts", "few rows"])
def test_parts_of_a_csv_are_the_whole(shipped_lake, monkeypatch, theme):
    copy = working.of(str(shipped_lake)).newest()
    filters = Filters(theme=theme)
    rows = ACTIONS.frame(Limited(filters=filters), on=copy)
    monkeypatch.setattr(export, "_ROWS_OF_A_PART", 30)
    parts = list(export.csv_parts(filters, copy, for_excel=True))
    assert b"".join(parts) == to_csv(rows, for_excel=True)
    assert (len(parts), rows.height) == ((1, 15) if theme else (6, 178))


def test_a_file_is_made_once_and_read_by_many_at_once():
    made = []

    def parts() -> Iterator[bytes]:
        made.append(1)
        yield from (b"a" * 300_000, b"b" * 10)

    files = Files()
    first = b"".join(files.parts("x", parts))
    one, other = files.parts("x", parts), files.parts("x", parts)
    read = [next(one), next(other), *one, *other]
    assert (len(made), sum(map(len, read))) == (1, 2 * len(first))
    assert b"".join(files.parts("x", parts)) == first


def test_a_file_that_was_not_read_to_its_end_is_not_kept():
    files = Files()
    half = files.parts("x", lambda: iter([b"old", b"er"]))
    next(half)
    half.close()
    assert b"".join(files.parts("x", lambda: iter([b"whole"]))) == b"whole"


def test_one_file_is_written_at_a_time_and_the_others_are_given_all_the_same():
    files = Files()
    slow = files.parts("slow", lambda: iter([b"a", b"b"]))
    next(slow)
    assert b"".join(files.parts("quick", lambda: iter([b"quick"]))) == b"quick"
    assert b"".join(files.parts("quick", lambda: iter([b"made anew"]))) == b"made anew"
    assert (b"".join(slow), b"".join(files.parts("slow", lambda: iter([b"no"])))) == (b"b", b"ab")
    assert b"".join(files.parts("quick", lambda: iter([b"kept"]))) == b"kept"
    assert b"".join(files.parts("quick", lambda: iter([b"no"]))) == b"kept"


def test_files_stay_within_their_bound():
    files = Files(most=10)
    for name in ("first", "second", "longer than the bound"):
        assert b"".join(files.parts(name, lambda name=name: iter([name.encode()]))) == name.encode()
    again = {
        name: b"".join(files.parts(name, lambda: iter([b"new"])))
        for name in ("second", "longer than the bound", "first")
    }
    assert again == {"second": b"second", "longer than the bound": b"new", "first": b"new"}


def test_a_full_disk_costs_nobody_a_download(monkeypatch):
    def full(**_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.TemporaryFile", full)
    files = Files()
    assert [b"".join(files.parts("x", lambda: iter([b"a", b"b"]))) for _ in range(2)] == [b"ab", b"ab"]


def test_a_long_table_says_what_a_short_one_does():
    long = pl.DataFrame(
        {"name": ["a", "b", None] * 40, "rate": [{"n": 27, "share": 0.075}, {"n": 1, "share": 0.04}, None] * 40}
    )
    told = (columns.text("name", "Name"), columns.number("rate.n", "n"), columns.share("rate.share", "Share"))
    expected = {"Name": ["a", "b", None], "n": [27, 1, None], "Share": [8, 4, None]}
    assert columns.sortable(long.head(3), told).to_pydict() == expected
    assert columns.sortable(long, told).to_pydict() == {name: values * 40 for name, values in expected.items()}
