"""Rival runs: filed by a member, repeated here, shown only if what was claimed comes out."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection

from deliberation import clock
from deliberation.core.errors import RuleBroken
from deliberation.core.names import random_name
from deliberation.journal import queries as journal
from deliberation.members.access import person_for
from deliberation.members.models import Member
from proposals.actions.challenging import MOST_WAITING, file_rival
from proposals.actions.founding import adopt_run
from proposals.actions.running import do_run, request_run, resume_runs
from proposals.core.lists import lists_for
from proposals.core.rivals import rival_bytes, rival_from
from proposals.core.settings import Settings
from proposals.core.wordedits import Edits
from proposals.exports import bundle_bytes
from proposals.models import Placement, Proposal, Rival, Run
from proposals.queries.comparing import compared
from proposals.queries.contesting import held_on
from tests.people import make_group, make_member
from tests.proposals.contesting import filed, made_at_home, replayed
from tests.proposals.refusing import refuses
from tests.proposals.runs import done_run, filled_campaign

pytestmark = pytest.mark.django_db
THREE = Settings(booklets=3)


@pytest.fixture
def official(organiser: Member) -> Run:
    return done_run(organiser, filled_campaign())


def test_what_was_made_at_home_comes_out_here(member: Member, official: Run) -> None:
    entries = journal.entries().count()
    run = replayed(member, official, made_at_home(official, THREE))
    assert (run.state, run.kind, run.number) == ("done", "rival", 1)
    assert run.clusters.count() == 3
    assert run.placements.count() == 51
    assert run.corpus_digest == official.corpus_digest
    assert run.result_digest == run.rival.sheet["digests"]["result"]
    assert bundle_bytes(run)
    assert compared(official, run).agreement.texts == 51
    # A member's own act: the journal has no line of it.
    assert journal.entries().count() == entries


def test_it_is_part_of_what_is_held_on_its_author(member: Member, official: Run) -> None:
    rival = filed(member, official, made_at_home(official, THREE))
    assert held_on(member)["rival_runs"] == [
        {
            "campaign": official.campaign.slug, "run": rival.run.name, "beside": official.name,
            "why": "Trois thèmes suffisent.", "at": rival.at.isoformat(), "state": "waiting",
        }
    ]  # fmt: skip
    assert held_on(make_member("Paule B.")) == {"rival_runs": []}


def test_own_lists_make_a_rival_run(member: Member, official: Run) -> None:
    own = lists_for("fr", edits=Edits(added=("trains",)))
    run = replayed(member, official, made_at_home(official, lists=own))
    assert run.state == "done"
    assert run.lists is not None
    assert run.lists["added"] == ["trains"]
    assert not run.terms.filter(surface="trains").exists()


def test_a_rival_reads_the_texts_of_then(member: Member, official: Run) -> None:
    content = made_at_home(official, THREE)
    Proposal.objects.update(title="Autre chose", body="Tout autre chose.", version=2)
    run = replayed(member, official, content)
    assert run.state == "done"
    assert set(Placement.objects.filter(run=run).values_list("version", flat=True)) == {1}


def test_a_rival_of_an_edition_starts_where_that_started(organiser: Member, member: Member) -> None:
    campaign = filled_campaign()
    adopt_run(person_for(organiser), done_run(organiser, campaign))
    campaign.refresh_from_db()
    edition = request_run(person_for(organiser), campaign, Settings(booklets=5), campaign.run)
    do_run(edition.pk)
    edition = Run.objects.select_related("campaign").get(pk=edition.pk)
    own = lists_for("fr", edits=Edits(added=("trains",)))
    warm = replayed(member, edition, made_at_home(edition, lists=own))
    assert (warm.state, warm.previous_id) == ("done", edition.previous_id)
    assert [row.was for row in warm.clusters.all()] == [1, 2, 3, 4, 5]


def test_a_false_claim_is_not_shown(member: Member, official: Run) -> None:
    honest = rival_from(made_at_home(official, THREE))
    content = rival_bytes(replace(honest.sheet, result="0" * 64), honest.lists)
    run = replayed(member, official, content)
    assert (run.state, run.failure) == ("failed", "rival.other-result")
    assert run.failure_facts == {"stated": "0" * 64, "found": honest.sheet.result}
    assert not run.clusters.exists()
    assert not journal.entries("run.failed").exists()


def test_a_form_sent_twice_files_one(member: Member, official: Run) -> None:
    content, person = made_at_home(official, THREE), person_for(member)
    first, again = (
        file_rival(person, official, content=content, why="Pour voir.", nonce="once") for _ in range(2)
    )
    assert first == again
    assert Run.objects.filter(kind="rival").count() == 1


def test_one_a_member_a_day_by_our_clock(member: Member, official: Run) -> None:
    content = made_at_home(official, THREE)
    filed(member, official, content)
    with refuses("rival.one-a-day"):
        filed(member, official, content)
    other = filed(make_member("Paule B."), official, content)
    assert other.run.number == 2
    clock.move(timedelta(days=1))
    assert filed(member, official, content).run.number == 3


def test_who_is_not_in_the_scope_files_nothing(organiser: Member) -> None:
    campaign = filled_campaign(group=make_group("Mende"))
    official = done_run(organiser, campaign)
    with refuses("rival.not-in-scope"):
        filed(make_member("Ana Lopes"), official, made_at_home(official, THREE))
    assert filed(make_member("Paule B.", group=campaign.group), official, made_at_home(official, THREE))


def test_what_cannot_stand_beside_the_run_is_refused(
    organiser: Member, member: Member, official: Run
) -> None:
    content = made_at_home(official, THREE)
    with refuses("rival.same-run"):
        filed(member, official, made_at_home(official))
    with refuses("rival.not-a-rival"):
        filed(member, official, b"[]")
    with refuses("text.body-empty"):
        file_rival(person_for(member), official, content=content, why=" ", nonce="n")
    other = done_run(organiser, filled_campaign())
    with refuses("rival.other-corpus"):
        filed(member, other, content)
    rival = replayed(member, official, content)
    with refuses("rival.not-official"):
        filed(make_member("Paule B."), rival, content)
    waiting = Run.objects.create(
        campaign=official.campaign, number=9, requested_at=clock.now(), settings=THREE.as_json()
    )
    with refuses("run.not-done"):
        filed(make_member("Luc D."), waiting, content)
    assert Rival.objects.count() == 1


def test_only_so_many_wait(member: Member, official: Run) -> None:
    for number in range(MOST_WAITING):
        Run.objects.create(
            campaign=official.campaign, kind="rival", number=number + 1, requested_at=clock.now(),
            settings=THREE.as_json(),
        )  # fmt: skip
    with refuses("rival.queue-full"):
        filed(member, official, made_at_home(official, THREE))


def test_a_rival_whose_worker_is_gone_is_taken_up_again(member: Member, official: Run) -> None:
    rival = filed(member, official, made_at_home(official, THREE))
    then = clock.now() - timedelta(minutes=3)
    Run.objects.filter(pk=rival.run_id).update(state="running", tries=1, beat_at=then)
    assert resume_runs() == 1
    do_run(rival.run_id)
    rival.run.refresh_from_db()
    assert (rival.run.state, rival.run.tries) == ("done", 2)


def test_a_bundle_that_is_gone_ends_a_rival_run(member: Member, official: Run) -> None:
    content = made_at_home(official, THREE)
    Run.objects.filter(pk=official.pk).update(bundle_digest="0" * 64)
    run = replayed(member, official, content)
    assert (run.state, run.failure) == ("failed", "bundle.lost")


def test_an_erased_text_ends_a_rival_run(member: Member, official: Run) -> None:
    content = made_at_home(official, THREE)
    Proposal.objects.all()[0].delete()
    run = replayed(member, official, content)
    assert (run.state, run.failure) == ("failed", "rival.not-repeatable")


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_a_member_who_files_twice_at_once_files_one(organiser: Member) -> None:
    member = make_member("Ana Lopes")
    official = done_run(organiser, filled_campaign())
    content = made_at_home(official, THREE)

    def act(nonce: str) -> str:
        try:
            run = Run.objects.select_related("campaign").get(pk=official.pk)
            file_rival(person_for(member), run, content=content, why="Pour voir.", nonce=nonce)
        except RuleBroken as refusal:
            return refusal.code
        else:
            return "filed"
        finally:
            connection.close()

    with ThreadPoolExecutor(3 if connection.vendor == "postgresql" else 1) as pool:
        said = sorted(pool.map(act, [random_name(20) for _ in range(3)]))
    assert said == ["filed", "rival.one-a-day", "rival.one-a-day"]
    assert Run.objects.filter(kind="rival").count() == 1
