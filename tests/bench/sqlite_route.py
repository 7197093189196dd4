"""The pages' questions in SQLite, over the same rows, indexed, with lateness worked out beforehand."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from statistics import median, quantiles
from typing import Any

import duckdb


class _Median:
    """SQLite has no median: an aggregate function in Python."""

    def __init__(self) -> None:
        self.values: list[float] = []

    def step(self, value: float | None) -> None:
        if value is not None:
            self.values.append(value)

    def finalize(self) -> float | None:
        return float(median(self.values)) if self.values else None


class _Quarters(_Median):
    def finalize(self) -> str | None:  # type: ignore[override]
        if not self.values:
            return None
        return str(quantiles(self.values, n=4, method="inclusive") if len(self.values) > 1 else self.values * 3)


_STATUS = (
    "count(*), sum(f.status='completed'), sum(f.status='in_progress'), sum(f.status='not_started'), sum(f.status='not_stated'), "
    "sum(f.unsupported)"
)
_SLIP = (
    "sum(f.timeliness<>'overdue'), sum(f.timeliness='on_time'), sum(f.timeliness='late'), min(f.slippage_days), quarters(f.slippage_days), "
    "max(f.slippage_days), sum(f.timeliness='overdue'), max(f.overdue_days)"
)
_MEASURED = "f.timeliness in ('on_time','late','overdue')"
_LOAD = (
    "count(*), sum(l.is_shared), sum(f.status='completed'), sum(f.status='not_stated'), sum(f.timeliness='overdue'), "
    "sum(f.timeliness='not_yet_due' and julianday(f.target_date)-julianday(f.as_at)<=90)"
)
_WIDE = "f.action_id, f.partnership, f.plan, f.section, f.ref, f.summary, f.progress, f.target_date, f.timeliness"

QUESTIONS = {
    "headline": (
        "select count(*), sum(counts), sum(counts and status='completed'), sum(counts and status='in_progress'), sum(counts and status='not_started'), "
        "sum(counts and status='not_stated'), sum(unsupported), sum(timeliness='overdue'), sum(timeliness in ('overdue','not_yet_due')), "
        "max(overdue_days), sum(timeliness='not_yet_due' and julianday(target_date)-julianday(as_at)<=90), sum(timeliness='on_time'), "
        "sum(timeliness='late'), median(slippage_days), median(slippage_latest_days), count(distinct plan_number), count(distinct partnership), "
        "min(as_at), max(as_at) from fact"
    ),
    "plans": (
        "select f.plan_number, count(*), sum(f.counts), sum(f.counts and f.status='completed'), sum(f.timeliness='overdue'), d.* from fact f "
        "join document d using (plan_number) group by f.plan_number order by f.plan_number limit 500"
    ),
    "attention": (
        f"select {_WIDE} from fact f where timeliness='overdue' or unsupported order by timeliness='overdue' desc, overdue_days desc, row_number limit 8"
    ),
    "status_by partnership": f"select partnership, {_STATUS} from fact f where counts group by partnership order by 1",
    "status_by plan": f"select plan_number, {_STATUS} from fact f where counts group by plan_number order by 1 limit 500",
    "status_by theme": f"select m.theme_id, {_STATUS} from fact f join theme_member m using (theme_set) where counts group by m.theme_id order by 1",
    "status_by agency": f"select l.agency, {_STATUS} from fact f join lead_member l using (lead_set) where counts group by l.agency order by 1",
    "completion_over_time": (
        "select m, sum(due), sum(done), sum(sum(due)) over (order by m), sum(sum(done)) over (order by m) from ("
        "select substr(target_original_date,1,7) m, 1 due, 0 done from fact where counts and target_original_date is not null union all "
        "select substr(completion_date,1,7), 0, 1 from fact where counts and target_original_date is not null and completion_date is not null) group by m order by m"
    ),
    "slippage_lines": f"select {_WIDE}, coalesce(slippage_days, overdue_days) days from fact f where {_MEASURED} order by days desc, row_number limit 500",
    "slippage_by partnership": f"select f.partnership, {_SLIP} from fact f where {_MEASURED} group by 1 order by 1",
    "slippage_by agency": f"select l.agency, {_SLIP} from fact f join lead_member l using (lead_set) where {_MEASURED} group by 1 order by 1",
    "slippage_by theme": f"select m.theme_id, {_SLIP} from fact f join theme_member m using (theme_set) where {_MEASURED} group by 1 order by 1",
    "shares_by theme partnership": "select m.theme_id, f.partnership, count(*) from fact f join theme_member m using (theme_set) group by 1, 2 order by 1, 2",
    "outcomes_by theme": (
        "select m.theme_id, count(*), sum(f.counts), sum(f.counts and f.status='completed'), sum(f.timeliness in ('on_time','late')), "
        "sum(f.timeliness='late'), median(f.slippage_days), sum(f.timeliness='overdue') from fact f join theme_member m using (theme_set) group by 1 order by 1"
    ),
    "actions_of theme": f"select {_WIDE} from fact f where theme_set in (select theme_set from theme_member where theme_id='dvpo') order by row_number limit 500",
    "load_by agency all": f"select l.agency, {_LOAD} from fact f join lead_member l using (lead_set) where counts group by 1 order by 1",
    "load_by agency partnership": f"select l.agency, f.partnership, {_LOAD} from fact f join lead_member l using (lead_set) where counts group by 1, 2 order by 1, 2 limit 500",
    "outcomes_by partnership": (
        f"select f.partnership, {_STATUS}, sum(f.timeliness='on_time'), sum(f.timeliness='late'), sum(f.timeliness='overdue'), median(f.slippage_days) "
        "from fact f group by 1 order by 1"
    ),
    "actions": "select * from fact order by row_number limit 500",
}


class Sqlite:
    """A database in memory with the rows of the working copy, and a function a question."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self.con = sqlite3.connect(":memory:")
        self.con.create_aggregate("median", 1, _Median)
        self.con.create_aggregate("quarters", 1, _Quarters)
        self._copy(
            con, "fact",
            "select row_number, action_id, plan_number, partnership::varchar, plan::varchar, is_countable::int, status::varchar, timeliness::varchar,"
            " coalesce(closing = 'unsupported', false)::int, target_date::varchar, target_original_date::varchar, completion_date::varchar, as_at::varchar, slippage_days,"
            " slippage_latest_days, overdue_days, lead_set, theme_set, section, ref, summary, progress from action_as_at(null::date) inner join action_words using (row_number)",
            "row_number integer primary key, action_id, plan_number, partnership, plan, counts, status, timeliness, unsupported, target_date,"
            " target_original_date, completion_date, as_at, slippage_days, slippage_latest_days, overdue_days, lead_set, theme_set, section, ref,"
            " summary, progress",
        )  # fmt: skip
        self._copy(
            con,
            "lead_member",
            "select lead_set, agency::varchar, is_shared::int from lead_member",
            "lead_set, agency, is_shared",
        )
        self._copy(con, "theme_member", "select theme_set, theme_id::varchar from theme_member", "theme_set, theme_id")
        self._copy(con, "document", "select plan_number, document_id, kind, prints_lead::int, prints_target::int from document_in_view",
                   "plan_number integer primary key, document_id, kind, prints_lead, prints_target")  # fmt: skip
        for table, column in (("lead_member", "lead_set"), ("theme_member", "theme_set"), ("theme_member", "theme_id"), ("fact", "theme_set"),
                              ("fact", "partnership"), ("fact", "plan_number")):  # fmt: skip
            self.con.execute(f"create index {table}_{column} on {table} ({column})")
        self.con.execute("analyze")

    def _copy(self, source: duckdb.DuckDBPyConnection, table: str, select: str, columns: str) -> None:
        self.con.execute(f"create table {table} ({columns})")
        marks = ", ".join("?" * (columns.count(",") + 1))
        cursor = source.cursor().execute(select)
        while rows := cursor.fetchmany(50_000):
            self.con.executemany(f"insert into {table} values ({marks})", rows)

    def questions(self) -> dict[str, Callable[[], Sequence[Any]]]:
        """Query name -> the same question."""
        return {name: lambda sql=sql: self.con.execute(sql).fetchall() for name, sql in QUESTIONS.items()}
