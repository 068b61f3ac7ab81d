"""The pages on which a booklet is split or merged: what will happen is said, nothing chosen is lost."""

from __future__ import annotations

import pytest
from django.test import Client

from deliberation.members.models import Member
from proposals.actions.drafting import rename_booklet
from proposals.actions.regrouping import merge_booklets
from proposals.actions.sorting import move_texts
from proposals.core.booklets import wording_digest
from proposals.models import Booklet
from proposals.queries.regrouping import state_of
from tests.people import as_person
from tests.proposals.boards import Board, make_board
from tests.proposals.pages import words

FIRST, SECOND, TARIFF = "Réparer les fuites", "Un plan fuites par commune", "Un tarif social"


@pytest.fixture
def board(organiser: Member, client: Client) -> Board:
    client.force_login(organiser)
    return make_board(organiser)


def split(client: Client, board: Board, *titles: str, **fields: object) -> tuple[int, str]:
    names = [board.text(title).name for title in titles]
    versions = {f"version-{board.text(title).name}": board.at(title).version for title in titles}
    sent = {"at": board.water.slug, "text": names} | versions | fields
    answer = client.post(f"/campaigns/{board.campaign.slug}/board/split/", sent)
    return answer.status_code, words(answer) or answer.headers.get("Location", "")


def merge_address(board: Board, booklet: Booklet) -> str:
    return f"/campaigns/{board.campaign.slug}/booklets/{booklet.slug}/merge/"


# splitting ------------------------------------------------------------------------------------------
def test_the_texts_ticked_are_named_then_become_a_booklet(client: Client, board: Board) -> None:
    status, source = split(client, board, FIRST, TARIFF)
    assert status == 200
    assert "Un nouveau livret, de 2 textes" in source
    assert FIRST in source
    assert source.count("checked") == 2
    status, where = split(client, board, FIRST, TARIFF, title="Les tarifs", reason="à part")
    assert status == 302
    assert where.endswith("/board/?at=les-tarifs#texts")
    source = words(client.get(where.split("#")[0]))
    assert "Livret 3, « Les tarifs », fait de 2 textes." in source
    assert board.at(FIRST).booklet == Booklet.objects.get(slug="les-tarifs")


def test_without_a_text_the_board_says_so(client: Client, board: Board) -> None:
    status, source = split(client, board)
    assert status == 422
    assert "Aucun texte n’est choisi." in source
    assert "Trier les textes" in source


def test_a_split_without_title_or_reason_keeps_the_texts(client: Client, board: Board) -> None:
    status, source = split(client, board, FIRST, title="", reason="")
    assert status == 422
    assert "Le titre est vide." in source
    assert f'value="{board.text(FIRST).name}" checked' in source


def test_a_text_moved_meanwhile_is_shown_apart_and_the_rest_kept(
    client: Client, second_organiser: Member, board: Board
) -> None:
    seen = {f"version-{board.text(title).name}": 1 for title in (FIRST, SECOND)}
    move_texts(as_person(second_organiser), board.campaign, board.seen(FIRST), "aside", None, "hors sujet")
    status, source = split(client, board, FIRST, SECOND, title="Les fuites", reason="à part", **seen)
    assert status == 409
    assert "1 texte déplacé par quelqu’un d’autre" in source
    assert "Tom Arrieta" in source
    assert 'value="Les fuites"' in source
    assert f'value="{board.text(SECOND).name}" checked' in source
    assert f'value="{board.text(FIRST).name}" checked' not in source
    status, _ = split(client, board, SECOND, title="Les fuites", reason="à part")
    assert status == 302


# merging --------------------------------------------------------------------------------------------
def test_a_merger_says_what_both_hold_then_is_done(client: Client, board: Board) -> None:
    address = merge_address(board, board.water)
    source = words(client.get(address))
    assert f"2. {board.housing.title}" in source
    source = words(client.get(f"{address}?into={board.housing.slug}"))
    assert "Textes : 4. Mesures : 2." in source
    assert "Textes : 3. Mesures : 1." in source
    fields = {
        "into": board.housing.slug, "reason": "un seul thème", "seen": state_of(board.water, board.housing),
    }  # fmt: skip
    answer = client.post(address, fields)
    assert answer.headers["Location"].endswith(f"/board/?at={board.housing.slug}#texts")
    assert "Livrets réunis : 4 textes sont passés dans" in words(
        client.get(answer.headers["Location"].split("#")[0])
    )


def test_a_merger_read_before_somebody_wrote_is_refused_and_read_again(
    client: Client, second_organiser: Member, board: Board
) -> None:
    address = merge_address(board, board.water)
    seen = state_of(board.water, board.housing)
    rename_booklet(
        as_person(second_organiser), board.housing, title="Se loger", introduction="", reason="clair",
        seen=wording_digest(board.housing.title, ""),
    )  # fmt: skip
    fields = {"into": board.housing.slug, "reason": "un seul thème", "seen": seen}
    answer = client.post(address, fields)
    source = words(answer)
    assert answer.status_code == 409
    assert "Se loger" in source
    assert 'value="un seul thème"' in source
    housing = Booklet.objects.get(pk=board.housing.pk)
    assert client.post(address, fields | {"seen": state_of(board.water, housing)}).status_code == 302


@pytest.mark.parametrize("into", ["", "nowhere", "\0", "self"])
def test_a_merger_with_nothing_is_refused(client: Client, board: Board, into: str) -> None:
    address = merge_address(board, board.water)
    chosen = board.water.slug if into == "self" else into
    answer = client.post(address, {"into": chosen, "reason": "oui", "seen": ""})
    assert answer.status_code == 422
    assert client.get(address, {"into": chosen}).status_code == 200


def test_words_written_for_a_booklet_that_was_merged_stand_beside_what_took_it_in(
    client: Client, second_organiser: Member, board: Board
) -> None:
    seen = wording_digest(board.water.title, "")
    merge_booklets(
        as_person(second_organiser), board.water, board.housing, reason="un seul thème",
        seen=state_of(board.water, board.housing),
    )  # fmt: skip
    address = f"/campaigns/{board.campaign.slug}/booklets/{board.water.slug}/edit/"
    answer = client.post(address, {"title": "L’eau", "body": "Mes mots.", "reason": "court", "seen": seen})
    source = words(answer)
    assert answer.status_code == 409
    assert "Mes mots." in source
    assert board.housing.title in source
    rename = f"/campaigns/{board.campaign.slug}/booklets/{board.water.slug}/rename/"
    answer = client.post(rename, {"title": "L’eau", "reason": "court", "seen": seen})
    assert answer.status_code == 409
    assert 'value="L’eau"' in words(answer)
