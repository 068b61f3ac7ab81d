"""Scheduling a vote from frozen booklets, and the second organiser's signature."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override

from deliberation import clock, live
from deliberation.core.errors import RuleBroken
from deliberation.core.names import random_name
from deliberation.journal.actions import record
from deliberation.members.access import Person
from proposals.core.booklets import FrozenBooklet
from proposals.models import Booklet, Campaign
from proposals.queries.freezing import forms_of
from votes.core.definition import check_vote
from votes.core.electorate import NO_CONDITIONS, Conditions, check_conditions
from votes.core.pack import ROLL_ANNOUNCED, scheduled_facts
from votes.core.rolls import check_urgency, promise
from votes.core.stages import check_dates, check_notice
from votes.models import Option, Question, Vote
from votes.queries.definitions import definition_of

FEWEST_OPTIONS = 2
MOST_FIRST_BOOKLETS = 3
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
    nonce: str = "",
) -> Vote:
    """Make a vote from the frozen booklets of a campaign: it opens once another organiser confirms it.

    One question for each booklet of two measures or more (choose one of them), one overall (which
    three booklets first); blank is offered on each. Wordings are copied with their digests. Who joined
    after `cutoff_on` has no seat, nor who does not fulfil the `conditions`; a campaign of one group asks
    for that group whatever they say. Both are announced in the journal now, before there is any roll, with
    the `urgent_reason` that a vote needs whose opening is less than 72 hours away. The same `nonce` gives
    the vote that it made before.

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
        scheduled_by=person.known,
        scheduled_at=now,
        nonce=nonce or random_name(20),
    )
    _copy_questions(vote, _frozen_booklets(campaign))
    check_vote(definition_of(vote))
    record(actor, "vote.drafted", vote=vote.slug, title=vote.title, campaign=campaign.slug)
    record(actor, ROLL_ANNOUNCED, **promise(vote.slug, cutoff_on.isoformat(), conditions, vote.urgent_reason))
    live.announce(f"campaign.{campaign.slug}", "vote-drafted")
    return vote


@transaction.atomic
def confirm_vote(person: Person, vote: Vote) -> None:
    """The second signature: from here wording and dates are fixed by a digest in the journal.

    By another organiser than the one who scheduled it (`vote.same-organiser`), before the opening
    (`vote.too-late-to-confirm`), once (`vote.confirmed-already`), and only while the booklets are what
    was frozen (`vote.booklet-changed`).
    """
    actor = person.acting_as("organiser", vote.campaign.group_id)
    locked = Vote.objects.select_for_update().get(pk=vote.pk)
    now = clock.now()
    if locked.confirmed_at is not None:
        raise RuleBroken("vote.confirmed-already")
    if locked.scheduled_by_id == person.known.pk:
        raise RuleBroken("vote.same-organiser")
    if now >= locked.opens_at:
        raise RuleBroken("vote.too-late-to-confirm")
    _frozen_booklets(vote.campaign)  # refuses one that is no longer what was frozen
    definition = definition_of(locked)
    check_vote(definition)
    Vote.objects.filter(pk=locked.pk).update(
        confirmed_by=person.known, confirmed_at=now, digest=definition.digest()
    )
    record(actor, "vote.scheduled", **scheduled_facts(definition))
    live.announce(f"campaign.{vote.campaign.slug}", "vote-scheduled")
    live.announce(f"vote.{locked.slug}", "scheduled")


Frozen = tuple[Booklet, FrozenBooklet]


def _frozen_booklets(campaign: Campaign) -> list[Frozen]:
    forms = {form.slug: form for form in forms_of(campaign)}
    rows = Booklet.objects.filter(campaign=campaign).select_related("campaign")
    booklets = [(booklet, forms[booklet.slug]) for booklet in rows]
    for booklet, form in booklets:
        if not booklet.digest or form.digest() != booklet.digest:
            raise RuleBroken("vote.booklet-changed", title=booklet.title)
    return booklets


def _copy_questions(vote: Vote, booklets: Collection[Frozen]) -> None:
    with override(vote.campaign.language):  # the words of a ballot are in the campaign's language
        asked = [pair for pair in booklets if len(pair[1].measures) >= FEWEST_OPTIONS]
        for number, (booklet, frozen) in enumerate(asked, start=1):
            _ask_about(vote, number, booklet, frozen)
        if len(booklets) >= FEWEST_OPTIONS:
            _ask_which_first(vote, len(asked) + 1, booklets)


def _ask_about(vote: Vote, number: int, booklet: Booklet, frozen: FrozenBooklet) -> None:
    address = _address(booklet)
    question = Question.objects.create(
        vote=vote,
        slug=booklet.slug,
        number=number,
        text=_("Quelle mesure mettre en premier ?"),
        subject_slug=booklet.slug,
        subject_title=booklet.title,
        subject_digest=booklet.digest,
        subject_url=address,
        hue=booklet.hue,
    )
    _offer(
        question,
        (
            (f"m{measure.number}", measure.title, measure.digest(), f"{address}#m{measure.number}")
            for measure in frozen.measures
        ),
    )


def _ask_which_first(vote: Vote, number: int, booklets: Collection[Frozen]) -> None:
    taken = {booklet.slug for booklet, _frozen in booklets}
    most = min(MOST_FIRST_BOOKLETS, len(booklets) - 1)
    text = _("Quels %(most)s livrets traiter d’abord ?") if most > 1 else _("Quel livret traiter d’abord ?")
    question = Question.objects.create(
        vote=vote,
        slug=_free_name("booklets-first", taken),
        number=number,
        text=text % {"most": most},
        most=most,
    )
    _offer(
        question,
        (
            (f"b{booklet.number}", booklet.title, booklet.digest, _address(booklet))
            for booklet, _frozen in booklets
        ),
    )


def _address(booklet: Booklet) -> str:
    return reverse("booklet", args=[booklet.campaign.slug, booklet.slug])


def _offer(question: Question, options: Iterable[tuple[str, str, str, str]]) -> None:
    Option.objects.bulk_create(
        Option(question=question, code=code, position=position, text=text, digest=digest, url=url)
        for position, (code, text, digest, url) in enumerate(options, start=1)
    )


def _free_slug(title: str) -> str:
    base = slugify(title.replace("’", " ")).replace("_", "-")[:LONGEST_SLUG].strip("-") or "scrutin"
    return _free_name(base, set(Vote.objects.filter(slug__startswith=base).values_list("slug", flat=True)))


def _free_name(base: str, taken: Collection[str]) -> str:
    name, number = base, 2
    while name in taken:
        name, number = f"{base}-{number}", number + 1
    return name
