"""The pages of objections: who reads them, where they are printed, what they cost."""

from __future__ import annotations

import hashlib

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from deliberation.journal import queries as journal
from deliberation.members.models import Member
from proposals.actions.drafting import edit_measure
from proposals.actions.objecting import withdraw_objection
from proposals.actions.publishing import freeze_booklets
from proposals.actions.redressing import move_contested_text
from proposals.core.booklets import wording_digest
from proposals.models import Booklet, Objection
from proposals.queries.documents import document_of
from tests.people import as_person, make_group, make_member
from tests.proposals.boards import Board
from tests.proposals.builders import make_proposal
from tests.proposals.objecting import (
    TARIFF,
    answer,
    make_drafts,
    object_to_measure,
    object_to_text,
    pass_the_announced_date,
)
from tests.proposals.pages import words
from tests.proposals.views.objection_pages import WORDS, booklet, campaign, page


@pytest.fixture
def board(organiser: Member) -> Board:
    return make_drafts(organiser)


def test_objections_are_read_as_the_drafts_and_then_by_everyone(
    client: Client, organiser: Member, observer: Member
) -> None:
    mende = make_group("Mende")
    board = make_drafts(organiser, group=mende)
    author = make_member("Paule B.", group=mende)
    made = object_to_measure(author, board, body=WORDS)
    pages = (campaign(board, "objections/"), f"/objections/{made.name}/")
    for where in pages:
        for someone, status in ((author, 200), (observer, 200), (organiser, 200), (make_member(where), 404)):
            client.force_login(someone)
            assert client.get(where).status_code == status, (where, someone)
        client.logout()
        assert client.get(where).headers["Location"].startswith("/account/")
    answer(organiser, [made])
    freeze_booklets(as_person(organiser), board.campaign, early="tout a sa réponse")
    for where in (
        *pages,
        campaign(board, "objections/objections.json"),
        f"/objections/{made.name}/objection.json",
    ):
        assert client.get(where).status_code == 200


def test_a_name_is_told_to_who_reads_the_texts_and_printed_only_if_signed(
    client: Client, organiser: Member, board: Board
) -> None:
    unsigned = object_to_measure(make_member("Paule B."), board)
    signed = object_to_measure(make_member("Ana T."), board, signed=True)
    client.force_login(make_member("Lecteur"))
    assert "Paule B." in page(client, f"/objections/{unsigned.name}/")
    printed = page(client, booklet(board))
    assert "Ana T." in printed
    assert "Paule B." not in printed
    answer(organiser, [unsigned, signed])
    freeze_booklets(as_person(organiser), board.campaign, early="tout a sa réponse")
    client.logout()
    for where in (booklet(board), campaign(board, "objections/"), f"/objections/{unsigned.name}/"):
        assert "Paule B." not in page(client, where)
    assert "Ana T." in page(client, f"/objections/{signed.name}/")


def test_a_withdrawn_objection_shows_its_words_to_nobody(
    client: Client, member: Member, board: Board
) -> None:
    made = object_to_measure(member, board, body=WORDS)
    withdraw_objection(as_person(member), made)
    for someone in (member, make_member("Lecteur")):
        client.force_login(someone)
        assert WORDS not in page(client, f"/objections/{made.name}/")
        for where in (booklet(board), booklet(board, "measures/1/"), campaign(board, "objections/?mine=on")):
            assert WORDS not in page(client, where)
    assert client.get(f"/objections/{made.name}/objection.json").status_code == 404


def test_objections_stand_under_their_measure_and_in_their_booklet(
    client: Client, organiser: Member, member: Member, board: Board
) -> None:
    on_measure = object_to_measure(member, board, body="Sur la mesure.")
    object_to_text(member, board, body="Sur la place.")
    answer(organiser, [on_measure], "refused", "Parce que.")
    client.force_login(member)
    source = page(client, booklet(board))
    measure = source[source.index('id="m1"') : source.index('id="m2"')]
    assert "Sur la mesure." in measure
    assert "Parce que." in measure
    rest = source[source.index('id="objections"') :]
    assert "Sur la place." in rest
    # A level of heading is never skipped: under the measure's title, and under the section's.
    assert "<h4>Contestation de la mesure 1" in measure
    assert "<h3>Contestation :" in rest
    assert "Sans réponse pour l’instant." in rest
    assert "Sur la mesure." in page(client, booklet(board, "measures/1/"))
    assert "Sur la mesure." not in page(client, campaign(board, f"booklets/{board.housing.slug}/"))


def test_many_objections_under_one_answer_are_printed_once_and_counted(
    client: Client, organiser: Member, board: Board
) -> None:
    authors = [make_member(f"Membre {at}") for at in range(5)]
    rows = [object_to_measure(author, board, body=f"Non, {at}.") for at, author in enumerate(authors)]
    answer(organiser, rows, "refused", "Parce que.")
    client.force_login(authors[0])
    source = page(client, booklet(board))
    assert source.count("Parce que.") == 1
    assert "5 contestations, une réponse" in source
    assert "Et 2 autres, dans la liste" in source
    assert f"objections/?booklet={board.water.slug}&measure=1" in source


def test_the_freeze_page_says_what_is_open_and_where_to_answer(
    client: Client, organiser: Member, member: Member, board: Board
) -> None:
    made = object_to_measure(member, board)
    client.force_login(organiser)
    source = page(client, campaign(board, "freeze/"))
    assert "1 contestation attend sa réponse" in source
    assert campaign(board, "objections/?state=open") in source
    assert "La date annoncée n’est pas passée" in source
    refused = client.post(campaign(board, "freeze/"))
    assert refused.status_code == 409
    assert "Contestations sans réponse : 1" in words(refused)
    answer(organiser, [made], "accepted")
    source = page(client, campaign(board, "freeze/"))
    assert "1 acceptée ne renvoie à aucun changement." in source
    assert "Figer avant la date annoncée" in source
    pass_the_announced_date(board)
    assert "Figer avant la date annoncée" not in page(client, campaign(board, "freeze/"))
    assert client.post(campaign(board, "freeze/")).status_code == 302


def test_the_files_have_the_digests_that_are_published(
    client: Client, organiser: Member, member: Member, board: Board
) -> None:
    made = object_to_measure(member, board, body=WORDS)
    answer(organiser, [made])
    freeze_booklets(as_person(organiser), board.campaign, early="tout a sa réponse")

    def digest_of(where: str) -> str:
        return hashlib.sha256(client.get(where).content).hexdigest()

    assert digest_of(f"/objections/{made.name}/objection.json") == made.digest
    [entry] = journal.entries("objections.closed")
    assert digest_of(campaign(board, "objections/objections.json")) == entry.facts["digest"]
    assert digest_of(booklet(board, "booklet.json")) == Booklet.objects.get(pk=board.water.pk).digest
    assert made.digest in words(client.get(booklet(board, "booklet.json")))


def test_what_was_changed_is_told_once_in_a_booklet(
    client: Client, organiser: Member, member: Member, board: Board
) -> None:
    rows = [object_to_measure(member, board, number) for number in (1, 2)]
    measure = board.measure(2)
    edit_measure(
        as_person(organiser), measure, title="Un tarif social de l’eau", body="", reason="plus clair",
        seen=wording_digest(measure.title, measure.body),
    )  # fmt: skip
    [entry] = journal.entries("measure.edited")
    answer(organiser, rows, "accepted", changes=[entry.seq])
    client.force_login(member)
    source = page(client, booklet(board))
    assert source.count("écrit à la place de") == 1
    assert "Ce qui a été changé se lit sous la" in source
    # The printed files keep the numbers of the journal under both.
    contested = document_of(Booklet.objects.get(pk=board.water.pk)).objections or ()
    assert [found.changes for found in contested] == [(entry.seq,)] * 2


def test_a_contested_place_is_told_as_it_was_and_as_it_is(
    client: Client, organiser: Member, member: Member, board: Board
) -> None:
    made = object_to_text(member, board)
    client.force_login(member)
    where = f"/objections/{made.name}/"
    assert "Place à ce jour : dans « Fuites, réseau, tarif »" in page(client, where)
    answer(organiser, [made], "accepted")
    move_contested_text(
        as_person(organiser), made, board.text(TARIFF), place="booklet", booklet=board.housing,
        reason="parle de loyers", seen_version=board.at(TARIFF).version,
    )  # fmt: skip
    source = page(client, where)
    assert "Place contestée : dans « Fuites, réseau, tarif »" in source
    assert f"Place à ce jour : dans « {board.housing.title} »" in source
    assert "Porté, le jour de la contestation, par" in source


def test_an_open_page_that_reads_itself_again_reads_no_answer(
    client: Client, organiser: Member, member: Member, board: Board
) -> None:
    made = object_to_measure(member, board)
    answer(organiser, [made])
    client.force_login(member)
    where = f"/objections/{made.name}/"
    source = words(client.get(where, headers={"Sec-Fetch-Dest": "empty"}))
    assert f'data-src="{where}"' in source
    made.refresh_from_db()
    assert made.read_version == 0
    page(client, where)
    made.refresh_from_db()
    assert made.read_version == 1


def test_the_cost_of_the_pages_does_not_grow(client: Client, organiser: Member, board: Board) -> None:
    rows: list[Objection] = []

    def many(count: int) -> None:
        for _ in range(count):
            someone = make_member(f"Membre {len(rows)}")
            names = [make_proposal(board.campaign, title=f"Texte {len(rows)} {n}").name for n in range(2)]
            rows.append(object_to_measure(someone, board, names=names, signed=True))
            rows.append(object_to_measure(someone, board))
            rows.append(object_to_text(someone, board))
            answer(organiser, [rows[-3]])
            answer(organiser, [rows[-1]])

    def cost(where: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            page(client, where)
        return len(asked)

    client.force_login(organiser)
    many(1)
    some_open = "&".join(f"objection={row.name}" for row in rows[1:2])
    pages = (
        campaign(board, "objections/"), f"/objections/{rows[0].name}/", booklet(board),
        campaign(board, f"objections/answer/?{some_open}"), booklet(board, "measures/1/"),
        f"/proposals/{board.text(TARIFF).name}/", f"/proposals/{board.text(TARIFF).name}/why/",
        campaign(board, "freeze/"),
    )  # fmt: skip
    with_few = [cost(where) for where in pages]
    many(12)
    more_open = "&".join(f"objection={row.name}" for row in rows[1::3])
    with_many = [cost(where.replace(some_open, more_open)) for where in pages]
    assert all(now <= before for now, before in zip(with_many, with_few, strict=True)), (with_few, with_many)
    assert with_many[0] <= 13
    assert "page=2" in page(client, campaign(board, "objections/"))
