"""What the text of each completed action says of it: worked out when a plan is read, and again when a row is put right."""

from __future__ import annotations

from typing import Any

from ingest.fields.support import support_of
from ingest.plan.tree import Plan, PlanAction
from schema.vocabulary import Status, Support


def judged(plan: Plan) -> Plan:
    """A plan with what the text of each completed action says of it."""
    texts, has_progress = plan.texts, any(action.progress for action in plan.actions)
    return plan.with_(
        actions=[
            action.model_copy(update=_support(action, texts[action.recommendation_id], has_progress=has_progress))
            for action in plan.actions
        ]
    )


def _support(action: PlanAction, recommendation: str, *, has_progress: bool) -> dict[str, Any]:
    """The columns that tell of it; blank where the action is not marked completed."""
    if action.status is not Status.COMPLETED:
        return {"support": None, "support_words": None, "support_is_plain": None}
    asked = f"{recommendation}\n{action.action or ''}"
    beside = (action.status_as_printed or "", action.completion_as_printed or "")
    told = support_of(asked, action.progress or "", beside)
    if action.closed_not_done and told.support not in (Support.NOT_POSSIBLE, Support.NOTHING_RECORDED):
        return {
            "support": Support.NOT_POSSIBLE, "support_words": action.closed_not_done_words, "support_is_plain": True,
        }  # fmt: skip
    if told.support is Support.NO_EVIDENCE and not has_progress:
        return {"support": Support.NOT_PRINTED, "support_words": None, "support_is_plain": True}
    return {
        "support": told.support,
        "support_words": told.words,
        "support_is_plain": told.is_plain or action.closed_not_done,
    }
