"""The pages of measures merged, split, parted and verified, and how opposition is shown to everyone."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from deliberation import clock
from deliberation.members.models import Member
from proposals.actions.combining import Half, split_sides
from proposals.actions.drafting import edit_measure, remove_source
from proposals.core.booklets import wording_digest
from proposals.models import Campaign, Measure, MeasureSource, Proposal
from proposals.queries.stance import pair_digest, texts_digest
from tests.people import as_person
from tests.proposals.boards import Board, make_board
from tests.proposals.builders import make_proposal
from tests.proposals.pages import words

FIRST, SECOND, THIRD, TARIFF = (
    "Réparer les fuites", "Un plan fuites par commune", "Renouveler le réseau", "Un tarif social",
)  # fmt: skip


@pytest.fixture
def board(organiser: Member, client: Client) -> Board:
    client.force_login(organiser)
    board = make_board(organiser)
    Proposal.objects.filter(pk=board.text(SECOND).pk).update(
        body="Je suis contre ce réseau de fuites.", folded="un plan\nje suis contre ce reseau de fuites."
    )
    return board


def address(board: Board, page: str = "", number: int = 1) -> str:
    return f"/campaigns/{board.campaign.slug}/booklets/{board.water.slug}/measures/{number}/{page}"


def read(client: Client, board: Board, page: str = "", number: int = 1) -> str:
    answer = client.get(address(board, page, number))
    assert answer.status_code == 200
    return words(answer)


# two gestures ---------------------------------------------------------------------------------------
def test_a_mixed_measure_is_parted_in_two_gestures(client: Client, board: Board) -> None:
    source = read(client, board, "sources/")
    assert "Textes avec un mot d’opposition, marqué ci-dessous : 1 sur 3" in source
    assert '<mark><span class="sr">mot d’opposition : </span>contre</mark>' in source
    assert address(board, "sides/") in source
    # The first gesture: the page has ticked who is against, written both titles and a reason.
    source = read(client, board, "sides/")
    assert source.count("checked") == 1
    assert f'value="{board.text(SECOND).name}" checked' in source
    fields = {
        "text": [board.text(SECOND).name], "kept": FIRST, "title": SECOND, "at": "1",
        "reason": "Des textes demandent le contraire l’un de l’autre.", "seen": texts_digest(board.measure()),
    }  # fmt: skip
    for value in (FIRST, SECOND, fields["reason"], fields["seen"]):
        assert f'value="{value}"' in source
    # The second: one button.
    answer = client.post(address(board, "sides/"), fields)
    assert answer.headers["Location"] == address(board, "sources/", 3)
    source = read(client, board, "sources/", 3)
    assert "Le côté contre d’une mesure" in source
    assert address(board, "sources/") in source


def test_both_sides_show_the_texts_of_the_other(client: Client, organiser: Member, board: Board) -> None:
    split_sides(
        as_person(organiser), board.measure(), Half((board.text(SECOND).name,), "Ne rien faire"),
        title="Réparer", reason="opposés", seen=texts_digest(board.measure()),
    )  # fmt: skip
    source = read(client, board)
    assert "De l’autre côté : contre" in source
    assert "Je suis contre ce réseau" in source.split('id="t-other"')[1]
    assert "Côté pour." in source
    source = read(client, board, "", 3)
    assert "De l’autre côté : pour" in source
    assert FIRST in source.split('id="t-other"')[1]


def test_ticks_of_other_pages_are_carried_along(client: Client, board: Board) -> None:
    texts = [make_proposal(board.campaign, title=f"Contre la fuite {at:02}") for at in range(60)]
    MeasureSource.objects.bulk_create(
        MeasureSource(measure=board.measure(), proposal=text, core=False) for text in texts
    )
    source = read(client, board, "sides/")
    assert source.count("checked") == 50
    assert source.count('<input type="hidden" name="text"') == 11
    assert "Page 1 sur 2" in source
    sent = {"text": [text.name for text in texts[1:]], "kept": "a", "title": "b", "page": "2"}
    answer = client.post(address(board, "sides/"), sent)
    source = words(answer)
    assert answer.status_code == 200
    assert "Page 2 sur 2" in source
    assert source.count("checked") + source.count('<input type="hidden" name="text"') == 59
    assert Measure.objects.filter(booklet=board.water).count() == 2


def test_a_split_that_somebody_crossed_is_refused_and_kept(
    client: Client, second_organiser: Member, board: Board
) -> None:
    seen = texts_digest(board.measure())
    remove_source(as_person(second_organiser), board.measure(), board.text(THIRD), reason="ne le dit pas")
    fields = {"text": [board.text(SECOND).name], "title": "Un plan", "reason": "autre", "seen": seen}
    answer = client.post(address(board, "split/"), fields)
    source = words(answer)
    assert answer.status_code == 409
    assert 'value="Un plan"' in source
    assert f'value="{board.text(SECOND).name}" checked' in source
    assert THIRD not in source.split("<fieldset")[1]
    fields["seen"] = texts_digest(board.measure())
    assert client.post(address(board, "split/"), fields).status_code == 302


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Aucun texte n’est coché."),
        ({"text": ["nobody"]}, "n’est plus derrière cette mesure"),
        ({"text": ["\0"]}, "n’est plus derrière cette mesure"),
        ({"page": "9999"}, "Séparer la mesure 1"),
        ({"page": "x", "at": "\0"}, "Séparer la mesure 1"),
    ],
)
def test_a_forged_split_is_refused(
    client: Client, board: Board, fields: dict[str, object], said: str
) -> None:
    answer = client.post(address(board, "split/"), {"title": "Un", "reason": "oui"} | fields)
    assert answer.status_code in (200, 422)
    assert said in words(answer)
    assert Measure.objects.filter(booklet=board.water).count() == 2


def test_two_measures_are_merged_after_both_were_read(client: Client, board: Board) -> None:
    source = read(client, board, "merge/", 2)
    assert f"1. {FIRST}" in source
    source = words(client.get(address(board, "merge/", 2) + "?into=1"))
    assert "Textes : 1 passent, 3 sont déjà là." in source
    seen = pair_digest(board.measure(2), board.measure())
    answer = client.post(address(board, "merge/", 2), {"into": "1", "reason": "la même", "seen": seen})
    assert answer.headers["Location"] == address(board, "sources/")
    # The address of the one that is gone leads to the other, and so does what is being written there.
    assert client.get(address(board, "", 2)).headers["Location"] == address(board)
    answer = client.post(
        address(board, "edit/", 2),
        {"title": "Mon titre", "body": "", "reason": "net", "seen": wording_digest(TARIFF, "")},
    )
    assert answer.status_code == 409
    assert 'value="Mon titre"' in words(answer)
    assert FIRST in words(answer)


@pytest.mark.parametrize("into", ["", "2", "9", "x", "\0"])
def test_a_measure_is_not_merged_with_nothing(client: Client, board: Board, into: str) -> None:
    fields = {"into": into, "reason": "oui", "seen": ""}
    assert client.post(address(board, "merge/", 2), fields).status_code == 422
    assert client.get(address(board, "merge/", 2), {"into": into}).status_code == 200


def test_one_gesture_verifies_a_measure_under_ones_name(
    client: Client, second_organiser: Member, board: Board
) -> None:
    seen = texts_digest(board.measure())
    assert f'name="seen" value="{seen}"' in read(client, board, "sources/")
    answer = client.post(address(board, "verify/"), {"seen": "old"})
    assert answer.status_code == 409
    answer = client.post(address(board, "verify/"), {"seen": seen})
    assert answer.headers["Location"] == address(board, "sources/")
    assert "Vérifié par Inès Valmont" in read(client, board, "sources/")
    client.force_login(second_organiser)
    assert client.post(address(board, "verify/"), {"seen": seen}).status_code == 409


# what everyone sees ---------------------------------------------------------------------------------
def test_a_booklet_says_which_measures_nobody_has_verified(
    client: Client, member: Member, board: Board
) -> None:
    Campaign.objects.filter(pk=board.campaign.pk).update(drafts_published_at=clock.now())
    client.force_login(member)
    booklet = words(client.get(f"/campaigns/{board.campaign.slug}/booklets/{board.water.slug}/"))
    assert "Textes avec un mot d’opposition : 1 sur 3" in booklet
    assert "titre provisoire" in booklet
    # And whoever disagrees finds beside it how to say so.
    assert address(board, "object/") in booklet
    source = read(client, board)
    assert "Mots d’opposition : contre." in source
    assert address(board, "sides/") not in source


def test_a_draft_is_marked_and_what_people_changed_stays_readable(
    client: Client, organiser: Member, board: Board
) -> None:
    source = read(client, board)
    assert "titre provisoire" in source
    assert "Texte d’un membre, tel quel." in source
    assert "Mesure à propos de : fuites." in source
    edit_measure(
        as_person(organiser), board.measure(), title="Réparer toutes les fuites", body="", reason="net",
        seen=wording_digest(FIRST, ""),
    )  # fmt: skip
    for page in (read(client, board), words(client.get(f"{address(board)[: -len('measures/1/')]}"))):
        assert "Du brouillon au titre présent" in page
        assert '<ins><span class="sr">ajouté : </span> toutes' in page
    assert "titre provisoire" not in read(client, board)


def test_passages_are_the_sentences_with_most_terms(client: Client, board: Board) -> None:
    source = read(client, board).split('id="t-quotes"')[1].split("</section>")[0]
    assert "Les <mark>fuites</mark> du réseau : une goutte sur cinq se perd." in source
    assert FIRST in source
    assert THIRD not in source  # it is near the measure, not the demand


def test_a_passage_that_two_texts_share_is_quoted_once(client: Client, board: Board) -> None:
    text = board.text(FIRST)
    Proposal.objects.filter(pk=board.text(SECOND).pk).update(body=text.body)
    source = read(client, board).split('id="t-quotes"')[1].split("</section>")[0]
    assert source.count("une goutte sur cinq se perd") == 1


def test_publishing_lists_what_looks_mixed_and_asks_with_the_number(client: Client, board: Board) -> None:
    address_ = f"/campaigns/{board.campaign.slug}/publish/"
    source = words(client.get(address_))
    assert "1 mesure semble mêler le pour et le contre" in source
    assert "Publier, avec 1 mesure non vérifiée" in source
    for told in ("0", "", "x"):
        answer = client.post(address_, {"mixed": told})
        assert answer.status_code == 409
        assert "semblent mêler le pour et le contre, maintenant : 1" in words(answer)
    assert client.post(address_, {"mixed": "1"}).status_code == 302


def test_the_cost_of_a_measures_page_does_not_grow_with_its_texts(
    client: Client, board: Board, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    texts = [make_proposal(board.campaign, title=f"Les fuites {at:02}") for at in range(60)]
    MeasureSource.objects.bulk_create(MeasureSource(measure=board.measure(), proposal=text) for text in texts)
    for page, most in (("", 16), ("sources/", 16), ("sides/", 16), ("edit/", 14)):
        with django_assert_max_num_queries(most):
            client.get(address(board, page))
