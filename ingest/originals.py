"""The original files, kept in the lake's folder under their sha256, and uploads that are not finished yet."""

from __future__ import annotations

import hashlib
import os
import threading
from pathlib import Path

from schema.errors import LakeError
from schema.lake import Lake

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
        raise LakeError(
            f"{path.parent} cannot be written: {error.strerror}. Nothing was stored; see who may write there."
        ) from error


def _path(lake: Lake, sha256: str) -> Path | None:
    """Where an original is kept; None where the lake has no folder of its own."""
    is_name = len(sha256) == 64 and all(sign in "0123456789abcdef" for sign in sha256)
    return lake.folder / _FOLDER / sha256 if lake.folder and is_name else None


def keep(lake: Lake, content: bytes) -> None:
    """Keep the bytes of a document. The same bytes are kept once.

    Raises:
        LakeError: if they cannot be written.
    """
    path = _path(lake, digest_of(content))
    if path and not path.exists():
        write_whole(path, content)


def original(lake: Lake, sha256: str) -> bytes | None:
    """The bytes of a document, or None if they were not kept or are no longer what they were."""
    path = _path(lake, sha256)
    try:
        content = path.read_bytes() if path else b""
    except OSError:
        return None
    return content if digest_of(content) == sha256 else None
