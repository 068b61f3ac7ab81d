"""The hint while typing: the texts near to what is typed, as a piece of the page where it is written."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from deliberation import pace
from deliberation.members.access import for_members, person_of
from proposals import access
from proposals.actions.writing import check_may_write
from proposals.forms.similar import differences_typed
from proposals.queries.similar import similar_to

SECONDS_BETWEEN = 1


@require_POST
@never_cache
@for_members
def similar(request: HttpRequest, slug: str) -> HttpResponse:
    """The near texts; nothing is stored. Posted, so that no draft stands in an address or in a log.

    Once a second per member (429): the page asks again by itself, and without it nothing is lost.
    """
    person = person_of(request)
    campaign = access.get_campaign_of_texts_for(person, slug)
    check_may_write(person, campaign)
    if not pace.may_again(f"similar.{person.known.pk}", SECONDS_BETWEEN):
        return HttpResponse(status=429)
    typed = request.POST
    found = similar_to(
        person, campaign, typed.get("title", ""), typed.get("body", ""), differences_typed(typed)
    )
    return render(request, "proposals/texts/_similar.html", {"similar": found})
