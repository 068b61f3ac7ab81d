"""Our counting rules against an independent library, some hundred elections each (`make rules`: 10,000)."""

from __future__ import annotations

import json
import random
import subprocess
from pathlib import Path

import pytest

from bench import rules
from bench.rulepeers import PEERS, judgement_by_hand

ROOT = Path(__file__).parents[2]
THEIRS = ROOT / "var" / "rules"
SLOW = "stv, meek"

needs_theirs = pytest.mark.skipif(
    not (THEIRS / "ready").exists(),
    reason="the counting rules of others are not installed: make var/rules/ready",
)


@needs_theirs
@pytest.mark.parametrize(
    ("names", "profiles"),
    [([name for name in PEERS if name != SLOW], 200), ([SLOW], 50)],
    ids=["most", "slow"],
)
def test_every_rule_agrees_with_an_independent_library(names: list[str], profiles: int) -> None:
    asked = [part for name in names for part in ("--rule", name)]
    command = [str(THEIRS / "bin" / "python"), "-m", "bench.rules", "--profiles", str(profiles), *asked]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    told = json.loads(ran.stdout.splitlines()[-1])
    assert told["peer"] == "pref_voting 1.18.2"
    for name in names:
        assert (told["rules"][name]["compared"], told["rules"][name]["differ"]) == (profiles, 0), name


def test_majority_judgement_agrees_with_its_definition_step_by_step() -> None:
    assert rules.compare(judgement_by_hand, 300, "a seed").differ == 0


def test_a_difference_is_counted_and_its_seed_named() -> None:
    drawn: list[float] = []

    def one(draw: random.Random) -> bool | None:
        drawn.append(draw.random())
        return None if drawn[-1] < 0.3 else drawn[-1] < 0.9

    found = rules.compare(one, 200, "seed")
    wrong = [number for number, each in enumerate(drawn, 1) if each >= 0.9]
    assert (found.compared, found.differ, found.aside) == (200, len(wrong), len(drawn) - 200)
    assert found.first_seed == f"seed {wrong[0]}"


def test_without_the_library_it_says_what_brings_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert rules.main([]) == 1
    assert "make rules" in capsys.readouterr().out
