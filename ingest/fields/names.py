"""People's names stay out: a name is replaced by '[name]'; rank, role and agency are kept.

A name is found behind a rank or title, as a known first name with a surname, and in a lead cell
as two capitalised words that are no words of a post. Pseudonyms of a review are single first
names and are kept.
"""

from __future__ import annotations

import re
from functools import cache

from ingest.reference import name_words

MASK = "[name]"
_SURNAME = r"(?:[OD]['’]|Mc|Mac)?[A-Z][a-z]+(?:[-'’][A-Z][a-z]+)?"


# A sentence may begin behind an abbreviation that is also a rank: 'for PC. Its newsletter'.
_NO_NAMES = (
    "The|This|These|That|It|Its|All|And|In|On|We|They|A|An|To|As|At|For|From|If|When|Staff|Update|Who|Will|Has|Is|Was"
)


@cache
def _after_rank() -> re.Pattern[str]:
    ranks = sorted(name_words()["ranks"], key=len, reverse=True)
    words = "|".join(re.escape(rank) + ("" if rank.isupper() else r"\.?") for rank in ranks)
    stop = "|".join([*name_words()["role_words"], _NO_NAMES])
    name = rf"(?!(?:{stop})\b){_SURNAME}"
    return re.compile(rf"(?<![\w/])(?P<rank>(?:{words}))\s+(?P<name>{name}(?:\s+{name})?)(?!\w)")


@cache
def _first_and_last() -> re.Pattern[str]:
    first = "|".join(name_words()["first_names"])
    stop = "|".join([*name_words()["not_surnames"], *name_words()["role_words"]])
    return re.compile(rf"\b(?:{first})\s+(?!(?:{stop})\b){_SURNAME}(?!\w)")


def mask_names(text: str) -> str:
    """The text with people's names replaced by '[name]'."""
    text = _after_rank().sub(rf"\g<rank> {MASK}", text)
    return _first_and_last().sub(MASK, text)


@cache
def _role_words() -> frozenset[str]:
    return frozenset(name_words()["role_words"]) | frozenset(name_words()["ranks"])


def mask_lead_names(text: str) -> str:
    """A lead cell less people's names: also a leading pair of capitalised words that are no words of a post."""
    masked = mask_names(text)
    pair = re.match(rf"^\s*([A-Z][a-z]+)\s+({_SURNAME})(?=\s*(?:,|\bfor\b|\bon\b|\(|-|–|$))", masked)
    if pair and not _role_words() & {pair.group(1), pair.group(2)}:
        masked = MASK + masked[pair.end() :]
    return masked
