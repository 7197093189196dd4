"""The house keeps its order: who may import whom, where SQL may stand, what is generated, what the README says."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest import upkeep
from ingest.cli import app as ingest_app
from ingest.reference import lexicon
from pages.parts import leads
from pages.parts.page import OWN
from queries.__main__ import app as queries_app
from queries.__main__ import renewed_readme
from queries.catalogue import QUERIES
from schema.__main__ import GENERATED
from schema.settings import Limits, Settings
from tests import pages as tested_pages
from tests.bench import asked as measured_pages
from tests.conftest import ROOT

ROOMS = ("app", "pages", "queries", "ingest", "schema")
MAY_IMPORT = {
    "schema": set(),
    "queries": {"schema"},
    "ingest": {"schema"},
    "pages": {"queries", "ingest", "schema"},
    "app": {"pages", "queries", "ingest", "schema"},
}
ALLOWED = {
    "app.py", "pages", "queries", "ingest", "schema", "data", "tests", "docs", "requirements.txt", "requirements-dev.txt", "requirements-ocr.txt", "requirements.lock", "README.md",
    "CONTRIBUTING.md", "CHANGELOG.md", "pyproject.toml", "LICENSE",
}  # fmt: skip


def sources(room: str) -> list[Path]:
    return [ROOT / "app.py"] if room == "app" else sorted((ROOT / room).rglob("*.py"))


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("room", ROOMS)
def test_imports_run_one_way(room):
    for path in sources(room):
        wrong = (imported(path) & set(ROOMS)) - MAY_IMPORT[room] - {room}
        assert not wrong, f"{path.relative_to(ROOT)} may not import {sorted(wrong)}"


def test_the_top_level_holds_the_house_and_nothing_else():
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("not a git checkout: the top level cannot be told from what was left there")
    top = {name.split("/")[0] for name in listed.stdout.splitlines()}
    assert {name for name in top if not name.startswith(".")} <= ALLOWED


SQL = re.compile(
    r"\b(select|insert into|delete from|create (or replace )?(table|macro|view))\b[\s\S]{0,200}?\b(from|into|as|values|where)\b",
    re.IGNORECASE,
)


def test_pages_hold_no_sql():
    for path in sources("pages"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert not SQL.search(node.value), f"{path.relative_to(ROOT)}:{node.lineno}"


def test_pages_hold_no_arithmetic():
    for path in (ROOT / "pages").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            is_sum = isinstance(node, ast.BinOp) and isinstance(
                node.op, ast.Sub | ast.Mult | ast.Div | ast.Mod | ast.Pow
            )
            assert not is_sum, f"{path.name}:{node.lineno} reckons; reckoning belongs in queries/"


def test_no_sql_is_assembled_from_strings():
    """What is run is a constant or a name; only `attach`, which takes no parameters, is put together (schema/lake.py)."""
    for room in ROOMS:
        for path in sources(room):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                is_run = (
                    isinstance(node, ast.Call)
                    and isinstance(node.func, ast.Attribute)
                    and node.func.attr in ("sql", "execute", "read")
                )
                if is_run and node.args:
                    assert not isinstance(node.args[0], ast.JoinedStr | ast.BinOp), (
                        f"{path.relative_to(ROOT)}:{node.lineno}"
                    )


#: Methods of polars that call Python from its own threads.
CALLBACKS = {
    "map_elements",
    "map_batches",
    "map_groups",
    "map_rows",
    "rolling_map",
    "apply",
    "register_plugin_function",
}


def called(path: Path) -> Iterator[ast.Call]:
    return (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call))


def test_no_python_runs_inside_a_polars_expression():
    """polars' threads wait for Python's lock, another session that holds it waits for those threads: all stop for good."""
    for room in (*ROOMS, "tests"):
        for path in sources(room):
            for node in called(path):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
                assert name not in CALLBACKS, f"{path.relative_to(ROOT)}:{node.lineno} calls {name}"


def test_what_is_shown_does_not_go_through_pandas():
    """Streamlit takes a polars frame through pandas; tables are handed over as Arrow, in one place."""
    for room in ROOMS:
        for path in sources(room):
            assert "pandas" not in imported(path), path.relative_to(ROOT)
            for node in called(path):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
                assert name != "to_pandas", f"{path.relative_to(ROOT)}:{node.lineno}"
                if name in ("table", "dataframe", "data_editor") and ast.unparse(node.func.value) == "st":
                    given = ast.unparse(node.args[0])
                    is_arrow = given.startswith(("of.sortable(", "of.written(", "of.in_words(")) or given.endswith(
                        ".to_arrow()"
                    )
                    assert is_arrow, f"{path.relative_to(ROOT)}:{node.lineno} hands over {given}"


#: Commands of Streamlit that read Markdown in what they are given first.
MARKDOWN = {
    "title", "header", "subheader", "markdown", "caption", "info", "warning", "error", "success", "toast", "button", "checkbox", "toggle",
    "expander", "popover", "metric", "link_button", "download_button", "file_uploader", "selectbox", "multiselect", "text_input", "text_area",
    "date_input", "segmented_control", "radio", "pills", "form_submit_button", "spinner", "page_link", "write", "tabs", "status", "dialog",
}  # fmt: skip


def is_constant(node: ast.expr) -> bool:
    """Whether a text is wholly of the program: a constant, or one that holds nothing but constants of the program."""
    if isinstance(node, ast.Constant):
        return True
    if isinstance(node, ast.JoinedStr):
        return all(
            isinstance(part, ast.Constant) or re.fullmatch(r"words\.[A-Z_]+", ast.unparse(part.value))
            for part in node.values
        )
    return isinstance(node, ast.Subscript) and ast.unparse(node.value) in ("_LABELS", "_DATES")


def test_words_reach_markdown_by_one_door():
    """What is given to a command that reads Markdown is a constant, or was escaped by pages/parts/say.py."""
    for path in (*sources("app"), *sources("pages")):
        for node in called(path):
            if not isinstance(node.func, ast.Attribute) or not node.args:
                continue
            holder, name = ast.unparse(node.func.value), node.func.attr
            place = f"{path.relative_to(ROOT)}:{node.lineno}"
            if holder == "st" and name in MARKDOWN and path.name != "say.py" and name != "page_link":
                assert is_constant(node.args[0]), (
                    f"{place}: st.{name}({ast.unparse(node.args[0])[:60]}) goes past the door"
                )
            if name == "md" or (holder == "say" and name == "md"):
                assert isinstance(node.args[0], ast.Constant), f"{place}: a template is a constant"
        for node in called(path):
            if isinstance(node.func, ast.Name) and node.func.id == "md":
                assert isinstance(node.args[0], ast.Constant), (
                    f"{path.relative_to(ROOT)}:{node.lineno}: a template is a constant"
                )


def test_links_of_the_documents_lead_somewhere():
    for name in ("README.md", "data/README.md", "docs/OPERATING.md", "docs/bench.md"):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", (ROOT / name).read_text("utf-8")):
            assert ((ROOT / name).parent / target).exists(), f"{name}: {target}"


@pytest.mark.parametrize("name", GENERATED)
def test_what_is_generated_is_not_stale(name):
    assert (ROOT / name).read_text("utf-8") == GENERATED[name](), f"{name} is stale. Renew it: python -m schema"


def test_the_readme_is_not_stale():
    text = (ROOT / "README.md").read_text("utf-8")
    assert text == renewed_readme(text), "README.md is stale. Renew it: python -m queries readme"


def test_the_readme_names_every_query_page_command_and_setting():
    text = (ROOT / "README.md").read_text("utf-8")
    for query in QUERIES:
        assert f"`{query.name}`" in text, query.name
    for page in (ROOT / "pages").glob("[a-z]*.py"):
        assert f"`{page.name}`" in text, page.name
    registered = [*ingest_app.registered_commands, *upkeep.app.registered_commands]
    commands = [f"python -m ingest {command.name or command.callback.__name__}" for command in registered]
    commands += [
        f"python -m queries {command.name or command.callback.__name__}" for command in queries_app.registered_commands
    ]
    for command in (
        *commands,
        "python -m tests.bench",
        "python -m tests.bench.reading",
        "python -m tests.bench.lake",
        "python -m tests.bench.soak",
        "python -m tests.fuzz",
        "python -m tests.bench.kill",
        "python -m tests.names",
        "python -m schema",
    ):
        assert command in text, command
    for setting in Settings.model_fields:
        assert f"FOLLOWTHROUGH_{setting.upper()}" in text, setting
    for limit in Limits.model_fields:
        assert f"`_{limit.upper()}`" in text or f"FOLLOWTHROUGH_LIMIT_{limit.upper()}`" in text, limit


def test_requirements_are_pinned():
    for name in ("requirements.txt", "requirements-dev.txt", "requirements-ocr.txt"):
        lines = [
            line for line in (ROOT / name).read_text("utf-8").splitlines() if line and not line.startswith(("#", "-r"))
        ]
        assert lines
        assert all(re.match(r"^[a-z0-9-]+(\[[a-z]+\])?==[\w.]+( ; .+)?$", line, re.IGNORECASE) for line in lines), name


def test_files_are_short_enough_to_be_read():
    for room in (*ROOMS, "tests"):
        for path in sources(room):
            assert len(path.read_text("utf-8").splitlines()) <= 400, path.relative_to(ROOT)


#: The rooms of ingest in the order in which a document walks through them; `reference` is the reviewed lists. What runs
#: the reading in a process of its own stands after what it runs.
ORDER = ("reference", "read", "fields", "recognise", "plan", "apart", "keep")


def test_a_room_of_ingest_knows_only_the_rooms_before_it():
    for path in sorted((ROOT / "ingest").rglob("*.py")):
        room = path.relative_to(ROOT / "ingest").parts[0].removesuffix(".py")
        if room not in ORDER:  # the commands stand above all rooms
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("ingest."):
                other = node.module.split(".")[1]
                assert ORDER.index(other) <= ORDER.index(room), f"{path.relative_to(ROOT)} may not know {other}"


def test_there_is_a_bit_for_every_theme():
    assert len(lexicon().themes) < 63, "`bits_of` in schema/views.sql has no room for more: give it a wider number"


def test_every_page_is_opened_by_the_tests_and_measured():
    pages = {path.stem for path in (ROOT / "pages").glob("[a-z]*.py")}
    assert set(tested_pages.PAGES) == pages
    assert set(measured_pages.PAGES) == pages - {"numbers", "add_plan"}, "these ask no queries of their own"


def test_what_pages_share_knows_no_room_of_pages():
    for path in sorted((ROOT / "pages" / "parts").glob("*.py")):
        assert not re.search(r"from pages\.(action|adding)", path.read_text("utf-8")), path.name


def test_what_a_page_lets_choose_is_forgotten_on_the_next():
    """Streamlit keeps a choice by its name: without this, that of one page would be taken for that of another."""
    names = set()
    for path in sources("pages"):
        for node in called(path):
            given = {keyword.arg: keyword.value for keyword in node.keywords}
            if "bind" in given and isinstance(given["key"], ast.Constant):
                names.add(given["key"].value)
            elif ast.unparse(node.func).endswith(("one_of", "several")) and isinstance(node.args[-1], ast.Constant):
                names.add(node.args[-1].value)
    assert names | set(leads.CHOICE.values()) == set(OWN)
