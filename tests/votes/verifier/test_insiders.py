"""What somebody with the whole server could try between two notes of honest observers.

Each story here is whole: every digest, count and announcement is computed again, and nothing contradicts
what was noted before the close. It must be found by what a pack shows of itself.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from tests.votes.core.building import (
    BATCHES_AT,
    CLOSES_AT,
    OPENS_AT,
    SEALED_AT,
    Story,
    a_roll,
    acts_of,
    booklet_question,
    chain,
    retold,
)
from tests.votes.core.whole import seal_box
from tests.votes.verifier import second_reader
from tests.votes.verifier.consistent import contents_of
from tests.votes.verifier.families import family_story
from tests.votes.verifier.forging import corrected, story
from tests.votes.verifier.random_votes import random_ballot
from tests.votes.verifier.tampering import Members, edit, edit_lines, rechain, repacked
from votes.core.ballots import Ballot, checkpoint_hash
from votes.core.box import BoxContents
from votes.core.checkpoints import Checkpoint, Replaced
from votes.core.questions import Vote, question_reference
from votes.core.rolls import merkle_root
from votes.verifier.anchors import Anchors, Noted
from votes.verifier.verifying import NO_ANCHORS, verify

MEASURES = ["Une régie publique", "Des méandres", "Des fontaines"]


def found_in(packed: bytes, anchors: Anchors = NO_ANCHORS) -> set[str]:
    """What both readers find; they agree but for notes, which the second one does not take."""
    report = verify(packed, anchors)
    own = {found.code for found in report.findings if not found.code.startswith("anchor.")}
    assert second_reader.findings(packed) == own
    return {found.code for found in report.findings}


def one_question() -> Vote:
    asked = booklet_question(1, "eau", "L’eau", MEASURES)
    return Vote("priorites-2026", "Nos priorités", OPENS_AT, CLOSES_AT, (asked,))


def told(kept: Sequence[Ballot], batches: Sequence[Iterable[Ballot]], seed: int = 5) -> Story:
    """A vote whose box holds `kept` at the close, though its checkpoints committed to these batches."""
    vote, draw = one_question(), random.Random(seed)
    roll = a_roll(vote.slug, 200, draw)
    marks = draw.sample(roll.commitments, len(kept))
    reference = question_reference(vote.slug, "eau")
    moments = (*BATCHES_AT[: len(batches) - 1], SEALED_AT)
    taken = [
        Checkpoint("eau", number, at, tuple(sorted(checkpoint_hash(reference, each) for each in batch)))
        for number, (at, batch) in enumerate(zip(moments, batches, strict=True), start=1)
    ]
    honest = [
        Checkpoint("eau", 1, SEALED_AT, tuple(sorted(checkpoint_hash(reference, each) for each in kept)))
    ]
    box = seal_box(vote, roll, [BoxContents("eau", marks, kept)], honest)
    opened = {checkpoint_hash(reference, each) for each in kept}
    gone = tuple(sorted({each for checkpoint in taken for each in checkpoint.hashes} - opened))
    box = replace(box, checkpoints=tuple(taken), replaced=(Replaced("eau", gone),))
    return Story(vote, roll, box, chain(acts_of(vote, roll, box)), {})


def ballots(number: int, seed: int = 9) -> list[Ballot]:
    draw, question = random.Random(seed), one_question().questions[0]
    return [replace(random_ballot(question, draw), version=1) for _ in range(number)]


def changed(ballot: Ballot, version: int = 2) -> Ballot:
    return replace(ballot, version=version, nonce=ballot.nonce[::-1])


def anchored(honest: Story) -> Anchors:
    """The first checkpoint of the vote, noted while it was open."""
    first = honest.box.checkpoints[0]
    return Anchors(noted=(Noted("checkpoint", honest.vote.slug, first.digest(), first.question, 1),))


def test_changes_as_they_are_made_explain_what_was_replaced() -> None:
    first = ballots(40)
    later = [changed(each) for each in first[:25]]
    last = [changed(each, 3) for each in later[:5]]
    honest = told([*first[25:], *later[5:], *last], [first, later, last])
    assert found_in(honest.pack(), anchored(honest)) == set()


def test_a_question_cannot_be_hidden_by_dropping_ballots_until_few_are_left() -> None:
    """Nine ballots of thirty are kept, the others called replaced: no ballot is published to compare."""
    committed = ballots(30)
    shrunk = told([changed(committed[0]), *committed[1:9]], [committed, [changed(committed[0])]])
    assert "checkpoints.hidden-count" in found_in(shrunk.pack(), anchored(shrunk))


def test_one_late_ballot_of_a_high_version_does_not_explain_many_dropped_ones() -> None:
    committed = ballots(60)
    late = changed(ballots(1, seed=10)[0], version=41)
    forged = told([*committed[40:], late], [committed, [late]])
    assert found_in(forged.pack(), anchored(forged)) == {"replaced.too-many"}


def test_two_late_ballots_do_not_explain_three_hashes_of_one_checkpoint() -> None:
    committed = ballots(60)
    late = [changed(each, version=9) for each in ballots(2, seed=10)]
    forged = told([*committed[3:], *late], [committed, late])
    assert found_in(forged.pack(), anchored(forged)) == {"replaced.too-many"}


def test_a_ballot_first_seen_in_the_first_checkpoint_replaced_nothing() -> None:
    committed = ballots(60)
    committed[1] = replace(committed[1], version=7)
    assert "replaced.too-many" in found_in(told(committed[1:], [committed]).pack())


def moved(members: Members, new: list[str], **facts: Any) -> None:
    """A correction that leads from the frozen list to another one, and everything that follows from it."""
    root = merkle_root(new)
    edit_lines("journal.jsonl", lambda j: corrected(j, root=root, **facts))(members)
    edit("roll.json", lambda roll: roll.update(commitments=new, root=root))(members)

    def mark(marks: Any) -> None:
        for question in marks["questions"]:
            question["seats"] = [] if question["hidden"] else new[: question["count"]]

    edit("marks.json", mark)(members)
    rechain(members)


def noted_root() -> Anchors:
    return Anchors(noted=(Noted("root", story().vote.slug, story().roll.root),))


def test_a_correction_names_the_seats_it_moves_and_leads_back_to_the_frozen_root() -> None:
    members, old = story().members(), list(story().roll.commitments)
    new = sorted([*old[1:], "5" * 64])
    moved(members, new, added=1, removed=1, commitments_added=["5" * 64], commitments_removed=old[:1])
    assert found_in(repacked(members), noted_root()) == set()


@pytest.mark.parametrize(("named", "swapped"), [(0, 120), (1, 120), (1, 2)])
def test_a_correction_cannot_swap_more_seats_than_it_names(named: int, swapped: int) -> None:
    """The root before was noted, the counts are as they were: only the seats themselves tell."""
    members, old = story().members(), list(story().roll.commitments)
    ghosts = [f"{number:064x}" for number in range(swapped)]
    new = sorted([*old[swapped:], *ghosts])
    facts: dict[str, Any] = {"added": named, "removed": named}
    facts |= {"commitments_added": ghosts[:named], "commitments_removed": old[:named]}
    moved(members, new, **facts)
    assert found_in(repacked(members), noted_root()) == {"roll.correction-broken"}


def test_voters_who_make_two_trackers_meet_do_not_stop_the_count() -> None:
    """A change code comes back in a form, so its voter may choose it: a billion tries find two codes whose
    trackers on two questions are one. The nonces are the server's, and stay apart.
    """
    held = family_story("choose")
    one, other = contents_of(held)
    same = replace(other.ballots[0], tracker=one.ballots[0].tracker)
    contents = [one, replace(other, ballots=[same, *other.ballots[1:]])]
    assert found_in(retold(held.vote, held.roll, contents, {}).pack()) == set()
