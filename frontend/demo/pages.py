"""The demo's two pages: whom to be, and the next phase. Outside the demo they do not exist."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from deliberation import clock
from deliberation.core.errors import RuleBroken
from deliberation.members.access import View
from deliberation.members.sessions import note_sign_in
from frontend import typography
from frontend.demo import choosing, phases
from frontend.words.house import BOUNDARIES


def for_demo(view: View) -> View:
    """Answer 404 outside the demo."""

    @wraps(view)
    def gate(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not settings.DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return gate


@for_demo
@never_cache
@require_http_methods(["GET", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """Choose whom to be: one click signs in."""
    if request.method == "POST":
        member = choosing.who(request.POST.get("person", ""))
        login(request, member, backend=settings.AUTHENTICATION_BACKENDS[0])
        note_sign_in(request, member, "demo")
        messages.success(request, _("Vous êtes maintenant %(name)s") % {"name": member.display_name})
        return redirect("home")
    context = {"officers": choosing.officers(), "members": choosing.members()}
    return render(request, "demo/people.html", context)


@for_demo
@require_POST
def next_phase(request: HttpRequest) -> HttpResponse:
    """Live through the next announced moment, then say which moment it is."""
    try:
        passed = phases.live_through()
    except RuleBroken as refusal:
        if refusal.code != "demo.nothing-ahead":
            raise
        messages.warning(request, _("Toutes les dates annoncées sont passées. L’horloge reste où elle est."))
        return redirect("home")
    said = " ".join(_(BOUNDARIES[boundary.date]) % {"title": boundary.title} for boundary in passed)
    now = typography.when(clock.now(), "weekday")
    messages.success(request, _("Nous sommes le %(now)s. %(said)s") % {"now": now, "said": said})
    return redirect("home")
