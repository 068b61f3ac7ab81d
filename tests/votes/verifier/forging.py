"""What a forger does to the members of a pack, one act a function."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from deliberation.core.canonical import parse
from tests.votes.core.building import Story, a_story
from tests.votes.verifier.tampering import Members, edit, edit_lines
from votes.core.ballots import checkpoint_hash, read_ballot

EAU, ECOLE, LIVRETS = "ballots/eau.jsonl", "ballots/ecole.jsonl", "ballots/livrets.jsonl"
HAMEAU = "ballots/hameau.jsonl"
CHECKPOINTS, REPLACED, REMARKS = "checkpoints.jsonl", "replaced.jsonl", "remarks.jsonl"


@cache
def story() -> Story:
    return a_story(seed=7)


@cache
def other_story() -> Story:
    return a_story(seed=8)


def facts_of(code: str) -> Callable[[list[Any]], dict[str, Any]]:
    def pick(entries: list[Any]) -> dict[str, Any]:
        facts: dict[str, Any] = next(entry for entry in entries if entry["code"] == code)["facts"]
        return facts

    return pick


def other_option(ballot: dict[str, Any]) -> None:
    ballot["choices"] = ["m2"] if ballot["choices"] != ["m2"] else ["m1"]


def bare_seat() -> str:
    """A seat on the roll that is not marked for "eau"."""
    return min(set(story().roll.commitments) - set(story().box.marks[0].seats))


def replace_mark(marks: dict[str, Any], seat: str) -> None:
    seats = marks["questions"][0]["seats"]
    seats[0] = seat
    seats.sort()


def drop_mark(marks: dict[str, Any]) -> None:
    marks["questions"][0]["seats"].pop()
    marks["questions"][0]["count"] -= 1


def add_mark(marks: dict[str, Any]) -> None:
    marks["questions"][0]["seats"] = sorted([*marks["questions"][0]["seats"], bare_seat()])
    marks["questions"][0]["count"] += 1


def add_ballot(ballots: list[Any]) -> None:
    ballots.append({"choices": ["m1"], "nonce": "f" * 32, "tracker": "9" * 12, "version": 1})


def twin(ballots: list[Any]) -> None:
    ballots.insert(1, {**ballots[0]})


def swap_ranks(tally: dict[str, Any]) -> None:
    """Break a declared tie, or the first rank, the other way."""
    options = tally["results"][0]["options"]
    options[0]["rank"], options[1]["rank"] = 2, 1


def hide_blank(tally: dict[str, Any]) -> None:
    result = tally["results"][0]
    result["ballots"] -= result["blank"]
    result["blank"] = 0


def break_tie(tally: dict[str, Any]) -> None:
    result = next(each for each in tally["results"] if each["ties"])
    result["ties"] = []


def show_few(marks: dict[str, Any]) -> None:
    marks["questions"][2]["hidden"] = False


def hide_many(members: Members) -> None:
    edit("marks.json", lambda marks: marks["questions"][0].update(hidden=True, seats=[]))(members)
    members[EAU] = b""


def one_ballot_in_two_questions(members: Members) -> None:
    taken = members[EAU].splitlines(keepends=True)[0]
    members[LIVRETS] = b"".join(sorted([taken, *members[LIVRETS].splitlines(keepends=True)]))


def others_ballots(members: Members) -> None:
    members[EAU] = other_story().members()[EAU]


def others_roll(members: Members) -> None:
    members["roll.json"] = other_story().members()["roll.json"]


def of_question(checkpoints: list[Any], question: str) -> list[dict[str, Any]]:
    return [checkpoint for checkpoint in checkpoints if checkpoint["question"] == question]


def second_of(checkpoints: list[Any], question: str) -> dict[str, Any]:
    return of_question(checkpoints, question)[1]


def opened_hash(members: Members, place: int) -> str:
    """The checkpoint hash of a published ballot of "eau"."""
    ballot = parse(members[EAU].splitlines()[place])
    return checkpoint_hash(f"{story().vote.slug}/eau", read_ballot(ballot, EAU))


def drop_as_replaced(members: Members) -> None:
    """Drop so many ballots, and list them as replaced, that no changes could explain it."""
    gone = [opened_hash(members, place) for place in range(40)]
    edit_lines(EAU, lambda ballots: ballots.__delitem__(slice(40)))(members)
    edit_lines(REPLACED, lambda r: r[0].update(hashes=sorted({*r[0]["hashes"], *gone})))(members)


def replaced_and_published(members: Members) -> None:
    known = opened_hash(members, 0)
    edit_lines(REPLACED, lambda r: r[0].update(hashes=sorted([*r[0]["hashes"], known])))(members)


def claims(filed: int) -> dict[str, Any]:
    """So many claims that nobody answered."""
    return {"accepted": 0, "filed": filed, "kind": "missing", "refused": 0}


def frozen_again(entries: list[Any], at: str) -> None:
    """The roll frozen anew at that moment, after everything that was announced."""
    entries.insert(placed(entries, "vote.opened"), {**roll_frozen(entries), "at": at})


def corrected(
    entries: list[Any], at: str = "2026-10-23T10:00:00Z", place: int = 9, **changed: object
) -> None:
    """A correction that moves nothing, then what `changed` says."""
    frozen = roll_frozen(entries)["facts"]
    moved = {"added": 0, "commitments_added": [], "commitments_removed": [], "removed": 0}
    facts = {**frozen, **moved, "previous": frozen["root"], "reason": "Une adhésion", **changed}
    entries.insert(place, {**roll_frozen(entries), "at": at, "code": "vote.roll-corrected", "facts": facts})


def placed(entries: list[Any], code: str) -> int:
    """Where the entry of a code stands in the journal."""
    return [entry["code"] for entry in entries].index(code)


def roll_frozen(entries: list[Any]) -> dict[str, Any]:
    """The entry that froze the roll."""
    entry: dict[str, Any] = entries[placed(entries, "vote.roll-frozen")]
    return entry


def given_up(entries: list[Any], code: str) -> None:
    """The server gave this vote up, in public, just before the seal."""
    entries.insert(-1, {**entries[-1], "code": code, "facts": {"vote": "priorites-2026"}})


def extended(entries: list[Any], at: str, before: str, until: str, reason: str = "Une panne") -> None:
    """An extension of the vote, slipped in just before the seal."""
    facts = {"before": before, "reason": reason, "until": until, "vote": "priorites-2026"}
    scheduled = entries[placed(entries, "vote.scheduled")]
    entries.insert(-1, {**scheduled, "at": at, "code": "vote.extended", "facts": facts})
