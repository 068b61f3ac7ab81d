"""Why a text is where it is: the sum is exact for every text, and the page says all of it."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from deliberation import clock
from deliberation.members.access import person_for
from deliberation.members.models import Member
from proposals.actions.founding import adopt_run
from proposals.actions.sorting import Seen, move_texts
from proposals.actions.writing import edit_proposal
from proposals.core.fixedlog import BIT
from proposals.models import Booklet, Campaign, Placement, Proposal, RunTerm, Sorting
from proposals.queries.near import nearest_to
from proposals.queries.reasons import why
from tests.people import make_group, make_member
from tests.proposals.boards import make_board
from tests.proposals.builders import make_campaign, make_proposal
from tests.proposals.runs import done_run, fill, filled_campaign

pytestmark = pytest.mark.django_db


def page_of(client: Client, proposal: Proposal) -> str:
    """The page of a text's reasons, without the thin signs of typography."""
    answer = client.get(reverse("proposal-why", args=[proposal.name]))
    assert answer.status_code == 200
    return re.sub("[\u00a0\u202f]", " ", answer.content.decode())


def some_text(campaign: Campaign, state: str) -> Proposal:
    """A text that a run left in this state."""
    return Proposal.objects.filter(campaign=campaign, placements__state=state)[0]


def test_every_stored_score_is_the_sum_that_the_page_shows(organiser: Member) -> None:
    campaign = filled_campaign()
    run = done_run(organiser, campaign)
    checked = 0
    for placement in Placement.objects.filter(run=run).select_related("proposal__campaign"):
        told = why(placement.proposal)
        if told.sum is None:
            assert told.ground == "no-terms"
            continue
        found = told.sum.explained
        brought = [reason.line.here for reason in told.sum.reasons]
        assert found.prior + sum(brought) == found.score == placement.score
        shown = (*told.sum.strongest_for, *told.sum.strongest_against)
        assert (
            found.prior + told.sum.others_bring + sum(reason.line.here for reason in shown) == placement.score
        )
        for reason in told.sum.reasons:
            assert all(word.part.here == word.part.count * word.bits for word in reason.words)
            assert sum(word.part.here for word in reason.words) == reason.line.here
        assert found.second_prior + sum(line.there for line in found.lines) == placement.second_score
        assert told.sum.exact
        assert told.sum.gap - told.sum.own == placement.margin
        assert told.sum.totals[0][0].number == placement.cluster
        assert [score for _, score in told.sum.totals][:2] == [placement.score, placement.second_score]
        checked += 1
    assert checked == 50


def test_the_words_that_the_run_read_are_explained_even_after_an_edit(organiser: Member) -> None:
    author = make_member("Ana Lopes")
    campaign = make_campaign("contributing")
    text = fill(campaign, author)[0]
    done_run(organiser, campaign)
    before = why(text)
    edit_proposal(
        person_for(author), text, title="Autre chose", body="Tout autre chose que des gares.", seen_version=1
    )
    text = Proposal.objects.select_related("campaign").get(pk=text.pk)
    after = why(text)
    assert after.sum == before.sum
    assert after.words is not None
    assert after.words.is_older
    text.versions.all().delete()
    assert why(text).ground == "words-gone"


def test_the_page_shows_terms_totals_and_margin(client: Client, organiser: Member) -> None:
    campaign = filled_campaign()
    run = done_run(organiser, campaign)
    text = some_text(campaign, "placed")
    client.force_login(organiser)
    page = page_of(client, text)
    placement = text.placements.get()
    told = why(text)
    assert told.sum is not None
    for reason in told.sum.strongest_for:
        assert reason.line.surface in page
    assert f"+{placement.score:,}".replace(",", " ") in page
    assert "fois plus fréquent ici" in page
    assert "<mark>" in page
    assert reverse("run", args=[run.name]) in page
    assert "Personne n’a déplacé ce texte" in page


@pytest.mark.parametrize(
    ("state", "sentence"),
    [("to-place", "hésite"), ("no-terms", "il n’y a rien à additionner")],
)
def test_what_was_not_placed_is_explained(
    client: Client, organiser: Member, state: str, sentence: str
) -> None:
    campaign = filled_campaign()
    done_run(organiser, campaign, margin=8 * BIT)  # so much that some texts hesitate
    client.force_login(organiser)
    assert sentence in page_of(client, some_text(campaign, state))


def test_a_text_that_no_run_read_says_so(client: Client, organiser: Member) -> None:
    campaign = filled_campaign()
    client.force_login(organiser)
    early = campaign.proposals.all()[0]
    assert "aucune passe n’a été faite" in page_of(client, early)
    done_run(organiser, campaign)
    assert "n’a pas lu ce texte" in page_of(client, make_proposal(campaign))


def test_a_corpus_without_clusters_is_explained(client: Client, organiser: Member) -> None:
    campaign = make_campaign("sorting")
    bodies = ("Les canalisations du réseau.", "Les canalisations et le tarif.", "Le réseau et le tarif.")
    texts = [make_proposal(campaign, title=f"Eau {at}", body=body) for at, body in enumerate(bodies)]
    done_run(organiser, campaign)
    client.force_login(organiser)
    assert "n’a formé aucun regroupement" in page_of(client, texts[0])


def test_the_adopted_run_is_told_even_when_a_newer_one_is_done(organiser: Member) -> None:
    campaign = filled_campaign()
    first = done_run(organiser, campaign, booklets=5)
    adopt_run(person_for(organiser), first)
    done_run(organiser, campaign, booklets=3)
    text = Proposal.objects.select_related("campaign").filter(campaign=campaign)[0]
    told = why(text)
    assert told.run is not None
    assert (told.run.number, told.adopted) == (1, True)


def test_what_people_changed_is_listed_with_its_reason(client: Client, organiser: Member) -> None:
    campaign = filled_campaign()
    adopt_run(person_for(organiser), done_run(organiser, campaign))
    row = Sorting.objects.filter(campaign=campaign, place="booklet").select_related("proposal", "booklet")[0]
    assert row.booklet is not None
    other = Booklet.objects.filter(campaign=campaign).exclude(pk=row.booklet.pk)[0]
    move_texts(
        person_for(organiser), campaign, [Seen(row.proposal.name, row.version)], "booklet", other,
        "La demande porte sur les tarifs.",
    )  # fmt: skip
    client.force_login(organiser)
    page = page_of(client, row.proposal)
    assert "Inès Valmont a déplacé ce texte" in page
    assert "La demande porte sur les tarifs." in page
    assert f"livret {other.number}" in page
    assert "C’est une personne qui l’y a mis." in page


def test_the_board_is_the_organisers_until_it_is_published(
    client: Client, organiser: Member, member: Member
) -> None:
    campaign = filled_campaign()
    adopt_run(person_for(organiser), done_run(organiser, campaign))
    text = some_text(campaign, "placed")
    client.force_login(member)
    assert "Aujourd’hui, il est dans le" not in page_of(client, text)
    Campaign.objects.update(drafts_published_at=clock.now())
    assert "Aujourd’hui, il est dans le" in page_of(client, text)


def test_who_may_read_the_reasons(client: Client, organiser: Member, observer: Member) -> None:
    campaign = filled_campaign(group=make_group("Mende"))
    done_run(organiser, campaign)
    address = reverse("proposal-why", args=[campaign.proposals.all()[0].name])
    assert client.get(address).status_code == 302
    found = {
        organiser: 200,
        observer: 200,
        make_member("Nora Stern"): 404,
        make_member("Paul Delmas", group=make_group("Mende")): 200,
    }
    for person, status in found.items():
        client.force_login(person)
        assert client.get(address).status_code == status


def test_the_page_of_a_text_leads_to_its_reasons_before_its_place_is_known(
    client: Client, organiser: Member, member: Member
) -> None:
    campaign = filled_campaign()
    text = campaign.proposals.all()[0]
    where, link = reverse("proposal", args=[text.name]), reverse("proposal-why", args=[text.name])
    client.force_login(member)
    assert link not in client.get(where).content.decode()
    done_run(organiser, campaign)
    page = client.get(where).content.decode()
    assert "Sa place se lira ici" in page
    assert f'<a href="{link}">Ce que le calcul en a dit</a>' in page
    Proposal.objects.filter(pk=text.pk).update(state="withdrawn")
    assert link not in client.get(where).content.decode()


def test_everyone_reads_the_reasons_once_frozen_but_no_name(client: Client, organiser: Member) -> None:
    campaign = make_campaign("sorting")
    fill(campaign, make_member("Zénobie Quatremère"))
    done_run(organiser, campaign)
    text = some_text(campaign, "placed")
    Campaign.objects.update(drafts_published_at=clock.now())
    assert client.get(reverse("proposal-why", args=[text.name])).status_code == 302
    Campaign.objects.update(frozen_at=clock.now())
    page = page_of(client, text)
    assert "Quatremère" not in page
    assert "Pourquoi ce texte est ici" in page


def test_a_withdrawn_text_quotes_nothing(client: Client, organiser: Member) -> None:
    campaign = filled_campaign()
    done_run(organiser, campaign)
    text = some_text(campaign, "placed")
    Proposal.objects.filter(pk=text.pk).update(state="withdrawn")
    client.force_login(organiser)
    assert client.get(reverse("proposal-why", args=[text.name])).status_code == 404


def test_the_author_is_spoken_to(client: Client, organiser: Member, member: Member) -> None:
    campaign = make_campaign("sorting")
    text = fill(campaign, member)[0]
    done_run(organiser, campaign)
    client.force_login(member)
    assert "Pourquoi mon texte est ici" in page_of(client, text)


def test_a_sum_that_no_longer_holds_is_not_passed_off_as_exact(client: Client, organiser: Member) -> None:
    campaign = filled_campaign()
    run = done_run(organiser, campaign)
    text = some_text(campaign, "placed")
    RunTerm.objects.filter(run=run).exclude(term="").update(weights=[1, 1, 1, 1, 1])
    client.force_login(organiser)
    assert "Cette somme ne tombe plus juste" in page_of(client, text)


def test_the_page_asks_the_same_of_the_database_whatever_the_length(
    client: Client, organiser: Member, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    campaign = filled_campaign()
    long = make_proposal(campaign, body=" ".join(text.body for text in campaign.proposals.all()))
    adopt_run(person_for(organiser), done_run(organiser, campaign))
    client.force_login(organiser)
    for text in (long, some_text(campaign, "placed")):
        with django_assert_max_num_queries(18):  # thirteen of the page's own
            page_of(client, text)


# in plain words, and among its neighbours ------------------------------------------------------------
def test_the_words_are_told_in_plain_words_with_what_pulls_away(client: Client, organiser: Member) -> None:
    board = make_board(organiser)
    client.force_login(organiser)
    page = page_of(client, board.text("La facture d’eau du locataire"))
    assert "Ce qui le tire vers le regroupement 1" in page
    assert "fois plus fréquent ici" in page
    away = page[page.index("Ce qui le tire ailleurs") : page.index("La somme exacte")]
    assert "fois moins fréquent ici" in away
    assert "Surtout dans le regroupement 2" in away


def test_the_nearest_texts_come_with_what_they_share(client: Client, organiser: Member) -> None:
    board = make_board(organiser)
    text = board.text("Réparer les fuites")
    near = nearest_to(text, sees_board=True)
    assert [one.proposal.title for one in near][:2] == ["Renouveler le réseau", "Un plan fuites par commune"]
    assert {term.surface for term in near[0].likeness.shared} >= {"fuites", "réseau"}
    assert near[0].together
    assert text.pk not in {one.proposal.pk for one in near}
    client.force_login(organiser)
    page = page_of(client, text)
    assert "Un plan fuites par commune" in page
    assert "Même mesure." in page


def test_the_neighbours_tell_nothing_of_a_board_that_is_not_out(organiser: Member) -> None:
    board = make_board(organiser)
    near = nearest_to(board.text("Réparer les fuites"), sees_board=False)
    assert near
    assert all(one.booklet is None and not one.measures and not one.together for one in near)


def test_a_withdrawn_neighbour_is_not_shown(organiser: Member) -> None:
    board = make_board(organiser)
    board.text("Un plan fuites par commune")
    Proposal.objects.filter(title="Un plan fuites par commune").update(state="withdrawn")
    near = nearest_to(board.text("Réparer les fuites"), sees_board=True)
    assert "Un plan fuites par commune" not in {one.proposal.title for one in near}
