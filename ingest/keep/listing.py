"""The documents that a lake holds, as a list."""

from __future__ import annotations

import duckdb
import polars as pl

from schema.errors import LakeError
from schema.lake import Lake
from schema.salvage import Salvaged
from schema.tables import Action, Document, Finding, Partnership

_LIST = """
with counted as (
    select document_id, count(*) as actions
    from lake.action
    group by document_id
),

found as (
    select document_id, count(*) as findings
    from lake.finding
    group by document_id
)

select
    d.document_id,
    p.partnership,
    d.plan_id,
    d.plan,
    d.kind,
    d.as_at,
    d.as_at_basis,
    d.version_as_printed,
    d.marking,
    d.published_at,
    d.published_on,
    d.colours,
    d.sha256,
    d.reader,
    d.lists,
    coalesce(c.actions, 0) as actions,
    coalesce(f.findings, 0) as findings,
    d.file_name,
    d.added_at,
from lake.document as d
inner join (select distinct on (partnership_id) * from lake.partnership) as p using (partnership_id)
left join counted as c using (document_id)
left join found as f using (document_id)
order by p.partnership, d.plan, d.as_at, d.added_at, d.document_id
"""


def documents(lake: Lake) -> pl.DataFrame:
    """The documents of a lake, one row each, with how many actions and findings each has; none that cannot be read."""
    return listed(lake)[0]


def listed(lake: Lake) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """(the documents of a lake, as `documents` has them; the names of the plans that cannot be read).

    Raises:
        LakeError: if the lake cannot be read.
    """
    try:
        return lake.read(_LIST), ()
    except LakeError:
        _, found = lake.everything()
        if not found.damaged:
            raise
        return _of_readable(found), found.lost_plans


def _of_readable(found: Salvaged) -> pl.DataFrame:
    """The same list over what could be read of a lake."""
    con = duckdb.connect()
    con.execute("create schema lake")
    for model in (Partnership, Document, Action, Finding):
        con.register("incoming", found.tables[model].to_arrow())
        con.table("incoming").create(f"lake.{model.table}")
        con.unregister("incoming")
    table = con.sql(_LIST).pl()
    con.close()
    return table
