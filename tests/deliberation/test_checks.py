"""What a start-up check refuses."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from pytest_django import Settings

from deliberation import checks, clock
from tests.votes.builders import make_ready, move_to_close, move_to_opening


@pytest.fixture
def public(settings: Settings) -> Settings:
    """A site that members reach from outside."""
    settings.PUBLIC_HOST, settings.CLOCK_MAY_MOVE = "livret.example.org", False
    return settings


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "::1", "demo.localhost"])
def test_a_laptop_may_show_the_demo(settings: Settings, host: str) -> None:
    settings.PUBLIC_HOST, settings.DEMO, settings.DEBUG, settings.SECRET_KEY = host, True, True, "weak"
    assert checks.check_demo() == []
    assert checks.check_secret_key() == []


@pytest.mark.parametrize("host", ["livret.example.org", "10.0.0.7", "localhost.example.org", "notlocalhost"])
@pytest.mark.parametrize("name", ["DEMO", "CLOCK_MAY_MOVE", "DEBUG"])
def test_a_public_host_may_not(public: Settings, host: str, name: str) -> None:
    public.PUBLIC_HOST = host
    setattr(public, name, True)
    (found,) = checks.check_demo()
    assert name in found.msg


@pytest.mark.parametrize("host", ["livret.example.org", ".example.org", "*"])
def test_a_host_added_beside_localhost_is_public_too(settings: Settings, host: str) -> None:
    settings.PUBLIC_HOST, settings.MORE_HOSTS = "localhost", ["127.0.0.1", host]
    settings.DEMO, settings.CLOCK_MAY_MOVE, settings.DEBUG, settings.SECRET_KEY = True, False, False, "weak"
    assert [found.id for found in checks.check_demo()] == ["livret.E001"]
    assert [found.id for found in checks.check_secret_key()] == ["livret.E004"]


@pytest.mark.parametrize("key", ["short", "a" * 60, "django-insecure-" + "abcdefghij" * 6])
def test_a_weak_key_is_refused_in_public(public: Settings, key: str) -> None:
    public.SECRET_KEY = key
    assert [found.id for found in checks.check_secret_key()] == ["livret.E004"]


def test_a_good_key_is_not(public: Settings) -> None:
    public.SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNO"
    assert checks.check_secret_key() == []
    assert checks.check_demo() == []


@pytest.mark.django_db
def test_a_clock_that_was_moved_is_refused_outside_the_demo(settings: Settings) -> None:
    assert checks.check_clock(databases=["default"]) == []
    clock.move(timedelta(hours=3))
    assert checks.check_clock(databases=["default"]) == []  # in the demo it may
    settings.CLOCK_MAY_MOVE = False
    assert [found.id for found in checks.check_clock(databases=["default"])] == ["livret.E005"]
    assert checks.check_clock() == []  # without a database there is nothing to ask


@pytest.mark.django_db
def test_no_migration_runs_while_a_vote_is_open(settings: Settings) -> None:
    vote = make_ready()
    MigrationRecorder.Migration.objects.filter(app="votes").latest("pk").delete()
    assert checks.check_migrations(databases=["default"]) == []
    move_to_opening(vote)
    assert [found.id for found in checks.check_migrations(databases=["default"])] == ["livret.E008"]
    with pytest.raises(SystemCheckError, match="A vote is open"):
        call_command("migrate", verbosity=0, skip_checks=False)
    settings.DEMO = True  # a newer demo may bring its old data along
    assert checks.check_migrations(databases=["default"]) == []
    settings.DEMO = False
    move_to_close(vote)
    assert checks.check_migrations(databases=["default"]) == []


@pytest.mark.django_db
@pytest.mark.database
def test_the_database_keeps_no_second_clock() -> None:
    assert checks.check_postgresql(databases=["default"]) == []
    if connection.vendor != "postgresql":
        return
    for name, value in (("log_statement", "all"), ("log_min_duration_statement", "500")):
        with connection.cursor() as cursor:
            cursor.execute(f"SET {name} = '{value}'")
        found = checks.check_postgresql(databases=["default"])
        assert name in found[-1].msg


def test_a_public_host_asks_every_office_for_a_second_factor(public: Settings) -> None:
    public.SECOND_FACTOR_DEMANDED = False
    assert [found.id for found in checks.check_second_factor()] == ["livret.E007"]
    public.SECOND_FACTOR_DEMANDED = True
    assert checks.check_second_factor() == []


def test_a_laptop_need_not(settings: Settings) -> None:
    settings.PUBLIC_HOST, settings.MORE_HOSTS, settings.SECOND_FACTOR_DEMANDED = "localhost", [], False
    assert checks.check_second_factor() == []


@pytest.mark.parametrize(
    ("environ", "demanded"),
    [({}, False), ({"LIVRET_ADDRESS": "https://livret.example.org"}, True),
     ({"LIVRET_HOSTS": "livret.example.org"}, True), ({"LIVRET_SECOND_FACTOR": "1"}, True),
     ({"LIVRET_ADDRESS": "https://livret.example.org", "LIVRET_SECOND_FACTOR": "0"}, False),
     ({"LIVRET_DEMO": "1"}, False)],
)  # fmt: skip
def test_it_is_on_by_itself_wherever_members_come_from_outside(
    environ: dict[str, str], demanded: bool, tmp_path: Path
) -> None:
    ask = "from deliberation import settings; print(settings.SECOND_FACTOR_DEMANDED)"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LIVRET_")}
    told = {**kept, "LIVRET_FOLDER": str(tmp_path), **environ}
    said = subprocess.run([sys.executable, "-c", ask], env=told, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == str(demanded)


def test_no_two_checks_have_one_code() -> None:
    """Two that did were written side by side once: an operator looked up the wrong one."""
    codes = re.findall(r'id="(livret\.E\d+)"', Path(checks.__file__).read_text())
    assert len(codes) > 3
    assert len(codes) == len(set(codes))
