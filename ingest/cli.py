"""All commands of `python -m ingest`. Those of `commands.py` alone are imported where one of them is asked for: `check` and
`add` need not wait until what mends a lake is imported."""

from ingest import upkeep, wordings
from ingest.commands import app

app.add_typer(upkeep.app)
app.add_typer(wordings.app)

__all__ = ["app"]
