"""Ballots: one representation, legality, the hiding hash; and questions that cannot be put."""

from dataclasses import replace
from typing import Any

import pytest

from deliberation.core.errors import RuleBroken
from tests.votes.core.building import a_vote
from votes.core.ballots import (
    Ballot,
    check_choices,
    checkpoint_hash,
    fresh_nonce,
    read_ballot,
    settle_choices,
)
from votes.core.choices import BLANK
from votes.core.definition import check_question, check_vote, read_vote
from votes.core.questions import Option, Question, Subject
from votes.core.reading import Malformed

OPTIONS = (Option("a", "Une"), Option("b", "Deux"), Option("c", "Trois"))
QUESTION = Question("q", 1, "Que choisir ?", "choose", 2, True, OPTIONS)


@pytest.mark.parametrize(
    ("choices", "code"),
    [
        ((), "ballot.empty"),
        (("d",), "ballot.unknown-option"),
        (("a", "a"), "ballot.repeated-option"),
        (("a", "b", "c"), "ballot.too-many"),
        (("b", "a"), "ballot.wrong-order"),
        (("a", "blank"), "ballot.blank-with-options"),
        (("blank", "blank"), "ballot.blank-with-options"),
    ],
)
def test_illegal_choices(choices: tuple[str, ...], code: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        check_choices(QUESTION, choices)
    assert refusal.value.code == code


def test_blank_is_refused_where_it_is_not_offered() -> None:
    with pytest.raises(RuleBroken, match=r"ballot\.blank-not-offered"):
        check_choices(replace(QUESTION, blank=False), BLANK)


def test_posted_choices_are_put_in_the_order_of_the_question() -> None:
    assert settle_choices(QUESTION, ["c", "a"]) == ("a", "c")
    assert settle_choices(QUESTION, ["blank"]) == BLANK
    with pytest.raises(RuleBroken, match=r"ballot\.empty"):
        settle_choices(QUESTION, [])


def test_the_checkpoint_hash_depends_on_every_part() -> None:
    ballot = Ballot("AAAABBBBCCCC", 1, ("a",), fresh_nonce(bytes(16)))
    others = [
        replace(ballot, tracker="AAAABBBBCCCD"),
        replace(ballot, version=2),
        replace(ballot, choices=("b",)),
        replace(ballot, nonce="1" * 32),
    ]
    hashes = {checkpoint_hash("v/q", each) for each in (ballot, *others)} | {checkpoint_hash("v/r", ballot)}
    assert len(hashes) == 6
    assert (
        checkpoint_hash("v/q", ballot) == "f79f0c55f99f4fc9c637a8c5a4804b43fda37b075802ea0b8fbc1298a98587e3"
    )


def test_a_published_ballot_reads_back_and_a_strange_one_does_not() -> None:
    ballot = Ballot("AAAABBBBCCCC", 3, BLANK, "0" * 32)
    assert read_ballot(ballot.published(), "line 1") == ballot
    for wrong in (
        {"tracker": "aaaabbbbcccc"},
        {"nonce": "0"},
        {"version": True},
        {"choices": "a"},
        {"more": 1},
    ):
        with pytest.raises(Malformed):
            read_ballot({**ballot.published(), **wrong}, "line 1")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"slug": "Q 1"}, "question.slug-wrong"),
        ({"text": "Que\u202echoisir"}, "question.text-unsafe"),
        ({"text": "\x1b[2J"}, "question.text-unsafe"),
        ({"options": (Option("a", "Une\nligne"),)}, "question.text-unsafe"),
        ({"subject": Subject("s", "Ti\u200btre", "0" * 64)}, "question.text-unsafe"),
        ({"rule": "lottery"}, "question.unknown-rule"),
        ({"options": ()}, "question.no-options"),
        ({"options": (OPTIONS[0], OPTIONS[0])}, "question.option-repeated"),
        ({"options": (Option("blank", "Blanc"),), "most": 1}, "question.option-reserved"),
        ({"most": 0}, "question.limit-wrong"),
        ({"most": 4}, "question.limit-wrong"),
        ({"settings": {"ties": "silent"}}, "question.settings-wrong"),
        ({"settings": {"quorum": None, "colour": 1}}, "question.settings-wrong"),
    ],
)
def test_questions_that_cannot_be_put(change: dict[str, Any], code: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        check_question(replace(QUESTION, **change))
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"slug": "é"}, "vote.slug-wrong"),
        ({"title": " "}, "vote.title-unsafe"),
        ({"mode": "secret"}, "vote.unknown-mode"),
        ({"questions": ()}, "vote.no-questions"),
        ({"questions": (QUESTION, replace(QUESTION, number=2))}, "vote.question-repeated"),
        ({"questions": (replace(QUESTION, number=2),)}, "vote.numbers-wrong"),
        ({"closes_at": "2026-11-02T08:00:00Z"}, "vote.times-wrong"),
        ({"opens_at": "2026-13-02T08:00:00Z"}, "vote.times-wrong"),
    ],
)
def test_votes_that_cannot_be_put(change: dict[str, Any], code: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        check_vote(replace(a_vote(), **change))
    assert refusal.value.code == code


def test_a_published_vote_reads_back_and_any_wording_changes_its_digest() -> None:
    vote = a_vote()
    assert read_vote(vote.published()) == vote
    first = vote.questions[0]
    reworded = replace(first, options=(replace(first.options[0], text="Autre chose"), *first.options[1:]))
    assert replace(vote, questions=(reworded, *vote.questions[1:])).digest() != vote.digest()
    assert reworded.digest() != first.digest()
