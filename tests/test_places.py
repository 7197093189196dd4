"""Where a lake lies: moved, without its catalogue, on a mount that cannot be written, on a full disk."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.keep.store import store
from schema.errors import LakeError
from schema.lake import Lake, disk_full, is_full
from tests import postgres
from tests.test_upkeep import content_of, read, rows


@pytest.mark.parametrize("how", ["gone", "empty"])
def test_files_without_their_catalogue_are_never_an_empty_lake(tmp_path, how):
    with Lake(str(tmp_path / "lake")) as lake:
        store(lake, read("Rowan"), content_of("Rowan"))
    for path in (tmp_path / "lake").glob("catalogue.sqlite*"):
        path.unlink() if how == "gone" else path.write_bytes(b"")
    for create in (True, False):
        with pytest.raises(LakeError, match="has lost its catalogue"):
            Lake(str(tmp_path / "lake"), create=create)


@pytest.mark.thorough
def test_a_postgres_lake_that_lost_its_tables_is_never_an_empty_one(tmp_path, database):
    if database is None:
        pytest.skip(postgres.WHY_NOT)
    (tmp_path / "rows" / "originals").mkdir(parents=True)
    (tmp_path / "rows" / "originals" / ("0" * 64)).write_bytes(b"x")
    with pytest.raises(LakeError, match="has lost its catalogue"):
        Lake(f"{postgres.new_database(database[0])} data_path={tmp_path / 'rows'}")


mount = pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("mount"), reason="only root can mount a folder")


@pytest.fixture
def mounted(tmp_path) -> Iterator[Path]:
    """A folder of three megabytes; skips where the machine lets nobody mount."""
    place = tmp_path / "mounted"
    place.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", place], check=False, capture_output=True
    ).returncode:
        pytest.skip("this machine lets nobody mount a folder")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


@mount
def test_a_lake_that_cannot_be_written_can_be_read(mounted):
    with Lake(str(mounted / "lake")) as lake:
        store(lake, read("Rowan"), content_of("Rowan"))
        whole = rows(lake)
    subprocess.run(["mount", "-o", "remount,ro", mounted], check=True)
    with Lake(str(mounted / "lake"), create=False) as lake:
        assert rows(lake) == whole
        with pytest.raises(LakeError, match="lies where nothing can be written"):
            store(lake, read("Hazel"))


@mount
@pytest.mark.thorough
def test_a_full_disk_is_said_to_be_full_and_nothing_is_half_written(mounted):
    with Lake(str(mounted / "lake")) as lake:
        store(lake, read("Rowan"), content_of("Rowan"))
        whole = rows(lake)
        with (mounted / "filler").open("wb", buffering=0) as filler, pytest.raises(OSError, match="No space left"):
            while True:
                filler.write(b"x" * 4096)
        with pytest.raises(LakeError, match=r"The disk of .* is full, so nothing was stored"):
            store(lake, read("Hazel"), content_of("Hazel"))
        (mounted / "filler").unlink()
        assert rows(lake) == whole
        assert store(lake, read("Hazel"), content_of("Hazel")).is_new


def test_what_the_system_says_of_a_full_disk_is_understood():
    assert is_full(OSError(28, "No space left on device"))
    assert not is_full(OSError(13, "Permission denied"))
    assert disk_full("x").endswith("try again.")
