"""`python -m ingest`: the commands of `ingest/cli.py`. A reader's process starts before they are imported."""

import gc
import sys

from ingest.apart.reader_process import end_unused, start_early

if __name__ == "__main__":
    if sys.argv[1:2] in (["check"], ["add"]) and "--help" not in sys.argv:
        start_early()
        from ingest.commands import app
    else:
        from ingest.cli import app

    try:
        app(prog_name="python -m ingest")
    finally:
        end_unused()
        gc.freeze()  # going through all objects once more before they go takes an eighth of a second
