"""`python -m bench.ballots [--ballots N]`: what a large vote costs: seal and count, pack, verify; and a cast.

Ends with one line of JSON. What each figure means is told in `docs/bench.md`.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import log
from pathlib import Path

from bench.arguments import positive
from bench.tables import table
from tests.on_postgresql import cluster

SEATS_PER_BALLOT = 135_000 / 80_000
DATABASES = ("sqlite", "postgresql")
SIZES = (10_000, 20_000, 40_000, 80_000, 160_000)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a bench keeps its vote: the address of a database, and a folder."""

    name: str
    url: str
    folder: Path

    def environ(self) -> dict[str, str]:
        """What a process needs to work there."""
        return {
            **os.environ,
            "DATABASE_URL": self.url,
            "LIVRET_FOLDER": str(self.folder),
            "DJANGO_SETTINGS_MODULE": "deliberation.settings",
            "LIVRET_DEMO": "1",  # its clock moves through the days of a vote
            "LIVRET_LOG": "ERROR",
        }

    def run(self, module: str, *arguments: str) -> dict[str, float]:
        """Run a step in a process of its own; what its last line tells."""
        command = [sys.executable, "-m", module, *arguments]
        done = subprocess.run(command, env=self.environ(), stdout=subprocess.PIPE, check=True)
        told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
        return told


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds (as the clock ran, and of processors) and the peak of memory, of each of the three steps."""

    ballots: int
    seal: dict[str, float]
    pack: dict[str, float]
    verify: dict[str, float]

    @property
    def steps(self) -> dict[str, dict[str, float]]:
        """The three by their names."""
        return {"seal and count": self.seal, "pack": self.pack, "verify": self.verify}

    @property
    def cpu(self) -> float:
        """Processor seconds of all three, the database's included."""
        return sum(step["cpu"] + step.get("server_cpu", 0.0) for step in self.steps.values())


@contextmanager
def place(database: str) -> Iterator[Place]:
    """A migrated database of this kind in a folder of its own, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="livret-bench-") as folder:
        if database == "sqlite":
            yield _migrated(Place(database, f"sqlite:///{folder}/bench.sqlite3", Path(folder)))
        else:
            with cluster() as url:
                yield _migrated(Place(database, url, Path(folder)))


def _migrated(there: Place) -> Place:
    environ = {**os.environ, "DATABASE_URL": there.url, "LIVRET_FOLDER": str(there.folder)}
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(command, env=environ, check=True)
    return there


def measure(database: str, ballots: int) -> Cost:
    """Seal, pack and verify a vote with so many ballots on each of seven questions."""
    with place(database) as there:
        seats = str(round(ballots * SEATS_PER_BALLOT))
        vote = str(int(there.run("bench.box", "make", str(ballots), seats)["vote"]))
        pack = str(there.folder / "pack.zip")
        sealed, packed = there.run("bench.box", "seal", vote), there.run("bench.box", "pack", vote, pack)
        return Cost(ballots, sealed, packed, there.run("bench.verified", pack))


def report(cost: Cost) -> str:
    """A table of the three steps."""
    rows = [
        [name, *(f"{step.get(key, 0.0):.1f}" for key in ("seconds", "cpu", "server_cpu", "peak"))]
        for name, step in cost.steps.items()
    ]
    head = ("step", "seconds", "CPU s", "database's CPU s", "peak MB")
    return f"{cost.ballots:,} ballots on each of seven questions\n{table(head, rows)}"


def measure_casts(databases: Sequence[str], voters: int) -> dict[str, dict[str, float]]:
    """Casts beside a bare view, on each of these databases."""
    found = {}
    for database in databases:
        with place(database) as there:
            found[database] = there.run("bench.casting", str(voters))
    return found


def report_casts(found: Mapping[str, Mapping[str, float]]) -> str:
    """A table of the rates a processor second, and of their ratios to the bare view's."""
    names = ("bare", "act", "page", "act_ratio", "page_ratio")
    rows = [
        [name, *(f"{rates[each]:.{2 if 'ratio' in each else 0}f}" for each in names)]
        for name, rates in found.items()
    ]
    head = ("a processor second", "bare view", "cast", "cast and page", "cast / bare", "page / bare")
    return table(head, rows)


def exponent(costs: Sequence[Cost]) -> float:
    """The power of the number of ballots by which processor time grows: the slope in logarithms."""
    points = [(log(cost.ballots), log(cost.cpu)) for cost in costs]
    middle = [sum(axis) / len(points) for axis in zip(*points, strict=True)]
    across: float = sum((x - middle[0]) * (y - middle[1]) for x, y in points)
    square: float = sum((x - middle[0]) ** 2 for x, _ in points)
    return across / square


def arguments(given: Sequence[str] | None = None) -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(prog="python -m bench.ballots", description=__doc__)
    parser.add_argument("--ballots", type=positive, default=80_000, help="ballots on each question")
    parser.add_argument("--database", choices=DATABASES, default="postgresql")
    parser.add_argument("--casters", type=int, default=700, help="who cast beside the bare view; 0: nobody")
    parser.add_argument("--sizes", type=positive, nargs="+", default=SIZES, help="for the exponent")
    return parser.parse_args(given)


def main(given: Sequence[str] | None = None) -> int:
    """Measure, print tables, then the line of JSON."""
    asked = arguments(given)
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    costs = {size: measure(asked.database, size) for size in sorted({*asked.sizes, asked.ballots})}
    for cost in costs.values():
        print(report(cost), flush=True)
    casts = measure_casts(DATABASES, asked.casters) if asked.casters else {}
    if casts:
        print(report_casts(casts))
    cost = costs[asked.ballots]
    print(
        json.dumps(
            {
                "seal_tally_s": round(cost.seal["seconds"], 1),
                "pack_s": round(cost.pack["seconds"], 1),
                "verify_s": round(cost.verify["seconds"], 1),
                "peak_mb": round(max(step["peak"] for step in cost.steps.values())),
                "verified_per_s": round(cost.ballots * 7 / cost.verify["cpu"]),
                "cast_ratio": round(min(each["act_ratio"] for each in casts.values()), 2) if casts else None,
                "exponent": round(exponent(list(costs.values())), 2) if len(costs) > 1 else None,
            }
        )
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
