"""The filter bar: widgets in the sidebar, kept in the URL, so that a link reproduces a view and Back undoes a choice.

The URL is written by `st.query_params`, which adds a step to the browser's history; a widget bound to it replaces the
step instead, so that Back would leave the page. When the URL changes by itself (a link, Back), the widgets follow it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
import streamlit as st
from pydantic import ValidationError

from pages.parts import say
from pages.parts.once import once
from pages.parts.say import md
from pages.parts.state import session
from pages.parts.store import ask
from queries import words
from queries.sources import CHOICES, ids_named
from schema.filters import Filters
from schema.vocabulary import AgencyKind, Described, Dimension, PlanKind, Scope, Status, Timeliness

_LABELS = {
    "partnership": "Partnership",
    "plan": "Plan",
    "status": "Status",
    "timeliness": "Timeliness",
    "theme": "Theme",
    "agency": "Lead agency",
    "sector": "Kind of lead agency",
    "kind": "Kind of plan",
    "scope": "Scope",
}
_WORDS: dict[str, type[Described]] = {
    "status": Status,
    "timeliness": Timeliness,
    "kind": PlanKind,
    "sector": AgencyKind,
    "scope": Scope,
}
_DATES = {"due_from": "Due from", "due_to": "Due to", "as_at": "Reading date"}
_OTHERS = {**_DATES, "search": "Search"}
_NOTHING: dict[str, Any] = {"search": "", **dict.fromkeys(_DATES)}
_HELP = {
    "as_at": "Lateness is reckoned on this day: the date each plan itself speaks of, today, or a day of your choice.",
    "due_from": "Latest target date on or after this day.",
    "due_to": "Latest target date on or before this day.",
    "search": "Actions whose texts hold all of these words.",
    "timeliness": "Each action against its target on the reading date.",
}
_FIRST = ("partnership", "plan", "theme", "agency")
_MORE = ("sector", "status", "timeliness", "kind", "scope", "due_from", "due_to")
_MOST_PLANS = 3_000
_NAMES = tuple(Filters.model_fields)
_OWN, _TODAY, _A_DAY = "Plan's own", "Today", "A day"
_READING = "reading"

_COPY = (
    '<button type="button" class="copy-link">Copy link to this view</button><span role="status" class="copied"></span>'
)

Choices = Mapping[str, Mapping[str, str]]
Asked = dict[str, list[str]]


@once
def _choices(table: pl.DataFrame) -> Choices:
    """Filter -> {value: label}, from the data in view and the vocabularies."""
    found = {
        name: dict(table.filter(pl.col("filter") == name).select("choice", "label").iter_rows()) for name in _FIRST
    }
    return {**found, **{name: {word.value: word.label for word in words} for name, words in _WORDS.items()}}


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def unknown_in_link(asked: Mapping[str, Sequence[str]], choices: Choices) -> list[tuple[str, str]]:
    """(filter's label, value) of each value of a link that no filter knows."""
    found = []
    for name, values in asked.items():
        if name in choices:
            wrong = [value for value in values if value and not ids_named(value, choices[name])]
        elif name in _DATES:
            wrong = [value for value in values if value and _day(value) is None]
        else:
            continue
        found += [(_LABELS.get(name) or _DATES[name], value) for value in wrong]
    return found


def _in_url() -> Asked:
    """The filters that the URL asks for."""
    return {name: values for name in _NAMES if (values := st.query_params.get_all(name))}


def value_of(name: str, asked: Sequence[str], choices: Choices) -> Any:
    """What a filter's widget is set to by a link: a list, a date, a text; what it does not know is left out.

    A choice may be named by its id ('theme=dvpo') or its label.
    """
    if name in choices:
        return list(dict.fromkeys(found for value in asked for found in ids_named(value, choices[name])))
    if name in _DATES:
        return _day(asked[0]) if asked else None
    return asked[0] if asked else ""


def _follow_url(choices: Choices) -> None:
    """Set the widgets to what the URL says, where it changed by itself or this page has not drawn them yet."""
    asked = _in_url()
    is_known = session().followed == asked and all(name in st.session_state for name in _NAMES)
    if is_known:
        return
    session().wants_a_day = False
    for name in _NAMES:
        st.session_state[name] = value_of(name, asked.get(name, ()), choices)
    session().followed = asked
    session().unknown = unknown_in_link(asked, choices)


def _written(value: Any) -> list[str]:
    """A widget's value as the URL writes it; nothing where it limits nothing."""
    values = value if isinstance(value, list) else [value]
    return [item.isoformat() if isinstance(item, date) else str(item) for item in values if item]


def _moved() -> None:
    """A person changed a filter: the URL says so, as one step of the browser's history."""
    _write_url({name: _written(st.session_state.get(name)) for name in _NAMES})


def _write_url(wanted: Mapping[str, Sequence[str]]) -> None:
    st.query_params.update({name: list(wanted.get(name, ())) for name in _NAMES})  # all at once: one step of history
    session().followed = _in_url()
    session().unknown = ()


def chips(filters: Filters) -> None:
    """What limits the view, one button each that takes it away."""
    choices = _choices(ask(CHOICES))
    given = [(name, value) for name in _NAMES for value in _written(getattr(filters, name)) if name != "as_at"]
    if not given:
        return
    with st.container(horizontal=True, gap="xsmall", key="chips"):
        for name, value in given:
            label = choices.get(name, {}).get(value, value)
            text = md("{what}: {label} ✕", what=_LABELS.get(name) or _OTHERS[name], label=words.shortened(label, 40))
            say.button(
                text, key=f"chip-{name}-{value}", on_click=_take_off, args=(name, value), help="Take this filter away"
            )


def _take_off(name: str, value: str) -> None:
    """Take one limit away."""
    now = st.session_state.get(name)
    st.session_state[name] = [kept for kept in now if kept != value] if isinstance(now, list) else _NOTHING[name]
    _moved()


def narrow(name: str, value: str) -> None:
    """Limit the view by one more value, as a click on a chart does; Back, or the chip, takes it away again."""
    narrow_to({name: value})


def narrow_to(limits: Mapping[str, str]) -> None:
    """Limit the view by one more value of each filter or grouping, as one step of the browser's history."""
    for name, value in limits.items():
        now = st.session_state.get(name) or []
        if name != Dimension.YEAR_DUE:
            st.session_state[name] = [*now, value] if value not in now else now
        elif value:  # what has no target falls in no year, and no filter leaves it alone
            st.session_state["due_from"], st.session_state["due_to"] = date(int(value), 1, 1), date(int(value), 12, 31)
    _moved()


def _clear() -> None:
    """Take every limit away."""
    session().wants_a_day = False
    for name in _NAMES:
        st.session_state[name] = [] if name in _LABELS else (None if name in _DATES else "")
    _write_url({})


def _plans_of(partnerships: Sequence[str], choices: Choices) -> Mapping[str, str]:
    """The plans to choose from: of the partnerships chosen, else all, unless they are more than anybody can look through."""
    if not partnerships:
        return choices["plan"] if len(choices["plan"]) <= _MOST_PLANS else {}
    of = plans_by_partnership(ask(CHOICES))
    return {plan: choices["plan"][plan] for partnership in sorted(partnerships) for plan in of.get(partnership, ())}


@once
def plans_by_partnership(table: pl.DataFrame) -> Mapping[str, Sequence[str]]:
    """Partnership -> the ids of its plans."""
    found: dict[str, list[str]] = {}
    for partnership, plan in table.filter(pl.col("filter") == "plan").select("partnership", "choice").iter_rows():
        found.setdefault(partnership, []).append(plan)
    return found


def _many(name: str, choices: Mapping[str, str]) -> list[str]:
    """A filter with several values."""
    kept = [value for value in st.session_state.get(name, ()) if value not in choices]  # of a link, or chosen before
    is_empty = not choices and not kept
    chosen: list[str] = st.multiselect(
        _LABELS[name],
        [*choices, *kept],
        format_func=lambda value: choices.get(value, value),
        key=name,
        placeholder="Choose a partnership first" if is_empty else "All",
        on_change=_moved,
        help=_HELP.get(name),
    )
    return chosen


def _date(name: str) -> date | None:
    """A filter with a day, or none."""
    value = st.date_input(
        _DATES[name],
        value=None,
        key=name,
        format="DD/MM/YYYY",
        on_change=_moved,
        help=_HELP.get(name),
        min_value=date(1990, 1, 1),
        max_value=date(2100, 1, 1),
    )
    return value if isinstance(value, date) else None


def _reading() -> date | None:
    """The reading date: each plan's own, today, or a day. The day stands in the URL, so that a link says the same for ever."""
    now = st.session_state.get("as_at")
    unset = _A_DAY if session().wants_a_day else _OWN
    kind = unset if now is None else _TODAY if now == date.today() else _A_DAY
    st.session_state[_READING] = kind
    st.segmented_control(
        "Read on", (_OWN, _TODAY, _A_DAY), key=_READING, required=True, on_change=_read_on, help=_HELP["as_at"]
    )
    return _date("as_at") if kind == _A_DAY else now


def _read_on() -> None:
    """The switch was moved. Who wants a day has not chosen it yet."""
    chosen = st.session_state[_READING]
    session().wants_a_day = chosen == _A_DAY
    st.session_state["as_at"] = date.today() if chosen == _TODAY else None
    _moved()


def _widgets(choices: Choices) -> dict[str, Any]:
    """Draw the filters; what is often used stands first, the rest in an expander."""
    given: dict[str, Any] = {"partnership": _many("partnership", choices["partnership"])}
    given["plan"] = _many("plan", _plans_of(given["partnership"], choices))
    given |= {name: _many(name, choices[name]) for name in _FIRST if name not in given}
    given["search"] = st.text_input("Search words", key="search", on_change=_moved, help=_HELP["search"]) or None
    given["as_at"] = _reading()
    is_used = any(_written(st.session_state.get(name)) for name in _MORE)
    with st.expander("More filters", expanded=is_used):
        given |= {name: _many(name, choices[name]) for name in _MORE if name in _LABELS}
        given |= {name: _date(name) for name in _MORE if name in _DATES}
    return given


#: What the filters say, from when app.py drew them until the page takes them.
_run = threading.local()


@contextmanager
def drawn_for_all() -> Iterator[None]:
    """Draw the filters for whichever page is run inside.

    Drawn by app.py they are the same widgets on every page; drawn by each page they would be others each time, and a
    session would keep all of them, with all of their choices, until it ends.
    """
    _run.filters = _sidebar()
    try:
        yield
    finally:
        _run.filters = None


def sidebar() -> Filters:
    """What the filters say; a page that is run on its own draws them itself. A link's unknown values are named."""
    filters = getattr(_run, "filters", None) or _sidebar()
    for label, value in session().unknown:
        say.warning(
            md(
                "The link asks for {label} '{value}', which is not there, so it was left out.",
                label=label.lower(),
                value=value,
            )
        )
    if filters.problem:
        say.warning(md("{problem}", problem=filters.problem))
    return filters.value


@dataclass(frozen=True, slots=True)
class _Said:
    """What the filters say, and what is wrong with it."""

    value: Filters
    problem: str = ""


def _sidebar() -> _Said:
    """Draw the filters in the sidebar."""
    choices = _choices(ask(CHOICES))
    _follow_url(choices)
    with st.sidebar:
        st.markdown("**Filters**")
        # Above the lists: one that is left grows smaller, and what stood below it moves away from under the click.
        st.button("Clear all filters", on_click=_clear, width="stretch")
        st.html(_COPY)
        given = _widgets(choices)
    try:
        return _Said(Filters(**given))
    except ValidationError as error:
        problem = str(error.errors()[0]["msg"]).removeprefix("Value error, ")
        return _Said(Filters(**{**given, "due_from": None, "due_to": None}), problem)
