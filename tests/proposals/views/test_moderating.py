"""The page of a moderator, and what everybody reads once words are hidden."""

from __future__ import annotations

import pytest
from django.test import Client

from deliberation.members.models import Member
from proposals.actions.moderating import hide_objection, hide_rival, hide_text
from proposals.core.settings import Settings
from tests.people import as_person, make_officer
from tests.proposals.boards import Board
from tests.proposals.contesting import filed, made_at_home
from tests.proposals.objecting import answer, make_drafts, object_to_measure
from tests.proposals.pages import words
from tests.proposals.runs import done_run, filled_campaign

WHY = "nomme une personne"
FIRST = "Réparer les fuites"
SAID = "Le voisin, M. Durand, a tort."


@pytest.fixture
def moderator(db: None) -> Member:
    return make_officer("moderator", "Odile Fabre")


@pytest.fixture
def board(organiser: Member) -> Board:
    return make_drafts(organiser)


def test_a_moderator_hides_a_text_from_its_page_and_shows_it_again(
    client: Client, moderator: Member, member: Member, board: Board
) -> None:
    where = f"/proposals/{board.text(FIRST).name}/"
    client.force_login(moderator)
    assert f'href="{where}hide/"' in words(client.get(where))
    assert "une goutte sur cinq" in words(client.get(f"{where}hide/"))
    answered = client.post(f"{where}hide/", {"reason": ""})
    assert answered.status_code == 422
    assert client.post(f"{where}hide/", {"reason": WHY}).headers["Location"] == where
    page = words(client.get(where))
    assert f"Motif : {WHY}" in page
    assert "une goutte sur cinq" not in page
    # Who decides must be able to read it again; nobody else is.
    assert "une goutte sur cinq" in words(client.get(f"{where}hide/"))
    client.force_login(member)
    assert "hide/" not in words(client.get(where))
    assert client.get(f"{where}hide/").status_code == 404
    assert "une goutte sur cinq" not in words(
        client.get(f"/campaigns/{board.campaign.slug}/booklets/{board.water.slug}/")
    )
    client.force_login(moderator)
    client.post(f"{where}hide/", {"reason": "par erreur"})
    assert "une goutte sur cinq" in words(client.get(where))


def test_a_hidden_objection_says_why_everywhere(
    client: Client, moderator: Member, organiser: Member, member: Member, board: Board
) -> None:
    objection = object_to_measure(member, board, body=SAID, instead="Demander à M. Durand.")
    answer(organiser, [objection])
    hide_objection(as_person(moderator), objection, reason=WHY)
    start = f"/campaigns/{board.campaign.slug}"
    at_booklet = f"{start}/booklets/{board.water.slug}"
    for where in (
        f"/objections/{objection.name}/",
        f"{start}/objections/",
        f"{at_booklet}/",
        f"{at_booklet}/measures/1/",
    ):
        client.force_login(member)
        page = words(client.get(where))
        assert "Durand" not in page, where
        assert f"Motif : {WHY}" in page, where
    assert client.get(f"/objections/{objection.name}/objection.json").status_code == 404
    client.force_login(moderator)
    assert "Durand" in words(client.get(f"/objections/{objection.name}/hide/"))
    client.post(f"/objections/{objection.name}/hide/", {"reason": "par erreur"})
    assert "Durand" in words(client.get(f"/objections/{objection.name}/"))


def test_a_rival_run_stays_without_the_words_of_its_author(
    client: Client, moderator: Member, organiser: Member, member: Member
) -> None:
    run = done_run(organiser, filled_campaign())
    rival = filed(member, run, made_at_home(run, Settings(booklets=3)))
    client.force_login(moderator)
    where = f"/runs/{rival.run.name}/"
    assert f'href="{where}rival/hide/"' in words(client.get(where))
    assert client.post(f"{where}rival/hide/", {"reason": WHY}).headers["Location"] == where
    for page in (where, f"/campaigns/{run.campaign.slug}/runs/"):
        source = words(client.get(page))
        assert "Trois thèmes suffisent" not in source
        assert f"Motif : {WHY}" in source
    assert client.get(f"/runs/{run.name}/rival/hide/").status_code == 404


def test_a_run_says_that_a_text_it_read_is_hidden(
    client: Client, moderator: Member, organiser: Member, member: Member
) -> None:
    run = done_run(organiser, filled_campaign())
    hide_text(as_person(moderator), run.placements.all()[0].proposal, reason=WHY)
    client.force_login(member)
    assert "1 texte lu par cette passe est masqué depuis" in words(client.get(f"/runs/{run.name}/"))


def test_who_lost_a_race_is_told(
    client: Client, moderator: Member, organiser: Member, member: Member
) -> None:
    run = done_run(organiser, filled_campaign())
    rival = filed(member, run, made_at_home(run, Settings(booklets=3)))
    client.force_login(moderator)
    where = f"/runs/{rival.run.name}/rival/hide/"
    assert "Masquer ces mots ?" in words(client.get(where))
    hide_rival(as_person(moderator), rival, reason=WHY)
    assert "Montrer de nouveau ces mots ?" in words(client.get(where))
