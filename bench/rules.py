"""`python -m bench.rules`: every counting rule against an independent library, on random elections.

It runs where `requirements-rules.txt` is installed (`make rules`): that library needs a numpy older than
ours, our rules need nothing. Ends with one line of JSON. Which elections are compared, and how, is told in
`docs/rules/cross-check.md`.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from importlib.util import find_spec

from bench.arguments import positive
from bench.rulepeers import PEERS, Compared

PROFILES = 10_000
# How many elections may be drawn for one that can be compared.
MOST_DRAWN = 50
PEER = "pref_voting"


@dataclass(frozen=True, slots=True)
class Agreement:
    """How a rule fared: elections `compared`, those that `differ`, those left aside, processor seconds."""

    compared: int
    differ: int
    aside: int
    first_seed: str | None
    seconds: float


def arguments(given: Sequence[str] | None = None) -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(prog="python -m bench.rules", description=__doc__)
    parser.add_argument("--profiles", type=positive, default=PROFILES, help="elections for each rule")
    parser.add_argument("--rule", action="append", choices=list(PEERS), help="this rule only (repeatable)")
    parser.add_argument("--seed", default="livret", help="what the elections are drawn from")
    return parser.parse_args(given)


def main(given: Sequence[str] | None = None) -> int:
    """Compare; print the table, end with the line of JSON; 1 when any election differs."""
    asked = arguments(given)
    if find_spec(PEER) is None:
        print(f"{PEER} is not installed here: `make rules` makes an environment that has it")
        return 1
    found: dict[str, Agreement] = {}
    print(f"{'rule':<30} {'compared':>9} {'differ':>7} {'aside':>7} {'seconds':>8}")
    for name in asked.rule or PEERS:
        each = found[name] = compare(PEERS[name], asked.profiles, f"{asked.seed} {name}")
        print(
            f"{name:<30} {each.compared:>9} {each.differ:>7} {each.aside:>7} {each.seconds:>8.1f}", flush=True
        )
    told = {name: asdict(each) for name, each in found.items()}
    print(json.dumps({"peer": f"{PEER} {version(PEER)}", "rules": told}))
    return int(any(each.differ or each.compared < asked.profiles for each in found.values()))


def compare(one: Callable[[random.Random], Compared], profiles: int, seed: str) -> Agreement:
    """So many elections compared, each drawn from its own seed, which the first difference names."""
    started = time.process_time()
    compared = differ = aside = number = 0
    first = None
    while compared < profiles and number < profiles * MOST_DRAWN:
        number += 1
        agrees = one(random.Random(f"{seed} {number}"))
        if agrees is None:
            aside += 1
            continue
        compared += 1
        if not agrees:
            differ += 1
            first = first or f"{seed} {number}"
    return Agreement(compared, differ, aside, first, round(time.process_time() - started, 1))


if __name__ == "__main__":
    raise SystemExit(main())
