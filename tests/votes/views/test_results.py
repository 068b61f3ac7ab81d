"""After the close, result, box, pack and seat for everybody; before it, for nobody."""

import hashlib
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from deliberation import store
from deliberation.members.models import Member
from tests.people import make_member
from tests.votes.builders import make_open, move_to_close, questions_of
from tests.votes.views.test_casting import text
from votes.actions.closing import close_vote
from votes.exports import PACKS
from votes.models import Ballot, Vote
from votes.verifier.verifying import verify

pytestmark = pytest.mark.django_db
AFTER = ("vote-result", "vote-board", "vote-pack")


def test_before_the_close_there_is_no_result_for_anybody(
    client: Client, vote: Vote, voters: list[Member], organiser: Member, observer: Member
) -> None:
    for person in (None, voters[0], organiser, observer):
        client.logout()
        if person:
            client.force_login(person)
        for name in AFTER:
            assert client.get(reverse(name, args=[vote.slug])).status_code in (302, 404)
        assert client.get(reverse("vote-question-result", args=[vote.slug, "livret-1"])).status_code == 302


def test_between_close_and_publication_neither(client: Client, vote: Vote) -> None:
    move_to_close(vote)
    assert client.get(reverse("vote-board", args=[vote.slug])).status_code == 404
    assert client.get(reverse("vote-pack", args=[vote.slug])).status_code == 404


def test_the_result_starts_with_its_sentence(client: Client, published: Vote) -> None:
    answer = client.get(reverse("vote-question-result", args=[published.slug, "livret-1"]))
    page = text(answer.content).replace("\u00a0", " ")
    assert "<h1>« Réparer les réseaux » vient en tête, avec 7 voix sur 11 exprimées." in page
    assert "3 voix la séparent de la suivante. Aucune égalité." in page
    assert "63,6 %" in page
    assert "12 sièges marqués sur 16 inscrits" in page
    assert "Vote blanc : 1 bulletin, compté à part." in page


def test_a_tie_is_declared(client: Client, published: Vote) -> None:
    page = text(client.get(reverse("vote-result", args=[published.slug])).content).replace("\u00a0", " ")
    assert "« Eau et rivières » et « Se loger » sont à égalité en tête, avec 5 voix sur 10 exprimées." in page
    assert "Une égalité, déclarée telle quelle." in page
    assert "rien ne les départage" in page


def test_the_pack_is_the_one_that_the_page_and_the_journal_name(client: Client, published: Vote) -> None:
    answer = client.get(reverse("vote-pack", args=[published.slug]))
    content = answer.getvalue()
    assert hashlib.sha256(content).hexdigest() == published.pack_digest
    assert verify(content).verdict == "consistent-not-anchored"
    page = text(client.get(reverse("vote-result", args=[published.slug])).content)
    assert published.pack_digest[:8] in page


def test_a_pack_that_was_changed_on_the_disk_is_not_handed_out(
    client: Client, published: Vote, settings: Settings
) -> None:
    path = Path(settings.STORE) / "packs" / f"{published.pack_digest}.zip"
    path.write_bytes(path.read_bytes() + b"x")
    assert client.get(reverse("vote-pack", args=[published.slug])).status_code == 503


def test_a_ballot_is_found_by_its_tracker(client: Client, published: Vote) -> None:
    ballot = Ballot.objects.filter(choices=["m1"]).first()
    assert ballot is not None
    typed = f"{ballot.tracker[:4].lower()} {ballot.tracker[4:]}"
    address = reverse("vote-board", args=[published.slug])
    page = text(client.post(address, {"tracker": typed}).content)
    assert "notice good" in page
    assert page.index("Réparer les réseaux") < page.index('id="t-all"')
    assert "Aucun bulletin publié" in text(client.post(address, {"tracker": "ABCDEFGHJKLM"}).content)
    assert client.post(address, {"tracker": "ABC"}).status_code == 422


def test_under_ten_ballots_the_box_shows_totals_only(client: Client, published: Vote) -> None:
    hidden = Ballot.objects.filter(question_key=questions_of(published)[1].pk)
    address = reverse("vote-board", args=[published.slug])
    page = text(client.get(address, {"question": "livret-2"}).content)
    assert "trop peu pour les publier" in page
    for ballot in hidden:
        assert ballot.tracker[:4] not in page
        found = text(client.post(address, {"tracker": ballot.tracker}).content)
        assert "le vôtre en fait peut-être partie" in found


def test_the_box_is_read_with_few_queries(
    client: Client, published: Vote, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(12):
        client.get(reverse("vote-board", args=[published.slug]))
    with django_assert_max_num_queries(12):
        client.get(reverse("vote-result", args=[published.slug]))


def test_a_member_sees_the_marks_of_her_seat_and_an_abstainer_that_nobody_used_hers(
    client: Client, published: Vote, voters: list[Member]
) -> None:
    address = reverse("vote-seat", args=[published.slug])
    client.force_login(voters[9])
    page = text(client.get(address).content)
    assert page.count("siège marqué, un bulletin est dans l’urne") == 2
    assert page.count("siège non marqué") == 1
    client.force_login(voters[13])
    page = text(client.get(address).content)
    assert "personne n’a voté à votre place" in page
    assert "L’engagement et ces voisins redonnent la racine publiée." in page
    assert "notice bad" not in page


def test_who_has_no_seat_is_told_so(client: Client, published: Vote) -> None:
    client.force_login(make_member("Arrivé depuis"))
    answer = client.get(reverse("vote-seat", args=[published.slug]))
    assert answer["Cache-Control"].startswith("no-store")
    assert "Vous n’êtes pas sur la liste" in text(answer.content)


def test_an_empty_vote_has_a_result_too(client: Client, voters: list[Member]) -> None:
    vote = make_open()
    move_to_close(vote)
    close_vote(vote.pk)
    page = text(client.get(reverse("vote-result", args=[vote.slug])).content)
    assert "Personne n’a exprimé de choix" in page
    assert client.get(reverse("vote-board", args=[vote.slug])).status_code == 200


def test_a_pack_that_is_gone_or_changed_is_said_on_the_result_and_handed_to_nobody(
    client: Client, published: Vote
) -> None:
    result, pack = (reverse(name, args=[published.slug]) for name in ("vote-result", "vote-pack"))
    lost = "Le dossier de preuves n’est plus ici"
    assert lost not in text(client.get(result).content)
    place = store.place_of(PACKS, published.pack_digest)
    whole = place.read_bytes()
    place.write_bytes(whole[:-1] + b"?")
    assert lost in text(client.get(result).content)
    assert client.get(pack).status_code >= 400
    place.unlink()
    assert lost in text(client.get(result).content)
    place.write_bytes(whole)  # as an observer keeps it
    assert lost not in text(client.get(result).content)
    assert client.get(pack).status_code == 200
