"""Reasons for a yes or a no: apart from the ballot, joined to nobody, shown after the close only."""

from pathlib import Path

import pytest
from pytest_django import Settings

from deliberation.core.errors import RuleBroken
from deliberation.journal.models import Entry
from deliberation.members.models import Member
from tests.people import as_person, make_member, make_officer
from tests.votes.builders import make_open, make_voters, move_to_close, questions_of
from votes.actions.closing import close_vote
from votes.actions.reasoning import hide_reason, mix_reasons, write_reason
from votes.models import Question, Reason, Vote

pytestmark = pytest.mark.django_db


@pytest.fixture
def voters(settings: Settings, tmp_path: Path, db: None) -> list[Member]:
    settings.STORE = tmp_path
    return make_voters(4)


@pytest.fixture
def question(voters: list[Member]) -> Question:
    question = questions_of(make_open())[0]
    Question.objects.filter(pk=question.pk).update(reasons=True)
    question.reasons = True
    return question


def test_a_reason_holds_its_text_and_nothing_that_points_at_its_writer(
    question: Question, voters: list[Member]
) -> None:
    before = Entry.objects.count()
    write_reason(as_person(voters[0]), question, stance="no", text=" Trop\r\ncher. ")
    assert Reason.objects.values_list("stance", "text").get() == ("no", "Trop\ncher.")
    assert {field.name for field in Reason._meta.get_fields()} == {
        "key", "question_key", "stance", "text", "hidden_because"
    }  # fmt: skip
    assert Entry.objects.count() == before


def test_only_who_has_a_seat_gives_one_and_only_while_the_vote_is_open(
    question: Question, voters: list[Member]
) -> None:
    with pytest.raises(RuleBroken, match=r"seat.not-on-roll"):
        write_reason(as_person(make_member("Tardif")), question, stance="", text="Oui")
    move_to_close(question.vote)
    with pytest.raises(RuleBroken, match=r"vote.closed"):
        write_reason(as_person(voters[0]), question, stance="", text="Oui")


@pytest.mark.parametrize(
    ("stance", "said", "code"),
    [
        ("maybe", "Oui", "vote-reason.unknown-stance"),
        ("yes", " ", "vote-reason.empty"),
        ("yes", "x" * 501, "vote-reason.too-long"),
        ("yes", "a\u202eb", "vote-reason.unsafe"),
    ],
)
def test_what_is_no_reason_is_refused(
    question: Question, voters: list[Member], stance: str, said: str, code: str
) -> None:
    with pytest.raises(RuleBroken, match=code):
        write_reason(as_person(voters[0]), question, stance=stance, text=said)


def test_a_question_that_asks_for_none_takes_none(question: Question, voters: list[Member]) -> None:
    other = questions_of(question.vote)[1]
    with pytest.raises(RuleBroken, match=r"vote-reason.not-asked"):
        write_reason(as_person(voters[0]), other, stance="yes", text="Oui")


def test_the_close_writes_them_again_under_other_keys(question: Question, voters: list[Member]) -> None:
    for place, member in enumerate(voters):
        write_reason(as_person(member), question, stance="yes", text=f"Raison {place}")
    keys = set(Reason.objects.values_list("key", flat=True))
    vote = Vote.objects.get(pk=question.vote_id)
    move_to_close(vote)
    close_vote(vote.pk)
    assert keys.isdisjoint(Reason.objects.values_list("key", flat=True))
    mix_reasons(vote)
    assert sorted(Reason.objects.values_list("text", flat=True)) == [f"Raison {n}" for n in range(4)]


def test_a_moderator_hides_one_with_a_public_reason(question: Question, voters: list[Member]) -> None:
    write_reason(as_person(voters[0]), question, stance="no", text="Parce que Paul est un voleur.")
    key = Reason.objects.get().pk
    moderator = as_person(make_officer("moderator", "Léa"))
    with pytest.raises(RuleBroken, match=r"vote-reason.because-missing"):
        hide_reason(moderator, question, key, because=" ")
    for _ in range(2):
        hide_reason(moderator, question, key, because="Elle nomme une personne.")
    assert Reason.objects.get().hidden_because == "Elle nomme une personne."
    assert Entry.objects.filter(code="vote.reason-hidden").count() == 1
    with pytest.raises(RuleBroken, match=r"vote-reason.gone"):
        hide_reason(moderator, question, key + 1, because="Elle nomme une personne.")
