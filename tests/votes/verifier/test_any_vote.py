"""Whatever legal ballots people cast, the pack that is built verifies, and is the same bytes twice."""

from __future__ import annotations

import io
import random
import zipfile

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.votes.core.building import a_story, a_vote, retold
from votes.core.ballots import Ballot
from votes.core.box import BoxContents
from votes.core.pack import member_names
from votes.verifier.verifying import verify


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32), st.integers(15, 60), st.integers(0, 15))
def test_any_legal_vote_verifies_and_builds_twice_alike(seed: int, members: int, few: int) -> None:
    story = a_story(seed, members, few=few)
    packed = story.pack()
    assert verify(packed).findings == ()
    assert a_story(seed, members, few=few).pack() == packed


@settings(max_examples=20, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_in_which_people_voted_leaves_no_trace(draw: random.Random) -> None:
    story = a_story(2)
    mixed = []
    for marks, ballots in zip(story.box.marks, story.box.ballots, strict=True):
        if marks.hidden:
            return_ballots: list[Ballot] = []
            seats: list[str] = []
        else:
            return_ballots, seats = list(ballots.ballots), list(marks.seats)
        draw.shuffle(return_ballots)
        draw.shuffle(seats)
        mixed.append(BoxContents(marks.question, seats, return_ballots))
    draw.shuffle(mixed)
    again = retold(story.vote, story.roll, mixed, {})
    shown = [place for place, marks in enumerate(story.box.marks) if not marks.hidden]
    assert [again.box.marks[place] for place in shown] == [story.box.marks[place] for place in shown]
    assert [again.box.ballots[place] for place in shown] == [story.box.ballots[place] for place in shown]


def test_any_unzip_opens_the_pack() -> None:
    story = a_story(4)
    with zipfile.ZipFile(io.BytesIO(story.pack())) as opened:
        assert opened.testzip() is None
        assert tuple(opened.namelist()) == member_names(story.vote)
        assert {name: opened.read(name) for name in opened.namelist()[1:]} == story.members()


def test_few_ballots_are_hidden_and_nothing_of_them_is_in_the_pack() -> None:
    story = a_story(9, few=9)
    marks = story.box.marks[2]
    assert (marks.question, marks.hidden, marks.count, marks.seats) == ("hameau", True, 9, ())
    assert story.members()["ballots/hameau.jsonl"] == b""
    assert sum(int(line.figure) for line in story.box.results[2].options) + story.box.results[2].blank == 9
    shown = a_story(9, few=10).box
    assert not shown.marks[2].hidden
    assert len(shown.ballots[2].ballots) == len(shown.marks[2].seats) == 10


def test_a_vote_where_nobody_came_verifies() -> None:
    vote = a_vote()
    story = a_story(1)
    empty = retold(vote, story.roll, [BoxContents(q.slug, [], []) for q in vote.questions], {})
    report = verify(empty.pack())
    assert report.findings == ()
    assert len(report.notes) == len(vote.questions)
