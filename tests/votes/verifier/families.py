"""The 36 ways to tamper with an open-book pack, for a question by any rule; and the same made consistent.

Each family edits the members of a good pack, and names the code that must be found in it. `made_consistent`
then does what a forger with the whole server would: every digest, count and announcement that follows is
computed again, so that only what somebody noted outside can still tell.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from deliberation.core.canonical import Json, digest, parse
from tests.votes.core.building import CLOSES_AT, OPENS_AT, Story, a_roll, booklet_question, retold
from tests.votes.verifier.random_votes import random_ballot
from tests.votes.verifier.tampering import Members, edit, edit_lines, rechain, repacked
from votes.core.archive import archive
from votes.core.ballots import Ballot, check_choices, read_ballot
from votes.core.box import BoxContents, read_marks, sha256
from votes.core.checkpoints import read_checkpoint, read_replaced
from votes.core.choices import Shape, in_question_order
from votes.core.definition import read_vote
from votes.core.pack import CHECKPOINT, MANIFEST, REMARKED, REPLACED, Listed, Manifest
from votes.core.questions import Vote
from votes.core.remarks import read_remark
from votes.core.rolls import merkle_root, read_roll
from votes.core.tally.rules import rule_of
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


# -- the same, by somebody who computes everything again ----------------------------------------


def made_consistent(family: Family, story: Story) -> bytes:
    """The forgery with every digest, count and announcement computed again."""
    if family.name in RETOLD:
        return RETOLD[family.name](story).pack()
    if family.name in REWRITTEN:
        members = story.members()
        REWRITTEN[family.name](members)
        rechain(members)
        return repacked(members)
    members = story.members()
    family.tamper(members)
    return healed(members).pack()


def healed(members: Members) -> Story:
    """The story that tampered members would tell if all of it were true."""
    vote = read_vote(parse(members["vote.json"]))
    told = read_roll(parse(members["roll.json"]))
    commitments = tuple(sorted(set(told.commitments)))
    missing = len(commitments) - sum(group.seats for group in told.groups[:-1])
    groups = (*told.groups[:-1], replace(told.groups[-1], seats=missing))
    roll = replace(
        told, commitments=commitments, seats=len(commitments), groups=groups, root=merkle_root(commitments)
    )
    _, marks = read_marks(parse(members["marks.json"]))
    seen: set[str] = set()
    contents = []
    for question, marked in zip(vote.questions, marks, strict=True):
        rows = members[f"ballots/{question.slug}.jsonl"].splitlines()
        ballots = [_apart(read_ballot(parse(row), "ballots"), seen) for row in rows]
        for ballot in ballots:
            check_choices(question, ballot.choices)
        others = [seat for seat in commitments if seat not in marked.seats]
        seats = [seat for seat in marked.seats if seat in commitments] + others
        contents.append(BoxContents(question.slug, seats[: len(ballots)], ballots))
    return retold(vote, roll, contents, {})


def _apart(ballot: Ballot, seen: set[str]) -> Ballot:
    """The ballot, with a tracker and a nonce of its own."""
    if ballot.tracker in seen:
        ballot = replace(ballot, tracker=ballot.tracker[::-1], nonce=ballot.nonce[::-1])
    seen.add(ballot.tracker)
    return ballot


def contents_of(story: Story) -> list[BoxContents]:
    pairs = zip(story.box.marks, story.box.ballots, strict=True)
    return [BoxContents(marks.question, marks.seats, ballots.ballots) for marks, ballots in pairs]


def with_ballots(story: Story, change: Callable[[list[Ballot]], object]) -> Story:
    """The story with other ballots on its first question, and as many marks."""
    first, *others = contents_of(story)
    ballots = list(first.ballots)
    change(ballots)
    seats = [*first.marks, *(seat for seat in story.roll.commitments if seat not in first.marks)]
    return retold(
        story.vote, story.roll, [BoxContents(first.question, seats[: len(ballots)], ballots), *others], {}
    )


def with_question(story: Story, **changed: Any) -> Story:
    first, *others = story.vote.questions
    vote = replace(story.vote, questions=(replace(first, **changed), *others))
    return retold(vote, story.roll, contents_of(story), {})


def other_root(story: Story) -> Story:
    """The same counts over other seats: one that nobody marked has another salt."""
    marked = {seat for marks in story.box.marks for seat in marks.seats}
    swapped = [seat if seat in marked else digest(["another salt", seat]) for seat in story.roll.commitments]
    commitments = tuple(sorted(swapped))
    roll = replace(story.roll, commitments=commitments, root=merkle_root(commitments))
    return retold(story.vote, roll, contents_of(story), {})


def another(ballot: Ballot, **changed: Any) -> Ballot:
    return replace(ballot, tracker=ballot.tracker[::-1], nonce=ballot.nonce[::-1], **changed)


def to_choice_of_another(ballots: list[Ballot], blank: bool) -> None:
    """A ballot, a blank one if asked, that says what another one says."""
    place = next(p for p, ballot in enumerate(ballots) if (ballot.choices == ("blank",)) is blank)
    said = next(b.choices for b in ballots if b.choices not in (("blank",), ballots[place].choices))
    ballots[place] = replace(ballots[place], choices=said)


def renamed(story: Story) -> Story:
    first = story.vote.questions[0]
    settings = dict(first.settings)
    if first.rule == "score":
        del settings["highest"]
        settings["grades"] = ["nul", "faible", "passable", "bien", "très bien", "excellent"]
    most = len(first.options) if first.rule == "choose" else first.most
    return with_question(story, rule=OTHER_RULE[first.rule], settings=settings, most=most)


def reordered(story: Story) -> Story:
    """The options the other way round, and the ballots in that order where the rule asks for it."""
    first, *others = story.vote.questions
    asked = replace(first, options=first.options[::-1])
    held, *rest = contents_of(story)
    ranked = rule_of(asked).shape is Shape.RANKING
    ballots = [
        ballot if ranked else replace(ballot, choices=in_question_order(asked, ballot.choices))
        for ballot in held.ballots
    ]
    vote = replace(story.vote, questions=(asked, *others))
    return retold(vote, story.roll, [BoxContents(held.question, held.marks, ballots), *rest], {})


def higher_quorum(story: Story) -> Story:
    quorum = {"base": "seats", "counted": "ballots", "share": "9/10"}
    return with_question(story, settings={**story.vote.questions[0].settings, "quorum": quorum})


RETOLD: dict[str, Callable[[Story], Story]] = {
    "the root wrong": other_root,
    "options in another order": reordered,
    "a hash of a checkpoint never opened": lambda s: with_ballots(s, lambda b: b.pop(5)),
    "the count of replaced ballots wrong": lambda s: with_ballots(
        s, lambda b: b.__setitem__(0, replace(b[0], version=b[0].version + 1))
    ),
    "one more in the tally": lambda s: with_ballots(s, lambda b: b.append(another(b[-1]))),
    "a tie broken the other way": lambda s: with_ballots(s, lambda b: to_choice_of_another(b, blank=False)),
    "blank votes hidden": lambda s: with_ballots(s, lambda b: to_choice_of_another(b, blank=True)),
    "the quorum's flag turned": higher_quorum,
    "the rule renamed": renamed,
}


def _drop_entry(entries: list[Any]) -> None:
    entries.remove(next(entry for entry in entries if entry["code"] == "message.hidden"))


def _swap_entries(entries: list[Any]) -> None:
    places = [place for place, entry in enumerate(entries) if entry["code"] in ("message.hidden", REMARKED)][
        :2
    ]
    one, other = places
    entries[one], entries[other] = (
        {**entries[other], "at": entries[one]["at"]},
        {**entries[one], "at": entries[other]["at"]},
    )


def _seal_later(entries: list[Any]) -> None:
    entries[-1]["at"] = "2026-11-09T17:09:00Z"


def _reword(members: Members) -> None:
    edit_lines("remarks.jsonl", lambda remarks: remarks[0].update(text="Rien à signaler."))(members)
    _announce(members, "remarks.jsonl", REMARKED)


def _merge_checkpoints(members: Members) -> None:
    """The first checkpoint of the first question was never taken: its hashes stand in the next one, but for
    those of ballots that were changed later, which then stand nowhere.
    """
    gone = next(read_replaced(parse(row), REPLACED).hashes for row in members[REPLACED].splitlines())
    edit_lines(REPLACED, lambda rows: rows[0].update(hashes=[]))(members)

    def merge(checkpoints: list[Any]) -> None:
        first, *others = [each for each in checkpoints if each["question"] == "eau"]
        checkpoints.remove(first)
        others[0]["hashes"] = sorted({*others[0]["hashes"], *first["hashes"]}.difference(gone))
        for number, each in enumerate(others, start=1):
            each["number"] = number

    edit_lines("checkpoints.jsonl", merge)(members)
    edit_lines("journal.jsonl", lambda entries: entries.remove(
        next(entry for entry in entries if entry["code"] == CHECKPOINT)))(members)  # fmt: skip
    _announce(members, "checkpoints.jsonl", CHECKPOINT)


def _announce(members: Members, member: str, code: str) -> None:
    """Make the journal announce the lines of a member as they are now."""
    rows = [parse(row) for row in members[member].splitlines()]

    def again(entries: list[Any]) -> None:
        found = [entry for entry in entries if entry["code"] == code]
        for entry, row in zip(found, rows, strict=True):
            read = read_checkpoint if code == CHECKPOINT else read_remark
            entry["facts"] = read(row, member).announced(entry["facts"]["vote"])

    edit_lines("journal.jsonl", again)(members)


REWRITTEN: dict[str, Callable[[Members], object]] = {
    "a line of the journal removed": edit_lines("journal.jsonl", _drop_entry),
    "lines of the journal reordered": edit_lines("journal.jsonl", _swap_entries),
    "a line of the journal edited": edit_lines(
        "journal.jsonl", lambda j: j[0]["facts"].update(title="Hiver")
    ),
    "the tail of the journal cut": edit_lines("journal.jsonl", _seal_later),
    "the journal forked": edit_lines("journal.jsonl", fork),
    "a checkpoint dropped": _merge_checkpoints,
    "a digest of the manifest wrong": _reword,
}
# What stays no pack, however often its manifest is made anew.
STAYS_REFUSED = ("the version of the pack lowered", "a file too many", "a file missing")
