"""Splitting a booklet into two and merging two into one, each after a page that says what will happen."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from deliberation.core.errors import RuleBroken
from deliberation.members.access import for_office, person_of
from proposals import access
from proposals.actions.regrouping import merge_booklets, split_booklet
from proposals.actions.sorting import check_chosen
from proposals.core.booklets import MOST_MEASURES
from proposals.forms import board as sent
from proposals.forms.booklets import MergeForm, SplitForm, sent_again
from proposals.forms.refusals import in_words
from proposals.queries import board as reading
from proposals.queries import boardlists as lists
from proposals.queries.regrouping import held_by, others_of, state_of
from proposals.views.boardpages import board_page

either = require_http_methods(["GET", "HEAD", "POST"])


@require_POST
@for_office("organiser")
def split(request: HttpRequest, slug: str) -> HttpResponse:
    """Name the booklet that the texts ticked on the board become; make it once it has a title.

    Refused, the page comes again with all that was chosen and written.
    """
    person = person_of(request)
    campaign = access.get_campaign_to_organise(person, slug)
    asked = sent.read_move(request.POST)
    form = SplitForm(request.POST) if "title" in request.POST else SplitForm()
    broken = None
    try:
        check_chosen(asked.seen)
        if form.is_bound and form.is_valid():
            read = form.cleaned_data
            made = split_booklet(person, campaign, asked.seen, title=read["title"], reason=read["reason"])
            said = _("Livret %(number)s, « %(title)s », fait de %(count)s textes.")
            facts = {"number": made.number, "title": made.title, "count": len(asked.seen)}
            messages.success(request, said % facts)
            return redirect(f"{reverse('board', args=[slug])}?at={made.slug}#texts")
    except RuleBroken as refused:
        if refused.code in ("board.nothing-chosen", "board.too-many"):
            return board_page(request, slug, asked, refused)
        broken = refused
    places = sent.in_words(reading.places_of(campaign))
    seen = {text.name: text.version for text in asked.seen}
    conflicts = reading.conflicts_of(campaign, seen) if broken else []
    apart = {conflict.name for conflict in conflicts}
    words = in_words(broken) if broken else None
    context = {
        "here": "booklets",
        "campaign": campaign,
        "form": form,
        "rows": lists.with_texts(campaign, [], set(seen) - apart),
        "conflicts": sent.conflicts_in_words(conflicts, places, asked),
        "asked": sent.read_asked(request.POST, places),
        "refusal": words,
    }
    status = words.status if words else 422 if form.errors else 200
    return render(request, "proposals/board/split.html", context, status=status)


@either
@for_office("organiser")
def merge(request: HttpRequest, slug: str, booklet: str) -> HttpResponse:
    """Choose the booklet that takes this one in, read what both hold, then do it."""
    person = person_of(request)
    gone = access.get_booklet_to_edit(person, slug, booklet)
    choices = [(row.slug, f"{row.number}. {row.title}") for row in others_of(gone)]
    chosen = sent.plain(request.POST.get("into", "") or request.GET.get("into", ""))
    into = access.get_booklet_to_move_to(gone.campaign, chosen) if chosen else None
    seen = state_of(gone, into) if into else ""
    form = MergeForm(request.POST or None, choices=choices, initial={"into": chosen, "seen": seen})
    broken = None
    if form.is_bound and form.is_valid() and into is not None:
        read = form.cleaned_data
        try:
            moved = merge_booklets(person, gone, into, reason=read["reason"], seen=read["seen"])
        except RuleBroken as refused:
            broken = refused
        else:
            said = ngettext(
                "Livrets réunis : %(count)s texte est passé dans « %(title)s ».",
                "Livrets réunis : %(count)s textes sont passés dans « %(title)s ».",
                moved,
            )
            messages.success(request, said % {"count": moved, "title": into.title})
            return redirect(f"{reverse('board', args=[slug])}?at={into.slug}#texts")
    words = in_words(broken) if broken else None
    context = {
        "here": "booklets",
        "campaign": gone.campaign,
        "booklet": gone,
        "into": into,
        "held": [held_by(one) for one in (gone, into) if one],
        "most": MOST_MEASURES,
        "form": sent_again(form, seen) if form.is_bound else form,
        "refusal": words,
    }
    status = words.status if words else 422 if form.errors else 200
    return render(request, "proposals/board/merge.html", context, status=status)
