"""Cells of the tables in which actions stand as rows that are read whole: which action, whose, what the plan says of it."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from pages.parts import leads
from pages.parts.state import session
from queries import words
from schema.vocabulary import Wording

#: The name under which the action that is open stands in the URL.
OPEN = "action"
_LONGEST = 120  # letters of a text


def table(kind: str, heads: Sequence[str], lines: Iterable[Sequence[str]], caption: str) -> None:
    """Draw rows that are read whole: a table of the page itself, whose cells name their column where they stand below each other.

    Args:
        kind: the table's own class, by which its columns have their widths.
        heads: of the columns.
        lines: the cells of each row, as HTML.
        caption: what it is, for those who cannot see it.
    """
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    body = "".join(f"<tr>{_named(heads, line)}</tr>" for line in lines)
    st.html(
        f'<table class="attention {kind}"><caption class="unseen">{caption}</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table>"
    )


def _named(heads: Sequence[str], line: Sequence[str]) -> str:
    return "".join(f'<td data-head="{head}">{cell}</td>' for head, cell in zip(heads, line, strict=True))


def remember(ids: Sequence[str]) -> None:
    """Note in which list of actions a person reads: from one of them they go to the next."""
    if st.query_params.get(OPEN) in (None, *ids):
        session().listed = tuple(ids)


def address(action_id: str) -> str:
    """The address of this view with an action open."""
    kept = {name: st.query_params.get_all(name) for name in st.query_params if name != OPEN}
    return f"?{urlencode({**kept, OPEN: action_id}, doseq=True)}"


def which(row: Mapping[str, Any], *, with_plan: bool) -> str:
    """Which action it is, which leads to it in full, and whose where several plans are listed."""
    named = f"{words.place(row['section'], row['ref'])}: {words.shortened(row['action'], _LONGEST)}"
    link = f'<a href="{html.escape(address(row["action_id"]))}">{html.escape(named)}</a>'
    return clamped(link, "one") + clamped(f"<span>{_of(row)}</span>", "one") if with_plan else clamped(link)


def clamped(cell: str, lines: str = "two") -> str:
    """What takes two lines of the row, or one; on paper it stands whole."""
    return f'<div class="{lines}">{cell}</div>'


def leads_of(row: Mapping[str, Any]) -> str:
    """Who leads it; each name leads to that agency's page."""
    return clamped(
        ", ".join(
            f'<a href="{html.escape(leads.address("agency", name))}">{html.escape(name)}</a>'
            for name in row["lead_agencies"]
        )
    )


def _of(row: Mapping[str, Any]) -> str:
    """Whose plan it is; the partnership's name leads to its page."""
    whose = html.escape(leads.address("partnership", row["partnership"]))
    return f'<a href="{whose}">{html.escape(row["partnership"])}</a>, {html.escape(row["plan"])}'


def says(row: Mapping[str, Any], longest: int = _LONGEST) -> str:
    """What the plan says, marked where it is our short wording of it; whole where it may be long."""
    if not row["plan_says"]:
        return clamped("Nothing")
    ours = "" if row["wording"] == Wording.PUBLISHED.value else "<span>In our short wording:</span> "
    told = ours + html.escape(words.shortened(row["plan_says"], longest))
    return clamped(told) if longest == _LONGEST else f"<p>{told}</p>"
