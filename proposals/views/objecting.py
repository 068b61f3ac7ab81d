"""Making an objection from where one came: a text, a measure, a booklet, the campaign; and taking it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from deliberation import clock
from deliberation.core.errors import RuleBroken
from deliberation.members.access import for_members, person_of
from proposals import access
from proposals.actions.objecting import check_open_to, make_objection, withdraw_objection
from proposals.forms.objections import ObjectionForm
from proposals.forms.refusals import in_words
from proposals.queries import objections as reading
from proposals.queries import subjects
from proposals.queries.shownobjections import as_shown
from proposals.queries.subjects import Subject

either = require_http_methods(["GET", "HEAD", "POST"])


@either
@for_members
def to_campaign(request: HttpRequest, slug: str) -> HttpResponse:
    """Contest that a demand is in none of the booklets."""
    campaign = access.get_campaign_to_object_to(person_of(request), slug)
    return _object(request, subjects.of_campaign(campaign))


@either
@for_members
def to_booklet(request: HttpRequest, slug: str, booklet: str) -> HttpResponse:
    """Contest what a booklet leaves out, or that it gathers texts that do not belong together."""
    found = access.get_booklet_to_object_to(person_of(request), slug, booklet)
    return _object(request, subjects.of_booklet(found))


@either
@for_members
def to_measure(request: HttpRequest, slug: str, booklet: str, number: int) -> HttpResponse:
    """Contest the words of a measure, or that it puts two demands in one."""
    found = access.get_measure_to_object_to(person_of(request), slug, booklet, number)
    return _object(request, subjects.of_measure(found))


@either
@for_members
def to_text(request: HttpRequest, name: str) -> HttpResponse:
    """Contest the place of a text, whoever wrote it."""
    found = access.get_proposal_to_object_to(person_of(request), name)
    return _object(request, subjects.of_text(found))


@either
@for_members
def withdraw(request: HttpRequest, name: str) -> HttpResponse:
    """Take an own objection back, after a page that asks."""
    person = person_of(request)
    found = access.get_own_objection_for(person, name)
    words = None
    if request.method == "POST":
        try:
            withdraw_objection(person, found)
        except RuleBroken as broken:
            words = in_words(broken)
        else:
            messages.success(request, _("Votre contestation est retirée."))
            return redirect("objection", name)
    [shown] = as_shown([found], person)
    context = {"here": "booklets", "campaign": found.campaign, "objection": shown, "refusal": words}
    status = words.status if words else 200
    return render(request, "proposals/objections/withdraw.html", context, status=status)


def _object(request: HttpRequest, subject: Subject) -> HttpResponse:
    """The form over what is contested. Whatever goes wrong, what was typed stays."""
    person, campaign = person_of(request), subject.campaign
    form = ObjectionForm(request.POST or None, subject=subject)
    broken: RuleBroken | None = None
    try:
        if not form.is_bound:
            check_open_to(person, campaign)
        elif form.is_valid():
            read = form.cleaned_data
            made = make_objection(
                person,
                subject,
                kind=read["kind"],
                body=read["body"],
                seen=read["seen"],
                nonce=read["nonce"],
                instead=read["instead"],
                names=read.get("texts", ()),
                terms=read.get("terms", ""),
                signed=read["signed"],
            )
            messages.success(request, _("Votre contestation est déposée. Vous lirez la réponse ici."))
            return redirect("objection", made.name)
    except RuleBroken as refused:
        broken = refused
        if broken.code == "objection.changed-meanwhile":
            form.has_seen(subject)
    words = in_words(broken) if broken else None
    context = {
        "here": "booklets",
        "campaign": campaign,
        "booklet": subject.booklet,
        "subject": subject,
        "form": form,
        "left": max(campaign.objections_each - reading.count_made(campaign, person), 0),
        "closes_at": campaign.freezing_at,
        "now": clock.now(),
        "is_shut": words is not None and not form.is_bound,
        "refusal": words,
    }
    status = words.status if words else 422 if form.errors else 200
    return render(request, "proposals/objections/object.html", context, status=status)
