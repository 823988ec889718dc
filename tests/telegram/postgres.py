"""A PostgreSQL of our own for one test, when the machine has one. It refuses to run as root."""

import contextlib
import os
import shutil
import subprocess
import tempfile

from stage import free_port

MISSING = shutil.which("initdb") is None or (os.getuid() == 0 and shutil.which("runuser") is None)


@contextlib.contextmanager
def postgres():
    """Yield the SQLAlchemy URL of an empty database."""
    folder = tempfile.mkdtemp(prefix="cnaim-pg-")
    as_user = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    if as_user:
        shutil.chown(folder, "postgres")
    port = free_port()

    def run(*command: str) -> None:
        subprocess.run([*as_user, *command], check=True, capture_output=True, cwd=folder)

    try:
        run("initdb", "-D", f"{folder}/data", "-A", "trust", "-U", "cnaim", "--no-sync")
        run("pg_ctl", "-D", f"{folder}/data", "-w", "-l", f"{folder}/log", "-o", f"-p {port} -c listen_addresses=127.0.0.1 -k {folder} -F", "start")
        try:
            yield f"postgresql://cnaim@127.0.0.1:{port}/postgres"
        finally:
            run("pg_ctl", "-D", f"{folder}/data", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
