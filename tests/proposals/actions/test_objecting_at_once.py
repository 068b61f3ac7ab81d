"""An objection and the freeze at the same moment, a quota used twice at once: on real connections."""

from collections import Counter
from collections.abc import Iterator
from functools import partial

import pytest
from django.db import connections

from deliberation.core.names import random_name
from deliberation.journal.queries import entries
from deliberation.members.models import Member
from proposals.actions.objecting import withdraw_objection
from proposals.actions.publishing import freeze_booklets
from proposals.models import Campaign, Objection
from proposals.queries import subjects
from tests.at_once import at_once
from tests.people import as_person, make_member, make_officer
from tests.proposals.boards import Board
from tests.proposals.objecting import answer, make_drafts, object_to

pytestmark = pytest.mark.database
ROUNDS, AT_ONCE = 4, 6


@pytest.fixture
def organiser(shared_database: str) -> Member:
    return make_officer("organiser", "Inès Valmont")


@pytest.fixture(autouse=True)
def _closed(shared_database: str) -> Iterator[None]:
    yield
    connections.close_all()


def object_now(member: Member, board: Board, nonce: str = "") -> str:
    subject = subjects.of_booklet(board.water)
    return object_to(member, subject, nonce=nonce or random_name(20)).name


def test_a_freeze_and_an_objection_do_not_pass_each_other(organiser: Member) -> None:
    for round_ in range(ROUNDS):
        board = make_drafts(organiser)
        members = [make_member(f"Membre {round_} {at}") for at in range(AT_ONCE)]
        freeze = partial(freeze_booklets, as_person(organiser), board.campaign, early="Tout est prêt.")
        found = at_once([freeze, *(partial(object_now, member, board) for member in members)])
        frozen = Campaign.objects.get(pk=board.campaign.pk).frozen_at is not None
        left = Objection.objects.filter(campaign=board.campaign, state="open").count()
        # Either all were too late, or the freeze was refused: never frozen with one open.
        assert not (frozen and left)
        if frozen:
            assert found == [None] + ["objection.not-replying"] * AT_ONCE
        else:
            assert found[0] == "freeze.objections-open"
            assert left == AT_ONCE
        assert entries("booklet.frozen").filter(facts__campaign=board.campaign.slug).exists() is frozen


def test_a_member_at_once_with_herself_stays_within_the_quota(organiser: Member) -> None:
    board = make_drafts(organiser)
    Campaign.objects.filter(pk=board.campaign.pk).update(objections_each=2)
    member = make_member("Paule B.")
    found = at_once([partial(object_now, member, board)] * AT_ONCE)
    assert Counter(name for name in found if name == "objection.too-many") == {
        "objection.too-many": AT_ONCE - 2
    }
    assert Objection.objects.filter(author=member).count() == 2


def test_a_form_sent_many_times_at_once_makes_one_objection(organiser: Member) -> None:
    board, member = make_drafts(organiser), make_member("Paule B.")
    found = at_once([partial(object_now, member, board, "once")] * AT_ONCE)
    assert len(set(found)) == 1
    assert Objection.objects.count() == 1


def test_an_answer_and_a_withdrawal_at_once_leave_one_of_them(organiser: Member) -> None:
    board, member = make_drafts(organiser), make_member("Paule B.")
    for _ in range(ROUNDS):
        made = object_to(member, subjects.of_booklet(board.water))
        found = at_once(
            [partial(answer, organiser, [made]), partial(withdraw_objection, as_person(member), made)]
        )
        made.refresh_from_db()
        if made.state == "answered":
            assert found[1] == "objection.already-answered"
        else:
            assert (made.state, found[0], made.answer) == ("withdrawn", "objection.no-longer-open", None)
