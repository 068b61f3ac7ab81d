"""The journal, and the vote that it announces, by the second reader."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tests.votes.verifier.second_pack import Pack
from tests.votes.verifier.second_shapes import alike, canonical, fits, sha

ORGANISERS = ("vote.annulled", "vote.outcome-proposed", "vote.reopened", "vote.drafted", "vote.scheduled",
              "vote.extended", "vote.roll-announced", "vote.roll-prepared",
              "vote.roll-frozen", "vote.roll-corrected", "claim.answered")  # fmt: skip


OFFICES = {
    **dict.fromkeys(ORGANISERS, "organiser"),
    **dict.fromkeys(("vote.opened", "vote.checkpoint", "vote.sealed", "vote.suspended"), "clock"),
    "vote.remarked": "observer",
}


def check_journal(pack: Pack) -> None:
    previous, at = "0" * 64, ""
    for seq, entry in enumerate(pack.journal, start=1):
        body = {name: value for name, value in entry.items() if name != "digest"}
        for holds, code in (
            (entry["seq"] == seq, "gap"),
            (entry["previous"] == previous, "chain-broken"),
            (sha(canonical(body)) == entry["digest"], "entry-changed"),
            (entry["at"] >= at, "time-backwards"),
        ):
            if not holds:
                pack.codes.add(f"journal.{code}")
                return
        previous, at = entry["digest"], entry["at"]


def check_vote(pack: Pack) -> None:
    vote = pack.vote
    facts = {
        "vote": vote["slug"],
        "digest": sha(pack.raw["vote.json"]),
        "opens_at": vote["opens_at"],
        "closes_at": vote["closes_at"],
    }
    scheduled, opened = pack.entries("vote.scheduled"), pack.entries("vote.opened")
    pack.expect(bool(scheduled), "vote.not-scheduled")
    pack.expect(len(scheduled) < 2, "vote.scheduled-twice")
    given_up = [e for end in ("not-held", "rehearsed", "annulled") for e in pack.entries(f"vote.{end}")]
    pack.expect(not given_up, "vote.given-up")
    for code, office in OFFICES.items():
        right = all(entry["office"] == office for entry in pack.entries(code))
        pack.expect(right, "journal.wrong-office")
    for entry in scheduled[-1:]:
        said = entry["facts"]
        pack.expect(said.get("digest") == facts["digest"], "vote.digest-differs")
        pack.expect(
            all(said.get(name) == facts[name] for name in ("opens_at", "closes_at")), "vote.times-differ"
        )
    for place, entry in enumerate(scheduled):
        limits = [each["facts"]["opens_at"] for each in scheduled[max(place - 1, 0) : place + 1]]
        pack.expect(entry["at"] <= min(limits), "vote.scheduled-late")
    pack.expect(not vote["rehearsal"], "vote.rehearsal")
    drafts = [e for e in pack.entries("vote.drafted") if scheduled and e["seq"] < scheduled[-1]["seq"]]
    pack.expect(bool(drafts) or not scheduled, "vote.draft-missing")
    for entry in drafts[-1:]:
        digests = {question["slug"]: sha(canonical(question)) for question in vote["questions"]}
        drafted = tuple(entry["facts"].get(name) for name in ("title", "questions", "changes"))
        pack.expect(drafted == (vote["title"], digests, vote["changes"]), "vote.draft-differs")
        pack.expect(entry["actor"] != scheduled[-1]["actor"], "vote.signed-alone")
    moves = pack.entries("vote.extended") + pack.entries("vote.reopened")
    for entry in sorted(moves, key=lambda each: each["seq"]):
        said = entry["facts"]
        if entry["code"] == "vote.reopened":
            pack.closes_at = max(pack.closes_at, said["until"])
            continue
        pack.expect(entry["at"] < pack.closes_at, "vote.extended-late")
        holds = said["before"] == pack.closes_at < said["until"] and fits(said["until"], "moment")
        pack.expect(bool(holds and said["reason"].strip()), "vote.extended-wrong")
        pack.closes_at = max(pack.closes_at, said["until"])
    check_suspensions(pack)
    pack.expect(len(opened) < 2, "vote.opened-twice")
    for entry in opened:
        pack.expect(alike(entry["facts"], facts), "vote.opened-differs")
        pack.expect(entry["at"] >= vote["opens_at"], "vote.opened-early")
    until = scheduled[-1]["seq"] if scheduled else len(pack.journal)
    frozen = [e["facts"] for e in pack.journal if e["code"] == "booklet.frozen" and e["seq"] < until]
    known = [
        {"slug": said.get("booklet"), "title": said.get("title"), "digest": said.get("digest")}
        for said in frozen
    ]
    for question in vote["questions"]:
        subject = question["subject"]
        pack.expect(not subject or subject in known, "question.booklet-not-frozen")


def check_suspensions(pack: Pack) -> None:
    """Suspended, then proposed by one and opened again by another, for a day or more, once."""
    closes_at, suspended, times = pack.vote["closes_at"], False, 0
    proposed: Any = None
    for entry in pack.journal:
        said, code = entry["facts"], entry["code"]
        if said.get("vote") != pack.vote["slug"]:
            continue
        if code == "vote.suspended":
            suspended, proposed = True, None
        elif code == "vote.outcome-proposed":
            proposed = entry
        elif code in ("vote.checkpoint", "vote.extended"):
            pack.expect(not suspended, "vote.while-suspended")
        elif code == "vote.reopened":
            times += 1
            until = said.get("until")
            leads_on = bool(until) and fits(until, "moment") and said.get("before") == closes_at < until
            leads_on = leads_on and bool(said.get("reason", "").strip())
            if leads_on:
                left = datetime.fromisoformat(until) - datetime.fromisoformat(entry["at"])
                leads_on = left.total_seconds() >= 86400
            pack.expect(leads_on and suspended and times == 1, "vote.reopened-wrong")
            wanted = {"outcome": "reopen", "until": until, "reason": said.get("reason")}
            signed = proposed is not None and proposed["actor"] != entry["actor"]
            same = signed and all(proposed["facts"].get(name) == each for name, each in wanted.items())
            pack.expect(same, "vote.reopened-alone")
            suspended = False
        if code in ("vote.extended", "vote.reopened"):
            closes_at = max(closes_at, said.get("until") or "")
    pack.expect(not suspended, "vote.still-suspended")
