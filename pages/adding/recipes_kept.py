"""The recipes of the lake on *Add a plan*: what each says, and a way to take it out or away."""

from __future__ import annotations

import streamlit as st

from ingest.keep import recipes
from ingest.recognise.recipe import recipe_of
from pages.parts import say
from pages.parts.say import md
from pages.parts.state import session
from queries import words
from schema.errors import FollowthroughError
from schema.lake import Lake
from schema.tables import KeptRecipe


def kept(lake: Lake) -> None:
    """The recipes of the lake: what they say, and a way to take each out or away."""
    found = recipes.kept(lake)
    if not found:
        return
    st.header("Recipes")
    st.markdown(
        "What people said of how documents are laid out. Each is applied to every document with its headers, or, where a table has none, with its first action."
    )
    for recipe in found:
        _recipe(lake, recipe)


def _remove(lake: Lake, recipe_id: str) -> None:
    """Take a recipe away; what stood in the way is said where refusals are."""
    try:
        recipes.take_away(lake, recipe_id)
    except FollowthroughError as error:
        session().adding.refusals.append(str(error))


def _change(lake: Lake, recipe_id: str, text: str) -> None:
    """Keep a recipe as it was changed; plans that were read by it stay as they are until they are read again."""
    try:
        recipes.keep(lake, recipe_of(text), instead_of=recipe_id)
    except FollowthroughError as error:
        session().adding.refusals.append(str(error))


def _recipe(lake: Lake, recipe: KeptRecipe) -> None:
    with say.expander(md("{name}, kept on {day}", name=recipe.name, day=words.day(recipe.made_at.date()))):
        changed = st.text_area(
            "What it says, as TOML", recipe.toml, height=240, key=f"toml-{recipe.recipe_id}-{recipe.made_at:%H%M%S%f}"
        )
        with st.container(horizontal=True):
            st.button(
                "Keep it so", key=f"change-{recipe.recipe_id}", on_click=_change, args=(lake, recipe.recipe_id, changed)
            )
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
