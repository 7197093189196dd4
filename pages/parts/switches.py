"""What a page lets its reader switch between: its views, groupings, orders. Each choice stands in the URL."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from pages.parts import say
from pages.parts.order import Order
from pages.parts.say import Md
from schema.vocabulary import Dimension

T = TypeVar("T")


def one_of(title: Md, choices: Mapping[str, T], key: str) -> T:
    """One of a few things, by its label; at first the first.

    Args:
        title: of the switch.
        choices: label -> thing; labels are words of the program.
        key: the name by which the choice stands in the URL.
    """
    first = next(iter(choices))
    chosen = say.segmented_control(title, list(choices), default=first, key=key, bind="query-params", required=True)
    return choices[chosen or first]


def view(views: Mapping[str, Callable[[], T]]) -> T:
    """Draw one of several views of a page, as chosen, and give what it gives. What is not looked at is not worked out."""
    return one_of(Md("View"), views, "view")()


def grouping(dimensions: Sequence[Dimension]) -> Dimension:
    """What a chart is grouped by, as chosen."""
    return one_of(Md("Show by"), {dimension.label: dimension for dimension in dimensions}, "by")


def order(orders: Sequence[Order]) -> Order:
    """In which order groups stand, as chosen."""
    return one_of(Md("Sort by"), {one.label: one for one in orders}, "sort")
