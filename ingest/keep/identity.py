"""Plans have lasting ids: names are labels, which may change."""

from __future__ import annotations

import duckdb

from ingest.plan.parse import slug
from ingest.plan.tree import Plan
from schema.errors import NotFoundError
from schema.lake import Lake, insert, newest, statement
from schema.settings import ROOT
from schema.sql import named_statements
from schema.tables import Partnership, PlanIdentity

_SQL = named_statements(ROOT / "ingest" / "keep" / "identity.sql")


def identified(lake: Lake, plan: Plan) -> Plan:
    """A document under the id of the plan that it is a version of, if the lake has that plan.

    A document that is stored keeps its plan, unless a person said another. A new one belongs to the plan that has its
    partnership and name now. An id that was only made from a name is not taken from a plan that was renamed since: whether the
    document is a version of that one, a person is asked.
    """
    document = plan.document
    made = f"{slug(plan.partnership.partnership)}/{slug(document.plan)}"
    if document.plan_id != made:  # it was said, or the document says neither whose nor which plan it is
        return plan
    stored = lake.read(_SQL["stored"], {"document_id": document.document_id})
    if stored.height:
        return plan.under(plan_id=str(stored["plan_id"][0]))
    found = lake.read(
        _SQL["known"],
        {"plan_id": document.plan_id, "partnership_id": document.partnership_id, "plan": document.plan},
    )
    if found.is_empty():
        return plan
    is_named_so = bool(found["is_named_so"][0])
    plan_id = str(found["plan_id"][0]) if is_named_so else f"{made}-{document.document_id[:6]}"
    return plan.under(plan_id=plan_id)


def named_as_stored(con: duckdb.DuckDBPyConnection, plan: Plan) -> Plan:
    """A new version under the names that its plan has now. Call it inside `Lake.transact`."""
    row = con.execute(_SQL["names"], {"plan_id": plan.document.plan_id}).fetchone()
    if row is None:
        return plan
    partnership_id, partnership, is_known, name = row
    partnership_row = Partnership(partnership_id=partnership_id, partnership=partnership, is_known=is_known)
    return plan.under(partnership_id=partnership_id, plan=name).with_(partnership=partnership_row)


def rename_to(con: duckdb.DuckDBPyConnection, plan: Plan) -> None:
    """Give a plan and all of its versions the names of one of them. Call it inside `Lake.transact`."""
    document = plan.document
    names = {"plan_id": document.plan_id, "partnership_id": document.partnership_id, "plan": document.plan}
    con.execute(_SQL["rename_plan"], names)
    con.execute(_SQL["rename_documents"], names)


def named_as_before(con: duckdb.DuckDBPyConnection, plan_id: str, snapshot: int) -> None:
    """After rows of `snapshot` were put back: what was done next is undone, a later renaming is not.

    Where what was done next gave the plan the name that it still has, it and its versions are called as before. Else what was put
    back is called as the plan is called now. Call it inside `Lake.transact`.
    """
    then = _names_at(con, plan_id, snapshot)
    after = _names_at(con, plan_id, snapshot + 1) if snapshot < newest(con) else None
    row = con.execute(_SQL["names"], {"plan_id": plan_id}).fetchone()
    if row is None:
        return
    now = (str(row[0]), str(row[3]))
    partnership_id, name = then if then and after == now else now
    names = {"plan_id": plan_id, "partnership_id": partnership_id, "plan": name}
    con.execute(_SQL["rename_plan"], names)
    con.execute(_SQL["rename_documents"], names)


def _names_at(con: duckdb.DuckDBPyConnection, plan_id: str, snapshot: int) -> tuple[str, str] | None:
    """(partnership, name) of a plan at a snapshot; None if it had none then."""
    at = con.sql(statement("earlier_plan"), params={"key": plan_id, "snapshot": snapshot}).pl()
    found = [PlanIdentity.model_validate(row) for row in at.iter_rows(named=True)]
    return (found[0].partnership_id, found[0].plan) if found else None


def rename(lake: Lake, plan_id: str, partnership: str | None, name: str | None) -> str:
    """Give a plan another name or another partnership. Its versions, answers and corrections stay with it.

    Returns:
        How it is called now: 'partnership: plan'.

    Raises:
        NotFoundError: if the lake has no such plan, or nothing else is said of it.
        LakeError: if the lake cannot be written.
    """
    if not (partnership or name):
        raise NotFoundError("Say what the plan is to be called: --plan NAME, --partnership NAME, or both.")

    def work(con: duckdb.DuckDBPyConnection) -> str:
        row = con.execute(_SQL["names"], {"plan_id": plan_id}).fetchone()
        if row is None:
            raise NotFoundError(
                f"The lake has no plan {plan_id}. `python -m ingest list --json` shows the plan_id of each."
            )
        partnership_id, now, _, plan = row
        if partnership:
            partnership_id, now = slug(partnership), partnership
            if con.execute(_SQL["partnership"], {"partnership_id": partnership_id}).fetchone() is None:
                insert(con, Partnership, [Partnership(partnership_id=partnership_id, partnership=now, is_known=False)])
        names = {"plan_id": plan_id, "partnership_id": partnership_id, "plan": name or plan}
        others = [row for row in con.execute(_SQL["known"], names).fetchall() if row[1] and row[0] != plan_id]
        if others:
            raise NotFoundError(
                f"There is a plan '{now}: {name or plan}' already ({others[0][0]}). Choose another name."
            )
        con.execute(_SQL["rename_plan"], names)
        con.execute(_SQL["rename_documents"], names)
        return f"{now}: {name or plan}"

    return lake.transact(work)
