"""Archives are looked at before anything in them is unpacked: how large they would be, what they hold."""

from __future__ import annotations

import re
import zipfile

from schema.errors import DocumentError
from schema.settings import Limits

_MB = 1024 * 1024
_MOST_MEMBERS = 20_000
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_ODF = (b"application/vnd.oasis.opendocument.text", b"application/vnd.oasis.opendocument.spreadsheet")
_LOOK = 1_000_000


def checked_archive(archive: zipfile.ZipFile, name: str, limits: Limits) -> None:
    """See that an archive can be unpacked safely.

    Raises:
        DocumentError: if it is encrypted, would unpack to more than the limit, or declares XML entities.
    """
    members = archive.infolist()
    if any(member.flag_bits & 1 for member in members):
        raise DocumentError(f"{name} is encrypted. Open it, save it without a password, and add that.")
    if sum(member.file_size for member in members) > limits.unpacked_mb * _MB or len(members) > _MOST_MEMBERS:
        raise DocumentError(
            f"{name} would unpack to more than {limits.unpacked_mb} MB, so it was not opened. "
            "Save the action plan alone as a new file and add that."
        )
    for member in members:
        if member.filename.endswith((".xml", ".rels")):
            _check_xml(archive.read(member), name)


def _check_xml(content: bytes, name: str) -> None:
    if _ENTITY.search(content[:_LOOK]):
        raise DocumentError(
            f"{name} declares XML entities, which no office program writes, so it was not opened. "
            "Open it in its own program, save it again, and add that."
        )


def kind_of_archive(archive: zipfile.ZipFile, name: str) -> str:
    """'word', 'workbook' or 'open document'.

    Raises:
        DocumentError: for any other archive.
    """
    names = set(archive.namelist())
    if "word/document.xml" in names:
        return "word"
    if "xl/workbook.xml" in names:
        return "workbook"
    if "mimetype" in names and archive.read("mimetype").strip().startswith(_ODF):
        if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise DocumentError(f"{name} is encrypted. Open it, save it without a password, and add that.")
        return "open document"
    if "xl/workbook.bin" in names:
        raise DocumentError(f"{name} is a binary workbook (.xlsb), which is not read. Save it as .xlsx and add that.")
    if any(entry.startswith("ppt/") for entry in names):
        raise DocumentError(f"{name} is a presentation, which is not read. Save it as PDF and add that.")
    raise DocumentError(f"{name} is a zip file that holds no plan of its own. Unpack it and add the files in it.")
