"""A store of its own for each test; a vote with ballots on three questions, and its result."""

from pathlib import Path

import pytest
from pytest_django import Settings

from deliberation.members.models import Member
from tests.votes.builders import cast, make_open, make_voters, move_to_close, questions_of
from votes.actions.closing import close_vote
from votes.models import Vote


@pytest.fixture(autouse=True)
def _own_store(settings: Settings, tmp_path: Path) -> None:
    settings.STORE = tmp_path


@pytest.fixture
def voters(db: None) -> list[Member]:
    return make_voters(14)


@pytest.fixture
def vote(voters: list[Member]) -> Vote:
    """Question 1: seven for m1, four for m2, one blank. Question 2: nine ballots. Overall: a tie."""
    vote = make_open()
    first, second, overall = questions_of(vote)
    for place, member in enumerate(voters[:12]):
        cast(member, first, "m1" if place < 7 else "m2" if place < 11 else "blank")
    for member in voters[:9]:
        cast(member, second, "m2")
    for place, member in enumerate(voters[:10]):
        cast(member, overall, "b1" if place < 5 else "b2")
    return vote


@pytest.fixture
def published(vote: Vote) -> Vote:
    move_to_close(vote)
    close_vote(vote.pk)
    vote.refresh_from_db()
    return vote
