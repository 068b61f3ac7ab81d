"""Ballots that rank and grade: from the page to the box, read back, counted and shown, without a script."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from deliberation.core.canonical import Json
from deliberation.members.access import person_for
from deliberation.members.models import Member
from tests.votes.builders import (
    cast,
    code_of,
    make_scheduled,
    make_voters,
    move_to_close,
    move_to_opening,
    questions_of,
    two_organisers,
)
from tests.votes.views.test_casting import text
from votes.actions.asking import add_questions, drop_question
from votes.actions.casting import cast_ballot
from votes.actions.closing import close_vote
from votes.actions.planning import Terms, approval, within
from votes.actions.rolling import freeze_roll, prepare_roll
from votes.actions.scheduling import confirm_vote
from votes.core.choices import Choice
from votes.models import Ballot, Question, Vote

pytestmark = pytest.mark.django_db
GRADES: list[Json] = ["À rejeter", "Passable", "Bien", "Très bien"]
STATUTE = "Article 12"
RULES = {
    "score": Terms(rule="score", most=0, statute=STATUTE),
    "majority-judgement": Terms(
        rule="majority-judgement", most=0, settings={"grades": GRADES}, statute=STATUTE
    ),
    "borda": Terms(rule="borda", most=0),
    "schulze": Terms(rule="schulze", most=0),
    "ranked-pairs": Terms(rule="ranked-pairs", most=0),
    "instant-runoff": Terms(rule="instant-runoff", most=0, settings={"ties": "draw"}),
    "stv-scottish": Terms(rule="stv-scottish", most=0, settings={"ties": "draw", "places": 2}),
    "stv-meek": Terms(rule="stv-meek", most=0, settings={"ties": "draw", "places": 2}),
}


@pytest.fixture
def voters(db: None) -> list[Member]:
    return make_voters(12)


def open_vote(terms: Terms) -> Question:
    """One question on the first booklet, of three measures, open now."""
    first, second = two_organisers()
    vote = make_scheduled(by=first)
    for slug in list(vote.questions.values_list("slug", flat=True)):
        drop_question(first, vote, slug)
    plan = approval("livret-1", each_measure=False) if terms.rule == "yes-no" else within("livret-1")
    add_questions(first, vote, plan, terms)
    confirm_vote(second, vote)
    prepare_roll(first, vote)
    freeze_roll(second, vote)
    vote.refresh_from_db()
    move_to_opening(vote)
    return questions_of(vote)[0]


def at(name: str, question: Question) -> str:
    return reverse(name, args=[question.vote.slug, question.slug])


def carried(page: str) -> dict[str, str]:
    """The hidden fields of a page, but for the token against forgeries."""
    found = dict(re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', page))
    return {name: value for name, value in found.items() if name not in ("csrfmiddlewaretoken", "next")}


def publish(vote: Vote) -> Vote:
    move_to_close(vote)
    close_vote(vote.pk)
    vote.refresh_from_db()
    assert vote.published_at is not None
    return vote


@pytest.mark.parametrize(
    ("terms", "filled", "kept", "read"),
    [
        (RULES["borda"], {"rank-m2": "1", "rank-m3": "2"}, ["m2", "m3"], "1. Une régie publique"),
        (RULES["borda"], {"rank-m3": "1", "rank-m1": "3"}, ["m3", "m1"], "2. Réparer les réseaux"),
        (
            RULES["score"],
            {"grade-m1": "5", "grade-m3": "0", "grade-m2": ""},
            [["m1", 5], ["m3", 0]],
            "<strong>5",
        ),
        (RULES["majority-judgement"], {"grade-m2": "3"}, [["m2", 3]], "<strong>Très bien"),
        (RULES["borda"], {"choices": "blank"}, ["blank"], "Vote blanc"),
        (RULES["score"], {"choices": "blank"}, ["blank"], "Vote blanc"),
    ],
)
def test_a_ballot_goes_from_the_page_to_the_box_without_a_script(
    client: Client, voters: list[Member], terms: Terms, filled: dict[str, str], kept: list[Json], read: str
) -> None:
    question = open_vote(terms)
    client.force_login(voters[0])
    assert client.get(at("ballot", question)).status_code == 200
    review = text(client.post(at("ballot-review", question), filled).content)
    assert "Relisez, notez, confirmez" in review
    assert read in review
    receipt = client.post(at("ballot-cast", question), carried(review))
    assert "Votre bulletin est dans l’urne" in text(receipt.content)
    assert Ballot.objects.get().choices == kept


@pytest.mark.parametrize(
    ("terms", "filled", "words"),
    [
        (RULES["borda"], {"rank-m1": "1", "rank-m2": "1"}, "Le rang 1 est donné deux fois"),
        (RULES["borda"], {}, "Rien n’est choisi"),
        (RULES["borda"], {"rank-m1": "1", "choices": "blank"}, "Le vote blanc ne s’ajoute pas"),
        (RULES["score"], {"grade-m1": ""}, "Rien n’est choisi"),
        (RULES["majority-judgement"], {"grade-m1": "2", "choices": "blank"}, "Le vote blanc ne s’ajoute pas"),
    ],
)
def test_a_wrong_ballot_comes_back_as_it_was_filled(
    client: Client, voters: list[Member], terms: Terms, filled: dict[str, str], words: str
) -> None:
    question = open_vote(terms)
    client.force_login(voters[0])
    seeded = {**filled, "seed": "abcd1234"}
    answer = client.post(at("ballot-review", question), seeded)
    page = text(answer.content)
    assert answer.status_code == 422
    assert words in page
    assert 'name="seed" value="abcd1234"' in page
    for name, value in filled.items():
        chosen = (
            rf'(name="{name}"[^>]*value="{value}"[^>]*checked|id="{name}"[^>]*>.*?value="{value}" selected)'
        )
        assert re.search(chosen, page, re.DOTALL)
    assert not Ballot.objects.exists()


def test_review_and_back_keep_what_was_ranked_and_the_order_of_the_display(
    client: Client, voters: list[Member]
) -> None:
    question = open_vote(RULES["borda"])
    client.force_login(voters[0])
    review = text(client.post(at("ballot-review", question), {"rank-m2": "1", "seed": "abcd1234"}).content)
    back = text(client.post(at("ballot", question), carried(review)).content)
    assert re.search(r'id="rank-m2"[^>]*>.*?value="1" selected', back, re.DOTALL)
    assert 'name="seed" value="abcd1234"' in back


@pytest.mark.parametrize("rule", RULES)
def test_the_result_of_each_rule_says_who_comes_first_and_each_step(
    client: Client, voters: list[Member], rule: str
) -> None:
    question = open_vote(RULES[rule])
    graded = rule in ("score", "majority-judgement")
    for place, member in enumerate(voters):
        order = ("m2", "m1", "m3") if place < 8 else ("m3", "m1", "m2")
        choices = [(code, 3 - at) for at, code in enumerate(order)] if graded else list(order)
        cast_ballot(person_for(member), question, choices=choices, code=code_of((member.pk, rule)))
    vote = publish(question.vote)
    for language in ("fr", "en"):
        client.cookies.load({"django_language": language})
        for name in ("vote-result", "vote-board"):
            assert client.get(reverse(name, args=[vote.slug])).status_code == 200
    client.cookies.load({"django_language": "fr"})
    # Whoever reads the box sees what each ballot says, not only that there is one.
    box = text(client.get(reverse("vote-board", args=[vote.slug])).content)
    said = r"Une régie publique \((3|Très bien)\)" if graded else r"1\. Une régie publique"
    assert len(re.findall(said, box[box.index("<tbody>") :])) == 8
    page = text(client.get(at("vote-question-result", question)).content)
    heading = re.search(r"<h1>(.*?)</h1>", page, re.DOTALL)
    assert heading
    assert "Une régie publique" in heading[1]
    assert "<svg" in page
    assert page.count("<table") >= 2
    if rule == "majority-judgement":
        assert page.count('class="profile"') == page.count('class="middle"') == 3
    if rule not in ("score", "borda", "schulze", "majority-judgement"):
        assert "Chaque étape de la règle" in page


def test_a_yes_or_no_says_what_was_needed_and_of_what(client: Client, voters: list[Member]) -> None:
    terms = Terms(rule="yes-no", blank=False, settings={"share": "2/3", "base": "decided", "more": False})
    question = open_vote(terms)
    for place, member in enumerate(voters):
        cast(member, question, "yes" if place < 7 else "no" if place < 11 else "abstain")
    publish(question.vote)
    page = text(client.get(at("vote-question-result", question)).content)
    assert "Non\u00a0: 7 pour, 4 contre." in page
    assert "Il fallait 8 voix pour" in page
    assert "vote blanc, soit" not in page  # none was offered
    assert reverse("objections", args=[question.vote.campaign.slug]) in page
    assert "Majorité\u00a0: au moins deux tiers des pour et des contre." in page


def test_the_box_says_what_each_ballot_holds(client: Client, voters: list[Member]) -> None:
    ballots: dict[str, list[Choice]] = {
        "schulze": ["m2", "m1"],
        "score": [("m1", 3), ("m2", 5)],
        "choose": ["m3"],
    }
    shown = {
        "schulze": "1. Une régie publique\u00a0; 2. Réparer les réseaux",
        "score": "Réparer les réseaux (3)\u00a0; Une régie publique (5)",
        "choose": "Rendre leurs méandres aux rivières",
    }
    for rule, choices in ballots.items():
        question = open_vote(RULES.get(rule, Terms()))
        for member in voters[:10]:
            cast_ballot(person_for(member), question, choices=choices, code=code_of((member.pk, rule)))
        cast(voters[10], question, "blank")
        vote = publish(question.vote)
        page = text(client.get(reverse("vote-board", args=[vote.slug])).content)
        assert len(re.findall(rf"<td>{re.escape(shown[rule])}\s*</td>", page)) == 10, rule
        assert page.count("<td>Vote blanc</td>") == 1


@pytest.mark.parametrize("language", ["fr", "en"])
def test_ballot_and_receipt_say_in_both_languages_that_nothing_protects_against_pressure(
    client: Client, voters: list[Member], language: str
) -> None:
    words = {
        "fr": "il ne vous protège pas de quelqu’un qui regarde votre écran ou fait pression sur vous",
        "en": "it does not protect you from somebody who watches your screen or puts pressure on you",
    }[language]
    question = open_vote(RULES["borda"])
    client.force_login(voters[0])
    client.cookies.load({"django_language": language})
    ballot = text(client.get(at("ballot", question)).content)
    review = text(client.post(at("ballot-review", question), {"rank-m1": "1"}).content)
    receipt = text(client.post(at("ballot-cast", question), carried(review)).content)
    for page in (ballot, review, receipt):
        assert words in page
        for never in ("anonyme", "anonymous", "impossible de savoir", "impossible to know", "garanti"):
            assert never not in page


def test_an_ended_session_does_not_lose_the_ballot(voters: list[Member]) -> None:
    """Signed in again in another tab, the old token fails: the page offers the same ballot again."""
    question = open_vote(RULES["borda"])
    browser = Client(enforce_csrf_checks=True)
    token = {"csrfmiddlewaretoken": browser.get(reverse("account_login")).cookies["csrftoken"].value}
    refused = browser.post(at("ballot-review", question), {**token, "rank-m2": "1", "seed": "abcd1234"})
    page = text(refused.content)
    assert "relire mon bulletin" in page
    assert 'name="rank-m2" value="1"' in page
    browser.force_login(voters[0])  # and the token is a new one
    browser.cookies["csrftoken"] = "x" * 32
    again = browser.post(at("ballot-review", question), {**token, **carried(page), "code": "SOMEBODYS"})
    page = text(again.content)
    assert again.status_code == 403
    assert again["Cache-Control"] == "no-store"
    assert 'name="rank-m2" value="1"' in page
    assert "SOMEBODYS" not in page
    fresh = re.search(r'name="csrfmiddlewaretoken" value="([^"]*)"', page)
    assert fresh
    kept = carried(page)
    kept["csrfmiddlewaretoken"] = fresh[1]
    review = browser.post(at("ballot-review", question), kept)
    assert "Relisez, notez, confirmez" in text(review.content)
    assert not Ballot.objects.exists()


def test_reasons_appear_with_the_result_once_there_are_ten(client: Client, voters: list[Member]) -> None:
    question = open_vote(Terms(rule="yes-no", blank=False, reasons=True))
    for place, member in enumerate(voters):
        cast(member, question, "yes")
        client.force_login(member)
        address = at("ballot-reason", question)
        assert client.get(address).status_code == 200
        sent = {"stance": "yes", "text": f"Raison {place} <b>"}
        assert client.post(address, sent).status_code == 302
        if place == 0:
            assert "Raison 0" not in text(client.get(reverse("vote", args=[question.vote.slug])).content)
    client.logout()
    publish(question.vote)
    page = client.get(at("vote-question-result", question)).content.decode()
    assert page.count("Raison ") >= 12
    assert "Raison 3 &lt;b&gt;" in page
