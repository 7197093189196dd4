"""What a person said of a table's columns is kept, readable, and applied to the next plan of the same shape."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from ingest.cli import app
from ingest.keep import recipes
from ingest.keep.rebuild import read_again
from ingest.keep.store import store
from ingest.plan.about import Supplied
from ingest.plan.parse import parse
from ingest.recognise.recipe import ROLES, Recipe, TableRecipe, recipe_of
from ingest.reference import shipped_recipes
from schema.errors import DocumentError, NotFoundError
from schema.lake import Lake

ODD = """<html><body><p>Northmere CSP review</p>
<table><tr><td>Zebra</td><td>Yak</td><td>Xylophone</td></tr>
<tr><td>Train the staff who take calls</td><td>Norland Police</td><td>31/03/2024</td></tr>
<tr><td>Write the guide for schools</td><td>Northmere Council</td><td>June 2024</td></tr></table>
<table><tr><td>Action</td><td>Lead</td><td>Status</td></tr><tr><td>An example</td><td>All</td><td>Done</td></tr></table></body></html>"""
RECIPE = """name = "Northmere tracker"

[[table]]
header = ["Zebra", "Yak", "Xylophone"]
columns = ["action", "lead", "target"]

[[table]]
header = ["Action", "Lead", "Status"]
is_plan = false
"""


def read(*texts: str):
    return parse(ODD.encode(), "odd.html", Supplied(recipes=texts))


def test_columns_hold_what_was_said_and_a_table_that_is_none_is_left_out():
    assert "An example" in [action.action for action in read().actions]  # by its own lights
    plan = read(RECIPE)
    assert [(action.action, str(action.target_date)) for action in plan.actions] == [
        ("Train the staff who take calls", "2024-03-31"),
        ("Write the guide for schools", "2024-06-30"),
    ]
    assert "An example" in " ".join(finding.text for finding in plan.findings)  # nothing unread is dropped


def test_headers_are_the_same_whatever_their_case_and_marks():
    assert len(read(RECIPE.replace("Zebra", "ZEBRA:")).actions) == 2


words = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20)


@given(
    st.lists(
        st.lists(st.tuples(words, st.sampled_from(sorted(ROLES))), min_size=1, max_size=5), min_size=1, max_size=3
    ),
    words.filter(str.strip),
    words,
    st.fixed_dictionaries(
        {
            "has_header": st.booleans(),
            "begins": st.integers(0, 99),
            "is_each": st.booleans(),
            "alone": st.sampled_from(["", "heading", "joined"]),
            "is_plan": st.booleans(),
        }
    ),
)
def test_a_recipe_written_and_read_back_is_the_same(tables, name, layout, rows):
    recipe = Recipe(
        name=name,
        layout=layout,
        table=tuple(
            TableRecipe(header=tuple(h for h, _ in t), columns=tuple(r for _, r in t), until=layout, **rows)
            for t in tables
        ),
    )
    assert recipe_of(recipe.as_toml()) == recipe


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nonsense", "no recipe"), ("x = 1", "name"), (RECIPE.replace('"lead"', '"boss"'), "boss"),
        (RECIPE.replace('"action", ', ""), "as many columns"), ('name = "a"\n' + "#" * 30_000, "too long"),
        ("name = " + "[" * 5_000, "no recipe"), ("x = " + "9" * 5_000, "no recipe"),
    ],
)  # fmt: skip
def test_what_is_no_recipe_is_refused_in_a_sentence(text, said):
    with pytest.raises(DocumentError, match=said):
        recipe_of(text)


def test_a_lake_keeps_recipes_and_what_was_decided_last_holds(own_lake: Lake):
    first = recipes.keep(own_lake, recipe_of(RECIPE))
    other = recipe_of(RECIPE.replace("Northmere tracker", "Another name").replace('"target"', '"completion"'))
    second = recipes.keep(own_lake, other)  # of the same tables: it takes the place of the first
    assert (first, second) == ("northmere-tracker", "another-name")
    assert [row.recipe_id for row in recipes.kept(own_lake)] == ["another-name"]
    renamed = recipe_of(RECIPE.replace("Northmere tracker", "Third").replace("Zebra", "Zebu"))
    assert recipes.keep(own_lake, renamed, instead_of="another-name") == "third"
    assert [row.recipe_id for row in recipes.kept(own_lake)] == ["third"]
    recipes.take_away(own_lake, "third")
    assert recipes.texts(own_lake) == ()
    with pytest.raises(NotFoundError):
        recipes.take_away(own_lake, "another-name")


def test_a_stored_plan_is_read_again_by_the_recipes_of_its_lake(own_lake: Lake):
    plan = read(RECIPE)
    store(own_lake, plan, content=ODD.encode())
    assert "An example" in [action.action for action in read_again(own_lake, plan.document.document_id)[0].actions]
    recipes.keep(own_lake, recipe_of(RECIPE))
    assert len(read_again(own_lake, plan.document.document_id)[0].actions) == 2


@pytest.mark.thorough
def test_the_commands(tmp_path):
    runner, lake = CliRunner(), str(tmp_path / "lake")
    (tmp_path / "recipe.toml").write_text(RECIPE)
    (tmp_path / "odd.html").write_text(ODD)
    checked = runner.invoke(app, ["check", str(tmp_path / "odd.html"), "--recipe", str(tmp_path / "recipe.toml")])
    assert checked.stdout.count("2024-0") >= 2
    (tmp_path / "other.toml").write_text(RECIPE.replace("Zebra", "Zebu"))
    unused = runner.invoke(app, ["check", str(tmp_path / "odd.html"), "--recipe", str(tmp_path / "other.toml")])
    assert (unused.exit_code, "odd.html: the recipe fits no table of it" in " ".join(unused.stderr.split())) == (
        0,
        True,
    )
    assert "fits no table" not in checked.stderr
    assert runner.invoke(app, ["recipe", "keep", str(tmp_path / "recipe.toml"), "--lake", lake]).exit_code == 0
    shown = runner.invoke(app, ["recipe", "show", "northmere-tracker", "--lake", lake])
    assert shown.stdout == RECIPE
    listed = json.loads(runner.invoke(app, ["recipe", "list", "--lake", lake, "--json"]).stdout)
    assert [row["recipe_id"] for row in listed] == ["northmere-tracker"]
    added = runner.invoke(app, ["add", str(tmp_path / "odd.html"), "--lake", lake, "--json"])
    assert json.loads(added.stdout)[0]["actions"] == 2
    assert runner.invoke(app, ["recipe", "remove", "northmere-tracker", "--lake", lake]).exit_code == 0
    refused = runner.invoke(app, ["recipe", "show", "northmere-tracker", "--lake", lake])
    assert (refused.exit_code, "recipe list" in refused.stderr) == (1, True)


def test_a_table_that_is_no_plan_in_one_document_may_be_the_plan_of_another():
    """Its header is what many plans print; it is left out only beside the table that the same person said is the plan."""
    other = "<table><tr><td>Action</td><td>Lead</td><td>Status</td></tr><tr><td>Ask each year</td><td>All</td><td>Done</td></tr></table>"
    plan = parse(other.encode(), "other.html", Supplied(recipes=[RECIPE]))
    assert [action.action for action in plan.actions] == ["Ask each year"]


def test_in_a_text_a_table_is_left_out_up_to_the_next_header():
    text = "Action\tLead\tStatus\nAn example\tAll\tDone\nZebra\tYak\tXylophone\nTrain the staff\tNorland Police\tMay 2024\n"
    plan = parse(text.encode(), "plan.txt", Supplied(recipes=[RECIPE]))
    assert [action.action for action in plan.actions] == ["Train the staff"]


def test_recipes_that_ship_are_recipes_and_read_their_tables():
    found = [recipe_of(text) for text in shipped_recipes()]
    assert len({recipe.name for recipe in found}) == len(found) >= 3
    (poam,) = [table for recipe in found for table in recipe.table if "Weakness Name" in table.header]
    cells = [f"{place} {role}" for place, role in enumerate(poam.columns)]
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in (poam.header, cells))
    (action,) = parse(f"<table>{rows}</table>".encode(), "poam.html").actions
    assert (action.ref, action.action, action.target_as_printed) == ("0 ref", "6 action", "8 target")


def test_recipes_with_one_name_for_other_tables_are_both_kept(own_lake: Lake):
    recipes.keep(own_lake, recipe_of(RECIPE))
    assert recipes.keep(own_lake, recipe_of(RECIPE.replace("Zebra", "Zebu"))) == "northmere-tracker-2"
    assert [row.name for row in recipes.kept(own_lake)] == ["Northmere tracker", "Northmere tracker (2)"]


def test_a_sign_that_toml_forbids_does_not_make_a_recipe_unreadable(own_lake: Lake):
    recipes.keep(own_lake, recipe_of(RECIPE.replace("Zebra", "Ze\\u007Fbra")))
    (text,) = recipes.texts(own_lake)
    assert recipe_of(text).table[0].header[0] == "Ze\x7fbra"


def test_that_a_recipe_was_used_is_said():
    assert "read_by_recipe" in {finding.code for finding in read(RECIPE).findings}
    assert "read_by_recipe" not in {finding.code for finding in read().findings}
