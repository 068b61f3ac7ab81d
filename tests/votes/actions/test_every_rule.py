"""A vote that asks by every rule, from its draft to a pack that verifies."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from deliberation.members.access import person_for
from tests.votes.builders import (
    code_of,
    make_scheduled,
    make_voters,
    move_to_close,
    move_to_opening,
    questions_of,
    two_organisers,
)
from tests.votes.core.building import some_choices
from tests.votes.packs import pack_bytes
from votes.actions.asking import add_questions
from votes.actions.casting import cast_ballot
from votes.actions.closing import close_vote
from votes.actions.planning import Terms, approval, freely
from votes.actions.rolling import freeze_roll, prepare_roll
from votes.actions.scheduling import confirm_vote
from votes.core.choices import Choices
from votes.core.tally.rules import RULES, count_question, read_result, seed_of
from votes.models import Vote
from votes.queries.definitions import definition_of, question_definition
from votes.verifier.verifying import verify

VOTERS = 10
SETTINGS: dict[str, dict[str, Any]] = {
    "choose": {"ties": "draw", "quorum": {"base": "seats", "counted": "ballots", "share": "1/2"}},
    "score": {"by": "mean", "highest": 3},
    "majority-judgement": {"grades": ["À rejeter", "Passable", "Bien"]},
    "borda": {"unranked": "zero"},
    "stv-scottish": {"places": 2},
    "stv-meek": {"places": 2},
}


@pytest.fixture(autouse=True)
def _own_store(settings: Settings, tmp_path: Path) -> None:
    settings.STORE = tmp_path


def an_open_vote() -> Vote:
    """One question by each rule, beside the usual ones, confirmed and opened."""
    first, second = two_organisers()
    vote = make_scheduled(by=first)
    for rule in RULES:
        terms = Terms(rule=rule, most=0, settings=SETTINGS.get(rule, {}), statute="Article 12.")
        if rule == "yes-no":
            add_questions(first, vote, approval("livret-1", each_measure=False), terms)
        else:
            add_questions(first, vote, freely(f"Par {rule} ?", ("Mende", "Millau", "Rodez"), False), terms)
    confirm_vote(second, vote)
    prepare_roll(first, vote)
    freeze_roll(second, vote)
    vote.refresh_from_db()
    move_to_opening(vote)
    return vote


@pytest.mark.django_db
@pytest.mark.database
def test_ballots_of_every_shape_are_cast_counted_packed_and_verified() -> None:
    members, draw = make_voters(VOTERS), random.Random(5)
    vote = an_open_vote()
    given: dict[str, list[Choices]] = {}
    for question in questions_of(vote):
        definition = question_definition(question)
        given[question.slug] = [some_choices(definition, draw) for _member in members]
        for member, choices in zip(members, given[question.slug], strict=True):
            code = code_of((member.pk, question.pk))
            receipt = cast_ballot(person_for(member), question, choices=choices, code=code)
        # The last form sent again is the same ballot, whatever its shape.
        assert cast_ballot(person_for(member), question, choices=choices, code=code) == receipt
    move_to_close(vote)
    close_vote(vote.pk)
    vote.refresh_from_db()
    asked = definition_of(vote)
    assert vote.tally is not None
    results = {result.question: result for result in map(read_result, vote.tally)}
    assert {result.rule for result in results.values()} == set(RULES)
    for plain in asked.questions:
        seed = seed_of(asked, plain, vote.roll_root)
        counted = count_question(plain, given[plain.slug], vote.roll_seats, seed)
        assert results[plain.slug] == counted
    assert verify(pack_bytes(vote.pack_digest)).findings == ()
