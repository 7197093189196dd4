"""Text out of a cell that holds HTML tags, Markdown marks, entities and bullets."""

from __future__ import annotations

import html
import re

_BREAK = re.compile(r"</?(?:p|li|ul|ol|br|div|tr|h[1-6])\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_MARK = re.compile(r"\*\*|__|^#{1,6}\s+|(?<![\w*])\*(?=[^\s*])|(?<=[^\s*])\*(?![\w*])", re.MULTILINE)
_BULLET = re.compile(r"^(?:[-–•·▪◦●o\uf0b7*]\s+|[•·▪◦●\uf0b7]\s*)+")
_SPACES = re.compile(r"[ \t\u00a0\u2002-\u200b\u202f\ufeff]+")
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u00ad]")


_STRUCK = re.compile(r"<(s|del|strike)\b[^<>]*>(?P<gone>.*?)</\1>(?P<rest>[^|\t\n]*)", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def _struck(match: re.Match[str]) -> str:
    """Struck words go; a struck date stays before the date that takes its place, for it is the original one."""
    is_revised = _YEAR.search(match["gone"]) and _YEAR.search(match["rest"])
    return f"{match['gone']} {match['rest']}" if is_revised else match["rest"]


def clean(text: str) -> str:
    """The words of a cell of converted text: as `plain`, and without tags, marks or entities."""
    if "<" in text:
        text = _STRUCK.sub(_struck, text)
        text = _TAG.sub("", _BREAK.sub("\n", text))
    return plain(_MARK.sub("", html.unescape(text)))


def plain(text: str) -> str:
    """The words of a cell: one line per paragraph or list item, without bullets; spaces are single."""
    lines = (_BULLET.sub("", _SPACES.sub(" ", line).strip()) for line in _UNSEEN.sub("", text).splitlines())
    return "\n".join(line for line in lines if line)
