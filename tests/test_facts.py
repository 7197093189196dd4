"""The plans that ship: equal to what is read from the published documents, and none of their sentences."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from ingest.keep.shipped import read_shipped
from ingest.keep.store import store
from ingest.keep.succession import succeeded
from ingest.plan.parse import parse
from ingest.plan.tree import Plan
from ingest.reference import known_plans, plan_folders
from tests.conftest import GOLD, ROOT, SEEDS, hung, needs_documents

PLANS = {
    "central-bedfordshire-david": 25,
    "western-suffolk-carol": 25,
    "cumbria-constabulary-2018": 90,
    "sntb-dhr7": 12,
    "bedfordshire-strategy-2017": 26,
}
FACTS = (
    "section", "ref", "scope", "target_as_printed", "target_date", "target_precision", "target_note", "target_original_date",
    "target_revisions", "status_as_printed", "status", "completion_as_printed", "completion_date", "completion_precision",
    "commenced_date", "rag", "rag_history", "updates", "closed_not_done",
)  # fmt: skip
DOCUMENT_FACTS = (
    "partnership_id", "plan_id", "kind", "version_as_printed", "marking", "as_at", "as_at_basis", "prints_recommendation", "prints_lead",
    "prints_target", "prints_completion", "prints_status", "prints_rag",
)  # fmt: skip


def from_document(name: str) -> Plan:
    return parse((SEEDS / f"{name}.txt").read_bytes(), f"{name}.txt")


def leads(plan: Plan) -> list[list[str]]:
    names = {row.agency_id: row.agency for row in plan.agencies.values()}
    found = defaultdict(list)
    for lead in hung(plan, "leads"):
        found[lead.action_id].append(names[lead.agency_id])
    return [found[action.action_id] for action in plan.actions]


def themes(plan: Plan) -> list[set[str]]:
    found = defaultdict(set)
    for tag in hung(plan, "themes"):
        found[tag.action_id].add(tag.theme_id)
    return [found[action.action_id] for action in plan.actions]


@needs_documents
@pytest.mark.parametrize("name", PLANS)
@pytest.mark.thorough
def test_the_published_document_is_a_version_of_the_plan_that_ships(name, own_lake):
    """Our own words give way to the printed ones: no action is new and none is dropped."""
    ours = read_shipped(ROOT / "data" / "plans" / name)
    store(own_lake, ours)
    theirs = succeeded(own_lake, from_document(name))
    assert [action.action_key for action in theirs.actions] == [action.action_key for action in ours.actions]


def words(text: str | None) -> list[str]:
    return re.findall(r"[a-z0-9]+", (text or "").lower())


@pytest.mark.parametrize(("name", "rows"), PLANS.items())
def test_each_plan_has_its_rows(name, rows):
    assert len(read_shipped(ROOT / "data" / "plans" / name).actions) == rows


def test_every_folder_is_a_plan():
    assert {folder.name for folder in plan_folders()} == set(PLANS) == set(known_plans())


@needs_documents
@pytest.mark.parametrize("name", PLANS)
def test_the_facts_are_those_of_the_document(name):
    shipped, published = read_shipped(ROOT / "data" / "plans" / name), from_document(name)
    for field in DOCUMENT_FACTS:
        assert getattr(shipped.document, field) == getattr(published.document, field), field
    for ours, theirs in zip(shipped.actions, published.actions, strict=True):
        for field in FACTS:
            assert getattr(ours, field) == getattr(theirs, field), (theirs.position, field)
    assert leads(shipped) == leads(published)


@needs_documents
@pytest.mark.parametrize("name", PLANS)
def test_our_wording_keeps_the_themes(name):
    pairs = list(zip(themes(read_shipped(ROOT / "data" / "plans" / name)), themes(from_document(name)), strict=True))
    shared, total = sum(len(a & b) for a, b in pairs), sum(len(a) + len(b) for a, b in pairs)
    assert 2 * shared / total >= 0.85  # 0.87 to 0.94 over the five plans, 21 November 2026


KEYS = {"central-bedfordshire-david": "central-beds-david.csv", "sntb-dhr7": "sntb-dhr7.csv"}
KEYED = {
    "section": "section", "ref": "ref", "scope": "scope", "target_raw": "target_as_printed", "target_date": "target_date",
    "target_precision": "target_precision", "target_note": "target_note", "status_raw": "status_as_printed", "status": "status",
    "completion_raw": "completion_as_printed", "completion_date": "completion_date", "completion_precision": "completion_precision",
    "commenced_date": "commenced_date", "n_updates": "updates",
}  # fmt: skip


@needs_documents
@pytest.mark.parametrize(("name", "key"), KEYS.items())
def test_the_documents_keyed_by_hand_are_read_exactly(name, key):
    plan = from_document(name)
    recommendations = {row.recommendation_id: row.recommendation for row in plan.recommendations}
    with (GOLD / key).open(encoding="utf-8", newline="") as file:
        keyed = list(csv.DictReader(file))
    assert len(keyed) == len(plan.actions)
    for row, action, agencies in zip(keyed, plan.actions, leads(plan), strict=True):
        for column, field in KEYED.items():
            value = getattr(action, field)
            assert str(value if value is not None else "") == row[column], (row["seq"], column)
        assert ";".join(agencies) == row["lead_agencies"], row["seq"]
        assert ">".join(action.rag_history) == row["rag_sequence"], row["seq"]
        assert action.closed_not_done == (row["closed_not_done"] == "y"), row["seq"]
        for text, start in (
            (recommendations[action.recommendation_id], "recommendation_start"),
            (action.action, "action_start"),
        ):
            expected = words(row[start])
            assert words(text)[: len(expected)] == expected, (row["seq"], start)


@needs_documents
def test_no_sentence_of_the_published_plans_is_in_the_project():
    checker = ROOT.parent / "shared" / "tools" / "own_words.py"
    found = subprocess.run(
        [sys.executable, str(checker)], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert found.returncode == 0, found.stdout


def test_no_persons_name_ships():
    for folder in plan_folders():
        plan = read_shipped(folder)
        assert not [lead for lead in hung(plan, "leads") if lead.names_person], folder.name
        texts = Path(folder / "actions.csv").read_text("utf-8")
        assert "[name]" not in texts
        assert all("[name]" not in (action.progress or "") for action in plan.actions), folder.name
