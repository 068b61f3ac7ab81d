"""The list of objections, and answering from it: several at once, corrected, acted upon."""

from __future__ import annotations

import pytest
from django.test import Client

from deliberation.members.models import Member
from proposals.models import ObjectionAnswer
from proposals.queries import subjects
from tests.people import make_member
from tests.proposals.boards import Board
from tests.proposals.objecting import (
    TARIFF,
    answer,
    make_drafts,
    object_to,
    object_to_measure,
    object_to_text,
)
from tests.proposals.pages import words
from tests.proposals.views.objection_pages import campaign, hidden, page, send


@pytest.fixture
def board(organiser: Member) -> Board:
    return make_drafts(organiser)


def test_the_list_is_filtered_by_booklet_kind_state_and_measure(
    client: Client, organiser: Member, member: Member, board: Board
) -> None:
    first, second = object_to_measure(member, board, body="Un."), object_to_text(member, board, body="Deux.")
    third = object_to(make_member("Paule B."), subjects.of_campaign(board.campaign), body="Trois.")
    answer(organiser, [second], "accepted")
    client.force_login(member)

    def found(query: str) -> set[str]:
        source = page(client, campaign(board, f"objections/?{query}"))
        return {row.name for row in (first, second, third) if f'"/objections/{row.name}/"' in source}

    assert found("") == {first.name, second.name, third.name}
    assert found(f"booklet={board.water.slug}") == {first.name, second.name}
    assert found(f"booklet={board.water.slug}&measure=1") == {first.name}
    assert found("kind=omission") == {third.name}
    assert found("state=open") == {first.name, third.name}
    assert found("state=accepted") == found("state=answered") == {second.name}
    assert found("mine=on") == {first.name, second.name}
    assert found("booklet=absent&kind=x&state=y&measure=z&page=9") == {first.name, second.name, third.name}


def test_organisers_choose_several_and_answer_them_once(
    client: Client, organiser: Member, member: Member, board: Board
) -> None:
    rows = [object_to_measure(member, board), object_to_measure(make_member("Paule B."), board)]
    client.force_login(organiser)
    source = page(client, campaign(board, "objections/"))
    assert all(f'name="objection" value="{row.name}"' in source for row in rows)
    where = campaign(board, "objections/answer/?" + "&".join(f"objection={row.name}" for row in rows))
    source = page(client, where)
    assert "Répondre à 2 contestations" in source
    given = {"nonce": hidden(source, "nonce"), "objection": [row.name for row in rows]}
    assert client.post(where, given | {"reason": "Gardé."}).status_code == 422
    status = client.post(where, given | {"outcome": "refused", "reason": "51 textes sur 57."}).status_code
    assert status == 302
    assert ObjectionAnswer.objects.get().objections.count() == 2
    refused = client.post(where, given | {"nonce": "x", "outcome": "accepted", "reason": "Un autre avis."})
    assert refused.status_code == 409
    assert "Un autre avis." in words(refused)
    assert "51 textes sur 57." in words(refused)  # what somebody else answered meanwhile


def test_an_answer_is_corrected_and_the_one_before_stays(
    client: Client, organiser: Member, member: Member, board: Board
) -> None:
    made = object_to_measure(member, board)
    given = answer(organiser, [made], "refused", "Non.")
    client.force_login(organiser)
    where = f"/answers/{given.name}/correct/"
    status, _, to = send(client, where, outcome="partly", reason="Oui, en partie.")
    assert (status, to) == (302, f"/objections/{made.name}/")
    source = page(client, to)
    assert "Oui, en partie." in source
    assert "La réponse d’avant" in source
    status, source, _ = send(client, where, outcome="partly", reason="Oui, en partie.")
    assert (status, "déjà celle-là" in source) == (422, True)
    assert client.post(where, {"seen": "x", "outcome": "refused", "reason": "Perdu ?"}).status_code == 409


def test_an_accepted_placement_is_moved_from_the_page_of_its_objection(
    client: Client, organiser: Member, member: Member, board: Board
) -> None:
    made = object_to_text(member, board)
    client.force_login(organiser)
    assert "redress/" not in page(client, f"/objections/{made.name}/")
    answer(organiser, [made], "accepted")
    where = f"/objections/{made.name}/redress/"
    assert where in page(client, f"/objections/{made.name}/")
    name = board.text(TARIFF).name
    source = page(client, where)
    version = hidden(source, f"version-{name}")
    assert client.post(where, {"text": name, "reason": "Acceptée"}).status_code == 422
    given = {
        "text": name,
        "to": board.housing.slug,
        "reason": "Contestation acceptée",
        f"version-{name}": version,
    }
    assert client.post(where, given).status_code == 302
    assert board.at(TARIFF).booklet == board.housing
    assert "Texte déplacé" in page(client, f"/objections/{made.name}/")
    assert client.post(where, given).status_code == 409
