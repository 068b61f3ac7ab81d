"""Scheduling from frozen booklets, and the second signature."""

from datetime import timedelta

import pytest
from django.http import Http404
from django.utils import timezone

from deliberation import clock
from deliberation.journal.models import Entry
from deliberation.members.access import person_for
from deliberation.members.models import Member
from proposals.actions.publishing import freeze_booklets
from proposals.models import Booklet, Campaign, Measure
from proposals.queries.freezing import form_of
from tests.people import make_group, make_officer
from tests.proposals.builders import make_campaign
from tests.proposals.objecting import answer, make_drafts, object_to_measure
from tests.proposals.refusing import refuses
from tests.votes.builders import DAY, make_frozen_campaign, make_scheduled, questions_of, two_organisers
from votes.actions.scheduling import confirm_vote, schedule_vote
from votes.core.stages import Stage
from votes.models import Vote
from votes.queries.definitions import definition_of

pytestmark = pytest.mark.django_db


def test_questions_copy_the_frozen_booklets_with_their_digests() -> None:
    campaign = make_frozen_campaign()
    vote = make_scheduled(campaign)
    water, homes, first = questions_of(vote)
    booklet = Booklet.objects.get(campaign=campaign, number=1)
    assert (water.number, water.most, water.blank) == (1, 1, True)
    assert (water.subject_title, water.subject_digest) == (booklet.title, booklet.digest)
    assert [(option.code, option.text) for option in water.options.all()] == [
        ("m1", "Réparer les réseaux"),
        ("m2", "Une régie publique"),
        ("m3", "Rendre leurs méandres aux rivières"),
    ]
    assert all(len(option.digest) == 64 for option in water.options.all())
    assert homes.subject_title == "Se loger"
    # A booklet with one measure has no question of its own, but stands in the overall one.
    assert [option.text for option in first.options.all()] == ["Eau et rivières", "Se loger", "L’école"]
    assert (first.most, first.subject_digest) == (2, "")
    assert next(option.digest for option in first.options.all()) == booklet.digest


def test_booklets_that_print_objections_are_put_to_a_vote_under_their_digest(organiser: Member) -> None:
    board = make_drafts(organiser)
    answer(organiser, [object_to_measure(organiser, board)])
    freeze_booklets(person_for(organiser), board.campaign, early="tout a sa réponse")
    water, *_others = questions_of(make_scheduled(Campaign.objects.get(pk=board.campaign.pk)))
    frozen = Booklet.objects.get(pk=board.water.pk)
    assert form_of(frozen).as_json()["format"] == "livret-booklet-2"
    assert water.subject_digest == frozen.digest == form_of(frozen).digest()


def test_a_vote_is_not_scheduled_before_the_freeze() -> None:
    with refuses("vote.not-frozen"):
        make_scheduled(make_campaign("replying"))


def test_a_booklet_changed_behind_the_application_is_not_put_to_a_vote() -> None:
    campaign = make_frozen_campaign()
    Measure.objects.filter(booklet__campaign=campaign, number=1).update(title="Autre chose")
    with refuses("vote.booklet-changed"):
        make_scheduled(campaign)


def test_a_form_sent_twice_schedules_one_vote() -> None:
    campaign, (first, _second), now = make_frozen_campaign(), two_organisers(), clock.now()
    made = [
        schedule_vote(
            first, campaign, title="Deux fois", cutoff_on=timezone.localdate(now), opens_at=now + DAY,
            closes_at=now + 2 * DAY, urgent_reason="Demain", nonce="the-same",
        )
        for _ in range(2)
    ]  # fmt: skip
    assert made[0] == made[1]
    assert Vote.objects.count() == 1


@pytest.mark.parametrize(
    ("cutoff", "opens", "closes", "code"),
    [
        (0, -1, 5, "vote.opens-in-the-past"),
        (0, 2, 2, "vote.closes-before-opening"),
        (0, 3, 2, "vote.closes-before-opening"),
        (4, 2, 5, "vote.cutoff-too-late"),
    ],
)
def test_dates_that_no_vote_can_keep_are_refused(cutoff: int, opens: int, closes: int, code: str) -> None:
    now = clock.now()
    with refuses(code):
        schedule_vote(
            two_organisers()[0], make_frozen_campaign(), title="Dates",
            cutoff_on=timezone.localdate(now) + cutoff * DAY, opens_at=now + opens * DAY,
            closes_at=now + closes * DAY,
        )  # fmt: skip
    assert not Vote.objects.exists()


def test_only_another_organiser_confirms() -> None:
    first, second = two_organisers()
    vote = make_scheduled(by=first)
    with refuses("vote.same-organiser"):
        confirm_vote(first, vote)
    confirm_vote(second, vote)
    vote.refresh_from_db()
    assert vote.digest == definition_of(vote).digest()
    entry = Entry.objects.get(code="vote.scheduled")
    assert entry.facts["digest"] == vote.digest
    assert entry.facts["vote"] == vote.slug
    with refuses("vote.confirmed-already"):
        confirm_vote(second, vote)


def test_a_confirmation_after_the_opening_comes_too_late() -> None:
    first, second = two_organisers()
    vote = make_scheduled(by=first)
    clock.move(timedelta(days=1, seconds=1))
    with refuses("vote.too-late-to-confirm"):
        confirm_vote(second, vote)
    assert vote.stage(clock.now()) is Stage.NOT_HELD


def test_a_member_or_an_organiser_of_another_group_schedules_nothing(member: Member) -> None:
    for person in (
        person_for(member),
        person_for(make_officer("organiser", "Ailleurs", make_group("Lyon"))),
        person_for(make_officer("observer", "Observe")),
    ):
        with pytest.raises(Http404):
            make_scheduled(by=person)
