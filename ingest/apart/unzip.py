"""A zip of plans, as the files in it. Names in it are never used as paths."""

from __future__ import annotations

import io
import zipfile

from ingest.apart.arms_length import safe_name
from schema.errors import DocumentError
from schema.settings import Limits

_OFFICE = ("word/document.xml", "xl/workbook.xml", "xl/workbook.bin", "ppt/presentation.xml", "mimetype")
_LEFT_OUT = ("__macosx/", ".ds_store", "thumbs.db")
_MB = 1024 * 1024
_MOST_ENTRIES = 20_000


def is_zip_of_files(content: bytes) -> bool:
    """Whether some bytes are a zip of files, rather than a Word, Excel or OpenDocument file, which are zips too."""
    if not content.startswith(b"PK\x03\x04"):
        return False
    if _entries(content) > _MOST_ENTRIES:
        return True
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return not set(archive.namelist()) & set(_OFFICE)
    except Exception:  # a broken archive fails in many ways; the reader of its kind says so
        return False


def _entries(content: bytes) -> int:
    """How many entries a zip says it has, from its last record, before any is listed."""
    end = content.rfind(b"PK\x05\x06", max(0, len(content) - 70_000))
    return int.from_bytes(content[end + 10 : end + 12], "little") if end >= 0 else 0


def files_of(content: bytes, name: str, limits: Limits) -> list[tuple[str, bytes]]:
    """(name, bytes) of each file in a zip; of any other file, itself.

    Raises:
        DocumentError: if the zip is broken, encrypted, empty, or holds too much.
    """
    if not is_zip_of_files(content):
        return [(safe_name(name), content)]
    if _entries(content) > _MOST_ENTRIES:
        raise DocumentError(f"{safe_name(name)} holds too many files. Add fewer plans at once.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [member for member in archive.infolist() if _is_file(member)]
            _check(members, name, limits)
            return [(safe_name(member.filename), archive.read(member)) for member in members]
    except DocumentError:
        raise
    except Exception as error:  # a broken archive fails in many ways
        raise DocumentError(
            f"{safe_name(name)} is a broken zip file. Zip the plans again, or add them one by one."
        ) from error


def _is_file(member: zipfile.ZipInfo) -> bool:
    return not member.is_dir() and not any(part in member.filename.lower() for part in _LEFT_OUT)


def _check(members: list[zipfile.ZipInfo], name: str, limits: Limits) -> None:
    if not members:
        raise DocumentError(f"{name} is an empty zip file. Add a zip that holds plans.")
    if any(member.flag_bits & 1 for member in members):
        raise DocumentError(f"{name} is encrypted. Zip the plans without a password.")
    if len(members) > limits.files:
        raise DocumentError(
            f"{name} holds {len(members):,} files; at most {limits.files:,} are read. Add fewer at once."
        )
    if sum(member.file_size for member in members) > limits.unpacked_mb * _MB:
        raise DocumentError(f"{name} would unpack to more than {limits.unpacked_mb} MB. Add fewer plans at once.")
