"""The pages of one's own second factor, and the end of one's other sessions."""

from __future__ import annotations

from allauth.mfa.base import views as allauth
from allauth.mfa.totp.internal.auth import clear_totp_secret
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from deliberation.members import factors, sessions
from deliberation.members.access import for_members, forget_person, person_of
from deliberation.members.asking import ask, asks_owner_again
from deliberation.members.forms import SetUpFactor
from deliberation.members.signin import Adapter
from deliberation.members.views import guarded

give_factor = guarded(allauth.authenticate)


@never_cache
@require_safe
@for_members
def factor(request: HttpRequest) -> HttpResponse:
    """What my second factor is, what it is for, and what I can do with it."""
    person = person_of(request)
    context = {
        "factor": factors.factor_of(person.known),
        "demanded": settings.SECOND_FACTOR_DEMANDED,
        "held": person.offices or person.resting,
        "next": _next(request),
        "hide_resting": True,
    }
    return render(request, "account/second_factor.html", context)


@guarded
@require_http_methods(["GET", "POST"])
@for_members
def set_up(request: HttpRequest) -> HttpResponse:
    """Show the secret, take the first code, then show the recovery codes, this once."""
    person = person_of(request)
    if factors.has_factor(person.known):
        return redirect("second-factor")
    # A session that somebody else found open must not bind the account to their telephone.
    if not sessions.is_fresh(request, person.known, second=False):
        return render(request, "account/sign_in_anew.html", {"next": _next(request)}, status=403)
    form = SetUpFactor(request.POST if request.method == "POST" else None, user=person.known)
    if request.method == "POST" and form.is_valid():
        codes = factors.set_up_factor(person, form.secret)
        clear_totp_secret(request)
        sessions.end_others(request, person.known)
        sessions.prove(request, person.known)
        forget_person(request)
        return _codes(request, codes)
    context = {
        "form": form,
        "drawn": factors.drawn(person.known, form.secret),
        "next": _next(request),
        "hide_resting": True,
    }
    status = 422 if form.errors else 200
    return render(request, "account/second_factor_set_up.html", context, status=status)


@never_cache
@require_POST
@for_members
@asks_owner_again
def new_codes(request: HttpRequest) -> HttpResponse:
    """Make new recovery codes and show them, this once."""
    return _codes(request, factors.renew_codes(person_of(request)))


@require_POST
@for_members
@asks_owner_again
def remove(request: HttpRequest) -> HttpResponse:
    """Take my second factor away; an office's rights rest until there is another, where it is demanded."""
    person = person_of(request)
    factors.remove_factor(person)
    sessions.end_others(request, person.known)
    sessions.sleep(request, person.known)
    messages.success(request, _("Votre second facteur est retiré."))
    return redirect("second-factor")


@require_POST
@for_members
def end_sessions(request: HttpRequest) -> HttpResponse:
    """End my sessions everywhere but here."""
    sessions.end_others(request, person_of(request).known)
    messages.success(request, _("Vos autres sessions sont terminées."))
    return redirect("second-factor")


@never_cache
@require_http_methods(["GET", "POST"])
@for_members
def again(request: HttpRequest) -> HttpResponse:
    """Give the second factor, so that an office's rights come into force again; then back where one was."""
    if person_of(request).resting:
        return ask(request)
    return redirect(_next(request) or "home")


def _codes(request: HttpRequest, codes: list[str]) -> HttpResponse:
    return render(request, "account/recovery_codes.html", {"codes": codes, "next": _next(request)})


def _next(request: HttpRequest) -> str:
    """Where one came from, if that is a page of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return wanted if Adapter(request).is_safe_url(wanted) else ""
