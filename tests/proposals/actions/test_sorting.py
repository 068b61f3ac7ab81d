"""The board: made from a run, sorted with reasons, never overwritten in silence."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.http import Http404

from deliberation.core.errors import RuleBroken
from deliberation.journal import queries as journal
from deliberation.members.access import Person
from deliberation.members.models import Member
from frontend.wording import entry_sentence
from proposals.actions.drafting import rename_booklet
from proposals.actions.sorting import Seen, adopt_run, move_texts
from proposals.core.booklets import wording_digest
from proposals.models import Booklet, Campaign, Edit, Measure, MeasureSource, Proposal, Run, Sorting
from proposals.queries.board import Losses, losses_of
from tests.people import as_person, make_group, make_officer
from tests.proposals.boards import DOUBTFUL, HOUSING, WATER, Board, make_board, make_run
from tests.proposals.builders import make_campaign, make_proposal
from tests.proposals.refusing import refuses
from tests.proposals.runs import done_run, filled_campaign

FIRST, SECOND, TARIFF = "Réparer les fuites", "Un plan fuites par commune", "Un tarif social"
DOUBT = "La facture d’eau du locataire"


@pytest.fixture
def board(organiser: Member) -> Board:
    return make_board(organiser)


# adopting -------------------------------------------------------------------------------------------
def test_a_run_becomes_booklets_with_draft_measures(board: Board) -> None:
    assert (board.water.number, board.water.slug, board.water.title) == (
        1, "fuites-reseau-tarif", "Fuites, réseau, tarif",
    )  # fmt: skip
    first = board.measure()
    assert (first.title, first.draft_title, first.draft_from) == (FIRST, FIRST, board.text(FIRST))
    assert [(row.proposal.title, row.core) for row in first.sources.order_by("pk")] == [
        (FIRST, True), (SECOND, True), ("Renouveler le réseau", False),
    ]  # fmt: skip
    assert board.at(FIRST).booklet == board.water
    assert board.at(DOUBT).place == Sorting.Place.TO_PLACE
    assert board.campaign.run == board.run
    entry = journal.head()
    assert entry is not None
    assert entry.code == "run.adopted"
    assert entry.facts == {
        "campaign": board.campaign.slug, "run": board.run.name, "number": 1, "result": "d" * 64,
        "booklets": 2, "moves_lost": 0, "wordings_lost": 0,
    }  # fmt: skip
    assert "Passe nº" in entry_sentence(entry)


def test_two_measures_of_a_booklet_do_not_take_the_same_title(organiser: Member) -> None:
    campaign = make_campaign(phase="sorting")
    texts = {
        title: make_proposal(campaign, title=title, body=body)
        for title, body in (*WATER, *HOUSING, *DOUBTFUL)
    }
    # The medoid of the second draft bears the title of the first one's, in other capitals.
    texts[TARIFF].title = FIRST.upper()
    texts[TARIFF].save()
    run = make_run(campaign, texts)
    cluster = run.clusters.get(number=1)
    cluster.drafts[1]["sources"].append({"id": texts[SECOND].name, "core": True, "similarity": 900})
    cluster.save()
    adopt_run(as_person(organiser), run)
    measures = Measure.objects.filter(booklet__campaign=campaign, booklet__number=1)
    assert list(measures.order_by("number").values_list("title", "draft_from__title")) == [
        (FIRST, FIRST), (SECOND, SECOND),
    ]  # fmt: skip


def test_a_real_run_is_adopted_whole(organiser: Member) -> None:
    campaign = filled_campaign()
    run = done_run(organiser, campaign)
    made = adopt_run(as_person(organiser), run)
    booklets = Booklet.objects.filter(campaign=campaign)
    assert made == booklets.count() == run.clusters.count() > 2
    assert Sorting.objects.filter(campaign=campaign).count() == 51
    assert all(booklet.measures.exists() for booklet in booklets)
    for source in MeasureSource.objects.select_related("measure"):
        # Whatever carries a measure stands in its booklet.
        assert Sorting.objects.get(proposal=source.proposal_id).booklet_id == source.measure.booklet_id


def test_the_residual_cluster_comes_last_under_a_name_that_promises_no_theme(organiser: Member) -> None:
    board = make_board(organiser)
    run = make_run(board.campaign, board.texts, residual=True)
    adopt_run(as_person(organiser), run)
    last = Booklet.objects.filter(campaign=board.campaign).last()
    assert last is not None
    assert (last.residual, last.title, last.slug) == (True, "Autres demandes", "autres-demandes")


def test_a_text_withdrawn_since_the_run_carries_nothing(organiser: Member, board: Board) -> None:
    Proposal.objects.filter(name=board.text(TARIFF).name).update(state=Proposal.State.WITHDRAWN)
    Proposal.objects.filter(name=board.text(FIRST).name).update(state=Proposal.State.HIDDEN)
    adopt_run(as_person(organiser), board.run)
    water = Booklet.objects.get(campaign=board.campaign, number=1)
    only = water.measures.get()  # the draft of the tariff has no text left
    assert (only.title, only.draft_from) == ("Fuites", None)
    assert MeasureSource.objects.filter(measure=only).count() == 2
    assert not Sorting.objects.filter(proposal=board.text(FIRST)).exists()


def test_adopting_again_replaces_the_board_and_says_what_was_lost(organiser: Member, board: Board) -> None:
    person = as_person(organiser)
    move_texts(person, board.campaign, board.seen(FIRST, DOUBT), "aside", None, "hors sujet")
    rename_booklet(
        person, board.water, title="L’eau", introduction="", reason="plus court",
        seen=wording_digest(board.water.title, ""),
    )  # fmt: skip
    lost = losses_of(board.campaign)
    assert lost == Losses(moves=2, wordings=1)
    with refuses("board.edited-meanwhile"):
        adopt_run(person, board.run, Losses(1, 1))
    assert board.at(FIRST).place == Sorting.Place.ASIDE
    adopt_run(person, board.run, lost)
    entry = journal.head()
    assert entry is not None
    assert (entry.facts["moves_lost"], entry.facts["wordings_lost"]) == (2, 1)
    assert board.at(FIRST).place == Sorting.Place.BOOKLET
    assert losses_of(board.campaign) == Losses(0, 0)
    assert Edit.objects.filter(campaign=board.campaign).count() == 3


def test_only_a_run_that_is_done_and_made_clusters_is_adopted(organiser: Member, board: Board) -> None:
    person = as_person(organiser)
    Run.objects.filter(pk=board.run.pk).update(state=Run.State.FAILED)
    board.run.refresh_from_db()
    board.run.campaign = board.campaign
    with refuses("run.not-done"):
        adopt_run(person, board.run)
    board.run.state = Run.State.DONE
    board.run.clusters.all().delete()
    with refuses("run.no-clusters"):
        adopt_run(person, board.run)
    assert Booklet.objects.filter(campaign=board.campaign).count() == 2


@pytest.mark.parametrize("phase", ["replying", "frozen", "voting", "closed"])
def test_no_run_is_adopted_once_the_drafts_are_published(organiser: Member, phase: str) -> None:
    board = make_board(organiser)
    run = make_run(make_campaign(phase), board.texts)
    with refuses("board.closed"):
        adopt_run(as_person(organiser), run)


def test_only_organisers_of_the_scope_adopt_move_and_rename(organiser: Member, member: Member) -> None:
    board = make_board(organiser)
    elsewhere = make_officer("organiser", "Paule B.", make_group("Foix"))
    for person in (as_person(member), as_person(elsewhere)):
        with pytest.raises(Http404):
            adopt_run(person, board.run)
        with pytest.raises(Http404):
            move_texts(person, board.campaign, board.seen(FIRST), "aside", None, "non")
        with pytest.raises(Http404):
            rename_booklet(person, board.water, title="Eau", introduction="", reason="x", seen="")


# moving ---------------------------------------------------------------------------------------------
def test_a_move_is_journaled_with_its_reason_and_leaves_the_measures(organiser: Member, board: Board) -> None:
    step = move_texts(
        as_person(organiser),
        board.campaign,
        board.seen(FIRST, SECOND),
        "booklet",
        board.housing,
        " parle  du loyer ",
    )
    assert step.count == 2
    row = board.at(FIRST)
    assert (row.booklet, row.by_hand, row.reason, row.version) == (board.housing, True, "parle du loyer", 2)
    assert not MeasureSource.objects.filter(proposal__in=[board.text(FIRST), board.text(SECOND)]).exists()
    entry = journal.head()
    assert entry is not None
    assert (entry.code, entry.facts["count"], entry.facts["to"]) == ("board.moved", 2, board.housing.number)
    assert entry.facts["texts"] == sorted([board.text(FIRST).name, board.text(SECOND).name])
    edits = Edit.objects.filter(proposal=board.text(FIRST))
    assert [(edit.before, edit.after, edit.by_name, edit.journal_seq) for edit in edits] == [
        (board.water.title, board.housing.title, "Inès Valmont", entry.seq)
    ]


def test_texts_already_there_are_left_alone(organiser: Member, board: Board) -> None:
    person = as_person(organiser)
    with refuses("board.already-there"):
        move_texts(person, board.campaign, board.seen(FIRST), "booklet", board.water, "encore")
    step = move_texts(person, board.campaign, board.seen(FIRST, DOUBT), "booklet", board.water, "les fuites")
    assert step.count == 1
    assert MeasureSource.objects.filter(proposal=board.text(FIRST)).exists()
    assert board.at(FIRST).version == 1


def test_two_organisers_on_one_text_do_not_overwrite_each_other(
    organiser: Member, second_organiser: Member, board: Board
) -> None:
    seen = board.seen(FIRST, SECOND)
    move_texts(as_person(second_organiser), board.campaign, seen[:1], "aside", None, "hors sujet")
    with refuses("board.moved-meanwhile"):
        move_texts(as_person(organiser), board.campaign, seen, "booklet", board.housing, "le loyer")
    assert board.at(FIRST).place == Sorting.Place.ASIDE
    assert board.at(SECOND).booklet == board.water


def test_what_a_move_cannot_be(organiser: Member, board: Board) -> None:
    person, seen = as_person(organiser), board.seen(FIRST)
    elsewhere = make_board(organiser)
    bad: list[tuple[str, list[Seen], str, Booklet | None, str]] = [
        ("reason.empty", seen, "aside", None, "  "),
        ("reason.empty", seen, "aside", None, "…"),
        ("reason.too-long", seen, "aside", None, "a" * 301),
        ("text.hidden-sign", seen, "aside", None, "parce\u202eque"),
        ("board.nothing-chosen", [], "aside", None, "ici"),
        ("board.too-many", seen * 51, "aside", None, "ici"),
        ("board.no-such-place", seen, "nowhere", None, "ici"),
        ("board.no-such-place", seen, "booklet", None, "ici"),
        ("board.no-such-place", seen, "aside", board.water, "ici"),
        ("board.no-such-place", seen, "booklet", elsewhere.water, "ici"),
        ("board.no-such-text", [Seen("nobody", 1)], "aside", None, "ici"),
        ("board.no-such-text", elsewhere.seen(FIRST), "aside", None, "ici"),
    ]
    head = journal.head_digest()
    for code, texts, place, booklet, reason in bad:
        with refuses(code):
            move_texts(person, board.campaign, texts, place, booklet, reason)
    assert journal.head_digest() == head
    assert board.at(FIRST).version == 1


def test_the_board_closes_when_the_drafts_are_published(organiser: Member) -> None:
    board = make_board(organiser)
    Campaign.objects.filter(pk=board.campaign.pk).update(drafts_published_at=board.campaign.sorting_at)
    with refuses("board.closed"):
        move_texts(as_person(organiser), board.campaign, board.seen(FIRST), "aside", None, "trop tard")


# renaming -------------------------------------------------------------------------------------------
def test_a_booklet_is_renamed_and_the_journal_keeps_both_wordings(organiser: Member, board: Board) -> None:
    rename_booklet(
        as_person(organiser), board.water, title="Eau et rivières", introduction="L’eau\r\nd’abord.",
        reason="le titre dit le thème", seen=wording_digest(board.water.title, ""),
    )  # fmt: skip
    water = Booklet.objects.get(pk=board.water.pk)
    assert (water.title, water.introduction, water.slug) == (
        "Eau et rivières", "L’eau\nd’abord.", board.water.slug,
    )  # fmt: skip
    entry = journal.head()
    assert entry is not None
    assert entry.facts["before"] == wording_digest(board.water.title, "")
    assert entry.facts["after"] == wording_digest("Eau et rivières", "L’eau\nd’abord.")
    edit = Edit.objects.get(journal_seq=entry.seq)
    assert (edit.before, edit.text_before) == (board.water.title, "")
    assert (edit.after, edit.text_after) == ("Eau et rivières", "L’eau\nd’abord.")


def test_a_booklet_renamed_meanwhile_or_gone_is_not_overwritten(
    organiser: Member, second_organiser: Member, board: Board
) -> None:
    seen = wording_digest(board.water.title, "")
    rename_booklet(
        as_person(second_organiser), board.water, title=board.water.title, introduction="Une introduction.",
        reason="il en faut une", seen=seen,
    )  # fmt: skip
    for booklet in (board.water, board.housing):
        with refuses("booklet.changed-meanwhile"):
            rename_booklet(
                as_person(organiser), booklet, title="Eau", introduction="", reason="court", seen=seen
            )
    with refuses("booklet.same-words"):
        rename_booklet(
            as_person(organiser), board.housing, title=board.housing.title, introduction="", reason="rien",
            seen=wording_digest(board.housing.title, ""),
        )  # fmt: skip
    adopt_run(as_person(organiser), board.run)
    with refuses("booklet.changed-meanwhile"):
        rename_booklet(
            as_person(organiser), board.water, title="Eau", introduction="", reason="court", seen=seen
        )


def test_measures_survive_nothing_of_another_adoption(organiser: Member, board: Board) -> None:
    before = set(Measure.objects.values_list("pk", flat=True))
    adopt_run(as_person(organiser), board.run)
    assert not Measure.objects.filter(pk__in=before).exists()
    assert Measure.objects.count() == len(before)


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_of_many_who_move_one_text_at_once_one_does_and_the_others_learn_it() -> None:
    board = make_board(make_officer("organiser", "Inès Valmont"))
    people = [as_person(make_officer("organiser", f"Organisateur {at}")) for at in range(4)]
    seen = board.seen(FIRST, SECOND)

    def move(person: Person) -> str:
        try:
            return str(move_texts(person, board.campaign, seen, "aside", None, "au même moment").count)
        except RuleBroken as refusal:
            return refusal.code
        finally:
            connection.close()

    # SQLite lets one in after the other; its database in memory knows no waiting at all.
    at_once = 4 if connection.vendor == "postgresql" else 1
    with ThreadPoolExecutor(at_once) as pool:
        said = sorted(pool.map(move, people))
    assert said == ["2", *["board.moved-meanwhile"] * 3]
    assert board.at(FIRST).version == 2
    assert journal.entries("board.moved").count() == 1


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_a_run_adopted_while_texts_move_leaves_one_whole_board() -> None:
    organiser = make_officer("organiser", "Inès Valmont")
    board = make_board(organiser)
    person, other = as_person(organiser), as_person(make_officer("organiser", "Tom Arrieta"))
    seen = board.seen(FIRST)

    def adopt() -> str:
        try:
            return str(adopt_run(person, board.run))
        finally:
            connection.close()

    def move() -> str:
        try:
            return str(move_texts(other, board.campaign, seen, "booklet", board.housing, "le loyer").count)
        except RuleBroken as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(2 if connection.vendor == "postgresql" else 1) as pool:
        adopted, moved = pool.submit(adopt), pool.submit(move)
        assert adopted.result() == "2"
        # Too late, the booklet it wanted is gone; in time, the new board has put the text back.
        assert moved.result() in ("1", "board.no-such-place")
    assert Sorting.objects.filter(campaign=board.campaign).count() == 8
    assert Booklet.objects.filter(campaign=board.campaign).count() == 2
    assert board.at(FIRST).booklet is not None
