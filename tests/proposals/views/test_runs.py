"""Pages of runs: who reads them, asking for one, following it, and what it hands out."""

import csv
import io
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as site
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from deliberation import clock
from deliberation.members.models import Member
from proposals.actions.running import do_run
from proposals.models import Campaign, Run
from tests.people import make_group, make_member
from tests.proposals.builders import make_campaign, make_proposal
from tests.proposals.runs import done_run, fill, filled_campaign, waiting_run

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]
PAGES = ("run", "run-progress", "run-bundle", "run-sheet", "run-table", "run-placements")


@pytest.fixture
def campaign(organiser: Member) -> Campaign:
    return filled_campaign()


def signed_in(client: Client, member: Member) -> Client:
    client.force_login(member)
    return client


def statuses(client: Client, run: Run) -> list[int]:
    """What each address of a run, and the list, answer."""
    answers = [client.get(reverse(name, args=[run.name])).status_code for name in PAGES]
    return [*answers, client.get(reverse("runs", args=[run.campaign.slug])).status_code]


def test_members_and_observers_read_runs_before_the_publication(
    client: Client, organiser: Member, observer: Member, member: Member, campaign: Campaign
) -> None:
    run = done_run(organiser, campaign)
    for person in (organiser, observer, member):
        assert statuses(signed_in(client, person), run) == [200] * 7


def test_a_visitor_signs_in_until_the_booklets_are_frozen_and_reads_after(
    client: Client, organiser: Member, campaign: Campaign
) -> None:
    run = done_run(organiser, campaign)
    assert statuses(client, run) == [302, 404, 302, 302, 302, 302, 302]
    assert "/account/" in client.get(reverse("run", args=[run.name])).headers["Location"]
    # Drafts are read between members, and a bundle holds the words of every text.
    Campaign.objects.update(drafts_published_at=clock.now())
    assert statuses(client, run) == [302, 404, 302, 302, 302, 302, 302]
    Campaign.objects.update(frozen_at=clock.now())
    assert statuses(client, run) == [200] * 7


def test_a_member_of_another_group_finds_nothing(client: Client, organiser: Member) -> None:
    campaign = filled_campaign(group=make_group("Mende"))
    run = done_run(organiser, campaign)
    stranger = make_member("Nora Stern", group=make_group("Foix"))
    assert statuses(signed_in(client, stranger), run) == [404] * 7
    neighbour = make_member("Paul Delmas", group=make_group("Mende"))
    assert statuses(signed_in(client, neighbour), run) == [200] * 7


def test_only_organisers_see_the_form(client: Client, member: Member, campaign: Campaign) -> None:
    address = reverse("run-new", args=[campaign.slug])
    assert client.get(address).status_code == 302
    assert signed_in(client, member).get(address).status_code == 404
    assert client.post(address, {"booklets": 5}).status_code == 404


def test_the_form_says_what_will_be_read(client: Client, organiser: Member, campaign: Campaign) -> None:
    page = signed_in(client, organiser).get(reverse("run-new", args=[campaign.slug])).content.decode()
    assert "Lancer la passe sur 51 textes" in page
    assert 'value="12"' in page


def test_asking_leads_to_the_page_of_the_run(client: Client, organiser: Member, campaign: Campaign) -> None:
    address = reverse("run-new", args=[campaign.slug])
    answer = signed_in(client, organiser).post(address, {"booklets": 5})
    run = Run.objects.get()
    assert answer.headers["Location"] == reverse("run", args=[run.name])
    page = client.get(answer.headers["Location"]).content.decode()
    assert "La passe attend son tour" in page
    assert f'data-src="{reverse("run-progress", args=[run.name])}"' in page
    again = client.post(address, {"booklets": 7})
    assert again.status_code == 409
    assert "Une passe est déjà en cours" in again.content.decode()
    assert 'value="7"' in again.content.decode()


@pytest.mark.parametrize("typed", ["1", "61", "", "douze", "5.5"])
def test_a_wrong_number_is_told_and_kept(
    client: Client, organiser: Member, campaign: Campaign, typed: str
) -> None:
    answer = signed_in(client, organiser).post(reverse("run-new", args=[campaign.slug]), {"booklets": typed})
    assert answer.status_code == 422
    assert "Rien n’est encore enregistré" in answer.content.decode()
    assert f'value="{typed}"' in answer.content.decode() or not typed
    assert not Run.objects.exists()


def test_the_fragment_tells_the_stage_then_the_result(
    client: Client, organiser: Member, campaign: Campaign
) -> None:
    run = waiting_run(organiser, campaign)
    address = reverse("run-progress", args=[run.name])
    signed_in(client, organiser)
    assert "En attente d’une machine libre" in client.get(address).content.decode()
    Run.objects.update(state="running", tries=2, stage="merging", done=4, of=8)
    moving = client.get(address).content.decode()
    assert "Ramener les groupes au nombre voulu" in moving
    assert "4 sur 8" in moving
    assert "essai" in moving
    assert "<html" not in moving
    Run.objects.update(state="waiting")
    do_run(run.pk)
    assert "5 regroupements" in client.get(address).content.decode()


def test_a_run_that_failed_says_what_to_do(client: Client, organiser: Member, campaign: Campaign) -> None:
    run = waiting_run(organiser, campaign)
    campaign.proposals.update(state="withdrawn")
    do_run(run.pk)
    page = signed_in(client, organiser).get(reverse("run", args=[run.name])).content.decode()
    assert "La passe n’a pas abouti" in page
    assert "Il n’y a aucun texte à lire." in page
    assert "corpus.empty" in page


def test_a_run_that_made_nothing_is_no_error(client: Client, organiser: Member) -> None:
    campaign = make_campaign("sorting")
    make_proposal(campaign)
    run = done_run(organiser, campaign)
    page = signed_in(client, organiser).get(reverse("run", args=[run.name])).content.decode()
    assert "ne forment aucun regroupement" in page


def test_nothing_is_handed_out_before_the_end(client: Client, organiser: Member, campaign: Campaign) -> None:
    run = waiting_run(organiser, campaign)
    signed_in(client, organiser)
    for name in ("run-bundle", "run-sheet", "run-table", "run-placements"):
        assert client.get(reverse(name, args=[run.name])).status_code == 409


def test_a_lost_bundle_is_told(client: Client, organiser: Member, campaign: Campaign) -> None:
    run = done_run(organiser, campaign)
    signed_in(client, organiser)
    path = Path(site.STORE) / "bundles" / f"{run.bundle_digest}.zip"
    kept = path.read_bytes()
    address = reverse("run-bundle", args=[run.name])
    path.write_bytes(kept[:-1])
    assert client.get(address).status_code == 410
    path.unlink()
    assert client.get(address).status_code == 410


def test_the_bundle_is_replayed_by_a_stranger(
    client: Client, organiser: Member, campaign: Campaign, tmp_path: Path
) -> None:
    run = done_run(organiser, campaign)
    answer = signed_in(client, organiser).get(reverse("run-bundle", args=[run.name]))
    assert f"livret-run-{run.name}.zip" in answer.headers["Content-Disposition"]
    bundle = tmp_path / "bundle.zip"
    bundle.write_bytes(answer.content)
    command = [sys.executable, "-m", "proposals.replay", str(bundle), "--language", "fr"]
    replayed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert replayed.returncode == 0, replayed.stdout
    assert run.result_digest in replayed.stdout


def test_nothing_handed_out_names_an_author(client: Client, organiser: Member) -> None:
    campaign = make_campaign("sorting")
    fill(campaign, make_member("Zénobie Quatremère"))
    run = done_run(organiser, campaign)
    signed_in(client, organiser)
    for name in ("run-bundle", "run-sheet", "run-table", "run-placements"):
        content = client.get(reverse(name, args=[run.name])).content
        assert "Quatremère".encode() not in content
        assert b"zenobie" not in content.lower()


def test_the_tables_hold_every_number_of_the_sums(
    client: Client, organiser: Member, campaign: Campaign
) -> None:
    run = done_run(organiser, campaign)
    signed_in(client, organiser)

    def rows(name: str) -> list[dict[str, str]]:
        content = client.get(reverse(name, args=[run.name])).content.decode()
        return list(csv.DictReader(io.StringIO(content)))

    table, placements = rows("run-table"), rows("run-placements")
    assert len(placements) == 51
    assert {row["state"] for row in placements} >= {"placed", "no-terms"}
    assert len(table) == run.terms.count() + 1
    for row in table[1:]:
        assert sum(int(row[f"n_{at}"]) for at in range(1, 6)) <= int(row["total"])
    assert [int(table[0][f"b_{at}"]) for at in range(1, 6)] == [c.prior for c in run.clusters.all()]


def test_the_pages_ask_for_little(
    client: Client,
    organiser: Member,
    campaign: Campaign,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    runs = [done_run(organiser, campaign, booklets=3 + at % 3) for at in range(4)]
    signed_in(client, organiser)
    with django_assert_max_num_queries(10):  # session, member, offices, clock and journal are five
        client.get(reverse("runs", args=[campaign.slug]))
    with django_assert_max_num_queries(9):
        client.get(reverse("run", args=[runs[0].name]))
    with django_assert_max_num_queries(7):
        client.get(reverse("run-progress", args=[runs[0].name]))


def test_a_long_list_is_paged(client: Client, organiser: Member, campaign: Campaign) -> None:
    Run.objects.bulk_create(
        Run(campaign=campaign, number=at, state="failed", requested_at=clock.now(), settings={})
        for at in range(1, 26)
    )
    signed_in(client, organiser)
    first = client.get(reverse("runs", args=[campaign.slug])).content.decode()
    assert first.count("<h3>") == 20
    second = client.get(reverse("runs", args=[campaign.slug]) + "?page=2").content.decode()
    assert second.count("<h3>") == 5
