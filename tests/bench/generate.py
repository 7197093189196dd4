"""A lake of generated actions, with the shape of real plans and no words of any."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import duckdb
import numpy as np
import polars as pl

from ingest.plan.parse import all_themes
from schema.derive import polars_schema
from schema.tables import (
    TABLES,
    Action,
    ActionLead,
    ActionTheme,
    Agency,
    Document,
    Finding,
    Partnership,
    ProgressUpdate,
    Recommendation,
    Theme,
)
from schema.vocabulary import AgencyKind
from schema.working_copy import of_tables

_ROWS_PER_PLAN = 40
_PARTNERSHIPS = 360  # about as many as there are community safety partnerships and forces
_PLANS_PER_PARTNERSHIP = 8
_AGENCIES = 900
_LOCAL_AGENCIES = 14
_KINDS = tuple(AgencyKind)
_WORDS = np.array(
    [
        "review",
        "panel",
        "staff",
        "training",
        "record",
        "assess",
        "risk",
        "share",
        "partner",
        "board",
        "policy",
        "audit",
        "officer",
        "service",
        "referral",
        "housing",
        "health",
        "school",
        "council",
        "refuge",
        "order",
        "notice",
        "safety",
        "plan",
        "contact",
        "update",
        "evidence",
        "outcome",
        "guidance",
        "lead",
    ]
)


def _ids(prefix: str, numbers: np.ndarray | range) -> list[str]:
    return [f"{prefix}{number:07}" for number in numbers]


def _typed(model: type, columns: dict[str, object]) -> pl.DataFrame:
    """A frame of a table's schema; columns that are not given are null."""
    schema = polars_schema(model)
    given = pl.DataFrame(columns)
    return given.select(
        (pl.col(name) if name in given.columns else pl.lit(None)).cast(kind).alias(name)
        for name, kind in schema.items()
    )


def texts(rng: np.random.Generator, count: int, words: int) -> list[str]:
    """So many texts of so many words of the field, put together at random."""
    picked = _WORDS[rng.integers(0, len(_WORDS), size=(count, words))]
    return [" ".join(row) for row in picked]


_MADE_UP, _TOLD_AGAIN, _AGAIN_SHARE = 4_000, 600, 0.3


def demands(rng: np.random.Generator, count: int, words: int) -> list[str]:
    """So many recommendations, the most frequent words the field's, the others made up; three in ten say what others say, but for a word or two."""
    letters = np.array(list("bcdfglmnprstv")), np.array(list("aeiou"))
    syllables = [
        "".join(pair) for pair in zip(rng.choice(letters[0], 12_000), rng.choice(letters[1], 12_000), strict=True)
    ]
    made_up = ["".join(syllables[3 * at : 3 * at + 3]) for at in range(_MADE_UP)]
    all_words = np.concatenate([_WORDS, np.array(made_up)])
    often = 1 / np.arange(1, len(all_words) + 1) ** 0.8
    often /= often.sum()
    picked = rng.choice(len(all_words), size=(count, words), p=often)
    again = rng.random(count) < _AGAIN_SHARE
    pool = rng.choice(len(all_words), size=(_TOLD_AGAIN, words), p=often)
    same = pool[rng.integers(0, _TOLD_AGAIN, count)]
    differs = rng.random((count, words)) < 1.5 / words
    told = np.where(again[:, None] & ~differs, same, picked)
    return [" ".join(row) for row in all_words[told]]


def tables(actions: int, seed: int = 7) -> dict[str, pl.DataFrame]:
    """Generated tables of the lake: so many actions, in plans of 40 rows, of at most 360 partnerships."""
    rng = np.random.default_rng(seed)
    plans = max(2, actions // _ROWS_PER_PLAN)
    partnerships = min(_PARTNERSHIPS, max(2, plans // _PLANS_PER_PARTNERSHIP))
    document_ids, partnership_ids = _ids("d", range(plans)), _ids("p", range(partnerships))
    own = np.arange(plans) % partnerships
    start = date(2016, 1, 1)
    as_at = [start + timedelta(days=int(day)) for day in rng.integers(400, 3600, plans)]
    documents = _typed(
        Document,
        {
            "document_id": document_ids, "partnership_id": [partnership_ids[i] for i in own], "plan_id": _ids("plan", range(plans)),
            "plan": [f"Generated plan {i:05}" for i in range(plans)], "kind": np.where(rng.random(plans) < 0.04, "strategy", "review_action_plan"),
            "title": document_ids, "as_at": as_at, "as_at_basis": ["stated"] * plans, "wording": ["published"] * plans,
            **{f"prints_{name}": rng.random(plans) < 0.8 for name in ("recommendation", "lead", "target", "completion", "status", "rag")},
            "file_name": document_ids, "sha256": document_ids, "media_type": ["text/plain"] * plans, "bytes": [1] * plans,
            "layout": ["table"] * plans, "date_order": ["day_first"] * plans, "added_at": [datetime(2026, 1, 1, tzinfo=UTC)] * plans,
        },
    )  # fmt: skip
    of = np.minimum(np.arange(actions) // _ROWS_PER_PLAN, plans - 1)
    # As in a real lake: an action's id is its document's and its place in it.
    places = np.arange(actions) - of * _ROWS_PER_PLAN + 1
    action_ids = [f"{document_ids[of[row]]}-{places[row]:03}" for row in range(actions)]
    acts = _actions(rng, actions, action_ids, [document_ids[i] for i in of], start)
    leads = _spread(rng, action_ids, 1.15, _LOCAL_AGENCIES)
    # Agencies are local: each partnership's actions are led by its own dozen or so.
    local = np.array(own)[of][leads["row"].to_numpy()] * 7
    leads = leads.with_columns(of=pl.Series((local + leads["of"].to_numpy()) % _AGENCIES))
    tagged = _spread(rng, action_ids, 2.4, len(all_themes()))
    themes = all_themes()
    agency_ids, theme_ids = _ids("g", range(_AGENCIES)), [theme.theme_id for theme in themes]
    n_leads, n_tags = leads.height, tagged.height
    return {
        "partnership": _typed(Partnership, {"partnership_id": partnership_ids, "partnership": [f"Generated partnership {i:03}" for i in range(partnerships)], "is_known": [True] * partnerships}),
        "document": documents,
        "recommendation": _typed(Recommendation, {"recommendation_id": action_ids, "document_id": acts["document_id"], "position": acts["position"], "recommendation": demands(rng, actions, 14)}),
        "action": acts,
        "agency": _typed(Agency, {"agency_id": agency_ids, "agency": [f"Generated {_KINDS[i % len(_KINDS)].label.lower()} {i:03}" for i in range(_AGENCIES)], "kind": [_KINDS[i % len(_KINDS)].value for i in range(_AGENCIES)], "is_known": [True] * _AGENCIES}),
        "action_lead": _typed(ActionLead, {"action_id": leads["action_id"], "agency_id": [agency_ids[i] for i in leads["of"]], "position": leads["position"], "as_printed": ["x"] * n_leads, "names_person": [False] * n_leads}),
        "progress_update": _typed(ProgressUpdate, {"action_id": action_ids, "position": [1] * actions, "text": acts["progress"]}),
        "theme": pl.DataFrame([theme.model_dump() for theme in themes], schema=polars_schema(Theme)),
        "action_theme": _typed(ActionTheme, {"action_id": tagged["action_id"], "theme_id": [theme_ids[i] for i in tagged["of"]], "field": ["action"] * n_tags, "start_char": [0] * n_tags, "end_char": [6] * n_tags, "words": ["review"] * n_tags}),
        "finding": _typed(Finding, {"document_id": document_ids, "position": [1] * plans, "severity": ["note"] * plans, "code": ["x"] * plans, "text": [""] * plans, "message": ["x"] * plans}),
    }  # fmt: skip


def _actions(rng: np.random.Generator, n: int, ids: list[str], of: list[str], start: date) -> pl.DataFrame:
    base = np.datetime64(start)
    target = base + rng.integers(0, 3600, n).astype("timedelta64[D]")
    done = target + rng.integers(-60, 500, n).astype("timedelta64[D]")
    status = rng.choice(["completed", "in_progress", "not_started", "not_stated"], n, p=[0.6, 0.2, 0.05, 0.15])
    has_target, has_done = rng.random(n) < 0.75, (rng.random(n) < 0.5) & (status == "completed")
    frame = pl.DataFrame({"target": target, "done": done, "has_target": has_target, "has_done": has_done}).select(
        target=pl.when("has_target").then(pl.col("target").cast(pl.Date)),
        done=pl.when("has_done").then(pl.col("done").cast(pl.Date)),
    )
    return _typed(
        Action,
        {
            "action_id": ids, "action_key": ids, "document_id": of, "recommendation_id": ids, "position": [int(action_id.rsplit("-", 1)[1]) for action_id in ids],
            "section": [f"Recommendation {i % 12}" for i in range(n)], "ref": [str(i % 40) for i in range(n)], "action": texts(rng, n, 20),
            "scope": rng.choice(["local", "regional", "national"], n), "target_date": frame["target"],
            "target_original_date": frame["target"], "target_revisions": [0] * n, "status": status, "completion_date": frame["done"],
            "rag_history": pl.Series([[]] * n, dtype=pl.List(pl.String)), "updates": [1] * n, "progress": texts(rng, n, 25),
            **_support(rng, status), "line": np.arange(n) % _ROWS_PER_PLAN + 1,
        },
    )  # fmt: skip


def _support(rng: np.random.Generator, status: np.ndarray) -> dict[str, object]:
    """What the texts of completed actions say of them: mostly that it was done."""
    kinds = ["supported", "not_possible", "still_to_come", "no_evidence", "not_printed"]
    told = rng.choice(kinds, len(status), p=[0.75, 0.01, 0.04, 0.05, 0.15])
    is_done = status == "completed"
    return {
        "closed_not_done": (told == "not_possible") & is_done,
        "support": pl.Series(told).to_frame("told").select(pl.when(pl.Series(is_done)).then("told"))["told"],
        "support_is_plain": rng.random(len(status)) < 0.5,
    }


def _spread(rng: np.random.Generator, ids: list[str], mean: float, choices: int) -> pl.DataFrame:
    """So many links an action on average, to different choices, skewed as real loads are."""
    counts = rng.poisson(mean, len(ids))
    rows = np.repeat(np.arange(len(ids)), counts)
    picked = np.minimum(rng.exponential(choices / 4, len(rows)).astype(int), choices - 1)
    links = pl.DataFrame({"row": rows, "of": picked}).unique(maintain_order=True)
    return links.with_columns(
        action_id=pl.Series(np.array(ids, dtype=object)[links["row"].to_numpy()], dtype=pl.String),
        position=pl.int_range(pl.len()).over("row") + 1,
    )


def working_copy(frames: dict[str, pl.DataFrame]) -> duckdb.DuckDBPyConnection:
    """A working copy of generated tables; those that are not generated are empty."""
    con = of_tables({model: frames.get(model.table, pl.DataFrame(schema=polars_schema(model))) for model in TABLES})
    # What the other routes show of an action besides what it is counted by.
    con.execute(
        "create view action_words as select row_number, action_id, plan, section, ref, summary, progress, recommendation, action"
        " from action_fact"
    )
    return con
