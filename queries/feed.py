"""What changed as an Atom feed (RFC 4287), which a board can subscribe to from a file on a web server."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from xml.etree import ElementTree

from queries.changed import ChangeRow
from schema.vocabulary import ChangeKind

_NAMESPACE = "http://www.w3.org/2005/Atom"
#: Signs that no XML document may hold.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LONGEST = 200  # letters of a title


def atom(rows: Sequence[ChangeRow], partnerships: Sequence[str]) -> bytes:
    """A feed with an entry for each change.

    An entry has the same id whenever the same action changed in the same way up to the same day, so that a reader of feeds
    shows it once, whatever day the changes are counted from.

    Args:
        rows: the changes.
        partnerships: those that were asked for; none for all.
    """
    feed = ElementTree.Element("feed", xmlns=_NAMESPACE)
    whose = f": {', '.join(partnerships)}" if partnerships else ""
    _add(feed, "id", f"urn:followthrough:changes{''.join(f':{_part(name)}' for name in partnerships)}")
    _add(feed, "title", f"What changed in action plans{whose}")
    _add(feed, "updated", _moment(max((row.after_read for row in rows if row.after_read), default=None)))
    _add(ElementTree.SubElement(feed, "author"), "name", "Followthrough")
    for row in rows:
        _entry(feed, row)
    return bytes(ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True))


def _entry(feed: ElementTree.Element, row: ChangeRow) -> None:
    entry = ElementTree.SubElement(feed, "entry")
    _add(
        entry,
        "id",
        f"urn:followthrough:change:{_part(row.plan_id)}:{_part(row.action_key)}:{row.change.value}:{row.after_read}",
    )
    name = " ".join(filter(None, (row.section, row.ref)))
    _add(entry, "title", f"{row.change.label}: {name + ': ' if name else ''}{row.action or ''}"[:_LONGEST])
    _add(entry, "updated", _moment(row.after_read))
    _add(entry, "category").set("term", row.change.value)
    _add(entry, "content", _told(row)).set("type", "text")


def _told(row: ChangeRow) -> str:
    """The change in lines of plain words."""
    lines = [
        f"{row.partnership}, {row.plan}",
        f"{row.before_read or 'not dated'} to {row.after_read or 'not dated'}",
        f"Lead: {', '.join(row.lead_agencies)}" if row.lead_agencies else "",
        f"Before: {row.before or 'none'}" if row.before or row.after else "",
        f"After: {row.after or 'none'}" if row.before or row.after else "",
        f"Days: {row.days}" if row.days is not None else "",
        "" if row.change is ChangeKind.DROPPED else "The plan's words are those of its newest version.",
    ]
    return "\n".join(filter(None, lines))


def _add(parent: ElementTree.Element, name: str, text: str | None = None) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, name)
    element.text = None if text is None else _NOT_XML.sub("", text)
    return element


def _part(text: str) -> str:
    """A name as a part of an id."""
    return re.sub(r"[^A-Za-z0-9]+", "-", text).strip("-").lower()


def _moment(day: date | None) -> str:
    """A day as Atom writes a moment; the first of the calendar where none is known."""
    return f"{day or date(1970, 1, 1)}T00:00:00Z"
