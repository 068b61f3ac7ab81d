"""What a year of votes also brings: urgency and a missed quorum, a rehearsal, a roll that is contested."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Count

from deliberation import clock
from deliberation.core.actors import OPERATOR
from deliberation.core.register import Row
from deliberation.members.access import Person, person_for
from deliberation.members.actions import appoint
from deliberation.members.importing import import_members
from deliberation.members.models import Group, Member
from frontend.demo.deciding import APPROVED, DAY, cast, prepared_vote
from frontend.demo.voting import electors
from proposals.models import Booklet, Campaign
from votes.actions.claiming import file_claim, propose_answer
from votes.actions.closing import close_due_votes
from votes.actions.extending import extend_vote
from votes.actions.planning import Terms, approval, freely, within
from votes.actions.signing import sign_count
from votes.core.claims import Kind
from votes.models import Vote

HOUR = timedelta(hours=1)
# Half of the roll has to vote: a vote of two days in August will not see it.
HALF = {"quorum": {"base": "seats", "counted": "ballots", "share": "1/2"}}
FREELY = Terms(rule="yes-no", blank=False, settings={"base": "decided", "share": "1/2", **HALF}, reasons=True)
URGENT = "La commission d’enquête publique reçoit les avis jusqu’à vendredi, et l’a dit lundi."
CLAIMED = (
    (Kind.GROUP_WRONG, "J’ai déménagé en mars : je milite dans un autre groupe."),
    (Kind.COUNT_WRONG, "Nous étions plus nombreux que cela à la dernière assemblée."),
)


def hold_urgent_vote(first: Person, second: Person, campaign: Campaign, seed: str) -> None:
    """A vote declared urgent, prolonged by a day, whose quorum was missed all the same."""
    one = Booklet.objects.filter(campaign=campaign).order_by("number")[0]
    plans = (
        (approval(one.slug, each_measure=False), APPROVED),
        (freely("Remettre cet avis à l’enquête publique ?", (), about_persons=False), FREELY),
    )
    vote = prepared_vote(
        first, second, campaign, "L’avis sur l’enquête publique", plans, 20 * HOUR, DAY, urgent=URGENT
    )
    clock.move(vote.opens_at - clock.now() + HOUR)
    cast(vote, 20, seed)
    extend_vote(second, vote, until=vote.closes_at + DAY / 2, reason="Le site a été arrêté deux heures.")
    vote.refresh_from_db()
    clock.move(vote.closes_at - clock.now() + timedelta(minutes=1))
    close_due_votes()


def prepare_rehearsal(first: Person, second: Person, campaign: Campaign) -> Vote:
    """A rehearsal that is to open in four days."""
    one = Booklet.objects.filter(campaign=campaign).order_by("number")[0]
    plans = ((within(one.slug), Terms()),)
    return prepared_vote(
        first, second, campaign, "Répétition générale", plans, 4 * DAY, DAY / 2, rehearsal=True
    )


def rehearse(vote: Vote, seed: str) -> None:
    """Ballots go in, and at the close they are thrown away publicly."""
    cast(vote, 12, seed)
    clock.move(vote.closes_at - clock.now() + timedelta(minutes=1))
    close_due_votes()


def announce_vote(first: Person, second: Person, campaign: Campaign, seed: str) -> None:
    """A vote that is announced when the demo's clock is the real one: its roll is out, and contested."""
    two = Booklet.objects.filter(campaign=campaign).order_by("number")[1]
    plans = ((approval(two.slug, each_measure=True), APPROVED),)
    vote = prepared_vote(first, second, campaign, "Chaque mesure, une par une", plans, 7 * DAY, 5 * DAY)
    clock.move(3 * HOUR)
    _sign_counts(vote)
    members = [member for member in electors(vote, f"{seed} claims") if not member.offices.exists()]
    claims = [
        file_claim(person_for(member), vote, kind=kind, text=text)
        for member, (kind, text) in zip(members, CLAIMED, strict=False)
    ]
    _move(members[0])
    propose_answer(first, claims[0], outcome="accepted", reason="Changement de groupe noté au registre.")


def _move(member: Member) -> None:
    """The register notes another group of a member: the roll is to follow it, once the answer is signed."""
    others = Group.objects.order_by("slug")
    group = next(group for group in others if group.pk != member.group_id)
    row = Row(0, member.email, member.display_name, member.reference, group.name, member.joined_on, None)
    import_members(OPERATOR, [row])


def _sign_counts(vote: Vote) -> None:
    """The referents of the two largest groups say whether the count of their seats is right."""
    groups = Group.objects.annotate(size=Count("members")).order_by("-size", "slug")
    for group, reason in zip(groups, ("", "Trois adhésions de juin manquent encore."), strict=False):
        member = Member.objects.filter(group=group, is_active=True, offices=None).order_by("pk")[0]
        appoint(OPERATOR, email=member.email, kind="referent", group=group.slug)
        sign_count(person_for(member), vote, group=group, agrees=not reason, reason=reason)
