"""What changed as an Atom feed (RFC 4287), which a board can subscribe to from a file on a web server."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID, uuid5
from xml.etree import ElementTree

from queries import said_of_changes, words
from queries.changed import ChangeRow

_NAMESPACE = "http://www.w3.org/2005/Atom"
#: Ids are made from this one and what they are of: the same thing has the same id on every machine.
_OURS = UUID("0b4f5b1e-7c5f-4a53-9a0e-3f2d8f6a9c11")
_LONGEST = 120  # letters of an action in a title
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # of a feed in which nothing changed


def atom(rows: Sequence[ChangeRow], partnerships: Sequence[str], own_address: str = "") -> bytes:
    """A feed with an entry for each change.

    An entry's id is made of the two versions, the action and the kind of change: a reader of feeds shows it once, however
    often and on whatever day the feed is made.

    Args:
        rows: the changes.
        partnerships: those that were asked for; none for all.
        own_address: where the feed stands.
    """
    feed = ElementTree.Element("feed", xmlns=_NAMESPACE)
    whose = f": {', '.join(partnerships)}" if partnerships else ""
    _add(feed, "id", _id(own_address, *partnerships))
    _add(feed, "title", f"What changed in action plans{whose}")
    _add(feed, "updated", _moment(max((row.told_at for row in rows), default=_NEVER)))
    _add(ElementTree.SubElement(feed, "author"), "name", "Followthrough")
    if own_address:
        _add(feed, "link").attrib.update({"rel": "self", "href": own_address, "type": "application/atom+xml"})
    for row in rows:
        _entry(feed, row)
    return bytes(ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True))


def _entry(feed: ElementTree.Element, row: ChangeRow) -> None:
    entry = ElementTree.SubElement(feed, "entry")
    _add(entry, "id", _id(row.before_document, row.after_document, row.action_key, row.change.value))
    named = f"{words.place(row.section, row.ref)}: {words.shortened(row.action, _LONGEST)}"
    _add(entry, "title", f"{row.change.label}: {named} ({row.partnership}, {row.plan})")
    _add(entry, "updated", _moment(row.told_at))
    _add(entry, "category").attrib.update({"term": row.change.value, "label": row.change.label})
    _add(entry, "content", _told(row)).set("type", "text")


def _told(row: ChangeRow) -> str:
    """The change in lines of plain words."""
    days = [words.day(day) for day in (row.before_read, row.after_read) if day]
    lines = [
        f"{row.change.label}: {said_of_changes.before_and_after(row.change, row.model_dump())}".rstrip(": "),
        row.action or "",
        f"Lead: {', '.join(row.lead_agencies)}" if row.lead_agencies else "",
        f"{row.partnership}, {row.plan}",
        f"Read on {' and on '.join(days)}" if days else "The versions speak of no date",
    ]
    return "\n".join(filter(None, lines))


def _add(parent: ElementTree.Element, name: str, text: str | None = None) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, name)
    element.text = None if text is None else words.xml(text)
    return element


def _id(*parts: str) -> str:
    return uuid5(_OURS, "\n".join(parts)).urn


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
