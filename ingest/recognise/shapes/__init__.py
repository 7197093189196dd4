"""Plans that are not laid out as a table: each shape is laid anew as one, or says that it is not of its kind.

A shape takes a grid and gives a grid whose rows are records under a header, so that the one reader of tables reads it.
Where cells cannot be told apart with certainty they stay blank, and the row says so.
"""

from __future__ import annotations

from collections.abc import Callable

from ingest.read.grid import Grid
from ingest.recognise.shapes.broken_lines import lay_broken_lines
from ingest.recognise.shapes.delimited_lines import lay_delimited_lines
from ingest.recognise.shapes.flattened import lay_flattened
from ingest.recognise.shapes.forms import lay_forms
from ingest.recognise.shapes.labels import lay_labels
from ingest.recognise.shapes.stacked import lay_stacked

Shape = Callable[[Grid], Grid | None]

#: In the order in which equals are preferred.
SHAPES: tuple[Shape, ...] = (lay_delimited_lines, lay_broken_lines, lay_labels, lay_forms, lay_stacked, lay_flattened)
