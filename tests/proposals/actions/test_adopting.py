"""Editions: the board goes on from run to run, and nothing that a person did is lost in silence."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.http import Http404

from deliberation import clock
from deliberation.core.errors import RuleBroken
from deliberation.journal import queries as journal
from deliberation.members.access import Person, person_for
from deliberation.members.models import Member
from frontend.wording import entry_sentence
from proposals.actions.adopting import adopt_edition
from proposals.actions.drafting import add_measure, add_source, edit_measure, remove_measure, rename_booklet
from proposals.actions.founding import adopt_run
from proposals.actions.running import do_run, request_run
from proposals.actions.sorting import Seen, move_texts
from proposals.actions.writing import edit_proposal, withdraw_proposal
from proposals.core.booklets import wording_digest
from proposals.core.editions import Edition
from proposals.core.settings import Settings
from proposals.models import Booklet, Campaign, Edit, Measure, MeasureSource, Proposal, Run, Sorting
from proposals.queries.editions import planned, start_on_board
from tests.people import make_member, make_officer
from tests.proposals.boards import HOUSING, make_board, make_edition
from tests.proposals.builders import make_proposal
from tests.proposals.refusing import refuses
from tests.proposals.runs import done_run, filled_campaign

pytestmark = pytest.mark.django_db
LATER = timedelta(minutes=1)


@pytest.fixture
def person(organiser: Member) -> Person:
    return person_for(organiser)


@pytest.fixture
def campaign(organiser: Member, member: Member) -> Campaign:
    """A campaign whose first run was adopted, all its texts by one member."""
    campaign = filled_campaign(phase="contributing")
    Proposal.objects.update(author=member)
    adopt_run(person_for(organiser), done_run(organiser, campaign))
    campaign.refresh_from_db()
    clock.move(LATER)
    return campaign


def edition_run(person: Person, campaign: Campaign) -> Run:
    """A run that starts from the board, done."""
    campaign.refresh_from_db()
    books = Booklet.objects.filter(campaign=campaign).count()
    run = request_run(person, campaign, Settings(booklets=books), campaign.run)
    do_run(run.pk)
    run = Run.objects.select_related("campaign").get(pk=run.pk)
    assert run.state == Run.State.DONE, run.failure
    return run


def adopt(person: Person, run: Run) -> Edition:
    """Adopt an edition as it was just shown."""
    return adopt_edition(person, run, planned(run.campaign, run).edition.digest())


def places(campaign: Campaign) -> dict[str, tuple[str, str]]:
    rows = Sorting.objects.filter(campaign=campaign).select_related("booklet", "proposal")
    return {row.proposal.name: (row.place, row.booklet.slug if row.booklet else "") for row in rows}


def booklet_of(campaign: Campaign, theme: str) -> Booklet:
    """The booklet that holds most texts of a theme of the small corpus."""
    rows = Sorting.objects.filter(campaign=campaign, proposal__title__startswith=theme, place="booklet")
    keys = list(rows.values_list("booklet", flat=True))
    return Booklet.objects.select_related("campaign").get(pk=max(set(keys), key=keys.count))


def elsewhere(campaign: Campaign, row: Sorting) -> Booklet:
    """A booklet that does not hold the text."""
    return next(found for found in Booklet.objects.filter(campaign=campaign) if found != row.booklet)


def some_measure(booklet: Booklet) -> Measure:
    return Measure.objects.select_related("booklet__campaign").filter(booklet=booklet)[0]


def new_text(campaign: Campaign, member: Member) -> Proposal:
    body = "Rouvrir les petites gares et remettre des trains régionaux le soir."
    return make_proposal(campaign, member, "Des gares ouvertes", body)


def test_a_warm_run_starts_from_where_texts_stand(person: Person, campaign: Campaign) -> None:
    row = Sorting.objects.filter(campaign=campaign, place="booklet").select_related("proposal")[0]
    other = elsewhere(campaign, row)
    move_texts(person, campaign, [Seen(row.proposal.name, row.version)], "booklet", other, "Un motif.")
    assert campaign.run is not None
    start = start_on_board(campaign, campaign.run)
    assert start[row.proposal.name] == other.number
    assert set(start.values()) <= set(Booklet.objects.values_list("number", flat=True))
    # All but the one text without any term: what is in no booklet starts where the run leans.
    assert len(start) == 50
    run = edition_run(person, campaign)
    assert run.previous_id == campaign.run_id
    assert [row.was for row in run.clusters.all()] == [1, 2, 3, 4, 5]


def test_an_edition_keeps_booklets_and_brings_new_texts_in(
    person: Person, campaign: Campaign, member: Member
) -> None:
    train = booklet_of(campaign, "Train")
    rename_booklet(
        person, train, title="Le rail", introduction="Tout ce qui roule.", reason="Un titre.",
        seen=wording_digest(train.title, train.introduction),
    )  # fmt: skip
    before = [(row.pk, row.slug, row.number) for row in Booklet.objects.filter(campaign=campaign)]
    new = new_text(campaign, member)
    run = edition_run(person, campaign)
    done = adopt(person, run)
    assert [(row.pk, row.slug, row.number) for row in Booklet.objects.filter(campaign=campaign)] == before
    train.refresh_from_db()
    assert (train.title, train.introduction, train.run) == ("Le rail", "Tout ce qui roule.", run)
    assert Sorting.objects.get(proposal=new).booklet == train
    assert done.new == 1
    campaign.refresh_from_db()
    assert campaign.run == run
    entry = journal.entries("edition.adopted").get()
    assert (entry.facts["new"], entry.facts["plan"]) == (1, done.digest())
    assert "Édition" in entry_sentence(entry)


def test_adopting_does_what_the_plan_says(person: Person, campaign: Campaign, member: Member) -> None:
    new_text(campaign, member)
    run = edition_run(person, campaign)
    before, plan = places(campaign), planned(campaign, run).edition
    adopt(person, run)
    after = places(campaign)
    numbers = dict(Booklet.objects.values_list("slug", "number"))
    moved = {move.text: move.after for move in plan.moves}
    for text, (place, slug) in after.items():
        if text in moved:
            assert numbers.get(slug, 0) == moved[text]
        else:
            assert before[text] == (place, slug)
    assert len(after) == 52
    for number, measures in plan.measures.items():
        held = Measure.objects.filter(booklet__campaign=campaign, booklet__number=number)
        assert held.count() == len(measures.kept) + len(measures.renewed) + len(measures.added)
    for source in MeasureSource.objects.select_related("measure", "proposal__sorting"):
        assert source.proposal.sorting.booklet_id == source.measure.booklet_id


def test_the_same_edition_again_changes_no_place(person: Person, campaign: Campaign) -> None:
    adopt(person, edition_run(person, campaign))
    before = places(campaign)
    again = planned(campaign, edition_run(person, campaign)).edition
    assert again.new == 0
    assert len(before) == again.stay + again.moved


def test_a_move_by_hand_stays_against_the_run_until_the_text_is_edited(
    person: Person, campaign: Campaign, member: Member
) -> None:
    housing = booklet_of(campaign, "Housing")
    names = [row.proposal.name for row in booklet_of(campaign, "Train").sortings.select_related("proposal")]
    for name in names[:2]:
        move_texts(person, campaign, [Seen(name, 1)], "booklet", housing, "Un motif.")
    clock.move(LATER)
    kept, edited = (Proposal.objects.get(name=name) for name in names[:2])
    edit_proposal(
        person_for(member), edited, title="La gare", seen_version=1,
        body="Rouvrir la gare, remettre des trains régionaux le soir, un guichet et un billet unique.",
    )  # fmt: skip
    # The board leaves it to the person until the next edition.
    assert Sorting.objects.get(proposal=edited).booklet == housing
    adopt(person, edition_run(person, campaign))
    assert Sorting.objects.get(proposal=kept).booklet == housing
    assert Sorting.objects.get(proposal=kept).by_hand
    again = Sorting.objects.get(proposal=edited)
    assert again.booklet != housing
    assert not again.by_hand


def test_what_was_set_aside_stays_aside(person: Person, campaign: Campaign) -> None:
    row = Sorting.objects.filter(campaign=campaign).select_related("proposal")[0]
    move_texts(person, campaign, [Seen(row.proposal.name, row.version)], "aside", None, "Hors sujet.")
    adopt(person, edition_run(person, campaign))
    row.refresh_from_db()
    assert (row.place, row.reason) == ("aside", "Hors sujet.")


def test_measures_that_people_touched_keep_words_and_sources(
    person: Person, campaign: Campaign, member: Member
) -> None:
    train = booklet_of(campaign, "Train")
    measure = some_measure(train)
    seen = wording_digest(measure.title, measure.body)
    edit_measure(person, measure, title="Des trains partout", body="", reason="Plus court.", seen=seen)
    behind = set(measure.sources.values_list("proposal", flat=True))
    own = add_measure(person, train, title="Une mesure à nous", body="", reason="Il en manque une.")
    given = train.sortings.exclude(proposal__in=behind).select_related("proposal")[0].proposal
    add_source(person, own, given, reason="Il la porte.")
    new_text(campaign, member)
    adopt(person, edition_run(person, campaign))
    measure.refresh_from_db()
    assert (measure.title, measure.edited) == ("Des trains partout", True)
    assert set(measure.sources.values_list("proposal", flat=True)) == behind
    assert set(own.sources.values_list("proposal", flat=True)) == {given.pk}
    # No draft says again what a kept measure carries.
    others = MeasureSource.objects.filter(measure__booklet=train).exclude(measure__in=[measure, own])
    assert not others.filter(proposal__in=behind | {given.pk}).exists()


def test_a_draft_keeps_its_number_while_its_texts_are_the_same(person: Person, campaign: Campaign) -> None:
    before = {row.pk: (row.booklet_id, row.number) for row in Measure.objects.all()}
    done = adopt(person, edition_run(person, campaign))
    renewed = sum(len(plan.renewed) for plan in done.measures.values())
    assert renewed > 0
    kept = [row for row in Measure.objects.all() if before.get(row.pk) == (row.booklet_id, row.number)]
    assert len(kept) == renewed


def test_a_measure_that_a_person_removed_does_not_come_back(person: Person, campaign: Campaign) -> None:
    measure = some_measure(booklet_of(campaign, "Train"))
    seen = wording_digest(measure.title, measure.body)
    remove_measure(person, measure, reason="Hors sujet.", seen=seen)
    adopt(person, edition_run(person, campaign))
    assert not Measure.objects.filter(booklet=measure.booklet, title__iexact=measure.title).exists()


def test_a_booklet_that_stays_is_residual_as_its_title_says(person: Person, campaign: Campaign) -> None:
    Booklet.objects.filter(campaign=campaign, number=5).update(residual=True)
    run = edition_run(person, campaign)
    # The run finds that what a person made and named is the most scattered now.
    run.clusters.update(residual=False)
    run.clusters.filter(was=1).update(residual=True)
    adopt(person, run)
    assert list(Booklet.objects.filter(residual=True).values_list("number", flat=True)) == [5]


def test_an_edition_says_in_each_text_s_history_that_it_moved_it(organiser: Member, person: Person) -> None:
    board = make_board(organiser)
    rent, leak = "Encadrer les loyers", "Réparer les fuites"
    done = adopt(person, make_edition(board, {rent: 1, leak: None}))
    assert (done.moved, done.stay, done.new) == (2, 6, 0)
    assert (board.at(rent).booklet, board.at(rent).version) == (board.water, 2)
    assert board.at(leak).place == "to-place"
    noted = {edit.proposal: (edit.before, edit.after) for edit in Edit.objects.filter(code="edition.moved")}
    assert noted == {
        board.text(rent): ("Loyer, revenu", "Fuites, réseau, tarif"),
        board.text(leak): ("Fuites, réseau, tarif", "to-place"),
    }
    # A measure keeps no text of another booklet.
    assert not MeasureSource.objects.filter(proposal=board.text(leak)).exists()


def test_an_edition_worked_by_hand(organiser: Member, person: Person) -> None:
    board = make_board(organiser)
    first = board.measure(1)
    seen = wording_digest(first.title, first.body)
    edit_measure(person, first, title="Zéro fuite", body="", reason="Plus net.", seen=seen)
    done = adopt(person, make_edition(board, {"Réparer les fuites": 2, "Un tarif social": 2}))
    # The first is behind a measure that a person wrote, so it stays, against the run; the second goes.
    assert (done.against, done.moved) == (1, 1)
    assert board.at("Réparer les fuites").booklet == board.water
    assert board.at("Un tarif social").booklet == board.housing
    titles = list(Measure.objects.filter(booklet=board.water).values_list("number", "title"))
    # The draft of leaks says nothing that the kept measure does not carry; the one of the tariff is left.
    assert titles == [(1, "Zéro fuite")]
    assert sorted(first.sources.values_list("proposal__title", flat=True)) == [
        "Renouveler le réseau", "Réparer les fuites", "Un plan fuites par commune",
    ]  # fmt: skip


def test_an_empty_booklet_that_nobody_named_goes(organiser: Member, person: Person) -> None:
    for named in (False, True):
        board = make_board(organiser)
        if named:
            rename_booklet(
                person, board.housing, title="Se loger", introduction="", reason="Un titre.",
                seen=wording_digest(board.housing.title, ""),
            )  # fmt: skip
        run = make_edition(board, {title: 1 for title, _ in HOUSING})
        run.clusters.filter(number=2).delete()
        assert adopt(person, run).closing == (() if named else (board.housing.number,))
        assert Booklet.objects.filter(pk=board.housing.pk).exists() == named
        assert board.water.sortings.count() == 7


def test_a_text_withdrawn_or_come_since_the_run_is_no_trouble(
    person: Person, campaign: Campaign, member: Member
) -> None:
    run = edition_run(person, campaign)
    gone = campaign.proposals.all()[0]
    withdraw_proposal(person_for(member), gone)
    new = new_text(campaign, member)
    adopt(person, run)
    assert Sorting.objects.get(proposal=new).booklet == booklet_of(campaign, "Train")
    assert Sorting.objects.filter(campaign=campaign).count() == 52


def test_what_is_no_edition_of_this_board_is_refused(
    person: Person, campaign: Campaign, organiser: Member, member: Member
) -> None:
    cold = request_run(person, campaign, Settings(booklets=5), reason="Les thèmes ont changé.")
    with refuses("run.not-done"):
        adopt_edition(person, Run.objects.select_related("campaign").get(pk=cold.pk), "")
    do_run(cold.pk)
    with refuses("edition.other-board"):
        adopt_edition(person, Run.objects.select_related("campaign").get(pk=cold.pk), "")
    run = edition_run(person, campaign)
    with refuses("edition.changed-meanwhile"):
        adopt_edition(person, run, "another plan")
    with pytest.raises(Http404):
        adopt(person_for(member), run)
    first = adopt(person, run)
    assert first.run == run.name
    with refuses("edition.other-board"):
        adopt(person, Run.objects.select_related("campaign").get(pk=run.pk))
    Campaign.objects.filter(pk=campaign.pk).update(
        drafts_published_at=clock.now(), sorting_at=clock.now() - LATER
    )
    with refuses("board.closed"):
        adopt(person, run)


def test_a_cold_run_beside_a_board_takes_a_public_reason(person: Person, campaign: Campaign) -> None:
    with refuses("reason.empty"):
        request_run(person, campaign, Settings(booklets=5))
    run = request_run(person, campaign, Settings(booklets=5), reason="Les thèmes ont changé.")
    assert run.reason == "Les thèmes ont changé."
    assert journal.entries("run.requested")[0].facts["reason"] == run.reason


def test_a_move_after_the_plan_was_shown_is_not_lost(person: Person, campaign: Campaign) -> None:
    run = edition_run(person, campaign)
    shown = planned(campaign, run).edition
    movable = Sorting.objects.filter(campaign=campaign, place="booklet").select_related("proposal")[0]
    other = elsewhere(campaign, movable)
    move_texts(
        person, campaign, [Seen(movable.proposal.name, movable.version)], "booklet", other, "Un motif."
    )
    measure = some_measure(other)
    seen = wording_digest(measure.title, measure.body)
    edit_measure(person, measure, title="Autrement", body="", reason="Mieux.", seen=seen)
    with refuses("edition.changed-meanwhile"):
        adopt_edition(person, run, shown.digest())
    adopt(person, run)
    assert Sorting.objects.get(pk=movable.pk).booklet == other


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_two_organisers_adopt_at_once_and_one_does() -> None:
    people = [person_for(make_officer("organiser", name)) for name in ("Inès Valmont", "Tom Arrieta")]
    make_member("Ana Lopes")
    campaign = filled_campaign(phase="contributing")
    adopt_run(people[0], done_run(people[0].known, campaign))
    run = edition_run(people[0], campaign)
    digest = planned(run.campaign, run).edition.digest()

    def act(person: Person) -> str:
        try:
            return adopt_edition(person, Run.objects.select_related("campaign").get(pk=run.pk), digest).run
        except RuleBroken as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(2 if connection.vendor == "postgresql" else 1) as pool:
        said = sorted(pool.map(act, people))
    assert said == sorted(["edition.other-board", run.name])
    assert journal.entries("edition.adopted").count() == 1
    assert Sorting.objects.filter(campaign=campaign).count() == 51
