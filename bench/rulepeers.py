"""Random elections counted by our rules and by pref_voting's: one function for each rule.

Each says whether the two agree, or None where there is nothing to compare: a tie that the two break in
ways of their own. What is compared, rule by rule, is told in `docs/rules/cross-check.md`.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from math import factorial, prod
from typing import Any

from votes.core.definition import check_question
from votes.core.questions import Option, Question
from votes.core.tally import (
    borda,
    choose,
    instant_runoff,
    majority_judgement,
    ranked_pairs,
    schulze,
    score,
    stv_meek,
    stv_scottish,
)
from votes.core.tally.results import Line

Compared = bool | None
Ranking = tuple[str, ...]
# Orders of equal duels that a peer which tries them all is given to try.
MOST_ORDERS = 720
SEATS = 10_000
# To its usual 1e-10 one election takes that peer half a second.
MEEK_TOLERANCE = 1e-6


def choose_one(draw: random.Random) -> Compared:
    """Choose 1 against plurality: the same set of winners."""
    from pref_voting.scoring_methods import plurality

    codes = _codes(draw)
    ballots = [(draw.choice(codes),) for _ in range(draw.randint(1, 40))]
    ours = choose.count(_question(codes, "choose", most=1), ballots, SEATS, "")
    full = [(*ballot, *(code for code in codes if code not in ballot)) for ballot in ballots]
    return _first(ours.options) == set(plurality(_linear(codes, full)))


def choose_several(draw: random.Random) -> Compared:
    """Choose up to n against the approval of the same options: the same set of winners."""
    codes = _codes(draw)
    most = draw.randint(1, len(codes))
    ballots = [_some(codes, draw, most) for _ in range(draw.randint(1, 40))]
    return _approved(codes, ballots, "choose", most)


def approval(draw: random.Random) -> Compared:
    """Approval against approval: the same set of winners."""
    codes = _codes(draw)
    ballots = [_some(codes, draw, len(codes)) for _ in range(draw.randint(1, 40))]
    return _approved(codes, ballots, "approval", len(codes))


def score_total(draw: random.Random) -> Compared:
    """Scores by total against the sum of scores: the same set of winners, the same totals."""
    codes, ballots = _graded(draw, 6, complete=False)
    ours = score.count(_question(codes, "score"), ballots, SEATS, "")
    theirs = _grades(codes, ballots, range(6))
    totals = {line.code: line.total for line in ours.options}
    return all(totals[code] == (theirs.sum(at) or 0) for at, code in enumerate(codes))


def score_mean(draw: random.Random) -> Compared:
    """Scores by mean against the mean of scores: the same set of winners among those that have one."""
    from pref_voting.grade_methods import score_voting

    codes, ballots = _graded(draw, 6, complete=False)
    ours = score.count(_question(codes, "score", by="mean"), ballots, SEATS, "")
    theirs = set(score_voting(_grades(codes, ballots, range(6)), evaluation_method="mean"))
    return _first(ours.options) == theirs or _near(ours.options)


def judgement(draw: random.Random) -> Compared:
    """Majority judgement against the grades of the majority-gauge: see the page for what that decides."""
    from pref_voting.grade_methods import majority_judgement as gauge

    codes, ballots = _graded(draw, 5, complete=True)
    words = ["E", "D", "C", "B", "A"]
    ours = majority_judgement.count(_question(codes, "majority-judgement", grades=words), ballots, SEATS, "")
    theirs = set(gauge(_grades(codes, ballots, range(5))))
    gauges = {line.code: _gauge(line) for line in ours.options}
    best = max(gauges.values())
    if sum(each == best for each in gauges.values()) > 1:
        # The gauge leaves a tie that the majority-values may still break: our winners are among theirs.
        return _first(ours.options) <= theirs
    return _first(ours.options) == theirs


def judgement_by_hand(draw: random.Random) -> Compared:
    """Majority judgement against the definition, one middle grade taken away after another: all ranks."""
    codes, ballots = _graded(draw, 5, complete=False)
    words = ["E", "D", "C", "B", "A"]
    ours = majority_judgement.count(_question(codes, "majority-judgement", grades=words), ballots, SEATS, "")
    values = {code: _majority_value([dict(ballot).get(code, 0) for ballot in ballots]) for code in codes}
    ranks = {code: 1 + sum(other > values[code] for other in values.values()) for code in codes}
    return ranks == {line.code: line.rank for line in ours.options}


def borda_full(draw: random.Random) -> Compared:
    """Borda on full rankings against Borda: the same points."""
    codes, ballots = _ranked(draw, full=True)
    ours = borda.count(_question(codes, "borda"), ballots, SEATS, "")
    theirs = _linear(codes, ballots).borda_scores()
    return all(line.points == theirs[codes.index(line.code)] for line in ours.options)


def borda_cut(draw: random.Random) -> Compared:
    """Borda, averaged, on any rankings against symmetric Borda: the same points on another scale."""
    from pref_voting.scoring_methods import symmetric_borda_scores

    codes, ballots = _ranked(draw)
    ours = borda.count(_question(codes, "borda"), ballots, SEATS, "")
    theirs = symmetric_borda_scores(_weak(codes, ballots))
    middle = Fraction(len(ballots) * (len(codes) - 1), 2)
    return all(2 * (line.points - middle) == theirs[codes.index(line.code)] for line in ours.options)


def schulze_full_order(draw: random.Random) -> Compared:
    """Schulze, winning votes, against beat path by support: who beats whom, for each two."""
    from pref_voting.margin_based_methods import beat_path, beat_path_defeat

    codes, ballots = _ranked(draw)
    ours = schulze.count(_question(codes, "schulze"), ballots, SEATS, "")
    peer = _weak(codes, ballots)
    beaten = set(beat_path_defeat(peer, strength_function=peer.support).edges())
    span = range(len(codes))
    own = {(one, other) for one in span for other in span if ours.paths[one][other] > ours.paths[other][one]}
    winners = set(beat_path(peer, strength_function=peer.support))
    return own == beaten and _first(ours.options) == winners


def pairs_by_votes(draw: random.Random) -> Compared:
    """Ranked pairs, winning votes, against ranked pairs by support, where no two options are equal."""
    from pref_voting.margin_based_methods import ranked_pairs as peer_rule

    codes, ballots = _ranked(draw)
    ours = ranked_pairs.count(_question(codes, "ranked-pairs"), ballots, SEATS, "")
    if any(one == other for one, other in _both_ways(ours.duels)) or _orders(ours) > 1:
        return None
    peer = _weak(codes, ballots)
    return _first(ours.options) == set(peer_rule(peer, strength_function=peer.support))


def pairs_by_margins(draw: random.Random) -> Compared:
    """Ranked pairs, margins, ties by lot, against all orders of equal pairs: our winner is one of theirs."""
    from pref_voting.margin_based_methods import ranked_pairs as peer_rule

    codes, ballots = _ranked(draw)
    question = _question(codes, "ranked-pairs", strength="margins", ties="draw")
    ours = ranked_pairs.count(question, ballots, SEATS, str(draw.random()))
    even = sum(one == other for one, other in _both_ways(ours.duels))
    if _orders(ours) * factorial(2 * even) > MOST_ORDERS:
        return None
    return _first(ours.options) <= set(peer_rule(_weak(codes, ballots)))


def runoff(draw: random.Random) -> Compared:
    """Instant run-off against all ways to break its ties: our winner is one of theirs."""
    from pref_voting.iterative_methods import instant_runoff_put

    codes, ballots = _ranked(draw)
    ours = instant_runoff.count(_question(codes, "instant-runoff"), ballots, SEATS, str(draw.random()))
    return _first(ours.options) <= set(instant_runoff_put(_weak(codes, ballots)))


def scottish(draw: random.Random) -> Compared:
    """The Scottish count against pref_voting's, where the lot decides nothing: the same elected."""
    from pref_voting.proportional_methods import stv_scottish as peer_rule

    codes, ballots = _ranked(draw, most_ballots=200)
    places = draw.randint(1, len(codes) - 1)
    ours = stv_scottish.count(_question(codes, "stv-scottish", places=places), ballots, SEATS, "")
    if any(step.tie and step.tie.lot for step in ours.steps):
        return None
    return set(ours.elected) == {codes[at] for at in peer_rule(_weak(codes, ballots), num_seats=places)}


def meek(draw: random.Random) -> Compared:
    """Meek's count against pref_voting's, where the lot decides nothing: the same elected."""
    from pref_voting.proportional_methods import stv_meek as peer_rule

    codes, ballots = _ranked(draw)
    places = draw.randint(1, len(codes) - 1)
    ours = stv_meek.count(_question(codes, "stv-meek", places=places), ballots, SEATS, "")
    if any(step.tie for step in ours.steps):
        return None
    theirs = peer_rule(_weak(codes, ballots), num_seats=places, tol=MEEK_TOLERANCE)
    return set(ours.elected) == {codes[at] for at in theirs}


PEERS: Mapping[str, Callable[[random.Random], Compared]] = {
    "choose 1": choose_one,
    "choose up to n": choose_several,
    "approval": approval,
    "score, total": score_total,
    "score, mean": score_mean,
    "majority judgement": judgement,
    "majority judgement, by hand": judgement_by_hand,
    "borda, full": borda_full,
    "borda, averaged": borda_cut,
    "schulze": schulze_full_order,
    "ranked pairs, winning votes": pairs_by_votes,
    "ranked pairs, margins": pairs_by_margins,
    "instant run-off": runoff,
    "stv, scottish": scottish,
    "stv, meek": meek,
}


def _codes(draw: random.Random) -> list[str]:
    return [f"o{number}" for number in range(draw.randint(3, 6))]


def _question(codes: Sequence[str], rule: str, most: int | None = None, **settings: Any) -> Question:
    options = tuple(Option(code, code) for code in codes)
    question = Question("q", 1, "Q?", rule, most or len(codes), True, options, settings=settings)
    check_question(question)
    return question


def _some(codes: Sequence[str], draw: random.Random, most: int) -> Ranking:
    chosen = draw.sample(codes, draw.randint(1, most))
    return tuple(code for code in codes if code in chosen)


def _ranked(
    draw: random.Random, full: bool = False, most_ballots: int = 40
) -> tuple[list[str], list[Ranking]]:
    """Rankings of three kinds in turn: any order at all; near one order; two camps."""
    codes = _codes(draw)
    kind, favourite = draw.randrange(3), draw.sample(codes, len(codes))
    ballots = []
    for _ in range(draw.randint(3, most_ballots)):
        order = draw.sample(codes, len(codes)) if kind == 0 else list(favourite)
        if kind == 2 and draw.random() < 0.45:
            order.reverse()
        for _swap in range(draw.randint(0, 3) if kind else 0):
            at = draw.randrange(len(codes) - 1)
            order[at], order[at + 1] = order[at + 1], order[at]
        ballots.append(tuple(order[: len(codes) if full else draw.randint(1, len(codes))]))
    return codes, ballots


def _graded(
    draw: random.Random, scale: int, complete: bool
) -> tuple[list[str], list[tuple[tuple[str, int], ...]]]:
    codes = _codes(draw)
    liked = {code: draw.random() for code in codes}
    ballots = []
    for _ in range(draw.randint(1, 40)):
        given = [
            (code, min(scale - 1, max(0, round(draw.gauss(liked[code], 0.4) * (scale - 1)))))
            for code in codes
            if complete or draw.random() < 0.8
        ]
        ballots.append(tuple(given) or ((codes[0], 0),))
    return codes, ballots


def _approved(codes: list[str], ballots: list[Ranking], rule: str, most: int) -> bool:
    from pref_voting.grade_methods import approval as peer_rule

    ours = choose.count(_question(codes, rule, most), ballots, SEATS, "")
    grades = [dict.fromkeys(ballot, 1) for ballot in ballots]
    theirs = _grade_profile(codes, grades, [0, 1])
    totals = {line.code: line.votes for line in ours.options}
    same = all(totals[code] == (theirs.sum(at) or 0) for at, code in enumerate(codes))
    return same and _first(ours.options) == set(peer_rule(theirs))


def _linear(codes: Sequence[str], ballots: Sequence[Ranking]) -> Any:
    from pref_voting.profiles import Profile

    return Profile([[codes.index(code) for code in ballot] for ballot in ballots])


def _weak(codes: Sequence[str], ballots: Sequence[Ranking]) -> Any:
    """Their profile of rankings that may stop early: who is ranked comes before who is not."""
    from pref_voting.profiles_with_ties import ProfileWithTies

    ranks = [{codes.index(code): place for place, code in enumerate(ballot, 1)} for ballot in ballots]
    profile = ProfileWithTies(ranks, candidates=list(range(len(codes))))
    profile.use_extended_strict_preference()
    return profile


def _grades(codes: list[str], ballots: Sequence[tuple[tuple[str, int], ...]], scale: range) -> Any:
    return _grade_profile(codes, [dict(ballot) for ballot in ballots], list(scale))


def _grade_profile(codes: list[str], ballots: list[dict[str, int]], scale: list[int]) -> Any:
    from pref_voting.grade_profiles import GradeProfile

    given = [{codes.index(code): grade for code, grade in ballot.items()} for ballot in ballots]
    return GradeProfile(given, scale, candidates=list(range(len(codes))))


def _first(lines: Sequence[Line]) -> set[int]:
    """The numbers of the options of rank 1; codes are `o` and a number."""
    return {int(line.code[1:]) for line in lines if line.rank == 1}


def _gauge(line: majority_judgement.Line) -> tuple[int, int]:
    """The majority-gauge: the median, then those above it if they are more, else minus those below."""
    return line.median or 0, line.better if line.better > line.worse else -line.worse


def _majority_value(grades: list[int]) -> list[int]:
    """The definition: take the lower middle grade away until none is left."""
    left, value = sorted(grades), []
    while left:
        value.append(left.pop((len(left) - 1) // 2))
    return value


def _near(lines: Sequence[score.Line]) -> bool:
    """Whether two means at the top are so near that floating point may take them for another order."""
    means = sorted((line.mean for line in lines if line.mean is not None), reverse=True)
    return len(means) > 1 and means[0] - means[1] < Fraction(1, 10**9)


def _both_ways(duels: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    span = range(len(duels))
    return [(duels[one][other], duels[other][one]) for one, other in combinations(span, 2)]


def _orders(result: ranked_pairs.Result) -> int:
    """How many orders equally strong duels can be looked at in."""
    strengths = [step.strength for step in result.steps]
    return prod(factorial(strengths.count(strength)) for strength in set(strengths))
