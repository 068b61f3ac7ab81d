"""The sorting board: texts by place, moved with a reason; a title written there; ten minutes to undo."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from deliberation.core.errors import RuleBroken
from deliberation.members.access import for_office, person_of
from proposals import access
from proposals.actions.drafting import rename_booklet
from proposals.actions.sorting import move_texts, move_to_candidate
from proposals.actions.undoing import undo_step
from proposals.core.booklets import wording_digest
from proposals.forms import board as sent
from proposals.forms.booklets import TitleForm, sent_again
from proposals.queries import board as reading
from proposals.queries import boardlists as lists
from proposals.views.boardpages import PER_PAGE, board_page


@require_safe
@for_office("organiser")
def board(request: HttpRequest, slug: str) -> HttpResponse:
    """One place of the board, the doubtful texts first."""
    return board_page(request, slug)


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
    outside = asked.destination in (lists.TO_PLACE, lists.ASIDE)
    booklet = None if outside else access.get_booklet_to_move_to(campaign, asked.destination)
    place = asked.destination if outside else "booklet"
    try:
        if asked.candidate and not asked.reason.strip():
            step = move_to_candidate(person, campaign, asked.seen[0], booklet)
        else:
            step = move_texts(person, campaign, asked.seen, place, booklet, asked.reason)
    except RuleBroken as broken:
        return board_page(request, slug, asked, broken)
    landed = lists.landing_of(lists.moved_by(campaign, step, PER_PAGE)[0])
    said = ngettext(
        "%(count)s texte déplacé vers « %(where)s », %(rank)s sur %(of)s.",
        "%(count)s textes déplacés vers « %(where)s », %(rank)s sur %(of)s.",
        step.count,
    )
    where = sent.place_name(landed.place)
    facts = {"count": step.count, "where": where, "rank": landed.rank, "of": landed.of}
    messages.success(request, said % facts)
    return _back(request, slug, step.name, landed.name)


@require_POST
@for_office("organiser")
def undo(request: HttpRequest, slug: str) -> HttpResponse:
    """Take back an own act of the last ten minutes."""
    person = person_of(request)
    campaign = access.get_campaign_to_organise(person, slug)
    try:
        step = undo_step(person, campaign, sent.plain(request.POST.get("step", "")))
    except RuleBroken as broken:
        return board_page(request, slug, broken=broken)
    messages.success(request, _("C’est annulé : tout est comme avant, et le journal le dit."))
    back = sent.back_to(request.POST)
    if back:
        return redirect("booklet-edit", slug, back)
    rows = lists.moved_by(campaign, step, PER_PAGE)
    return _back(request, slug, step.name, rows[0].proposal.name if rows else "")


@require_POST
@for_office("organiser")
def rename(request: HttpRequest, slug: str, booklet: str) -> HttpResponse:
    """Give a booklet another title without leaving the board."""
    person = person_of(request)
    shown = access.get_booklet_to_edit(person, slug, booklet)
    form = TitleForm(request.POST, auto_id="naming_%s")
    broken = None
    if form.is_valid():
        read = form.cleaned_data
        words = {"title": read["title"], "introduction": shown.introduction}
        try:
            rename_booklet(person, shown, **words, reason=read["reason"], seen=read["seen"])
        except RuleBroken as refused:
            broken = refused
        else:
            messages.success(request, _("Le livret s’appelle « %s », et le journal le dit.") % read["title"])
            return redirect(f"{reverse('board', args=[slug])}?at={shown.slug}#texts")
    named = sent_again(form, wording_digest(shown.title, shown.introduction)) if broken else form
    return board_page(request, slug, broken=broken, named=(shown.slug, named))


def _back(request: HttpRequest, slug: str, step: str, text: str) -> HttpResponse:
    """To the part of the board that was looked at, on the card of a text that was moved."""
    campaign = access.get_campaign_to_organise(person_of(request), slug)
    at = sent.read_asked(request.POST, reading.places_of(campaign))
    where = f"card-{text}" if text else "texts"
    return redirect(f"{reverse('board', args=[slug])}?{at.address(moved=step)}#{where}")
