"""A person says how a document is to be read, where the reader could not tell or got it wrong; that is a recipe."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

import polars as pl
import streamlit as st

from ingest.apart.arms_length import Readers
from ingest.keep import recipes, uploads
from ingest.keep.uploads import Upload
from ingest.plan.layouts_found import FoundLayout, FoundTable
from ingest.plan.tree import Plan
from ingest.recognise.lines import LINE_BY_LINE
from ingest.recognise.recipe import TEXTS, Recipe, TableRecipe
from pages.adding.files import read_again, read_as_said
from pages.adding.one_table import known_by, said_of
from pages.parts import say, show
from pages.parts.columns import day, text
from pages.parts.say import md
from pages.parts.state import session
from queries import words
from schema.errors import FollowthroughError
from schema.lake import Lake
from schema.settings import Limits

_RESULT = [
    text("ref", "Ref"),
    text("recommendation", "Recommendation"),
    text("action", "Action"),
    text("lead", "Lead, as printed"),
    day("target_date", "Target date"),
    text("status", "Status"),
    day("completion_date", "Completed on"),
]


def decide(lake: Lake, upload: Upload) -> None:
    """A document of which no plan could be read, for a person to say how it is laid out."""
    say.warning(
        md(
            "What {name} holds could not be told by its own words. Say how it is laid out, and it is read so.",
            name=upload.name,
        )
    )
    _choices(lake, upload)
    st.button("Discard it", on_click=uploads.throw_away, args=(lake, upload), key="discard-undecided")


def change(lake: Lake, upload: Upload) -> None:
    """The same for a document that was read, where a person disagrees."""
    with st.expander("It is not read rightly: say how it is laid out"):
        if st.toggle("Show how the document may be read", key=f"decide-{upload.sha256[:12]}"):
            _choices(lake, upload)


def _choices(lake: Lake, upload: Upload) -> None:
    try:
        found = _layouts(lake, upload)
    except FollowthroughError as error:
        say.error(md("{error}", error=error))
        return
    if not found:
        st.info("No words were found in this document. Copy its actions into the template below, and add that.")
        return
    layout = _layout(upload, found)
    said = _tables(upload, layout) if layout.tables else [TableRecipe(header=(layout.opening,), columns=("",))]
    if not any(table.is_plan for table in said):
        st.info("Say of one table at least that it is part of the plan.")
        return
    if layout.tables and not any(TEXTS & set(table.columns) for table in said):
        st.info("Say which column holds the recommendation or the action: a plan has one of them.")
        return
    name = PurePath(upload.name).stem[:100] or "Recipe"
    recipe = Recipe(name=name, layout="" if layout.is_as_read else layout.layout, table=tuple(said))
    plan = _result(lake, upload, recipe)
    if plan:
        _keep(lake, upload, recipe)


def _layouts(lake: Lake, upload: Upload) -> list[FoundLayout]:
    """The layouts of a document; kept for this session, for they take as long as reading it."""
    found = session().adding.layouts
    if upload.sha256 not in found:
        with st.spinner("Looking for the tables of the document"), Readers(Limits.from_environment(), 1) as readers:
            found[upload.sha256] = readers.layouts(uploads.content_of(lake, upload), upload.name)
    return found[upload.sha256]


def _layout(upload: Upload, found: Sequence[FoundLayout]) -> FoundLayout:
    """The layout that a person chooses; the one that fits best until then."""
    by_name = {one.layout: one for one in found}
    chosen = st.radio(
        "How is the document laid out?",
        list(by_name),
        format_func=lambda name: _of_layout(by_name[name]),
        key=f"layout-{upload.sha256[:12]}",
    )
    return by_name[chosen or found[0].layout]


def _of_layout(found: FoundLayout) -> str:
    if found.layout == LINE_BY_LINE:
        return "Line by line: you say where the plan begins and ends"
    parts = [
        words.counted(found.actions, "action") if found.actions is not None else "",
        words.counted(len(found.tables), "table") if found.tables else "sentences, without columns",
    ]
    return f"{found.layout[:1].upper()}{found.layout[1:]}: {', '.join(part for part in parts if part)}"


def _tables(upload: Upload, layout: FoundLayout) -> list[TableRecipe]:
    """What a person says of each table of a layout."""
    if layout.layout != LINE_BY_LINE:
        st.markdown("For each table: is it part of the plan, which row names its columns, and what does each hold?")
    largest = max(layout.tables, key=lambda table: table.count)
    is_told = any(table.is_likely for table in layout.tables)
    said: dict[tuple[str, ...], TableRecipe] = {}
    for place, table in enumerate(_each_once(layout.tables), start=1):
        key = f"{upload.sha256[:12]}-{layout.layout}-{place}"
        is_plan = table.is_likely or (not is_told and table is largest)
        one = said_of(table, place, key, is_plan=is_plan, is_lines=layout.layout == LINE_BY_LINE)
        said.setdefault(one.header, one)
    return list(said.values())


def _each_once(tables: Sequence[FoundTable]) -> list[FoundTable]:
    """Tables, of those with one header the first: what is said of it holds for all."""
    by_first = {
        known_by(table.rows[table.head], table.likely, has_header=table.has_header): table for table in reversed(tables)
    }
    return list(by_first.values())[::-1]


def _result(lake: Lake, upload: Upload, recipe: Recipe) -> Plan | None:
    """What is read so, as it would be stored; read anew whenever something else is said."""
    st.subheader("What the program then reads")
    key = (upload.sha256, recipe.as_toml())
    read = session().adding.read_so
    if read is None or read[0] != key:
        try:
            with st.spinner("Reading the document so"):
                read = session().adding.read_so = (key, read_as_said(lake, upload, recipe.as_toml()))
        except FollowthroughError as error:
            say.error(md("{error}", error=error))
            return None
    plan = read[1]
    say.markdown(
        md(
            "**{actions}**; {dated} with a target date, {stated} with a status, {led} with a lead. Not read: {left} outside the rows.",
            actions=words.counted(len(plan.actions), "action"),
            dated=sum(action.target_date is not None for action in plan.actions),
            stated=sum(action.status != "not_stated" for action in plan.actions),
            led=sum(bool(action.leads) for action in plan.actions),
            left=words.counted(sum(finding.code == "text_outside_rows" for finding in plan.findings), "text"),
        )
    )
    show.long_table(_rows(plan), _RESULT, "The actions that are read so", key="read-so")
    return plan


def _rows(plan: Plan) -> pl.DataFrame:
    texts = {one.recommendation_id: one.recommendation for one in plan.recommendations}
    return pl.DataFrame(
        [
            {
                "ref": action.ref,
                "recommendation": texts.get(action.recommendation_id),
                "action": action.action,
                "lead": action.lead_as_printed,
                "target_date": action.target_date,
                "status": action.status.label,
                "completion_date": action.completion_date,
            }
            for action in plan.actions
        ],
        infer_schema_length=None,
    )


def _keep(lake: Lake, upload: Upload, recipe: Recipe) -> None:
    """Read the document as a person said, and keep the recipe: the next version is read by it too."""
    st.markdown(
        "What you say is kept as a recipe under *Recipes* below: the next version of this plan, and other plans with the same "
        "headers, are read by it too."
    )
    name = st.text_input("Name of this recipe", recipe.name, max_chars=120, key=f"recipe-{upload.sha256[:12]}").strip()
    if not st.button("Read the plan like this", type="primary", key="read-by-recipe"):
        return
    named = recipe.model_copy(update={"name": name or recipe.name})
    try:
        with st.spinner("Reading the document"):
            read_again(lake, upload, {**upload.supplied, "recipes": [named.as_toml()]})
        recipes.keep(lake, named)
    except FollowthroughError as error:
        say.error(md("{error}", error=error))
        return
    st.rerun()
