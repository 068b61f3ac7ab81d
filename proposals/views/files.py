"""The files of a booklet and of a whole campaign: what there is, having them made, taking one along."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from deliberation.members.access import Person, person_of
from deliberation.members.asking import asks_again
from proposals import access
from proposals.actions.filing import ask_for_booklet_files, ask_for_campaign_file
from proposals.exports.campaigns import stamp_of
from proposals.exports.keeping import booklet_files, campaign_file, held_bytes
from proposals.queries.documents import document_of
from proposals.views.gates import or_sign_in

TYPES = {
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "json": "application/json",
    "zip": "application/zip",
}


@require_http_methods(["GET", "HEAD", "POST"])
@or_sign_in
def files(request: HttpRequest, slug: str, booklet: str) -> HttpResponse:
    """What can be taken along of a booklet, and how to check it; sending the form has the files made."""
    person = person_of(request)
    if request.method == "POST":
        ask_for_booklet_files(access.get_booklet_for(person, slug, booklet))
        return redirect("booklet-files", slug, booklet)
    return render(request, "proposals/booklets/files.html", _state(person, slug, booklet))


@require_safe
def progress(request: HttpRequest, slug: str, booklet: str) -> HttpResponse:
    """The part of that page that moves, for pages that listen."""
    state = _state(person_of(request), slug, booklet)
    answer = render(request, "proposals/booklets/_files.html", state)
    answer["Cache-Control"] = "no-store"
    return answer


@require_safe
@or_sign_in
def file(request: HttpRequest, slug: str, booklet: str, ending: str) -> HttpResponse:
    """One file; where it is not up to date, the page on which to have it made."""
    shown = access.get_booklet_for(person_of(request), slug, booklet)
    content = held_bytes(booklet_files(shown, document_of(shown)), ending)
    if content is None:
        return redirect("booklet-files", slug, booklet)
    return _file(content, ending, f"livret-{shown.number}-{shown.slug}.{ending}")


@require_http_methods(["GET", "HEAD", "POST"])
@or_sign_in
@asks_again
def whole(request: HttpRequest, slug: str) -> HttpResponse:
    """The export of a whole campaign: what it holds, and having it made."""
    person = person_of(request)
    if request.method == "POST":
        ask_for_campaign_file(access.get_campaign_of_runs_for(person, slug))
        return redirect("campaign-data", slug)
    return render(request, "proposals/campaigns/data.html", _whole_state(person, slug))


@require_safe
def whole_progress(request: HttpRequest, slug: str) -> HttpResponse:
    """The part of that page that moves, for pages that listen."""
    answer = render(request, "proposals/campaigns/_data.html", _whole_state(person_of(request), slug))
    answer["Cache-Control"] = "no-store"
    return answer


@require_safe
@or_sign_in
def whole_file(request: HttpRequest, slug: str) -> HttpResponse:
    """The export; where it is not up to date, the page on which to have it made."""
    campaign = access.get_campaign_of_runs_for(person_of(request), slug)
    content = held_bytes(campaign_file(campaign, stamp_of(campaign)), "zip")
    if content is None:
        return redirect("campaign-data", slug)
    return _file(content, "zip", f"livret-{campaign.slug}.zip")


def _whole_state(person: Person, slug: str) -> dict[str, Any]:
    """What the moving part of the page shows, for every state of the file."""
    campaign = access.get_campaign_of_runs_for(person, slug)
    return {
        "here": "booklets",
        "campaign": campaign,
        "standing": campaign_file(campaign, stamp_of(campaign)),
        "topic": f"files.{campaign.slug}",
    }


def _file(content: bytes, ending: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private"}
    return HttpResponse(content, content_type=TYPES[ending], headers=headers)


def _state(person: Person, slug: str, booklet: str) -> dict[str, Any]:
    """What the moving part of the page shows, for every state of the files."""
    shown = access.get_booklet_for(person, slug, booklet)
    document = document_of(shown)
    return {
        "here": "booklets",
        "campaign": shown.campaign,
        "booklet": shown,
        "digest": document.booklet.digest(),
        "standing": booklet_files(shown, document),
        "topic": f"files.{shown.campaign.slug}.{shown.number}",
    }
