"""A second reader of evidence packs, written from docs/formats/evidence-pack.md alone: no code of votes/.

It says with what codes a pack does not hold, or raises Refused. It is here to show that the page is enough,
and to find where two readings of it would differ; it looks for no speed and gives no advice.
"""

from __future__ import annotations

import hashlib
import json
import re
import struct
import zlib
from collections import Counter
from datetime import datetime
from itertools import pairwise
from typing import Any

from tests.votes.verifier import second_counts, second_questions

SLUG = r"[a-z0-9][a-z0-9-]{0,79}"
FIXED = ["manifest.json", "vote.json", "roll.json", "marks.json", "checkpoints.jsonl", "replaced.jsonl"]
LAST = ["tally.json", "journal.jsonl", "remarks.jsonl"]
# Kinds of wordings, and how many signs each may have.
WORDINGS = {"wording": 20_000, "text of a question": 20_000, "title": 500, "short wording": 300, "name": 200,
            "remark": 5_000}  # fmt: skip
HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\ud800-\udfff\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
KINDS = {
    "claim": "missing|group-wrong|count-wrong",
    "slug": SLUG,
    "digest": "[0-9a-f]{64}",
    "nonce": "[0-9a-f]{32}",
    "tracker": "[A-HJ-NP-Z2-9]{12}",
    "day": r"\d{4}-\d\d-\d\d",
    "moment": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ",
}

ORGANISERS = ("vote.annulled", "vote.outcome-proposed", "vote.reopened", "vote.drafted", "vote.scheduled",
              "vote.extended", "vote.roll-announced", "vote.roll-prepared",
              "vote.roll-frozen", "vote.roll-corrected", "claim.answered")  # fmt: skip
OFFICES = {
    **dict.fromkeys(ORGANISERS, "organiser"),
    **dict.fromkeys(("vote.opened", "vote.checkpoint", "vote.sealed", "vote.suspended"), "clock"),
    "vote.remarked": "observer",
}

CHECKS = (
    "check_manifest",
    "check_journal",
    "check_vote",
    "check_roll",
    "check_marks",
    "check_ballots",
    "check_checkpoints",
    "check_seal",
    "check_tally",
    "check_remarks",
)


class Refused(Exception):
    """The file is no pack."""


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def canonical(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def H(*row: Any) -> str:  # noqa: N802 (the page's name)
    return sha(canonical(list(row)))


def parsed(content: bytes) -> Any:
    def refuse(number: str) -> None:
        raise Refused(number)

    try:
        value = json.loads(content.decode(), parse_float=refuse, parse_constant=refuse)
        if canonical(value) != content or b"\\ud" in content or too_large(value):
            raise Refused("not canonical")
    except (ValueError, RecursionError) as error:
        raise Refused("not JSON") from error
    return value


def too_large(value: Any, depth: int = 0) -> bool:
    if isinstance(value, dict):
        return not all(key.isascii() for key in value) or too_large(list(value.values()), depth)
    if isinstance(value, list):
        return depth > 64 or any(too_large(each, depth + 1) for each in value)
    return isinstance(value, int) and abs(value) >= 2**53


def shaped(value: Any, **kinds: str) -> Any:
    """The object, if it has exactly these keys of these kinds: a name of KINDS, or of a test below."""
    if (
        not isinstance(value, dict)
        or set(value) != set(kinds)
        or not all(fits(value[key], kind) for key, kind in kinds.items())
    ):
        raise Refused(f"shape: {kinds}")
    return value


def fits(value: Any, kind: str) -> bool:
    if kind.startswith("list of "):
        return isinstance(value, list) and all(fits(each, kind[8:]) for each in value)
    if kind in KINDS:
        matches = isinstance(value, str) and re.fullmatch(KINDS[kind], value) is not None
        return matches and (kind not in ("moment", "day") or exists(value))
    if kind == "count":
        return isinstance(value, int) and not isinstance(value, bool) and value >= 0
    if kind in WORDINGS:
        shown = (
            value.replace("\n", "")
            if isinstance(value, str) and kind in ("text of a question", "remark")
            else value
        )
        return (
            isinstance(value, str)
            and bool(value.strip())
            and len(value) <= WORDINGS[kind]
            and not HIDDEN.search(shown)
        )
    types = {"text": str, "flag": bool, "object": dict, "list": list}
    return kind == "any" or isinstance(value, types[kind])


def exists(moment: str) -> bool:
    """Whether there is such a moment or day."""
    try:
        return datetime.fromisoformat(moment) is not None
    except ValueError:
        return False


def unzipped(packed: bytes) -> dict[str, bytes]:
    """The members, if the file is the one way in which the page writes them."""
    members: dict[str, bytes] = {}
    at = 0
    while packed[at : at + 4] == b"PK\x03\x04" and len(packed) > at + 30:
        size, name_size = (
            struct.unpack_from("<I", packed, at + 22)[0],
            struct.unpack_from("<H", packed, at + 26)[0],
        )
        name = packed[at + 30 : at + 30 + name_size].decode("latin-1")
        if name in members:
            raise Refused(name)
        members[name] = packed[at + 30 + name_size : at + 30 + name_size + size]
        at += 30 + name_size + size
    if zipped(members) != packed:
        raise Refused("the zip is written otherwise")
    return members


def zipped(members: dict[str, bytes]) -> bytes:
    body, directory = b"", b""
    for name, content in members.items():
        fields = struct.pack(
            "<5H3I2H", 10, 0, 0, 0, 0x21, zlib.crc32(content), len(content), len(content), len(name), 0
        )
        raw = name.encode("latin-1")
        directory += (
            b"PK\x01\x02" + struct.pack("<H", 10) + fields + struct.pack("<3H2I", 0, 0, 0, 0, len(body)) + raw
        )
        body += b"PK\x03\x04" + fields + raw + content
    count = len(members)
    return (
        body
        + directory
        + b"PK\x05\x06"
        + struct.pack("<4H2IH", 0, 0, count, count, len(directory), len(body), 0)
    )


def check_question(question: Any, number: int) -> None:
    """Refuse what vote.json may not ask."""
    keys = {"slug": "slug", "number": "count", "text": "text of a question", "rule": "text",
            "settings": "object", "most": "count", "blank": "flag", "options": "list of object",
            "subject": "any", "kind": "text", "statute": "text"}  # fmt: skip
    shaped(question, **keys)
    if question["subject"] is not None:
        shaped(question["subject"], digest="digest", slug="slug", title="wording")
    for option in question["options"]:
        shaped(option, code="slug", digest="any", text="wording")
        if option["digest"] is not None and not fits(option["digest"], "digest"):
            raise Refused("digest of an option")
    codes = [option["code"] for option in question["options"]]
    if len(set(codes)) != len(codes) or "blank" in codes or question["number"] != number:
        raise Refused("options")
    if question["statute"] and not fits(question["statute"], "short wording"):
        raise Refused("statute")
    kind, asks = question["kind"], question["rule"] == "yes-no"
    right = {"free": True, "approve": asks and question["subject"] is not None,
             "prioritise": not asks and question["subject"] is not None,
             "overall": not asks and question["subject"] is None}  # fmt: skip
    if not right.get(kind, False):
        raise Refused("kind")
    if not 1 <= question["most"] <= len(codes) or not second_questions.may_ask(question):
        raise Refused("rule")


class Reader:
    """One pack, read and checked in the order of the page; `codes` are the findings."""

    def __init__(self, packed: bytes) -> None:
        self.codes: set[str] = set()
        self.raw = unzipped(packed)
        self.manifest = self.document(
            "manifest.json", format="text", members="list of object", version="count", vote="slug"
        )
        if (self.manifest["format"], self.manifest["version"]) != ("livret-pack", 2):
            raise Refused("version")
        keys = {"slug": "slug", "title": "title", "mode": "text", "changes": "flag", "rehearsal": "flag",
                "opens_at": "moment", "closes_at": "moment", "questions": "list of object"}  # fmt: skip
        self.vote = self.document("vote.json", **keys)
        if self.vote["mode"] != "open-book" or self.vote["opens_at"] >= self.vote["closes_at"]:
            raise Refused("vote.json")
        for number, question in enumerate(self.vote["questions"], start=1):
            check_question(question, number)
        self.asked = [question["slug"] for question in self.vote["questions"]]
        boxes = [f"ballots/{slug}.jsonl" for slug in self.asked]
        if list(self.raw) != [*FIXED, *boxes, *LAST]:
            raise Refused("members")
        self.roll = self.document(
            "roll.json",
            claims="list of object",
            commitments="list of digest",
            conditions="object",
            cutoff_on="day",
            groups="list of object",
            root="digest",
            seats="count",
            urgent="text",
            vote="slug",
        )
        for group in self.roll["groups"]:
            shaped(group, group="slug", seats="count")
        for claims in self.roll["claims"]:
            shaped(claims, accepted="count", filed="count", kind="claim", refused="count")
        said = shaped(self.roll["conditions"], groups="list of slug", membership_days="count", paid_up="flag")
        groups = said["groups"]
        if said["membership_days"] > 3650 or groups != sorted(set(groups)) or len(groups) > 500:
            raise Refused("conditions")
        if self.roll["urgent"] and not fits(self.roll["urgent"], "short wording"):
            raise Refused("urgent")
        for each in self.marks_of_document():
            shaped(each, count="count", hidden="flag", question="slug", seats="list of digest")
        self.tally = self.document("tally.json", results="list of object", seats="count", vote="slug")
        entry = {
            "actor": "text",
            "at": "moment",
            "code": "text",
            "digest": "digest",
            "facts": "object",
            "office": "text",
            "previous": "digest",
            "seq": "count",
        }
        self.journal = self.rows("journal.jsonl", **entry)
        self.taken = self.rows(
            "checkpoints.jsonl", at="moment", hashes="list of digest", number="count", question="slug"
        )
        self.replaced = self.rows("replaced.jsonl", hashes="list of digest", question="slug")
        self.remarks = self.rows("remarks.jsonl", at="moment", author="name", number="count", text="remark")
        kinds = {"choices": "list", "nonce": "nonce", "tracker": "tracker", "version": "count"}
        self.ballots = {slug: self.rows(f"ballots/{slug}.jsonl", **kinds) for slug in self.asked}
        self.hidden = {each["question"]: each["hidden"] for each in self.marks["questions"]}
        for name in CHECKS:
            getattr(self, name)()

    def marks_of_document(self) -> Any:
        self.marks = self.document("marks.json", questions="list of object", vote="slug")
        return self.marks["questions"]

    def document(self, name: str, **kinds: str) -> Any:
        if name not in self.raw:
            raise Refused(name)
        return shaped(parsed(self.raw[name]), **kinds)

    def rows(self, name: str, **kinds: str) -> list[Any]:
        content = self.raw[name]
        if content and not content.endswith(b"\n"):
            raise Refused(name)
        return [shaped(parsed(line), **kinds) for line in content.split(b"\n")[:-1]]

    def entries(self, code: str) -> list[Any]:
        return [e for e in self.journal if e["code"] == code and e["facts"].get("vote") == self.vote["slug"]]

    def expect(self, holds: bool, code: str) -> None:
        if not holds:
            self.codes.add(code)

    def check_manifest(self) -> None:
        listed = self.manifest["members"]
        self.expect([each["name"] for each in listed] == list(self.raw)[1:], "manifest.members-differ")
        for each in listed:
            content = self.raw.get(each["name"])
            if content is not None:
                self.expect(
                    (sha(content), len(content)) == (each["sha256"], each["size"]), "manifest.digest-differs"
                )
        named = {self.manifest["vote"], self.roll["vote"], self.marks["vote"], self.tally["vote"]}
        self.expect(named == {self.vote["slug"]}, "vote.another")

    def check_journal(self) -> None:
        previous, at = "0" * 64, ""
        for seq, entry in enumerate(self.journal, start=1):
            body = {name: value for name, value in entry.items() if name != "digest"}
            for holds, code in (
                (entry["seq"] == seq, "gap"),
                (entry["previous"] == previous, "chain-broken"),
                (sha(canonical(body)) == entry["digest"], "entry-changed"),
                (entry["at"] >= at, "time-backwards"),
            ):
                if not holds:
                    self.codes.add(f"journal.{code}")
                    return
            previous, at = entry["digest"], entry["at"]

    def check_vote(self) -> None:
        vote = self.vote
        facts = {
            "vote": vote["slug"],
            "digest": sha(self.raw["vote.json"]),
            "opens_at": vote["opens_at"],
            "closes_at": vote["closes_at"],
        }
        scheduled, opened = self.entries("vote.scheduled"), self.entries("vote.opened")
        self.expect(bool(scheduled), "vote.not-scheduled")
        self.expect(len(scheduled) < 2, "vote.scheduled-twice")
        given_up = [e for end in ("not-held", "rehearsed", "annulled") for e in self.entries(f"vote.{end}")]
        self.expect(not given_up, "vote.given-up")
        for code, office in OFFICES.items():
            right = all(entry["office"] == office for entry in self.entries(code))
            self.expect(right, "journal.wrong-office")
        for entry in scheduled[-1:]:
            said = entry["facts"]
            self.expect(said.get("digest") == facts["digest"], "vote.digest-differs")
            self.expect(
                all(said.get(name) == facts[name] for name in ("opens_at", "closes_at")), "vote.times-differ"
            )
        for place, entry in enumerate(scheduled):
            limits = [each["facts"]["opens_at"] for each in scheduled[max(place - 1, 0) : place + 1]]
            self.expect(entry["at"] <= min(limits), "vote.scheduled-late")
        self.expect(not vote["rehearsal"], "vote.rehearsal")
        drafts = [e for e in self.entries("vote.drafted") if scheduled and e["seq"] < scheduled[-1]["seq"]]
        self.expect(bool(drafts) or not scheduled, "vote.draft-missing")
        for entry in drafts[-1:]:
            digests = {question["slug"]: sha(canonical(question)) for question in vote["questions"]}
            drafted = tuple(entry["facts"].get(name) for name in ("title", "questions", "changes"))
            self.expect(drafted == (vote["title"], digests, vote["changes"]), "vote.draft-differs")
            self.expect(entry["actor"] != scheduled[-1]["actor"], "vote.signed-alone")
        self.closes_at = vote["closes_at"]
        moves = self.entries("vote.extended") + self.entries("vote.reopened")
        for entry in sorted(moves, key=lambda each: each["seq"]):
            said = entry["facts"]
            if entry["code"] == "vote.reopened":
                self.closes_at = max(self.closes_at, said["until"])
                continue
            self.expect(entry["at"] < self.closes_at, "vote.extended-late")
            holds = said["before"] == self.closes_at < said["until"] and fits(said["until"], "moment")
            self.expect(bool(holds and said["reason"].strip()), "vote.extended-wrong")
            self.closes_at = max(self.closes_at, said["until"])
        self.check_suspensions()
        self.expect(len(opened) < 2, "vote.opened-twice")
        for entry in opened:
            self.expect(alike(entry["facts"], facts), "vote.opened-differs")
            self.expect(entry["at"] >= vote["opens_at"], "vote.opened-early")
        until = scheduled[-1]["seq"] if scheduled else len(self.journal)
        frozen = [e["facts"] for e in self.journal if e["code"] == "booklet.frozen" and e["seq"] < until]
        known = [
            {"slug": said.get("booklet"), "title": said.get("title"), "digest": said.get("digest")}
            for said in frozen
        ]
        for question in vote["questions"]:
            subject = question["subject"]
            self.expect(not subject or subject in known, "question.booklet-not-frozen")

    def check_suspensions(self) -> None:
        """Suspended, then proposed by one and opened again by another, for a day or more, once."""
        closes_at, suspended, times = self.vote["closes_at"], False, 0
        proposed: Any = None
        for entry in self.journal:
            said, code = entry["facts"], entry["code"]
            if said.get("vote") != self.vote["slug"]:
                continue
            if code == "vote.suspended":
                suspended, proposed = True, None
            elif code == "vote.outcome-proposed":
                proposed = entry
            elif code in ("vote.checkpoint", "vote.extended"):
                self.expect(not suspended, "vote.while-suspended")
            elif code == "vote.reopened":
                times += 1
                until = said.get("until")
                leads_on = bool(until) and fits(until, "moment") and said.get("before") == closes_at < until
                leads_on = leads_on and bool(said.get("reason", "").strip())
                if leads_on:
                    left = datetime.fromisoformat(until) - datetime.fromisoformat(entry["at"])
                    leads_on = left.total_seconds() >= 86400
                self.expect(leads_on and suspended and times == 1, "vote.reopened-wrong")
                wanted = {"outcome": "reopen", "until": until, "reason": said.get("reason")}
                signed = proposed is not None and proposed["actor"] != entry["actor"]
                same = signed and all(proposed["facts"].get(name) == each for name, each in wanted.items())
                self.expect(same, "vote.reopened-alone")
                suspended = False
            if code in ("vote.extended", "vote.reopened"):
                closes_at = max(closes_at, said.get("until") or "")
        self.expect(not suspended, "vote.still-suspended")

    def check_roll(self) -> None:
        roll = self.roll
        self.expect(tree(roll["commitments"]) == roll["root"], "roll.root-differs")
        self.expect(len(roll["commitments"]) == roll["seats"], "roll.seats-wrong")
        self.expect(sum(each["seats"] for each in roll["groups"]) == roll["seats"], "roll.groups-wrong")
        self.expect(roll["commitments"] == sorted(roll["commitments"]), "roll.not-sorted")
        self.expect(len(set(roll["commitments"])) == len(roll["commitments"]), "roll.seat-repeated")
        frozen = self.entries("vote.roll-frozen")
        self.expect(bool(frozen), "roll.not-frozen")
        self.expect(len(frozen) < 2, "roll.frozen-twice")
        for entry in frozen[-1:]:
            prepared = [e for e in self.entries("vote.roll-prepared") if e["seq"] < entry["seq"]][-1:]
            by_another = bool(prepared) and prepared[0]["actor"] != entry["actor"]
            self.expect(by_another, "roll.frozen-alone")
            if by_another:
                same = all(
                    alike(prepared[0]["facts"].get(n), entry["facts"].get(n)) for n in ("root", "seats")
                )
                self.expect(same, "roll.frozen-otherwise")
            self.check_freeze(entry)
        self.check_claims()

    def check_freeze(self, frozen: Any) -> None:
        roll, opens_at = self.roll, self.vote["opens_at"]
        corrected = [e for e in self.entries("vote.roll-corrected") if e["seq"] > frozen["seq"]]
        for name in ("root", "seats", "groups", "cutoff_on", "conditions", "urgent"):
            told = [frozen, *corrected][-1]["facts"].get(name)
            self.expect(alike(told, roll[name]), f"roll.{name.removesuffix('_on')}-not-announced")
        self.expect(frozen["at"] <= opens_at, "roll.frozen-late")
        notice = (datetime.fromisoformat(opens_at) - datetime.fromisoformat(frozen["at"])).total_seconds()
        self.expect(bool(roll["urgent"]) or notice >= 72 * 3600, "roll.notice-too-short")
        said = [e["facts"] for e in self.entries("vote.roll-announced") if e["seq"] < frozen["seq"]]
        expected = {name: roll[name] for name in ("vote", "cutoff_on", "conditions", "urgent")}
        self.expect(alike(said[-1:], [expected]), "roll.not-announced")
        moved = 0
        for before, entry in pairwise([frozen, *corrected]):
            facts, last = entry["facts"], before["facts"]
            added, removed = (amount(facts.get(name)) for name in ("added", "removed"))
            seats = amount(last.get("seats")) + added - removed
            holds = (
                facts["previous"] == last["root"] and alike(facts["seats"], seats) and facts["reason"].strip()
            )
            self.expect(bool(holds), "roll.correction-broken")
            self.expect(entry["at"] < opens_at, "roll.corrected-late")
            moved += added + removed
        seated: set[str] | None = set(roll["commitments"])
        for entry in reversed(corrected):
            seated = taken_back(entry["facts"], seated) if seated is not None else None
        right = seated is not None and tree(sorted(seated)) == frozen["facts"]["root"]
        self.expect(not corrected or right, "roll.correction-broken")
        self.expect(moved <= max(10, frozen["facts"]["seats"] // 100), "roll.corrected-too-much")

    def check_claims(self) -> None:
        told = Counter(
            (e["facts"]["kind"], e["facts"]["outcome"])
            for e in self.entries("claim.answered")
            if e["at"] < self.vote["opens_at"]
        )
        counted: Counter[tuple[str, str]] = Counter()
        kinds = [each["kind"] for each in self.roll["claims"]]
        listed = kinds == sorted(set(kinds)) and all(each["filed"] for each in self.roll["claims"])
        self.expect(listed, "roll.claims-differ")
        for each in self.roll["claims"]:
            for outcome in ("accepted", "refused"):
                counted[each["kind"], outcome] += each[outcome]
            self.expect(each["accepted"] + each["refused"] <= each["filed"], "roll.claims-differ")
        self.expect(told == counted, "roll.claims-differ")

    def check_marks(self) -> None:
        self.expect(
            [each["question"] for each in self.marks["questions"]] == self.asked, "marks.questions-differ"
        )
        for each in self.marks["questions"]:
            seats, ballots = each["seats"], len(self.ballots.get(each["question"], ()))
            self.expect(each["count"] <= self.roll["seats"], "marks.more-than-seats")
            self.expect(set(seats) <= set(self.roll["commitments"]), "marks.not-on-roll")
            self.expect(len(set(seats)) == len(seats), "marks.repeated")
            self.expect(seats == sorted(seats), "marks.not-sorted")
            wrongly = each["hidden"] != (each["count"] < 10) or (each["hidden"] and (seats or ballots))
            self.expect(not wrongly, "marks.hidden-wrongly")
            if not each["hidden"]:
                self.expect(len(seats) == each["count"], "marks.count-differs")
                self.expect(len(seats) == ballots, "marks.not-equal-ballots")

    def check_ballots(self) -> None:
        nonces: set[str] = set()
        for question in self.vote["questions"]:
            ballots = self.ballots[question["slug"]]
            trackers = [ballot["tracker"] for ballot in ballots]
            own = {ballot["nonce"] for ballot in ballots}
            self.expect(trackers == sorted(trackers), "ballots.not-sorted")
            self.expect(len(set(trackers)) == len(trackers), "ballots.tracker-repeated")
            self.expect(not own & nonces, "ballots.in-two-questions")
            self.expect(len(own) == len(ballots) and not own & nonces, "ballots.nonce-repeated")
            most = None if self.vote["changes"] else 1
            right = all(b["version"] >= 1 and (most is None or b["version"] <= most) for b in ballots)
            self.expect(right, "ballots.version-wrong")
            legal = all(second_questions.is_legal(question, ballot["choices"]) for ballot in ballots)
            self.expect(legal, "ballots.choice-illegal")
            nonces |= own

    def check_checkpoints(self) -> None:
        self.expect(
            {each["question"] for each in self.taken} <= set(self.asked), "checkpoints.other-question"
        )
        self.check_lines(self.taken, "vote.checkpoint", "checkpoints")
        self.expect([each["question"] for each in self.replaced] == self.asked, "replaced.questions-differ")
        for slug in self.asked:
            self.check_pace([each for each in self.taken if each["question"] == slug])
            self.check_opened(slug)

    def check_lines(self, lines: list[Any], code: str, family: str) -> None:
        """Lines of a member and the journal's entries that announce them, one by one."""
        announced = self.entries(code)
        self.expect(len(announced) <= len(lines), f"{family}.missing")
        self.expect(len(announced) >= len(lines), f"{family}.not-announced")
        for line, entry in zip(lines, announced, strict=False):
            facts = {"vote": self.vote["slug"], "number": line["number"], "digest": sha(canonical(line))}
            holds = entry["at"] >= line["at"] if family == "checkpoints" else entry["actor"] == line["author"]
            if family == "checkpoints":
                facts |= {"question": line["question"], "hashes": len(line["hashes"])}
            self.expect(alike(entry["facts"], facts) and holds, f"{family}.differ")

    def check_pace(self, taken: list[Any]) -> None:
        self.expect(
            [each["number"] for each in taken] == list(range(1, len(taken) + 1)), "checkpoints.numbers-wrong"
        )
        hashes = [each for checkpoint in taken for each in checkpoint["hashes"]]
        self.expect(len(set(hashes)) == len(hashes), "checkpoints.hash-repeated")
        before = self.vote["opens_at"]
        for place, each in enumerate(taken):
            final = place == len(taken) - 1 and each["at"] >= self.closes_at
            gap = datetime.fromisoformat(each["at"]) - datetime.fromisoformat(before)
            self.expect(each["hashes"] == sorted(each["hashes"]), "checkpoints.not-sorted")
            self.expect(each["at"] >= before, "checkpoints.outside-vote")
            self.expect(len(each["hashes"]) >= (1 if final else 20), "checkpoints.too-small")
            self.expect(final or place == 0 or gap.total_seconds() >= 900, "checkpoints.too-close")
            before = each["at"]

    def check_opened(self, slug: str) -> None:
        taken = {h for each in self.taken if each["question"] == slug for h in each["hashes"]}
        gone: list[str] = next((each["hashes"] for each in self.replaced if each["question"] == slug), [])
        self.expect(gone == sorted(set(gone)), "replaced.not-sorted")
        self.expect(set(gone) <= taken, "replaced.unknown")
        self.expect(not gone or self.vote["changes"], "replaced.not-allowed")
        marks = next((each for each in self.marks["questions"] if each["question"] == slug), None)
        batches = [each["hashes"] for each in self.taken if each["question"] == slug]
        if marks is not None and marks["hidden"]:
            right = len(taken - set(gone)) == marks["count"]
            most = max(map(len, batches), default=0)
            self.expect(right and most <= marks["count"], "checkpoints.hidden-count")
            return
        names = ("tracker", "version", "choices", "nonce")
        start = ("livret-checkpoint-v1", f"{self.vote['slug']}/{slug}")
        versions = {
            H(*start, *(ballot[name] for name in names)): ballot["version"] for ballot in self.ballots[slug]
        }
        opened = set(versions)
        self.expect(taken <= opened | set(gone), "checkpoints.never-opened")
        self.expect(opened <= taken, "checkpoints.ballot-missing")
        self.expect(not opened & set(gone), "replaced.opened-too")
        self.expect(explained(batches, versions, set(gone)), "replaced.too-many")

    def check_seal(self) -> None:
        sealed = self.entries("vote.sealed")
        self.expect(bool(sealed), "sealed.missing")
        self.expect(len(sealed) < 2, "sealed.twice")
        for entry in sealed[-1:]:
            facts = entry["facts"]
            self.expect(entry is self.journal[-1], "sealed.not-last")
            self.expect(entry["at"] >= self.closes_at, "sealed.early")
            for name, member in (
                ("marks", "marks.json"),
                ("tally", "tally.json"),
                ("replaced", "replaced.jsonl"),
                ("roll", "roll.json"),
            ):
                self.expect(
                    facts.get(name) == sha(self.raw[member]),
                    f"sealed.{name}-{'differ' if name == 'marks' else 'differs'}",
                )
            rows = [row if isinstance(row, dict) else {} for row in facts.get("questions", [])]
            self.expect([row.get("question") for row in rows] == self.asked, "sealed.questions-differ")
            counts = {each["question"]: each["count"] for each in self.marks["questions"]}
            for row in rows:
                if row.get("question") in self.asked:
                    self.expect(row["ballots"] == counts.get(row["question"]), "sealed.count-differs")
                    content = self.raw[f"ballots/{row['question']}.jsonl"]
                    self.expect(row["digest"] == sha(content), "sealed.ballots-differ")

    def check_tally(self) -> None:
        results = {each.get("question"): each for each in self.tally["results"]}
        named = [each.get("question") for each in self.tally["results"]]
        self.expect(named == self.asked, "tally.questions-differ")
        self.expect(self.tally["seats"] == self.roll["seats"], "tally.seats-differ")
        for question in self.vote["questions"]:
            slug, result = question["slug"], results.get(question["slug"])
            if result is None:
                continue
            seed = H(
                "livret-draw-v1", f"{self.vote['slug']}/{slug}", self.roll["root"], sha(self.raw["vote.json"])
            )
            if self.hidden.get(slug):
                count = next(each["count"] for each in self.marks["questions"] if each["question"] == slug)
                possible = second_counts.is_possible(question, result, count, self.roll["seats"], seed)
                self.expect(possible, "tally.impossible")
            else:
                ballots = [
                    b["choices"]
                    for b in self.ballots[slug]
                    if second_questions.is_legal(question, b["choices"])
                ]
                counted = second_counts.result(question, ballots, self.roll["seats"], seed)
                self.expect(counted == result, "tally.differs")

    def check_remarks(self) -> None:
        numbers = [remark["number"] for remark in self.remarks]
        self.expect(numbers == list(range(1, len(numbers) + 1)), "remarks.numbers-wrong")
        self.check_lines(self.remarks, "vote.remarked", "remarks")


def alike(first: Any, second: Any) -> bool:
    """Whether two values are one; Python takes 0 for false."""
    return canonical(first) == canonical(second)


def amount(value: Any) -> int:
    return value if fits(value, "count") else 0


def taken_back(facts: Any, seated: set[str]) -> set[str] | None:
    """The seats before a correction, or None if it cannot have led to these."""
    added, removed = (facts.get(f"commitments_{name}") for name in ("added", "removed"))
    for listed, count in ((added, facts.get("added")), (removed, facts.get("removed"))):
        if (
            not fits(listed, "list of digest")
            or listed != sorted(set(listed))
            or not alike(len(listed), count)
        ):
            return None
    if not set(added) <= seated or seated & set(removed):
        return None
    return seated - set(added) | set(removed)


def tree(commitments: list[str]) -> str:
    """The Merkle root of RFC 9162."""
    level = [hashlib.sha256(b"\0" + bytes.fromhex(each)).digest() for each in commitments]
    while len(level) > 1:
        pairs = [b"".join(level[at : at + 2]) for at in range(0, len(level), 2)]
        level = [hashlib.sha256(b"\1" + pair).digest() if len(pair) == 64 else pair for pair in pairs]
    return level[0].hex() if level else sha(b"")


def explained(batches: list[list[str]], versions: dict[str, int], gone: set[str]) -> bool:
    """Back from the last checkpoint: of the ballots that can still explain a hash, those that can most do."""
    can: list[int] = []
    left = {own: version for own, version in versions.items() if version > 1}
    for place in range(len(batches) - 1, -1, -1):
        needed = len(gone & set(batches[place]))
        can = sorted((each for each in can if each), reverse=True)
        if needed > len(can):
            return False
        can = [each - (rank < needed) for rank, each in enumerate(can)]
        can += [min(left.pop(own) - 1, place) for own in batches[place] if own in left]
    return True


def findings(packed: bytes) -> set[str]:
    """The codes with which a pack does not hold. Raises Refused for what is no pack."""
    try:
        return Reader(packed).codes
    except (KeyError, TypeError, AttributeError, struct.error) as error:
        raise Refused(str(error)) from error
