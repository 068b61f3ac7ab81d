"""A worker is killed in the middle of a run: nothing half done stays, and the run is taken up again."""

import json
import os
import secrets
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parents[3]
Program = Callable[..., subprocess.CompletedProcess[str]]

pytestmark = pytest.mark.database


@pytest.fixture(scope="module")
def database_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A database of our own, of the kind that the tests run on: other processes must see it."""
    given = os.environ.get("DATABASE_URL", "")
    if not given.startswith("postgres"):
        yield f"sqlite:///{tmp_path_factory.mktemp('crash')}/livret.sqlite3"
        return
    import psycopg

    # Not `connection.settings_dict`: within a session it names the tests' own database.
    name = f"test_crash_{secrets.token_hex(4)}"
    with psycopg.connect(given, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        head, _, query = given.partition("?")
        yield f"{head.rsplit('/', 1)[0]}/{name}?{query}"
        connection.execute(f"DROP DATABASE {name}")


@pytest.fixture(scope="module")
def program(database_url: str) -> Program:
    """Starts `crashing` as a process of its own, on that database and another one of the Valkey."""
    environment = {
        **os.environ,
        "DATABASE_URL": database_url,
        "DJANGO_SETTINGS_MODULE": "deliberation.settings",
        "LIVRET_FOLDER": str(settings.FOLDER),
        "REDIS_URL": settings.REDIS_URL.replace("db=0", "db=1"),
    }

    def start(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "tests.proposals.actions.crashing", *arguments]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)

    prepared = start("prepare")
    assert prepared.returncode == 0, prepared.stderr
    return start


@pytest.mark.parametrize(
    "statement",
    [
        'UPDATE "proposals_run" SET "stage"',
        'INSERT INTO "proposals_placement"',
        'INSERT INTO "journal_entry"',
    ],
)
def test_a_killed_worker_leaves_nothing_half_done(program: Program, statement: str) -> None:
    crashed = program("crash", statement)
    assert crashed.returncode == -signal.SIGKILL, crashed.stderr
    recovered = program("recover")
    assert recovered.returncode == 0, recovered.stderr
    found = json.loads(recovered.stdout)
    assert found["left"] == {"state": "running", "tries": 1, "rows": [0, 0, 0], "resumed_early": 0}
    assert found["resumed"] == 1
    assert (found["after"]["state"], found["after"]["tries"]) == ("done", 2)
    assert found["after"]["rows"][0] == 5
    assert found["after"]["rows"][2] == 51
    assert found["after"]["ended"] == ["run.done"]


@pytest.mark.parametrize(
    ("kind", "statement", "rows"),
    [
        ("trial", 'UPDATE "proposals_wordchange" SET "texts"', [0, 0]),
        ("rival", 'INSERT INTO "proposals_placement"', [3, 51]),
    ],
)
def test_a_killed_worker_leaves_no_half_of_what_questions_a_run(
    program: Program, kind: str, statement: str, rows: list[int]
) -> None:
    crashed = program("crash", statement, kind)
    assert crashed.returncode == -signal.SIGKILL, crashed.stderr
    recovered = program("recover")
    assert recovered.returncode == 0, recovered.stderr
    found = json.loads(recovered.stdout)
    assert found["left"] == {"state": "running", "tries": 1, "rows": [0, 0, 0], "resumed_early": 0}
    assert found["resumed"] == 1
    assert (found["after"]["state"], found["after"]["tries"]) == ("done", 2)
    assert [found["after"]["rows"][0], found["after"]["rows"][2]] == rows
    assert (found["after"]["moved"] is not None) == (kind == "trial")
    assert found["after"]["ended"] == []
