"""Making an objection from a page: from where, what is never lost, how often, and taking it back."""

from __future__ import annotations

import pytest
from django.test import Client

from deliberation.members.models import Member
from proposals.actions.drafting import edit_measure
from proposals.core.booklets import wording_digest
from proposals.models import Objection
from tests.people import as_person, make_group, make_member
from tests.proposals.boards import Board
from tests.proposals.objecting import (
    DOUBTFUL,
    TARIFF,
    answer,
    make_drafts,
    object_to_measure,
    pass_the_announced_date,
)
from tests.proposals.pages import words
from tests.proposals.views.objection_pages import WORDS, booklet, campaign, hidden, page, send


@pytest.fixture
def board(organiser: Member) -> Board:
    return make_drafts(organiser)


@pytest.mark.parametrize(
    ("rest", "kind"),
    [
        ("booklets/{water}/measures/1/object/", "wording"),
        ("booklets/{water}/measures/1/object/", "merge"),
        ("booklets/{water}/object/", "omission"),
        ("objections/new/", "omission"),
    ],
)
def test_one_objects_from_where_one_came(
    client: Client, member: Member, board: Board, rest: str, kind: str
) -> None:
    client.force_login(member)
    where = campaign(board, rest.format(water=board.water.slug))
    texts = f"https://x.example/proposals/{board.text(TARIFF).name}/?page=2, {board.text(DOUBTFUL).name}"
    status, _, to = send(
        client, where, kind=kind, body=WORDS, instead="Une exception.", terms="exception", texts=texts
    )
    assert status == 302
    source = page(client, to)
    assert WORDS in source
    assert "Une exception." in source
    made = Objection.objects.get()
    assert (made.kind, made.author, made.texts.count()) == (kind, member, 2)


def test_one_objects_to_the_place_of_a_text_from_its_page(
    client: Client, member: Member, board: Board
) -> None:
    client.force_login(member)
    where = f"/proposals/{board.text(TARIFF).name}/"
    for known in ("", "why/"):
        assert f'href="{where}object/"' in page(client, where + known)
    status, _, _ = send(client, where + "object/", kind="placement", body=WORDS)
    assert status == 302
    for known in ("", "why/"):
        assert WORDS in page(client, where + known)


def test_what_was_typed_is_never_lost(
    client: Client, organiser: Member, member: Member, board: Board
) -> None:
    client.force_login(member)
    where = booklet(board, "measures/1/object/")
    status, source, _ = send(client, where, kind="wording", body="…", instead="Une exception.")
    assert status == 422
    assert "Une exception." in source
    status, source, _ = send(client, where, body=WORDS)
    assert (status, WORDS in source) == (422, True)
    status, source, _ = send(client, where, kind="wording", body=WORDS, texts="nulle-part")
    assert (status, WORDS in source, "nulle-part" in source) == (422, True, True)
    # After the announced date.
    form = page(client, where)
    given = {"nonce": hidden(form, "nonce"), "seen": hidden(form, "seen"), "kind": "wording", "body": WORDS}
    pass_the_announced_date(board)
    refused = client.post(where, given)
    assert refused.status_code == 409
    assert WORDS in words(refused)
    assert "les contestations sont closes" in words(refused)
    assert "les contestations sont closes" in page(client, where, 409)
    assert not Objection.objects.exists()


def test_what_changed_meanwhile_is_shown_and_the_form_sent_again_is_about_it(
    client: Client, organiser: Member, member: Member, board: Board
) -> None:
    client.force_login(member)
    where, measure = booklet(board, "measures/1/object/"), board.measure()
    form = page(client, where)
    given = {"nonce": hidden(form, "nonce"), "seen": hidden(form, "seen"), "kind": "wording", "body": WORDS}
    edit_measure(
        as_person(organiser), measure, title="D’autres mots", body="", reason="mieux",
        seen=wording_digest(measure.title, measure.body),
    )  # fmt: skip
    refused = client.post(where, given)
    assert refused.status_code == 409
    source = words(refused)
    assert "D’autres mots" in source
    assert WORDS in source
    assert client.post(where, given | {"seen": hidden(source, "seen")}).status_code == 302
    assert Objection.objects.get().about_title == "D’autres mots"


def test_a_form_sent_twice_leads_to_the_same_objection(client: Client, member: Member, board: Board) -> None:
    client.force_login(member)
    where = booklet(board, "measures/1/object/")
    form = page(client, where)
    given = {"nonce": hidden(form, "nonce"), "seen": hidden(form, "seen"), "kind": "wording", "body": WORDS}
    first, second = client.post(where, given), client.post(where, given)
    assert first.headers["Location"] == second.headers["Location"]


def test_the_quota_is_announced_and_refused_with_its_words(
    client: Client, member: Member, board: Board
) -> None:
    client.force_login(member)
    assert "Chaque membre peut déposer 5 contestations" in page(client, campaign(board))
    where = booklet(board, "measures/1/object/")
    assert "Il vous en reste 5." in page(client, where)
    for _ in range(5):
        object_to_measure(member, board)
    assert "Vous avez déposé vos 5 contestations" in page(client, where, 409)


def test_who_is_not_in_scope_finds_no_form(client: Client, organiser: Member, observer: Member) -> None:
    board = make_drafts(organiser, group=make_group("Mende"))
    for someone in (organiser, observer, make_member("Ana T.")):
        client.force_login(someone)
        for where in (
            booklet(board, "object/"), booklet(board, "measures/1/object/"),
            campaign(board, "objections/new/"), f"/proposals/{board.text(TARIFF).name}/object/",
        ):  # fmt: skip
            assert client.get(where).status_code == 404
            assert client.post(where, {"body": WORDS}).status_code == 404


def test_an_objection_is_withdrawn_after_a_page_that_asks(
    client: Client, organiser: Member, member: Member, board: Board
) -> None:
    made = object_to_measure(member, board)
    where = f"/objections/{made.name}/withdraw/"
    client.force_login(organiser)
    assert client.get(where).status_code == 404
    client.force_login(member)
    assert "Retirer ma contestation ?" in page(client, where)
    assert client.post(where).status_code == 302
    made.refresh_from_db()
    assert made.state == "withdrawn"
    second = object_to_measure(member, board)
    answer(organiser, [second])
    refused = client.post(f"/objections/{second.name}/withdraw/")
    assert refused.status_code == 409
    assert "a déjà sa réponse" in words(refused)
