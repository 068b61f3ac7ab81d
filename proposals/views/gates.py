"""A gate for pages that become public: a visitor who may not read one yet is sent to sign in."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase

from deliberation.members.access import View, person_of


def or_sign_in(view: View) -> View:
    """Where the getter finds nothing for a visitor, offer to sign in; whether the page exists is not told."""

    @wraps(view)
    def gate(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except Http404:
            if person_of(request).is_member:
                raise
            return redirect_to_login(request.get_full_path())

    return gate
