"""The board's pages: what an organiser sees and sends, and what nobody else does."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from deliberation.journal import queries as journal
from deliberation.members.models import Member
from proposals.actions.drafting import rename_booklet
from proposals.actions.sorting import move_texts
from proposals.core.booklets import wording_digest
from proposals.models import Booklet, Campaign, Placement, Proposal, Sorting, Step, Version
from tests.people import as_person
from tests.proposals.boards import Board, make_board, make_run
from tests.proposals.builders import make_campaign, make_proposal
from tests.proposals.pages import words

FIRST, SECOND, TARIFF, RENT = (
    "Réparer les fuites", "Un plan fuites par commune", "Un tarif social", "Encadrer les loyers",
)  # fmt: skip
DOUBT = "La facture d’eau du locataire"


@pytest.fixture
def board(organiser: Member, client: Client) -> Board:
    client.force_login(organiser)
    return make_board(organiser)


def page(client: Client, board: Board, query: str = "") -> str:
    answer = client.get(f"/campaigns/{board.campaign.slug}/board/?{query}")
    assert answer.status_code == 200
    return words(answer)


def send(client: Client, board: Board, **fields: object) -> tuple[int, str]:
    versions = {
        f"version-{row.proposal.name}": row.version
        for row in Sorting.objects.filter(campaign=board.campaign).select_related("proposal")
    }
    answer = client.post(f"/campaigns/{board.campaign.slug}/board/move/", versions | fields)
    return answer.status_code, words(answer) or answer.headers.get("Location", "")


def titles(source: str) -> list[str]:
    return re.findall(r'<div class="what"><h3>([^<]+)</h3>', source)


# reading --------------------------------------------------------------------------------------------
def test_what_is_to_place_comes_first_with_its_two_candidates(client: Client, board: Board) -> None:
    source = page(client, board)
    assert titles(source) == [DOUBT]
    assert "Fuites, réseau, tarif : 0,2 bits." in source
    assert "Loyer, revenu : 0,2 bits. Écart 0." in source
    assert "Termes : fuit" in source
    card = source.split(f'id="to-{board.text(DOUBT).name}"')[1]
    first, second = re.findall(r'<option value="([^"]+)"', card)[:2]
    assert (first, second) == (board.water.slug, board.housing.slug)


def test_the_doubtful_come_first_or_last(client: Client, board: Board) -> None:
    doubtful = titles(page(client, board, f"at={board.water.slug}"))
    assert doubtful == [TARIFF, "Renouveler le réseau", SECOND, FIRST]
    assert titles(page(client, board, f"at={board.water.slug}&order=centre")) == doubtful[::-1]


def test_scores_leave_out_the_words_of_the_text_itself(client: Client, board: Board) -> None:
    source = page(client, board, f"at={board.water.slug}&order=centre")
    # margin 5 bits over a second score of 1000/4096 bit; the plain sum would be 7,2.
    assert "Fuites, réseau, tarif : 5,2 bits. Loyer, revenu : 0,2 bits. Écart 5." in source


def test_the_terms_are_those_of_the_wording_that_the_run_read(client: Client, board: Board) -> None:
    text = board.text(TARIFF)
    Version.objects.create(
        proposal=text, number=1, title=text.title, body=text.body, until=board.campaign.sorting_at
    )
    Proposal.objects.filter(pk=text.pk).update(body="Tout autre chose, sans rapport.", version=2)
    source = page(client, board, f"at={board.water.slug}")
    assert "Termes : tarif." in source.split(f"<h3>{TARIFF}")[1].split("</li>")[0]
    Version.objects.all().delete()
    source = page(client, board, f"at={board.water.slug}")
    assert "Termes" not in source.split(f"<h3>{TARIFF}")[1].split("</li>")[0]


def test_the_places_stand_with_their_counts_and_the_search_looks_in_one(client: Client, board: Board) -> None:
    source = page(client, board, f"at={board.water.slug}&q=FUITES+reseau")
    assert titles(source) == ["Renouveler le réseau", SECOND, FIRST]
    places = re.findall(r"<span>(?:\d\. )?([^<]+)</span><span>(\d+)<span class=\"sr\">", source)
    assert places == [
        ("À classer", "1"),
        (board.water.title, "4"),
        (board.housing.title, "3"),
        ("Mis de côté", "0"),
        ("Partout", "8"),
    ]
    assert "Aucun texte de cet endroit ne contient ces mots." in page(client, board, "q=zygomatique")


def test_progress_counts_what_is_placed_moved_and_came_too_late(
    client: Client, organiser: Member, board: Board
) -> None:
    move_texts(as_person(organiser), board.campaign, board.seen(FIRST), "aside", None, "hors sujet")
    make_proposal(board.campaign, title="Arrivé après")
    Proposal.objects.filter(pk=board.text(RENT).pk).update(state=Proposal.State.WITHDRAWN)
    source = page(client, board)
    assert "<strong>5</strong> textes dans un livret, sur 7" in source
    assert "<strong>1</strong> textes déplacés à la main, sur 7" in source
    assert "1 texte venu depuis la passe" in source
    aside = page(client, board, "at=aside")
    assert "Déplacé à la main. Motif : hors sujet" in aside


def test_nothing_of_the_address_breaks_the_page(client: Client, board: Board) -> None:
    for query in ("at=nowhere", "page=99", "page=x", "order=up", "q=%00", "q=" + "a" * 500, "at=%27"):
        page(client, board, query)


def test_a_board_without_a_run_says_how_it_starts(client: Client, organiser: Member) -> None:
    client.force_login(organiser)
    campaign = make_campaign("sorting")
    source = client.get(f"/campaigns/{campaign.slug}/board/").content.decode()
    assert "Le tri commence quand une passe est retenue." in source


def test_a_closed_board_is_read_without_fields(client: Client, board: Board) -> None:
    Campaign.objects.filter(pk=board.campaign.pk).update(drafts_published_at=board.campaign.sorting_at)
    source = page(client, board)
    assert "Le tri est fermé" in source
    assert "Déplacer vers" not in source
    assert "Renommer ce livret" not in page(client, board, f"at={board.water.slug}")


def test_the_cost_of_a_page_does_not_grow_with_its_texts(
    client: Client, board: Board, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    address = f"/campaigns/{board.campaign.slug}/board/?at={board.water.slug}"
    for at in range(60):
        text = make_proposal(board.campaign, title=f"Les fuites {at}")
        Placement.objects.create(
            run=board.run, proposal=text, state="placed", cluster=1, score=9000, second=2, margin=at
        )
        Sorting.objects.create(
            campaign=board.campaign, proposal=text, place="booklet", booklet=board.water, margin=at
        )
    with django_assert_max_num_queries(33):
        source = client.get(address).content.decode()
    assert len(titles(source)) == 50
    assert len(source.encode()) < 150_000
    assert "1 à 50 sur 64" in source.replace("\u00a0", " ")
    assert 'rel="next"' in source


# moving ---------------------------------------------------------------------------------------------
def test_ticked_texts_move_and_one_comes_back_to_the_same_place(client: Client, board: Board) -> None:
    names = [board.text(FIRST).name, board.text(SECOND).name]
    status, where = send(
        client, board, at=board.water.slug, order="centre", q="fuites", move="chosen",
        text=names, to="aside", reason="en double",
    )  # fmt: skip
    assert status == 302
    step = Step.objects.get()
    back = f"/board/?at={board.water.slug}&order=centre&q=fuites&moved={step.name}#card-"
    assert back in where
    assert where.split("#card-")[1] in names
    assert board.at(FIRST).place == board.at(SECOND).place == Sorting.Place.ASIDE
    assert "2 textes déplacés vers « Mis de côté », 1 sur 2." in page(client, board)


def test_one_text_moves_alone_by_its_own_button(client: Client, board: Board) -> None:
    name = board.text(DOUBT).name
    status, _ = send(
        client, board, move=name, text=[board.text(FIRST).name], to="aside", reason="parle du loyer",
        **{f"to-{name}": board.housing.slug},
    )  # fmt: skip
    assert status == 302
    assert board.at(DOUBT).booklet == board.housing
    assert board.at(FIRST).booklet == board.water


@pytest.mark.parametrize(
    ("fields", "status", "said"),
    [
        ({"to": "aside", "reason": ""}, 422, "Le motif public est vide."),
        ({"to": "", "reason": "parce que"}, 422, "Aucune destination n’est choisie"),
        ({"to": "nowhere", "reason": "parce que"}, 422, "Aucune destination n’est choisie"),
    ],
)
def test_a_refused_move_keeps_ticks_destination_and_reason(
    client: Client, board: Board, fields: dict[str, str], status: int, said: str
) -> None:
    name = board.text(FIRST).name
    found, source = send(client, board, at=board.water.slug, move="chosen", text=[name], **fields)
    assert found == status
    assert said in source
    assert f'value="{name}" checked' in source
    if fields["reason"]:
        assert 'value="parce que"' in source
    if fields["to"] == "aside":
        assert '<option value="aside" selected>' in source


def test_two_at_once_see_both_choices_and_nothing_is_lost(
    client: Client, organiser: Member, second_organiser: Member, board: Board
) -> None:
    first, second = board.text(FIRST).name, board.text(SECOND).name
    versions = {f"version-{first}": 1, f"version-{second}": 1}
    move_texts(as_person(second_organiser), board.campaign, board.seen(FIRST), "aside", None, "hors sujet")
    status, source = send(
        client, board, at=board.water.slug, move="chosen", text=[first, second], to=board.housing.slug,
        reason="parle du loyer", **versions,
    )  # fmt: skip
    assert status == 409
    assert "1 texte déplacé par quelqu’un d’autre" in source
    assert "vers « Mis de côté ». Motif : hors sujet" in source
    assert f"Vous : vers « {board.housing.title} ». Motif : parle du loyer" in source
    # The other tick is kept; the text in conflict must be ticked again, with the version seen now.
    assert f'value="{second}" checked' in source
    assert f'value="{first}" checked' not in source
    assert f'name="version-{first}" value="2"' in source
    assert source.count(f'id="text-{first}"') == 1
    assert board.at(SECOND).booklet == board.water
    status, _ = send(
        client, board, move="chosen", text=[first, second], to=board.housing.slug, reason="parle du loyer",
        **{f"version-{first}": 2, f"version-{second}": 1},
    )  # fmt: skip
    assert status == 302
    assert board.at(FIRST).booklet == board.housing


def test_a_forged_sending_is_refused_without_a_trace(client: Client, board: Board) -> None:
    head = journal.head_digest()
    name = board.text(FIRST).name
    forged: list[dict[str, object]] = [
        {},
        {"move": "chosen"},
        {"move": "nobody", "reason": "x", "to-nobody": "aside"},
        {"move": "\0", "reason": "x", "to-\0": "\0", "to": "\0"},
        {"move": "chosen", "text": ["\0"], "to": "a\0b", "reason": "\0"},
        {"move": "chosen", "text": ["nobody"], "to": "aside", "reason": "x"},
        {"move": "chosen", "text": [name], "to": "aside", "reason": "x", f"version-{name}": "1e9"},
        {"move": "chosen", "text": [name], "to": "aside", "reason": "x", f"version-{name}": "9" * 40},
        {"move": "chosen", "text": [f"n{at}" for at in range(51)], "to": "aside", "reason": "x"},
    ]
    for fields in forged:
        status, _ = send(client, board, **fields)
        assert status in (409, 422)
    assert journal.head_digest() == head
    assert client.get(f"/campaigns/{board.campaign.slug}/board/move/").status_code == 405


def test_the_board_is_for_organisers(client: Client, member: Member, observer: Member, board: Board) -> None:
    address = f"/campaigns/{board.campaign.slug}/board/"
    for someone in (member, observer):
        client.force_login(someone)
        assert client.get(address).status_code == 404
        assert client.post(f"{address}move/").status_code == 404
        assert client.get(f"/runs/{board.run.name}/adopt/").status_code == 404
    client.logout()
    assert "/account/" in client.get(address).headers["Location"]


# one press, filters, titles, undoing ----------------------------------------------------------------
def test_a_candidate_takes_one_press_and_a_reason_of_its_own(client: Client, board: Board) -> None:
    name = board.text(DOUBT).name
    button = f'name="move" value="{name} {board.housing.slug}" data-key="2" formnovalidate'
    assert button in page(client, board)
    status, _ = send(client, board, move=f"{name} {board.housing.slug}", reason="")
    assert status == 302
    assert (board.at(DOUBT).booklet, board.at(DOUBT).reason) == (
        board.housing, "Candidat du calcul, choisi par une personne.",
    )  # fmt: skip
    # Where the text stands already, its booklet is no button.
    assert f'value="{name} {board.housing.slug}"' not in page(client, board, f"at={board.housing.slug}")


def test_a_candidate_pressed_with_a_reason_keeps_it(client: Client, board: Board) -> None:
    name = board.text(DOUBT).name
    send(client, board, move=f"{name} {board.water.slug}", reason="les fuites du locataire")
    assert board.at(DOUBT).reason == "les fuites du locataire"


def test_what_is_no_candidate_is_not_moved_by_one_press(client: Client, board: Board) -> None:
    text = board.text(DOUBT)
    Placement.objects.filter(proposal=text).update(second=None)
    status, source = send(client, board, move=f"{text.name} {board.housing.slug}", reason="")
    assert status == 409
    assert "un des deux candidats" in source
    status, _ = send(client, board, move=f"{text.name} aside", reason="")
    assert status == 409
    assert board.at(DOUBT).place == Sorting.Place.TO_PLACE


def test_a_text_just_moved_stays_on_the_page_where_it_was(client: Client, board: Board) -> None:
    at = board.water.slug
    status, where = send(
        client, board, at=at, move="chosen", text=[board.text(SECOND).name], to="aside", reason="hors sujet"
    )
    assert status == 302
    address, fragment = where.split("#")
    source = words(client.get(address))
    gone = source.split(f'id="{fragment}"')[1].split("</li>")[0]
    assert fragment == f"card-{board.text(SECOND).name}"
    assert 'tabindex="-1"' in gone
    assert "Déplacé vers « Mis de côté », 1 sur 1." in gone
    assert "Annuler" in gone
    # Between those that stay, in the order of before.
    everything = re.findall(r'<div class="what"><h3>([^<]+)</h3>', source)
    assert everything == [TARIFF, "Renouveler le réseau", SECOND, FIRST]


def test_undoing_puts_all_back_and_leads_to_the_same_part(client: Client, board: Board) -> None:
    at = board.water.slug
    send(client, board, at=at, move="chosen", text=[board.text(FIRST).name], to="aside", reason="non")
    source = page(client, board, f"at={at}")
    assert "Vos derniers gestes" in source
    assert "Textes déplacés vers « Mis de côté » : 1" in source
    assert "possible jusqu’à" in source
    step = Step.objects.get()
    address = f"/campaigns/{board.campaign.slug}/board/undo/"
    answer = client.post(address, {"step": step.name, "at": at, "by": "machine"})
    assert f"at={at}&order=doubtful&by=machine&moved=" in answer.headers["Location"]
    assert board.at(FIRST).booklet == board.water
    answer = client.post(address, {"step": step.name, "at": at})
    assert answer.status_code == 409
    assert "C’est déjà annulé" in words(answer)
    for forged in ({}, {"step": "\0"}, {"step": "x" * 99}):
        assert client.post(address, forged).status_code == 409


def test_the_filters_are_kept_from_page_to_page(client: Client, board: Board) -> None:
    source = page(client, board, "at=everywhere&by=machine&kind=proposal&q=fuites&order=centre")
    assert len(titles(source)) == 4
    assert '<input type="hidden" name="by" value="machine">' in source
    assert "?at=everywhere&order=doubtful&q=fuites&by=machine&kind=proposal#texts" in source
    assert page(client, board, "at=everywhere&by=hand").count("Aucun texte ici") == 1
    assert len(titles(page(client, board, "at=everywhere&lang=%00%00"))) == 8
    assert len(titles(page(client, board, "at=everywhere&by=nobody&kind=poem"))) == 8


def test_a_booklet_is_renamed_in_place_and_two_titles_are_shown_when_two_write(
    client: Client, organiser: Member, second_organiser: Member, board: Board
) -> None:
    address = f"/campaigns/{board.campaign.slug}/booklets/{board.water.slug}/rename/"
    seen = wording_digest(board.water.title, "")
    source = page(client, board, f"at={board.water.slug}")
    assert seen in source
    rename_booklet(
        as_person(second_organiser), board.water, title="Eau et rivières", introduction="", reason="thème",
        seen=seen,
    )  # fmt: skip
    fields = {"title": "L’eau", "reason": "court", "seen": seen, "at": board.water.slug}
    answer = client.post(address, fields)
    source = words(answer)
    assert answer.status_code == 409
    assert "Titre écrit maintenant : « Eau et rivières »." in source
    assert 'value="L’eau"' in source
    present = wording_digest("Eau et rivières", "")
    assert f'name="seen" value="{present}"' in source
    answer = client.post(address, fields | {"seen": present})
    assert answer.headers["Location"].endswith(f"/board/?at={board.water.slug}#texts")
    assert "Le livret s’appelle « L’eau »" in page(client, board)
    answer = client.post(address, fields | {"title": " ", "seen": present})
    assert answer.status_code == 422
    assert "Le titre est vide" in words(answer)


def test_the_board_tells_of_measures_that_look_mixed(client: Client, board: Board) -> None:
    assert "mots d’opposition" not in page(client, board, f"at={board.water.slug}")
    Proposal.objects.filter(pk=board.text(SECOND).pk).update(folded="contre tout")
    source = page(client, board, f"at={board.water.slug}")
    assert "1 mesure de ce livret réunit des textes avec et sans mots d’opposition" in source


# adopting -------------------------------------------------------------------------------------------
def test_adopting_says_what_it_makes_then_makes_it(client: Client, organiser: Member) -> None:
    client.force_login(organiser)
    campaign = make_campaign("sorting")
    other = make_board(organiser)
    texts = {
        title: make_proposal(campaign, title=title, body=text.body) for title, text in other.texts.items()
    }
    run = make_run(campaign, texts)
    source = words(client.get(f"/runs/{run.name}/adopt/"))
    assert "Elle fait 2 livrets" in source
    assert "Le tri d’avant est remplacé" not in source
    answer = client.post(f"/runs/{run.name}/adopt/", {"moves": "0", "wordings": "0"})
    assert answer.headers["Location"] == f"/campaigns/{campaign.slug}/board/"
    assert Booklet.objects.filter(campaign=campaign).count() == 2


def test_adopting_again_waits_until_the_loss_was_read(
    client: Client, organiser: Member, board: Board
) -> None:
    move_texts(as_person(organiser), board.campaign, board.seen(FIRST), "aside", None, "hors sujet")
    address = f"/runs/{board.run.name}/adopt/"
    source = words(client.get(address))
    assert "Textes déplacés à la main qui seront perdus : 1." in source
    for fields in ({"moves": "0", "wordings": "0"}, {}, {"moves": "x", "wordings": "-1"}):
        assert client.post(address, fields).status_code == 409
    assert board.at(FIRST).place == Sorting.Place.ASIDE
    assert client.post(address, {"moves": "1", "wordings": "0"}).status_code == 302
    assert board.at(FIRST).booklet is not None
