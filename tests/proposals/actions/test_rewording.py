"""Changes of word lists: tried alone, confirmed with the effect shown, in force from the next run on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.http import Http404

from deliberation import clock
from deliberation.journal import queries as journal
from deliberation.members.access import Person, person_for
from deliberation.members.models import Member
from frontend.wording import entry_sentence
from proposals.actions.founding import adopt_run
from proposals.actions.rewording import confirm_change, drop_change, try_change
from proposals.actions.running import do_run, resume_runs
from proposals.core.wordedits import NO_EDITS, Edits
from proposals.models import Campaign, Cluster, Placement, Run, Sorting, WordChange
from proposals.queries.runs import run_going, runs_of
from proposals.queries.wordlists import edits_in_force, examples_of, lists_in_force, moves_of
from tests.proposals.contesting import tried
from tests.proposals.refusing import refuses
from tests.proposals.runs import done_run, filled_campaign, waiting_run

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign(organiser: Member) -> Campaign:
    return filled_campaign()


@pytest.fixture
def person(organiser: Member) -> Person:
    return person_for(organiser)


def test_a_change_is_tried_before_anything_changes(
    organiser: Member, person: Person, campaign: Campaign
) -> None:
    change = try_change(person, campaign, act="leave-out", words=["Trains", "gare"], reason="Trop vague.")
    assert (change.words, change.moved) == (["gare", "trains"], None)
    assert edits_in_force(campaign) == NO_EDITS
    assert journal.head() is None
    run = change.trial
    assert run is not None
    assert (run.kind, run.number, run.state) == ("trial", 1, "waiting")
    with refuses("words.not-tried"):
        confirm_change(person, change)
    do_run(run.pk)
    change = WordChange.objects.get(pk=change.pk)
    assert change.texts == 51
    assert change.moved is not None
    assert change.moved == sum(move.texts for move in moves_of(change))
    assert len(examples_of(change)) == change.moved
    # A trial leaves no clusters behind, and is no run of the campaign's list.
    assert not Cluster.objects.exists()
    assert not Placement.objects.exists()
    assert not runs_of(campaign).exists()
    assert journal.head() is None


def test_the_effect_is_of_the_change_alone(organiser: Member, campaign: Campaign) -> None:
    # A word that no text holds moves none, though the corpus grew since the run of the board.
    adopt_run(person_for(organiser), done_run(organiser, campaign))
    campaign.refresh_from_db()
    change = tried(organiser, campaign, words=("ornithologue",))
    assert (change.texts, change.moved) == (51, 0)
    assert change.trial is not None
    assert change.trial.previous_id == campaign.run_id


def test_a_confirmed_change_is_in_the_journal_with_its_effect(
    organiser: Member, person: Person, campaign: Campaign
) -> None:
    change = tried(organiser, campaign)
    confirm_change(person, change)
    assert edits_in_force(campaign) == Edits(added=("trains",))
    assert "trains" in lists_in_force(campaign).edits.added
    entry = journal.entries("words.left-out").get()
    assert change.trial is not None
    assert entry.facts == {
        "campaign": campaign.slug, "words": ["trains"], "reason": "Un mot trop vague.",
        "texts": 51, "moved": change.moved, "corpus": change.trial.corpus_digest,
        "result": change.trial.result_digest,
        "edits": {"added": ["trains"], "removed": [], "synonyms": []},
    }  # fmt: skip
    assert "trains" in entry_sentence(entry)
    with refuses("words.decided"):
        confirm_change(person, change)
    with refuses("words.decided"):
        drop_change(person, change)


def test_the_next_run_reads_with_the_lists_in_force(
    organiser: Member, person: Person, campaign: Campaign
) -> None:
    asked_before = waiting_run(organiser, campaign)
    change = tried(organiser, campaign)
    confirm_change(person, change)
    do_run(asked_before.pk)
    asked_before.refresh_from_db()
    assert asked_before.lists is not None
    assert asked_before.lists["added"] == []
    after = done_run(organiser, campaign)
    assert after.lists is not None
    assert after.lists["added"] == ["trains"]
    assert not after.terms.filter(surface="trains").exists()


def test_changes_add_up_and_undo_one_another(organiser: Member, person: Person, campaign: Campaign) -> None:
    for act, words in (("leave-out", ("trains",)), ("join", ("ferme", "paysan")), ("count", ("trains",))):
        confirm_change(person, tried(organiser, campaign, act, words))
    assert edits_in_force(campaign) == Edits(synonyms=(("ferme", "paysan"),))
    confirm_change(person, tried(organiser, campaign, "part", ("paysan", "ferme")))
    assert edits_in_force(campaign) == NO_EDITS
    with refuses("words.not-joined"):
        tried(organiser, campaign, "part", ("paysan", "ferme"))


def test_a_dropped_change_leaves_the_lists_alone(
    organiser: Member, person: Person, campaign: Campaign
) -> None:
    change = tried(organiser, campaign)
    drop_change(person, change)
    assert edits_in_force(campaign) == NO_EDITS
    with refuses("words.decided"):
        confirm_change(person, change)


def test_one_trial_at_a_time_and_the_newest_is_the_one_to_decide(
    organiser: Member, person: Person, campaign: Campaign
) -> None:
    first = try_change(person, campaign, act="leave-out", words=["gare"], reason="Trop vague.")
    with refuses("words.already-trying"):
        try_change(person, campaign, act="leave-out", words=["lits"], reason="Trop vague.")
    assert first.trial is not None
    do_run(first.trial.pk)
    second = tried(organiser, campaign, words=("lits",))
    with refuses("words.decided"):
        confirm_change(person, first)
    confirm_change(person, second)


def test_an_effect_measured_on_other_lists_is_not_confirmed(
    organiser: Member, person: Person, campaign: Campaign
) -> None:
    change = tried(organiser, campaign)
    WordChange.objects.create(
        campaign=campaign, act="leave-out", words=["lits"], reason="x", by_name="x", asked_at=clock.now(),
        state="confirmed", decided_at=clock.now(), after=Edits(added=("lits",)).as_json(),
    )  # fmt: skip
    with refuses("words.changed-meanwhile"):
        confirm_change(person, change)


def test_a_trial_runs_beside_an_official_run(organiser: Member, person: Person, campaign: Campaign) -> None:
    waiting_run(organiser, campaign)
    change = try_change(person, campaign, act="leave-out", words=["gare"], reason="Trop vague.")
    going = run_going(campaign)
    assert going is not None
    assert going.pk != change.trial_id


def test_only_organisers_while_runs_may_be_asked_for(
    organiser: Member, person: Person, member: Member, campaign: Campaign
) -> None:
    with pytest.raises(Http404):
        try_change(person_for(member), campaign, act="leave-out", words=["gare"], reason="Trop vague.")
    change = tried(organiser, campaign)
    for act in (confirm_change, drop_change):
        with pytest.raises(Http404):
            act(person_for(member), change)
    Campaign.objects.update(drafts_published_at=clock.now())
    with refuses("run.too-late"):
        confirm_change(person, change)
    with refuses("run.too-late"):
        try_change(person, campaign, act="leave-out", words=["gare"], reason="Trop vague.")


def test_a_trial_whose_worker_is_gone_is_taken_up_again(person: Person, campaign: Campaign) -> None:
    change = try_change(person, campaign, act="leave-out", words=["gare"], reason="Trop vague.")
    then = clock.now() - timedelta(minutes=3)
    assert change.trial is not None
    Run.objects.filter(pk=change.trial.pk).update(state="running", tries=1, beat_at=then)
    assert resume_runs() == 1
    do_run(change.trial.pk)
    change.refresh_from_db()
    assert change.moved is not None


def test_a_trial_that_fails_says_so_and_leaves_no_entry(
    organiser: Member, person: Person, campaign: Campaign
) -> None:
    change = try_change(person, campaign, act="leave-out", words=["gare"], reason="Trop vague.")
    campaign.proposals.update(state="withdrawn")
    do_run(change.trial_id or 0)
    change = WordChange.objects.select_related("trial").get(pk=change.pk)
    assert change.trial is not None
    assert (change.trial.state, change.trial.failure, change.moved) == ("failed", "corpus.empty", None)
    assert journal.head() is None
    assert not Sorting.objects.exists()
