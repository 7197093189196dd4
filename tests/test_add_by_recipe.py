"""A person says in the dashboard how a document is laid out, sees what is read so, and keeps it as a recipe."""

from __future__ import annotations

import pytest

from ingest.keep import recipes, uploads
from schema.lake import Lake
from tests.test_add_plan import opened, texts
from tests.test_as_said import LETTER


@pytest.mark.thorough
def test_a_person_says_what_columns_hold_that_could_not_be_told(empty_lake):
    content = (
        b"<table><tr><td>Zebra</td><td>Yak</td><td>Xylo</td></tr><tr><td>A1</td><td>Teach callers</td><td>Clerk</td></tr>"
        b"<tr><td>A2</td><td>Guide schools</td><td>Chair</td></tr></table>"
    )
    with Lake(str(empty_lake)) as lake:
        upload = uploads.begin(lake, "odd.html", content)
        uploads.save(lake, upload.model_copy(update={"refusal": "It has a table that cannot be read."}))
    test = opened()
    assert not test.exception
    roles = {box.label: box.value for box in test.selectbox if box.key and box.key.startswith("role-")}
    assert roles == {"Zebra": "ref", "Yak": "action", "Xylo": "lead"}
    for label in ("Yak", "Xylo"):
        next(box for box in test.selectbox if box.label == label).set_value("")
    assert "Say which column" in test.run().info[0].value
    next(box for box in test.selectbox if box.label == "Yak").set_value("recommendation").run()
    assert "**2 actions**; 0 with a target date" in texts(test)
    assert list(test.dataframe[0].value["Recommendation"]) == ["Teach callers", "Guide schools"]
    test.button(key="read-by-recipe").click().run()
    assert "**2 actions** read from odd.html" in texts(test)
    with Lake(str(empty_lake)) as lake:
        (waits,) = uploads.waiting(lake)
        assert [row.recommendation for row in waits.read().recommendations] == ["Teach callers", "Guide schools"]
        assert [row.name for row in recipes.kept(lake)] == ["odd"]
    box = next(area for area in test.text_area if area.label == "What it says, as TOML")
    box.set_value(box.value.replace('"recommendation"', '"action"')).run()
    test.button(key="change-odd").click().run()
    with Lake(str(empty_lake)) as lake:
        assert 'columns = ["ref", "action", ""]' in recipes.kept(lake)[0].toml
    test.button(key="remove-odd").click().run()
    with Lake(str(empty_lake)) as lake:
        assert recipes.kept(lake) == []


@pytest.mark.thorough
def test_a_letter_is_read_line_by_line(empty_lake):
    with Lake(str(empty_lake)) as lake:
        upload = uploads.begin(lake, "letter.txt", LETTER)
        uploads.save(lake, upload.model_copy(update={"refusal": "It has no table of actions."}))
    test = opened()
    layouts = test.radio[0]
    assert layouts.options == [
        "Numbered commitments: 2 actions, sentences, without columns",
        "Line by line: you say where the plan begins and ends",
    ]
    layouts.set_value("line by line").run()
    boxes = {box.label: box for box in test.selectbox}
    assert boxes["The plan begins with the line"].value == 2  # the first that is numbered
    boxes["It ends before the line"].set_value(5).run()
    assert list(test.dataframe[0].value["Action"]) == ["Zip the bag\nbefore it is carried away", "Tie the knot"]
    assert list(test.dataframe[0].value["Ref"]) == ["1", "2"]
    test.button(key="read-by-recipe").click().run()
    assert "**2 actions** read from letter.txt (line by line)" in texts(test)


@pytest.mark.thorough
def test_a_table_without_a_header_keeps_its_first_action(empty_lake):
    rows = (
        ("1.1", "Teach all callers", "May 2024"),
        ("1.2", "Guide all schools", "June 2024"),
        ("1.3", "Ask all men", "July 2024"),
    )
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    with Lake(str(empty_lake)) as lake:
        upload = uploads.begin(lake, "bare.html", f"<table>{cells}</table>".encode())
        uploads.save(lake, upload.model_copy(update={"refusal": "It has a table that cannot be read."}))
    test = opened()
    test.radio[0].set_value("web tables without a header").run()
    boxes = {box.label: box.value for box in test.selectbox if box.label.startswith("Table 1: does")}
    assert boxes == {"Table 1: does it name the columns?": 0}
    assert list(test.dataframe[0].value["Action"]) == [row[1] for row in rows]
    test.button(key="read-by-recipe").click().run()
    with Lake(str(empty_lake)) as lake:
        assert "has_header = false" in recipes.kept(lake)[0].toml
        assert "layout" not in recipes.kept(lake)[0].toml
        assert 'header = ["", "Teach all callers", ""]' in recipes.kept(lake)[0].toml
