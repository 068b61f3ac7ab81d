"""Scheduling a vote from frozen booklets, and the second organiser's signature."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from deliberation import clock, live
from deliberation.core.errors import RuleBroken
from deliberation.core.names import random_name
from deliberation.journal.actions import record
from deliberation.members.access import Person
from deliberation.members.doubles import check_two_people
from proposals.models import Campaign
from votes.actions.asking import ask_usual, drafted_facts, free_name
from votes.core.definition import check_vote
from votes.core.electorate import NO_CONDITIONS, Conditions, check_conditions
from votes.core.pack import ROLL_ANNOUNCED, scheduled_facts
from votes.core.patterns import check_patterns
from votes.core.reading import LONGEST_LINE, is_plain_text
from votes.core.rolls import check_urgency, promise
from votes.core.signing import DRAFTED, check_read
from votes.core.stages import check_dates, check_notice
from votes.models import Vote
from votes.queries.definitions import definition_of
from votes.queries.frozen import frozen_booklets
from votes.queries.seats import eligible_count
from votes.queries.signers import first_signer

LONGEST_SLUG = 60


@transaction.atomic
def schedule_vote(
    person: Person,
    campaign: Campaign,
    *,
    title: str,
    cutoff_on: date,
    opens_at: datetime,
    closes_at: datetime,
    introduction: str = "",
    conditions: Conditions = NO_CONDITIONS,
    urgent_reason: str = "",
    rehearsal: bool = False,
    changes: bool = True,
    usual: bool = True,
    nonce: str = "",
) -> Vote:
    """Draft a vote on the frozen booklets of a campaign: it opens once another organiser confirms it.

    With the `usual` questions: one for each booklet of two measures or more (choose one of them), one
    overall (which three booklets first), blank offered on each; without, they are added one by one.
    Wordings are copied with their digests. Who joined after `cutoff_on` has no seat, nor who does not
    fulfil the `conditions`; a campaign of one group asks for that group whatever they say. Both are
    announced in the journal now, before there is any roll, with the `urgent_reason` that a vote needs whose
    opening is less than 72 hours away. The ballots of a `rehearsal` are thrown away at the close; without
    `changes` a ballot in the box is final. The same `nonce` gives the vote that it made before.

    Raises RuleBroken `vote.not-frozen` before the freeze, `vote.booklet-changed` when a booklet is no
    longer what was frozen, and what `check_dates`, `check_notice`, `check_conditions` and `check_vote` raise.
    """
    actor = person.acting_as("organiser", campaign.group_id)
    # One at a time for a campaign: the same form sent twice at once, and two slugs from one title.
    campaign = Campaign.objects.select_for_update(of=("self",)).select_related("group").get(pk=campaign.pk)
    own = Vote.objects.filter(campaign=campaign, scheduled_by=person.known)
    known = own.filter(nonce=nonce).first() if nonce else None
    if known is not None:
        return known
    if campaign.frozen_at is None:
        raise RuleBroken("vote.not-frozen")
    now = clock.now()
    opens_at, closes_at = opens_at.replace(microsecond=0), closes_at.replace(microsecond=0)
    check_dates(cutoff_on, timezone.localdate(opens_at), opens_at, closes_at, now)
    check_urgency(urgent_reason.strip())
    check_notice(opens_at, bool(urgent_reason.strip()), now)
    if campaign.group is not None:
        conditions = replace(conditions, groups=(campaign.group.slug,))
    check_conditions(conditions)
    vote = Vote.objects.create(
        slug=_free_slug(title),
        campaign=campaign,
        title=title.strip(),
        introduction=introduction.strip(),
        cutoff_on=cutoff_on,
        membership_days=conditions.membership_days,
        electing_groups=list(conditions.groups),
        paid_up=conditions.paid_up,
        urgent_reason=urgent_reason.strip(),
        opens_at=opens_at,
        closes_at=closes_at,
        rehearsal=rehearsal,
        changes=changes,
        scheduled_by=person.known,
        scheduled_at=now,
        nonce=nonce or random_name(20),
    )
    booklets = frozen_booklets(campaign)
    if not is_plain_text(vote.title, LONGEST_LINE):
        raise RuleBroken("vote.title-unsafe", vote=vote.slug)
    if usual:
        ask_usual(vote, booklets)
        check_vote(definition_of(vote))
    record(actor, DRAFTED, **drafted_facts(vote))
    record(actor, ROLL_ANNOUNCED, **promise(vote.slug, cutoff_on.isoformat(), conditions, vote.urgent_reason))
    live.announce(f"campaign.{campaign.slug}", "vote-drafted")
    return vote


@transaction.atomic
def confirm_vote(person: Person, vote: Vote, signed: Iterable[str] | None = None) -> None:
    """The second signature: from here wording and dates are fixed by a digest in the journal.

    `signed` are the digests of the questions as they were read, one by one (`vote.question-unsigned`), and of
    the whole vote (`vote.changed-since-read`); without, as they are stored. By another organiser than the one
    who drafted them (`vote.same-organiser`), of another public name (`vote.same-name`: the journal could not
    tell them apart), before the opening (`vote.too-late-to-confirm`), once (`vote.confirmed-already`), and
    only while the booklets are what was frozen (`vote.booklet-changed`). Raises besides what `check_vote` and
    `check_patterns` and `check_two_people` raise.
    """
    actor = person.acting_as("organiser", vote.campaign.group_id)
    locked = Vote.objects.select_for_update().get(pk=vote.pk)
    now = clock.now()
    if locked.confirmed_at is not None:
        raise RuleBroken("vote.confirmed-already")
    if locked.scheduled_by_id == person.known.pk:
        raise RuleBroken("vote.same-organiser")
    if actor.name in (locked.scheduled_by.display_name, first_signer(locked, DRAFTED)):
        raise RuleBroken("vote.same-name", name=actor.name)
    check_two_people(person, locked.scheduled_by_id)
    if now >= locked.opens_at:
        raise RuleBroken("vote.too-late-to-confirm")
    frozen_booklets(vote.campaign)  # refuses one that is no longer what was frozen
    definition = definition_of(locked)
    check_vote(definition)
    seats = locked.roll_seats or eligible_count(locked, timezone.localdate(now))
    for question in definition.questions:
        check_patterns(question, seats)
    if signed is not None:
        check_read(definition, signed)
    Vote.objects.filter(pk=locked.pk).update(
        confirmed_by=person.known, confirmed_at=now, digest=definition.digest()
    )
    link = record(actor, "vote.scheduled", **scheduled_facts(definition))
    # The journal's second is what a verifier will see.
    if link.at >= definition.opens_at:
        raise RuleBroken("vote.too-late-to-confirm")
    live.announce(f"campaign.{vote.campaign.slug}", "vote-scheduled")
    live.announce(f"vote.{locked.slug}", "scheduled")


def _free_slug(title: str) -> str:
    base = slugify(title.replace("’", " ")).replace("_", "-")[:LONGEST_SLUG].strip("-") or "scrutin"
    return free_name(base, set(Vote.objects.filter(slug__startswith=base).values_list("slug", flat=True)))
