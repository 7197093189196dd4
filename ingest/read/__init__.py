"""One reader per format. The content decides which, never the file's name."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from ingest.read.grid import Grid
from ingest.read.office.archive import checked_archive, kind_of_archive
from ingest.read.text.converted_text import read_converted_text
from ingest.read.text.decoding import decoded
from ingest.read.text.delimited import looks_delimited, read_delimited
from ingest.read.text.web import looks_like_web, read_web
from ingest.read.words import Words
from schema.errors import DocumentError
from schema.settings import Limits

_PDF, _ZIP, _OLD, _RTF = b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"RIFF")
_MB = 1024 * 1024


def read_bytes(path: Path, limits: Limits | None = None) -> bytes:
    """The bytes of a document.

    Raises:
        DocumentError: if the file is missing, a folder, unreadable, empty or too large.
    """
    try:
        if not path.exists():
            raise DocumentError(f"There is no file {path}. Check the name.")
        if path.is_dir():
            raise DocumentError(f"{path} is a folder. Name the files in it.")
        if path.stat().st_size > (limits or Limits()).file_mb * _MB:
            raise _too_large(path.name, limits or Limits())
        content = path.read_bytes()
    except OSError as error:
        name = path.name if len(path.name) <= 80 else path.name[:80] + "…"
        raise DocumentError(f"{name} cannot be read: {error.strerror}. Check its name and who may read it.") from error
    check_size(content, path.name, limits or Limits())
    return content


def check_size(content: bytes, name: str, limits: Limits) -> None:
    """See that a document is neither empty nor too large.

    Raises:
        DocumentError: if it is.
    """
    if not content.strip():
        raise DocumentError(f"{name} is empty. Save the plan again and add that file.")
    if len(content) > limits.file_mb * _MB:
        raise _too_large(name, limits)


def _too_large(name: str, limits: Limits) -> DocumentError:
    return DocumentError(f"{name} is larger than {limits.file_mb} MB. Add the action plan alone, without the report.")


def read_grid(content: bytes, name: str, words: Words, limits: Limits | None = None) -> Grid:
    """Read a document's bytes into a grid.

    Args:
        content: the bytes.
        name: the file's name, for messages only.
        words: what is known of the words of plans.
        limits: how much is read at most.

    Raises:
        DocumentError: if the content is of no kind that can be read, is broken, encrypted or too large.
    """
    limits = limits or Limits()
    try:
        return _read(content, name, words, limits)
    except (DocumentError, MemoryError):
        raise
    except Exception as error:  # a broken file fails in as many ways as there are libraries
        if "memory" in str(error).lower():
            raise MemoryError from error
        raise DocumentError(
            f"{name} cannot be read: the file is broken or is not what it seems. Open it in its own program, save it again, and add that."
        ) from error


def _read(content: bytes, name: str, words: Words, limits: Limits) -> Grid:
    if _PDF in content[:1024]:
        from ingest.read.pdf.document import read_pdf  # each library is loaded only when it is needed

        return read_pdf(content, name, limits.pages, words)
    if content.startswith(_ZIP):
        return _read_archive(content, name, limits)
    if content.startswith(_OLD):
        return _read_old(content, name, limits)
    if content.startswith(_RTF):
        raise DocumentError(f"{name} is a rich text file, which is not read. Save it as .docx or PDF and add that.")
    if content.startswith(_PICTURES):
        raise DocumentError(f"{name} is a picture, which is not read. Add the document that it was taken from.")
    text = decoded(content, name)
    if looks_like_web(text):
        return read_web(text)
    return read_delimited(text, name) if looks_delimited(text, words) else read_converted_text(text, words)


def _read_archive(content: bytes, name: str, limits: Limits) -> Grid:
    """A Word file, workbook or OpenDocument file, which are archives of XML, once it is seen to be harmless."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        checked_archive(archive, name, limits)
        kind = kind_of_archive(archive, name)
    if kind == "word":
        from ingest.read.office.word import read_word

        return read_word(content)
    if kind == "workbook":
        from ingest.read.office.workbook import read_workbook

        return read_workbook(content, name, limits.cells)
    from ingest.read.office.open_document import read_open_document

    return read_open_document(content, name, limits.cells)


def _read_old(content: bytes, name: str, limits: Limits) -> Grid:
    """An .xls; other files of its kind are named and refused."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise DocumentError(f"{name} is encrypted. Open it, save it without a password, and add that.")
    if "WordDocument".encode("utf-16-le") in content:
        raise DocumentError(f"{name} is an old Word file (.doc), which is not read. Save it as .docx and add that.")
    from ingest.read.office.old_workbook import read_old_workbook

    return read_old_workbook(content, name, limits.cells)
