"""What moderators do: hide words that the law forbids or that name a person, and show them again.

Only words go. A text keeps its place in every corpus and digest, an objection its claim to an answer, a rival
run its numbers: hiding can win no argument. Each act has a public reason, in the journal.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from deliberation import clock, live
from deliberation.core.errors import RuleBroken
from deliberation.journal.actions import record
from deliberation.members.access import Person
from proposals.actions.arriving import put_on_board
from proposals.actions.filing import ask_for_files_again
from proposals.core.booklets import OPEN_TO_EDIT, check_reason
from proposals.models import Booklet, Campaign, Objection, Proposal, Rival, Sorting

OPEN, HIDDEN = Proposal.State.OPEN, Proposal.State.HIDDEN


@transaction.atomic
def hide_text(person: Person, text: Proposal, *, reason: str) -> None:
    """Hide an open text's words, at any time; who reads it reads the reason instead.

    It stays where it stands in corpus, digests and frozen booklets; the files that print it are made again.
    Refuses `moderation.not-shown` for a text withdrawn or hidden before, and what `check_reason` refuses.
    """
    actor, campaign = person.acting_as("moderator", text.campaign.group_id), _lock(text.campaign)
    reason = check_reason(reason)
    if not Proposal.objects.filter(pk=text.pk, state=OPEN).update(state=HIDDEN, state_reason=reason):
        raise RuleBroken("moderation.not-shown")
    _print_again(campaign, _printing(text))
    record(actor, "text.hidden", campaign=campaign.slug, text=text.name, reason=reason)
    live.announce(f"campaign.{campaign.slug}", "text-hidden")


@transaction.atomic
def show_text(person: Person, text: Proposal, *, reason: str) -> None:
    """Show a hidden text again. On a board made while it was hidden it is placed as one that comes now.

    Refuses `moderation.not-hidden`, and what `check_reason` refuses.
    """
    actor, campaign = person.acting_as("moderator", text.campaign.group_id), _lock(text.campaign)
    reason = check_reason(reason)
    if not Proposal.objects.filter(pk=text.pk, state=HIDDEN).update(state=OPEN, state_reason=""):
        raise RuleBroken("moderation.not-hidden")
    is_editable = campaign.stage(clock.now()).phase in OPEN_TO_EDIT
    if is_editable and not Sorting.objects.filter(proposal=text).exists():
        put_on_board(campaign, [Proposal.objects.get(pk=text.pk)])
    _print_again(campaign, _printing(text))
    record(actor, "text.shown", campaign=campaign.slug, text=text.name, reason=reason)
    live.announce(f"campaign.{campaign.slug}", "text-shown")


@transaction.atomic
def hide_objection(person: Person, objection: Objection, *, reason: str) -> None:
    """Hide the words of an objection. It still waits for its answer, and nothing is frozen before.

    Refuses `moderation.not-shown` for one withdrawn or hidden before, and what `check_reason` refuses.
    """
    actor, campaign = person.acting_as("moderator", objection.campaign.group_id), _lock(objection.campaign)
    reason = check_reason(reason)
    shown = Objection.objects.filter(pk=objection.pk, hidden_reason="").exclude(state="withdrawn")
    if not shown.update(hidden_reason=reason):
        raise RuleBroken("moderation.not-shown")
    _print_again(campaign, Q(pk=objection.booklet_id))
    record(actor, "objection.hidden", campaign=campaign.slug, objection=objection.name, reason=reason)
    live.announce(f"campaign.{campaign.slug}", "objection-hidden")


@transaction.atomic
def show_objection(person: Person, objection: Objection, *, reason: str) -> None:
    """Show the words of an objection again; `moderation.not-hidden`, and what `check_reason` refuses."""
    actor, campaign = person.acting_as("moderator", objection.campaign.group_id), _lock(objection.campaign)
    reason = check_reason(reason)
    if not Objection.objects.filter(pk=objection.pk).exclude(hidden_reason="").update(hidden_reason=""):
        raise RuleBroken("moderation.not-hidden")
    _print_again(campaign, Q(pk=objection.booklet_id))
    record(actor, "objection.shown", campaign=campaign.slug, objection=objection.name, reason=reason)
    live.announce(f"campaign.{campaign.slug}", "objection-shown")


@transaction.atomic
def hide_rival(person: Person, rival: Rival, *, reason: str) -> None:
    """Hide what a member wrote beside a rival run; its numbers stay, since the site repeated them.

    Refuses `moderation.not-shown`, and what `check_reason` refuses.
    """
    campaign = rival.run.campaign
    actor, reason = person.acting_as("moderator", campaign.group_id), check_reason(reason)
    if not Rival.objects.filter(pk=rival.pk, hidden_reason="").update(hidden_reason=reason):
        raise RuleBroken("moderation.not-shown")
    record(actor, "rival.hidden", campaign=campaign.slug, run=rival.run.name, reason=reason)
    live.announce(f"run.{rival.run.name}", "rival-hidden")


@transaction.atomic
def show_rival(person: Person, rival: Rival, *, reason: str) -> None:
    """Show the words beside a rival run again; `moderation.not-hidden`, and what `check_reason` refuses."""
    campaign = rival.run.campaign
    actor, reason = person.acting_as("moderator", campaign.group_id), check_reason(reason)
    if not Rival.objects.filter(pk=rival.pk).exclude(hidden_reason="").update(hidden_reason=""):
        raise RuleBroken("moderation.not-hidden")
    record(actor, "rival.shown", campaign=campaign.slug, run=rival.run.name, reason=reason)
    live.announce(f"run.{rival.run.name}", "rival-shown")


def _lock(campaign: Campaign) -> Campaign:
    """The campaign's row, locked as every act on its texts and objections locks it."""
    return Campaign.objects.select_for_update().get(pk=campaign.pk)


def _printing(text: Proposal) -> Q:
    """The booklets whose files hold words of a text."""
    return Q(measures__sources__proposal=text) | Q(sortings__proposal=text) | Q(objections__texts=text)


def _print_again(campaign: Campaign, where: Q) -> None:
    """What was printed is made again: words that are hidden must not stay in a file of ours."""
    booklets = Booklet.objects.filter(where, campaign=campaign).distinct()
    ask_for_files_again(campaign, booklets, clock.now())
