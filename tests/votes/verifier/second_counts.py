"""The counting of the second reader, written from docs/rules/ alone: no code of votes/."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from math import ceil, floor
from typing import Any

APPROVALS, RANKING, GRADES = "approvals", "ranking", "grades"
SHAPES = {"yes-no": APPROVALS, "choose": APPROVALS, "approval": APPROVALS}


def codes_of(question: Any) -> list[str]:
    return [option["code"] for option in question["options"]]


def is_legal(question: Any, choices: list[Any]) -> bool:
    """Whether these choices are a ballot of the question: shape, options, number, order, scale."""
    if choices == ["blank"]:
        return bool(question["blank"])
    shape = SHAPES[question["rule"]]
    pairs = [each if isinstance(each, list) else [each] for each in choices]
    named, offered = [pair[0] for pair in pairs], codes_of(question)
    if (
        not named
        or len(named) > question["most"]
        or len(set(named)) < len(named)
        or not set(named) <= set(offered)
    ):
        return False
    if shape != RANKING and named != [code for code in offered if code in named]:
        return False
    return all(isinstance(each, str) for each in choices)


def result(question: Any, ballots: list[Any], seats: int, seed: str) -> Any:
    """The whole result of a question, as tally.json has it."""
    blank = sum(choices == ["blank"] for choices in ballots)
    expressed = [choices for choices in ballots if choices != ["blank"]]
    counts = {"seats": seats, "ballots": len(ballots), "expressed": len(expressed)}
    found = {"question": question["slug"], "rule": question["rule"], "blank": blank, **counts,
             "draw": drawn(question, seed)}  # fmt: skip
    found |= RULES[question["rule"]](question, expressed, found)
    counts["yes"] = next((each.get("votes", 0) for each in found["options"] if each["code"] == "yes"), 0)
    found["quorum"] = quorum(question, counts)
    if "majority" in found:
        found["adopted"] = found["majority"]["reached"] and (
            not found["quorum"] or found["quorum"]["reached"]
        )
    return found


def is_possible(question: Any, result: Any, count: int, seats: int, seed: str) -> bool:
    """Whether a result without its ballots can be: totals that some ballots give, the rest following."""
    votes = {each["code"]: each["votes"] for each in result["options"]}
    if (result["ballots"], result["seats"], result["blank"] + result["expressed"]) != (count, seats, count):
        return False
    if set(votes) != set(codes_of(question)) or (result["blank"] and not question["blank"]):
        return False
    options, ties = by_worth(question, votes, "votes", drawn(question, seed))
    enough = result["expressed"] <= sum(votes.values()) <= result["expressed"] * question["most"]
    return (
        (options, ties) == (result["options"], result["ties"])
        and enough
        and max(votes.values()) <= result["expressed"]
    )


def drawn(question: Any, seed: str) -> Any:
    """The order by lot, where the question says so."""
    if question["settings"].get("ties") != "draw":
        return None
    order, counter = codes_of(question), 0
    for last in range(len(order) - 1, 0, -1):
        while True:
            text = f"livret-lots-v1|{seed}|{counter}".encode()
            number, counter = int.from_bytes(hashlib.sha256(text).digest(), "big"), counter + 1
            if number < 2**256 - 2**256 % (last + 1):
                break
        other = number % (last + 1)
        order[last], order[other] = order[other], order[last]
    return {"order": order, "seed": seed}


def quorum(question: Any, counts: dict[str, int]) -> Any:
    asked = question["settings"].get("quorum")
    if not asked:
        return None
    needed, found = ceil(Fraction(asked["share"]) * counts[asked["base"]]), counts[asked["counted"]]
    return {**asked, "found": found, "needed": needed, "reached": found >= needed}


def by_worth(question: Any, worth: dict[str, Any], name: str, draw: Any) -> tuple[list[Any], list[Any]]:
    """Options with their ranks, best first, and the sets of equals."""
    options: list[Any] = []
    ties = []
    for value in sorted(set(worth.values()), reverse=True):
        equals = [code for code in codes_of(question) if worth[code] == value]
        if len(equals) > 1:
            ties.append(equals)
        before = len(options)
        for place, code in enumerate(sorted(equals, key=draw["order"].index) if draw else equals):
            options.append({"code": code, "rank": before + 1 + (place if draw else 0), name: value})
    return options, ties


def choose(question: Any, ballots: list[Any], found: Any) -> Any:
    named = Counter(code for choices in ballots for code in choices)
    votes = {code: named[code] for code in codes_of(question)}
    options, ties = by_worth(question, votes, "votes", found["draw"])
    return {"options": options, "ties": ties, "most": question["most"]}


def yes_no(question: Any, ballots: list[Any], found: Any) -> Any:
    counted = choose(question, ballots, found)
    del counted["most"]
    votes = {each["code"]: each["votes"] for each in counted["options"]}
    base, share, more = (
        question["settings"].get(*each) for each in (("base", "decided"), ("share", "1/2"), ("more", True))
    )
    size = votes["yes"] + votes["no"] if base == "decided" else found[base]
    needed = max(1, floor(Fraction(share) * size) + 1 if more else ceil(Fraction(share) * size))
    majority = {
        "base": base,
        "share": share,
        "more": more,
        "size": size,
        "needed": needed,
        "reached": votes["yes"] >= needed,
    }
    return {**counted, "majority": majority}


RULES: dict[str, Callable[[Any, list[Any], Any], Any]] = {
    "yes-no": yes_no,
    "choose": choose,
    "approval": choose,
}
