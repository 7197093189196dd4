"""The pages' questions in pandas, over the same rows, with names as categories and lateness worked out beforehand."""

from __future__ import annotations

from collections.abc import Callable

import duckdb
import pandas as pd

STATUSES = ["completed", "in_progress", "not_started", "not_stated"]


class Pandas:
    """Frames of the working copy, and a function a question."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        facts = con.sql(
            "select row_number, action_id, plan_number, partnership::varchar partnership, plan::varchar plan, is_countable counts, status::varchar status,"
            " timeliness::varchar timeliness, coalesce(closing = 'unsupported', false) unsupported, target_date, target_original_date, completion_date, as_at, slippage_days,"
            " slippage_latest_days, overdue_days, lead_set, theme_set, section, ref, summary, progress, recommendation, action"
            " from action_as_at(null::date) inner join action_words using (row_number) order by row_number"
        ).df()
        for name in ("partnership", "plan", "status", "timeliness"):
            facts[name] = facts[name].astype("category")
        self.facts = facts
        leads = con.sql("select lead_set, agency::varchar agency, is_shared from lead_member").df()
        themes = con.sql("select theme_set, theme_id::varchar theme_id from theme_member").df()
        slim = ["row_number", "partnership", "plan_number", "counts", "status", "timeliness", "unsupported", "target_date", "as_at",
                "slippage_days", "overdue_days"]  # fmt: skip
        self.by_lead = facts[[*slim, "lead_set"]].merge(leads, on="lead_set").astype({"agency": "category"})
        self.by_theme = facts[[*slim, "theme_set"]].merge(themes, on="theme_set").astype({"theme_id": "category"})
        self.documents = con.sql("select * exclude (added_at) from document_in_view").df()

    def questions(self) -> dict[str, Callable[[], pd.DataFrame]]:
        """Query name -> the same question."""
        return {
            "headline": self.headline,
            "plans": self.plans,
            "attention": self.attention,
            "status_by partnership": lambda: self.status(self.facts, "partnership"),
            "status_by plan": lambda: self.status(self.facts, "plan_number"),
            "status_by theme": lambda: self.status(self.by_theme, "theme_id"),
            "status_by agency": lambda: self.status(self.by_lead, "agency"),
            "completion_over_time": self.over_time,
            "slippage_lines": self.lines,
            "slippage_by partnership": lambda: self.slippage(self.facts, "partnership"),
            "slippage_by agency": lambda: self.slippage(self.by_lead, "agency"),
            "slippage_by theme": lambda: self.slippage(self.by_theme, "theme_id"),
            "shares_by theme partnership": self.theme_grid,
            "outcomes_by theme": self.theme_outcomes,
            "actions_of theme": self.theme_actions,
            "load_by agency all": lambda: self.load(["agency"]),
            "load_by agency partnership": lambda: self.load(["agency", "partnership"]),
            "outcomes_by partnership": self.compare,
            "actions": lambda: self.facts.head(500),
        }

    def headline(self) -> pd.DataFrame:
        f = self.facts
        counted = f[f["counts"]]
        soon = (f["timeliness"] == "not_yet_due") & ((f["target_date"] - f["as_at"]).dt.days <= 90)
        plans = f.groupby("plan_number", observed=True).agg(
            as_at=("as_at", "first"), partnership=("partnership", "first")
        )
        values = {
            "actions": len(f), "countable": len(counted), **counted["status"].value_counts().to_dict(),
            **f["timeliness"].value_counts().to_dict(), "due_90": int(soon.sum()), "unsupported": int(f["unsupported"].sum()),
            "longest": f["overdue_days"].max(), "median_slippage": f["slippage_days"].median(),
            "median_latest": f["slippage_latest_days"].median(), "plans": len(plans), "partnerships": plans["partnership"].nunique(),
            "first": plans["as_at"].min(), "last": plans["as_at"].max(),
        }  # fmt: skip
        return pd.DataFrame([values])

    def plans(self) -> pd.DataFrame:
        f = self.facts.assign(
            completed=self.facts["counts"] & (self.facts["status"] == "completed"),
            overdue=self.facts["timeliness"] == "overdue",
        )
        grouped = f.groupby("plan_number").agg(
            actions=("row_number", "size"),
            countable=("counts", "sum"),
            completed=("completed", "sum"),
            overdue=("overdue", "sum"),
        )
        return grouped.join(self.documents.set_index("plan_number")).head(500)

    def attention(self) -> pd.DataFrame:
        f = self.facts[(self.facts["timeliness"] == "overdue") | self.facts["unsupported"]]
        return f.sort_values(["overdue_days", "row_number"], ascending=[False, True], na_position="last").head(8)

    @staticmethod
    def status(rows: pd.DataFrame, by: str) -> pd.DataFrame:
        counted = rows[rows["counts"]]
        table = (
            counted.groupby([by, "status"], observed=True)
            .size()
            .unstack(fill_value=0)
            .reindex(columns=STATUSES, fill_value=0)
        )
        table["actions"] = table.sum(axis=1)
        return table.assign(unsupported=counted.groupby(by, observed=True)["unsupported"].sum())

    def over_time(self) -> pd.DataFrame:
        f = self.facts[self.facts["counts"] & self.facts["target_original_date"].notna()]
        due = f["target_original_date"].dropna().dt.to_period("M").value_counts()
        done = f["completion_date"].dropna().dt.to_period("M").value_counts()
        table = pd.DataFrame({"due": due, "completed": done}).fillna(0).sort_index()
        return table.join(table.cumsum().add_suffix("_so_far"))

    def _measured(self, rows: pd.DataFrame) -> pd.DataFrame:
        return rows[rows["timeliness"].isin(["on_time", "late", "overdue"])]

    def lines(self) -> pd.DataFrame:
        f = self._measured(self.facts)
        days = f["slippage_days"].fillna(f["overdue_days"])
        return f.assign(days=days).sort_values(["days", "row_number"], ascending=[False, True]).head(500)

    def slippage(self, rows: pd.DataFrame, by: str) -> pd.DataFrame:
        f = self._measured(rows)
        grouped = f.groupby(by, observed=True)
        table = grouped["slippage_days"].agg(["count", "min", "max"])
        quarters = grouped["slippage_days"].quantile([0.25, 0.5, 0.75]).unstack()
        lateness = f.groupby([by, "timeliness"], observed=True).size().unstack(fill_value=0)
        return table.join(quarters).join(lateness).assign(longest=grouped["overdue_days"].max())

    def theme_grid(self) -> pd.DataFrame:
        counted = (
            self.by_theme.groupby(["theme_id", "partnership"], observed=False).size().rename("actions").reset_index()
        )
        sizes = self.facts.groupby("partnership", observed=True).size().rename("of_actions")
        table = counted.merge(sizes, left_on="partnership", right_index=True)
        return table.assign(share=table["actions"] / table["of_actions"])

    def theme_outcomes(self) -> pd.DataFrame:
        f = self.by_theme
        table = f.groupby("theme_id", observed=True).agg(
            actions=("row_number", "size"), countable=("counts", "sum"), median_slippage=("slippage_days", "median")
        )
        lateness = f.groupby(["theme_id", "timeliness"], observed=True).size().unstack(fill_value=0)
        done = (
            f[f["counts"] & (f["status"] == "completed")].groupby("theme_id", observed=True).size().rename("completed")
        )
        return table.join(lateness).join(done)

    def theme_actions(self) -> pd.DataFrame:
        chosen = self.by_theme.loc[self.by_theme["theme_id"] == "dvpo", "row_number"].sort_values().head(500)
        return self.facts[self.facts["row_number"].isin(chosen)]

    def load(self, by: list[str]) -> pd.DataFrame:
        f = self.by_lead[self.by_lead["counts"]]
        soon = (f["timeliness"] == "not_yet_due") & ((f["target_date"] - f["as_at"]).dt.days <= 90)
        f = f.assign(
            completed=f["status"] == "completed",
            not_stated=f["status"] == "not_stated",
            overdue=f["timeliness"] == "overdue",
            soon=soon,
        )
        return f.groupby(by, observed=True).agg(
            actions=("row_number", "size"), shared=("is_shared", "sum"), completed=("completed", "sum"), not_stated=("not_stated", "sum"),
            overdue=("overdue", "sum"), due_90=("soon", "sum"),
        )  # fmt: skip

    def compare(self) -> pd.DataFrame:
        f = self.facts
        status = self.status(f, "partnership")
        lateness = f.groupby(["partnership", "timeliness"], observed=True).size().unstack(fill_value=0)
        median = f.groupby("partnership", observed=True)["slippage_days"].median().rename("median_slippage")
        prints = self.documents.groupby("partnership").agg(
            plans=("plan_number", "size"), prints_lead=("prints_lead", "sum"), newest=("as_at", "max")
        )
        return status.join(lateness).join(median).join(prints)
