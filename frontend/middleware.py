"""A refused act becomes a page that says what happened and what to do."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.template.loader import render_to_string

from deliberation.core.errors import RuleBroken
from frontend.wording import refusal


class RefusalPages:
    """Turns a RuleBroken that no view met into a page with its words and its status."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as the view does; an empty "not this method" gets a page, its status and header kept."""
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content:
            response.content = render_to_string("405.html", request=request)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page for a RuleBroken; None for anything else."""
        if not isinstance(exception, RuleBroken):
            return None
        words = refusal(exception)
        answer = render(request, "refusal.html", {"words": words}, status=words.status)
        # It may stand where a ballot would: what was refused now is nothing to keep.
        answer["Cache-Control"] = "no-store"
        return answer
