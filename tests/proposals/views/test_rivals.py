"""Filing a rival run on the page, and seeing it beside the official one."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from deliberation.members.models import Member
from proposals.actions.running import do_run
from proposals.core.lists import lists_for
from proposals.core.rivals import LARGEST
from proposals.core.settings import Settings
from proposals.core.wordedits import Edits
from proposals.models import Rival, Run
from tests.people import make_group, make_member
from tests.proposals.contesting import made_at_home, replayed
from tests.proposals.pages import words
from tests.proposals.runs import done_run, filled_campaign, waiting_run

pytestmark = pytest.mark.django_db
THREE = Settings(booklets=3)


@pytest.fixture
def official(organiser: Member) -> Run:
    return done_run(organiser, filled_campaign())


def sent(content: bytes, **more: str) -> dict[str, object]:
    """What the form sends."""
    file = SimpleUploadedFile("rival.json", content, "application/json")
    return {"file": file, "why": "Trois thèmes <b>suffisent</b>.", "nonce": "once", **more}


def test_a_member_files_one_and_everyone_who_reads_runs_sees_it(
    client: Client, member: Member, organiser: Member, official: Run
) -> None:
    client.force_login(member)
    address = reverse("run-rival", args=[official.name])
    page = words(client.get(address))
    assert f"livret-run-{official.name}.zip --settings settings.json" in page
    answer = client.post(address, sent(made_at_home(official, THREE)))
    run = Rival.objects.get().run
    assert answer.headers["Location"] == reverse("run", args=[run.name])
    assert "Ce contre-calcul est refait ici" in words(client.get(answer.headers["Location"]))
    do_run(run.pk)
    client.force_login(organiser)
    page = words(client.get(reverse("run", args=[run.name])))
    assert "Contre-calcul nº 1, déposé par Camille R." in page
    assert "À côté de l’officiel" in page
    assert "booklets</code> : 5 → 3" in page
    assert "la même empreinte en sort" in page
    assert f"{reverse('run-compare', args=[run.name])}?with={official.name}" in page
    listed = words(client.get(reverse("runs", args=[official.campaign.slug])))
    assert "Contre-calcul nº 1" in listed
    assert "1 passe" in listed


def test_words_of_its_own_are_named(client: Client, member: Member, official: Run) -> None:
    own = lists_for("fr", edits=Edits(added=("trains",), removed=("plus",), synonyms=(("ferme", "paysan"),)))
    run = replayed(member, official, made_at_home(official, lists=own))
    client.force_login(member)
    page = words(client.get(reverse("run", args=[run.name])))
    for said in ("Laisse de côté : trains", "Compte : plus", "Compte ensemble : ferme, paysan"):
        assert said in page


@pytest.mark.parametrize(
    ("content", "status", "said"),
    [
        (b"", 422, "Ce fichier est vide"),
        (b"{", 422, "canonique"),
        (b"{}", 422, "pas un contre-calcul"),
        (b"x" * (LARGEST + 1), 422, "trop gros"),
    ],
)
def test_a_wrong_file_is_refused_and_the_words_stay(
    client: Client, member: Member, official: Run, content: bytes, status: int, said: str
) -> None:
    client.force_login(member)
    answer = client.post(reverse("run-rival", args=[official.name]), sent(content))
    assert answer.status_code == status
    page = words(answer)
    assert said in page
    assert "suffisent" in page
    assert not Rival.objects.exists()


def test_without_a_file_or_a_word_nothing_is_filed(client: Client, member: Member, official: Run) -> None:
    client.force_login(member)
    answer = client.post(reverse("run-rival", args=[official.name]), {"why": ""})
    assert answer.status_code == 422
    assert "Choisissez le fichier" in words(answer)


def test_a_rival_that_does_not_repeat_says_so(client: Client, member: Member, official: Run) -> None:
    content = made_at_home(official, THREE)
    lied = content.replace(f'"result":"{_result(content)}"'.encode(), b'"result":"' + b"0" * 64 + b'"')
    run = replayed(member, official, lied)
    client.force_login(member)
    page = words(client.get(reverse("run", args=[run.name])))
    assert "Ce contre-calcul n’est pas montré" in page
    assert "ne donne pas l’empreinte annoncée" in page


def test_a_rival_can_neither_be_adopted_nor_challenged(
    client: Client, organiser: Member, member: Member, official: Run
) -> None:
    run = replayed(member, official, made_at_home(official, THREE))
    client.force_login(organiser)
    assert client.get(reverse("run-adopt", args=[run.name])).status_code == 404
    assert client.get(reverse("run-rival", args=[run.name])).status_code == 404
    page = words(client.get(reverse("run", args=[run.name])))
    assert "Retenir cette passe" not in page


def test_who_may_only_read_is_told_so(client: Client, organiser: Member) -> None:
    campaign = filled_campaign(group=make_group("Mende"))
    official = done_run(organiser, campaign)
    client.force_login(organiser)
    page = words(client.get(reverse("run-rival", args=[official.name])))
    assert "Seuls les membres que cette campagne concerne" in page
    answer = client.post(reverse("run-rival", args=[official.name]), sent(made_at_home(official, THREE)))
    assert answer.status_code == 403
    client.force_login(make_member("Paule B."))
    assert client.get(reverse("run-rival", args=[official.name])).status_code == 404


def test_a_run_that_is_not_done_has_nothing_to_challenge(
    client: Client, organiser: Member, official: Run
) -> None:
    run = waiting_run(organiser, official.campaign)
    client.force_login(organiser)
    assert client.get(reverse("run-rival", args=[run.name])).status_code == 409


def test_the_page_beside_asks_little(
    client: Client, member: Member, official: Run, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    run = replayed(member, official, made_at_home(official, THREE))
    client.force_login(member)
    with django_assert_max_num_queries(26):
        client.get(reverse("run", args=[run.name]))


def _result(content: bytes) -> str:
    return content.split(b'"result":"')[1][:64].decode()
