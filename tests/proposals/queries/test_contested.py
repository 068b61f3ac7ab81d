"""What objections leave to do: to organisers those to answer, to their authors the answers to read."""

from __future__ import annotations

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from deliberation import clock
from deliberation.members.access import VISITOR
from deliberation.members.models import Member
from frontend.wording import left_words
from proposals.actions.answering import correct_answer
from proposals.actions.publishing import freeze_booklets
from proposals.core.objections import answer_digest
from proposals.queries.contested import left_for
from tests.people import as_person, make_group, make_member, make_officer
from tests.proposals.actions.test_drafting import move_campaign_to
from tests.proposals.objecting import answer, make_drafts, object_to_measure


def codes(member: Member) -> list[tuple[str, bool]]:
    return [(left.code, left.done) for left in left_for(as_person(member), clock.now())]


def test_organisers_see_the_open_ones_and_authors_the_answers(
    client: Client, organiser: Member, member: Member
) -> None:
    board = make_drafts(organiser)
    assert codes(organiser) == codes(member) == []
    made = object_to_measure(member, board)
    assert codes(organiser) == [("objections.to-answer", False)]
    assert codes(member) == [("objection.waiting", True)]
    given = answer(organiser, [made], "refused", "Non.")
    assert codes(organiser) == []
    assert codes(member) == [("objection.answer-to-read", False)]
    client.force_login(member)
    client.get(f"/objections/{made.name}/")
    assert codes(member) == []
    # Corrected, it is to be read again.
    seen = answer_digest("refused", "Non.", [])
    correct_answer(as_person(organiser), given, outcome="partly", reason="Un peu.", seen=seen)
    assert codes(member) == [("objection.answer-to-read", False)]
    freeze_booklets(as_person(organiser), board.campaign, early="tout a sa réponse")
    assert codes(member) == [("objection.answer-to-read", False)]
    move_campaign_to(board, "closed")
    assert codes(member) == codes(make_member("Lecteur")) == []
    assert left_for(VISITOR, clock.now()) == []


def test_a_group_leaves_its_objections_to_its_own_organisers(organiser: Member) -> None:
    mende = make_group("Mende")
    board = make_drafts(organiser, group=mende)
    object_to_measure(make_member("Paule B.", group=mende), board)
    assert codes(make_officer("organiser", "Paul Mende", mende)) == [("objections.to-answer", False)]
    assert codes(make_officer("organiser", "Ana Foix", make_group("Foix"))) == []


def test_everything_left_has_words_and_a_page(client: Client, organiser: Member) -> None:
    board = make_drafts(organiser, title="Convention")
    object_to_measure(organiser, board)
    answer(organiser, [object_to_measure(organiser, board)])
    client.force_login(organiser)
    lefts = left_for(as_person(organiser), clock.now())
    assert len(lefts) == 3
    for left in lefts:
        assert "Convention" in left_words(left).title
        assert client.get(left.url).status_code == 200
    assert codes(organiser) == [("objections.to-answer", False), ("objection.waiting", True)]


def test_it_asks_three_questions_however_many_campaigns(
    organiser: Member, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(4):
        board = make_drafts(organiser)
        answer(organiser, [object_to_measure(organiser, board)])
        object_to_measure(organiser, board)
    person, now = as_person(organiser), clock.now()
    with django_assert_max_num_queries(3):
        assert len(left_for(person, now)) == 12
