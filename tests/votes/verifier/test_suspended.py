"""A vote that was suspended stands still until two organisers open it again: whatever else is named."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.votes.verifier.suspended import FORGED, members_of_the_reopened
from tests.votes.verifier.tampering import edit_lines, rechain, repacked
from tests.votes.verifier.test_second_reader import ours, theirs
from votes.verifier.verifying import verify


def test_a_vote_opened_again_is_consistent_and_its_suspension_is_noted() -> None:
    packed = repacked(members_of_the_reopened())
    assert ours(packed) == theirs(packed) == set()
    assert "vote.was-suspended" in [note.code for note in verify(packed).notes]


@pytest.mark.parametrize(("forge", "expected"), [pytest.param(f, e, id=name) for name, f, e in FORGED])
def test_each_forgery_is_named_by_both_readers(
    forge: Callable[[list[Any]], None], expected: set[str]
) -> None:
    members = dict(members_of_the_reopened())
    edit_lines("journal.jsonl", forge)(members)
    rechain(members)
    packed = repacked(members)
    assert expected <= ours(packed)
    assert theirs(packed) == ours(packed)
