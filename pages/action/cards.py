"""Actions that need attention, one card each: why, whose, and what the plan says of it."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from pages.action import choose
from pages.parts import say, words
from pages.parts.say import Md, md
from schema.vocabulary import Wording


def attention(rows: pl.DataFrame) -> None:
    """A card for each row of the query `attention`."""
    for row in rows.iter_rows(named=True):
        _card(row)


def _why(row: dict[str, Any]) -> str:
    if row["reason"] != "overdue":
        return "Marked closed, but the text suggests it was not done"
    heard = ", and not heard of since" if row["is_past_plan"] else ""
    late = f"Overdue by at least {words.days(row['overdue_days'])} on {words.day(row['as_at'])}{heard}"
    return f"{late}; due {words.day(row['target_date'])}"


def _card(row: dict[str, Any]) -> None:
    whose = "The plan says" if row["wording"] == Wording.PUBLISHED.value else "The plan says, in our short wording"
    where = words.place(row["section"], row["ref"])
    with st.container(border=True):
        say.markdown(
            md(
                "**{why}.** {partnership}, {plan}, {where}. Lead: {leads}.",
                why=_why(row),
                partnership=row["partnership"],
                plan=row["plan"],
                where=where,
                leads=words.listed(row["lead_agencies"]),
            )
        )
        st.text(words.shortened(row["action"], 300))
        if row["plan_says"]:
            st.text(f"{whose}: {words.shortened(row['plan_says'], 400)}")
        choose.on_demand(row["action_id"], _read(where, row["plan"]))


def _read(where: str, plan: str) -> Md:
    return md("Read {where} of {plan} in full", where=where, plan=words.shortened(plan, 60))
