"""`python -m bench.register [--members N...]`: a register of so many members, from its file to a frozen roll.

Each step runs in a process of its own on one SQLite file: the file read and imported, imported again as
it is, a roll prepared on conditions, the roll frozen. Ends with one line of JSON. What the figures mean is
told in `docs/bench.md`.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random

from bench.arguments import positive
from bench.ballots import place
from bench.clock import cpu_seconds, peak_megabytes
from bench.tables import table

MEMBERS = (20_000, 135_000)
GROUPS = 150
STEPS = ("imported", "again", "prepared", "frozen")
FIRST_DAY = date(2015, 1, 1)


def write_register(target: Path, members: int) -> None:
    """A register as an organisation exports it; one member in a thousand joins under a name known already."""
    lots = Random(f"register {members}")
    with target.open("w", newline="", encoding="utf-8") as file:
        lines = csv.writer(file)
        lines.writerow(("email", "name", "reference", "group", "joined_on", "left_on", "paid_until", "phone"))
        for number in range(members):
            name = number if lots.randrange(1000) else lots.randrange(members)
            joined = FIRST_DAY + timedelta(days=lots.randrange(3_900))
            lines.writerow(
                (
                    f"m{number}@example.org", f"Prénom{name % 4001} Nom{name}", f"R-{number:06}",
                    f"Groupe {lots.randrange(GROUPS)}", joined.isoformat(), "",
                    "2027-12-31" if lots.randrange(10) else "2020-12-31", f"06{number:08}",
                )
            )  # fmt: skip


def imported(file: str) -> dict[str, float]:
    """Read the file and bring the register up to date, as the command does."""
    from deliberation.core.actors import OPERATOR
    from deliberation.members.importing import import_members, register_in

    done = import_members(OPERATOR, register_in(Path(file)))
    return {"new": done.new, "unchanged": done.unchanged, "doubles": done.doubles}


def prepared(_file: str) -> dict[str, float]:
    """A seat for each member who fulfils the conditions: two years of membership, and paid up."""
    from tests.votes.builders import make_scheduled, make_voters, two_organisers
    from votes.actions.rolling import prepare_roll
    from votes.actions.scheduling import confirm_vote
    from votes.core.electorate import Conditions

    first, second = two_organisers()
    make_voters(20)
    vote = make_scheduled(by=first, conditions=Conditions(membership_days=730, paid_up=True))
    confirm_vote(second, vote)
    started = cpu_seconds()
    roll = prepare_roll(first, vote)
    return {"seats": roll.seats, "vote": vote.pk, "act": cpu_seconds() - started}


def frozen(_file: str) -> dict[str, float]:
    """All recomputed, and the root published, by the other organiser."""
    from deliberation.members.access import person_for
    from votes.actions.rolling import freeze_roll
    from votes.models import Vote

    vote = Vote.objects.latest("pk")
    assert vote.confirmed_by is not None  # noqa: S101  (the step before confirmed it)
    freeze_roll(person_for(vote.confirmed_by), vote)
    return {"seats": Vote.objects.get(pk=vote.pk).roll_seats}


DO: dict[str, Callable[[str], dict[str, float]]] = {
    "imported": imported, "again": imported, "prepared": prepared, "frozen": frozen,
}  # fmt: skip


def measure(members: int) -> dict[str, dict[str, float]]:
    """Each step of one register, by its name."""
    with place("sqlite") as there:
        file = there.folder / "register.csv"
        write_register(file, members)
        return {step: there.run("bench.register", "--step", step, "--file", str(file)) for step in STEPS}


def report(members: int, found: dict[str, dict[str, float]]) -> str:
    """A table of the steps."""
    rows = [
        [step, *(f"{told[key]:.1f}" for key in ("seconds", "cpu", "peak"))] for step, told in found.items()
    ]
    return f"{members:,} members\n{table(('step', 'seconds', 'CPU s', 'peak MB'), rows)}"


def _step(name: str, file: str) -> None:
    import django

    django.setup()
    started, spent = time.monotonic(), cpu_seconds()
    told = DO[name](file)
    took = {"seconds": time.monotonic() - started, "cpu": cpu_seconds() - spent, "peak": peak_megabytes()}
    sys.stdout.write(json.dumps({**took, **told}) + "\n")


def main(given: Sequence[str] | None = None) -> None:
    """Measure, and print; or do one step in this process."""
    parser = argparse.ArgumentParser("bench.register", description=__doc__)
    parser.add_argument("--members", type=positive, nargs="+", default=list(MEMBERS))
    parser.add_argument("--step", choices=STEPS, help=argparse.SUPPRESS)
    parser.add_argument("--file", help=argparse.SUPPRESS)
    options = parser.parse_args(given)
    if options.step:
        _step(options.step, options.file)
        return
    told = {}
    for members in options.members:
        found = measure(members)
        sys.stdout.write(report(members, found) + "\n\n")
        sys.stdout.flush()
        told[str(members)] = {step: round(each["cpu"], 2) for step, each in found.items()}
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
