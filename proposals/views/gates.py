"""A gate for pages that become public: a visitor who may not read one yet is sent to sign in."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from deliberation.members.access import View, person_of
from proposals.access import Moved


def or_sign_in(view: View) -> View:
    """Where the getter finds nothing for a visitor, offer to sign in; whether the page exists is not told.

    What was merged into something else leads there: a link that somebody kept stays good.
    """

    @wraps(view)
    def gate(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except Moved as moved:
            if moved.number:
                return redirect("measure", kwargs["slug"], moved.slug, moved.number)
            return redirect("booklet", kwargs["slug"], moved.slug)
        except Http404:
            if person_of(request).is_member:
                raise
            return redirect_to_login(request.get_full_path())

    return gate
