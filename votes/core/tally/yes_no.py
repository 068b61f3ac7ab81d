"""The rule "yes or no": one proposal, carried by a majority that was stated before (docs/rules/yes-no.md)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from deliberation.core.canonical import Json
from votes.core.choices import Choices
from votes.core.questions import Question
from votes.core.tally import results
from votes.core.tally.quorum import BALLOTS, EXPRESSED, SEATS, YES, check_quorum
from votes.core.tally.quorum import SETTING as QUORUM
from votes.core.tally.records import read_record
from votes.core.tally.results import Numbers, heads, pile, rank
from votes.core.tally.settings import check_names, choice, flag, refuse, share

NO, ABSTAIN = "no", "abstain"
DECIDED = "decided"
BASES = (DECIDED, EXPRESSED, BALLOTS, SEATS)
HALF = "1/2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line(results.Line):
    """One of the answers and the ballots that gave it."""

    votes: int

    @property
    def figure(self) -> str:
        """The votes."""
        return str(self.votes)


@dataclass(frozen=True, slots=True)
class Majority:
    """The majority asked: `share` of `base`, to be passed if `more`, else to be reached.

    `size` is the base in numbers, `needed` the fewest yes that carry, `reached` whether they are there.
    """

    base: str
    share: Fraction
    more: bool
    size: int
    needed: int
    reached: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Result(results.Result):
    """The count of one question: `adopted` if the majority is reached, and the quorum where there is one."""

    majority: Majority
    adopted: bool
    options: tuple[Line, ...]

    @property
    def conclusion(self) -> str:
        """Whether the proposal is adopted: the majority is reached, and the quorum where there is one."""
        return "adopted" if self.adopted else "rejected"

    @property
    def leaders(self) -> tuple[str, ...]:
        """None: the conclusion is about the proposal."""
        return ()


def check_settings(question: Question) -> None:
    """Refuse options but yes, no, perhaps abstain, and settings but `base`, `share`, `more`, `quorum`.

    Raises RuleBroken `question.settings-wrong`.
    """
    if question.codes() not in ((YES, NO), (YES, NO, ABSTAIN)):
        refuse(question, "options")
    if question.most != 1:
        refuse(question, "most")
    check_names(question, "base", "share", "more", QUORUM)
    choice(question, "base", BASES)
    share(question, "share", question.settings.get("share", HALF))
    if flag(question, "more", default=True) and question.settings.get("share") == "1/1":
        refuse(question, "more")  # more than everybody: nothing would ever be carried
    check_quorum(question, YES)


def count(question: Question, choices: Iterable[Choices], seats: int, seed: str) -> Result:
    """Count the answers. A tie of yes and no carries nothing, so there is nothing to draw."""
    piles = pile(choices, seats)
    votes = {code: piles.alike.get((code,), 0) for code in question.codes()}
    return result_of(question, votes, piles.numbers)


def result_of(question: Question, votes: dict[str, int], numbers: Numbers) -> Result:
    """The result that follows from the votes for each answer."""
    common = heads(question, numbers, None, yes=votes[YES])
    sizes = {
        DECIDED: votes[YES] + votes[NO],
        EXPRESSED: numbers.expressed,
        BALLOTS: numbers.ballots,
        SEATS: numbers.seats,
    }
    majority = _majority(question, votes[YES], sizes)
    ranks = rank(question, votes, None)
    return Result(
        **common,
        majority=majority,
        adopted=majority.reached and (common["quorum"] is None or common["quorum"].reached),
        ties=ranks.ties,
        options=tuple(Line(code=code, rank=place, votes=votes[code]) for code, place in ranks.order),
    )


def read_result(value: Json) -> Result:
    """One result of a tally.json. Raises Malformed."""
    return read_record(Result, value, "result")


def is_possible(question: Question, result: results.Result, seed: str) -> bool:
    """Whether the answers add up, and the rest follows from them."""
    if not isinstance(result, Result):
        return False
    votes = {line.code: line.votes for line in result.options}
    if set(votes) != set(question.codes()) or sum(votes.values()) != result.expressed:
        return False
    return result == result_of(question, votes, result.numbers)


def _majority(question: Question, yes: int, sizes: dict[str, int]) -> Majority:
    base = choice(question, "base", BASES)
    asked = share(question, "share", question.settings.get("share", HALF))
    more = flag(question, "more", default=True)
    part = asked * sizes[base]
    # An empty base carries nothing: it takes one yes at least.
    needed = max(1, floor(part) + 1 if more else ceil(part))
    return Majority(base, asked, more, sizes[base], needed, yes >= needed)
