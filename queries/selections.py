"""What a search leaves, worked out once for all the questions of a page and for all who look at the same view.

Looking for words in the texts of every row takes longer than all else that a question does. Other filters are no dearer to
apply again than their rows are to keep.

A selection is a connection of its own in which the macro `chosen` reads a table of the rows that the filters left, so that
every query runs over it unchanged.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from queries.asked import filter_values
from schema.filters import Filters

#: Views of which the rows are kept.
MOST = 4

_LEFT = """
create temp table left_row as
select * exclude (search_text, lead_agencies)
from chosen($filters::filters)
"""
_CHOSEN = "create temp macro chosen(f) as table from temp.left_row"


class _Selection:
    """A connection over the rows that some filters leave; one question at a time."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self.con = con.cursor()
        self.lock = threading.Lock()
        self.is_made = False

    def make(self, filters: Filters) -> None:
        """Work out the rows, unless that was done. Call it with the lock held."""
        if not self.is_made:
            self.con.execute(_LEFT, {"filters": filter_values(filters)})
            self.con.execute(_CHOSEN)
            self.is_made = True


class Selections:
    """The views last looked at of one working copy. Safe to use from several threads."""

    def __init__(self, con: duckdb.DuckDBPyConnection, most: int = MOST) -> None:
        self._con, self._most = con, most
        self._kept: OrderedDict[str, _Selection] = OrderedDict()
        self._lock = threading.Lock()

    @contextmanager
    def over(self, filters: Filters) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection in which `chosen` is what these filters leave. It is nobody else's meanwhile."""
        selection = self._of(filters)
        with selection.lock:
            selection.make(filters)
            yield selection.con

    def _of(self, filters: Filters) -> _Selection:
        key = filters.model_dump_json()
        with self._lock:
            found = self._kept.pop(key, None) or _Selection(self._con)
            self._kept[key] = found
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)  # its rows go with its connection, once nobody uses it
            return found
