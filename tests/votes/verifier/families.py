"""The 36 ways to tamper with an open-book pack, for a question by any rule.

Each family edits the members of a good pack, and names the code that must be found in it; `consistent` does
the same and hides it.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from deliberation.core.canonical import Json, parse
from tests.votes.core.building import CLOSES_AT, OPENS_AT, Story, a_roll, booklet_question, retold
from tests.votes.verifier.random_votes import random_ballot
from tests.votes.verifier.tampering import Members, edit, edit_lines
from votes.core.archive import archive
from votes.core.box import BoxContents, sha256
from votes.core.pack import MANIFEST, Listed, Manifest
from votes.core.questions import Vote
from votes.mirror.keeping import notes_of
from votes.verifier.anchors import Anchors, read_anchors

BOX, OTHER_BOX = "ballots/eau.jsonl", "ballots/ecole.jsonl"
SETTINGS: dict[str, dict[str, Json]] = {
    "choose": {},
    "score": {"highest": 5},
    "schulze": {},
}
OTHER_RULE = {"choose": "approval", "score": "majority-judgement", "schulze": "borda"}


@cache
def family_story(rule: str, seed: int = 36) -> Story:
    """A vote of two questions, the first by the rule, with a quorum, 90 members and a blank ballot."""
    draw = random.Random(seed)
    measures = ["Une régie publique", "Des méandres", "Des fontaines", "Moins de fuites"]
    asked = booklet_question(1, "eau", "L’eau", measures)
    quorum: dict[str, Json] = {"base": "seats", "counted": "ballots", "share": "1/2"}
    most = {"choose": 3, "score": 4, "schulze": 3}[rule]
    first = replace(asked, rule=rule, most=most, settings={**SETTINGS[rule], "quorum": quorum})
    second = booklet_question(2, "ecole", "L’école", measures[:3])
    vote = Vote("priorites-2026", "Nos priorités", OPENS_AT, CLOSES_AT, (first, second))
    roll = a_roll(vote.slug, 90, draw)
    contents = []
    for question in vote.questions:
        voters = draw.sample(roll.commitments, 66)
        ballots = [random_ballot(question, draw) for _ in voters]
        ballots[0] = replace(ballots[0], choices=("blank",))
        contents.append(BoxContents(question.slug, voters, ballots))
    return retold(vote, roll, contents, {})


def noted_outside(story: Story) -> Anchors:
    """What observers wrote down at the opening, in the middle, and after the close."""
    journal = story.journal
    opened = next(place for place, link in enumerate(journal, start=1) if link.code == "vote.opened")
    moments = (opened, (opened + len(journal)) // 2, len(journal))
    return read_anchors("\n".join(line for until in moments for line in notes_of(journal[:until])))


# -- the families -----------------------------------------------------------------------------


def other_choice(ballot: dict[str, Any]) -> None:
    """Another legal choice of the same shape."""
    chosen = ballot["choices"][-1]
    code = "m2" if (chosen[0] if isinstance(chosen, list) else chosen) == "m1" else "m1"
    ballot["choices"] = [[code, 5]] if isinstance(chosen, list) else [code]


def expressed(ballots: list[Any]) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in ballots if each["choices"] != ["blank"])
    return found


def add_ballot(ballots: list[Any]) -> None:
    ballots.append({**expressed(ballots), "nonce": "f" * 32, "tracker": "9" * 12, "version": 1})


def one_in_two(members: Members) -> None:
    taken = next(line for line in members[OTHER_BOX].splitlines() if b"blank" in line)
    kept = [line for line in members[BOX].splitlines() if b"blank" not in line]
    members[BOX] = b"".join(line + b"\n" for line in sorted([*kept[1:], taken], key=tracker_of))


def tracker_of(line: bytes) -> str:
    found = parse(line)
    assert isinstance(found, dict)
    return str(found["tracker"])


def unmarked(members: Members) -> str:
    roll, marks = parse(members["roll.json"]), parse(members["marks.json"])
    assert isinstance(roll, dict)
    assert isinstance(marks, dict)
    return str(min(set(roll["commitments"]) - set(marks["questions"][0]["seats"])))


def add_mark(members: Members) -> None:
    def change(marks: Any) -> None:
        marks["questions"][0]["seats"] = sorted([*marks["questions"][0]["seats"], unmarked(members)])
        marks["questions"][0]["count"] += 1

    edit("marks.json", change)(members)


def drop_mark(marks: Any) -> None:
    marks["questions"][0]["seats"].pop()
    marks["questions"][0]["count"] -= 1


def move_mark(members: Members) -> None:
    seat = unmarked(members)
    edit("marks.json", lambda m: m["questions"][0]["seats"].__setitem__(slice(None), sorted(
        [*m["questions"][0]["seats"][1:], seat])))(members)  # fmt: skip


def wrong_group(roll: Any) -> None:
    roll["groups"][0]["seats"] += 1


def relax(vote: Any) -> None:
    question = vote["questions"][0]
    if "highest" in question["settings"]:
        question["settings"]["highest"] = 6
    else:
        question["most"] += 1


def fork(entries: list[Any]) -> None:
    entries.insert(3, {**entries[2], "actor": "Quelqu’un d’autre"})


def retitle(entries: list[Any]) -> None:
    entries[0]["facts"]["title"] = "Hiver"


def reorder(entries: list[Any]) -> None:
    entries.insert(1, entries.pop(2))


def plus_one(tally: Any) -> None:
    tally["results"][0]["ballots"] += 1


def other_way(tally: Any) -> None:
    options = tally["results"][0]["options"]
    options[0]["rank"], options[1]["rank"] = options[1]["rank"] + 1, options[0]["rank"]


def hide_blank(tally: Any) -> None:
    result = tally["results"][0]
    result["ballots"], result["blank"] = result["ballots"] - result["blank"], 0


def quorum_flag(tally: Any) -> None:
    quorum = tally["results"][0]["quorum"]
    quorum["reached"] = not quorum["reached"]


def rename_rule(vote: Any) -> None:
    vote["questions"][0]["rule"] = OTHER_RULE[vote["questions"][0]["rule"]]


def others_ballots(members: Members) -> None:
    vote: Any = parse(members["vote.json"])
    members[BOX] = family_story(vote["questions"][0]["rule"], seed=63).members()[BOX]


def drop_checkpoint(checkpoints: list[Any]) -> None:
    del checkpoints[0]


def replaced_more(replaced: list[Any]) -> None:
    replaced[0]["hashes"] = sorted([*replaced[0]["hashes"], "e" * 64])


@dataclass(frozen=True)
class Family:
    """One way to tamper: what is done to the members, and the codes one of which must name it."""

    name: str
    tamper: Callable[[Members], object]
    codes: set[str]


FAMILIES = [
    Family("a ballot added", edit_lines(BOX, add_ballot), {"marks.not-equal-ballots"}),
    Family("a ballot removed", edit_lines(BOX, lambda b: b.pop()), {"checkpoints.never-opened"}),
    Family("a ballot twice", edit_lines(BOX, lambda b: b.insert(0, b[0])), {"ballots.tracker-repeated"}),
    Family(
        "a choice changed",
        edit_lines(BOX, lambda b: other_choice(expressed(b))),
        {"checkpoints.never-opened"},
    ),
    Family(
        "a tracker changed",
        edit_lines(BOX, lambda b: b[-1].update(tracker="9" * 12)),
        {"sealed.ballots-differ"},
    ),
    Family("one ballot in two questions", one_in_two, {"ballots.in-two-questions"}),
    Family("a mark added", add_mark, {"marks.not-equal-ballots"}),
    Family("a mark removed", edit("marks.json", drop_mark), {"marks.not-equal-ballots"}),
    Family("a mark moved to another seat", move_mark, {"sealed.marks-differ"}),
    Family(
        "a seat added", edit("roll.json", lambda r: r["commitments"].append("f" * 64)), {"roll.root-differs"}
    ),
    Family("a seat removed", edit("roll.json", lambda r: r["commitments"].pop()), {"roll.root-differs"}),
    Family("a group count wrong", edit("roll.json", wrong_group), {"roll.groups-not-announced"}),
    Family(
        "the root wrong", edit("roll.json", lambda r: r.update(root="0" * 64)), {"roll.root-not-announced"}
    ),
    Family(
        "an option reworded",
        edit("vote.json", lambda v: v["questions"][0]["options"][0].update(text="Rien")),
        {"vote.digest-differs"},
    ),
    Family(
        "options in another order",
        edit("vote.json", lambda v: v["questions"][0]["options"].reverse()),
        {"vote.digest-differs"},
    ),
    Family(
        "a booklet's digest wrong",
        edit("vote.json", lambda v: v["questions"][0]["subject"].update(digest="0" * 64)),
        {"question.booklet-not-frozen"},
    ),
    Family("the limits of a question relaxed", edit("vote.json", relax), {"vote.digest-differs"}),
    Family(
        "the close moved",
        edit("vote.json", lambda v: v.update(closes_at="2026-11-09T16:00:00Z")),
        {"vote.times-differ"},
    ),
    Family("a line of the journal removed", edit_lines("journal.jsonl", lambda j: j.pop(2)), {"journal.gap"}),
    Family("lines of the journal reordered", edit_lines("journal.jsonl", reorder), {"journal.gap"}),
    Family("a line of the journal edited", edit_lines("journal.jsonl", retitle), {"journal.entry-changed"}),
    Family("the tail of the journal cut", edit_lines("journal.jsonl", lambda j: j.pop()), {"sealed.missing"}),
    Family("the journal forked", edit_lines("journal.jsonl", fork), {"journal.gap"}),
    Family("a checkpoint dropped", edit_lines("checkpoints.jsonl", drop_checkpoint), {"checkpoints.missing"}),
    Family(
        "a hash of a checkpoint never opened",
        edit_lines("checkpoints.jsonl", lambda c: c[0]["hashes"].append("f" * 64)),
        {"checkpoints.never-opened"},
    ),
    Family(
        "the count of replaced ballots wrong",
        edit_lines("replaced.jsonl", replaced_more),
        {"replaced.unknown"},
    ),
    Family("one more in the tally", edit("tally.json", plus_one), {"tally.differs"}),
    Family("a tie broken the other way", edit("tally.json", other_way), {"tally.differs"}),
    Family("blank votes hidden", edit("tally.json", hide_blank), {"tally.differs"}),
    Family("the quorum's flag turned", edit("tally.json", quorum_flag), {"tally.differs"}),
    Family("the rule renamed", edit("vote.json", rename_rule), {"vote.digest-differs", "pack.vote-illegal"}),
    Family("the version of the pack lowered", lambda m: None, {"pack.version-old"}),
    Family("a digest of the manifest wrong", lambda m: None, {"manifest.digest-differs"}),
    Family("a file too many", lambda m: m.update({"notes.txt": b"x"}), {"pack.member-unexpected"}),
    Family("a file missing", lambda m: m.pop("remarks.jsonl"), {"pack.member-missing"}),
    Family("ballots of another vote pasted in", others_ballots, {"sealed.ballots-differ"}),
]


def tampered(family: Family, story: Story) -> bytes:
    """The pack after the tampering, its manifest made anew unless it is what was tampered with."""
    members = story.members()
    family.tamper(members)
    listed = [Listed(name, sha256(content), len(content)) for name, content in members.items()]
    if family.name == "a digest of the manifest wrong":
        listed[3] = replace(listed[3], sha256="0" * 64)
    manifest = Manifest(story.vote.slug, tuple(listed)).encoded()
    if family.name == "the version of the pack lowered":
        manifest = manifest.replace(b'"version":2', b'"version":1')
    return archive({MANIFEST: manifest, **members})
