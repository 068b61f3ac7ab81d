"""The pages for what went wrong outside any rule: no such page, too much sent, a fault of ours."""

from __future__ import annotations

import sys

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

# Gone, full, busy for too long, or cut in the middle: it comes back without anything to mend.
AWAY = (OperationalError, InterfaceError)
TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent)


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or 413 when more was sent than we take."""
    if isinstance(exception, TOO_MUCH):
        return render(request, "413.html", status=413)
    return render(request, "400.html", status=400)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: absent, or not yours; the page does not tell which."""
    return render(request, "404.html", status=404)


def too_often(request: HttpRequest) -> HttpResponse:
    """429: sign-in was tried too often (django-allauth asks for this one by name)."""
    return render(request, "429.html", status=429)


def our_fault(request: HttpRequest) -> HttpResponse:
    """500, or 503 where the database is what failed: a page that needs neither database nor session."""
    if isinstance(sys.exc_info()[1], AWAY):
        answer = HttpResponse(render_to_string("503.html"), status=503)
        answer["Retry-After"], answer["Cache-Control"] = "60", "no-store"
        return answer
    return HttpResponse(render_to_string("500.html"), status=500)
