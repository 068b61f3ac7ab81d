"""The sorting board: texts by place, moved with a reason; and taking a run as the board."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from deliberation import clock
from deliberation.core.errors import RuleBroken
from deliberation.members.access import for_office, person_of
from proposals import access
from proposals.actions.sorting import adopt_run, move_texts
from proposals.core.booklets import OPEN_TO_SORT
from proposals.forms import board as sent
from proposals.forms.refusals import in_words
from proposals.queries import board as reading
from proposals.queries import seeing
from proposals.queries.board import Losses
from proposals.queries.runs import outcome_of

PER_PAGE = 50


@require_safe
@for_office("organiser")
def board(request: HttpRequest, slug: str) -> HttpResponse:
    """One place of the board, the doubtful texts first."""
    return _page(request, slug, sent.Move())


@require_POST
@for_office("organiser")
def move(request: HttpRequest, slug: str) -> HttpResponse:
    """Move the texts ticked, or the one whose own button was pressed; then back to the same place.

    Refused, the page comes again with what was chosen; where somebody else moved a text meanwhile,
    both choices stand side by side.
    """
    person = person_of(request)
    campaign = access.get_campaign_to_organise(person, slug)
    asked = sent.read_move(request.POST)
    outside = asked.destination in (reading.TO_PLACE, reading.ASIDE)
    booklet = None if outside else access.get_booklet_to_move_to(campaign, asked.destination)
    place = asked.destination if outside else "booklet"
    try:
        moved = move_texts(person, campaign, asked.seen, place, booklet, asked.reason)
    except RuleBroken as broken:
        return _page(request, slug, asked, broken)
    where = booklet.title if booklet else sent.place_name(place)
    said = ngettext(
        "%(count)s texte déplacé vers « %(where)s ».", "%(count)s textes déplacés vers « %(where)s ».", moved
    )
    messages.success(request, said % {"count": moved, "where": where})
    back = sent.read_asked(request.POST, reading.places_of(campaign))
    return redirect(f"{reverse('board', args=[slug])}?{back.address}#texts")


def _page(
    request: HttpRequest, slug: str, asked: sent.Move, broken: RuleBroken | None = None
) -> HttpResponse:
    campaign = access.get_campaign_to_organise(person_of(request), slug)
    places = sent.in_words(reading.places_of(campaign))
    at = sent.read_asked(request.POST if broken else request.GET, places)
    conflicts = (
        reading.conflicts_of(campaign, {text.name: text.version for text in asked.seen}) if broken else []
    )
    apart = {conflict.name for conflict in conflicts}
    rows = reading.texts_at(campaign, at.at, doubtful=at.order == "doubtful", query=at.words)
    page = Paginator(rows, PER_PAGE).get_page(at.page)
    shown = [row for row in page if row.proposal.name not in apart]
    if broken:
        # The page may have shifted meanwhile: what was ticked stays in sight.
        shown = reading.with_texts(campaign, shown, {text.name for text in asked.seen} - apart)
    items = reading.items_of(campaign, shown, places)
    words = in_words(broken) if broken else None
    seen = seeing.seen_in_booklets(campaign)
    context = {
        "here": "booklets",
        "campaign": campaign,
        "is_open": campaign.stage(clock.now()).phase in OPEN_TO_SORT,
        "places": places,
        "place": next(place for place in places if place.key == at.at),
        "asked": at,
        "page": page,
        "rows": sent.rows_of(items, places, at.at, asked),
        "sent": asked,
        "options": sent.destinations(places, at.at, asked.to),
        "wanted": next((place.title for place in places if place.key == asked.destination), ""),
        "conflicts": sent.conflicts_in_words(conflicts, places, asked),
        "progress": reading.progress_of(campaign),
        "lists": seen.silence if seen else None,
        "refusal": words,
    }
    return render(request, "proposals/board/board.html", context, status=words.status if words else 200)


@for_office("organiser")
def adopt(request: HttpRequest, name: str) -> HttpResponse:
    """Say what taking a run as the board makes and loses; do it once that is confirmed."""
    person = person_of(request)
    run = access.get_run_to_adopt(person, name)
    broken: RuleBroken | None = None
    if request.method == "POST":
        seen = Losses(_count(request.POST.get("moves")), _count(request.POST.get("wordings")))
        try:
            made = adopt_run(person, run, seen)
        except RuleBroken as refused:
            broken = refused
        else:
            said = ngettext("Passe retenue : %s livret.", "Passe retenue : %s livrets.", made)
            messages.success(request, said % made)
            return redirect("board", run.campaign.slug)
    words = in_words(broken) if broken else None
    context = {
        "here": "booklets",
        "campaign": run.campaign,
        "run": run,
        "outcome": outcome_of(run),
        "losses": reading.losses_of(run.campaign),
        "replaces": run.campaign.run_id is not None,
        "refusal": words,
    }
    return render(request, "proposals/board/adopt.html", context, status=words.status if words else 200)


def _count(value: str | None) -> int:
    """A count out of a hidden field; -1, which no count is, for anything else."""
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 10 else -1
