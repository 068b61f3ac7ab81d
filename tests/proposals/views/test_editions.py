"""Pages of editions: asking for one, seeing all that it changes, and confirming just that."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from deliberation.members.access import person_for
from deliberation.members.models import Member
from proposals.actions.founding import adopt_run
from proposals.actions.running import do_run
from proposals.actions.sorting import Seen, move_texts
from proposals.models import Booklet, Campaign, Run, Sorting
from tests.proposals.boards import make_board, make_edition
from tests.proposals.builders import make_proposal
from tests.proposals.pages import words
from tests.proposals.runs import done_run, filled_campaign

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign(organiser: Member) -> Campaign:
    """A campaign with a board, and one text that came since."""
    campaign = filled_campaign(phase="contributing")
    adopt_run(person_for(organiser), done_run(organiser, campaign))
    make_proposal(
        campaign, title="Des gares", body="Rouvrir les petites gares et remettre des trains le soir."
    )
    campaign.refresh_from_db()
    return campaign


@pytest.fixture
def edition(client: Client, organiser: Member, campaign: Campaign) -> Run:
    """An edition that was asked for on the page, and done."""
    client.force_login(organiser)
    client.post(reverse("run-new", args=[campaign.slug]), {"start": "warm"})
    run = Run.objects.get(number=2)
    do_run(run.pk)
    return run


def test_the_plain_choice_is_the_next_edition(client: Client, organiser: Member, campaign: Campaign) -> None:
    client.force_login(organiser)
    page = words(client.get(reverse("run-new", args=[campaign.slug])))
    assert page.index("Lancer l’édition sur 52 textes") < page.index("Ou repartir de zéro")
    answer = client.post(reverse("run-new", args=[campaign.slug]), {"start": "warm"})
    run = Run.objects.get(number=2)
    assert answer.headers["Location"] == reverse("run", args=[run.name])
    assert (run.previous_id, run.settings["booklets"]) == (campaign.run_id, 5)


def test_a_cold_run_asks_for_a_reason(client: Client, organiser: Member, campaign: Campaign) -> None:
    client.force_login(organiser)
    address = reverse("run-new", args=[campaign.slug])
    refused = client.post(address, {"start": "cold", "booklets": 5})
    assert refused.status_code == 422
    assert "Dites en une ligne pourquoi" in words(refused)
    done = client.post(address, {"start": "cold", "booklets": 5, "reason": "Les thèmes ont changé."})
    assert done.status_code == 302
    run = Run.objects.get(number=2)
    assert (run.previous, run.reason) == (None, "Les thèmes ont changé.")
    do_run(run.pk)
    assert "Motif : « Les thèmes ont changé. »" in words(client.get(reverse("run", args=[run.name])))
    page = words(client.get(reverse("run-adopt", args=[run.name])))
    assert "la table de correspondance" in page


def test_a_first_run_needs_no_reason(client: Client, organiser: Member) -> None:
    campaign = filled_campaign()
    client.force_login(organiser)
    assert client.post(reverse("run-new", args=[campaign.slug]), {"booklets": 5}).status_code == 302


def test_all_that_an_edition_changes_is_shown_before(
    client: Client, campaign: Campaign, edition: Run
) -> None:
    page = words(client.get(reverse("run-adopt", args=[edition.name])))
    assert "1 est nouveau" in page
    assert "0 est nouveau" not in page
    for booklet in Booklet.objects.filter(campaign=campaign):
        assert f"{booklet.number}. {booklet.title}" in page
    assert "Des gares" in page
    assert not Sorting.objects.filter(proposal__title="Des gares").exists()


def test_what_was_shown_is_what_is_done(client: Client, campaign: Campaign, edition: Run) -> None:
    address = reverse("run-adopt", args=[edition.name])
    shown = re.search('name="seen" value="([0-9a-f]{64})"', words(client.get(address)))
    assert shown
    answer = client.post(address, {"seen": shown[1]})
    assert answer.headers["Location"] == reverse("board", args=[campaign.slug])
    assert Sorting.objects.get(proposal__title="Des gares").place == "booklet"
    campaign.refresh_from_db()
    assert campaign.run_id == edition.pk


def test_a_plan_that_is_no_longer_so_is_shown_again(
    client: Client, organiser: Member, campaign: Campaign, edition: Run
) -> None:
    address = reverse("run-adopt", args=[edition.name])
    assert client.post(address, {"seen": "0" * 64}).status_code == 409
    shown = re.search('name="seen" value="([0-9a-f]{64})"', words(client.get(address)))
    row = Sorting.objects.select_related("proposal").filter(campaign=campaign, place="booklet")[0]
    Sorting.objects.filter(pk=row.pk).update(booklet=None, place="to-place")
    move_texts(person_for(organiser), campaign, [Seen(row.proposal.name, 1)], "aside", None, "Un motif.")
    assert shown
    answer = client.post(address, {"seen": shown[1]})
    # Where the plan is the same all the same, it is done; else it is shown anew.
    assert answer.status_code in (302, 409)
    row.refresh_from_db()
    assert row.place == "aside"


def test_only_organisers_adopt(client: Client, member: Member, edition: Run) -> None:
    client.force_login(member)
    assert client.get(reverse("run-adopt", args=[edition.name])).status_code == 404


def test_the_page_of_a_text_says_that_an_edition_moved_it(client: Client, organiser: Member) -> None:
    board = make_board(organiser)
    title = "Encadrer les loyers"
    run = make_edition(board, {title: 1})
    client.force_login(organiser)
    address = reverse("run-adopt", args=[run.name])
    page = words(client.get(address))
    assert "1 change de place" in page
    shown = re.search('name="seen" value="([0-9a-f]{64})"', page)
    assert shown
    client.post(address, {"seen": shown[1]})
    assert board.at(title).booklet == board.water
    page = words(client.get(reverse("proposal-why", args=[board.text(title).name])))
    assert "Une nouvelle édition, retenue par Inès Valmont, a changé sa place" in page
    assert "Motif" not in page.split("a changé sa place")[1].split("</li>")[0]


def test_the_plan_asks_little_however_large(
    client: Client, edition: Run, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(34):
        client.get(reverse("run-adopt", args=[edition.name]))
