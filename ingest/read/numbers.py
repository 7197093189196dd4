"""Typed values of spreadsheets, written as the sheet shows them."""

from __future__ import annotations

import re
from datetime import date, datetime

_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


def shown_date(value: date | datetime, shape: str) -> str:
    """A typed date as shown: '31/01/2024', or 'January 2024' and '2024' where the format shows no day.

    A date is always written day first, whatever the format: the file says which day it is, so there is no doubt.
    """
    plain = _QUOTED.sub("", shape).lower().split(";")[0]
    has_year, has_month = "y" in plain, "m" in plain
    if has_year and "d" not in plain:
        return f"{value:%B %Y}" if has_month else f"{value:%Y}"
    return f"{value:%d/%m/%Y}"


def shown_number(value: float, shape: str = "General") -> str:
    """A number as shown: 8.2 under the format '0.00' is '8.20', 3.0 is '3', 0.5 under '0%' is '50%'."""
    plain = _QUOTED.sub("", shape).split(";")[0]
    decimals = re.search(r"\.(0+)", plain)
    if plain.endswith("%"):
        return f"{value * 100:.{len(decimals[1]) if decimals else 0}f}%"
    if decimals:
        return f"{value:.{len(decimals[1])}f}"
    if float(value).is_integer() and abs(value) < 1e15:
        zeros = re.fullmatch(r"0+", plain)
        return f"{int(value):0{len(plain) if zeros else 1}d}"
    return repr(round(float(value), 10))
