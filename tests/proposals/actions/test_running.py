"""Runs: asked for, done whole or not at all, taken up again."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as site
from django.http import Http404

from deliberation import clock
from deliberation.core.errors import RuleBroken
from deliberation.journal.queries import entries
from deliberation.members.access import person_for
from deliberation.members.models import Member
from proposals.actions.running import Beats, Taken, do_run, request_run, resume_runs
from proposals.core.settings import Settings
from proposals.models import Campaign, Cluster, Placement, Proposal, Run, RunTerm
from tests.proposals.builders import make_campaign, make_proposal
from tests.proposals.runs import done_run, filled_campaign, waiting_run

pytestmark = pytest.mark.django_db


def refused(organiser: Member, campaign: Campaign, **settings: int) -> str:
    """The code of the refusal of a run."""
    with pytest.raises(RuleBroken) as refusal:
        request_run(person_for(organiser), campaign, Settings(**settings))
    return refusal.value.code


def rows_of(run: Run) -> tuple[int, int, int]:
    """How many clusters, terms and placements a run has stored."""
    clusters, terms = Cluster.objects.filter(run=run), RunTerm.objects.filter(run=run)
    return clusters.count(), terms.count(), Placement.objects.filter(run=run).count()


def silent_since(run: Run, by: timedelta, **fields: object) -> None:
    """A run whose last sign of life is that long ago."""
    then = clock.now() - by
    Run.objects.filter(pk=run.pk).update(**({"requested_at": then, "beat_at": then} | fields))


def test_a_request_is_a_waiting_row_and_an_entry(organiser: Member) -> None:
    run = waiting_run(organiser, filled_campaign(), booklets=7)
    assert (run.state, run.number, run.texts) == ("waiting", 1, 51)
    assert run.settings["booklets"] == 7
    entry = entries().first()
    assert entry is not None
    assert (entry.code, entry.actor) == ("run.requested", "Inès Valmont")
    assert entry.facts["settings"] == Settings(booklets=7).as_json()


def test_only_an_organiser_of_the_scope_asks(member: Member, observer: Member) -> None:
    campaign = filled_campaign()
    for other in (member, observer):
        with pytest.raises(Http404):
            request_run(person_for(other), campaign, Settings())


@pytest.mark.parametrize(
    ("phase", "code"),
    [("draft", "run.too-early"), ("replying", "run.too-late"), ("voting", "run.too-late")],
)
def test_a_run_has_its_phases(organiser: Member, phase: str, code: str) -> None:
    campaign = make_campaign(phase)
    make_proposal(campaign)
    assert refused(organiser, campaign) == code


def test_no_run_once_the_drafts_are_published_even_early(organiser: Member) -> None:
    campaign = make_campaign("contributing", drafts_published_at=clock.now())
    make_proposal(campaign)
    assert refused(organiser, campaign) == "run.too-late"


def test_what_cannot_be_run_is_refused(organiser: Member) -> None:
    assert refused(organiser, make_campaign("sorting")) == "corpus.empty"
    campaign = filled_campaign()
    assert refused(organiser, campaign, booklets=61) == "settings.out-of-range"
    waiting_run(organiser, campaign)
    assert refused(organiser, campaign) == "run.already-going"


def test_a_run_reads_open_texts_and_answers_if_the_campaign_says_so(organiser: Member) -> None:
    for reads_answers, texts in ((True, 52), (False, 51)):
        campaign = filled_campaign(reads_answers=reads_answers)
        parent = make_proposal(campaign, state=Proposal.State.WITHDRAWN)
        make_proposal(campaign, body="Rouvrir les gares, oui.", parent=parent)
        assert done_run(organiser, campaign).texts == texts


def test_a_run_stores_everything_and_says_so(organiser: Member) -> None:
    run = done_run(organiser, filled_campaign())
    clusters, terms, placements = rows_of(run)
    assert clusters == 5
    assert terms > 20
    assert placements == 51
    assert Placement.objects.filter(run=run, state="no-terms").count() == 1
    assert run.sheet is not None
    assert run.sheet["digests"]["result"] == run.result_digest
    assert (Path(site.STORE) / "bundles" / f"{run.bundle_digest}.zip").stat().st_size > 10_000
    entry = entries("run.done").get()
    assert (entry.facts["result"], entry.facts["made"]) == (run.result_digest, 5)
    assert run.finished_at is not None


def test_the_sizes_of_clusters_are_those_of_the_placements(organiser: Member) -> None:
    run = done_run(organiser, filled_campaign())
    for cluster in run.clusters.all():
        placed = run.placements.filter(cluster=cluster.number)
        assert cluster.size == placed.filter(state="placed").count()
        assert cluster.to_place == placed.filter(state="to-place").count()


def test_same_texts_same_result(organiser: Member) -> None:
    campaign = filled_campaign()
    first, second = done_run(organiser, campaign), done_run(organiser, campaign)
    assert (first.number, second.number) == (1, 2)
    assert first.result_digest == second.result_digest
    assert first.bundle_digest == second.bundle_digest


def test_a_run_done_twice_is_done_once(organiser: Member) -> None:
    run = done_run(organiser, filled_campaign())
    before = rows_of(run)
    do_run(run.pk)
    do_run(0)
    assert rows_of(run) == before
    assert entries("run.done").count() == 1


def test_a_run_that_cannot_be_done_says_why(organiser: Member) -> None:
    campaign = filled_campaign()
    run = waiting_run(organiser, campaign)
    Proposal.objects.filter(campaign=campaign).update(state=Proposal.State.WITHDRAWN)
    do_run(run.pk)
    run.refresh_from_db()
    assert (run.state, run.failure) == ("failed", "corpus.empty")
    assert rows_of(run) == (0, 0, 0)
    assert entries("run.failed").get().facts["why"] == "corpus.empty"


def test_a_fault_fails_the_run_and_leaves_nothing_half_done(organiser: Member, tmp_path: Path) -> None:
    campaign = filled_campaign(language="xx")
    run = waiting_run(organiser, campaign)
    do_run(run.pk)
    run.refresh_from_db()
    assert (run.failure, run.failure_facts) == ("lists.unknown-language", {"language": "xx"})
    (tmp_path / "file").write_text("a file where the store should be")
    campaign.language = "fr"
    campaign.save()
    again = waiting_run(organiser, campaign)
    kept, site.STORE = site.STORE, tmp_path / "file"
    try:
        do_run(again.pk)
    finally:
        site.STORE = kept
    again.refresh_from_db()
    assert (again.state, again.failure) == ("failed", "run.broke-down")
    assert rows_of(again) == (0, 0, 0)


def test_a_worker_that_lost_its_run_stops(organiser: Member) -> None:
    run = waiting_run(organiser, filled_campaign())
    Run.objects.filter(pk=run.pk).update(state="running", tries=2)
    run.tries = 1
    with pytest.raises(Taken):
        Beats(run)("placing", 0, 1)


def test_beats_tell_the_stage_at_most_twice_a_second(organiser: Member) -> None:
    run = waiting_run(organiser, filled_campaign())
    Run.objects.filter(pk=run.pk).update(state="running", tries=1)
    run.tries = 1
    beats = Beats(run)
    for step in range(50):
        beats("merging", step, 50)
    run.refresh_from_db()
    assert (run.stage, run.done, run.of) == ("merging", 0, 50)
    beats("placing", 0, 1)
    run.refresh_from_db()
    assert run.stage == "placing"


def test_a_fresh_run_is_left_alone(organiser: Member) -> None:
    waiting_run(organiser, filled_campaign())
    assert resume_runs() == 0


def test_a_lost_job_is_asked_for_again(organiser: Member) -> None:
    run = waiting_run(organiser, filled_campaign())
    silent_since(run, timedelta(seconds=40), beat_at=None)  # no worker ever touched it
    assert resume_runs() == 1
    assert resume_runs() == 1  # still waiting: asked again, claimed once
    do_run(run.pk)
    assert resume_runs() == 0


def test_a_silent_run_is_set_back_three_times_and_then_given_up(organiser: Member) -> None:
    run = waiting_run(organiser, filled_campaign())
    silent_since(run, timedelta(minutes=1), state="running", tries=1)
    assert resume_runs() == 0
    silent_since(run, timedelta(minutes=3), state="running", tries=2)
    assert resume_runs() == 1
    run.refresh_from_db()
    assert (run.state, run.tries) == ("waiting", 2)
    silent_since(run, timedelta(minutes=3), state="running", tries=3)
    assert resume_runs() == 0
    run.refresh_from_db()
    assert (run.state, run.failure) == ("failed", "run.worker-lost")
    do_run(run.pk)
    assert rows_of(run) == (0, 0, 0)


def test_a_run_that_continues_another_keeps_its_clusters(organiser: Member) -> None:
    campaign = filled_campaign()
    first = done_run(organiser, campaign)
    late = make_proposal(campaign, title="Des trains", body="Des trains de nuit dans chaque gare régionale.")
    second = request_run(person_for(organiser), campaign, Settings(booklets=5), first)
    do_run(second.pk)
    homes, before = (
        dict(Placement.objects.filter(run=run).values_list("proposal__name", "cluster"))
        for run in (first, second)
    )
    assert late.name in before
    assert [cluster.was for cluster in Cluster.objects.filter(run=second)] == [1, 2, 3, 4, 5]
    stayed = sum(before[text] == number for text, number in homes.items())
    assert stayed >= 0.95 * len(homes)
    assert Run.objects.get(pk=second.pk).previous == first


def test_only_a_run_that_is_done_in_this_campaign_can_be_continued(organiser: Member) -> None:
    first = waiting_run(organiser, filled_campaign())
    with pytest.raises(RuleBroken, match=r"run\.not-done"):
        request_run(person_for(organiser), first.campaign, Settings(), first)
    elsewhere = done_run(organiser, filled_campaign())
    with pytest.raises(RuleBroken, match=r"run\.not-done"):
        request_run(person_for(organiser), first.campaign, Settings(), elsewhere)


def test_each_text_is_read_in_its_language_and_terms_know_theirs(organiser: Member) -> None:
    campaign = filled_campaign()
    english = [
        make_proposal(campaign, title=f"Trains {at}", body=body, language="en")
        for at, body in enumerate(["Trains and stations, please.", "The trains and the stations."])
    ]
    unread = make_proposal(campaign, title="Treni", body="Più treni.", language="it")
    run = done_run(organiser, campaign)
    read = dict(Placement.objects.filter(run=run).values_list("proposal", "language"))
    assert [read[text.pk] for text in (*english, unread)] == ["en", "en", "fr"]
    assert run.lists is not None
    assert [own["language"] for own in run.lists["languages"]] == ["en", "fr"]
    train = RunTerm.objects.get(run=run, term="train")
    assert train.family == "train"
    assert train.neighbours
    stem, percent = train.neighbours[0]
    assert RunTerm.objects.filter(run=run, term=stem).exists()
    assert 10 < percent <= 100
