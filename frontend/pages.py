"""The pages that belong to no single application: home, how it works, the accessibility statement."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from deliberation import clock
from deliberation.members.access import person_of
from frontend.home import campaigns, campaigns_explained, diary


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """For a member, what is left to do; for a visitor, what this is and what is published."""
    person, now = person_of(request), clock.now()
    context = {"now": now, "campaigns": campaigns(person, now), "here": "todo"}
    if not person.is_member:
        return render(request, "welcome.html", context)
    return render(request, "home.html", {**context, "diary": diary(person, now)})


@require_safe
def how(request: HttpRequest) -> HttpResponse:
    """How it works, step by step, what is not promised, and where the method is told with real figures."""
    return render(request, "how.html", {"methods": campaigns_explained(person_of(request))})


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement, with its gaps."""
    return render(request, "accessibility.html")
