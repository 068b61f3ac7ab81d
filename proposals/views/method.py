"""The page that explains the method with the campaign's own figures."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from deliberation.members.access import person_of
from proposals import access
from proposals.queries import coverage, themes
from proposals.queries.method import method_of
from proposals.views.gates import or_sign_in


@require_safe
@or_sign_in
def method(request: HttpRequest, slug: str) -> HttpResponse:
    """The method in one minute for everyone, in ten for who wants to check it."""
    person = person_of(request)
    campaign = access.get_campaign_of_runs_for(person, slug)
    run = themes.run_to_see(campaign)
    context = {
        "here": "booklets",
        "campaign": campaign,
        "run": run,
        "told": method_of(run) if run else None,
        "margins": coverage.margins_of(run),
        "reads_silence": access.may_read_booklets(person, campaign),
        "may_read_texts": access.may_read_texts(person, campaign),
    }
    return render(request, "proposals/method/method.html", context)
