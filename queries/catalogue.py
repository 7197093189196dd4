"""Every query: its file, what it may be given, what it gives. A new metric is a file and a line here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import BaseModel

from queries import params as p
from queries import rows as r
from queries import rows_source as source

FOLDER = Path(__file__).resolve().parent
_HEADER = re.compile(r"^-- (question|grain|params|definition|caveat): (.+)$", re.MULTILINE)

#: Name -> (what it may be given, what a row of it is).
QUERIES: dict[str, tuple[type[BaseModel], type[BaseModel]]] = {
    "headline": (p.FilterParams, r.Headline),
    "plans": (p.LimitParams, r.PlanRow),
    "attention": (p.LimitParams, r.AttentionRow),
    "status_by_partnership": (p.FilterParams, r.StatusRow),
    "status_by_plan": (p.LimitParams, r.StatusRow),
    "status_by_theme": (p.FilterParams, r.StatusRow),
    "status_by_agency": (p.FilterParams, r.StatusRow),
    "completion_over_time": (p.FilterParams, r.MonthRow),
    "slippage_lines": (p.LimitParams, r.SlippageLine),
    "slippage_by_partnership": (p.FilterParams, r.SlippageRow),
    "slippage_by_agency": (p.FilterParams, r.SlippageRow),
    "slippage_by_theme": (p.FilterParams, r.SlippageRow),
    "theme_by_partnership": (p.FilterParams, r.ThemePartnershipRow),
    "theme_outcomes": (p.FilterParams, r.ThemeOutcomeRow),
    "theme_actions": (p.ThemeParams, r.ThemeActionRow),
    "agency_load": (p.FilterParams, r.AgencyRow),
    "agency_actions": (p.AgencyParams, r.AgencyActionRow),
    "agency_by_partnership": (p.LimitParams, r.AgencyPartnershipRow),
    "compare_partnerships": (p.FilterParams, r.CompareRow),
    "actions": (p.LimitParams, r.ExportRow),
    "actions_part": (p.PartParams, r.ExportRow),
    "last_row": (p.NoParams, r.LastRow),
    "action_detail": (p.ReadActionParams, r.DetailRow),
    "action_updates": (p.OneActionParams, r.UpdateRow),
    "action_words": (p.OneActionParams, r.WordRow),
    "action_cells": (p.OneActionParams, source.CellRow),
    "action_places": (p.OneActionParams, source.PlaceRow),
    "action_corrections": (p.OneActionParams, source.CorrectionRow),
    "action_findings": (p.OneActionParams, source.ActionFindingRow),
    "quality_plans": (p.LimitParams, source.QualityPlanRow),
    "quality_fields": (p.LimitParams, source.QualityFieldRow),
    "replies": (p.LimitParams, source.ReplyRow),
    "findings": (p.LimitParams, source.FindingRow),
    "choices": (p.NoParams, r.ChoiceRow),
}


@dataclass(frozen=True, slots=True)
class Spec:
    """A query as its file describes it."""

    name: str
    sql: str
    question: str
    grain: str
    params: str
    definition: str
    caveat: str
    takes: type[BaseModel]
    gives: type[BaseModel]


@cache
def spec(name: str) -> Spec:
    """A query's description.

    Raises:
        KeyError: if there is no such query.
        ValueError: if its file lacks a line of the header.
    """
    takes, gives = QUERIES[name]
    text = (FOLDER / f"{name}.sql").read_text(encoding="utf-8")
    header = dict(_HEADER.findall(text))
    missing = {"question", "grain", "params", "definition", "caveat"} - set(header)
    if missing:
        raise ValueError(f"queries/{name}.sql lacks the header line {sorted(missing)[0]}")
    return Spec(name, text, **header, takes=takes, gives=gives)


def specs() -> list[Spec]:
    """Every query, in the order of the catalogue."""
    return [spec(name) for name in QUERIES]
