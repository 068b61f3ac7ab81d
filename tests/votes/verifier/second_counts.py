"""The counting of the second reader, written from docs/rules/ alone: no code of votes/."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from typing import Any

APPROVALS, RANKING, GRADES = "approvals", "ranking", "grades"
COMMON = {"ties", "quorum"}
# What became of an option: 2 elected, 1 stood, 0 left; at which step; its votes then.
Fate = tuple[int, int, int]
# Rule: the shape of its ballots, its own settings.
KNOWN: dict[str, tuple[str, set[str]]] = {
    "yes-no": (APPROVALS, {"base", "share", "more"}),
    "choose": (APPROVALS, set()),
    "approval": (APPROVALS, set()),
    "score": (GRADES, {"lowest", "highest", "by", "complete"}),
    "majority-judgement": (GRADES, {"grades", "complete"}),
    "borda": (RANKING, {"unranked"}),
    "schulze": (RANKING, set()),
    "ranked-pairs": (RANKING, {"strength"}),
    "instant-runoff": (RANKING, set()),
    "stv-scottish": (RANKING, {"places"}),
    "stv-meek": (RANKING, {"places"}),
}


def codes_of(question: Any) -> list[str]:
    return [option["code"] for option in question["options"]]


def may_ask(question: Any) -> bool:
    """Whether the rule is known and its settings are its own; most is all options where the page says so."""
    if question["rule"] not in KNOWN:
        return False
    shape, own = KNOWN[question["rule"]]
    codes, settings = codes_of(question), question["settings"]
    if question["rule"] == "yes-no" and (
        codes not in (["yes", "no"], ["yes", "no", "abstain"]) or question["most"] != 1
    ):
        return False
    if (shape == GRADES or question["rule"] == "approval") and question["most"] != len(codes):
        return False
    if question["rule"] in ("schulze", "ranked-pairs") and len(codes) > 50:
        return False
    known = own | (COMMON - {"ties"} if question["rule"] == "yes-no" else COMMON)
    return set(settings) <= known and all(may_set(question, name, settings[name]) for name in settings)


WORDS: dict[str, tuple[str, ...]] = {
    "base": ("decided", "expressed", "ballots", "seats"),
    "by": ("total", "mean"),
    "unranked": ("averaged", "zero", "modified"),
    "strength": ("winning-votes", "margins"),
}


def may_set(question: Any, name: str, value: Any) -> bool:
    """Whether a setting is one that the page of the rule lets stand."""
    settings, whole = question["settings"], isinstance(value, int) and not isinstance(value, bool)
    if name == "quorum":
        return value is None or is_quorum(value, yes=question["rule"] == "yes-no")
    if name == "share":
        return is_share(value) and (settings.get("more", True) is False or value != "1/1")
    if name == "ties":
        return value == "draw" or (value == "declared" and question["rule"] not in ALWAYS_DRAWN)
    if name == "places":
        return whole and 1 <= value <= len(codes_of(question))
    if name in ("lowest", "highest"):
        lowest, highest = settings.get("lowest", 0), settings.get("highest", 5)
        return whole and isinstance(lowest, int) and isinstance(highest, int) and 0 <= lowest < highest <= 100
    if name == "grades":
        texts = isinstance(value, list) and all(isinstance(word, str) and word.strip() for word in value)
        return bool(texts and 2 <= len(value) <= 12 and len(set(value)) == len(value))
    if name in WORDS:
        return isinstance(value, str) and value in WORDS[name]
    return isinstance(value, bool)


def is_share(value: Any) -> bool:
    """A ratio in lowest terms, above 0 and at most 1."""
    if not isinstance(value, str) or not re.fullmatch("[0-9]{1,40}/0*[1-9][0-9]{0,39}", value):
        return False
    return ratio(Fraction(value)) == value and 0 < Fraction(value) <= 1


def is_quorum(value: Any, yes: bool) -> bool:
    if not isinstance(value, dict) or set(value) != {"base", "counted", "share"}:
        return False
    counted = ("ballots", "expressed", "yes") if yes else ("ballots", "expressed")
    known = value["base"] in ("seats", "ballots") and value["counted"] in counted
    return known and value["base"] != value["counted"] and is_share(value["share"])


def scale(question: Any) -> range:
    settings = question["settings"]
    if question["rule"] == "majority-judgement":
        return range(len(settings["grades"]))
    return range(settings.get("lowest", 0), settings.get("highest", 5) + 1)


def is_legal(question: Any, choices: list[Any]) -> bool:
    """Whether these choices are a ballot of the question: shape, options, number, order, scale."""
    if choices == ["blank"]:
        return bool(question["blank"])
    shape = KNOWN[question["rule"]][0]
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
    if shape != GRADES:
        return all(isinstance(each, str) for each in choices)
    complete = question["settings"].get("complete", False)
    graded = all(len(pair) == 2 and pair[1] in scale(question) for pair in pairs)
    return graded and (not complete or len(named) == len(offered))


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


def ratio(value: Fraction) -> str:
    return f"{value.numerator}/{value.denominator}"


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


def instant_runoff(question: Any, ballots: list[Any], found: Any) -> Any:
    codes, order = codes_of(question), found["draw"]["order"]
    standing, before = list(codes), list[dict[str, int]]()
    steps: list[Any] = []
    while ballots and (len(standing) > 1 or not steps):
        votes, exhausted = dict.fromkeys(standing, 0), 0
        for choices in ballots:
            own = next((code for code in choices if code in votes), None)
            if own is None:
                exhausted += 1
            else:
                votes[own] += 1
        out, tie = who_leaves(votes, before, order) if len(standing) > 1 else ([], None)
        majority = next((code for code in votes if 2 * votes[code] > sum(votes.values())), None)
        told = [{"code": code, "votes": votes[code]} for code in votes]
        steps.append({"round": len(steps) + 1, "votes": told, "exhausted": exhausted, "majority": majority,
                      "out": out, "tie": tie})  # fmt: skip
        before.append(votes)
        standing = [code for code in standing if code not in out]
    left = {code: step["round"] for step in steps for code in step["out"]}
    last = {code: number for number, votes in enumerate(before, start=1) for code in votes}
    lines = {
        code: {"round": last.get(code, 0), "votes": before[last[code] - 1][code] if code in last else 0}
        for code in codes
    }
    counted = ranked_lines(question, {code: left.get(code, len(steps) + 1) for code in codes}, lines, None)
    counted["ties"] += [step["tie"]["codes"] for step in steps if step["tie"] and step["tie"]["lot"]]
    first = next((step["round"] for step in steps if step["majority"]), None)
    return {**counted, "steps": steps, "majority_round": first}


def scottish(question: Any, ballots: list[Any], found: Any) -> Any:
    codes, order, unit = codes_of(question), found["draw"]["order"], 100_000
    places = question["settings"].get("places", 1)
    quota = len(ballots) // (places + 1) + 1
    held: dict[str, list[tuple[list[str], int]]] = {code: [] for code in codes}
    for choices in ballots:
        held[choices[0]].append((choices, unit))
    votes = {code: unit * len(held[code]) for code in codes}
    exhausted = lost = 0
    elected: list[str] = []
    gone: dict[str, int] = {}
    before: list[dict[str, int]] = []
    steps: list[Any] = []
    kind, source, tie = "first", None, None
    while ballots:
        stage = len(steps) + 1
        going = [code for code in codes if code not in gone]
        reached = [code for code in going if votes[code] >= quota * unit]
        for code in reached:
            gone[code] = stage
        going = [code for code in going if code not in gone]
        left = places - len(elected) - len(reached)
        filled = 0 < len(going) <= left
        if filled:
            for code in going:
                gone[code] = stage
            reached += going
        reached.sort(key=lambda code: (-votes[code], codes.index(code)))
        elected += reached
        steps.append({"stage": stage, "kind": kind, "source": source, "tie": tie, "elected": reached,
                      "filled": filled, "exhausted": exhausted, "lost": lost,
                      "votes": [{"code": code, "votes": votes[code]} for code in codes]})  # fmt: skip
        before.append(dict(votes))
        if filled or len(elected) >= places:
            break
        over = [code for code in elected if votes[code] > quota * unit]
        going = [code for code in codes if code not in gone]
        if over:
            kind = "surplus"
            source, tie = told_apart(over, votes, before[:-1], max, order)
            surplus = votes[source] - quota * unit
            moving = [(choices, value * surplus // votes[source]) for choices, value in held[source]]
            lost += surplus - sum(value for _, value in moving)
            votes[source] = quota * unit
        else:
            kind = "exclusion"
            source, tie = told_apart(going, votes, before[:-1], min, order)
            moving, votes[source], gone[source] = held[source], 0, stage + 1
            going.remove(source)
        held[source] = []
        for choices, value in moving:
            goal = next((code for code in choices if code in going), None)
            if goal is None:
                exhausted += value
            else:
                votes[goal] += value
                held[goal].append((choices, value))
    fates = {}
    for code in codes:
        at = gone.get(code, 0)
        stood = before[at - 1][code] if code in elected else before[at - 2][code] if at else votes[code]
        fates[code] = (2 if code in elected else 0 if at else 1, at, stood)
    return {**placed(question, fates, elected, steps), "places": places, "unit": unit, "quota": quota}


def placed(question: Any, fates: dict[str, Fate], elected: list[str], steps: list[Any]) -> Any:
    """The lines of a transferable count."""
    worth = {code: (what, -step if what == 2 else step, votes) for code, (what, step, votes) in fates.items()}
    lines = {
        code: {"elected": what == 2, "step": step, "votes": votes}
        for code, (what, step, votes) in fates.items()
    }
    counted = ranked_lines(question, worth, lines, None)
    counted["ties"] += [step["tie"]["codes"] for step in steps if step["tie"] and step["tie"]["lot"]]
    return {**counted, "elected": elected, "steps": steps}


def meek(question: Any, ballots: list[Any], found: Any) -> Any:
    codes, order, unit = codes_of(question), found["draw"]["order"], 10**9
    places = question["settings"].get("places", 1)
    keep, elected = dict.fromkeys(codes, unit), list[str]()
    steps: list[Any] = []
    gone: dict[str, tuple[int, int, int]] = {}
    votes, exhausted = distribute(codes, ballots, keep, unit)

    def end(**more: Any) -> None:
        step = {
            "round": len(steps) + 1,
            "elected": [],
            "defeated": None,
            "filled": False,
            "tie": None,
            **more,
        }
        step["votes"] = [{"code": code, "votes": votes[code]} for code in codes]
        step["keep"] = [{"code": code, "votes": keep[code]} for code in codes]
        steps.append({**step, "exhausted": exhausted})

    while ballots and len(elected) < places:
        hopeful = [code for code in codes if code not in gone]
        surplus, iterations, reached = -1, 0, list[str]()
        if len(elected) + len(hopeful) <= places:
            votes, exhausted = distribute(codes, ballots, keep, unit)
            hopeful.sort(key=lambda code: (-votes[code], codes.index(code)))
            quota = sum(votes.values()) // (places + 1) + 1
            gone |= {code: (2, len(steps) + 1, votes[code]) for code in hopeful}
            elected += hopeful
            end(elected=hopeful, filled=True, iterations=1, quota=quota, surplus=0)
            break
        while True:
            iterations += 1
            votes, exhausted = distribute(codes, ballots, keep, unit)
            quota = sum(votes.values()) // (places + 1) + 1
            reached = [code for code in hopeful if votes[code] >= quota]
            last, surplus = surplus, max(0, sum(votes[code] - quota for code in elected + reached))
            if reached or surplus < 1000 or (last >= 0 and surplus >= last):
                break
            for code in elected:
                keep[code] = up(up(keep[code] * quota, unit) * unit, votes[code])
        common = {"iterations": iterations, "quota": quota, "surplus": surplus}
        if reached:
            reached.sort(key=lambda code: (-votes[code], codes.index(code)))
            gone |= {code: (2, len(steps) + 1, votes[code]) for code in reached}
            elected += reached
            end(elected=reached, **common)
            continue
        fewest = min(votes[code] for code in hopeful)
        within = surplus + len(elected) * len(ballots)
        equals = [code for code in hopeful if votes[code] <= fewest + within]
        out = max(equals, key=order.index)
        gone[out] = (0, len(steps) + 1, votes[out])
        end(defeated=out, tie={"codes": equals, "lot": True} if len(equals) > 1 else None, **common)
        keep[out] = 0
    fates = {code: gone.get(code, (1, 0, votes[code])) for code in codes}
    return {**placed(question, fates, elected, steps), "places": places, "unit": unit}


def up(above: int, below: int) -> int:
    return -(-above // below)


def distribute(
    codes: list[str], ballots: list[Any], keep: dict[str, int], unit: int
) -> tuple[dict[str, int], int]:
    """The votes of all options, and what is exhausted, when each keeps its share of every ballot."""
    votes, exhausted = dict.fromkeys(codes, 0), 0
    for choices in ballots:
        weight = unit
        for code in choices:
            part = up(weight * keep[code], unit)
            votes[code] += part
            weight -= part
            if not weight:
                break
        exhausted += weight
    return votes, exhausted


def told_apart(
    among: list[str], votes: dict[str, int], before: list[dict[str, int]], best: Any, order: list[str]
) -> tuple[str, Any]:
    """The best or least of some; of equals, by the latest stage that tells them apart, else by lot."""
    equals = [code for code in among if votes[code] == best(votes[each] for each in among)]
    left = equals
    for earlier in reversed(before):
        sought = best(earlier[code] for code in left)
        left = [code for code in left if earlier[code] == sought]
    chosen = (min if best is max else max)(left, key=order.index)
    return chosen, {"codes": equals, "lot": len(left) > 1} if len(equals) > 1 else None


def who_leaves(
    votes: dict[str, int], before: list[dict[str, int]], order: list[str]
) -> tuple[list[str], Any]:
    fewest = min(votes.values())
    last = [code for code in votes if votes[code] == fewest]
    if fewest == 0 or len(last) == 1:
        return last, None
    equals = last
    for earlier in reversed(before):
        least = min(earlier[code] for code in equals)
        equals = [code for code in equals if earlier[code] == least]
    out = max(equals, key=order.index)
    return [out], {"codes": last, "lot": len(equals) > 1}


ALWAYS_DRAWN = ("instant-runoff", "stv-scottish", "stv-meek")
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
