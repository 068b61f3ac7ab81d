"""Start-up checks: what would betray members is refused before the first request."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Sum
from django.utils.module_loading import import_string

from deliberation.env import is_public

SHORTEST_KEY = 50  # signs, as Django's own deployment check
FEWEST_DIFFERENT = 5
# Commit times and logged statements would join a mark and a ballot; so would a second copy of the rows.
# A slow statement is logged with its values: an INSERT of a ballot on a busy evening.
ASKED_OF_POSTGRESQL = {
    "track_commit_timestamp": "off",
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "log_min_duration_sample": "-1",
    "log_transaction_sample_rate": "0",
}


def public_hosts() -> list[str]:
    """The names by which members reach the site from outside: the main one, and those added to it."""
    return [host for host in (settings.PUBLIC_HOST, *settings.MORE_HOSTS) if is_public(host)]


@register(Tags.security)
def check_demo(**kwargs: Any) -> list[CheckMessage]:
    """The demo's sign-in, its movable clock and debug pages stay on a laptop."""
    if not (hosts := public_hosts()):
        return []
    switches = {"DEMO": "LIVRET_DEMO", "CLOCK_MAY_MOVE": "LIVRET_DEMO", "DEBUG": "LIVRET_DEBUG"}
    return [
        Error(
            f"{name} is on, and {hosts[0]} is a public host.",
            hint=f"Unset {variable}, or serve on localhost.",
            id=f"livret.E00{number}",
        )
        for number, (name, variable) in enumerate(switches.items(), start=1)
        if getattr(settings, name)
    ]


@register(Tags.security)
def check_secret_key(**kwargs: Any) -> list[CheckMessage]:
    """A key that can be guessed lets anyone sign in as anyone."""
    key = settings.SECRET_KEY
    weak = len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_DIFFERENT or key.startswith("django-insecure")
    if not weak or not public_hosts():
        return []
    hint = "Unset SECRET_KEY (one is made and kept) or write 50 random signs into SECRET_KEY_FILE."
    return [Error("The secret key is too weak for a public host.", hint=hint, id="livret.E004")]


@register(Tags.security)
def check_second_factor(**kwargs: Any) -> list[CheckMessage]:
    """Whoever reads an organiser's mail must not hold an organiser's rights."""
    if settings.SECOND_FACTOR_DEMANDED or not (hosts := public_hosts()):
        return []
    hint = "Unset LIVRET_SECOND_FACTOR (it is on by itself on a public host), or serve on localhost."
    message = f"No office asks for a second factor, and {hosts[0]} is a public host."
    return [Error(message, hint=hint, id="livret.E007")]


@register(Tags.database)
def check_clock(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """A database whose demo clock was moved holds acts dated in the future: not for real votes."""
    from deliberation.models import ClockOffset

    found: list[CheckMessage] = []
    for alias in databases or ():
        # `migrate` asks before the table is there.
        tables = connections[alias].introspection.table_names()
        if settings.CLOCK_MAY_MOVE or ClockOffset._meta.db_table not in tables:
            continue
        seconds = ClockOffset.objects.using(alias).aggregate(all=Sum("seconds"))["all"] or 0
        if seconds:
            hint = "It is a demo's: start with a new database, or set LIVRET_DEMO=1 on a laptop."
            found.append(
                Error(f"The clock of {alias} was moved by {seconds} s.", hint=hint, id="livret.E005")
            )
    return found


@register(Tags.database)
def check_postgresql(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """PostgreSQL must keep no commit times, no statements and no logical copy: each is a second clock."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        if connection.vendor != "postgresql":
            continue
        with connection.cursor() as cursor:
            for name, wanted in ASKED_OF_POSTGRESQL.items():
                cursor.execute("SELECT current_setting(%s)", [name])
                found += _unless(str(cursor.fetchone()[0]) == wanted, alias, name, wanted)
            cursor.execute(
                "SELECT count(*) FROM pg_replication_slots WHERE slot_type = 'logical' "
                "AND database = current_database()"
            )
            found += _unless(cursor.fetchone()[0] == 0, alias, "logical replication slots", "0")
    return found


@register(Tags.database)
def check_migrations(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """No table is altered while a vote is open: ballots would wait, or be lost with what goes wrong."""
    found: list[CheckMessage] = []
    for alias in () if settings.DEMO else databases or ():
        connection = connections[alias]
        if MigrationRecorder.Migration._meta.db_table not in connection.introspection.table_names():
            continue  # a new installation
        executor = MigrationExecutor(connection)
        if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
            continue
        if any(import_string(name)() for name in settings.NOT_WHILE):
            hint = "Wait for its close, or go back to the sources that opened it."
            found.append(Error("A vote is open, and migrations are due.", hint=hint, id="livret.E008"))
    return found


def _unless(well: bool, alias: str, name: str, wanted: str) -> list[CheckMessage]:
    if well:
        return []
    hint = "It would let whoever holds the database join a voter and a ballot."
    return [Error(f"{name} of {alias} must be {wanted}.", hint=hint, id="livret.E006")]
