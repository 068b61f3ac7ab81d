"""What every test may ask for; people are fixtures, everything else is made by plain builders.

The tests of core, replay and verifier run where Django is not installed: then this file brings no fixture.
"""

from __future__ import annotations

import os

import pytest

if not os.environ.get("LIVRET_WITHOUT_DJANGO"):
    pytest_plugins = ["tests.people", "tests.machinery"]

# The real texts are not ours to ship: a test that reads them may skip anywhere, and says so.
OF_REAL_TEXTS = "real texts"


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Count what was skipped and say what would bring it."""
    reasons = [_reason(report) for report in terminalreporter.stats.get("skipped", [])]
    if not reasons:
        return
    lines = [f"{reasons.count(reason)} skipped: {reason}" for reason in sorted(set(reasons))]
    terminalreporter.section("what was skipped, and what brings it")
    for line in lines:
        terminalreporter.line(line)
    # `make test` runs pytest more than once and says at its very end what was skipped in all.
    if noted := os.environ.get("LIVRET_SKIPPED"):
        with open(noted, "a") as file:
            file.writelines(f"{line}\n" for line in lines)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """In CI a skip is a failure: a test that never runs protects nobody."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") != "true" or reporter is None or exitstatus:
        return
    if any(OF_REAL_TEXTS not in _reason(report) for report in reporter.stats.get("skipped", [])):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _reason(report: pytest.TestReport) -> str:
    where = report.longrepr
    return str(where[2] if isinstance(where, tuple) else where).removeprefix("Skipped: ")
