"""Sealed question by question, a vote gives the bytes that it gives sealed at once."""

import tempfile
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deliberation.core.canonical import canonical
from deliberation.core.errors import RuleBroken
from tests.votes.core.building import REMARKS, Story, a_story
from votes.core.ballots import Ballot
from votes.core.box import SealedQuestion
from votes.core.pack import build_pack, sealed_facts
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
    with pytest.raises(RuleBroken, match=r"pack\.journal-not-sealed"):
        pieces_of(replace(story, journal=story.journal[:-1]), questions_of(story))


@pytest.mark.parametrize("choices", [("m1",), ("blank",), ("b-2", "b1"), (("a", 3), ("b", 0))])
def test_a_ballot_is_written_as_canonical_json(choices: tuple[str, ...]) -> None:
    ballot = Ballot("ABCDEFGHJKLM", 3, choices, "0f" * 16)
    assert ballot.encoded() == canonical(ballot.published())
