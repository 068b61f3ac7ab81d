"""The same 36 forgeries, by somebody who has the whole server: every digest, count and announcement that
follows is computed again, so that only what somebody noted outside can still tell.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from deliberation.core.canonical import digest, parse
from tests.votes.core.building import Story, retold
from tests.votes.verifier.families import OTHER_RULE, Family, fork
from tests.votes.verifier.tampering import Members, edit_lines, rechain, repacked
from votes.core.ballots import Ballot, check_choices, read_ballot
from votes.core.box import BoxContents, read_marks
from votes.core.checkpoints import read_checkpoint, read_replaced
from votes.core.choices import Shape, in_question_order
from votes.core.definition import read_vote
from votes.core.pack import CHECKPOINT, REMARKED, REPLACED
from votes.core.remarks import read_remark
from votes.core.rolls import merkle_root, read_roll
from votes.core.tally.rules import rule_of


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
