"""A vote that was suspended and opened again, and what a forger may do to its pack."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from deliberation.core.canonical import Json, digest
from tests.votes.core.building import CLOSES_AT, Act, a_story
from tests.votes.verifier.tampering import Members, edit_lines, rechain
from votes.core.suspensions import Outcome, proposed_facts, reopened_facts, suspended_facts

VOTE, REASON = "priorites-2026", "Une sauvegarde de la veille a été remise."
UNTIL, SEALED_AT = "2026-11-10T17:00:00Z", "2026-11-10T17:01:00Z"
REACHED: dict[str, Json] = {"at": "2026-11-07T10:00:00Z", "digest": "a" * 64, "seq": 12, "ticks": 300}
FOUND: dict[str, Json] = {"at": "2026-11-07T09:00:00Z", "digest": "b" * 64, "seq": 10, "ticks": 240}
GAP: dict[str, Json] = {"found": FOUND, "known": REACHED, "minutes": 60}
SUSPENDED: Act = ("2026-11-07T10:05:00Z", "clock", "vote.suspended", suspended_facts(VOTE, GAP))
PROPOSED: Act = (
    "2026-11-07T11:00:00Z", "drafter", "vote.outcome-proposed",
    proposed_facts(VOTE, Outcome.REOPEN, REASON, UNTIL),
)  # fmt: skip
REOPENED: Act = (
    "2026-11-07T12:00:00Z", "organiser", "vote.reopened", reopened_facts(VOTE, CLOSES_AT, UNTIL, REASON)
)  # fmt: skip
ACTORS = {"organiser": "Ana", "drafter": "Noé", "clock": "Livret"}


@cache
def members_of_the_reopened() -> Members:
    """The members of a pack whose vote was suspended for two hours, sealed after its new close."""
    members = a_story(seed=7).members()
    digests: list[str] = []
    edit_lines("checkpoints.jsonl", lambda lines: digests.extend(map(later, lines)))(members)
    edit_lines("journal.jsonl", lambda entries: put_in_order(entries, digests))(members)
    rechain(members)
    return members


def later(checkpoint: dict[str, Any]) -> str:
    """Put a checkpoint of the close at the new one; its digest."""
    if checkpoint["at"] >= CLOSES_AT:
        checkpoint["at"] = SEALED_AT
    return digest(checkpoint)


def put_in_order(entries: list[Any], digests: list[str]) -> None:
    """The three acts in their places; what came at the first close comes at the new one."""
    announced = [entry for entry in entries if entry["code"] == "vote.checkpoint"]
    for entry, own in zip(announced, digests, strict=True):
        entry["facts"]["digest"] = own
    for entry in entries:
        if entry["at"] >= CLOSES_AT:
            entry["at"] = SEALED_AT
    for act in (SUSPENDED, PROPOSED, REOPENED):
        put(entries, act)


def put(entries: list[Any], act: Act) -> None:
    """An act in its place by time, before the seal."""
    at, office, code, facts = act
    place = next((i for i, entry in enumerate(entries) if entry["at"] > at), len(entries))
    held = "organiser" if office == "drafter" else office
    entry = {"actor": ACTORS[office], "at": at, "code": code, "facts": dict(facts), "office": held}
    entries.insert(place, {**entry, "seq": 0, "previous": "", "digest": ""})


def drop(code: str) -> Callable[[list[Any]], None]:
    def forge(entries: list[Any]) -> None:
        entries[:] = [entry for entry in entries if entry["code"] != code]

    return forge


def change(code: str, **facts: Json) -> Callable[[list[Any]], None]:
    return lambda entries: _of(entries, code)["facts"].update(facts)


def _of(entries: list[Any], code: str) -> dict[str, Any]:
    found: dict[str, Any] = next(entry for entry in entries if entry["code"] == code)
    return found


def moved(code: str, at: str) -> Callable[[list[Any]], None]:
    """An entry taken out and put in again at another moment."""

    def forge(entries: list[Any]) -> None:
        entry = _of(entries, code)
        entries.remove(entry)
        place = next(i for i, each in enumerate(entries) if each["at"] > at)
        entries.insert(place, {**entry, "at": at})

    return forge


FORGED: list[tuple[str, Callable[[list[Any]], None], set[str]]] = [
    ("never opened again", drop("vote.reopened"), {"vote.still-suspended"}),
    ("opened again without a suspension", drop("vote.suspended"), {"vote.reopened-wrong"}),
    ("opened again by one", drop("vote.outcome-proposed"), {"vote.reopened-alone"}),
    ("opened again by the proposer", lambda j: _of(j, "vote.reopened").update(actor="Noé"),
     {"vote.reopened-alone"}),
    ("something else proposed", change("vote.outcome-proposed", outcome="annul"), {"vote.reopened-alone"}),
    ("another close proposed", change("vote.outcome-proposed", until="2026-11-12T17:00:00Z"),
     {"vote.reopened-alone"}),
    ("opened again from another close", change("vote.reopened", before="2026-11-08T17:00:00Z"),
     {"vote.reopened-wrong"}),
    ("opened again to an earlier close", change("vote.reopened", until="2026-11-09T16:00:00Z"),
     {"vote.reopened-wrong", "vote.reopened-alone"}),
    ("opened again for an hour", moved("vote.reopened", "2026-11-10T16:00:00Z"), {"vote.reopened-wrong"}),
    ("opened again without a reason", change("vote.reopened", reason=" "),
     {"vote.reopened-wrong", "vote.reopened-alone"}),
    ("opened again twice", lambda j: put(j, ("2026-11-07T13:00:00Z", *REOPENED[1:])),
     {"vote.reopened-wrong"}),
    ("suspended again at the end", lambda j: put(j, ("2026-11-08T10:05:00Z", *SUSPENDED[1:])),
     {"vote.still-suspended"}),
    ("suspended by an organiser", lambda j: _of(j, "vote.suspended").update(office="organiser"),
     {"journal.wrong-office"}),
    ("extended meanwhile", lambda j: put(j, (
        "2026-11-07T11:30:00Z", "organiser", "vote.extended",
        {"before": CLOSES_AT, "reason": REASON, "until": "2026-11-09T18:00:00Z", "vote": VOTE},
    )), {"vote.while-suspended", "vote.reopened-wrong"}),
    ("a checkpoint meanwhile", moved("vote.suspended", "2026-11-06T10:00:00Z"), {"vote.while-suspended"}),
    ("annulled after all", lambda j: put(j, (
        "2026-11-09T10:00:00Z", "organiser", "vote.annulled", {"reason": REASON, "vote": VOTE}
    )), {"vote.given-up"}),
]  # fmt: skip
