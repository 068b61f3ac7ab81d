"""The page of the board, as every act on it comes back to it: done, or refused with what was sent."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from deliberation import clock
from deliberation.core.errors import RuleBroken
from deliberation.members.access import person_of
from proposals import access
from proposals.core.booklets import OPEN_TO_SORT
from proposals.forms import board as sent
from proposals.forms.booklets import TitleForm, naming
from proposals.forms.refusals import in_words
from proposals.queries import board as reading
from proposals.queries import boardlists as lists
from proposals.queries import seeing
from proposals.queries.stance import waiting_in_booklets
from proposals.queries.steps import steps_of

PER_PAGE = 50
NOTHING_SENT = sent.Move()


def board_page(
    request: HttpRequest,
    slug: str,
    asked: sent.Move = NOTHING_SENT,
    broken: RuleBroken | None = None,
    named: tuple[str, TitleForm] | None = None,
) -> HttpResponse:
    """The board; after a refusal with what was sent (`asked`, or the booklet `named` and its form)."""
    person = person_of(request)
    campaign = access.get_campaign_to_organise(person, slug)
    now = clock.now()
    places = sent.in_words(reading.places_of(campaign))
    at = sent.read_asked(request.GET if request.method == "GET" else request.POST, places)
    booklet = access.get_booklet_to_move_to(campaign, named[0] if named else at.at)
    words = in_words(broken) if broken else None
    seen = seeing.seen_in_booklets(campaign)
    context = {
        "here": "booklets",
        "campaign": campaign,
        "is_open": campaign.stage(now).phase in OPEN_TO_SORT,
        "places": places,
        "place": sent.place_at(places, at.at),
        "asked": at,
        "sent": asked,
        "options": sent.destinations(places, at.at, asked.to),
        "progress": reading.progress_of(campaign),
        "languages": lists.languages_of(campaign),
        "steps": steps_of(campaign, person, now),
        "naming": named[1] if named else naming(booklet) if booklet else None,
        "booklet": booklet,
        "waiting": waiting_in_booklets([booklet]).get(booklet.pk, 0) if booklet else 0,
        "lists": seen.silence if seen else None,
        "refusal": words,
    }
    moved = sent.plain(request.GET.get("moved", ""))
    step = access.get_own_step(person, campaign, moved) if moved else None
    context |= _list(campaign, places, at, asked, step, refused=broken is not None)
    status = words.status if words else 422 if named else 200
    return render(request, "proposals/board/board.html", context, status=status)


def _list(
    campaign: Any,
    places: list[reading.Place],
    at: sent.Asked,
    asked: sent.Move,
    step: Any,
    *,
    refused: bool,
) -> dict[str, object]:
    """The texts of the page: those asked for; those just moved, where they stood; in conflict, apart."""
    doubtful = at.order == "doubtful"
    found = lists.slice_of(
        lists.texts_at(campaign, at.wanted), PER_PAGE, doubtful=doubtful, after=at.after, before=at.before
    )
    seen = {text.name: text.version for text in asked.seen}
    conflicts = reading.conflicts_of(campaign, seen) if refused else []
    apart = {conflict.name for conflict in conflicts}
    shown = [row for row in found.rows if row.proposal.name not in apart]
    if refused:
        # The page may have shifted meanwhile: what was ticked stays in sight.
        shown = lists.with_texts(campaign, shown, set(seen) - apart)
    gone = lists.moved_by(campaign, step, PER_PAGE) if step else []
    gone = [row for row in gone if row.proposal_id not in {row.proposal_id for row in shown}]
    items = {item.name: item for item in reading.items_of(campaign, shown, places)}
    return {
        "found": found,
        "links": sent.links_of(at, found),
        "cards": sent.cards_of(lists.in_between(shown, gone, step, doubtful), items, places, at.at, asked),
        "moved": step,
        "landing": sent.landing_in_words(lists.landing_of(gone[0])) if gone else None,
        "wanted": next((one.title for one in places if one.key == asked.destination), ""),
        "conflicts": sent.conflicts_in_words(conflicts, places, asked),
    }
