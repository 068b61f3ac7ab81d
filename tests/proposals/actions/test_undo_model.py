"""Undoing against a model: two organisers move texts and undo at random; board and model agree."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deliberation.core.errors import RuleBroken
from deliberation.members.access import Person
from deliberation.members.models import Member
from proposals.actions.sorting import move_texts
from proposals.actions.undoing import undo_step
from proposals.models import MeasureSource, Step
from tests.people import as_person
from tests.proposals.boards import HOUSING, WATER, Board, make_board

TITLES = [title for title, _ in (*WATER[:3], *HOUSING[:2])]
PLACES = ("water", "housing", "aside", "to-place")
Standing = tuple[str, str]


@dataclass(frozen=True)
class Move:
    """One of the two moves texts."""

    who: int
    titles: frozenset[str]
    place: str
    reason: str


@dataclass(frozen=True)
class Undo:
    """One of the two undoes the last of his steps, or one further back."""

    who: int
    back: int


@dataclass
class Done:
    """What one did: the name of the step, and where each text stood before and after, with the reason."""

    name: str
    before: dict[str, Standing]
    after: dict[str, Standing]


@dataclass
class Model:
    """Where each text stands, and what each of the two can still undo."""

    standing: dict[str, Standing]
    steps: dict[int, list[Done]] = field(default_factory=lambda: {0: [], 1: []})


MOVES = st.builds(
    Move, st.integers(0, 1), st.frozensets(st.sampled_from(TITLES), min_size=1, max_size=3),
    st.sampled_from(PLACES), st.sampled_from(["une raison", "une autre"]),
)  # fmt: skip
UNDOS = st.builds(Undo, st.integers(0, 1), st.integers(0, 3))


def standing_of(board: Board, title: str) -> Standing:
    row = board.at(title)
    names = {board.water.pk: "water", board.housing.pk: "housing"}
    return names.get(row.booklet_id or 0, row.place), row.reason


def said(act: Callable[[], Step]) -> tuple[str, str]:
    """The name of the step that an act made and no code, or no name and the code of its refusal."""
    try:
        return act().name, ""
    except RuleBroken as refusal:
        return "", refusal.code


@pytest.mark.django_db
@settings(
    max_examples=20, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(st.lists(st.one_of(MOVES, UNDOS), min_size=3, max_size=9))
def test_the_board_does_what_the_model_does(
    organiser: Member, second_organiser: Member, operations: list[Move | Undo]
) -> None:
    people = (as_person(organiser), as_person(second_organiser))
    board = make_board(organiser)
    model = Model({title: standing_of(board, title) for title in TITLES})
    for operation in operations:
        if isinstance(operation, Move):
            move(board, model, people[operation.who], operation)
        else:
            undo(board, model, people[operation.who], operation)
        assert {title: standing_of(board, title) for title in TITLES} == model.standing
        for source in MeasureSource.objects.filter(measure__booklet__campaign=board.campaign):
            # Whatever carries a measure stands in its booklet, whatever was undone.
            assert source.proposal.sorting.booklet_id == source.measure.booklet_id


def move(board: Board, model: Model, person: Person, asked: Move) -> None:
    booklet = {"water": board.water, "housing": board.housing}.get(asked.place)
    place = "booklet" if booklet else asked.place
    seen = board.seen(*sorted(asked.titles))
    moving = {title for title in asked.titles if model.standing[title][0] != asked.place}
    name, code = said(lambda: move_texts(person, board.campaign, seen, place, booklet, asked.reason))
    assert code == ("" if moving else "board.already-there")
    before = {title: model.standing[title] for title in moving}
    after = dict.fromkeys(moving, (asked.place, asked.reason))
    model.standing |= after
    if moving:
        model.steps[asked.who].append(Done(name, before, after))


def undo(board: Board, model: Model, person: Person, asked: Undo) -> None:
    mine = model.steps[asked.who]
    if len(mine) <= asked.back:
        return
    done = mine[-1 - asked.back]
    as_left = all(model.standing[title] == place for title, place in done.after.items())
    name, code = said(lambda: undo_step(person, board.campaign, done.name))
    assert code == ("" if as_left else "undo.changed-since")
    if as_left:
        model.standing |= done.before
        mine[-1 - asked.back] = Done(name, done.after, done.before)
