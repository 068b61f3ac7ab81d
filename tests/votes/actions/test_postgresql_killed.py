"""K4, the server's side: PostgreSQL itself dies in the commit of a cast, by signal 9, and comes back.

What SQLite does in its place is in `test_killed.py`: there the database dies with the process.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.urls import reverse
from pytest_django import Settings

from deliberation import fault
from deliberation.core.errors import RuleBroken
from deliberation.members.models import Member
from tests.on_postgresql import debian_binaries, debian_cluster
from tests.restoring import load, take_backup
from tests.serving import Visit, serving, signed_in
from tests.votes.builders import cast, code_of, make_open, make_voters, questions_of
from votes.actions.checking import broken_invariants, lost_receipts
from votes.models import Ballot, Mark, Question

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]
IN_TIME = 5.0  # seconds for an answer while the database is away
COMES_BACK = 30.0


@pytest.fixture
def question(settings: Settings, tmp_path: Path) -> Iterator[Question]:
    """An open question with six voters, committed for good."""
    settings.STORE = tmp_path / "store"
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET synchronous_commit = on")
    make_voters(6)
    yield questions_of(make_open())[0]
    fault.watch(None)


def come_back() -> None:
    """Wait until the database answers again."""
    until = time.monotonic() + COMES_BACK
    while True:
        connection.close()
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
                return
        except Exception:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)


def kill_the_server_in_the_commit(after: float) -> None:
    """Signal 9 to the process of PostgreSQL that serves us, so long after the ballot is written."""

    def watcher(point: str) -> None:
        if point == "cast.after-ballot":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                process = int(cursor.fetchone()[0])
            if after:
                threading.Timer(after, os.kill, (process, signal.SIGKILL)).start()
            else:
                os.kill(process, signal.SIGKILL)

    fault.watch(watcher)


class PerhapsNotStored(Exception):
    """The voter was told to send the same form again."""


def tracker_of(voter: Member, question: Question, code: str) -> str:
    """The tracker on the receipt, if one was shown."""
    try:
        return cast(voter, question, "m1", code=code).tracker
    except RuleBroken as refusal:
        if refusal.code == "ballot.perhaps-not-stored":
            raise PerhapsNotStored from refusal
        raise


@pytest.mark.parametrize("after", [0.0, 0.0005, 0.002])
def test_a_server_killed_in_the_commit_leaves_both_rows_or_none_and_a_retry_is_safe(
    question: Question, after: float
) -> None:
    if connection.vendor != "postgresql":
        return
    voter, code = Member.objects.filter(display_name__startswith="Membre").order_by("pk")[0], code_of("mine")
    kill_the_server_in_the_commit(after)
    shown = []
    with contextlib.suppress(PerhapsNotStored):
        shown = [tracker_of(voter, question, code)]
    fault.watch(None)
    time.sleep(0.05)  # a late signal ends another connection of ours, not the next test's
    come_back()
    assert Mark.objects.count() == Ballot.objects.count() <= 1
    assert broken_invariants() == lost_receipts(question, shown) == []
    receipt = cast(voter, question, "m1", code=code)
    assert Ballot.objects.get().tracker == receipt.tracker
    assert broken_invariants() == []


class Cluster:
    """A private PostgreSQL that may be stopped at once, killed, and started again."""

    def __init__(self, url: str) -> None:
        self.folder = Path(url.partition("host=")[2])
        self.user = "postgres" if os.geteuid() == 0 else None

    def run(self, name: str, *arguments: str) -> str:
        binaries = debian_binaries()
        assert binaries is not None
        done = subprocess.run([str(binaries / name), *arguments], check=True, user=self.user, cwd="/",
                              stdout=subprocess.PIPE, text=True)  # fmt: skip
        return done.stdout.strip()

    def stop_at_once(self) -> None:
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "stop")

    def kill(self) -> None:
        """Signal 9 to the first process: no other is told."""
        first = (self.folder / "data" / "postmaster.pid").read_text().split()[0]
        os.kill(int(first), signal.SIGKILL)

    def start(self) -> None:
        options = f"-k {self.folder} -c listen_addresses='' -c fsync=off"
        log = str(self.folder / "log")
        command = ["pg_ctl", "-D", str(self.folder / "data"), "-w", "-l", log, "-o", options, "start"]
        for _ in range(50):  # what the killed one left may still be ending
            try:
                # Its output would hold our pipe open as long as it runs.
                subprocess.run([str(debian_binaries()) + "/" + command[0], *command[1:]], check=True,
                               user=self.user, cwd="/", stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)  # fmt: skip
                return
            except subprocess.CalledProcessError:
                time.sleep(0.2)
        raise AssertionError((self.folder / "log").read_text()[-2000:])

    def marks_and_ballots(self) -> tuple[int, int]:
        """How many there are of each."""
        counting = "SELECT (SELECT count(*) FROM votes_mark), (SELECT count(*) FROM votes_ballot)"
        found = self.run("psql", "-h", str(self.folder), "-U", "livret", "-At", "-c", counting, "livret")
        marks, ballots = found.split("|")
        return int(marks), int(ballots)


def send(visit: Visit, question: Question, code: str) -> tuple[int, str]:
    """A ballot sent to the running server; how long the answer took is asserted."""
    address, begun = reverse("ballot-cast", args=[question.vote.slug, question.slug]), time.monotonic()
    answer = visit.post(address, {"choices": "m1", "code": code})
    assert time.monotonic() - begun < IN_TIME
    return answer


def test_while_postgresql_is_gone_the_site_says_so_in_time_and_comes_back_by_itself(
    question: Question, tmp_path: Path
) -> None:
    binaries = debian_binaries()
    if connection.vendor != "postgresql" or binaries is None:
        return
    voters = list(Member.objects.filter(display_name__startswith="Membre").order_by("pk"))
    visits = [signed_in(0, voter) for voter in voters]
    backup = take_backup(tmp_path)
    with debian_cluster(binaries) as url, serving(url) as port:
        cluster = Cluster(url)
        load(backup, host=str(cluster.folder), name="livret")
        cluster.stop_at_once()
        cluster.start()  # as in production: what is acknowledged is written
        for visit in visits:
            visit.port = port
            assert visit.get(reverse("ballot", args=[question.vote.slug, question.slug]))[0] == 200
        for crash in (cluster.stop_at_once, cluster.kill):
            crash()
            status, page = send(visits[0], question, code_of(0))
            assert status == 503
            assert "La base de données ne répond pas" in page
            cluster.start()
        assert send(visits[0], question, code_of(0))[0] == 200
        shown = 1
        killer = threading.Timer(0.05, cluster.kill)
        killer.start()
        for place, visit in enumerate(visits[1:], start=1):
            shown += send(visit, question, code_of(place))[0] == 200
        killer.join()
        cluster.start()
        marks, ballots = cluster.marks_and_ballots()
        assert shown <= marks == ballots
        for place, visit in enumerate(visits):  # the same forms again: each its receipt
            assert send(visit, question, code_of(place))[0] == 200
        assert cluster.marks_and_ballots() == (len(visits), len(visits))
