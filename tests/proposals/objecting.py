"""Builders of objections, made and answered by the real actions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from deliberation import clock
from deliberation.core.names import random_name
from deliberation.members.models import Member
from proposals.actions.answering import answer_objections
from proposals.actions.objecting import make_objection
from proposals.core.objections import Kind, Outcome
from proposals.models import Objection, ObjectionAnswer
from proposals.queries import subjects
from proposals.queries.subjects import Subject
from tests.people import as_person
from tests.proposals.actions.test_drafting import move_campaign_to
from tests.proposals.boards import Board, make_board

DOUBTFUL, TARIFF = "La facture d’eau du locataire", "Un tarif social"


def make_drafts(organiser: Member, **fields: Any) -> Board:
    """A board whose drafts are open to replies now."""
    board = make_board(organiser, **fields)
    move_campaign_to(board, "replying")
    for booklet in (board.water, board.housing):
        booklet.refresh_from_db()
    return board


def object_to(
    member: Member, subject: Subject, kind: Kind | str = "", body: str = "Ce n’est pas juste.", **more: Any
) -> Objection:
    """An objection to a subject; by default of the first kind that fits."""
    given: dict[str, Any] = {
        "kind": str(kind or subject.kinds[0]), "body": body, "seen": subject.seen, "nonce": random_name(20)
    }  # fmt: skip
    return make_objection(as_person(member), subject, **(given | more))


def object_to_measure(member: Member, board: Board, number: int = 1, **more: Any) -> Objection:
    """An objection to the words of a measure of the water booklet."""
    return object_to(member, subjects.of_measure(board.measure(number)), **more)


def object_to_text(member: Member, board: Board, title: str = TARIFF, **more: Any) -> Objection:
    """An objection to the place of a text."""
    return object_to(member, subjects.of_text(board.text(title)), **more)


def answer(
    organiser: Member,
    objections: Sequence[Objection],
    outcome: Outcome | str = Outcome.REFUSED,
    reason: str = "Les textes demandent cela.",
    changes: Sequence[int] = (),
    nonce: str = "",
) -> ObjectionAnswer:
    """One answer for all of these."""
    return answer_objections(
        as_person(organiser), objections[0].campaign, [row.name for row in objections], outcome=outcome,
        reason=reason, nonce=nonce or random_name(20), changes=changes,
    )  # fmt: skip


def pass_the_announced_date(board: Board) -> None:
    """Move the clock just after the announced freeze."""
    board.campaign.refresh_from_db()
    clock.move(board.campaign.freezing_at - clock.now() + timedelta(seconds=2))
