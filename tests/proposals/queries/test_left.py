"""What a campaign leaves to do, by phase and by office, with its deadline."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from deliberation import clock
from deliberation.members.access import VISITOR
from deliberation.members.models import Member
from frontend.wording import left_words
from proposals.models import Run
from proposals.queries.left import left_for
from tests.people import as_person, make_group
from tests.proposals.builders import make_campaign, make_proposal


def codes(member: Member) -> list[tuple[str, bool]]:
    return [(left.code, left.done) for left in left_for(as_person(member), clock.now())]


@pytest.mark.parametrize(
    ("phase", "members", "organisers"),
    [
        ("draft", [], []),
        ("contributing", ["proposal.to-write"], []),
        ("sorting", [], ["run.to-ask"]),
        ("replying", ["drafts.to-read"], ["booklets.to-freeze"]),
        ("frozen", [], []),
        ("voting", [], []),
        ("closed", [], []),
    ],
)
def test_each_phase_leaves_its_acts(
    member: Member, organiser: Member, phase: str, members: list[str], organisers: list[str]
) -> None:
    make_campaign(phase)
    assert codes(member) == [(code, False) for code in members]
    assert codes(organiser) == [(code, False) for code in members + organisers]
    assert left_for(VISITOR, clock.now()) == []


def test_a_member_who_wrote_has_done_it(member: Member) -> None:
    campaign = make_campaign()
    proposal = make_proposal(campaign)
    make_proposal(campaign, member, parent=proposal)
    assert codes(member) == [("proposal.to-write", False)]
    own = make_proposal(campaign, member)
    assert codes(member) == [("proposal.written", True)]
    type(own).objects.filter(pk=own.pk).update(state="withdrawn")
    assert codes(member) == [("proposal.to-write", False)]


def test_organisers_follow_the_run_to_the_drafts(organiser: Member) -> None:
    campaign = make_campaign("sorting")
    run = Run.objects.create(
        campaign=campaign, number=1, state="failed", requested_at=clock.now(), settings={}
    )
    assert codes(organiser) == [("run.to-ask", False)]
    Run.objects.filter(pk=run.pk).update(state="done")
    assert codes(organiser) == [("run.to-adopt", False)]
    campaign.run = run
    campaign.save()
    assert codes(organiser) == [("drafts.to-publish", False)]


def test_a_group_leaves_its_acts_to_its_own(member: Member, organiser: Member) -> None:
    make_campaign(group=make_group("Mende"))
    assert codes(member) == []
    assert codes(organiser) == []  # reads and organises, but does not write there


@pytest.mark.parametrize("phase", ["contributing", "sorting", "replying"])
def test_everything_left_has_words_a_deadline_and_a_page(
    client: Client, organiser: Member, phase: str
) -> None:
    make_campaign(phase, title="Convention")
    client.force_login(organiser)
    for left in left_for(as_person(organiser), clock.now()):
        assert "Convention" in left_words(left).title
        assert left.at is not None
        assert client.get(left.url).status_code == 200


def test_it_asks_three_questions_however_many_campaigns(
    organiser: Member, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(5):
        for phase in ("contributing", "sorting", "replying"):
            make_campaign(phase)
    person, now = as_person(organiser), clock.now()
    with django_assert_max_num_queries(3):
        assert len(left_for(person, now)) == 20
