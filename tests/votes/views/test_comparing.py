"""Two results side by side, and one question from vote to vote."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.votes.builders import (
    cast,
    close,
    make_frozen_campaign,
    make_open_asking,
    make_voters,
    questions_of,
)
from tests.votes.views.test_casting import text
from votes.actions.planning import Terms, approval, freely, overall, within
from votes.models import Question

pytestmark = pytest.mark.django_db
YES_OR_NO = Terms(rule="yes-no", blank=False)
APPROVED = approval("livret-1", each_measure=False)


def compared(client: Client, here: Question, there: Question | None = None) -> str:
    """The page of a comparison, with plain spaces."""
    address = reverse("vote-compare", args=[here.vote.slug, here.slug])
    answer = client.get(address, {"with": there.reference} if there else {})
    return text(answer.content).replace("\u00a0", " ").replace("\u202f", " ")


def test_a_vote_held_again_is_compared_option_by_option(client: Client) -> None:
    people, campaign = make_voters(12), make_frozen_campaign()
    first = questions_of(make_open_asking((within("livret-1"), Terms()), campaign=campaign))[0]
    for place, member in enumerate(people):
        cast(member, first, "m1" if place < 7 else "m2")
    close(first.vote)
    again = questions_of(make_open_asking((within("livret-1"), Terms()), campaign=campaign))[0]
    for member in people:
        cast(member, again, "m3")
    assert "Aucun autre résultat publié" in compared(client, first)  # not before the other is public
    close(again.vote)
    assert "Aucun autre résultat publié" not in compared(client, first)
    page = compared(client, first, again)
    assert "<h1>En tête ici : « Réparer les réseaux » ; là-bas : « Rendre leurs méandres" in page
    assert "Part des bulletins exprimés : 12 ici, 12 là-bas." in page
    assert "deux listes électorales" in page
    address = reverse("vote-compare", args=[first.vote.slug, first.slug])
    assert client.get(address, {"with": "9999/none"}).status_code == 200


def test_two_questions_of_yes_or_no_are_compared_by_their_shares(client: Client) -> None:
    people = make_voters(12)
    vote = make_open_asking((APPROVED, YES_OR_NO), (approval("livret-2", each_measure=False), YES_OR_NO))
    first, second = questions_of(vote)
    for place, member in enumerate(people):
        cast(member, first, "yes" if place < 9 else "no")
        if place < 10:
            cast(member, second, "yes" if place < 5 else "abstain")
    close(vote)
    page = compared(client, first, second)
    assert "<h1>Pour : 75 % des exprimés ici, 50 % là-bas, soit 25 points de plus ici." in page
    assert "Participation : 85,7 % ici, 71,4 % là-bas." in page
    assert "7 sur 12" in page  # the yes that were needed, of the decided
    assert "3 sur 5" in page
    assert "ne demandent pas la même chose" in page
    assert "deux listes" not in page
    assert "soit 25 points de moins ici" in compared(client, second, first)


def test_an_answer_in_words_is_compared_with_a_yes_and_the_rules_are_said_to_differ(client: Client) -> None:
    people = make_voters(11)
    plan = freely("On continue ?", ("Oui", "Non", "Plus tard"), about_persons=False)
    vote = make_open_asking((APPROVED, YES_OR_NO), (plan, Terms()))
    first, second = questions_of(vote)
    for member in people:
        cast(member, first, "yes")
        cast(member, second, "o1")
    close(vote)
    page = compared(client, first, second)
    assert "« Pour » vient en tête ici comme là-bas." in page
    assert "règles différentes" in page
    assert "Plus tard" in page
    assert "Approuvez-vous" in compared(client, second)


def test_a_measure_is_found_again_among_those_of_all_booklets(client: Client) -> None:
    people = make_voters(11)
    vote = make_open_asking((within("livret-1"), Terms()), (overall("measures"), Terms()))
    first, second = questions_of(vote)
    for member in people:
        cast(member, first, "m2")
        cast(member, second, "b1-m2")
    close(vote)
    page = compared(client, first, second)
    assert "« Une régie publique » vient en tête ici comme là-bas." in page
    assert page.count(">=</td>") == 3  # all three measures of the booklet, none moved
    assert "Encadrer les loyers" in page


def test_a_question_put_three_times_shows_its_course(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    people, campaign = make_voters(12), make_frozen_campaign()
    questions: list[Question] = []
    for yes in (3, 6, 9):
        vote = make_open_asking((APPROVED, YES_OR_NO), campaign=campaign)
        (question,) = questions_of(vote)
        for place, member in enumerate(people):
            cast(member, question, "yes" if place < yes else "no")
        assert "D’un scrutin à l’autre" not in (compared(client, questions[0]) if questions else "")
        close(vote)
        questions.append(question)
    with django_assert_max_num_queries(16):
        page = compared(client, questions[0], questions[2])
    course = page[page.index("D’un scrutin à l’autre") :]
    assert course.index("25 %") < course.index("50 %") < course.index("75 %")


def test_nobody_said_anything(client: Client) -> None:
    make_voters(3)
    vote = make_open_asking((APPROVED, YES_OR_NO), (approval("livret-2", each_measure=False), YES_OR_NO))
    first, second = questions_of(close(vote))
    assert "Personne n’a exprimé de choix, ni ici ni là-bas." in compared(client, first, second)
