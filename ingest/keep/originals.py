"""The original files, kept in the lake's folder under their sha256, and uploads that are not finished yet."""

from __future__ import annotations

import hashlib
import os
import threading
from pathlib import Path

from schema.errors import LakeError
from schema.lake import Lake, disk_full, is_full

_FOLDER = "originals"


def digest_of(content: bytes) -> str:
    """The sha256 of some bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all.

    Raises:
        LakeError: if it cannot be written.
    """
    part = path.parent / f".part-{os.getpid()}-{threading.get_ident()}-{path.name}"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(content)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        if is_full(error):
            raise LakeError(disk_full(str(path.parent))) from error
        raise LakeError(
            f"{path.parent} cannot be written: {error.strerror}. Nothing was stored; see who may write there."
        ) from error


def _path(lake: Lake, sha256: str) -> Path | None:
    """Where an original is kept; None where the lake has no folder of its own."""
    return lake.folder / _FOLDER / sha256 if lake.folder and _is_digest(sha256) else None


def keep(lake: Lake, content: bytes) -> bool:
    """Keep the bytes of a document, and say whether they were not there. The same bytes are kept once.

    Raises:
        LakeError: if they cannot be written.
    """
    path = _path(lake, digest_of(content))
    if path is None or path.exists():
        return False
    write_whole(path, content)
    return True


def kept(lake: Lake) -> list[Path]:
    """The files of all originals that a lake keeps, in a fixed order; none where it has no folder of its own."""
    folder = lake.folder / _FOLDER if lake.folder else None
    try:
        return sorted(path for path in folder.iterdir() if _is_digest(path.name)) if folder and folder.is_dir() else []
    except OSError as error:
        raise LakeError(f"{folder} cannot be read: {error.strerror}. See who may read it.") from error


def kept_of(lake: Lake, document_id: str) -> bytes | None:
    """The bytes of the document with an id, which begins its sha256; None if they were not kept whole."""
    names = [path.name for path in kept(lake) if path.name.startswith(document_id)]
    return original(lake, names[0]) if len(names) == 1 else None


def _is_digest(name: str) -> bool:
    return len(name) == 64 and all(sign in "0123456789abcdef" for sign in name)


def original(lake: Lake, sha256: str) -> bytes | None:
    """The bytes of a document, or None if they were not kept or are no longer what they were."""
    path = _path(lake, sha256)
    try:
        content = path.read_bytes() if path else b""
    except OSError:
        return None
    return content if digest_of(content) == sha256 else None
