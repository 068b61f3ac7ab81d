"""`python -m bench.held`: casts that come at a steady rate to the real server, and how long members wait.

`manage.py serve` as an operator starts it, on a database of its own; members signed in; the form that the
page for reading over holds, with its token; the receipt read to its end. Each second brings `--rate` casts,
whether those before were answered or not. Ends with one line of JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench.arguments import positive, rate
from bench.ballots import DATABASES, Place, place
from bench.load import Posted, Told, send_all
from bench.tables import table

QUESTIONS = 7
LONGEST_START = 60  # seconds
WARMING = 5  # seconds of casts before those that are timed: a server that just started reads its templates
RECEIPT = "Votre bulletin est dans l’urne".encode()


def prepare(voters: int, there: Place) -> list[Posted]:
    """An open vote, and the forms of so many voters on each of its questions, question by question."""
    listed = there.folder / "forms.json"
    there.run("bench.held", "--forms", str(listed), "--voters", str(voters))
    return [Posted(*each) for each in json.loads(listed.read_text())]


def write_forms(voters: int, target: Path) -> None:
    """In a process with Django: make the vote, sign in its voters, write what each will send."""
    import django

    django.setup()
    from urllib.parse import urlencode

    from django.conf import settings
    from django.middleware.csrf import _get_new_csrf_string
    from django.urls import reverse

    from bench.box import OPTIONS
    from bench.casting import clients
    from tests.votes.builders import code_of, make_frozen_campaign, make_open, make_voters, questions_of

    members = make_voters(voters)
    booklets = [
        (f"Livret {number}", [f"Mesure {place} du livret {number}" for place in range(OPTIONS)])
        for number in range(1, QUESTIONS)
    ]
    questions = questions_of(make_open(make_frozen_campaign(booklets)))
    browsers = clients(members)
    forms = []
    for question in questions:
        path = reverse("ballot-cast", args=[question.vote.slug, question.slug])
        choice = question.options.all()[0].code
        for number, browser in enumerate(browsers):
            token, session = _get_new_csrf_string(), browser.cookies[settings.SESSION_COOKIE_NAME].value
            fields = {"csrfmiddlewaretoken": token, "choices": choice, "code": code_of((question.pk, number))}
            cookies = f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={token}"
            forms.append((path, cookies, urlencode(fields)))
    target.write_text(json.dumps(forms))
    print(json.dumps({"forms": len(forms)}))


@contextmanager
def served(there: Place, port: int, web_processes: int) -> Iterator[int]:
    """`manage.py serve` on this port; yields the number of its process."""
    environ = {**os.environ, **there.environ(), "LIVRET_ADDRESS": f"http://localhost:{port}"}
    environ.pop("REDIS_URL", None)
    command = [sys.executable, "manage.py", "serve", "--port", str(port)]
    if there.name == "postgresql":
        command += ["--web-processes", str(web_processes)]
    with (there.folder / "serve.log").open("wb") as log:
        server = subprocess.Popen(command, env=environ, stdout=log, stderr=log)
    try:
        _wait_for(port)
        yield server.pid
    finally:
        server.terminate()
        server.wait(10)


def _wait_for(port: int) -> None:
    until = time.monotonic() + LONGEST_START
    while True:
        try:
            urllib.request.urlopen(f"http://localhost:{port}/", timeout=5).close()
            return
        except (urllib.error.URLError, OSError):
            if time.monotonic() > until:
                raise
            time.sleep(0.3)


def hold(database: str, rate: float, seconds: float, port: int, web_processes: int) -> Told:
    """Casts at this rate for so long, on a fresh server with this database."""
    casts, warm = round(rate * seconds), round(rate / 2 * WARMING)
    with place(database) as there:
        forms = prepare(-(-(casts + warm) // QUESTIONS), there)
        with served(there, port, web_processes):
            time.sleep(WARMING)  # the other processes start after the first page
            send_all(port, forms[:warm], rate / 2, RECEIPT)
            return send_all(port, forms[warm : warm + casts], rate, RECEIPT)


def report(found: dict[str, Told]) -> str:
    """A table: what members waited, in milliseconds, and what they were answered."""
    rows = [
        [
            name, f"{told.rate:.1f}", *(f"{told.percentile(share):.0f}" for share in (0.5, 0.95, 0.99, 1)),
            ", ".join(f"{said}: {count}" for said, count in told.answers.most_common()),
        ]
        for name, told in found.items()
    ]  # fmt: skip
    return table(("", "casts a second", "p50 ms", "p95 ms", "p99 ms", "longest", "answers"), rows)


def arguments(given: Sequence[str] | None = None) -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(prog="python -m bench.held", description=__doc__)
    parser.add_argument("--rate", type=rate, default=50, help="casts a second")
    parser.add_argument("--seconds", type=rate, default=60)
    parser.add_argument("--databases", nargs="+", choices=DATABASES, default=DATABASES)
    parser.add_argument("--port", type=int, default=8700)
    parser.add_argument("--web-processes", type=positive, default=2, help="on PostgreSQL; SQLite has one")
    parser.add_argument("--forms", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--voters", type=int, help=argparse.SUPPRESS)
    return parser.parse_args(given)


def main(given: Sequence[str] | None = None) -> int:
    """Hold the rate on each database, print a table, then the line of JSON."""
    asked = arguments(given)
    if asked.forms:
        write_forms(asked.voters, asked.forms)
        return 0
    found = {}
    for name in asked.databases:
        print(f"{name}: load of the machine {os.getloadavg()[0]:.1f} before", flush=True)
        found[name] = hold(name, asked.rate, asked.seconds, asked.port, asked.web_processes)
        print(f"{name}: load of the machine {os.getloadavg()[0]:.1f} after", flush=True)
    print(report(found))
    worst = {
        "rate": min(told.rate for told in found.values()),
        **{
            f"p{share}_ms": max(told.percentile(share / 100) for told in found.values())
            for share in (50, 95, 99)
        },
    }
    failed = sum(count for told in found.values() for said, count in told.answers.items() if said != "200")
    print(json.dumps({**{name: round(value, 1) for name, value in worst.items()}, "failed": failed}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
