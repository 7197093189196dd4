"""What a search leaves, worked out once for all the questions of a page and for all who search for the same words.

Looking for words in the texts of every row takes longer than all else that a question does. Other filters are no dearer to
apply again than their rows are to keep.

A selection is a connection of its own in which a table of the rows that the words left stands before the view `action_read`,
so that every query runs over them unchanged, and applies its other filters and its reading date as ever. Their texts are blank:
that tells `chosen` that the words were looked for.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from queries.asked import filter_values
from queries.readers import PIN, pinned
from schema.filters import Filters

#: Searches of which the rows are kept.
MOST = 4

_LEFT = """
create temp table action_read as
select * replace (null::varchar as search_text)
from memory.main.action_read
where has_words(search_text, ($filters::filters).search)
"""
_NONE_LEFT = "drop table if exists temp.action_read"
_TIMES = "select times from put_in"


class _Selection:
    """A connection over the rows that a search leaves, pinned to one state of the working copy; one question at a time."""

    def __init__(self, con: duckdb.DuckDBPyConnection, put_in: int) -> None:
        self.con = pinned(con)
        self.lock = threading.Lock()
        self._put_in = put_in
        self._of = ""

    def be(self, words: str) -> bool:
        """Work out the rows, unless these are they; call it with the lock held.

        The rows are committed, and the connection pinned again after: of rows that are not the database keeps no statistics, and
        takes three times as long over them.

        Returns:
            False if the working copy has moved on meanwhile, so that rows as they were can no longer be seen.
        """
        if self._of == words:
            return True
        self.let_go()
        self.con.execute("begin")
        self.con.execute(_NONE_LEFT)
        if self._sees():
            self.con.execute(_LEFT, {"filters": filter_values(Filters(search=words))})
        self.con.execute("commit")
        self.con.execute("begin")
        self.con.execute(PIN)
        self._of = words if self._sees() else ""
        return bool(self._of)

    def let_go(self) -> None:
        """End the transaction, if one is under way, and with it the hold on rows as they were."""
        self._of = ""
        try:
            self.con.execute("rollback")
        except duckdb.TransactionException:
            return  # an error had ended it

    def _sees(self) -> bool:
        return self.con.execute(_TIMES).fetchall() == [(self._put_in,)]


class Selections:
    """The searches last made in one working copy. Safe to use from several threads.

    Args:
        con: the working copy.
        put_in: how often plans were put into it when it stood as it is to be seen.
    """

    def __init__(self, con: duckdb.DuckDBPyConnection, put_in: int = 0, most: int = MOST) -> None:
        self._free = [_Selection(con, put_in) for _ in range(most)]
        self._kept: OrderedDict[str, _Selection] = OrderedDict()
        self._lock = threading.Lock()

    @contextmanager
    def over(self, words: str) -> Iterator[duckdb.DuckDBPyConnection | None]:
        """A connection that has only the rows with the words searched for; None where the copy has moved on meanwhile.

        It is nobody else's meanwhile.
        """
        selection = self._of(words)
        with selection.lock:
            try:
                yield selection.con if selection.be(words) else None
            except duckdb.Error:
                selection.let_go()
                raise

    def _of(self, words: str) -> _Selection:
        """The connection of a search; where it has none, that of the search that was longest not made."""
        with self._lock:
            found = self._kept.pop(words, None)
            if found is None:
                found = self._free.pop() if self._free else self._kept.popitem(last=False)[1]
            self._kept[words] = found
            return found
