"""The second reader counts in rounds. Written from docs/rules/ alone."""

from __future__ import annotations

from typing import Any

from tests.votes.verifier.second_questions import codes_of
from tests.votes.verifier.second_sums import ranked_lines

# What became of an option: 2 elected, 1 stood, 0 left; at which step; its votes then.
Fate = tuple[int, int, int]


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
