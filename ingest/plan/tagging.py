"""The themes and updates of an action as rows: when it is read, and again when its texts are put right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable

from ingest.fields.themes import find_themes, salient
from ingest.fields.updates import Update
from ingest.plan.tree import PlanAction
from ingest.reference import lexicon
from schema.tables import ActionTheme, ProgressUpdate
from schema.vocabulary import TextField

_BOILERPLATE_ROWS = 5
_BOILERPLATE_SHARE = 0.1


def repeated(printed: Iterable[str]) -> set[str]:
    """Of the recommendations printed in the rows of a plan those that stand in so many that they tell no theme of any one."""
    counts = Counter(printed)
    limit = max(_BOILERPLATE_ROWS, _BOILERPLATE_SHARE * counts.total())
    return {text for text, count in counts.items() if text and count > limit}


def updates_of(action_id: str, updates: Iterable[Update]) -> list[ProgressUpdate]:
    """The updates of an action as rows."""
    return [
        ProgressUpdate(
            action_id=action_id,
            position=place,
            label=update.label,
            update_date=update.day,
            rag=update.rag,
            text=update.text,
        )
        for place, update in enumerate(updates, start=1)
    ]


def tags_of(action_id: str, texts: dict[TextField, str]) -> list[ActionTheme]:
    """The themes of an action's texts. A theme that only a long progress text mentions in passing is left out."""
    found = {where: find_themes(text) for where, text in texts.items()}
    asked = {tag.theme for where, tags in found.items() if where is not TextField.PROGRESS for tag in tags}
    told = {tag.theme for tag in salient(found[TextField.PROGRESS], texts[TextField.PROGRESS])}
    return [
        ActionTheme(
            action_id=action_id,
            theme_id=tag.theme,
            field=where,
            start_char=tag.start,
            end_char=tag.end,
            words=tag.words,
        )
        for where, tags in found.items()
        for tag in tags
        if tag.theme in asked | told
    ]


def retagged(action: PlanAction, recommendation: str) -> tuple[ActionTheme, ...]:
    """The themes of an action told anew by its texts; what its heading told stays.

    Args:
        action: the action.
        recommendation: its recommendation; blank where it repeats over so many rows that it tells nothing.
    """
    texts = {
        TextField.RECOMMENDATION: recommendation,
        TextField.ACTION: action.action or "",
        TextField.PROGRESS: action.progress or "",
    }
    by_heading = (tag for tag in action.themes if tag.field == TextField.HEADING)
    return (*by_heading, *tags_of(action.action_id, texts))


def as_exported(tags: list[ActionTheme], action_id: str, exported: Collection[str] | None) -> list[ActionTheme]:
    """The tags of a row; of a row of our export exactly those themes that it lists."""
    if exported is None:
        return tags
    kept = [tag for tag in tags if tag.theme_id in exported]
    lost = set(exported) & set(lexicon().themes) - {tag.theme_id for tag in kept}
    return kept + [
        ActionTheme(
            action_id=action_id, theme_id=name, field=TextField.HEADING, start_char=0, end_char=0, words="as exported"
        )
        for name in sorted(lost)
    ]
