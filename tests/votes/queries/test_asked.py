"""What a vote asks is read once a process, and never for another definition."""

import pytest
from pytest_django import DjangoAssertNumQueries

from deliberation.members.access import person_for
from deliberation.members.models import Member
from tests.people import make_group, make_member
from tests.votes.builders import make_open, make_scheduled, make_voters
from votes.access import get_question_to_answer
from votes.models import Option, Question, Vote
from votes.queries.asked import forget_asked, seated_in, with_questions

pytestmark = pytest.mark.django_db


@pytest.fixture
def voter(db: None) -> Member:
    return make_voters(1)[0]


def test_a_process_reads_the_questions_of_a_confirmed_vote_once(
    voter: Member, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    vote = make_open()
    for queries in (2, 0):
        with django_assert_num_queries(queries):
            questions = with_questions(Vote(pk=vote.pk, digest=vote.digest, confirmed_at=vote.confirmed_at))
            codes = [[option.code for option in each.options.all()] for each in questions.questions.all()]
        assert codes == [["m1", "m2", "m3"], ["m1", "m2"], ["b1", "b2", "b3"]]
    forget_asked()
    with django_assert_num_queries(2):
        with_questions(vote)


def test_each_request_has_its_own_vote_behind_the_questions(voter: Member) -> None:
    vote = make_open()
    first, second = (with_questions(Vote.objects.get(pk=vote.pk)) for _ in range(2))
    assert first.questions.all()[0].vote is first
    assert second.questions.all()[0].vote is second


def test_another_definition_is_read_anew(voter: Member) -> None:
    vote = make_open()
    with_questions(vote)
    Question.objects.filter(vote=vote).update(text="Autre chose")
    Option.objects.filter(question__vote=vote).update(text="Autre mesure")
    vote.digest = "f" * 64
    asked = with_questions(vote).questions.all()[0]
    assert (asked.text, asked.options.all()[0].text) == ("Autre chose", "Autre mesure")


def test_what_can_still_change_is_not_kept(
    voter: Member, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    vote = make_scheduled()
    with_questions(vote)
    with django_assert_num_queries(2):
        with_questions(vote)


def test_who_has_a_seat_comes_to_the_ballot_by_one_statement(
    voter: Member, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    vote = make_open()
    person, slug = person_for(voter), vote.questions.all()[0].slug
    get_question_to_answer(person, vote.slug, slug)
    with django_assert_num_queries(1):
        asked = get_question_to_answer(person, vote.slug, slug)
        assert asked.vote.campaign.title
        assert asked.options.all()
    assert asked.vote == vote


def test_only_a_seat_of_that_vote_and_member_counts(voter: Member) -> None:
    group = make_group("Brest")
    inside = make_member("De Brest", group=group)
    vote = make_open(group=group)
    latecomer = make_member("Arrivée depuis", group=group)
    assert [seated_in(member, vote.slug) for member in (voter, latecomer, inside)] == [None, None, vote]
    assert seated_in(inside, "un-autre") is None
    for missing in ("confirmed_at", "roll_frozen_at"):
        Vote.objects.filter(pk=vote.pk).update(
            confirmed_at=vote.confirmed_at, roll_frozen_at=vote.roll_frozen_at
        )
        Vote.objects.filter(pk=vote.pk).update(**{missing: None})
        assert seated_in(inside, vote.slug) is None
