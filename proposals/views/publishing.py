"""The two acts of a campaign, each after a page that says what will happen and what is missing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from deliberation import clock
from deliberation.core.errors import RuleBroken
from deliberation.members.access import Person, for_office, person_of
from deliberation.members.asking import asks_again
from proposals import access
from proposals.actions.publishing import freeze_booklets, publish_drafts
from proposals.forms.board import count
from proposals.forms.booklets import ReasonForm
from proposals.forms.refusals import in_words
from proposals.queries import booklets as reading
from proposals.queries import objections
from proposals.queries.freezing import forms_of
from proposals.queries.stance import waiting_in

MIXED_SHOWN = 50
either = require_http_methods(["GET", "HEAD", "POST"])


@either
@for_office("organiser")
@asks_again
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Open the draft booklets to the members."""
    done = _("Les brouillons sont publiés : tous les membres les lisent.")

    def act(person: Person, campaign: Any) -> None:
        publish_drafts(person, campaign, seen=count(request.POST.get("mixed")))

    return _confirm(request, slug, act, "proposals/booklets/publish.html", done)


@either
@for_office("organiser")
@asks_again
def freeze(request: HttpRequest, slug: str) -> HttpResponse:
    """Freeze the booklets: their words no longer change, and everyone reads them."""
    done = _("Les livrets sont figés. Leurs empreintes sont au journal.")

    def act(person: Person, campaign: Any) -> None:
        freeze_booklets(person, campaign, early=request.POST.get("reason", ""))

    return _confirm(request, slug, act, "proposals/booklets/freeze.html", done)


def _confirm(
    request: HttpRequest, slug: str, act: Callable[[Person, Any], None], template: str, done: str
) -> HttpResponse:
    person = person_of(request)
    campaign = access.get_campaign_to_organise(person, slug)
    words = None
    if request.method == "POST":
        try:
            act(person, campaign)
        except RuleBroken as broken:
            words = in_words(broken)
        else:
            messages.success(request, done)
            return redirect("booklets", slug)
    covers, mixed = reading.covers_of(campaign), waiting_in(campaign)
    context = {
        "here": "booklets",
        "campaign": campaign,
        "covers": list(zip(covers, forms_of(campaign), strict=True)),
        "missing": reading.missing_in(campaign),
        "contested": objections.figures_of(campaign),
        "without_change": objections.count_without_change(campaign),
        "mixed": mixed,
        "page": Paginator(mixed, MIXED_SHOWN).get_page(request.GET.get("page")),
        "form": ReasonForm(request.POST or None) if clock.now() < campaign.freezing_at else None,
        "refusal": words,
    }
    return render(request, template, context, status=words.status if words else 200)
