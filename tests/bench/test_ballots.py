"""The bench of ballots: its exponent, its table, and one run small enough to try it."""

import json
import math

import pytest

from bench.ballots import Cost, exponent, main, report


def cost(ballots: int, seconds: float) -> Cost:
    took = {"seconds": seconds, "cpu": seconds / 3, "peak": 100.0}
    return Cost(ballots, took, took, took)


def test_the_exponent_is_that_of_the_law_the_costs_follow() -> None:
    for power in (1.0, 1.3):
        costs = [cost(size, 1e-5 * size**power) for size in (10_000, 40_000, 160_000)]
        assert math.isclose(exponent(costs), power)


def test_the_report_names_each_step() -> None:
    told = report(cost(80_000, 3.0))
    assert "80,000 ballots" in told
    assert [line.split()[0] for line in told.splitlines()[3:]] == ["seal", "pack", "verify"]


def test_a_small_run_ends_with_a_line_of_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--ballots", "60", "--sizes", "60", "--casters", "0", "--database", "sqlite"]) == 0
    last = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert last["exponent"] is None
    assert last["peak_mb"] < 300
