"""The pages of objections: who reads them, how one is made and answered, where they stand, their cost."""

from __future__ import annotations

import hashlib
import re

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
from proposals.models import Booklet, Objection, ObjectionAnswer
from proposals.queries import subjects
from proposals.queries.documents import document_of
from tests.people import as_person, make_group, make_member
from tests.proposals.boards import Board
from tests.proposals.builders import make_proposal
from tests.proposals.objecting import (
    DOUBTFUL,
    TARIFF,
    answer,
    make_drafts,
    object_to,
    object_to_measure,
    object_to_text,
    pass_the_announced_date,
)
from tests.proposals.pages import words

WORDS = "Presque tous les textes prévoient une exception."


@pytest.fixture
def board(organiser: Member) -> Board:
    return make_drafts(organiser)


def page(client: Client, where: str, status: int = 200) -> str:
    answered = client.get(where)
    assert answered.status_code == status, where
    return words(answered)


def campaign(board: Board, rest: str = "") -> str:
    return f"/campaigns/{board.campaign.slug}/{rest}"


def booklet(board: Board, rest: str = "") -> str:
    return campaign(board, f"booklets/{board.water.slug}/{rest}")


def hidden(source: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', source)
    assert found, name
    return found[1]


def send(client: Client, where: str, **fields: object) -> tuple[int, str, str]:
    """Send the form of a page as a browser would: its hidden fields as they stand on it."""
    source = page(client, where)
    given = {name: hidden(source, name) for name in ("nonce", "seen") if f'name="{name}"' in source}
    answered = client.post(where, given | fields)
    return answered.status_code, words(answered), answered.headers.get("Location", "")


# who reads ------------------------------------------------------------------------------------------
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


# making one -----------------------------------------------------------------------------------------
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


# the list -------------------------------------------------------------------------------------------
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


# where they are printed -----------------------------------------------------------------------------
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


# what it costs --------------------------------------------------------------------------------------
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
