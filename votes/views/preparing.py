"""Organisers' pages: scheduling a vote, confirming it, preparing and freezing its roll."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from deliberation import clock
from deliberation.core.errors import RuleBroken
from deliberation.core.names import random_name
from deliberation.members.access import for_office, person_of
from deliberation.members.asking import asks_again
from proposals.access import get_campaign_to_organise
from proposals.forms.refusals import in_words
from votes import access
from votes.actions.allowing import allow_changes
from votes.actions.rolling import freeze_roll, prepare_roll
from votes.actions.scheduling import confirm_vote, schedule_vote
from votes.core.kinds import KINDS
from votes.forms.scheduling import ElectorateForm, ScheduleForm
from votes.queries.definitions import definition_of
from votes.queries.listing import prepared
from votes.queries.rolls import groups_to_choose, names_of_groups
from votes.queries.seats import eligible_count

DAY = timedelta(days=1)
# What the form proposes between now and the opening: a week and a day, so that the root is out for a week.
ROOT_OUT = 8 * DAY


@require_http_methods(["GET", "HEAD", "POST"])
@for_office("organiser")
@asks_again
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Schedule a vote on the frozen booklets of a campaign."""
    person, now = person_of(request), clock.now()
    campaign = get_campaign_to_organise(person, slug)
    again = access.votes_for(person).filter(campaign=campaign, slug=request.GET.get("from", "")).first()
    first = {
        "title": again.title if again else campaign.title,
        "introduction": again.introduction if again else "",
        "final": bool(again and not again.changes),
        "cutoff_on": timezone.localdate(now) - DAY,
        "opens_at": max(campaign.voting_at, now + ROOT_OUT),
        "closes_at": max(campaign.closing_at, now + 2 * ROOT_OUT),
        "nonce": random_name(20),
    }
    form = ScheduleForm(request.POST or None, initial=first)
    electorate = ElectorateForm(groups_to_choose(), request.POST or None)
    refused, status = None, 200 if request.method != "POST" else 422
    if campaign.frozen_at is None:
        refused, status = RuleBroken("vote.not-frozen"), 409
    elif request.method == "POST" and all([form.is_valid(), electorate.is_valid()]):
        try:
            vote = schedule_vote(person, campaign, **form.cleaned_data, **electorate.electorate)
        except RuleBroken as broken:
            refused, status = broken, in_words(broken).status
        else:
            messages.success(request, _("Le scrutin est préparé. Un autre organisateur doit le confirmer."))
            return redirect("vote-preparation", vote.slug)
    context = {
        "here": "votes", "campaign": campaign, "form": form, "electorate": electorate, "refused": refused,
    }  # fmt: skip
    return render(request, "votes/new.html", context, status=status)


@require_safe
@for_office("organiser")
def preparation(request: HttpRequest, slug: str) -> HttpResponse:
    """What will be asked, with digests and pattern counts, and the acts that are left before the opening."""
    return _preparation_page(request, slug)


@require_POST
@for_office("organiser")
@asks_again
def confirm(request: HttpRequest, slug: str) -> HttpResponse:
    """The second organiser's signature, question by question."""
    sign = partial(confirm_vote, signed=request.POST.getlist("signed"))
    return _act(request, slug, sign, _("Le scrutin est confirmé, et le journal le dit."))


@require_POST
@for_office("organiser")
@asks_again
def changes(request: HttpRequest, slug: str) -> HttpResponse:
    """Let ballots be changed until the close, or make each final."""
    allow = partial(allow_changes, allowed=request.POST.get("allowed") == "yes")
    return _act(request, slug, allow, _("La règle est notée. Un autre organisateur doit signer le tout."))


@require_POST
@for_office("organiser")
@asks_again
def prepare(request: HttpRequest, slug: str) -> HttpResponse:
    """Prepare the roll, or prepare it again."""
    return _act(request, slug, prepare_roll, _("La liste est préparée. Un autre organisateur doit la figer."))


@require_POST
@for_office("organiser")
@asks_again
def freeze(request: HttpRequest, slug: str) -> HttpResponse:
    """Freeze the roll."""
    return _act(request, slug, freeze_roll, _("La liste est figée, et sa racine est au journal."))


def _act(request: HttpRequest, slug: str, act: Callable[..., object], done: str) -> HttpResponse:
    person = person_of(request)
    try:
        act(person, access.get_vote_to_organise(person, slug))
    except RuleBroken as broken:
        return _preparation_page(request, slug, broken)
    messages.success(request, done)
    return redirect("vote-preparation", slug)


def _preparation_page(request: HttpRequest, slug: str, broken: RuleBroken | None = None) -> HttpResponse:
    person, now = person_of(request), clock.now()
    vote = access.get_vote_to_organise(person, slug)
    seats = vote.roll_seats or eligible_count(vote, timezone.localdate(now))
    drafted = vote.scheduled_by_id == person.known.pk
    waits = vote.confirmed_at is None and now < vote.opens_at
    ticked = request.POST.getlist("signed") if broken else []
    context = {
        "here": "votes",
        "vote": vote,
        "stage": vote.stage(now),
        "now": now,
        "late": now >= vote.opens_at,
        "digest": vote.digest or definition_of(vote).digest(),
        "seats": seats,
        "questions": prepared(vote, seats, ticked),
        "ticked": ticked,
        "scheduled_it": drafted,
        "may_draft": waits,
        "may_sign": waits and not drafted,
        "kinds": KINDS,
        "names": names_of_groups(vote.electing_groups),
        "prepared_it": vote.roll_prepared_by_id == person.known.pk,
        "refused": broken,
    }
    status = in_words(broken).status if broken else 200
    return render(request, "votes/preparation.html", context, status=status)
