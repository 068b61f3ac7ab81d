"""Taking a booklet along: the page of its files, having them made, the files themselves."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from deliberation.journal.queries import entries
from deliberation.members.models import Member
from proposals.actions.filing import make_files
from proposals.actions.publishing import freeze_booklets
from proposals.models import Booklet, Files
from tests.people import as_person
from tests.proposals.actions.test_drafting import move_campaign_to
from tests.proposals.boards import Board, make_board
from tests.proposals.builders import make_proposal
from tests.proposals.pages import words

FILES = ("booklet.pdf", "booklet.html", "booklet.md", "document.json")


@pytest.fixture(autouse=True)
def _own_store(settings: Settings, tmp_path: Path) -> None:
    settings.STORE = tmp_path


@pytest.fixture
def frozen(organiser: Member) -> Board:
    board = make_board(organiser)
    move_campaign_to(board, "replying")
    freeze_booklets(as_person(organiser), board.campaign, early="tout a sa réponse")
    make_files(Files.objects.get(booklet=board.water).pk)
    return board


def address(board: Board, rest: str = "files/") -> str:
    return f"/campaigns/{board.campaign.slug}/booklets/{board.water.slug}/{rest}"


def test_a_draft_s_files_are_made_when_somebody_asks(client: Client, organiser: Member) -> None:
    board = make_board(organiser)
    client.force_login(organiser)
    assert "ne sont pas encore faits" in words(client.get(address(board)))
    assert client.get(address(board, "booklet.pdf")).headers["Location"] == address(board)
    assert client.post(address(board)).headers["Location"] == address(board)
    source = words(client.get(address(board)))
    assert "Les fichiers se préparent" in source
    assert "data-live=" in source
    make_files(Files.objects.get().pk)
    source = words(client.get(address(board)))
    assert all(f'href="{address(board, name)}"' in source for name in FILES)
    assert "Préparer les fichiers" not in source


def test_a_draft_that_changed_says_that_its_files_are_older(client: Client, organiser: Member) -> None:
    board = make_board(organiser)
    client.force_login(organiser)
    client.post(address(board))
    make_files(Files.objects.get().pk)
    Booklet.objects.filter(pk=board.water.pk).update(title="Autre titre")
    assert "a changé depuis ses derniers fichiers" in words(client.get(address(board)))
    assert client.get(address(board, "booklet.md")).status_code == 302


def test_anyone_takes_the_files_of_a_frozen_booklet_and_their_digests_are_shown(
    client: Client, frozen: Board
) -> None:
    source = words(client.get(address(frozen)))
    for name in FILES:
        answer = client.get(address(frozen, name))
        assert answer.status_code == 200
        assert answer.headers["Content-Disposition"].startswith('attachment; filename="livret-1-')
        digest = hashlib.sha256(answer.content).hexdigest()
        assert " ".join(digest[at : at + 8] for at in range(0, 64, 8)) in source


def test_the_json_holds_the_value_that_the_digest_is_taken_over(client: Client, frozen: Board) -> None:
    value = json.loads(client.get(address(frozen, "document.json")).content)
    assert value["booklet"] == json.loads(client.get(address(frozen, "booklet.json")).content)
    assert value["digest"] == Booklet.objects.get(pk=frozen.water.pk).digest


def test_the_page_asks_nothing_of_anyone(client: Client, frozen: Board) -> None:
    page = client.get(address(frozen, "booklet.html")).content.decode()
    assert "default-src 'none'" in page
    assert not any(sign in page for sign in ("<script", "<img", "<link", "src=", "@import", "url("))
    assert "2 mesures, tirées de 4 textes de membres." in page


def test_what_could_not_be_made_says_so(client: Client, frozen: Board) -> None:
    Files.objects.update(stamp="", failure="printing.failed", failure_facts={"reason": "panne"})
    source = words(client.get(address(frozen)))
    assert "n’ont pas pu être faits (panne)" in source
    assert "Préparer les fichiers" in source


def test_the_page_costs_the_same_however_many_texts_there_are(
    client: Client, frozen: Board, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(22):
        client.get(address(frozen))


# the whole campaign -----------------------------------------------------------------------------------
def data(board: Board, rest: str = "data/") -> str:
    return f"/campaigns/{board.campaign.slug}/{rest}"


def test_members_take_the_campaign_along_once_somebody_asks(
    client: Client, organiser: Member, member: Member
) -> None:
    board = make_board(organiser)
    assert client.get(data(board)).headers["Location"].startswith("/account/")
    client.force_login(member)
    assert "n’est pas encore fait" in words(client.get(data(board)))
    assert client.get(data(board, "campaign.zip")).headers["Location"] == data(board)
    client.post(data(board))
    assert "Le fichier se prépare" in words(client.get(data(board)))
    make_files(Files.objects.get(campaign=board.campaign).pk)
    source = words(client.get(data(board)))
    assert f'href="{data(board, "campaign.zip")}"' in source
    assert "Après la publication des brouillons" in source
    answer = client.get(data(board, "campaign.zip"))
    assert answer.headers["Content-Type"] == "application/zip"
    assert board.water.title.encode() not in answer.content


def test_a_campaign_that_moved_asks_for_a_new_file(client: Client, organiser: Member, member: Member) -> None:
    board = make_board(organiser)
    client.force_login(member)
    client.post(data(board))
    make_files(Files.objects.get(campaign=board.campaign).pk)
    make_proposal(board.campaign, title="Un texte de plus")
    assert "a changé depuis son dernier fichier" in words(client.get(data(board)))
    assert client.get(data(board, "campaign.zip")).status_code == 302


def test_a_frozen_campaign_is_everyone_s_file_and_in_the_journal(client: Client, frozen: Board) -> None:
    row = Files.objects.get(campaign=frozen.campaign)
    make_files(row.pk)
    answer = client.get(data(frozen, "campaign.zip"))
    digest = hashlib.sha256(answer.content).hexdigest()
    assert entries("campaign.exported").get().facts["digest"] == digest
    assert " ".join(digest[at : at + 8] for at in range(0, 64, 8)) in words(client.get(data(frozen)))


def test_the_pages_lead_to_the_data(client: Client, frozen: Board) -> None:
    assert f'href="{data(frozen)}"' in words(client.get(data(frozen, "")))
    assert f'href="{data(frozen)}"' in words(client.get(data(frozen, "runs/")))
    assert f'href="{address(frozen)}"' in words(client.get(address(frozen, "")))


def test_a_seeded_campaign_says_where_it_comes_from(client: Client, frozen: Board) -> None:
    origin = {
        "address": "https://l.example/campaigns/automne/", "organisation": "Ailleurs", "slug": "automne",
        "title": "Automne", "digest": "ab" * 32,
    }  # fmt: skip
    type(frozen.campaign).objects.filter(pk=frozen.campaign.pk).update(origin=origin)
    source = words(client.get(data(frozen, "")))
    assert (
        "Ils viennent de « Automne », campagne de Ailleurs (https://l.example/campaigns/automne/)" in source
    )
