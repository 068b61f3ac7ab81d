"""The pages that belong to no single application: home, how it works, the accessibility statement."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from deliberation import clock
from deliberation.members.access import person_of
from frontend.home import campaigns, campaigns_explained, diary

# No ballot has more fields than this.
MOST_KEPT = 600


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


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is too old. A ballot read over after another sign-in is offered again as it was:
    nothing is stored, and its change code, which may be somebody else's, is left out.
    """
    match = request.resolver_match
    if match is None or match.url_name != "ballot-review":
        return render(request, "403_csrf.html", status=403)
    names = sorted(name for name in request.POST if name not in ("csrfmiddlewaretoken", "code"))
    kept = [(name, value) for name in names[:MOST_KEPT] for value in request.POST.getlist(name)[:MOST_KEPT]]
    context = {"here": "votes", "again": request.path, "kept": kept}
    answer = render(request, "votes/again.html", context, status=403)
    answer["Cache-Control"] = "no-store"
    return answer
