"""A PostgreSQL server of its own for tests: on loopback, below a temporary folder, ended when it is let go of."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from tests.browser import free_port


def programs() -> Path | None:
    """Where Debian's package has the server's programs, or None: they run as the user `postgres`, which only root may become."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found and shutil.which("runuser") and os.geteuid() == 0 else None


WHY_NOT = "no PostgreSQL server to start (Debian's package postgresql) or not root"


@contextmanager
def server() -> Iterator[tuple[str, Path]]:
    """(the connection string of an empty database, a folder for files); both are gone afterwards."""
    home = Path(tempfile.mkdtemp(prefix="postgres-"))  # not below pytest's folder, which is for root alone
    where, port = programs(), free_port()
    shutil.chown(home, "postgres")

    def as_postgres(*command: str) -> None:
        subprocess.run(
            ["runuser", "-u", "postgres", "--", *command], check=True, capture_output=True, timeout=60, cwd="/"
        )

    as_postgres(f"{where}/initdb", "-D", f"{home}/db", "--auth=trust")
    options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={home} -c fsync=off"
    as_postgres(f"{where}/pg_ctl", "-D", f"{home}/db", "-w", "-o", options, "-l", f"{home}/log", "start")
    try:
        yield f"postgres:dbname=postgres user=postgres host=127.0.0.1 port={port}", home
    finally:
        as_postgres(f"{where}/pg_ctl", "-D", f"{home}/db", "-m", "fast", "stop")
        shutil.rmtree(home)


def new_database(address: str) -> str:
    """The connection string of a new, empty database on a server."""
    name = f"lake_{uuid4().hex}"
    port = address.rsplit("port=", 1)[1]
    command = ["psql", "-q", "-h", "127.0.0.1", "-p", port, "-U", "postgres", "-c", f"create database {name}"]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    return address.replace("dbname=postgres", f"dbname={name}")
