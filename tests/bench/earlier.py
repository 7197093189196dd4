"""An earlier version of each generated plan: some of its actions open still, with other targets, or not there yet."""

from __future__ import annotations

import numpy as np
import polars as pl

_BEFORE = "e"
_DAYS = 180
#: Shares of the rows of which the earlier version differs.
_OPEN, _MOVED, _NOT_YET, _DROPPED = 0.2, 0.1, 0.04, 0.03


def with_earlier(frames: dict[str, pl.DataFrame], seed: int = 7) -> dict[str, pl.DataFrame]:
    """The tables with an earlier document of each plan, whose rows are matched by their keys."""
    rng = np.random.default_rng(seed)
    actions = frames["action"].with_columns(match_score=pl.lit(1.0))
    chance = pl.Series("chance", rng.random(actions.height))
    before = _before(actions.with_columns(chance)).filter(pl.col("chance") >= _NOT_YET).drop("chance")
    now = actions.filter(pl.Series(rng.random(actions.height)) >= _DROPPED)
    kept = {
        name: pl.concat([frames[name], _renamed(frames[name])])
        for name in ("recommendation", "action_lead", "action_theme")
    }
    documents = pl.concat(
        [frames["document"], _renamed(frames["document"]).with_columns(pl.col("as_at").dt.offset_by(f"-{_DAYS}d"))]
    )
    return {**frames, **kept, "document": documents, "action": pl.concat([now, before])}


def _renamed(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows with the ids of the earlier document."""
    ids = [name for name in ("document_id", "action_id", "recommendation_id", "sha256") if name in rows.columns]
    return rows.with_columns(pl.concat_str(pl.lit(_BEFORE), pl.col(name)).alias(name) for name in ids)


def _before(rows: pl.DataFrame) -> pl.DataFrame:
    """The actions as the earlier version has them."""
    is_open = (pl.col("chance") < _OPEN + _NOT_YET) & (pl.col("status") == "completed")
    moved = (
        pl.when(pl.col("chance") > 1 - _MOVED)
        .then(pl.col("target_date").dt.offset_by("-90d"))
        .otherwise(pl.col("target_date"))
    )
    return _renamed(rows).with_columns(
        status=pl.when(is_open).then(pl.lit("in_progress")).otherwise(pl.col("status")),
        completion_date=pl.when(is_open).then(None).otherwise(pl.col("completion_date")),
        target_date=moved,
        target_original_date=moved,
        match_score=pl.lit(None, dtype=pl.Float64),
    )
