"""Reading booklets: who reads them when, what stands on their pages, and names only of who signs."""

from __future__ import annotations

import hashlib

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from deliberation.members.models import Member
from deliberation.rooms.models import Room
from proposals.actions.publishing import freeze_booklets
from proposals.actions.sorting import move_texts
from proposals.models import Booklet, Campaign, MeasureSource, Proposal, Sorting
from tests.people import as_person, make_group, make_member, make_officer
from tests.proposals.actions.test_drafting import move_campaign_to
from tests.proposals.boards import Board, make_board
from tests.proposals.builders import make_campaign, make_proposal
from tests.proposals.pages import words

FIRST, SECOND, NETWORK, TARIFF = (
    "Réparer les fuites", "Un plan fuites par commune", "Renouveler le réseau", "Un tarif social",
)  # fmt: skip
PAGES = ("", "measures/1/", "texts/", "texts/?carried=no", "booklet.json")


@pytest.fixture
def board(organiser: Member) -> Board:
    return make_board(organiser)


@pytest.fixture
def frozen(organiser: Member, board: Board) -> Board:
    move_campaign_to(board, "replying")
    freeze_booklets(as_person(organiser), board.campaign, early="tout a sa réponse")
    board.campaign.refresh_from_db()
    return board


def address(board: Board, rest: str = "", booklet: Booklet | None = None) -> str:
    return f"/campaigns/{board.campaign.slug}/booklets/{(booklet or board.water).slug}/{rest}"


def page(client: Client, where: str) -> str:
    answer = client.get(where)
    assert answer.status_code == 200, where
    return words(answer)


# who reads ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("rest", PAGES)
def test_drafts_are_the_organisers_own_until_they_are_published(
    client: Client, organiser: Member, member: Member, observer: Member, board: Board, rest: str
) -> None:
    for someone in (member, observer):
        client.force_login(someone)
        assert client.get(address(board, rest)).status_code == 404
    client.force_login(organiser)
    page(client, address(board, rest))
    move_campaign_to(board, "replying")
    for someone in (member, observer):
        client.force_login(someone)
        page(client, address(board, rest))
    client.logout()
    assert client.get(address(board, rest)).headers["Location"].startswith("/account/")


@pytest.mark.parametrize("rest", PAGES)
def test_frozen_booklets_are_everyone_s_even_those_of_a_group(
    client: Client, organiser: Member, rest: str
) -> None:
    board = make_board(organiser, group=make_group("Mende"))
    client.force_login(make_member("Paule B.", group=make_group("Foix")))
    move_campaign_to(board, "replying")
    assert client.get(address(board, rest)).status_code == 404
    freeze_booklets(as_person(organiser), board.campaign, early="tout a sa réponse")
    page(client, address(board, rest))
    client.logout()
    page(client, address(board, rest))
    page(client, f"/campaigns/{board.campaign.slug}/booklets/")


def test_the_list_says_when_booklets_come_until_they_are_there(
    client: Client, member: Member, board: Board
) -> None:
    where = f"/campaigns/{board.campaign.slug}/booklets/"
    client.force_login(member)
    source = page(client, where)
    assert "Pas encore de livret" in source
    assert board.water.title not in source
    move_campaign_to(board, "replying")
    source = page(client, where)
    assert f'href="{address(board)}"' in source
    assert "2 mesures<br>4 textes" in source
    client.logout()
    assert "Ces livrets se lisent entre membres" in page(client, where)


def test_a_residual_booklet_is_named_as_such(client: Client, organiser: Member, board: Board) -> None:
    pile = f"/campaigns/{board.campaign.slug}/booklets/"
    client.force_login(organiser)
    assert "sans thème commun" not in page(client, pile) + page(client, address(board))
    Booklet.objects.filter(pk=board.housing.pk).update(residual=True)
    assert page(client, pile).count("demandes sans thème commun") == 1
    assert "Ce livret réunit des demandes sans thème commun." in page(
        client, address(board, "", board.housing)
    )
    assert "sans thème commun" not in page(client, address(board))


def test_what_does_not_exist_is_not_found(client: Client, organiser: Member, board: Board) -> None:
    client.force_login(organiser)
    for where in (
        "/campaigns/absent/booklets/",
        f"/campaigns/{board.campaign.slug}/booklets/absent/",
        address(board, "measures/9/"),
        address(board, f"measures/{10**30}/"),
        f"/campaigns/{make_campaign().slug}/booklets/{board.water.slug}/",
    ):
        assert client.get(where).status_code == 404


# what is read ---------------------------------------------------------------------------------------
def test_the_page_holds_the_measures_their_texts_and_what_is_carried(client: Client, frozen: Board) -> None:
    source = page(client, address(frozen))
    assert f"<h1>{frozen.water.title}</h1>" in source
    assert "2 mesures, tirées de 4 textes de membres." in source
    assert 'id="m1"' in source
    assert 'href="#m2"' in source
    assert "<b>2</b> textes la demandent, 1 proche : fuites" in source
    assert '<p class="figure">100 %</p>' in source
    assert "Le calcul réunit des textes sur un même sujet" in source


def test_texts_that_nothing_carries_are_listed(client: Client, organiser: Member, board: Board) -> None:
    client.force_login(organiser)
    MeasureSource.objects.filter(proposal=board.text(TARIFF)).delete()
    move_texts(as_person(organiser), board.campaign, board.seen(NETWORK), "aside", None, "déjà dit ailleurs")
    source = page(client, address(board))
    assert "2 textes sur 3 sont portés par une mesure." in source
    assert "Lire le texte que rien ne porte" in source
    assert "Dans toute la campagne, 1 texte a été mis de côté" in source
    listed = page(client, address(board, "texts/?carried=no"))
    assert TARIFF in listed
    assert FIRST not in listed
    outside = page(client, f"/campaigns/{board.campaign.slug}/booklets/")
    assert "Motif : déjà dit ailleurs" in outside
    assert "1 texte reste à classer" in outside


def test_all_texts_of_a_measure_stand_on_its_page_core_first(client: Client, frozen: Board) -> None:
    Proposal.objects.filter(pk=frozen.text(FIRST).pk).update(body="Une goutte se perd. " * 60)
    source = page(client, address(frozen, "measures/1/"))
    listed = source.split('id="t-texts"')[1]
    assert listed.index("goutte") < listed.index(SECOND) < listed.index(NETWORK)
    assert source.count("la demande</span>") == 2
    assert source.count("proche</span>") == 1
    assert source.count("Lire en entier") == 1


def test_only_who_signs_is_named_and_a_hidden_text_shows_no_word(client: Client, frozen: Board) -> None:
    author = make_member("Camille Secrète")
    Proposal.objects.filter(pk=frozen.text(FIRST).pk).update(author=author)
    Proposal.objects.filter(pk=frozen.text(SECOND).pk).update(author=make_member("Nadia B."), signed=True)
    Proposal.objects.filter(pk=frozen.text(NETWORK).pk).update(
        state=Proposal.State.HIDDEN, state_reason="nomme une personne"
    )
    client.force_login(make_officer("observer", "Tom Arrieta"))
    for rest in ("", "measures/1/", "texts/"):
        source = page(client, address(frozen, rest))
        assert "Camille Secrète" not in source
        assert "Nadia B." in source
        assert "soixante ans" not in source
        assert NETWORK not in source
        assert "Texte masqué. Motif : nomme une personne" in source
    assert "tirées de 4 textes" in page(client, address(frozen))


def test_a_visitor_reads_the_words_but_is_sent_to_no_page_of_members(client: Client, frozen: Board) -> None:
    source = page(client, address(frozen, "measures/1/"))
    assert "Une goutte" in source or "une goutte" in source
    assert "/proposals/" not in source


def test_the_file_has_the_digest_that_the_page_and_the_journal_show(client: Client, frozen: Board) -> None:
    content = client.get(address(frozen, "booklet.json")).content
    digest = hashlib.sha256(content).hexdigest()
    assert Booklet.objects.get(pk=frozen.water.pk).digest == digest
    source = page(client, address(frozen))
    assert " ".join(digest[at : at + 8] for at in range(0, 64, 8)) in source
    assert "par Inès Valmont" in source
    assert "n’est plus celui qui a été figé" not in source
    frozen.measure().sources.all().delete()
    assert "n’est plus celui qui a été figé" in page(client, address(frozen))


def test_markup_of_organisers_is_harmless(client: Client, frozen: Board) -> None:
    Booklet.objects.filter(pk=frozen.water.pk).update(
        title="<b>Eau</b>", introduction="**Eau** <script>alert(1)</script>"
    )
    source = client.get(address(frozen)).content.decode()
    assert "<strong>Eau</strong>" in source
    assert "<script>alert" not in source
    assert "&lt;b&gt;Eau" in source


def test_the_cost_of_a_page_does_not_grow_with_its_texts(
    client: Client, member: Member, frozen: Board, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(member)
    measure = frozen.measure()
    for at in range(45):
        text = make_proposal(frozen.campaign, member, title=f"Les fuites {at}", signed=True)
        Sorting.objects.create(campaign=frozen.campaign, proposal=text, place="booklet", booklet=frozen.water)
        MeasureSource.objects.create(measure=measure, proposal=text)
        aside = make_proposal(frozen.campaign, title=f"Ailleurs {at}")
        Sorting.objects.create(campaign=frozen.campaign, proposal=aside, place="aside", reason="autre sujet")
    with django_assert_max_num_queries(35):
        page(client, address(frozen))
    for rest in ("measures/1/", "texts/"):
        with django_assert_max_num_queries(14):
            assert "page=2" in page(client, address(frozen, rest))
    with django_assert_max_num_queries(18):
        assert "page=3" in page(client, f"/campaigns/{frozen.campaign.slug}/booklets/")


# rooms ----------------------------------------------------------------------------------------------
def test_the_room_of_a_booklet_opens_on_first_use_for_who_may_speak(
    client: Client, member: Member, organiser: Member, board: Board
) -> None:
    where = address(board, "room/")
    # Not even an organiser before the drafts are out: every member would read the title in the list of rooms.
    for early in (organiser, member):
        client.force_login(early)
        assert client.post(where).status_code == 404
    assert not Room.objects.exists()
    move_campaign_to(board, "replying")
    first, second = client.post(where), client.post(where)
    room = Room.objects.get()
    assert first.headers["Location"] == second.headers["Location"] == f"/rooms/{room.name}/"
    assert (room.subject_url, room.subject_title, room.hue) == (address(board), board.water.title, "lagon")
    assert client.get(where).status_code == 405
    client.logout()
    assert client.post(where).headers["Location"].startswith("/account/")
    Campaign.objects.filter(pk=board.campaign.pk).update(group=make_group("Mende"))
    client.force_login(member)
    assert client.post(where).status_code == 404


# from a text to its measure -------------------------------------------------------------------------
def test_a_text_leads_to_the_measure_that_carries_it_once_the_drafts_are_out(
    client: Client, member: Member, board: Board
) -> None:
    text = f"/proposals/{board.text(FIRST).name}/"
    pages = {text: address(board, "#m1"), f"{text}why/": address(board, "measures/1/")}
    client.force_login(member)
    for where, measure in pages.items():
        assert measure not in page(client, where)
    move_campaign_to(board, "replying")
    for where, measure in pages.items():
        assert measure in page(client, where)
    MeasureSource.objects.filter(proposal=board.text(FIRST)).delete()
    for where in pages:
        assert "Aucune mesure ne le porte." in page(client, where)
