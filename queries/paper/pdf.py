"""A paper as PDF, tagged (PDF/UA-1), by Typst, whose own font is in the library.

The fonts of the machine are only asked for signs that it lacks.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import typst

from queries.paper.blocks import Block, Lines, Paper

_FOLDER = Path(__file__).resolve().parent
_LAYOUT, _CHART = _FOLDER / "paper.typ", _FOLDER / "chart.typ"
_PIXELS_AN_INCH = 220
#: A message that says which signs no font has; signs that nobody sees.
_NOT_DISPLAYED, _ESCAPED = (
    re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL),
    re.compile(r"\\u\{([0-9a-f]+)\}"),
)
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff0-\uffff]")
_NOT_LATIN = re.compile("[^\x00-\u017f\u2010-\u2027\u2190-\u2193]")
_PLAIN = 0x7E  # the last sign of ASCII
_TRIES = 30


def pdf(paper: Paper) -> bytes:
    """The paper as PDF/UA-1: tagged, with its language, title and alternative texts.

    A sign that no font of this machine has stands as a question mark: a tagged PDF must not hold what cannot be shown.
    """
    data = _shown(paper)
    for _ in range(_TRIES):
        try:
            return _tagged(data, paper)
        except typst.TypstError as error:
            missing = _missing(error.message)
            if not missing:
                raise
            data = data.translate(dict.fromkeys(map(ord, missing), "?"))
    return _tagged(_NOT_LATIN.sub("?", data), paper)


def _tagged(data: str, paper: Paper) -> bytes:
    return typst.compile(
        _LAYOUT,
        root=_FOLDER,
        format="pdf",
        sys_inputs={"paper": data},
        pdf_standards=["ua-1"],
        timestamp=datetime.combine(paper.dated, time(), UTC),  # not the clock's: the same paper has the same bytes
    )


def _missing(message: str) -> str:
    """The signs that a message of Typst says cannot be displayed."""
    found = _NOT_DISPLAYED.search(message)
    told = _ESCAPED.sub(lambda one: chr(int(one.group(1), 16)), found.group(1)) if found else ""
    return "".join(sign for sign in told if ord(sign) > _PLAIN)


def _shown(block: Block) -> str:
    """A block as JSON, without the signs that nobody sees."""
    return json.dumps(_seen(block.model_dump(mode="json")), ensure_ascii=False)


def _seen(value: Any) -> Any:
    if isinstance(value, str):
        return _CONTROL.sub("", value)
    if isinstance(value, dict):
        return {name: _seen(one) for name, one in value.items()}
    return [_seen(one) for one in value] if isinstance(value, list) else value


def picture(chart: Lines) -> bytes:
    """A chart alone as PNG, for a file that cannot draw it itself."""
    return typst.compile(
        _CHART,
        root=_FOLDER,
        format="png",
        sys_inputs={"paper": _shown(chart)},
        ppi=_PIXELS_AN_INCH,
    )
