"""What the single transferable votes share: places to fill, who was elected, the lines of a result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from votes.core.questions import Question
from votes.core.tally import results
from votes.core.tally.quorum import SETTING as QUORUM
from votes.core.tally.quorum import check_quorum
from votes.core.tally.settings import check_names, check_short, number
from votes.core.tally.standing import check_ties

# The order of worth: who was elected, who stood to the end, who left on the way.
LEFT, STOOD, ELECTED = 0, 1, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Line(results.Line):
    """An option, whether it was elected, and the last step that changed what it is.

    `votes` are those it had then, in units of the rule; `step` is 0 for who stood to the end.
    """

    elected: bool
    step: int
    votes: int

    @property
    def figure(self) -> str:
        """The votes, in units of the rule."""
        return str(self.votes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result(results.Result):
    """The count of one question: `places`, one vote is `unit` units, `elected` in their order."""

    places: int
    unit: int
    elected: tuple[str, ...]
    options: tuple[Line, ...]

    @property
    def conclusion(self) -> str:
        """Who is elected."""
        return "elected" if self.elected else "nothing"

    @property
    def leaders(self) -> tuple[str, ...]:
        """The elected, in their order."""
        return self.elected


def places(question: Question) -> int:
    """How many options are to be elected; one where nothing is said."""
    return number(question, "places", 1, 1, len(question.options))


def check_settings(question: Question) -> None:
    """Refuse long lists, and settings other than `places`, `ties` (by lot), `quorum`.

    Raises RuleBroken `question.settings-wrong`.
    """
    check_names(question, "places", "ties", QUORUM)
    check_short(question)
    places(question)
    check_ties(question)
    check_quorum(question)


def decimal(votes: int, unit: int) -> str:
    """Votes as a decimal number, every digit of the unit shown; `unit` is a power of ten."""
    whole, rest = divmod(votes, unit)
    return f"{whole}.{rest:0{len(str(unit)) - 1}d}"


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of an option: ELECTED or LEFT at a step, or STOOD to the end; its votes then."""

    what: int
    step: int
    votes: int

    def worth(self) -> tuple[int, int, int]:
        """Elected sooner is better, left later is better; then by votes."""
        return self.what, -self.step if self.what == ELECTED else self.step, self.votes


def ranked_lines(
    question: Question, fates: Mapping[str, Fate]
) -> tuple[tuple[Line, ...], tuple[tuple[str, ...], ...]]:
    """The lines in rank order, and the sets of options that share a rank."""
    ranks = results.rank(question, {code: fate.worth() for code, fate in fates.items()}, None)
    lines = tuple(
        Line(
            code=code,
            rank=place,
            elected=fates[code].what == ELECTED,
            step=fates[code].step,
            votes=fates[code].votes,
        )
        for code, place in ranks.order
    )
    return lines, ranks.ties
