"""The rule "instant run-off": the last option leaves, round after round (docs/rules/instant-runoff.md)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from deliberation.core.canonical import Json
from votes.core.choices import Choices
from votes.core.questions import Question
from votes.core.tally import results
from votes.core.tally.draw import Draw, draw_order
from votes.core.tally.quorum import SETTING as QUORUM
from votes.core.tally.quorum import check_quorum
from votes.core.tally.records import read_record
from votes.core.tally.results import Numbers, heads, pile, rank, rankings
from votes.core.tally.settings import check_names, check_short
from votes.core.tally.standing import Tallied, Tie, Votes, check_ties, pick_last, tallied


@dataclass(frozen=True, slots=True, kw_only=True)
class Line(results.Line):
    """An option, the votes it had in its last round, and the number of that round."""

    votes: int
    round: int

    @property
    def figure(self) -> str:
        """The votes of its last round."""
        return str(self.votes)


@dataclass(frozen=True, slots=True)
class Step:
    """One round: the votes of the options that stand, the ballots that name none of them, who leaves.

    `majority` is the option that more than half of the votes are for; `tie` tells of equals for the last
    place and how one was picked. Options that are nobody's first choice leave together.
    """

    round: int
    votes: tuple[Tallied, ...]
    exhausted: int
    majority: str | None
    out: tuple[str, ...]
    tie: Tie | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Result(results.Result):
    """The count of one question; `majority_round` is the first with a majority, if there is one."""

    majority_round: int | None
    steps: tuple[Step, ...]
    options: tuple[Line, ...]


def check_settings(question: Question) -> None:
    """Refuse long lists, and settings other than `ties` (by lot) and `quorum`.

    Raises RuleBroken `question.settings-wrong`.
    """
    check_names(question, "ties", QUORUM)
    check_short(question)
    check_ties(question)
    check_quorum(question)


def count(question: Question, choices: Iterable[Choices], seats: int, seed: str) -> Result:
    """Count legal rankings."""
    piles = pile(choices, seats)
    ranked, draw = rankings(question, piles), draw_order(question, seed)
    steps = tuple(_rounds(question, ranked, draw)) if ranked else ()
    return _result(question, steps, piles.numbers, draw)


def read_result(value: Json) -> Result:
    """One result of a tally.json. Raises Malformed."""
    return read_record(Result, value, "result")


def is_possible(question: Question, result: results.Result, seed: str) -> bool:
    """Whether each round holds all the ballots, takes out who is last, and the rest follows.

    Where a vote goes on to cannot be told without the ballots; that none is lost can.
    """
    if not isinstance(result, Result):
        return False
    draw = draw_order(question, seed)
    if not _are_rounds(question, result.steps, result.expressed, draw):
        return False
    return result == _result(question, result.steps, result.numbers, draw)


def _rounds(question: Question, ranked: Mapping[tuple[str, ...], int], draw: Draw) -> Iterator[Step]:
    """The rounds until one option stands, whoever has a majority before: so that all are ranked."""
    standing = question.codes()
    earlier: list[Votes] = []
    piles, ballots = Counter(ranked), sum(ranked.values())
    while len(standing) > 1 or not earlier:
        piles = _passed_on(piles, frozenset(standing))
        votes = dict.fromkeys(standing, 0)
        for ranking, times in piles.items():
            votes[ranking[0]] += times
        yield (step := _step(standing, votes, ballots - piles.total(), earlier, draw))
        earlier.append(votes)
        standing = tuple(code for code in standing if code not in step.out)


def _passed_on(piles: Counter[tuple[str, ...]], standing: frozenset[str]) -> Counter[tuple[str, ...]]:
    """The ballots from the first option on that stands; those that name none are left out."""
    passed: Counter[tuple[str, ...]] = Counter()
    for ranking, times in piles.items():
        start = next((place for place, code in enumerate(ranking) if code in standing), None)
        if start is not None:
            passed[ranking[start:]] += times
    return passed


def _step(
    standing: Sequence[str], votes: Votes, exhausted: int, earlier: Sequence[Votes], draw: Draw
) -> Step:
    """The round that these votes make."""
    majority = next((code for code in standing if 2 * votes[code] > sum(votes.values())), None)
    out: tuple[str, ...] = ()
    tie = None
    if len(standing) > 1:
        fewest = min(votes.values())
        out = tuple(code for code in standing if votes[code] == fewest)
        if fewest:
            last, tie = pick_last(out, earlier, draw)
            out = (last,)
    return Step(len(earlier) + 1, tallied(standing, votes), exhausted, majority, out, tie)


def _result(question: Question, steps: tuple[Step, ...], numbers: Numbers, draw: Draw) -> Result:
    """The result that follows from the rounds."""
    last = {tally.code: (step.round, tally.votes) for step in steps for tally in step.votes}
    gone = {code: step.round for step in steps for code in step.out}
    # Who never leaves has won; without a single vote nobody leaves, and all are equal.
    ranks = rank(question, {code: gone.get(code, len(steps) + 1) for code in question.codes()}, None)
    drawn = tuple(step.tie.codes for step in steps if step.tie and step.tie.lot)
    return Result(
        **heads(question, numbers, draw),
        majority_round=next((step.round for step in steps if step.majority), None),
        steps=steps,
        ties=(*ranks.ties, *drawn),
        options=tuple(
            Line(code=code, rank=place, round=last.get(code, (0, 0))[0], votes=last.get(code, (0, 0))[1])
            for code, place in ranks.order
        ),
    )


def _are_rounds(question: Question, steps: Sequence[Step], expressed: int, draw: Draw) -> bool:
    """Whether so many ballots could have gone through these rounds."""
    standing = question.codes()
    earlier: list[Votes] = []
    for step in steps:
        votes = {tally.code: tally.votes for tally in step.votes}
        if earlier and len(standing) == 1:
            return False
        if tuple(votes) != standing or sum(votes.values()) + step.exhausted != expressed:
            return False
        if earlier and any(votes[code] < earlier[-1][code] for code in standing):
            return False
        if step != _step(standing, votes, step.exhausted, earlier, draw):
            return False
        earlier.append(votes)
        standing = tuple(code for code in standing if code not in step.out)
    return len(standing) == 1 if expressed else not steps
