"""The filter bar: widgets in the sidebar bound to the URL, so that a link reproduces a view."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl
import streamlit as st
from pydantic import ValidationError

from pages.parts import words
from pages.parts.store import ask
from schema.filters import Filters
from schema.vocabulary import Described, PlanKind, Scope, Status, Timeliness

_LABELS = {
    "partnership": "Partnership",
    "plan": "Plan",
    "status": "Status",
    "timeliness": "Timeliness",
    "theme": "Theme",
    "agency": "Lead agency",
    "kind": "Kind of plan",
    "scope": "Scope",
}
_WORDS: dict[str, type[Described]] = {"status": Status, "timeliness": Timeliness, "kind": PlanKind, "scope": Scope}
_DATES = {"due_from": "Due from", "due_to": "Due to", "as_at": "Reading date"}
_HELP = {
    "as_at": "Lateness is reckoned on this day. Left empty, each plan is read on the date it speaks of.",
    "due_from": "Latest target date on or after this day.",
    "due_to": "Latest target date on or before this day.",
    "search": "Actions whose texts hold all of these words.",
    "timeliness": "Each action against its target on the reading date.",
}


def _choices() -> dict[str, dict[str, str]]:
    """Filter -> {value: label}, from the data in view and the vocabularies."""
    table = ask("choices")
    found = {
        name: dict(table.filter(pl.col("filter") == name).select("choice", "label").iter_rows())
        for name in ("partnership", "plan", "theme", "agency")
    }
    return {**found, **{name: {word.value: word.label for word in words} for name, words in _WORDS.items()}}


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def unknown_in_link(asked: Mapping[str, Sequence[str]], choices: Mapping[str, Mapping[str, str]]) -> list[str]:
    """A sentence for each value of a link that no filter knows."""
    sentences = []
    for name, values in asked.items():
        if name in choices:
            known = {*choices[name], *choices[name].values()}
            wrong = [value for value in values if value and value not in known]
        elif name in _DATES:
            wrong = [value for value in values if value and not _is_day(value)]
        else:
            continue
        label = _LABELS.get(name) or _DATES[name]
        sentences += [
            f"The link asks for {label.lower()} '{words.plain(value)}', which is not there, so it was left out."
            for value in wrong
        ]
    return sentences


def _take_ids(choices: Mapping[str, Mapping[str, str]]) -> None:
    """Let a link name a choice by its id ('theme=dvpo') as well as by its label, which is what the URL shows."""
    asked = {name: st.query_params.get_all(name) for name in choices}
    labelled = {name: [choices[name].get(value, value) for value in values] for name, values in asked.items()}
    changed = {name: values for name, values in labelled.items() if values != asked[name]}
    if changed:
        for name, values in changed.items():
            st.query_params[name] = values
        st.rerun()


def _many(name: str, choices: Mapping[str, str]) -> list[str]:
    """A filter with several values."""
    chosen: list[str] = st.multiselect(
        _LABELS[name],
        list(choices),
        format_func=lambda value: choices.get(value, value),
        key=name,
        placeholder="All",
        bind="query-params",
        help=_HELP.get(name),
    )
    return chosen


def _day(name: str) -> date | None:
    """A filter with a day, or none."""
    value = st.date_input(
        _DATES[name],
        value=None,
        key=name,
        format="DD/MM/YYYY",
        bind="query-params",
        help=_HELP.get(name),
        min_value=date(1990, 1, 1),
        max_value=date(2100, 1, 1),
    )
    return value if isinstance(value, date) else None


def _widgets(choices: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """Draw the filters; what is often used stands first, the rest in an expander."""
    given: dict[str, Any] = {name: _many(name, choices[name]) for name in ("partnership", "plan", "theme", "agency")}
    given["search"] = st.text_input("Search words", key="search", bind="query-params", help=_HELP["search"]) or None
    given["as_at"] = _day("as_at")
    with st.expander("More filters", expanded=_is_more_used()):
        given |= {name: _many(name, choices[name]) for name in ("status", "timeliness", "kind", "scope")}
        given |= {name: _day(name) for name in ("due_from", "due_to")}
    return given


def _is_more_used() -> bool:
    """Whether a filter of the expander is in use, so that it must be seen."""
    return any(
        st.query_params.get_all(name) for name in ("status", "timeliness", "kind", "scope", "due_from", "due_to")
    )


def sidebar() -> Filters:
    """Draw the filters in the sidebar and return what they say. A link's unknown values are named and left out."""
    choices = _choices()
    for sentence in unknown_in_link({name: st.query_params.get_all(name) for name in st.query_params}, choices):
        st.warning(sentence)
    _take_ids(choices)
    with st.sidebar:
        st.subheader("Filters")
        given = _widgets(choices)
        st.button("Clear all filters", on_click=_clear, width="stretch")
    try:
        return Filters(**given)
    except ValidationError as error:
        st.warning(str(error.errors()[0]["msg"]).removeprefix("Value error, "))
        return Filters(**{**given, "due_from": None, "due_to": None})


def _clear() -> None:
    """Take every limit away."""
    for name in Filters.model_fields:
        st.session_state[name] = [] if name in _LABELS else (None if name in _DATES else "")
