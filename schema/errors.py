"""The one kind of error that is shown to a person: a sentence that says what to do."""

from __future__ import annotations


class FollowthroughError(Exception):
    """Something a person can put right. Its text is one sentence, shown without a traceback."""


class LakeError(FollowthroughError):
    """The lake cannot be opened, read or written."""


class DocumentError(FollowthroughError):
    """A document cannot be read as a plan."""


class UnrecognisedError(DocumentError):
    """A document holds words, but not where a plan's are known to stand: a person can say."""


class NotFoundError(FollowthroughError):
    """What was asked for is not in the lake."""
