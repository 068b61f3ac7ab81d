"""Sign-in as django-allauth does it, with our statuses, and the page of one's own account."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views as allauth
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.module_loading import import_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from redis.exceptions import RedisError

from deliberation.core.errors import RuleBroken
from deliberation.journal.reads import note_read
from deliberation.members import doubles as pairs
from deliberation.members import queries
from deliberation.members.access import View, for_members, for_office, person_of
from deliberation.members.asking import asks_again

A_PAGE = 20


def guarded(view: View) -> View:
    """A view of django-allauth that fails closed, and says 422 of a form that is wrong.

    Without Redis no attempt can be counted, without mail no code arrives: then nobody signs in and
    the page says so (RuleBroken 'sign-in.paused'), while every other page stays up.
    """

    @wraps(view)
    @never_cache
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response = view(request, *args, **kwargs)
        except (RedisError, OSError) as error:
            raise RuleBroken("sign-in.paused") from error
        form = (getattr(response, "context_data", None) or {}).get("form")
        if form is not None and form.errors and response.status_code == 200:
            response.status_code = 422
        return response

    return answer


sign_in = guarded(allauth.request_login_code)
type_code = guarded(allauth.confirm_login_code)
sign_out = allauth.logout
closed = allauth.signup
inactive = allauth.account_inactive


@for_members
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """My name, my group, my offices, and what the house holds on me."""
    member = person_of(request).known
    return render(request, "account/account.html", {"member": member, "offices": queries.offices_of(member)})


@for_members
@require_safe
@never_cache
def export(request: HttpRequest) -> JsonResponse:
    """What the house holds on me, the register and what I wrote and co-signed, as a file."""
    answer = JsonResponse(
        queries.everything_held_on(person_of(request).known),
        json_dumps_params={"ensure_ascii": False, "indent": 2},
    )
    answer["Content-Disposition"] = 'attachment; filename="livret-account.json"'
    return answer


@never_cache
@require_safe
@for_office("organiser")
def doubles(request: HttpRequest) -> HttpResponse:
    """Accounts that may be one person, for two organisers to say which."""
    return _doubles(request)


@require_POST
@for_office("organiser")
@asks_again
def double_propose(request: HttpRequest, name: str) -> HttpResponse:
    """Propose a verdict on a pair."""
    verdict = request.POST.get("verdict", "")
    return _judge(request, name, lambda person, pair: pairs.propose_verdict(person, pair, verdict))


@require_POST
@for_office("organiser")
@asks_again
def double_settle(request: HttpRequest, name: str) -> HttpResponse:
    """Sign the verdict that another organiser proposed."""
    return _judge(request, name, pairs.settle)


def _judge(request: HttpRequest, name: str, act: Callable[..., None]) -> HttpResponse:
    pair = pairs.get_double(name)
    if pair is None or not person_of(request).holds("organiser"):
        raise Http404
    try:
        act(person_of(request), pair)
    except RuleBroken as broken:
        return _doubles(request, broken)
    return redirect("doubles")


def _doubles(request: HttpRequest, broken: RuleBroken | None = None) -> HttpResponse:
    person = person_of(request)
    note_read(person.acting_as("organiser"), "duplicates.read")
    page = Paginator(pairs.doubles_waiting(), A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "refused": broken, "own": person.known.pk}
    status = import_string(settings.WORDS_OF_A_REFUSAL)(broken).status if broken else 200
    return render(request, "account/doubles.html", context, status=status)
