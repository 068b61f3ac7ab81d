"""Sealed question by question, a vote gives the bytes that it gives sealed at once."""

import tempfile
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deliberation.core.canonical import canonical
from deliberation.core.errors import RuleBroken
from tests.votes.core.building import REMARKS, Story, a_story, a_vote
from tests.votes.core.whole import build_pack, sealed_facts
from votes.core.ballots import Ballot
from votes.core.box import BoxContents, SealedQuestion, seal_question
from votes.core.rolls import freeze_roll
from votes.core.sealing import Sealing, pack_pieces


def questions_of(story: Story) -> list[SealedQuestion]:
    box = story.box
    rows = zip(box.marks, box.ballots, box.results, box.replaced, strict=True)
    return [SealedQuestion(*row) for row in rows]


def pieces_of(story: Story, sealed: list[SealedQuestion]) -> bytes:
    checkpoints = story.box.checkpoints
    pieces = pack_pieces(
        story.vote, story.roll, sealed, checkpoints, story.journal, REMARKS, tempfile.TemporaryFile
    )
    return b"".join(pieces)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32), st.integers(15, 60), st.integers(0, 15))
def test_the_bytes_are_the_same(seed: int, members: int, few: int) -> None:
    story = a_story(seed, members, few=few)
    sealing = Sealing(story.vote, story.roll)
    for question in questions_of(story):
        sealing.add(question)
    assert sealing.finish() == sealed_facts(story.box, story.roll)
    expected = build_pack(story.vote, story.roll, story.box, story.journal, REMARKS)
    assert pieces_of(story, questions_of(story)) == expected


def test_every_question_is_asked_for_in_its_order() -> None:
    story = a_story(3)
    for wrong in (questions_of(story)[::-1], questions_of(story)[:-1]):
        with pytest.raises(RuleBroken, match=r"box\.questions-differ"):
            pieces_of(story, wrong)


def test_a_pack_needs_its_own_roll_and_its_own_seal() -> None:
    story = a_story(1)
    for journal in ((), story.journal[:-1]):
        with pytest.raises(RuleBroken, match=r"pack\.journal-not-sealed"):
            pieces_of(replace(story, journal=journal), questions_of(story))
    other = freeze_roll("autre", "2026-10-01", [("a" * 64, "")])
    with pytest.raises(RuleBroken, match=r"pack\.votes-differ"):
        pieces_of(replace(story, roll=other), questions_of(story))


def test_a_box_that_breaks_an_invariant_is_not_sealed() -> None:
    vote, roll = a_vote(), freeze_roll("priorites-2026", "2026-10-01", [("a" * 64, ""), ("b" * 64, "")])
    ballot = Ballot("A" * 12, 1, ("m1",), "0" * 32)
    broken = {
        "box.marks-not-equal-ballots": BoxContents("eau", ["a" * 64], []),
        "box.mark-not-on-roll": BoxContents("eau", ["c" * 64], [ballot]),
        "box.mark-repeated": BoxContents(
            "eau", ["a" * 64] * 2, [ballot, Ballot("B" * 12, 1, ("m1",), "1" * 32)]
        ),
        "box.tracker-repeated": BoxContents("eau", ["a" * 64, "b" * 64], [ballot, ballot]),
        "ballot.empty": BoxContents("eau", ["a" * 64], [Ballot("A" * 12, 1, (), "0" * 32)]),
    }
    for code, held in broken.items():
        with pytest.raises(RuleBroken) as refusal:
            seal_question(vote, roll, held, (), frozenset(roll.commitments))
        assert refusal.value.code == code


@pytest.mark.parametrize("choices", [("m1",), ("blank",), ("b-2", "b1"), (("a", 3), ("b", 0))])
def test_a_ballot_is_written_as_canonical_json(choices: tuple[str, ...]) -> None:
    ballot = Ballot("ABCDEFGHJKLM", 3, choices, "0f" * 16)
    assert ballot.encoded() == canonical(ballot.published())
