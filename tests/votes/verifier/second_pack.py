"""A pack as the second reader holds it: its members in their shapes, and the codes found so far."""

from __future__ import annotations

from typing import Any

from tests.votes.verifier import second_questions
from tests.votes.verifier.second_shapes import Refused, parsed, shaped
from tests.votes.verifier.second_zip import unzipped

FIXED = ["manifest.json", "vote.json", "roll.json", "marks.json", "checkpoints.jsonl", "replaced.jsonl"]
LAST = ["tally.json", "journal.jsonl", "remarks.jsonl"]
QUESTION = {
    "slug": "slug", "number": "count", "text": "text of a question", "rule": "text", "settings": "object",
    "most": "count", "blank": "flag", "kind": "text", "statute": ("", "short wording"),
    "options": [{"code": "slug", "digest": (None, "digest"), "text": "wording"}],
    "subject": (None, {"digest": "digest", "slug": "slug", "title": "wording"}),
}  # fmt: skip
SHAPES: dict[str, Any] = {
    "manifest.json": {"format": "text", "members": ["object"], "version": "count", "vote": "slug"},
    "vote.json": {
        "slug": "slug", "title": "title", "mode": "text", "changes": "flag", "rehearsal": "flag",
        "opens_at": "moment", "closes_at": "moment", "questions": [QUESTION],
    },
    "roll.json": {
        "claims": [{"accepted": "count", "filed": "count", "kind": "claim", "refused": "count"}],
        "commitments": ["digest"], "cutoff_on": "day", "root": "digest", "seats": "count", "vote": "slug",
        "conditions": {"groups": ["slug"], "membership_days": "count", "paid_up": "flag"},
        "groups": [{"group": "slug", "seats": "count"}], "urgent": ("", "short wording"),
    },
    "marks.json": {
        "questions": [{"count": "count", "hidden": "flag", "question": "slug", "seats": ["digest"]}],
        "vote": "slug",
    },
    "tally.json": {"results": ["object"], "seats": "count", "vote": "slug"},
    "checkpoints.jsonl": {"at": "moment", "hashes": ["digest"], "number": "count", "question": "slug"},
    "replaced.jsonl": {"hashes": ["digest"], "question": "slug"},
    "ballots": {"choices": "list", "nonce": "nonce", "tracker": "tracker", "version": "count"},
    "journal.jsonl": {
        "actor": "text", "at": "moment", "code": "text", "digest": "digest", "facts": "object",
        "office": "text", "previous": "digest", "seq": "count",
    },
    "remarks.jsonl": {"at": "moment", "author": "name", "number": "count", "text": "remark"},
}  # fmt: skip


class Pack:
    """The members, read in the order of the page. Raises Refused for what is no pack."""

    def __init__(self, packed: bytes) -> None:
        self.codes: set[str] = set()
        self.raw = unzipped(packed)
        self.manifest = self.document("manifest.json")
        self.need((self.manifest["format"], self.manifest["version"]) == ("livret-pack", 2), "version")
        self.vote = self.document("vote.json")
        self.need(self.vote["mode"] == "open-book", "mode")
        self.need(self.vote["opens_at"] < self.vote["closes_at"], "times")
        for number, question in enumerate(self.vote["questions"], start=1):
            self.need(question["number"] == number and second_questions.may_ask(question), "question")
        self.asked = [question["slug"] for question in self.vote["questions"]]
        boxes = [f"ballots/{slug}.jsonl" for slug in self.asked]
        self.need(list(self.raw) == [*FIXED, *boxes, *LAST], "members")
        self.roll = self.document("roll.json")
        conditions = self.roll["conditions"]
        groups = conditions["groups"]
        self.need(groups == sorted(set(groups)) and len(groups) <= 500, "conditions")
        self.need(conditions["membership_days"] <= 3650, "conditions")
        self.marks, self.tally = self.document("marks.json"), self.document("tally.json")
        self.journal, self.remarks = self.rows("journal.jsonl"), self.rows("remarks.jsonl")
        self.taken, self.replaced = self.rows("checkpoints.jsonl"), self.rows("replaced.jsonl")
        self.ballots = {slug: self.rows(f"ballots/{slug}.jsonl") for slug in self.asked}
        self.hidden = {each["question"]: each["hidden"] for each in self.marks["questions"]}
        # The close in force: the vote's own, until the journal moves it.
        self.closes_at: str = self.vote["closes_at"]

    def document(self, name: str) -> Any:
        self.need(name in self.raw, name)
        return shaped(parsed(self.raw[name]), SHAPES[name])

    def rows(self, name: str) -> list[Any]:
        content = self.raw[name]
        self.need(not content or content.endswith(b"\n"), name)
        shape = SHAPES[name.partition("/")[0]]
        return [shaped(parsed(line), shape) for line in content.split(b"\n")[:-1]]

    def entries(self, code: str) -> list[Any]:
        """The journal's entries of this code about this vote."""
        return [e for e in self.journal if e["code"] == code and e["facts"].get("vote") == self.vote["slug"]]

    def need(self, holds: bool, what: str) -> None:
        if not holds:
            raise Refused(what)

    def expect(self, holds: bool, code: str) -> None:
        if not holds:
            self.codes.add(code)
