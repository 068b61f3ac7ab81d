"""The board, founded on a run: booklets, draft measures, places; what was there before goes."""

from __future__ import annotations

import pytest

from deliberation.journal import queries as journal
from deliberation.members.models import Member
from frontend.wording import entry_sentence
from proposals.actions.drafting import rename_booklet
from proposals.actions.founding import adopt_run
from proposals.actions.sorting import move_texts
from proposals.core.booklets import wording_digest
from proposals.models import Booklet, Edit, Measure, MeasureSource, Proposal, Run, Sorting
from proposals.queries.board import Losses, losses_of
from tests.people import as_person
from tests.proposals.boards import DOUBTFUL, HOUSING, WATER, Board, make_board, make_run
from tests.proposals.builders import make_campaign, make_proposal
from tests.proposals.refusing import refuses
from tests.proposals.runs import done_run, filled_campaign

FIRST, SECOND, TARIFF = "Réparer les fuites", "Un plan fuites par commune", "Un tarif social"
DOUBT = "La facture d’eau du locataire"


@pytest.fixture
def board(organiser: Member) -> Board:
    return make_board(organiser)


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


def test_measures_survive_nothing_of_another_adoption(organiser: Member, board: Board) -> None:
    before = set(Measure.objects.values_list("pk", flat=True))
    adopt_run(as_person(organiser), board.run)
    assert not Measure.objects.filter(pk__in=before).exists()
    assert Measure.objects.count() == len(before)
