"""From the ballot to the receipt, and what a page may never give away."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from deliberation import clock
from deliberation.members.models import Member
from tests.people import make_group, make_member
from tests.votes.builders import (
    cast,
    code_of,
    make_open,
    make_ready,
    make_voters,
    move_to_close,
    questions_of,
)
from votes.models import Ballot, Mark, Question, Vote

pytestmark = pytest.mark.django_db


@pytest.fixture
def voter(client: Client) -> Member:
    member = make_voters(1)[0]
    client.force_login(member)
    return member


@pytest.fixture
def vote(voter: Member) -> Vote:
    return make_open()


@pytest.fixture
def question(vote: Vote) -> Question:
    return questions_of(vote)[0]


def address(name: str, question: Question) -> str:
    return reverse(name, args=[question.vote.slug, question.slug])


def hidden(page: str, name: str) -> str:
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', page)
    assert found, name
    return found[1]


def text(page: bytes) -> str:
    return unescape(page.decode())


def order(page: str) -> list[str]:
    return re.findall(r'name="choices" value="(m\d+)"', page)


def test_the_whole_way_from_ballot_to_receipt(client: Client, question: Question) -> None:
    ballot = text(client.get(address("ballot", question)).content)
    assert "Réparer les réseaux" in ballot
    assert "checked" not in ballot
    posted = {"choices": "m1", "seed": hidden(ballot, "seed")}
    review = text(client.post(address("ballot-review", question), posted).content)
    assert "Réparer les réseaux" in review
    assert Ballot.objects.count() == 0
    code = hidden(review, "code")
    answer = client.post(address("ballot-cast", question), {**posted, "code": code})
    receipt = text(answer.content)
    assert answer.status_code == 200
    assert Ballot.objects.get().choices == ["m1"]
    tracker = Ballot.objects.get().tracker
    for group in (tracker[:4], tracker[4:8], code[:4], code[16:20], code[20:]):
        assert f'<span aria-hidden="true">{group}</span>' in receipt
    # The choice stands on no sheet with a code.
    assert "Réparer les réseaux" not in receipt
    assert "code-box secret noprint" in receipt
    again = client.post(address("ballot-cast", question), {**posted, "code": code})
    assert (again.status_code, Ballot.objects.count()) == (200, 1)


def test_the_order_is_drawn_afresh_and_kept_on_the_way_back(client: Client, question: Question) -> None:
    pages = [client.get(address("ballot", question)).content.decode() for _ in range(12)]
    assert len({tuple(order(page)) for page in pages}) > 1
    seed = hidden(pages[0], "seed")
    for name, status in (("ballot", 200), ("ballot-review", 422)):
        back = client.post(address(name, question), {"choices": ["m1", "m2"], "seed": seed})
        assert back.status_code == status
        page = back.content.decode()
        assert order(page) == order(pages[0])
        assert page.count("checked") == 2


@pytest.mark.parametrize("choices", [[], ["m1", "m2"], ["m9"], ["blank", "m1"]])
def test_a_wrong_ballot_comes_back_with_what_was_ticked(
    client: Client, question: Question, choices: list[str]
) -> None:
    answer = client.post(address("ballot-review", question), {"choices": choices})
    page = text(answer.content)
    assert answer.status_code == 422
    assert "Ce bulletin n’est pas prêt" in page
    assert page.count(" checked") == len([code for code in choices if code != "m9"])


@pytest.mark.parametrize("name", ["ballot", "ballot-review", "ballot-cast"])
def test_no_page_with_a_choice_or_a_code_is_kept(client: Client, question: Question, name: str) -> None:
    posted = {"choices": "m1", "code": code_of("mine")}
    assert client.post(address(name, question), posted)["Cache-Control"].startswith("no-store")


def test_nothing_chosen_enters_the_session_or_the_log(
    client: Client, question: Question, caplog: pytest.LogCaptureFixture
) -> None:
    posted = {"choices": "m2", "code": code_of("mine")}
    client.post(address("ballot-review", question), posted)
    client.post(address("ballot-cast", question), posted)
    assert set(client.session.keys()) == {"_auth_user_id", "_auth_user_backend", "_auth_user_hash"}
    assert not caplog.records


def test_a_second_ballot_is_refused_with_what_was_chosen_for_copying(
    client: Client, voter: Member, question: Question
) -> None:
    cast(voter, question, "m1")
    answer = client.post(address("ballot-cast", question), {"choices": "m2", "code": code_of("other")})
    page = text(answer.content)
    assert answer.status_code == 409
    assert "Votre siège a déjà voté sur cette question." in page
    assert "Une régie publique" in page
    assert Ballot.objects.get().choices == ["m1"]
    ballot = text(client.get(address("ballot", question)).content)
    assert "Votre siège a déjà voté" in ballot
    assert "Relire mon bulletin" not in ballot


def test_a_late_ballot_is_refused_by_the_clock(client: Client, question: Question) -> None:
    posted = {"choices": "m2", "code": code_of("late")}
    move_to_close(question.vote)
    for name in ("ballot-review", "ballot-cast"):
        answer = client.post(address(name, question), posted)
        page = text(answer.content)
        assert answer.status_code == 409
        assert "Ce scrutin est clos." in page
        assert "Une régie publique" in page
    assert client.get(address("ballot", question)).status_code == 409
    assert not Mark.objects.exists()


def test_a_ballot_before_the_opening_is_refused(client: Client, voter: Member) -> None:
    question = questions_of(make_ready())[0]
    answer = client.get(address("ballot", question))
    assert answer.status_code == 409
    assert "Ce scrutin n’est pas encore ouvert." in text(answer.content)


def test_who_is_not_on_the_roll_is_told_so(client: Client, question: Question) -> None:
    client.force_login(make_member("Arrivé depuis"))
    assert client.get(address("ballot", question)).status_code == 403
    posted = {"choices": "m2", "code": code_of("late")}
    answer = client.post(address("ballot-cast", question), posted)
    assert answer.status_code == 403
    assert "Vous n’êtes pas sur la liste électorale" in text(answer.content)
    page = text(client.get(reverse("vote", args=[question.vote.slug])).content)
    assert "Vous n’êtes pas sur la liste de ce scrutin" in page


def test_a_session_that_ended_does_not_lose_what_was_chosen(client: Client, question: Question) -> None:
    client.logout()
    for name in ("ballot-review", "ballot-cast"):
        answer = client.post(address(name, question), {"choices": "m2", "code": code_of("mine")})
        assert answer.status_code == 403
        assert "Une régie publique" in text(answer.content)
    assert not Mark.objects.exists()


def test_the_same_code_serves_the_next_question(client: Client, question: Question) -> None:
    code = code_of("mine")
    receipt = text(client.post(address("ballot-cast", question), {"choices": "m1", "code": code}).content)
    following = questions_of(question.vote)[1]
    assert f'action="{address("ballot", following)}"' in receipt
    ballot = text(client.post(address("ballot", following), {"code": code}).content)
    review = client.post(
        address("ballot-review", following), {"choices": "m1", "code": hidden(ballot, "code")}
    )
    assert hidden(review.content.decode(), "code") == code
    client.post(address("ballot-cast", following), {"choices": "m1", "code": code})
    assert Ballot.objects.count() == Mark.objects.count() == 2


def test_no_state_changes_by_get(client: Client, question: Question) -> None:
    for name in ("ballot-review", "ballot-cast"):
        answer = client.get(address(name, question), {"choices": "m1", "code": code_of("mine")})
        assert (answer.status_code, answer["Location"]) == (302, address("ballot", question))
    assert not Ballot.objects.exists()


def test_the_warning_of_open_book_mode_stands_on_ballot_and_review(
    client: Client, question: Question
) -> None:
    pages = [
        client.get(address("ballot", question)),
        client.post(address("ballot-review", question), {"choices": "m1"}),
    ]
    for page in (text(answer.content) for answer in pages):
        assert "Vote à urne ouverte" in page
        assert "ce n’est pas un vote secret" in page
        assert not re.search("anonyme|impossible de savoir|sécurisé|garanti", page)


def test_several_choices_are_boxes_and_the_limit_is_explained_after(client: Client, vote: Vote) -> None:
    overall = questions_of(vote)[-1]
    page = client.get(address("ballot", overall)).content.decode()
    assert page.count('type="checkbox"') == 4
    answer = client.post(address("ballot-review", overall), {"choices": ["b1", "b2", "b3"]})
    assert answer.status_code == 422
    assert "2 choix au plus : il y en a 1 de trop." in text(answer.content).replace("\u00a0", " ")


def test_who_changes_group_after_the_roll_is_frozen_keeps_the_seat(client: Client, db: None) -> None:
    group = make_group("Mende")
    voter, _other = make_voters(2, group)
    vote = make_open(group=group)
    Member.objects.filter(pk__in=[voter.pk]).update(group=make_group("Foix"))
    outsider = make_member("Nora Stern", group=make_group("Foix"))
    question = questions_of(vote)[0]
    address = reverse("ballot-cast", args=[vote.slug, question.slug])
    sent = {"choices": question.options.all()[0].code, "code": code_of("moved")}
    client.force_login(outsider)
    assert client.post(address, sent).status_code == 404
    client.force_login(voter)
    assert client.get(reverse("vote", args=[vote.slug])).status_code == 200
    assert client.post(address, sent).status_code == 200
    assert Mark.objects.count() == 1


@pytest.mark.parametrize(
    "choices",
    [["m1"] * 1999, ["m1", "m1"], ["M1"], ["b1"], ["m1\0"], ["é" * 5000], ["blank", "blank"], ["m1 "], [""]],
)
def test_no_trick_makes_a_ballot(client: Client, question: Question, choices: list[str]) -> None:
    posted = {"choices": choices, "code": code_of("trick")}
    for name in ("ballot-review", "ballot-cast"):
        assert client.post(address(name, question), posted).status_code == 422
    assert not Ballot.objects.exists()


@pytest.mark.parametrize("how", ["deactivated", "left"])
def test_who_is_no_longer_a_member_casts_nothing_with_an_old_session(
    client: Client, voter: Member, question: Question, how: str
) -> None:
    gone = {"is_active": False} if how == "deactivated" else {"left_on": timezone.localdate(clock.now())}
    Member.objects.filter(pk=voter.pk).update(**gone)
    posted = {"choices": "m1", "code": code_of("late")}
    assert client.post(address("ballot-cast", question), posted).status_code == 403
    assert not Ballot.objects.exists()
    assert not Mark.objects.exists()
