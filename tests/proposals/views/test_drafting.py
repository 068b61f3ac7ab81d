"""The pages where organisers write booklets: what is typed is kept, and after the freeze no door is left."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains, assertNotContains

from deliberation import clock
from deliberation.journal import queries as journal
from deliberation.members.models import Member
from proposals.actions.drafting import rename_booklet
from proposals.actions.publishing import freeze_booklets
from proposals.core.booklets import wording_digest
from proposals.models import Booklet, Campaign, Measure, MeasureSource
from proposals.queries.freezing import form_of
from tests.people import as_person
from tests.proposals.actions.test_drafting import move_campaign_to
from tests.proposals.boards import Board, make_board
from tests.proposals.builders import make_proposal
from tests.proposals.pages import words

FIRST, TARIFF = "Réparer les fuites", "Un tarif social"


@pytest.fixture
def board(organiser: Member, client: Client) -> Board:
    client.force_login(organiser)
    return make_board(organiser)


def address(board: Board, rest: str) -> str:
    return f"/campaigns/{board.campaign.slug}/booklets/{board.water.slug}/{rest}"


def page(client: Client, board: Board, rest: str) -> str:
    answer = client.get(address(board, rest))
    assert answer.status_code == 200
    return words(answer)


def send(client: Client, board: Board, rest: str, **fields: str) -> tuple[int, str]:
    answer = client.post(address(board, rest), fields)
    return answer.status_code, words(answer)


def seen_of(measure: Measure) -> str:
    return wording_digest(measure.title, measure.body)


def test_a_booklet_gets_its_title_and_introduction(client: Client, board: Board) -> None:
    seen = wording_digest(board.water.title, "")
    assert f'name="seen" value="{seen}"' in page(client, board, "edit/")
    status, _ = send(
        client,
        board,
        "edit/",
        title="Eau et rivières",
        body="L’eau\r\n\r\nd’abord.",
        reason="dit le thème",
        seen=seen,
    )
    assert status == 302
    water = Booklet.objects.get(pk=board.water.pk)
    assert (water.title, water.introduction) == ("Eau et rivières", "L’eau\n\nd’abord.")
    source = page(client, board, "edit/")
    assert "Inès Valmont a écrit le titre ou l’introduction : « Eau et rivières »." in source


def test_an_invalid_form_keeps_what_was_typed(client: Client, board: Board) -> None:
    for rest in ("edit/", "measures/1/edit/", "measures/new/"):
        status, source = send(client, board, rest, title="Vote\u202e", body="Des mots.", reason="")
        assert status == 422
        assert "Un signe qui ne se voit pas" in source
        assert "Le motif public est vide." in source
        assert "Des mots.</textarea>" in source


def test_two_who_write_one_booklet_see_both_wordings(
    client: Client, second_organiser: Member, board: Board
) -> None:
    seen = wording_digest(board.water.title, "")
    rename_booklet(
        as_person(second_organiser),
        board.water,
        title="L’eau commune",
        introduction="",
        reason="court",
        seen=seen,
    )
    typed = {"title": "Eau et rivières", "body": "", "reason": "dit le thème"}
    status, source = send(client, board, "edit/", seen=seen, **typed)
    assert status == 409
    assert 'value="Eau et rivières"' in source
    assert "<h3>L’eau commune</h3>" in source
    now = wording_digest("L’eau commune", "")
    assert f'name="seen" value="{now}"' in source
    assert send(client, board, "edit/", seen=now, **typed)[0] == 302


def test_a_measure_is_written_beside_its_draft(client: Client, board: Board) -> None:
    status, _ = send(
        client, board, "measures/1/edit/", title="Réparer toutes les fuites", body="Vite.", reason="plus net",
        seen=seen_of(board.measure()),
    )  # fmt: skip
    assert status == 302
    source = page(client, board, "measures/1/edit/")
    assert f"« {FIRST} »" in source
    assert (
        '<ins><span class="sr">ajouté : </span> toutes<span class="sr"> (fin de l’ajout)</span></ins>'
        in source
    )
    status, source = send(
        client, board, "measures/1/edit/", title="Réparer", body="", reason="plus net", seen="stale"
    )
    assert status == 409
    assert "<h3>Réparer toutes les fuites</h3>" in source
    assert 'value="Réparer"' in source


def test_a_letter_of_another_alphabet_is_named(client: Client, board: Board) -> None:
    send(
        client, board, "measures/1/edit/", title="Rép\u0430rer les fuites", body="", reason="essai",
        seen=seen_of(board.measure()),
    )  # fmt: skip
    assert "U+0430 CYRILLIC SMALL LETTER A" in page(client, board, "measures/1/edit/")


def test_a_measure_is_added_filled_and_removed(client: Client, board: Board) -> None:
    status, _ = send(client, board, "measures/new/", title="Publier les fuites", body="", reason="il manque")
    assert status == 302
    assert TARIFF in page(client, board, "measures/3/sources/?from=booklet")
    name = board.text(TARIFF).name
    sources = "measures/3/sources/?from=booklet&q=tarif"
    status, _ = send(client, board, sources, act="add", text=name, reason="le demande")
    assert status == 302
    assert MeasureSource.objects.filter(measure__number=3, proposal=board.text(TARIFF)).exists()
    assert "Aucun texte du livret ne contient ces mots." in page(client, board, sources)
    page(client, board, "measures/3/sources/?from=booklet&q=%00")
    assert TARIFF in page(client, board, "measures/3/sources/")
    status, source = send(client, board, "measures/3/sources/", act="remove", text=name, reason="")
    assert status == 422
    assert f'value="{name}" checked' in source
    status, _ = send(client, board, "measures/3/sources/", act="remove", text=name, reason="en fait non")
    assert status == 302
    measure = board.measure(3)
    status, _ = send(client, board, "measures/3/remove/", reason="vide", seen=seen_of(measure))
    assert status == 302
    assert not Measure.objects.filter(pk=measure.pk).exists()


def test_sources_refuse_what_is_no_source(client: Client, board: Board) -> None:
    rent = board.text("Encadrer les loyers").name
    for fields, status in (
        ({"act": "add", "text": rent, "reason": "x"}, 422),
        ({"act": "add", "text": rent, "reason": "oui"}, 409),
        ({"act": "burn", "text": rent, "reason": "oui"}, 422),
        ({"act": "add", "text": "", "reason": "oui"}, 422),
        ({"act": "add", "text": "nobody", "reason": "oui"}, 404),
        ({"act": "remove", "text": rent, "reason": "oui"}, 409),
        ({"act": "remove", "text": "\0", "reason": "\0"}, 422),
    ):
        if fields["reason"] == "x":
            fields["reason"] = "."
        assert send(client, board, "measures/1/sources/", **fields)[0] == status


ROUTES = (
    "edit/", "measures/new/", "measures/1/edit/", "measures/1/remove/", "measures/1/sources/",
)  # fmt: skip


def test_after_the_freeze_no_route_changes_a_word(client: Client, organiser: Member, board: Board) -> None:
    move_campaign_to(board, "replying")
    freeze_booklets(as_person(organiser), board.campaign, early="tout a sa réponse")
    digest, head = form_of(board.water).digest(), journal.head_digest()
    measure = board.measure()
    text, tariff = board.text(FIRST).name, board.text(TARIFF).name
    fields = {"title": "Autre", "body": "Autre", "reason": "trop tard"}
    for seen in (seen_of(measure), wording_digest(board.water.title, "")):
        for rest in ROUTES:
            for act, name in (("remove", text), ("add", tariff)):
                status, source = send(client, board, rest, seen=seen, act=act, text=name, **fields)
                assert status == 409, rest
                if seen == seen_of(measure):
                    assert "Les livrets de cette campagne sont figés." in source
    campaign = f"/campaigns/{board.campaign.slug}"
    move = {
        "move": "chosen", "text": text, f"version-{text}": "1", "to": "aside", "reason": "trop tard",
    }  # fmt: skip
    assert client.post(f"{campaign}/board/move/", move).status_code == 409
    assert client.post(f"/runs/{board.run.name}/adopt/", {"moves": "0", "wordings": "0"}).status_code == 409
    assert client.post(f"{campaign}/publish/").status_code == 409
    assert client.post(f"{campaign}/freeze/").status_code == 409
    assert (form_of(board.water).digest(), journal.head_digest()) == (digest, head)


@pytest.mark.parametrize("rest", ROUTES)
def test_writing_is_for_organisers(
    client: Client, member: Member, observer: Member, board: Board, rest: str
) -> None:
    move_campaign_to(board, "replying")
    for someone in (member, observer):
        client.force_login(someone)
        assert client.get(address(board, rest)).status_code == 404
        assert client.post(address(board, rest), {"reason": "non"}).status_code == 404
    client.logout()
    assert client.get(address(board, rest)).headers["Location"].startswith("/account/")


def test_the_cost_of_the_pages_does_not_grow(
    client: Client, board: Board, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for at in range(30):
        text = make_proposal(board.campaign, title=f"Les fuites {at}")
        board.water.sortings.create(campaign=board.campaign, proposal=text, place="booklet")
        MeasureSource.objects.create(measure=board.measure(), proposal=text)
    for rest in ("edit/", "measures/1/edit/", "measures/1/sources/", "measures/2/sources/?from=booklet"):
        with django_assert_max_num_queries(18):
            page(client, board, rest)


# the two acts ---------------------------------------------------------------------------------------
def test_no_button_publishes_while_contributions_are_open(client: Client, board: Board) -> None:
    where = f"/campaigns/{board.campaign.slug}"
    button = '<button class="button">Publier les brouillons</button>'
    link = f'href="{where}/publish/"'
    assertContains(client.get(f"{where}/publish/"), button)
    assertContains(client.get(f"{where}/board/"), link)
    assertContains(client.get(f"{where}/booklets/"), link)
    Campaign.objects.filter(pk=board.campaign.pk).update(sorting_at=clock.now() + timedelta(days=2))
    assertContains(client.get(f"{where}/publish/"), "Les contributions sont ouvertes jusqu’au")
    assertNotContains(client.get(f"{where}/publish/"), button)
    assertNotContains(client.get(f"{where}/board/"), link)
    assertNotContains(client.get(f"{where}/booklets/"), link)


def test_publishing_says_what_is_missing_then_does_it(client: Client, board: Board) -> None:
    board.housing.measures.all().delete()
    make_proposal(board.campaign, title="Arrivé après")
    where = f"/campaigns/{board.campaign.slug}/publish/"
    source = words(client.get(where))
    assert f"Le livret 2, « {board.housing.title} », n’a aucune mesure." in source
    assert "1 texte reste à classer" in source
    assert "1 texte est venu depuis la passe" in source
    digest = form_of(board.water).digest()
    assert f"{digest[:8]} {digest[8:16]}" in source
    answer = client.post(where, {"mixed": "0"})
    assert answer.headers["Location"] == f"/campaigns/{board.campaign.slug}/booklets/"
    assert Campaign.objects.get(pk=board.campaign.pk).drafts_published_at is not None
    answer = client.post(where)
    assert answer.status_code == 409
    assert "une seule fois" in words(answer)


def test_freezing_names_an_empty_booklet_then_freezes(client: Client, board: Board) -> None:
    move_campaign_to(board, "replying")
    where = f"/campaigns/{board.campaign.slug}/freeze/"
    measures = list(board.housing.measures.all())
    board.housing.measures.all().delete()
    answer = client.post(where)
    assert answer.status_code == 409
    assert "n’a aucune mesure à mettre au vote" in words(answer)
    Measure.objects.bulk_create(measures)
    assert "La date annoncée du gel n’est pas passée" in words(client.post(where))
    assert client.post(where, {"reason": "tout est relu"}).status_code == 302
    assert "Figés le" in words(client.get(f"/campaigns/{board.campaign.slug}/booklets/"))


def test_the_acts_are_for_organisers(client: Client, member: Member, board: Board) -> None:
    client.force_login(member)
    for act in ("publish", "freeze"):
        assert client.get(f"/campaigns/{board.campaign.slug}/{act}/").status_code == 404
        assert client.post(f"/campaigns/{board.campaign.slug}/{act}/").status_code == 404
