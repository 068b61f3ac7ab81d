"""The second reader counts by sums: votes, scores, grades, points. Written from docs/rules/ alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from typing import Any

from tests.votes.verifier.second_questions import codes_of, ratio, scale


def by_worth(question: Any, worth: dict[str, Any], draw: Any) -> tuple[list[Any], list[Any]]:
    """(code, rank) of each option, best first, and the sets of equals."""
    ranked: list[tuple[str, int]] = []
    ties = []
    for value in sorted(set(worth.values()), reverse=True):
        equals = [code for code in codes_of(question) if worth[code] == value]
        if len(equals) > 1:
            ties.append(equals)
        before = len(ranked)
        for place, code in enumerate(sorted(equals, key=draw["order"].index) if draw else equals):
            ranked.append((code, before + 1 + (place if draw else 0)))
    return ranked, ties


def ranked_lines(question: Any, worth: dict[str, Any], lines: dict[str, Any], draw: Any) -> Any:
    """`options` and `ties` of a result: the lines of the options in order, with their ranks."""
    order, ties = by_worth(question, worth, draw)
    return {"options": [{"code": code, "rank": rank, **lines[code]} for code, rank in order], "ties": ties}


def votes_of(question: Any, ballots: list[Any]) -> dict[str, int]:
    named = Counter(code for choices in ballots for code in choices)
    return {code: named[code] for code in codes_of(question)}


def choose_of(question: Any, votes: dict[str, int], found: Any) -> Any:
    lines = {code: {"votes": number} for code, number in votes.items()}
    return {**ranked_lines(question, votes, lines, found["draw"]), "most": question["most"]}


def yes_no_of(question: Any, votes: dict[str, int], found: Any) -> Any:
    counted = choose_of(question, votes, found)
    del counted["most"]
    settings = question["settings"]
    base, share, more = (
        settings.get("base", "decided"),
        settings.get("share", "1/2"),
        settings.get("more", True),
    )
    size = votes["yes"] + votes["no"] if base == "decided" else found[base]
    needed = max(1, floor(Fraction(share) * size) + 1 if more else ceil(Fraction(share) * size))
    reached = votes["yes"] >= needed
    majority = {
        "base": base,
        "share": share,
        "more": more,
        "size": size,
        "needed": needed,
        "reached": reached,
    }
    return {**counted, "majority": majority}


def choose(question: Any, ballots: list[Any], found: Any) -> Any:
    return choose_of(question, votes_of(question, ballots), found)


def yes_no(question: Any, ballots: list[Any], found: Any) -> Any:
    return yes_no_of(question, votes_of(question, ballots), found)


def score(question: Any, ballots: list[Any], found: Any) -> Any:
    settings, grades = question["settings"], scale(question)
    by = settings.get("by", "total")
    lines, worth = {}, {}
    for code in codes_of(question):
        own = [grade for choices in ballots for named, grade in choices if named == code]
        mean = Fraction(sum(own), len(own)) if own else None
        lines[code] = {
            "given": [own.count(grade) for grade in grades],
            "scored": len(own),
            "total": sum(own),
            "mean": None if mean is None else ratio(mean),
        }
        worth[code] = sum(own) if by == "total" else Fraction(-1) if mean is None else mean
    ends = {"by": by, "lowest": grades[0], "highest": grades[-1]}
    return {**ranked_lines(question, worth, lines, found["draw"]), **ends}


def majority_judgement(question: Any, ballots: list[Any], found: Any) -> Any:
    grades = scale(question)
    lines, worth = {}, {}
    for code in codes_of(question):
        given = [dict(choices).get(code) for choices in ballots]
        own = sorted(grade or 0 for grade in given)
        worth[code] = tuple(majority_value(own))
        median = worth[code][0] if own else None
        lines[code] = {
            "given": [own.count(grade) for grade in grades],
            "missing": given.count(None),
            "median": median,
            "better": sum(grade > (median or 0) for grade in own),
            "worse": sum(grade < (median or 0) for grade in own),
        }
    counted = ranked_lines(question, worth, lines, found["draw"])
    order = [each["code"] for each in counted["options"]]
    steps = []
    for before, after in pairwise(order):
        one, other = worth[before], worth[after]
        if one and one[0] == other[0] and one != other:
            place = next(place for place in range(len(one)) if one[place] != other[place])
            steps.append(
                {
                    "before": before,
                    "after": after,
                    "removed": place,
                    "better": one[place],
                    "worse": other[place],
                }
            )
    return {**counted, "steps": steps, "grades": question["settings"]["grades"]}


def majority_value(judgements: Sequence[int]) -> list[int]:
    left, value = list(judgements), []
    while left:
        value.append(left.pop((len(left) - 1) // 2))
    return value


def borda(question: Any, ballots: list[Any], found: Any) -> Any:
    codes, how = codes_of(question), question["settings"].get("unranked", "averaged")
    size = len(codes)
    points = dict.fromkeys(codes, Fraction(0))
    for choices in ballots:
        first = len(choices) if how == "modified" else size - 1
        for code in codes:
            if code in choices:
                points[code] += first - choices.index(code)
            elif how == "averaged":
                points[code] += Fraction(size - len(choices) - 1, 2)
    lines = {
        code: {
            "places": [
                sum(choices[place : place + 1] == [code] for choices in ballots) for place in range(size)
            ],
            "points": ratio(points[code]),
        }
        for code in codes
    }
    return {**ranked_lines(question, points, lines, found["draw"]), "unranked": how}
