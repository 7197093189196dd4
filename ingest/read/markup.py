"""Text out of a cell that holds HTML tags, Markdown marks, entities and bullets."""

from __future__ import annotations

import html
import re

_BREAK = re.compile(r"</?(?:p|li|ul|ol|br|div|tr|h[1-6])\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_MARK = re.compile(r"\*\*|__|^#{1,6}\s+|(?<![\w*])\*(?=[^\s*])|(?<=[^\s*])\*(?![\w*])", re.MULTILINE)
_BULLET = re.compile(r"^(?:[-–•·▪◦●o\uf0b7*]\s+|[•·▪◦●\uf0b7]\s*)+")
_SPACES = re.compile(r"[ \t\u00a0]+")


def clean(text: str) -> str:
    """The words of a cell: one line per paragraph or list item, without tags, marks or bullets."""
    if "<" in text:
        text = _TAG.sub("", _BREAK.sub("\n", text))
    text = _MARK.sub("", html.unescape(text))
    lines = (_BULLET.sub("", _SPACES.sub(" ", line).strip()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)
