"""One reader per format. The content decides which, never the file's name."""

from __future__ import annotations

from pathlib import Path

from ingest.grid import Grid
from ingest.read.converted_text import read_converted_text
from ingest.read.delimited import looks_delimited, read_delimited
from schema.errors import DocumentError

_BINARY_SIGNS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a Word, Excel or zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
)
_LIMIT_BYTES = 64 * 1024 * 1024


def read_bytes(path: Path) -> bytes:
    """The bytes of a document.

    Raises:
        DocumentError: if the file is missing, a folder, unreadable, empty or too large.
    """
    try:
        if not path.exists():
            raise DocumentError(f"There is no file {path}. Check the name.")
        if path.is_dir():
            raise DocumentError(f"{path} is a folder. Name the files in it.")
        content = path.read_bytes()
    except OSError as error:
        name = path.name if len(path.name) <= 80 else path.name[:80] + "…"
        raise DocumentError(f"{name} cannot be read: {error.strerror}. Check its name and who may read it.") from error
    if not content.strip():
        raise DocumentError(f"{path.name} is empty. Save the plan again and add that file.")
    if len(content) > _LIMIT_BYTES:
        raise DocumentError(f"{path.name} is larger than 64 MB. Add the action plan alone, without the report.")
    return content


def read_grid(content: bytes, name: str) -> Grid:
    """Read a document's bytes into a grid.

    Args:
        content: the bytes.
        name: the file's name, for messages only.

    Raises:
        DocumentError: if the content is of no kind that can be read.
    """
    text = _text(content, name)
    if looks_delimited(text):
        return read_delimited(text, name)
    return read_converted_text(text)


def _text(content: bytes, name: str) -> str:
    """The content as text."""
    for sign, what in _BINARY_SIGNS:
        if content.startswith(sign):
            raise DocumentError(f"{name} is {what}, which cannot be read. Save the plan as CSV or text and add that.")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(content, "utf-16", name)
    if b"\x00" in content:
        raise DocumentError(f"{name} is not a text file. Save the plan as CSV or text and add that.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decoded(content, "windows-1252", name)


def _decoded(content: bytes, encoding: str, name: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"{name} is cut short or is not text. Save the plan again as CSV or text (UTF-8)."
        ) from error
