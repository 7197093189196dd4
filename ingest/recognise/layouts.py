"""Which layout a document has, and the rows it holds."""

from __future__ import annotations

from dataclasses import replace

from ingest.read.grid import Grid
from ingest.recognise.milestones import read_milestones
from ingest.recognise.shapes import SHAPES
from ingest.recognise.shapes.delimited_lines import lay_headless_lines
from ingest.recognise.strategy import read_strategy
from ingest.recognise.table import Table, read_headless, read_table
from schema.errors import DocumentError


def read_layout(grid: Grid, name: str) -> tuple[Table, str]:
    """(rows, layout in words) of a document: a table first, then the shapes without one.

    Raises:
        DocumentError: if it holds no table or list of commitments that can be recognised.
    """
    table = read_table(grid)
    if table is not None and table.actions:
        return table, grid.layout
    for shape in SHAPES:
        relaid = shape(grid)
        found = read_table(relaid) if relaid else None
        if relaid and found and found.actions:
            return _with_leftovers(found, table), relaid.layout
    milestones = read_milestones(grid)
    if milestones:
        return milestones, "prose milestones"
    if table is None:
        strategy = read_strategy(grid)
        if strategy and strategy.actions:
            return strategy, "numbered commitments"
        for laid in (grid, lay_headless_lines(grid)):
            headless = read_headless(laid) if laid else None
            if laid and headless and headless.actions:
                return headless, f"{laid.layout} without a header"
    raise _unread(grid, table, name)


def _with_leftovers(found: Table, table: Table | None) -> Table:
    return replace(found, leftovers=(*found.leftovers, *table.leftovers)) if table else found


def _unread(grid: Grid, table: Table | None, name: str) -> DocumentError:
    if table is not None:
        return DocumentError(f"{name} has a table header but no rows below it. Add the plan with its rows.")
    if any(row.is_table for row in grid.rows):
        return DocumentError(
            f"{name} has a table, but its columns cannot be recognised. Name a column 'Recommendation' or 'Action', "
            "and others such as 'Lead agency', 'Target date' and 'Status'."
        )
    return DocumentError(f"{name} has no table of actions. Add the action plan itself, with a column for each field.")
