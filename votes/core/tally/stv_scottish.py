"""The single transferable vote as Scotland's local elections count it (docs/rules/stv-scottish.md).

The Scottish Local Government Elections Order 2011, schedule 1, rules 46 to 53: weighted inclusive
transfers, transfer values cut to five decimals. Votes are whole numbers of hundred-thousandths.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from deliberation.core.canonical import Json
from votes.core.choices import Choices
from votes.core.questions import Question
from votes.core.tally import results, transferable
from votes.core.tally.draw import Draw, draw_order
from votes.core.tally.records import read_record
from votes.core.tally.results import Numbers, heads, pile, rankings
from votes.core.tally.standing import Tallied, Tie, Votes, pick_first, pick_last, tallied
from votes.core.tally.transferable import ELECTED, LEFT, STOOD, Fate, decimal, places, ranked_lines

UNIT = 100_000
FIRST, SURPLUS, EXCLUSION = "first", "surplus", "exclusion"
Ranking = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One stage of the count, and who is deemed elected at its end.

    `kind` is `first` (first choices), `surplus` or `exclusion`, of the option `source`; `tie` tells of
    equals when it was picked. `votes` stand after the stage, in units; `exhausted` are votes that name
    nobody who could still take them, `lost` what cutting decimals lost, both so far. `filled`: who is
    left takes the places that are left.
    """

    stage: int
    kind: str
    source: str | None
    tie: Tie | None
    votes: tuple[Tallied, ...]
    exhausted: int
    lost: int
    elected: tuple[str, ...]
    filled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Result(transferable.Result):
    """The count of one question: the `quota` in votes, and the stages."""

    quota: int
    steps: tuple[Step, ...]

    def figure(self, line: results.Line) -> str:
        """The votes as a decimal number."""
        return decimal(int(line.figure), UNIT)


@dataclass(slots=True)
class _Count:
    """The count as it goes: the votes of all, and for each option its parcels of ballots.

    A parcel is all ballots with the same choices to come and the same value; `waiting` are the elected
    whose surplus is still to go on.
    """

    draw: Draw
    quota: int
    places: int
    total: int
    continuing: list[str]
    parcels: dict[str, Counter[tuple[Ranking, int]]]
    votes: dict[str, int]
    exhausted: int = 0
    elected: int = 0
    waiting: list[str] = field(default_factory=list)
    earlier: list[Votes] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)


def count(question: Question, choices: Iterable[Choices], seats: int, seed: str) -> Result:
    """Count legal rankings."""
    piles = pile(choices, seats)
    ranked, draw = rankings(question, piles), draw_order(question, seed)
    steps = _stages(question, ranked, draw) if ranked else []
    return _result(question, tuple(steps), piles.numbers, draw)


def quota_of(ballots: int, seats: int) -> int:
    """The quota in votes: the whole part of ballots / (seats + 1), and one (rule 47)."""
    return ballots // (seats + 1) + 1


def read_result(value: Json) -> Result:
    """One result of a tally.json. Raises Malformed."""
    return read_record(Result, value, "result")


def is_possible(question: Question, result: results.Result, seed: str) -> bool:
    """Whether each stage holds all the votes, elects who reached the quota, and the rest follows.

    Where a vote goes on to cannot be told without the ballots; that none is lost can.
    """
    draw = draw_order(question, seed)
    if not isinstance(result, Result) or not _are_stages(question, result.steps, result.expressed, draw):
        return False
    return result == _result(question, result.steps, result.numbers, draw)


def _stages(question: Question, ranked: Mapping[Ranking, int], draw: Draw) -> list[Step]:
    codes, ballots = question.codes(), sum(ranked.values())
    parcels: dict[str, Counter[tuple[Ranking, int]]] = {code: Counter() for code in codes}
    votes = dict.fromkeys(codes, 0)
    for ranking, times in ranked.items():
        parcels[ranking[0]][ranking[1:], UNIT] += times
        votes[ranking[0]] += times * UNIT
    seats = places(question)
    quota = quota_of(ballots, seats) * UNIT
    going = _Count(draw, quota, seats, ballots * UNIT, list(codes), parcels, votes)
    while going.elected < seats:
        kind, source, tie = _whose_turn(going.earlier, going.continuing, going.waiting, draw)
        if source is not None:
            move = _transfer_surplus if kind == SURPLUS else _exclude
            move(going, source)
        _end_stage(going, kind, source, tie)
    return going.steps


def _whose_turn(
    earlier: Sequence[Votes], continuing: Sequence[str], waiting: Sequence[str], draw: Draw
) -> tuple[str, str | None, Tie | None]:
    """What the next stage does: the kind, whose ballots move, and the tie if there was one."""
    if not earlier:
        return FIRST, None, None
    votes = earlier[-1]
    if waiting:
        most = max(votes[code] for code in waiting)
        equal = [code for code in waiting if votes[code] == most]
        return SURPLUS, *pick_first(equal, earlier, draw)
    fewest = min(votes[code] for code in continuing)
    equal = [code for code in continuing if votes[code] == fewest]
    return EXCLUSION, *pick_last(equal, earlier, draw)


def _transfer_surplus(going: _Count, source: str) -> None:
    """Rules 49 and 50: each ballot goes on at its value x surplus / votes, cut."""
    going.waiting.remove(source)
    held, going.votes[source] = going.votes[source], going.quota
    for (rest, value), times in going.parcels.pop(source).items():
        _pass_on(going, rest, value * (held - going.quota) // held, times)


def _exclude(going: _Count, source: str) -> None:
    """Rules 51 and 52: each ballot goes on at the value it has."""
    going.continuing.remove(source)
    going.votes[source] = 0
    for (rest, value), times in going.parcels.pop(source).items():
        _pass_on(going, rest, value, times)


def _pass_on(going: _Count, rest: Ranking, value: int, times: int) -> None:
    """Give ballots to the first continuing option that they still name, at this value."""
    for place, code in enumerate(rest):
        if code in going.continuing:
            going.parcels[code][rest[place + 1 :], value] += times
            going.votes[code] += value * times
            return
    going.exhausted += value * times


def _end_stage(going: _Count, kind: str, source: str | None, tie: Tie | None) -> None:
    """Rules 48 and 53: who reaches the quota is elected; as many left as places left are, too."""
    elected = [code for code in going.continuing if going.votes[code] >= going.quota]
    left = len(going.continuing) - len(elected)
    filled = 0 < left <= going.places - going.elected - len(elected)
    if filled:
        elected = list(going.continuing)
    elected.sort(key=lambda code: -going.votes[code])
    going.elected += len(elected)
    going.continuing = [code for code in going.continuing if code not in elected]
    waiting = [*going.waiting, *(code for code in elected if going.votes[code] > going.quota)]
    going.waiting = [code for code in going.votes if code in waiting]
    going.earlier.append(dict(going.votes))
    lost = going.total - sum(going.votes.values()) - going.exhausted
    going.steps.append(
        Step(
            stage=len(going.earlier),
            kind=kind,
            source=source,
            tie=tie,
            votes=tallied(going.votes, going.votes),
            exhausted=going.exhausted,
            lost=lost,
            elected=tuple(elected),
            filled=filled,
        )
    )


def _result(question: Question, steps: tuple[Step, ...], numbers: Numbers, draw: Draw) -> Result:
    """The result that follows from the stages."""
    last = {tally.code: tally.votes for step in steps[-1:] for tally in step.votes}
    fates = {code: Fate(STOOD, 0, last.get(code, 0)) for code in question.codes()}
    before: Votes = {}
    for step in steps:
        votes = {tally.code: tally.votes for tally in step.votes}
        if step.kind == EXCLUSION and step.source:
            fates[step.source] = Fate(LEFT, step.stage, before[step.source])
        fates |= {code: Fate(ELECTED, step.stage, votes[code]) for code in step.elected}
        before = votes
    lines, ties = ranked_lines(question, fates)
    return Result(
        **heads(question, numbers, draw),
        places=places(question),
        unit=UNIT,
        quota=quota_of(numbers.expressed, places(question)),
        elected=tuple(code for step in steps for code in step.elected),
        steps=steps,
        ties=(*ties, *(step.tie.codes for step in steps if step.tie and step.tie.lot)),
        options=lines,
    )


def _are_stages(question: Question, steps: Sequence[Step], expressed: int, draw: Draw) -> bool:
    """Whether so many ballots could have gone through these stages, as far as the totals say."""
    if not expressed:
        return not steps
    quota, seats = quota_of(expressed, places(question)) * UNIT, places(question)
    continuing, waiting, elected = list(question.codes()), list[str](), 0
    earlier: list[Votes] = []
    for number, step in enumerate(steps, start=1):
        votes = {tally.code: tally.votes for tally in step.votes}
        whole = sum(votes.values()) + step.exhausted + step.lost == expressed * UNIT
        if not whole or tuple(votes) != question.codes() or step.stage != number or elected >= seats:
            return False
        if (step.kind, step.source, step.tie) != _whose_turn(earlier, continuing, waiting, draw):
            return False
        held = {SURPLUS: quota, EXCLUSION: 0}
        if step.source is not None and votes[step.source] != held[step.kind]:
            return False
        continuing = [code for code in continuing if code != step.source]
        waiting = [code for code in waiting if code != step.source]
        reached = {code for code in continuing if votes[code] >= quota}
        left = len(continuing) - len(reached)
        if step.filled != (0 < left <= seats - elected - len(reached)):
            return False
        if set(step.elected) != (set(continuing) if step.filled else reached):
            return False
        continuing = [code for code in continuing if code not in step.elected]
        waiting += [code for code in step.elected if votes[code] > quota]
        waiting = [code for code in question.codes() if code in waiting]
        elected += len(step.elected)
        earlier.append(votes)
    return elected == seats
