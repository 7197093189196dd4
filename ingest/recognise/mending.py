"""Words that a page break, a line break or a narrow column cut in two, made whole by the document's own words."""

from __future__ import annotations

import re
from collections import Counter

from ingest.read.grid import Grid

_WORD = re.compile(r"[A-Za-z]+")
_LONGEST_WORD = 80  # letters
_TAIL = re.compile(r"([A-Za-z]+)(-?)$")
_CUT_AT_HYPHEN = re.compile(r"\b([A-Za-z]{3,60})-\s?([a-z]{3,})\b")


def vocabulary(grid: Grid) -> Counter[str]:
    """How often each word stands in the document, in lower case: used to mend words cut in two."""
    texts = Counter(cell.text for row in grid.rows for cell in row.cells if not cell.is_merged)
    words: Counter[str] = Counter()
    for text, times in texts.items():  # a blank form repeats its cells by the thousand
        for word in _WORD.findall(text):
            words[word.lower()] += times
    return words


def is_cut(tail: str, head: str, words: Counter[str]) -> bool:
    """Whether two pieces are one word cut by a page or line break: the whole is a word of the document, the tail is not."""
    whole = (tail + head).lower()
    return head[:1].islower() and words[whole] > 0 and words[tail.lower()] <= words[whole] and words[tail.lower()] <= 1


def join(before: str, after: str, words: Counter[str]) -> str:
    """Two pieces of a cell as one text; a word cut between them is mended."""
    if not before or not after:
        return before or after
    last = before[-_LONGEST_WORD:]
    tail = _TAIL.search(last)
    head = _WORD.match(after)
    if tail and head and is_cut(tail.group(1), head.group(0), words):
        return before[: len(before) - len(last) + tail.end(1)] + after
    return before + ("\n" if before.rstrip()[-1] in ".!?:;" else " ") + after


def mend(text: str, words: Counter[str]) -> str:
    """A cell with words that a narrow column cut at a hyphen made whole: 'Cambridge-shire'."""
    if "-" not in text:
        return text

    def whole(match: re.Match[str]) -> str:
        joined = match.group(1) + match.group(2)
        return joined if words[joined.lower()] > 0 else match.group(0)

    return _CUT_AT_HYPHEN.sub(whole, text)
