"""The line that says how far a command is."""

from __future__ import annotations

from io import StringIO

from django.core.management.base import OutputWrapper

from deliberation.progress import ELSEWHERE, IN_A_TERMINAL, ProgressLine


class Terminal(StringIO):
    """Where somebody looks on."""

    def isatty(self) -> bool:
        return True


def say(stage: str, done: int, of: int) -> str:
    return f"{stage} {done}/{of}"


def told(out: StringIO, steps: list[tuple[float, int]]) -> str:
    """What stands there after these seconds and steps."""
    now = [0.0]
    with ProgressLine(OutputWrapper(out), say, since=lambda: now[0]) as progress:
        for at, done in steps:
            now[0] = at
            progress("lines", done, 12)
    return out.getvalue()


def test_in_a_terminal_one_line_is_written_over_and_gone_at_the_end() -> None:
    said = told(Terminal(), [(0, 1), (IN_A_TERMINAL, 10), (IN_A_TERMINAL * 1.5, 11), (2 * IN_A_TERMINAL, 2)])
    assert said.split("\r") == ["", "lines 10/12", "lines 2/12 ", " " * 10, ""]


def test_elsewhere_a_line_now_and_then() -> None:
    assert told(StringIO(), [(1, 1), (ELSEWHERE, 5), (ELSEWHERE + 5, 6), (2 * ELSEWHERE, 9)]) == (
        "lines 5/12\nlines 9/12\n"
    )


def test_short_work_says_nothing() -> None:
    assert told(StringIO(), [(0.1, 1), (0.2, 12)]) == ""
    assert told(Terminal(), [(0.1, 1), (0.2, 12)]) == ""
