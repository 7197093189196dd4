"""Bytes of a text file as text: UTF-8 with or without a mark, UTF-16, Windows-1252."""

from __future__ import annotations

from schema.errors import DocumentError

_LOOK = 4000


def decoded(content: bytes, name: str) -> str:
    """The content as text.

    Raises:
        DocumentError: if it is no text, or is cut short.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(content, "utf-16", name)
    if b"\x00" in content[:_LOOK]:
        return _decoded(content, _wide(content, name), name)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decoded(content, "windows-1252", name)


def _wide(content: bytes, name: str) -> str:
    """Which UTF-16 a text without a mark is in: every second byte of English is nought.

    Raises:
        DocumentError: if it is in neither.
    """
    head = content[:_LOOK]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if odd > 0.4 * len(head) / 2 and even < odd / 10:
        return "utf-16-le"
    if even > 0.4 * len(head) / 2 and odd < even / 10:
        return "utf-16-be"
    raise DocumentError(f"{name} is of no kind that can be read. Add a PDF, Word, Excel, ODF, CSV, web or text file.")


def _decoded(content: bytes, encoding: str, name: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"{name} is cut short or is not text. Save the plan again as CSV or text (UTF-8)."
        ) from error
