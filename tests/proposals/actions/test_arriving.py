"""Texts that come after the run of a board: on it at once, explained like any other, never against people."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from deliberation.core.actors import OPERATOR
from deliberation.core.names import random_name
from deliberation.members.access import Person, person_for
from deliberation.members.models import Member
from proposals.actions.drafting import add_source
from proposals.actions.founding import adopt_run
from proposals.actions.importing import import_proposals
from proposals.actions.sorting import Seen, move_texts
from proposals.actions.writing import edit_proposal, submit_proposal, withdraw_proposal
from proposals.core.textfiles import TextRow
from proposals.models import Arrival, Booklet, Campaign, MeasureSource, Proposal, Run, Sorting
from proposals.queries.board import progress_of
from proposals.queries.reasons import why
from tests.people import as_person, make_member
from tests.proposals.boards import Board, make_board
from tests.proposals.runs import done_run, fill, filled_campaign

# Of the table in `boards`: water by two strong terms, housing by two, and a draw.
WATER_WORDS = "Les fuites du réseau coûtent cher."
HOUSING_WORDS = "Que le loyer suive le revenu."


@pytest.fixture
def board(organiser: Member) -> Board:
    return make_board(organiser, phase="contributing")


@pytest.fixture
def person(member: Member) -> Person:
    return as_person(member)


def submit(person: Person, campaign: Campaign, body: str, title: str = "Nouveau") -> Proposal:
    return submit_proposal(person, campaign, title=title, body=body, nonce=random_name(20))


def at(proposal: Proposal) -> Sorting:
    return Sorting.objects.select_related("booklet").get(proposal=proposal)


def test_a_text_that_comes_later_is_on_the_board_at_once(board: Board, person: Person) -> None:
    water = submit(person, board.campaign, WATER_WORDS)
    assert (at(water).place, at(water).booklet, at(water).by_hand) == ("booklet", board.water, False)
    arrival = Arrival.objects.get(proposal=water)
    assert (arrival.run, arrival.version, arrival.state, arrival.cluster) == (board.run, 1, "placed", 1)
    # By hand: each prior is -1 bit, "fuit" brings 2 bits to water and "reseau" 1.5.
    assert (arrival.score, arrival.second_score) == (-4096 + 8192 + 6144, -4096 - 4096 - 2048)
    assert at(water).margin == arrival.margin == arrival.score - arrival.second_score
    housing = submit(person, board.campaign, HOUSING_WORDS)
    assert at(housing).booklet == board.housing
    assert progress_of(board.campaign).unread == 0


def test_a_text_that_the_table_hesitates_about_is_to_be_placed(board: Board, person: Person) -> None:
    for body in ("Le loyer et les fuites.", "Rien de tout cela."):
        assert at(submit(person, board.campaign, body)).place == Sorting.Place.TO_PLACE


def test_why_tells_the_sum_of_an_arrival(board: Board, person: Person) -> None:
    told = why(submit(person, board.campaign, WATER_WORDS))
    assert (told.ground, told.arrived, told.adopted) == ("placed", True, True)
    assert told.sum is not None
    assert told.sum.exact
    assert told.sum.own == 0
    brought = [reason.line.here for reason in told.sum.reasons]
    assert told.sum.explained.prior + sum(brought) == Arrival.objects.get().score


def test_an_edited_text_is_placed_again_and_leaves_its_measures(organiser: Member, person: Person) -> None:
    board = make_board(organiser, phase="contributing")
    Proposal.objects.update(author=person.known)
    text = board.text("Réparer les fuites")
    assert MeasureSource.objects.filter(proposal=text).exists()
    before = board.at("Réparer les fuites")
    edit_proposal(person, text, title="Le loyer", body=HOUSING_WORDS, seen_version=1)
    now = board.at("Réparer les fuites")
    assert (now.booklet, now.version) == (board.housing, before.version + 1)
    assert not MeasureSource.objects.filter(proposal=text).exists()
    assert why(Proposal.objects.get(pk=text.pk)).arrived
    # Twice edited: one arrival, of the newest words.
    edit_proposal(person, text, title="Un tarif", body="Le tarif.", seen_version=2)
    assert Arrival.objects.get(proposal=text).version == 3
    assert board.at("Réparer les fuites").place == Sorting.Place.TO_PLACE


def test_a_new_theme_wish_moves_nothing(board: Board, person: Person) -> None:
    text = submit(person, board.campaign, WATER_WORDS)
    edit_proposal(person, text, title="Nouveau", body=WATER_WORDS, seen_version=1, theme_wish="Eau")
    assert at(text).version == 1


def test_what_a_person_put_somewhere_stays_there(board: Board, organiser: Member, person: Person) -> None:
    moved = submit(person, board.campaign, WATER_WORDS)
    move_texts(
        person_for(organiser), board.campaign, [Seen(moved.name, 1)], "booklet", board.housing, "Un motif."
    )
    edit_proposal(person, moved, title="Nouveau", body=WATER_WORDS + " Partout.", seen_version=1)
    assert (at(moved).booklet, at(moved).by_hand) == (board.housing, True)
    given = submit(person, board.campaign, WATER_WORDS)
    add_source(person_for(organiser), board.measure(), given, reason="Un motif.")
    edit_proposal(person, given, title="Nouveau", body=HOUSING_WORDS, seen_version=1)
    assert at(given).booklet == board.water
    # What the table says of the new words is kept all the same, for the page of reasons.
    assert Arrival.objects.get(proposal=given).cluster == 2


def test_a_withdrawn_text_is_off_the_board(board: Board, person: Person) -> None:
    text = submit(person, board.campaign, WATER_WORDS)
    before = progress_of(board.campaign).in_booklets
    withdraw_proposal(person, text)
    assert progress_of(board.campaign).in_booklets == before - 1


def test_imported_texts_are_placed_and_answers_only_where_they_are_read(organiser: Member) -> None:
    make_member("Ana Lopes")
    for reads, placed in ((True, 2), (False, 1)):
        board = make_board(organiser, reads_answers=reads)
        rows = [
            TextRow(1, "a", WATER_WORDS, "proposal", "", "fr", "Eau"),
            TextRow(2, "b", HOUSING_WORDS, "answer", "a", "fr", ""),
        ]
        import_proposals(OPERATOR, board.campaign, rows, seed="s")
        assert Arrival.objects.filter(run=board.run).count() == placed
        assert Sorting.objects.filter(campaign=board.campaign).count() == 8 + placed


def test_without_a_board_nothing_is_placed(organiser: Member, person: Person) -> None:
    campaign = filled_campaign(phase="contributing")
    done_run(organiser, campaign)
    submit(person, campaign, WATER_WORDS)
    assert not Arrival.objects.exists()
    assert not Sorting.objects.exists()


def test_a_cluster_merged_away_by_hand_sends_its_arrivals_after_its_texts(
    board: Board, organiser: Member, person: Person
) -> None:
    texts = [row.proposal.name for row in board.housing.sortings.select_related("proposal")]
    versions = {row.proposal.name: row.version for row in Sorting.objects.select_related("proposal")}
    seen = [Seen(name, versions[name]) for name in texts]
    move_texts(person_for(organiser), board.campaign, seen, "booklet", board.water, "Un seul thème.")
    board.housing.delete()
    assert at(submit(person, board.campaign, HOUSING_WORDS)).booklet == board.water


def test_every_arrival_of_a_real_run_adds_up(organiser: Member, person: Person) -> None:
    campaign = filled_campaign(phase="contributing")
    run = done_run(organiser, campaign)
    adopt_run(person_for(organiser), run)
    # The very words of the texts that the run read: the same scores come out, to the last unit.
    for text in list(campaign.proposals.all())[:12]:
        copy = submit(person, campaign, text.body, text.title)
        arrival, placement = Arrival.objects.get(proposal=copy), run.placements.get(proposal=text)
        assert (arrival.cluster, arrival.score, arrival.second_score) == (
            placement.cluster, placement.score, placement.second_score,
        )  # fmt: skip
        told = why(Proposal.objects.select_related("campaign").get(pk=copy.pk))
        assert told.sum is None or told.sum.exact


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_texts_that_come_while_a_run_is_adopted_are_on_the_new_board(organiser: Member) -> None:
    author = make_member("Ana Lopes")
    campaign = filled_campaign(phase="contributing")
    first, second = done_run(organiser, campaign), done_run(organiser, campaign)
    adopt_run(person_for(organiser), first)
    bodies = [text.body for text in fill(filled_campaign(), author)[:6]]

    def write(body: str) -> None:
        try:
            submit(person_for(author), Campaign.objects.get(pk=campaign.pk), body)
        finally:
            connection.close()

    def adopt(_: str) -> None:
        try:
            adopt_run(person_for(organiser), Run.objects.select_related("campaign").get(pk=second.pk))
        finally:
            connection.close()

    # SQLite lets one in after the other; its database in memory knows no waiting at all.
    with ThreadPoolExecutor(3 if connection.vendor == "postgresql" else 1) as pool:
        jobs = [pool.submit(write, body) for body in bodies[:3]]
        jobs += [pool.submit(adopt, "")]
        jobs += [pool.submit(write, body) for body in bodies[3:]]
        for job in jobs:
            job.result()
    rows = Sorting.objects.filter(campaign=campaign)
    assert rows.count() == campaign.proposals.count() == 51 + 6
    assert set(Booklet.objects.filter(campaign=campaign).values_list("run", flat=True)) == {second.pk}
