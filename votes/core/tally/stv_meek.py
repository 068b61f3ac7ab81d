"""The single transferable vote by Meek's method (docs/rules/stv-meek.md).

The reference rule of the Proportional Representation Foundation: Hill, Wichmann and Woodall's
algorithm 123 in fixed-point numbers of nine decimals. Votes are whole numbers of billionths.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from deliberation.core.canonical import Json
from votes.core.choices import Choices
from votes.core.questions import Question
from votes.core.tally import results, transferable
from votes.core.tally.draw import Draw, draw_order
from votes.core.tally.records import read_record
from votes.core.tally.results import Numbers, heads, pile, rankings
from votes.core.tally.standing import Tallied, Tie, Votes, tallied
from votes.core.tally.transferable import ELECTED, LEFT, STOOD, Fate, decimal, places, ranked_lines

UNIT = 1_000_000_000
# The surplus under which the keep factors are settled: a millionth of a vote.
OMEGA = 1_000
Ranking = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One round: as many `iterations` as it took to elect someone, or to settle before defeating the last.

    `keep` are the keep factors and `votes` the votes of the last iteration, `quota` and `surplus` (of the
    elected) theirs, `exhausted` what the ballots kept for nobody; all in units. `tie` tells of options so
    near the last that surplus or rounding might have changed their order: the lot decides. `filled`: in
    a last step without counting, who is left takes the places that are left.
    """

    round: int
    iterations: int
    quota: int
    surplus: int
    exhausted: int
    keep: tuple[Tallied, ...]
    votes: tuple[Tallied, ...]
    elected: tuple[str, ...]
    defeated: str | None
    tie: Tie | None
    filled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Result(transferable.Result):
    """The count of one question, with its rounds."""

    steps: tuple[Step, ...]

    def figure(self, line: results.Line) -> str:
        """The votes as a decimal number."""
        return decimal(int(line.figure), UNIT)


@dataclass(frozen=True, slots=True)
class _Iteration:
    """Where the iterations of a round ended: how many, and what they came to."""

    times: int
    quota: int
    surplus: int
    keep: Votes
    votes: Votes
    winners: tuple[str, ...]


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
    """Whether each round holds all the votes, elects who reached the quota, and the rest follows.

    Where a vote goes on to cannot be told without the ballots; that none is lost can.
    """
    draw = draw_order(question, seed)
    if not isinstance(result, Result) or not _are_rounds(question, result.steps, result.expressed, draw):
        return False
    return result == _result(question, result.steps, result.numbers, draw)


def _rounds(question: Question, ranked: Mapping[Ranking, int], draw: Draw) -> Iterator[Step]:
    codes, seats, total = question.codes(), places(question), sum(ranked.values()) * UNIT
    keep = dict.fromkeys(codes, UNIT)
    hopeful, elected = list(codes), 0
    number = 0
    while elected < seats < elected + len(hopeful):
        number += 1
        end = _iterate(ranked, keep, hopeful, seats)
        keep = dict(end.keep)
        defeated, tie = None, None
        if not end.winners:
            rounding = elected * sum(ranked.values())
            defeated, tie = _last(hopeful, end.votes, end.surplus + rounding, draw)
            keep[defeated] = 0
        yield Step(
            round=number,
            iterations=end.times,
            quota=end.quota,
            surplus=end.surplus,
            exhausted=total - sum(end.votes.values()),
            keep=tallied(codes, end.keep),
            votes=tallied(codes, end.votes),
            elected=end.winners,
            defeated=defeated,
            tie=tie,
            filled=False,
        )
        elected += len(end.winners)
        hopeful = [code for code in hopeful if code != defeated and code not in end.winners]
    if elected < seats:
        yield _fill(codes, keep, hopeful, seats, ranked, number + 1)


def _iterate(ranked: Mapping[Ranking, int], keep: Votes, hopeful: Sequence[str], seats: int) -> _Iteration:
    """Distribute, and let the elected keep less, until someone reaches the quota or nothing moves."""
    factors = dict(keep)
    piles = _condensed(ranked, factors, frozenset(hopeful))
    before: int | None = None
    times = 0
    while True:
        times += 1
        votes = _distribute(piles, factors)
        quota = sum(votes.values()) // (seats + 1) + 1
        winners = [code for code in hopeful if votes[code] >= quota]
        winners.sort(key=lambda code: -votes[code])
        holding = [code for code in factors if factors[code] and (code not in hopeful or code in winners)]
        surplus = max(0, sum(votes[code] - quota for code in holding))
        settled = surplus < OMEGA or (before is not None and surplus >= before)
        if winners or settled:
            return _Iteration(times, quota, surplus, factors, votes, tuple(winners))
        before = surplus
        for code in holding:
            factors[code] = _up(_up(factors[code] * quota, UNIT) * UNIT, votes[code])


def _distribute(piles: Mapping[Ranking, int], keep: Votes) -> dict[str, int]:
    """Each ballot gives each option on it, in order, the part that it keeps of what is left; rounded up."""
    votes = dict.fromkeys(keep, 0)
    for ranking, times in piles.items():
        left = UNIT
        for code in ranking:
            kept = _up(left * keep[code], UNIT)
            votes[code] += kept * times
            left -= kept
            if not left:
                break
    return votes


def _condensed(ranked: Mapping[Ranking, int], keep: Votes, hopeful: frozenset[str]) -> Counter[Ranking]:
    """The ballots without the defeated and up to the first hopeful, who keeps all: fewer are different."""
    piles: Counter[Ranking] = Counter()
    for ranking, times in ranked.items():
        short: list[str] = []
        for code in ranking:
            if keep[code]:
                short.append(code)
            if code in hopeful:
                break
        piles[tuple(short)] += times
    return piles


def _last(hopeful: Sequence[str], votes: Votes, within: int, draw: Draw) -> tuple[str, Tie | None]:
    """Who is defeated: the fewest votes; among those within so many units of it, the later one by lot.

    Within the surplus, which could still change their order, as the reference rule says; and within what
    rounding up may have moved, a unit for each ballot and each elected option, so that no exact tie is
    broken by it in silence.
    """
    fewest = min(votes[code] for code in hopeful)
    near = tuple(code for code in hopeful if votes[code] <= fewest + within)
    return max(near, key=draw.place), Tie(near, lot=True) if len(near) > 1 else None


def _fill(
    codes: Sequence[str],
    keep: Votes,
    hopeful: Sequence[str],
    seats: int,
    ranked: Mapping[Ranking, int],
    number: int,
) -> Step:
    """The last step: as many are left as places are. The ballots are distributed once more, to show it."""
    votes = _distribute(_condensed(ranked, keep, frozenset(hopeful)), keep)
    quota = sum(votes.values()) // (seats + 1) + 1
    return Step(
        round=number,
        iterations=1,
        quota=quota,
        surplus=0,
        exhausted=sum(ranked.values()) * UNIT - sum(votes.values()),
        keep=tallied(codes, keep),
        votes=tallied(codes, votes),
        elected=tuple(sorted(hopeful, key=lambda code: -votes[code])),
        defeated=None,
        tie=None,
        filled=True,
    )


def _result(question: Question, steps: tuple[Step, ...], numbers: Numbers, draw: Draw) -> Result:
    """The result that follows from the rounds."""
    last = {tally.code: tally.votes for step in steps[-1:] for tally in step.votes}
    fates = {code: Fate(STOOD, 0, last.get(code, 0)) for code in question.codes()}
    for step in steps:
        votes = {tally.code: tally.votes for tally in step.votes}
        fates |= {code: Fate(ELECTED, step.round, votes[code]) for code in step.elected}
        if step.defeated:
            fates[step.defeated] = Fate(LEFT, step.round, votes[step.defeated])
    lines, ties = ranked_lines(question, fates)
    return Result(
        **heads(question, numbers, draw),
        places=places(question),
        unit=UNIT,
        elected=tuple(code for step in steps for code in step.elected),
        steps=steps,
        ties=(*ties, *(step.tie.codes for step in steps if step.tie)),
        options=lines,
    )


def _are_rounds(question: Question, steps: Sequence[Step], expressed: int, draw: Draw) -> bool:
    """Whether so many ballots could have gone through these rounds, as far as the totals say."""
    if not expressed:
        return not steps
    seats, hopeful, elected = places(question), list(question.codes()), 0
    for number, step in enumerate(steps, start=1):
        votes = {tally.code: tally.votes for tally in step.votes}
        if step.round != number or tuple(votes) != question.codes() or elected >= seats:
            return False
        if step.filled != (elected + len(hopeful) <= seats):
            return False
        if sum(votes.values()) + step.exhausted != expressed * UNIT:
            return False
        if step.quota != sum(votes.values()) // (seats + 1) + 1:
            return False
        reached = {code for code in hopeful if votes[code] >= step.quota}
        if set(step.elected) != (set(hopeful) if step.filled else reached):
            return False
        last: tuple[str | None, Tie | None] = None, None
        if not step.elected and hopeful:
            last = _last(hopeful, votes, step.surplus + elected * expressed, draw)
        if (step.defeated, step.tie) != last:
            return False
        hopeful = [code for code in hopeful if code != step.defeated and code not in step.elected]
        elected += len(step.elected)
    return elected == seats


def _up(number: int, divisor: int) -> int:
    """A quotient rounded up to a whole number of units."""
    return -(-number // divisor)
