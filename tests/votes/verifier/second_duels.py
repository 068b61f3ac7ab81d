"""The second reader counts by duels. Written from docs/rules/ alone."""

from __future__ import annotations

from typing import Any

from tests.votes.verifier.second_questions import codes_of
from tests.votes.verifier.second_sums import ranked_lines


def duels_of(question: Any, ballots: list[Any]) -> list[list[int]]:
    """d, rows and columns in the order of the question."""
    codes = codes_of(question)

    def before(choices: list[str], one: str, other: str) -> bool:
        return one in choices and (other not in choices or choices.index(one) < choices.index(other))

    return [[sum(before(each, one, other) for each in ballots) for other in codes] for one in codes]


def winner_of_all(question: Any, duels: list[list[int]]) -> str | None:
    codes = codes_of(question)
    others = range(len(codes))
    wins = [c for x, c in enumerate(codes) if all(duels[x][y] > duels[y][x] for y in others if y != x)]
    return wins[0] if wins else None


def schulze(question: Any, ballots: list[Any], found: Any) -> Any:
    return schulze_of(question, duels_of(question, ballots), found)


def schulze_of(question: Any, duels: list[list[int]], found: Any) -> Any:
    codes, condorcet = codes_of(question), winner_of_all(question, duels)
    places = range(len(codes))
    paths = [[duels[x][y] if duels[x][y] > duels[y][x] else 0 for y in places] for x in places]
    for m in places:
        for x in places:
            for y in places:
                if x != y:
                    paths[x][y] = max(paths[x][y], min(paths[x][m], paths[m][y]))
    lines, worth = {}, {}
    for x, code in enumerate(codes):
        beats, beaten = (
            sum(paths[x][y] > paths[y][x] for y in places),
            sum(paths[y][x] > paths[x][y] for y in places),
        )
        lines[code], worth[code] = {"beats": beats, "beaten_by": beaten}, -beaten
    counted = ranked_lines(question, worth, lines, found["draw"])
    return {**counted, "duels": duels, "paths": paths, "condorcet": condorcet}


def ranked_pairs(question: Any, ballots: list[Any], found: Any) -> Any:
    return ranked_pairs_of(question, duels_of(question, ballots), found)


def ranked_pairs_of(question: Any, duels: list[list[int]], found: Any) -> Any:
    codes, draw = codes_of(question), found["draw"]
    how = question["settings"].get("strength", "winning-votes")
    condorcet = winner_of_all(question, duels)
    places = range(len(codes))
    strength = {
        (x, y): duels[x][y] if how == "winning-votes" else duels[x][y] - duels[y][x]
        for x in places
        for y in places
        if duels[x][y] > duels[y][x]
    }
    locked: set[tuple[int, int]] = set()
    steps = []
    for force in sorted(set(strength.values()), reverse=True):
        equals = [duel for duel in strength if strength[duel] == force]
        if draw:
            lot = [draw["order"].index(code) for code in codes]
            equals.sort(key=lambda duel: (lot[duel[0]], -lot[duel[1]]))
            kept = []
            for duel in equals:
                if not leads(locked, duel[1], duel[0]):
                    locked.add(duel)
                    kept.append(duel)
        else:
            kept = [duel for duel in equals if not leads(locked | set(equals), duel[1], duel[0])]
            locked |= set(kept)
        steps += [
            {
                "winner": codes[x],
                "loser": codes[y],
                "votes": duels[x][y],
                "against": duels[y][x],
                "strength": force,
                "locked": (x, y) in kept,
            }
            for x, y in equals
        ]
    lines, worth = {}, {}
    for x, code in enumerate(codes):
        before, behind = (sum(leads(locked, y, x) for y in places), sum(leads(locked, x, y) for y in places))
        lines[code], worth[code] = {"before": before, "behind": behind}, -before
    counted = ranked_lines(question, worth, lines, draw)
    return {**counted, "duels": duels, "condorcet": condorcet, "strength": how, "steps": steps}


def leads(arrows: set[tuple[int, int]], start: int, goal: int) -> bool:
    """Whether arrows lead from one to the other."""
    seen: set[int] = set()
    waiting = [start]
    while waiting:
        here = waiting.pop()
        nexts = {end for begin, end in arrows if begin == here} - seen
        if goal in nexts:
            return True
        seen |= nexts
        waiting += nexts
    return False
