"""Two runs side by side, out of what is stored: counts, correspondence, and a why that adds up."""

import pytest
from pytest_django import DjangoAssertNumQueries

from deliberation.members.access import person_for
from deliberation.members.models import Member
from proposals.actions.writing import edit_proposal
from proposals.core.compare import Counts
from proposals.models import Cluster, Placement, Proposal, Run
from proposals.queries.comparing import compared, moved_of, texts_moved
from tests.people import make_member
from tests.proposals.boards import HOUSING, WATER, make_board, make_run
from tests.proposals.builders import make_proposal
from tests.proposals.runs import done_run, filled_campaign

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(organiser: Member) -> tuple[Run, Run]:
    """A run of five clusters, and one of three over the same texts."""
    campaign = filled_campaign()
    return done_run(organiser, campaign, 5), done_run(organiser, campaign, 3)


def by_hand(counts: Counts) -> dict[tuple[int, int], int]:
    return {places: texts for places, texts in counts.items() if texts}


def test_counts_are_those_of_the_placements(two: tuple[Run, Run]) -> None:
    sides = compared(*two)
    homes = [
        {row.proposal_id: row.cluster if row.state == "placed" else 0 for row in run.placements.all()}
        for run in two
    ]
    pairs = [(homes[0][text], homes[1][text]) for text in homes[0]]
    assert by_hand(sides.counts) == {pair: pairs.count(pair) for pair in set(pairs)}
    assert sides.agreement.texts == 51
    assert sides.moved == sum(move.texts for move in sides.moves) > 0
    assert (sides.only_first, sides.only_second) == (0, 0)
    assert sides.same_lists
    assert [(setting.name, setting.first, setting.second) for setting in sides.settings] == [
        ("booklets", 5, 3)
    ]


def test_every_cluster_stands_once_in_the_correspondence(two: tuple[Run, Run]) -> None:
    sides = compared(*two)
    firsts = [pair.first.number for pair in sides.correspondence if pair.first]
    seconds = [pair.second.number for pair in sides.correspondence if pair.second]
    assert sorted(firsts) == [1, 2, 3, 4, 5]
    assert sorted(seconds) == [1, 2, 3]
    for pair in sides.correspondence:
        if pair.first:
            placed = Placement.objects.filter(run=two[0], state="placed", cluster=pair.first.number)
            assert pair.stay + pair.left == placed.count()


def test_the_why_of_every_moved_text_adds_up(two: tuple[Run, Run]) -> None:
    sides = compared(*two)
    texts = moved_of(sides, list(texts_moved(sides)))
    assert len(texts) == sides.moved
    explained = [text for text in texts if text.why]
    assert explained
    for text in explained:
        assert text.why is not None
        assert text.why.before + sum(turn.change for turn in text.why.turns) == text.why.after
        shown = [*text.strongest, *([text.others] if text.others else [])]
        assert sum(turn.change for turn in shown) == text.why.change


def test_a_lead_is_that_of_the_stored_scores(two: tuple[Run, Run]) -> None:
    first, second = two
    sides = compared(first, second)
    back = {there: here for here, there in sides.pairs.items()}
    checked = 0
    for text in moved_of(sides, list(texts_moved(sides))):
        then = first.placements.get(proposal__name=text.name)
        now = second.placements.get(proposal__name=text.name)
        if text.why and not text.rival and then.second and back.get(now.cluster or 0) == then.second:
            assert text.why.before == then.score - then.second_score
            checked += 1
    assert checked


def test_texts_that_moved_are_filtered_by_place(two: tuple[Run, Run]) -> None:
    sides = compared(*two)
    for move in sides.moves:
        here, there = (found.number if found else 0 for found in (move.first, move.second))
        assert texts_moved(sides, here=here, there=there).count() == move.texts
    Proposal.objects.filter(pk=texts_moved(sides)[0].proposal_id).update(state=Proposal.State.WITHDRAWN)
    assert texts_moved(sides).count() == sides.moved - 1


def test_a_text_that_only_one_run_read_is_counted_apart(organiser: Member) -> None:
    campaign = filled_campaign()
    first = done_run(organiser, campaign)
    make_proposal(campaign, title="Un train de plus", body="Rouvrir une gare et remettre des trains.")
    sides = compared(first, done_run(organiser, campaign))
    assert (sides.only_first, sides.only_second, sides.agreement.texts) == (0, 1, 51)


def test_a_text_is_explained_in_the_words_that_each_run_read(organiser: Member) -> None:
    author = make_member("Ana Lopes")
    campaign = filled_campaign(phase="contributing")
    Proposal.objects.update(author=author)
    first = done_run(organiser, campaign)
    text = campaign.proposals.filter(title__startswith="Train")[0]
    edit_proposal(
        person_for(author), text, title="Hôpital", seen_version=1,
        body="Rouvrir des lits à l’hôpital, embaucher des infirmières et des médecins aux urgences.",
    )  # fmt: skip
    sides = compared(first, done_run(organiser, campaign))
    told = {found.name: found for found in moved_of(sides, list(texts_moved(sides)))}[text.name]
    assert told.why is not None
    surfaces = {turn.surface for turn in told.why.turns}
    assert surfaces & {"hôpital", "médecins", "infirmières"}
    assert surfaces & {"gare", "trains", "gares", "train"}
    assert told.why.before > 0 > told.why.after


def test_what_was_hand_written_is_compared_by_hand(organiser: Member) -> None:
    board = make_board(organiser)
    other = make_run(board.campaign, board.texts)
    moved = board.texts[WATER[0][0]]
    Placement.objects.filter(run=other, proposal=moved).update(cluster=2, second=1)
    Placement.objects.filter(run=other, proposal=board.texts[HOUSING[0][0]]).update(state="to-place")
    sides = compared(board.run, other)
    assert by_hand(sides.counts) == {(1, 1): 3, (1, 2): 1, (2, 2): 2, (2, 0): 1, (0, 0): 1}
    assert (sides.agreement.stay, sides.moved) == (6, 2)
    assert [(pair.stay, pair.left, pair.came) for pair in sides.correspondence] == [(3, 1, 0), (2, 1, 1)]
    first, second = moved_of(sides, list(texts_moved(sides)))
    assert (first.first and first.first.number, first.second and first.second.number) == (1, 2)
    # Both tables are the same, so no term turned: the lead of water over housing was and is the same.
    assert first.why is not None
    assert first.why.change == 0
    assert second.second is None
    assert second.rival is not None
    assert second.rival.number == 1


def test_a_comparison_asks_little_however_large(
    two: tuple[Run, Run], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(5):
        sides = compared(*two)
    rows = list(texts_moved(sides))
    with django_assert_max_num_queries(11):
        moved_of(sides, rows)


def test_runs_without_clusters_compare_to_nothing(organiser: Member) -> None:
    campaign = filled_campaign()
    Proposal.objects.filter(campaign=campaign).exclude(title="Ornithorynque").delete()
    sides = compared(done_run(organiser, campaign), done_run(organiser, campaign))
    assert (sides.agreement.stay, sides.agreement.beyond_chance) == (1, None)
    assert not Cluster.objects.exists()
