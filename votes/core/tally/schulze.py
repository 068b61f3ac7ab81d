"""The rule "Schulze": the strongest path of winning votes decides (docs/rules/schulze.md).

After Schulze, "A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent
single-winner election method", Social Choice and Welfare 36 (2011); winning votes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from deliberation.core.canonical import Json
from votes.core.choices import Choices
from votes.core.questions import Question
from votes.core.tally import results
from votes.core.tally.draw import TIES, draw_if_set
from votes.core.tally.pairwise import Matrix, condorcet_winner, duels, is_matrix
from votes.core.tally.quorum import SETTING as QUORUM
from votes.core.tally.quorum import check_quorum
from votes.core.tally.records import read_record
from votes.core.tally.results import Numbers, heads, pile, rank, rankings
from votes.core.tally.settings import check_names, check_short, choice


@dataclass(frozen=True, slots=True, kw_only=True)
class Line(results.Line):
    """An option, how many others it beats by strongest paths, and how many beat it."""

    beats: int
    beaten_by: int

    @property
    def figure(self) -> str:
        """How many others it beats."""
        return str(self.beats)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result(results.Result):
    """The count of one question.

    Rows and columns of `duels` (ballots that put the row before the column) and `paths` (the strength of
    the strongest path from row to column, 0 for none) are in the order of the question.
    """

    condorcet: str | None
    duels: Matrix
    paths: Matrix
    options: tuple[Line, ...]


def check_settings(question: Question) -> None:
    """Refuse settings other than `ties` and `quorum`, and long lists. Raises `question.settings-wrong`."""
    check_names(question, "ties", QUORUM)
    check_short(question)
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
    paths = strongest_paths(matrix)
    span = range(len(codes))
    beats = {codes[one]: sum(paths[one][other] > paths[other][one] for other in span) for one in span}
    beaten = {codes[one]: sum(paths[other][one] > paths[one][other] for other in span) for one in span}
    ranks = rank(question, {code: -losses for code, losses in beaten.items()}, draw)
    return Result(
        **heads(question, numbers, draw),
        condorcet=condorcet_winner(codes, matrix),
        duels=matrix,
        paths=paths,
        ties=ranks.ties,
        options=tuple(
            Line(code=code, rank=place, beats=beats[code], beaten_by=beaten[code])
            for code, place in ranks.order
        ),
    )


def strongest_paths(matrix: Matrix) -> Matrix:
    """The strength of the strongest path between each two: a path is as strong as its weakest won duel.

    A won duel is as strong as the ballots that won it. Floyd and Warshall's order of the middles.
    """
    span = range(len(matrix))
    paths = [
        [matrix[one][other] if matrix[one][other] > matrix[other][one] else 0 for other in span]
        for one in span
    ]
    for middle in span:
        onward = paths[middle]
        for row in paths:
            until = row[middle]
            if row is onward or not until:
                continue
            for end in span:
                through = min(until, onward[end])
                if through > row[end]:
                    row[end] = through
    for one in span:
        paths[one][one] = 0
    return tuple(map(tuple, paths))


def read_result(value: Json) -> Result:
    """One result of a tally.json. Raises Malformed."""
    return read_record(Result, value, "result")


def is_possible(question: Question, result: results.Result, seed: str) -> bool:
    """Whether the duels could be those of so many ballots, and the rest follows from them."""
    if not isinstance(result, Result) or not is_matrix(question.codes(), result.duels, result.expressed):
        return False
    return result == result_of(question, result.duels, result.numbers, seed)
