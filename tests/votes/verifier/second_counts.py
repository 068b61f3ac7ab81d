"""The counting of the second reader, written from docs/rules/ alone: no code of votes/."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from fractions import Fraction
from math import ceil
from typing import Any

from tests.votes.verifier.second_duels import ranked_pairs, ranked_pairs_of, schulze, schulze_of
from tests.votes.verifier.second_questions import ALWAYS_DRAWN, APPROVALS, KNOWN, codes_of
from tests.votes.verifier.second_rounds import instant_runoff, meek, scottish
from tests.votes.verifier.second_sums import (
    borda,
    choose,
    choose_of,
    majority_judgement,
    score,
    yes_no,
    yes_no_of,
)


def result(question: Any, ballots: list[Any], seats: int, seed: str) -> Any:
    """The whole result of a question, as tally.json has it."""
    expressed = [choices for choices in ballots if choices != ["blank"]]
    found = heads(question, len(ballots), len(ballots) - len(expressed), seats, seed)
    return finished(question, found | RULES[question["rule"]](question, expressed, found))


def heads(question: Any, ballots: int, blank: int, seats: int, seed: str) -> Any:
    counts = {"seats": seats, "ballots": ballots, "blank": blank, "expressed": ballots - blank}
    return {"question": question["slug"], "rule": question["rule"], **counts, "draw": drawn(question, seed)}


def finished(question: Any, found: Any) -> Any:
    """The result with its quorum, and what depends on it."""
    yes = next((each.get("votes", 0) for each in found["options"] if each["code"] == "yes"), 0)
    found["quorum"] = quorum(question, {**found, "yes": yes})
    if "majority" in found:
        found["adopted"] = found["majority"]["reached"] and (
            not found["quorum"] or found["quorum"]["reached"]
        )
    return found


def is_possible(question: Any, result: Any, count: int, seats: int, seed: str) -> bool:
    """Whether a result without its ballots can be: what follows from its own totals is computed again."""
    own = heads(question, count, result["blank"], seats, seed)
    if any(result[name] != value for name, value in own.items()) or (
        result["blank"] and not question["blank"]
    ):
        return False
    lines = [each.get("code") for each in result["options"]]
    if sorted(map(str, lines)) != sorted(codes_of(question)):
        return False
    if question["rule"] in BY_DUELS:
        again = BY_DUELS[question["rule"]](question, result["duels"], own)
        return bool(finished(question, own | again) == result)
    if KNOWN[question["rule"]][0] != APPROVALS:
        return bool(finished(question, {**result})["quorum"] == result["quorum"])
    votes = {each["code"]: each["votes"] for each in result["options"]}
    if set(votes) != set(codes_of(question)):
        return False
    again = yes_no_of if question["rule"] == "yes-no" else choose_of
    enough = result["expressed"] <= sum(votes.values()) <= result["expressed"] * question["most"]
    same = finished(question, own | again(question, votes, own)) == result
    return bool(same and enough and max(votes.values()) <= result["expressed"])


def drawn(question: Any, seed: str) -> Any:
    """The order by lot, where the question says so, or where the rule knows nothing else."""
    if question["settings"].get("ties") != "draw" and question["rule"] not in ALWAYS_DRAWN:
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


def quorum(question: Any, counts: Any) -> Any:
    asked = question["settings"].get("quorum")
    if not asked:
        return None
    needed, found = ceil(Fraction(asked["share"]) * counts[asked["base"]]), counts[asked["counted"]]
    return {**asked, "found": found, "needed": needed, "reached": found >= needed}


BY_DUELS = {"schulze": schulze_of, "ranked-pairs": ranked_pairs_of}
RULES: dict[str, Callable[[Any, list[Any], Any], Any]] = {
    "yes-no": yes_no,
    "choose": choose,
    "approval": choose,
    "score": score,
    "majority-judgement": majority_judgement,
    "borda": borda,
    "schulze": schulze,
    "ranked-pairs": ranked_pairs,
    "instant-runoff": instant_runoff,
    "stv-scottish": scottish,
    "stv-meek": meek,
}
