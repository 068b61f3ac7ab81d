"""The rule "choose up to n": each option counts the ballots that chose it (docs/rules/choose.md)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from deliberation.core.canonical import Json
from votes.core.choices import Choice, Choices
from votes.core.questions import Question
from votes.core.tally import results
from votes.core.tally.draw import TIES, draw_if_set
from votes.core.tally.quorum import SETTING as QUORUM
from votes.core.tally.quorum import check_quorum
from votes.core.tally.records import read_record
from votes.core.tally.results import Numbers, heads, pile, rank
from votes.core.tally.settings import check_names, choice


@dataclass(frozen=True, slots=True, kw_only=True)
class Line(results.Line):
    """An option and the ballots that chose it."""

    votes: int

    @property
    def figure(self) -> str:
        """The votes."""
        return str(self.votes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result(results.Result):
    """The count of one question; `most` is how many options a ballot could name."""

    most: int
    options: tuple[Line, ...]


def check_settings(question: Question) -> None:
    """Refuse settings other than `ties` and `quorum`. Raises RuleBroken `question.settings-wrong`."""
    check_names(question, "ties", QUORUM)
    choice(question, "ties", TIES)
    check_quorum(question)


def count(question: Question, choices: Iterable[Choices], seats: int, seed: str) -> Result:
    """Count legal choices, one tuple per ballot; what is not an option of the question is not counted.

    `seats` is the number of seats on the roll, `seed` what a draw is made from (`draw_seed`).
    """
    piles = pile(choices, seats)
    votes: Counter[Choice] = Counter()
    for chosen, times in piles.alike.items():
        for each in chosen:
            votes[each] += times
    counted = {code: votes[code] for code in question.codes()}
    return result_of(question, counted, piles.numbers, seed)


def result_of(question: Question, votes: Mapping[str, int], numbers: Numbers, seed: str) -> Result:
    """The result that follows from the votes of each option."""
    draw = draw_if_set(question, seed)
    ranks = rank(question, votes, draw)
    return Result(
        **heads(question, numbers, draw),
        most=question.most,
        ties=ranks.ties,
        options=tuple(Line(code=code, rank=place, votes=votes[code]) for code, place in ranks.order),
    )


def read_result(value: Json) -> Result:
    """One result of a tally.json. Raises Malformed."""
    return read_record(Result, value, "result")


def is_possible(question: Question, result: results.Result, seed: str) -> bool:
    """Whether some legal ballots give these totals, and the rest follows from them.

    What can be said where so few voted that the ballots are not published.
    """
    if not isinstance(result, Result):
        return False
    votes = {line.code: line.votes for line in result.options}
    if set(votes) != set(question.codes()):
        return False
    if result != result_of(question, votes, result.numbers, seed):
        return False
    chosen = sum(votes.values())
    within = result.expressed <= chosen <= result.expressed * question.most
    return within and max(votes.values()) <= result.expressed
