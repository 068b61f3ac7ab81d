"""What the texts say: the page of a campaign, the silence list, a term; for whom, and at what cost."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from deliberation import clock
from deliberation.members.access import person_for
from deliberation.members.models import Member
from proposals.actions.drafting import add_measure
from proposals.models import Booklet, Campaign, MeasureSource, Proposal, Sorting, TermTexts
from proposals.queries.coverage import board_of, carried_in, margins_of, written_in
from proposals.queries.documents import document_of
from proposals.queries.growth import growth_of
from proposals.queries.seeing import seen_in_booklets, term_seen
from tests.people import make_group, make_member
from tests.proposals.boards import Board, make_board, make_run
from tests.proposals.builders import DAY, make_campaign, make_proposal
from tests.proposals.pages import words
from tests.proposals.runs import done_run, filled_campaign

pytestmark = pytest.mark.django_db


def with_meters(board: Board) -> Board:
    """The board with three more texts in the water booklet, of an author each, all about meters."""
    texts = [
        make_proposal(board.campaign, make_member(f"Ana {at}"), title=f"Compteurs {at}", body="Un compteur.")
        for at in range(3)
    ]
    for text in texts:
        Sorting.objects.create(campaign=board.campaign, proposal=text, place="booklet", booklet=board.water)
    keys = [text.pk for text in texts]
    TermTexts.objects.create(run=board.run, term="compteur", surface="compteurs", texts=keys)
    return board


@pytest.fixture
def board(organiser: Member) -> Board:
    return with_meters(make_board(organiser))


@pytest.fixture
def published(organiser: Member) -> Board:
    return with_meters(make_board(organiser, drafts_published_at=clock.now()))


def page_of(client: Client, name: str, *arguments: object, **query: str) -> str:
    """A page in plain words."""
    answer = client.get(reverse(name, args=arguments), query)
    assert answer.status_code == 200, answer
    return words(answer).replace("\u202f", " ")


def silent_in(campaign: Campaign, booklet: Booklet | None = None) -> list[str]:
    """The terms that no measure carries, of the whole or of one booklet, the most written first."""
    seen = seen_in_booklets(Campaign.objects.get(pk=campaign.pk))
    assert seen is not None
    assert seen.silence is not None
    listed = (*seen.silence.themed, *seen.silence.common)
    return [term.surface for term in (listed if booklet is None else seen.silence.by_booklet[booklet.slug])]


# silences -------------------------------------------------------------------------------------------
def test_a_term_leaves_the_list_as_soon_as_a_measure_says_it(board: Board, organiser: Member) -> None:
    assert "compteurs" in silent_in(board.campaign)
    assert "compteurs" in silent_in(board.campaign, board.water)
    add_measure(
        person_for(organiser), board.water, title="Un compteur par logement", body="", reason="oubliée"
    )
    assert "compteurs" not in silent_in(board.campaign)
    assert "compteurs" not in silent_in(board.campaign, board.water)


def test_a_withdrawn_text_takes_its_voice_away(board: Board) -> None:
    text = Proposal.objects.get(title="Compteurs 0")
    assert "compteurs" in silent_in(board.campaign)
    Proposal.objects.filter(pk=text.pk).update(state="withdrawn")
    assert "compteurs" not in silent_in(board.campaign)


def test_a_text_that_came_after_the_run_is_counted(board: Board) -> None:
    later = make_proposal(
        board.campaign, make_member("Tard Venue"), title="Aussi", body="Mon compteur aussi."
    )
    Sorting.objects.create(campaign=board.campaign, proposal=later, place="booklet", booklet=board.water)
    found = term_seen(board.campaign, board.run, "compteur", in_booklets=True)
    assert found is not None
    assert (found.texts, found.authors) == (4, 4)
    assert later.pk in found.keys_in(board.water.slug)


def test_the_list_is_for_who_may_read_the_measures(
    client: Client, board: Board, organiser: Member, member: Member
) -> None:
    address = reverse("silence", args=[board.campaign.slug])
    client.force_login(member)
    assert client.get(address).status_code == 404
    client.force_login(organiser)
    page = page_of(client, "silence", board.campaign.slug)
    assert "compteurs" in page
    assert "écrivez une mesure" in page
    assert reverse("term", args=[board.campaign.slug, "compteur"]) in page


def test_the_list_is_printed_in_the_booklet_and_is_a_task_on_the_board(
    client: Client, board: Board, organiser: Member
) -> None:
    client.force_login(organiser)
    booklet = page_of(client, "booklet", board.campaign.slug, board.water.slug)
    silences = booklet[booklet.index('id="silence"') :]
    assert "compteurs" in silences
    assert "Carte des termes" in silences
    task = page_of(client, "board", board.campaign.slug)
    assert reverse("silence", args=[board.campaign.slug]) in task
    assert "dans aucune mesure" in task


def test_the_files_of_a_booklet_print_its_silences(board: Board) -> None:
    printed = document_of(board.water).silences
    assert printed is not None
    # Three texts say "réseau"; a text whose author is not known counts as one more author's.
    assert [(term.term, term.authors, term.texts) for term in printed] == [
        ("compteurs", 3, 3),
        ("réseau", 3, 3),
    ]
    board.run.recurrences.all().delete()
    Campaign.objects.filter(pk=board.campaign.pk).update(run=make_run(board.campaign, board.texts))
    TermTexts.objects.all().delete()
    fresh = Booklet.objects.select_related("campaign", "run").get(pk=board.water.pk)
    assert document_of(fresh).silences is None


def test_without_redis_the_page_is_counted_anew(
    client: Client, published: Board, member: Member, settings: Settings
) -> None:
    client.force_login(member)
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1",
        }
    }  # fmt: skip
    assert "compteurs" in page_of(client, "silence", published.campaign.slug)


# a term ----------------------------------------------------------------------------------------------
def test_a_term_shows_its_texts_and_where_they_are(client: Client, published: Board, member: Member) -> None:
    client.force_login(member)
    page = page_of(client, "term", published.campaign.slug, "compteur")
    assert "Dans 3 textes, de 3 auteurs" in page
    assert "Aucune mesure ne l’emploie" in page
    assert page.count("Compteurs") == 3
    elsewhere = page_of(client, "term", published.campaign.slug, "compteur", booklet=published.housing.slug)
    assert "Compteurs" not in elsewhere


def test_the_texts_of_a_term_show_the_sentence_that_holds_it(
    client: Client, published: Board, member: Member
) -> None:
    client.force_login(member)
    page = page_of(client, "term", published.campaign.slug, "fuit")
    assert "<mark>fuites</mark> du réseau" in page


def test_a_carried_term_names_its_measures(client: Client, published: Board, member: Member) -> None:
    client.force_login(member)
    assert "Réparer les fuites" in page_of(client, "term", published.campaign.slug, "fuit")


def test_before_the_drafts_are_out_a_term_tells_nothing_of_the_booklets(
    client: Client, board: Board, member: Member
) -> None:
    Booklet.objects.filter(pk=board.water.pk).update(title="Titre secret")
    client.force_login(member)
    for name, arguments in (("term", ["fuit"]), ("synthesis", []), ("method", [])):
        page = page_of(client, name, board.campaign.slug, *arguments)
        assert "Titre secret" not in page
        assert "mesure l’emploie" not in page
        assert reverse("silence", args=[board.campaign.slug]) not in page


def test_an_unknown_term_is_absent(client: Client, published: Board, member: Member) -> None:
    client.force_login(member)
    assert client.get(reverse("term", args=[published.campaign.slug, "licorne"])).status_code == 404


# the page of the campaign --------------------------------------------------------------------------
def test_the_page_gathers_map_coverage_silence_and_growth(
    client: Client, published: Board, member: Member
) -> None:
    client.force_login(member)
    page = page_of(client, "synthesis", published.campaign.slug)
    for part in ("themes", "coverage", "silence", "growth", "authors", "margins"):
        assert f'id="{part}"' in page
    assert page.count('role="img"') == page.count("<desc") == 2
    assert published.water.title in page


def test_before_any_run_the_page_says_what_will_be_there(client: Client, member: Member) -> None:
    campaign = make_campaign()
    client.force_login(member)
    assert "Pas encore de thèmes" in page_of(client, "synthesis", campaign.slug)
    assert "une première passe" in page_of(client, "method", campaign.slug)
    make_proposal(campaign, member)
    assert 'id="growth"' in page_of(client, "synthesis", campaign.slug)


def test_after_the_freeze_everyone_reads_it(client: Client, organiser: Member) -> None:
    board = with_meters(make_board(organiser, drafts_published_at=clock.now(), frozen_at=clock.now()))
    for name in ("synthesis", "silence", "method"):
        page_of(client, name, board.campaign.slug)
    assert reverse("proposal", args=[Proposal.objects.all()[0].name]) not in page_of(
        client, "term", board.campaign.slug, "compteur"
    )


def test_a_run_of_an_earlier_version_has_no_list_and_says_so(
    client: Client, published: Board, member: Member
) -> None:
    published.run.recurrences.all().delete()
    client.force_login(member)
    assert "Une nouvelle passe donnera la liste" in page_of(client, "synthesis", published.campaign.slug)
    assert 'id="silence"' not in page_of(client, "booklet", published.campaign.slug, published.water.slug)


def test_the_cost_does_not_grow_with_texts(
    client: Client, published: Board, member: Member, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(member)
    measure = published.measure()
    for at in range(45):
        text = make_proposal(published.campaign, make_member(f"Membre {at}"), title=f"Les fuites {at}")
        Sorting.objects.create(
            campaign=published.campaign, proposal=text, place="booklet", booklet=published.water
        )
        MeasureSource.objects.create(measure=measure, proposal=text)
    slug = published.campaign.slug
    costs = {"synthesis": (28, []), "silence": (16, []), "term": (16, ["fuit"]), "method": (28, [])}
    for name, (most, arguments) in costs.items():
        with django_assert_max_num_queries(most):
            page_of(client, name, slug, *arguments)
    with django_assert_max_num_queries(22):
        page_of(client, "synthesis", slug)


# figures ---------------------------------------------------------------------------------------------
def test_every_text_is_counted_in_one_place(board: Board) -> None:
    measure = board.measure()
    moved = board.at("Un tarif social")
    Sorting.objects.filter(pk=moved.pk).update(place="aside", booklet=None, by_hand=True, reason="Hors sujet")
    make_proposal(board.campaign)  # after the run
    counted = board_of(board.campaign)
    water = next(row for row in counted.booklets if row.booklet == board.water)
    sources = MeasureSource.objects.filter(measure=measure)
    assert (water.texts, water.core, water.near) == (6, sources.filter(core=True).count(), 1)
    assert water == carried_in(board.water)
    assert counted.reasons == (("Hors sujet", 1),)
    assert (counted.to_place, counted.aside, counted.by_hand, counted.unread) == (1, 1, 1, 1)
    assert counted.texts == Proposal.objects.filter(campaign=board.campaign).count()
    assert counted.core + counted.near + counted.uncarried == counted.in_booklets


def test_a_text_near_one_measure_and_core_of_another_carries_a_demand(board: Board) -> None:
    text = board.text("Renouveler le réseau")
    before = carried_in(board.water)
    MeasureSource.objects.create(measure=board.measure(2), proposal=text, core=True)
    after = carried_in(board.water)
    assert (after.core, after.near) == (before.core + 1, before.near - 1)


def test_authors_are_counted_once_and_small_groups_together(member: Member) -> None:
    campaign = make_campaign()
    mende, brest = make_group("Mende"), make_group("Brest")
    for at in range(12):
        author = make_member(f"M {at}", group=mende)
        make_proposal(campaign, author)
        make_proposal(campaign, author)
    make_proposal(campaign, make_member("B", group=brest))
    found = written_in(campaign)
    assert (found.texts, found.authors, found.answers) == (25, 13, 0)
    # One author of Brest alone would be told by subtraction: all are shown together.
    assert (found.groups.apart, found.groups.others) == ((), 13)


def test_growth_counts_texts_by_day_and_authors_on_their_first(member: Member) -> None:
    campaign = make_campaign()
    start = campaign.contributing_at
    other = make_member("Autre")
    for days, author in ((0, member), (2, member), (2, other), (2, None)):
        make_proposal(campaign, author, submitted_at=start + days * DAY)
    found = growth_of(campaign)
    assert found is not None
    assert [(day.texts, day.authors) for day in found.days] == [(1, 1), (0, 0), (3, 1)]
    assert (found.last.texts_so_far, found.last.authors_so_far, found.busiest.texts) == (4, 2, 3)
    assert growth_of(make_campaign()) is None


def test_growth_of_a_booklet_counts_its_texts_alone(board: Board) -> None:
    found = growth_of(board.campaign, board.housing)
    assert found is not None
    assert found.last.texts_so_far == 3


def test_margins_double_from_one_bit(organiser: Member) -> None:
    run = done_run(organiser, filled_campaign())
    margins = margins_of(run)
    assert margins is not None
    classes = margins.classes
    assert [(one.least, one.most) for one in classes[:2]] == [(None, 1), (1, 2)]
    assert (classes[-1].least, classes[-1].most) == (32, None)
    assert sum(one.texts for one in classes) == run.placements.exclude(cluster=None).count()
    below = run.placements.filter(margin__lt=4096).exclude(cluster=None).count()
    assert classes[0].texts == below
    assert margins.largest == max(one.texts for one in classes)
    assert margins_of(None) is None
