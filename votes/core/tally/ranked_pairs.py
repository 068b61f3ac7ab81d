"""The rule "ranked pairs": lock the strongest duels first, but for circles (docs/rules/ranked-pairs.md).

After Tideman, "Independence of clones as a criterion for voting rules", Social Choice and Welfare 4 (1987).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby, permutations

from deliberation.core.canonical import Json
from votes.core.choices import Choices
from votes.core.questions import Question
from votes.core.tally import results
from votes.core.tally.draw import TIES, Draw, draw_if_set
from votes.core.tally.pairwise import Matrix, condorcet_winner, duels, is_matrix
from votes.core.tally.quorum import SETTING as QUORUM
from votes.core.tally.quorum import check_quorum
from votes.core.tally.records import read_record
from votes.core.tally.results import Numbers, heads, pile, rank, rankings
from votes.core.tally.settings import check_names, check_short, choice

WINNING_VOTES, MARGINS = "winning-votes", "margins"
STRENGTHS = (WINNING_VOTES, MARGINS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line(results.Line):
    """An option, how many others stand behind it by locked duels, and how many before."""

    behind: int
    before: int

    @property
    def figure(self) -> str:
        """How many others stand behind it."""
        return str(self.behind)


@dataclass(frozen=True, slots=True)
class Step:
    """A won duel, in the order in which they are looked at: `locked`, or left out as it would close a circle.

    `votes` ballots put the winner before the loser, `against` the other way round.
    """

    winner: str
    loser: str
    votes: int
    against: int
    strength: int
    locked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Result(results.Result):
    """The count of one question; `duels` as in the rule of Schulze, `strength` what duels are sorted by."""

    strength: str
    condorcet: str | None
    duels: Matrix
    steps: tuple[Step, ...]
    options: tuple[Line, ...]


class Reach:
    """What can be reached from each option along duels, from winner to loser: a set of bits for each."""

    def __init__(self, codes: tuple[str, ...]) -> None:
        self.place = {code: number for number, code in enumerate(codes)}
        self.bits = [0] * len(codes)

    def leads(self, first: str, second: str) -> bool:
        """Whether a path of duels leads from the first to the second."""
        return bool(self.bits[self.place[first]] >> self.place[second] & 1)

    def with_all(self, arrows: Iterable[Step]) -> Reach:
        """What can be reached with these duels added."""
        more = Reach(tuple(self.place))
        more.bits = list(self.bits)
        for arrow in arrows:
            start, end = self.place[arrow.winner], self.place[arrow.loser]
            gained = more.bits[end] | 1 << end
            for at, reached in enumerate(more.bits):
                if at == start or reached >> start & 1:
                    more.bits[at] |= gained
        return more


def check_settings(question: Question) -> None:
    """Refuse settings other than `strength`, `ties`, `quorum`, and long lists.

    Raises RuleBroken `question.settings-wrong`.
    """
    check_names(question, "strength", "ties", QUORUM)
    check_short(question)
    choice(question, "strength", STRENGTHS)
    choice(question, "ties", TIES)
    check_quorum(question)


def count(question: Question, choices: Iterable[Choices], seats: int, seed: str) -> Result:
    """Count legal rankings."""
    piles = pile(choices, seats)
    matrix = duels(question.codes(), rankings(question, piles))
    return result_of(question, matrix, piles.numbers, seed)


def result_of(question: Question, matrix: Matrix, numbers: Numbers, seed: str) -> Result:
    """The result that follows from the duels."""
    codes, draw = question.codes(), draw_if_set(question, seed)
    strength = choice(question, "strength", STRENGTHS)
    steps, locked = _lock(codes, _won(codes, matrix, strength), draw)
    before = {code: sum(locked.leads(other, code) for other in codes) for code in codes}
    behind = {code: sum(locked.leads(code, other) for other in codes) for code in codes}
    ranks = rank(question, {code: -stand for code, stand in before.items()}, draw)
    return Result(
        **heads(question, numbers, draw),
        strength=strength,
        condorcet=condorcet_winner(codes, matrix),
        duels=matrix,
        steps=tuple(steps),
        ties=ranks.ties,
        options=tuple(
            Line(code=code, rank=place, behind=behind[code], before=before[code])
            for code, place in ranks.order
        ),
    )


def read_result(value: Json) -> Result:
    """One result of a tally.json. Raises Malformed."""
    return read_record(Result, value, "result")


def is_possible(question: Question, result: results.Result, seed: str) -> bool:
    """Whether the duels could be those of so many ballots, and the rest follows from them."""
    if not isinstance(result, Result) or not is_matrix(question.codes(), result.duels, result.expressed):
        return False
    return result == result_of(question, result.duels, result.numbers, seed)


def _won(codes: tuple[str, ...], matrix: Matrix, strength: str) -> list[Step]:
    """The won duels, the strongest first; equally strong ones in the order of the question."""
    won = []
    for one, other in permutations(range(len(codes)), 2):
        votes, against = matrix[one][other], matrix[other][one]
        if votes > against:
            strong = votes if strength == WINNING_VOTES else votes - against
            won.append(Step(codes[one], codes[other], votes, against, strong, locked=False))
    return sorted(won, key=lambda duel: -duel.strength)


def _lock(codes: tuple[str, ...], won: list[Step], draw: Draw | None) -> tuple[list[Step], Reach]:
    """The duels as they are decided, and what the locked ones lead to.

    Equally strong duels are decided one by one in the order by lot, or else all together: then each is
    locked unless it lies on a circle of locked and equally strong duels.
    """
    steps, locked = [], Reach(codes)
    for _strength, equal in groupby(won, key=lambda duel: duel.strength):
        group = list(equal)
        if draw:
            group.sort(key=lambda duel: (draw.place(duel.winner), -draw.place(duel.loser)))
        for batch in [[duel] for duel in group] if draw else [group]:
            together = locked.with_all(batch)
            decided = [replace(duel, locked=not together.leads(duel.loser, duel.winner)) for duel in batch]
            locked = locked.with_all(duel for duel in decided if duel.locked)
            steps += decided
    return steps, locked
