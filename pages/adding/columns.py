"""A person says what the columns of a document hold, where the reader could not tell or got it wrong; that is a recipe."""

from __future__ import annotations

from pathlib import PurePath

import streamlit as st

from ingest.apart.arms_length import Readers
from ingest.keep import recipes, uploads
from ingest.keep.uploads import Upload
from ingest.plan.tables_found import FoundTable
from ingest.recognise.columns import normal
from ingest.recognise.recipe import ROLES, Recipe, TableRecipe
from pages.adding.files import read_again
from pages.parts import say, words
from pages.parts.say import md
from pages.parts.state import session
from schema.errors import FollowthroughError
from schema.lake import Lake
from schema.settings import Limits
from schema.tables import KeptRecipe

_TEXTS = frozenset({"recommendation", "action"})
_ACROSS = 3  # columns of choices on a page
_SAMPLES = 3


def decide(lake: Lake, upload: Upload) -> None:
    """The tables of a document of which no plan could be read, for a person to say what they hold."""
    say.warning(
        md(
            "What {name} holds could not be told by its own words. Say what its tables hold, and it is read so.",
            name=upload.name,
        )
    )
    _choices(lake, upload)
    st.button("Discard it", on_click=uploads.throw_away, args=(lake, upload), key="discard-undecided")


def change(lake: Lake, upload: Upload) -> None:
    """The same for a document that was read, where a person disagrees."""
    with st.expander("The columns are not read rightly: say what they hold"):
        if st.toggle("Show the tables of the document", key=f"decide-{upload.sha256[:12]}"):
            _choices(lake, upload)


def _choices(lake: Lake, upload: Upload) -> None:
    try:
        found = _tables(lake, upload)
    except FollowthroughError as error:
        say.error(md("{error}", error=error))
        return
    if not found:
        st.info("No table was found in this document. Copy its actions into the template below, and add that.")
        return
    st.markdown(
        "For each table: is it part of the plan, and what does each column hold? Below each stand its first cells."
    )
    largest = max(found, key=lambda table: table.count)
    is_told = any(table.is_likely for table in found)
    said = [
        _said(upload, place, table, is_plan=table.is_likely or (not is_told and table is largest))
        for place, table in enumerate(found, start=1)
    ]
    st.markdown(
        "What you say is kept as a recipe under *Recipes* below: other plans with these tables are read by it too."
    )
    name = st.text_input(
        "Name of this recipe", PurePath(upload.name).stem[:100], max_chars=120, key=f"recipe-{upload.sha256[:12]}"
    )
    if st.button("Read the plan so", type="primary", key="read-by-recipe"):
        _read_so(lake, upload, said, name.strip())


def _tables(lake: Lake, upload: Upload) -> list[FoundTable]:
    """The tables of a document, each shape once; kept for this session, for they take as long as reading it."""
    found = session().adding.tables
    if upload.sha256 not in found:
        with st.spinner("Looking for the tables of the document"), Readers(Limits.from_environment(), 1) as readers:
            found[upload.sha256] = readers.tables(uploads.content_of(lake, upload), upload.name)
    shapes = {tuple(normal(text) for text in table.header): table for table in reversed(found[upload.sha256])}
    return list(reversed(shapes.values()))


def _said(upload: Upload, place: int, table: FoundTable, *, is_plan: bool) -> TableRecipe:
    """What a person says of one table; `is_plan` is what is taken for granted until then."""
    key = f"{upload.sha256[:12]}-{place}"
    with st.container(border=True):
        where = f" on page {table.page}" if table.page else ""
        say.markdown(
            md(
                "**Table {n}**{where}: {rows} below its first, which is taken for its header",
                n=place,
                where=where,
                rows=words.counted(table.count, "row"),
            )
        )
        if not st.toggle("This table is part of the plan", value=is_plan, key=f"part-{key}"):
            for cells in (table.header, *table.rows[:1]):
                say.caption(md("{cells}", cells=" | ".join(text for text in cells if text)))
            return TableRecipe(header=table.header, is_plan=False)
        roles: list[str] = []
        for begin in range(0, len(table.header), _ACROSS):
            places = range(begin, min(begin + _ACROSS, len(table.header)))
            for column, box in zip(places, st.columns(_ACROSS), strict=False):
                with box:
                    roles.append(_role(table, column, key))
    return TableRecipe(header=table.header, columns=tuple(roles))


def _role(table: FoundTable, column: int, key: str) -> str:
    """What a person says that one column holds."""
    options = list(ROLES)
    chosen = say.selectbox(
        md("{header}", header=table.header[column] or f"Column {column + 1}, without a header"),
        options,
        index=options.index(table.likely[column]),
        format_func=lambda role: ROLES[role],
        key=f"role-{key}-{column}",
    )
    samples = [row[column] for row in table.rows if row[column]][:_SAMPLES]
    say.caption(md("{samples}", samples=" | ".join(samples) or "no cell is filled in its first rows"))
    return str(chosen or "")


def _read_so(lake: Lake, upload: Upload, said: list[TableRecipe], name: str) -> None:
    """Read the document as a person said, and keep the recipe where it went well: the next version is read by it too."""
    if not any(_TEXTS & set(table.columns) for table in said):
        st.error("Say which column holds the recommendation or the action: a plan has one of them.")
        return
    recipe = Recipe(name=name or PurePath(upload.name).stem[:100] or "Recipe", table=tuple(said))
    try:
        with st.spinner("Reading the document"):
            read_again(lake, upload, {**upload.supplied, "recipes": [recipe.as_toml()]})
        recipes.keep(lake, recipe)
    except FollowthroughError as error:
        say.error(md("{error}", error=error))
        return
    st.rerun()


def kept(lake: Lake) -> None:
    """The recipes of the lake: what they say, and a way to take each out or away."""
    found = recipes.kept(lake)
    if not found:
        return
    st.header("Recipes")
    st.markdown("What people said that the columns of tables hold. Each is applied to every plan with such a table.")
    for recipe in found:
        _recipe(lake, recipe)


def _remove(lake: Lake, recipe_id: str) -> None:
    """Take a recipe away; what stood in the way is said where refusals are."""
    try:
        recipes.take_away(lake, recipe_id)
    except FollowthroughError as error:
        session().adding.refusals.append(str(error))


def _recipe(lake: Lake, recipe: KeptRecipe) -> None:
    with say.expander(md("{name}, kept on {day}", name=recipe.name, day=words.day(recipe.made_at.date()))):
        st.code(recipe.toml, language="toml")
        with st.container(horizontal=True):
            st.download_button(
                "Download it",
                recipe.toml,
                f"{recipe.recipe_id}.toml",
                "application/toml",
                on_click="ignore",
                key=f"take-{recipe.recipe_id}",
            )
            st.button(
                "Remove it",
                key=f"remove-{recipe.recipe_id}",
                on_click=_remove,
                args=(lake, recipe.recipe_id),
            )
