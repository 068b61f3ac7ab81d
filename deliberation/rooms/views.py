"""The pages of rooms: the list, a room with its history and its form, and what a page missed."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from deliberation.core.errors import RuleBroken
from deliberation.members.access import for_members, person_of
from deliberation.rooms import actions, queries
from deliberation.rooms.access import get_room_for
from deliberation.rooms.forms import After, MessageForm

A_PAGE = 20


@require_safe
@for_members
def rooms(request: HttpRequest) -> HttpResponse:
    """The rooms that the member may enter."""
    page = Paginator(queries.rooms_for(person_of(request)), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "rooms/rooms.html", {"page": page, "here": "rooms"})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@for_members
def room(request: HttpRequest, name: str) -> HttpResponse:
    """A room: its newest messages, or those `?before=N`; a POST sends one message."""
    person = person_of(request)
    found = get_room_for(person, name)
    form, refused, status = MessageForm(request.POST or None), None, 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.send_message(person, found, form.cleaned_data["body"], form.cleaned_data["client_id"])
            except RuleBroken as broken:
                refused, status = broken, 409
            else:
                return redirect("room", name=name)
    before = _number(request.GET.get("before", ""))
    page = queries.messages_before(found, before)
    context = {
        "room": found, "form": form, "refused": refused, "here": "rooms", "before": before,
        "page": page, "last": page[-1].number if page else 0,
        "older": page[0].number - 1 if page else 0, "first": page[0].number if page else 0,
        "me": queries.author_mark(found.pk, person.known.pk),
    }  # fmt: skip
    return render(request, "rooms/room.html", context, status=status)


@require_safe
@never_cache
@for_members
def messages(request: HttpRequest, name: str) -> JsonResponse:
    """The messages after `?after=N`, at most 100: {"messages": [...], "last": N}; 422 for a bad number."""
    found = get_room_for(person_of(request), name)
    form = After(request.GET)
    if not form.is_valid():
        return JsonResponse({"error": "after"}, status=422)
    rows = queries.messages_after(found, form.cleaned_data["after"] or 0)
    return JsonResponse({"messages": [queries.encoded(row) for row in rows], "last": found.last_number})


def _number(text: str) -> int | None:
    """A number of a message from an address; anything else is as if it were not there."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None
