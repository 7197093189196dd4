"""A working copy that is brought up in place answers every question as one that is built anew does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.keep.identity import rename
from ingest.keep.listing import documents
from ingest.keep.store import remove, reply, store
from queries.asked import Limited
from queries.catalogue import QUERIES
from queries.export import csv_parts
from queries.figures import HEADLINE
from queries.lists import ACTIONS
from queries.workers import WORKERS
from queries.working import Copy, WorkingCopy
from schema import bring_up
from schema.filters import Filters
from schema.lake import Lake
from schema.tables import TABLES, Reply
from schema.vocabulary import Dimension, Status
from schema.working_copy import from_lake
from tests.make import INNER
from tests.test_succession import FIRST, TEXTS, version

#: What each kind of question is asked beside its filters, where it must be asked something.
ASKED = {"dimension": Dimension.AGENCY, "group_id": "Police", "first_row": 1, "last_row": 10**15, "limit": 1000}


def told(copy: Copy) -> dict[str, list]:
    """Every answer that a copy gives, and its raw rows."""
    found: dict[str, list] = {}
    for query in QUERIES:
        fields = query.takes.model_fields
        if "action_id" in fields:
            continue
        asked = {name: value for name, value in ASKED.items() if name in fields}
        frame = query.frame(query.takes.model_validate(asked), on=copy)
        found[query.name] = frame.drop(INNER & set(frame.columns)).rows()
    for model in TABLES:
        found[model.table] = sorted(copy.con.sql("from raw." + model.table).fetchall(), key=repr)
    return found


def steps(lake: Lake) -> dict[str, Callable[[int], object]]:
    """What may happen to a lake, each by a number that tells what exactly."""

    def any_document(n: int) -> dict | None:
        rows = documents(lake).to_dicts()
        return rows[n % len(rows)] if rows else None

    def take_out(n: int) -> None:
        row = any_document(n)
        if row:
            remove(lake, row["document_id"])

    def call_otherwise(n: int) -> None:
        row = any_document(n)
        if row:
            rename(lake, row["plan_id"], f"Partnership {n % 3}", f"Renamed {n} ({row['plan_id']})")

    def answer(n: int) -> None:
        row = any_document(n)
        if row:
            reply(lake, Reply(plan_id=row["plan_id"], text=f"We answer {n}.", made_at=datetime(2024, 1, 1, tzinfo=UTC)))

    def read_again(n: int) -> None:
        plan = version(None, FIRST[: n % 3 + 1], "2023-01-31", plan=f"Plan {n % 4}")
        action = plan.actions[0].model_copy(update={"status": Status.COMPLETED, "corrected_fields": ["status"]})
        store(lake, plan.with_(actions=[action, *plan.actions[1:]]), replace=True)

    return {
        "store": lambda n: version(
            lake, FIRST[n % 3 :], f"20{20 + n % 4}-01-31", plan=f"Plan {n % 4}", partnership=f"Partnership {n % 3}"
        ),
        "new lead": lambda n: store(lake, _led_by(f"Northmere Service {n % 5}", n)),
        "read again": read_again,
        "remove": take_out,
        "rename": call_otherwise,
        "reply": answer,
    }


def _led_by(agency: str, n: int):
    rows = [(str(n), "dash", "31/03/2023", "In progress", "")]
    plan = version(None, rows, "2024-01-31", plan=f"Led {n % 6}")
    (lead,) = plan.actions[0].leads
    named = plan.agencies[lead.agency_id].model_copy(update={"agency_id": agency, "agency": agency, "is_known": False})
    leads = (lead.model_copy(update={"agency_id": agency}),)
    return plan.with_(agencies={agency: named}, actions=[plan.actions[0].model_copy(update={"leads": leads})])


KINDS = ("store", "store", "new lead", "read again", "remove", "rename", "reply")


@pytest.mark.thorough
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 50)), min_size=3, max_size=8))
def test_a_copy_brought_up_in_place_answers_as_one_built_anew(tmp_path_factory, happens):
    with Lake(str(tmp_path_factory.mktemp("lake"))) as lake:
        version(lake, FIRST, "2022-01-31", plan="Plan 0", partnership="Partnership 0")
        copy = WorkingCopy(lake)
        copy.newest()
        for kind, number in happens:
            steps(lake)[kind](number)
            copy.newest(fresh=True)
        snapshot, con, _ = from_lake(lake)
        brought = copy.newest(fresh=True)
        assert brought.snapshot == snapshot
        assert told(brought) == told(Copy(con, snapshot))


@pytest.fixture
def followed(own_lake) -> WorkingCopy:
    """The copy of a lake with two plans."""
    version(own_lake, FIRST, "2022-01-31", plan="Beech")
    version(own_lake, FIRST[:2], "2022-01-31", plan="Elm")
    copy = WorkingCopy(own_lake)
    copy.newest()
    return copy


def test_only_what_changed_is_put_in_and_the_others_keep_their_place(followed):
    before = dict(followed.newest().con.sql("select plan, plan_number from document_in_view").fetchall())
    version(followed.lake, FIRST[1:], "2022-01-31", plan="Cedar")
    after = followed.newest(fresh=True)
    numbers = dict(after.con.sql("select plan, plan_number from document_in_view").fetchall())
    assert (after.put_in, after.con is followed.newest().con) == (1, True)
    assert {plan: numbers[plan] for plan in before} == before
    assert numbers["Beech"] < numbers["Cedar"] < numbers["Elm"]


def test_where_there_is_no_room_between_two_plans_the_copy_is_built_anew(followed):
    followed.newest().con.execute("update plan_key set plan_number = 1 where plan = 'Beech'")
    followed.newest().con.execute("update plan_key set plan_number = 2 where plan = 'Elm'")
    version(followed.lake, FIRST[1:], "2022-01-31", plan="Cedar")
    after = followed.newest(fresh=True)
    assert (after.put_in, after.con.sql("select count(*) from action_fact").fetchone()) == (0, (7,))


@pytest.mark.thorough
@pytest.mark.parametrize(
    "change",
    [
        "update lake.action set status = 'completed'",
        "update lake.agency set agency = 'Another name'",
        "update lake.theme set theme = 'Another word' where theme_id = 'dash'",
        "alter table lake.reply add column note varchar",
    ],
)
def test_what_cannot_be_followed_is_built_anew(followed, change):
    followed.lake.con.execute(change)
    after = followed.newest(fresh=True)
    built, con, _ = from_lake(followed.lake)
    assert (after.put_in, after.snapshot) == (0, built)
    assert told(after)["actions"] == told(Copy(con, built))["actions"]


def test_a_failure_midway_leaves_the_copy_as_it_was_and_it_is_built_anew(followed, monkeypatch):
    broken = {**bring_up._REFRESH, "put_facts": "insert into action_fact select 1"}
    monkeypatch.setattr(bring_up, "_REFRESH", broken)
    con, snapshot = followed.newest().con, followed.newest().snapshot
    before = con.sql("select * from action_fact order by row_number").fetchall()
    version(followed.lake, FIRST[1:], "2022-01-31", plan="Cedar")
    assert bring_up.brought_up(con, followed.lake, snapshot or 0) is None
    assert con.sql("select * from action_fact order by row_number").fetchall() == before


def test_who_reads_a_copy_goes_on_seeing_its_snapshot_whatever_is_put_in_meanwhile(followed):
    before, words = followed.newest(), Limited(filters=Filters(search="protocol"))
    assert (HEADLINE.one(on=before).actions, len(ACTIONS.rows(words, on=before))) == (5, 2)
    version(followed.lake, FIRST[:1], "2023-01-31", plan="Elm")
    version(followed.lake, FIRST[1:], "2023-01-31", plan="Cedar")
    after = followed.newest(fresh=True)
    assert (after.put_in, after.con is before.con) == (1, True)
    anew = Limited(filters=Filters(search="marac"))  # not asked before: it is looked for among the rows as they were
    for copy, actions, found in ((before, 5, 2), (after, 6, 2)):
        assert [row.action for row in ACTIONS.rows(anew, on=copy)] == [TEXTS["marac"]] * found
        assert len(ACTIONS.frame(on=copy, is_kept=False)) == actions
        assert [row.action for row in ACTIONS.rows(words, on=copy)] == [TEXTS["marac"]] * found
    assert [row.plan for row in ACTIONS.rows(words, on=before)] == ["Beech", "Elm"]
    assert [row.plan for row in ACTIONS.rows(words, on=after)] == ["Beech", "Cedar"]


def test_a_file_that_is_being_made_is_of_one_snapshot_whatever_is_put_in_meanwhile(followed, monkeypatch):
    monkeypatch.setattr("queries.export._ROWS_OF_A_PART", 2)
    parts = csv_parts(Filters(), followed.newest())
    first = next(parts)
    version(followed.lake, FIRST[:1], "2023-01-31", plan="Elm")
    assert followed.newest(fresh=True).put_in == 1
    rows = (first + b"".join(parts)).decode().strip().split("\n")[1:]
    assert [row.split(",")[2] for row in rows] == ["Beech"] * 3 + ["Elm"] * 2
    assert len(b"".join(csv_parts(Filters(), followed.newest())).decode().strip().split("\n")) == 1 + 4


def test_a_question_that_fails_leaves_the_connections_of_a_copy_usable(followed):
    copy, words = followed.newest(), Filters(search="protocol")
    fails = "select cast(plan_id as int) from changed_plan"
    for _ in range(WORKERS + 1):
        with pytest.raises(duckdb.Error), copy.readers.one() as con:
            con.execute(fails).fetchall()
    with pytest.raises(duckdb.Error), copy.selections.over("protocol") as con:
        con.execute(fails).fetchall()
    for filters, found in ((Filters(), 5), (words, 2)):
        assert ACTIONS.frame(Limited(filters=filters), on=copy, is_kept=False).height == found
