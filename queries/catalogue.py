"""Every query, in the order in which they are told. A new one is a file, an object beside its row model, and a name here."""

from __future__ import annotations

from typing import Any

from queries import changed, closed, figures, lists, one_action, sources, told_again
from queries.seam import Query

QUERIES: tuple[Query[Any, Any], ...] = (
    figures.HEADLINE,
    sources.PLANS,
    lists.ATTENTION,
    figures.STATUS_BY,
    figures.COMPLETION_OVER_TIME,
    lists.SLIPPAGE_LINES,
    figures.SLIPPAGE_BANDS,
    figures.DAYS_PAST_TARGET,
    figures.SLIPPAGE_BY,
    figures.OUTCOMES_BY,
    figures.TREND_BY,
    figures.PUBLISHED_BY,
    figures.SHARES_BY,
    figures.LOAD_BY,
    figures.DUE_BY,
    figures.ALIKE,
    closed.CLOSED_BY,
    closed.CLOSED,
    changed.COMPARED,
    changed.CHANGES_BY,
    changed.CHANGES_OVER_TIME,
    changed.CHANGES,
    told_again.TOLD_AGAIN,
    told_again.TOLD_SO,
    told_again.NEAREST,
    told_again.CAME_BACK,
    told_again.UNTOLD_TERMS,
    lists.ACTIONS_OF,
    lists.ACTIONS,
    lists.DROPPED,
    lists.ACTIONS_PART,
    lists.EXPORT_PARTS,
    one_action.ACTION_DETAIL,
    one_action.MAY_BE,
    one_action.ACTION_UPDATES,
    one_action.ACTION_WORDS,
    one_action.ACTION_CELLS,
    one_action.ACTION_PLACES,
    one_action.ACTION_CORRECTIONS,
    one_action.ACTION_FINDINGS,
    sources.COVERAGE,
    sources.QUALITY_PLANS,
    sources.QUALITY_FIELDS,
    sources.REPLIES,
    sources.FINDINGS,
    sources.CHOICES,
)
