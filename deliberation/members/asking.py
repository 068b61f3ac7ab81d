"""Asking for the second factor again: before an act that weighs, and when an office's rights are asleep.

The page that asks carries what was sent and sends it again to the same address with the code, so that
nothing typed is lost and nothing of it is kept here. One middleware takes the code, whatever the address.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.module_loading import import_string
from redis.exceptions import RedisError

from deliberation.core.errors import RuleBroken
from deliberation.members import sessions
from deliberation.members.access import Person, View, forget_person, offices_of, person_of
from deliberation.members.factors import has_factor
from deliberation.members.forms import GiveFactor

OURS = "second-factor"  # what the names of our own fields start with
CODE, READING = f"{OURS}-code", f"{OURS}-reading"


def asks_again(view: View) -> View:
    """Ask whoever holds an office for a fresh code before an act that weighs.

    Only where the last one is older than `ASKED_AGAIN_AFTER`, and only who has a second factor: where the
    instance demands one, nobody else has an office in force. Everyone else gets the view's own answer.
    """
    return _gate(view, lambda person: bool(person.offices))


def asks_owner_again(view: View) -> View:
    """The same for any member, before the own second factor is changed."""
    return _gate(view, lambda person: person.is_member)


def _gate(view: View, concerns: Callable[[Person], bool]) -> View:
    @wraps(view)
    def gate(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST" and concerns(person_of(request)):
            member = person_of(request).known
            if not sessions.is_fresh(request, member, second=True) and has_factor(member):
                return ask(request)
        return view(request, *args, **kwargs)

    return gate


def ask(request: HttpRequest, form: GiveFactor | None = None) -> HttpResponse:
    """The page that asks for a code and carries what was sent; to whom has none, the page to set one up."""
    person = person_of(request)
    if not has_factor(person.known):
        return redirect(f"{reverse('second-factor')}?{urlencode({'next': request.get_full_path()})}")
    context = {
        "form": form or GiveFactor(user=person.known, prefix=OURS),
        "asleep": bool(person.resting),
        "hide_resting": True,
        "kept": [pair for pair in _sent(request) if not pair[0].startswith(OURS)],
        "files": list(request.FILES),
        "reading": READING if request.method != "POST" or READING in request.POST else "",
        "minutes": settings.RIGHTS_SLEEP_AFTER // 60 if person.resting else settings.ASKED_AGAIN_AFTER // 60,
    }
    answer = render(request, "account/ask_again.html", context, status=422 if form else 403)
    answer["Cache-Control"] = "no-store"
    return answer


def _sent(request: HttpRequest) -> list[tuple[str, str]]:
    """What was sent, field by field, but for the token that the page has anew."""
    sent = [(name, value) for name, values in request.POST.lists() for value in values]
    return [(name, str(value)) for name, value in sent if name != "csrfmiddlewaretoken"]


class AskAgain:
    """Takes the code that `ask` asked for, then lets the request go on; asks where rights sleep."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as the view does."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: object) -> HttpResponse | None:
        """Take a code that came with the request: the page again for a wrong one."""
        if request.method != "POST" or CODE not in request.POST:
            return None
        member = person_of(request).member
        if member is None or not has_factor(member):
            return None
        form = GiveFactor(request.POST, user=member, prefix=OURS)
        if not _is_right(form):
            return ask(request, form)
        form.save()
        forget_person(request)
        if READING in request.POST:
            return redirect(request.get_full_path())
        request.POST = _without_ours(request.POST)  # type: ignore[assignment]  # Django has the setter
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Ask where a page is absent to a plain member, and this one holds an office that sleeps.

        What was sent is carried on only to an address that an office alone may send to: a ballot never.
        """
        if not isinstance(exception, Http404) or not person_of(request).resting:
            return None
        sends = request.method not in ("GET", "HEAD")
        match = request.resolver_match
        return None if sends and not (match and offices_of(match.func)) else ask(request)


def _is_right(form: GiveFactor) -> bool:
    """Whether the code is right; what keeps us from knowing becomes an error of the form."""
    try:
        return bool(form.is_valid())
    except (RedisError, OSError):
        broken = RuleBroken("sign-in.paused")
    except RuleBroken as refusal:
        broken = refusal
    form.add_error("code", import_string(settings.WORDS_OF_A_REFUSAL)(broken).happened)
    return False


def _without_ours(sent: QueryDict) -> QueryDict:
    rest = sent.copy()
    for name in [name for name in rest if name.startswith(OURS)]:
        del rest[name]
    return rest
