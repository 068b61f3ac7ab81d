"""An observer watches a vote from the pages: what to note, formal remarks, packs, the access log."""

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from deliberation import clock
from deliberation.core.actors import Actor
from deliberation.journal.models import Entry, StaffRead
from deliberation.journal.reads import KEPT, forget_old_reads, note_read
from deliberation.members.models import Member
from tests.people import as_person, make_group, make_officer
from tests.votes.builders import cast, make_open, make_voters, move_to_close, questions_of
from tests.votes.views.test_casting import text
from votes.actions.closing import close_vote
from votes.actions.remarking import AFTER_RESULT, file_remark
from votes.models import Remark, Vote
from votes.verifier.anchors import read_anchors
from votes.verifier.contents import read_pack
from votes.verifier.findings import NotAPack
from votes.verifier.verifying import verify

pytestmark = pytest.mark.django_db


@pytest.fixture
def voters(db: None) -> list[Member]:
    return make_voters(12)


@pytest.fixture
def vote(voters: list[Member]) -> Vote:
    return make_open()


def close(vote: Vote) -> Vote:
    move_to_close(vote)
    close_vote(vote.pk)
    vote.refresh_from_db()
    return vote


def form(said: str = "Le bureau 3 a fermé plus tôt.", nonce: str = "nonce12345") -> dict[str, str]:
    return {"text": said, "nonce": nonce}


def test_the_notes_of_a_vote_are_anchors_that_the_verifier_finds_in_its_pack(
    client: Client, vote: Vote, voters: list[Member], observer: Member
) -> None:
    for member in voters:
        cast(member, questions_of(vote)[0], "m1")
    client.force_login(observer)
    notes = client.get(reverse("vote-notes", args=[vote.slug]))
    assert notes["Content-Type"].startswith("text/plain")
    close(vote)
    watched = text(client.get(reverse("vote-observe", args=[vote.slug])).content)
    assert '<th scope="row">1. Eau et rivières</th>' in watched  # its checkpoint, by the question's title
    pack = client.get(reverse("vote-pack", args=[vote.slug])).getvalue()
    report = verify(pack, read_anchors(notes.content.decode()))
    assert (report.verdict, report.findings) == ("consistent-anchored", ())
    assert report.matched == 3  # the vote, the roll's root, the journal's head of that day
    later = client.get(reverse("vote-notes", args=[vote.slug])).content.decode()
    assert verify(pack, read_anchors(later)).matched == 4  # and the last checkpoint; that day's head is later


def test_a_remark_stands_beside_the_result_and_in_the_pack_word_for_word(
    client: Client, vote: Vote, observer: Member
) -> None:
    client.force_login(observer)
    address = reverse("vote-remark", args=[vote.slug])
    assert client.get(address).status_code == 200
    for _ in range(2):  # sent twice, filed once
        answer = client.post(address, form("Une liste\r\nvue deux fois, « avec » accents."))
    assert answer["Location"] == reverse("vote-observe", args=[vote.slug])
    remark = Remark.objects.get()
    assert Entry.objects.get(seq=remark.seq).facts["number"] == 1
    close(vote)
    client.logout()
    assert "vue deux fois" in text(client.get(reverse("vote-result", args=[vote.slug])).content)
    pack = read_pack(client.get(reverse("vote-pack", args=[vote.slug])).getvalue())
    assert [(each.author, each.text) for each in pack.remarks] == [
        (observer.display_name, "Une liste\nvue deux fois, « avec » accents.")
    ]


def test_a_remark_filed_after_the_close_is_shown_but_changes_no_pack(
    client: Client, vote: Vote, observer: Member
) -> None:
    close(vote)
    before = client.get(reverse("vote-pack", args=[vote.slug])).getvalue()
    file_remark(as_person(observer), vote, text="Un bulletin publié n’est pas le mien.")
    page = text(client.get(reverse("vote-result", args=[vote.slug])).content)
    assert "Un bulletin publié n’est pas le mien." in page
    assert "déposée après la clôture" in page
    assert client.get(reverse("vote-pack", args=[vote.slug])).getvalue() == before
    client.force_login(observer)
    clock.move(AFTER_RESULT + timedelta(days=1))
    answer = client.post(reverse("vote-remark", args=[vote.slug]), form(nonce="another1234"))
    assert answer.status_code == 409
    assert "Plus d’un mois a passé" in text(answer.content)


def test_all_remarks_are_a_file_that_the_verifier_checks_against_the_journal(
    client: Client, vote: Vote, observer: Member
) -> None:
    address = reverse("vote-remarks-file", args=[vote.slug])
    file_remark(as_person(observer), vote, text="Une salle fermée à 9 h.")
    assert client.get(address).status_code == 404
    close(vote)
    file_remark(as_person(observer), vote, text="Un bulletin publié n’est pas le mien.")
    written = client.get(address).content
    pack = client.get(reverse("vote-pack", args=[vote.slug])).getvalue()
    assert written.startswith(ZipFile(BytesIO(pack)).read("remarks.jsonl"))
    journal = b"".join(client.get(reverse("journal-download")))
    assert verify(journal, remarks=written).findings == ()
    first, second = written.splitlines(keepends=True)
    for forged, codes in (
        (first, ["remarks.missing"]),
        (first + second.replace(b"mien", b"sien"), ["remarks.differ"]),
        (second + first, ["remarks.numbers-wrong", "remarks.differ", "remarks.differ"]),
        (second, ["remarks.numbers-wrong", "remarks.missing", "remarks.differ"]),
        (b"", ["remarks.of-no-vote"]),
    ):
        assert [found.code for found in verify(journal, remarks=forged).findings] == codes
    with pytest.raises(NotAPack):
        verify(pack, remarks=written)
    with pytest.raises(NotAPack):
        verify(journal, remarks=b"{}\n")


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("", "Écrivez ce que vous avez constaté."),
        ("   ", "Écrivez ce que vous avez constaté."),
        ("caché \u202e", "contient un signe invisible"),
    ],
)
def test_a_remark_that_cannot_be_printed_is_refused_in_words(
    client: Client, vote: Vote, observer: Member, said: str, words: str
) -> None:
    client.force_login(observer)
    answer = client.post(reverse("vote-remark", args=[vote.slug]), form(said))
    assert answer.status_code == 422
    assert words in text(answer.content)
    assert not Remark.objects.exists()


def test_only_observers_of_the_scope_file_remarks(
    client: Client, vote: Vote, voters: list[Member], organiser: Member
) -> None:
    for someone in (voters[0], organiser):
        client.force_login(someone)
        assert client.post(reverse("vote-remark", args=[vote.slug]), form()).status_code == 404
        page = text(client.get(reverse("vote-observe", args=[vote.slug])).content)
        assert "Déposer une observation" not in page


def test_the_page_of_an_observation_shows_counts_and_no_person(
    client: Client, vote: Vote, voters: list[Member], observer: Member,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    cast(voters[0], questions_of(vote)[0], "m1")
    client.force_login(observer)
    with django_assert_max_num_queries(16):
        page = text(client.get(reverse("vote-observe", args=[vote.slug])).content)
    assert f"root {vote.slug} {vote.roll_root}" in page
    assert vote.digest in page
    for member in voters:
        assert member.display_name not in page
        assert member.email not in page
        assert member.reference not in page


def test_turnout_moves_by_fives_and_by_whole_minutes(
    client: Client, vote: Vote, voters: list[Member], observer: Member
) -> None:
    client.force_login(observer)
    question, address = questions_of(vote)[0], reverse("vote-observe-turnout", args=[vote.slug])
    first = client.get(address).content
    for place, member in enumerate(voters[:7]):
        cast(member, question, "m1")
        if place < 6:
            assert client.get(address).content == first
    clock.move(timedelta(minutes=1))
    assert '<p class="figure">5</p>' in client.get(address).content.decode()


def test_staff_reads_are_noted_once_and_shown_to_observers_only(
    client: Client, observer: Member, organiser: Member
) -> None:
    actor = Actor("organiser", organiser.display_name)
    for _ in range(3):
        note_read(actor, "roll.read", "quelles-mesures")
    assert StaffRead.objects.count() == 1
    clock.move(timedelta(minutes=11))
    note_read(actor, "roll.read", "quelles-mesures")
    assert StaffRead.objects.count() == 2
    client.force_login(observer)
    page = text(client.get(reverse("observe-reads")).content)
    assert "La liste électorale nominative\u00a0: quelles-mesures" in page
    assert organiser.display_name in page
    client.force_login(organiser)
    assert client.get(reverse("observe-reads")).status_code == 404


def test_readings_are_forgotten_when_their_time_is_over(organiser: Member) -> None:
    note_read(Actor("organiser", organiser.display_name), "roll.read")
    assert forget_old_reads() == 0
    clock.move(KEPT + timedelta(days=1))
    assert forget_old_reads() == 1


def test_an_observer_of_one_group_observes_no_vote_of_the_whole(client: Client, vote: Vote) -> None:
    client.force_login(make_officer("observer", "Paul", make_group("Mende")))
    assert client.post(reverse("vote-remark", args=[vote.slug]), form()).status_code == 404
