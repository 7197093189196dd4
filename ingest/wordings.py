"""The commands that say what a wording would be read as: headers of columns, and texts that tell themes."""

from __future__ import annotations

import json
import sys
from typing import Any

import typer

from ingest.console import fail
from ingest.plan.tagging import tags_of
from ingest.recognise.assign import assign, is_plan
from ingest.recognise.header_words import UNREAD
from schema.vocabulary import TextField

app = typer.Typer()

_TEXTS = (TextField.RECOMMENDATION, TextField.ACTION, TextField.PROGRESS)


@app.command("roles")
def roles_command() -> None:
    """What the columns under these headers hold: a JSON list of headers on stdin, their roles as JSON on stdout."""
    headers = _parsed(sys.stdin.read(), 'a list of headers, such as ["Ref", "Action", "By when"]')
    if not isinstance(headers, list) or not all(isinstance(header, str) for header in headers):
        fail('Give a JSON list of headers on stdin, such as ["Ref", "Action", "By when"].')
    found = assign(headers) if headers else None
    roles = [None if role in UNREAD else role for role in found.roles] if found else []
    typer.echo(json.dumps({"is_plan": found is not None and is_plan(found), "roles": roles}))


@app.command("themes")
def themes_command() -> None:
    """The themes of texts: a JSON object with recommendation, action and progress a line on stdin, a JSON list of ids a line on stdout."""
    for line in sys.stdin:
        if not line.strip():
            continue
        texts = _parsed(line, 'a text a line, such as {"recommendation": "...", "action": "..."}')
        if not isinstance(texts, dict):
            fail("Give a JSON object with recommendation, action and progress on each line.")
        found = tags_of("-", {field: str(texts.get(field.value) or "") for field in _TEXTS})
        typer.echo(json.dumps(sorted({tag.theme_id for tag in found})))


def _parsed(text: str, what: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        fail(f"What came on stdin is no JSON. Give {what}.")
