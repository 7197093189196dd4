"""What a search leaves, worked out once for all the questions of a page and for all who search for the same words.

Looking for words in the texts of every row takes longer than all else that a question does. Other filters are no dearer to
apply again than their rows are to keep.

A selection is a connection of its own in which the macro `action_as_at` gives the rows that the words left, so that every
query runs over them unchanged, and applies its other filters as ever.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from queries.asked import filter_values
from queries.readers import pin_again, pinned
from schema.filters import Filters

#: Searches of which the rows are kept.
MOST = 4

_LEFT = """
create temp table left_row as
select * replace ('' as search_text)
from chosen($filters::filters)
"""
_READ = "create temp macro action_as_at(reading) as table from temp.left_row"
_NO_MACRO = "drop macro table if exists temp.action_as_at"
_NO_TABLE = "drop table if exists temp.left_row"


class _Selection:
    """A pinned connection over the rows that a search leaves; one question at a time."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self.con = con
        self.lock = threading.Lock()
        self.of = ""

    def be(self, filters: Filters, key: str) -> None:
        """Work out the rows, unless these are they. Call it with the lock held."""
        if self.of == key:
            return
        self.of = ""
        self.con.execute(_NO_MACRO)
        self.con.execute(_NO_TABLE)
        self.con.execute(_LEFT, {"filters": filter_values(filters)})
        self.con.execute(_READ)
        self.of = key


class Selections:
    """The searches last made in one working copy. Safe to use from several threads."""

    def __init__(self, con: duckdb.DuckDBPyConnection, most: int = MOST) -> None:
        self._free = [_Selection(pinned(con)) for _ in range(most)]
        self._kept: OrderedDict[str, _Selection] = OrderedDict()
        self._lock = threading.Lock()

    @contextmanager
    def over(self, filters: Filters) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection that has only the rows with the words searched for, read on the filters' date.

        It is nobody else's meanwhile. Ask it with the filters but for the search, which is done.
        """
        words = Filters(search=filters.search, as_at=filters.as_at)
        key = words.model_dump_json()
        selection = self._of(key)
        with selection.lock:
            try:
                selection.be(words, key)
                yield selection.con
            except duckdb.Error:
                selection.of = ""  # its rows went with the transaction
                pin_again(selection.con)
                raise

    def _of(self, key: str) -> _Selection:
        """The connection of a search; where it has none, that of the search that was longest not made."""
        with self._lock:
            found = self._kept.pop(key, None)
            if found is None:
                found = self._free.pop() if self._free else self._kept.popitem(last=False)[1]
            self._kept[key] = found
            return found
