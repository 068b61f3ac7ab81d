"""Reading booklets: the pile, one booklet, the texts behind a measure, those no measure carries."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from deliberation import clock
from deliberation.core.canonical import canonical
from deliberation.members.access import for_members, person_of
from deliberation.rooms.actions import open_room
from proposals import access
from proposals.queries import booklets as reading
from proposals.queries import booklettexts, coverage, freezing, growth, objections, seeing, stance
from proposals.queries.printedobjections import in_booklet
from proposals.queries.quotes import quotes_of
from proposals.views.gates import or_sign_in

PER_PAGE = 20
UNCARRIED_SHOWN = 10
OTHER_SIDE_SHOWN = 5


@require_safe
@or_sign_in
def booklets(request: HttpRequest, slug: str) -> HttpResponse:
    """The pile of a campaign's booklets, once the person may read them, and the texts set aside."""
    person = person_of(request)
    campaign = access.get_campaign_of_booklets_for(person, slug)
    may_read = access.may_read_booklets(person, campaign)
    covers = reading.covers_of(campaign) if may_read else []
    aside = Paginator(booklettexts.texts_aside(campaign), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "here": "booklets",
        "campaign": campaign,
        "stage": campaign.stage(clock.now()),
        "may_read": may_read,
        "may_read_texts": access.may_read_texts(person, campaign),
        "organises": access.organises(person, campaign),
        "covers": covers,
        "texts_in_booklets": sum(cover.texts for cover in covers),
        "missing": reading.missing_in(campaign) if covers else None,
        "page": aside,
        "aside": booklettexts.texts_of_sortings(aside) if covers else [],
    }
    return render(request, "proposals/booklets/list.html", context)


@require_safe
@or_sign_in
def booklet(request: HttpRequest, slug: str, booklet: str) -> HttpResponse:
    """A booklet: cover, contents, introduction, measures with their texts, what is carried, its digest."""
    person = person_of(request)
    shown = access.get_booklet_for(person, slug, booklet)
    form = freezing.form_of(shown)
    uncarried = booklettexts.texts_in(shown, uncarried=True)[:UNCARRIED_SHOWN]
    seen = seeing.seen_in_booklets(shown.campaign)
    context = {
        "here": "booklets",
        "campaign": shown.campaign,
        "booklet": shown,
        "of": reading.count_of_booklets(shown.campaign),
        "measures": reading.measures_shown(shown),
        "coverage": reading.coverage_of(shown),
        "carried": coverage.carried_in(shown),
        "written": coverage.written_in(shown.campaign, shown),
        "silence": seen.silence_in(shown.slug) if seen else None,
        "terms": seen.terms_in(shown.slug) if seen else None,
        "growth": growth.growth_of(shown.campaign, shown),
        "uncarried": booklettexts.texts_of_sortings(uncarried),
        "edits": reading.count_of_edits(shown),
        "digest": form.digest(),
        "minutes": form.minutes_to_read(),
        "frozen": freezing.frozen_entry(shown),
        "may_read_texts": access.may_read_texts(person, shown.campaign),
        "may_talk": access.may_discuss(person, shown.campaign),
        "organises": access.organises(person, shown.campaign),
        "contested": in_booklet(shown),
        "may_object": access.may_object_now(person, shown.campaign),
    }
    return render(request, "proposals/booklets/booklet.html", context)


@require_safe
@or_sign_in
def measure(request: HttpRequest, slug: str, booklet: str, number: int) -> HttpResponse:
    """All texts behind one measure with their words: those that carry it first, then those near it."""
    person = person_of(request)
    shown = access.get_measure_for(person, slug, booklet, number)
    page = Paginator(booklettexts.sources_of(shown), PER_PAGE).get_page(request.GET.get("page"))
    other = stance.other_side(shown)
    context = {
        "here": "booklets",
        "campaign": shown.booklet.campaign,
        "booklet": shown.booklet,
        "measure": shown,
        "page": page,
        "texts": booklettexts.texts_of_sources(page),
        "stance": stance.stances_of([shown])[shown.pk],
        "changes": stance.changes_to_draft(shown),
        "quotes": quotes_of(shown),
        "other": other,
        "other_texts": booklettexts.texts_of_sources(booklettexts.sources_of(other)[:OTHER_SIDE_SHOWN])
        if other
        else [],
        "may_read_texts": access.may_read_texts(person, shown.booklet.campaign),
        "beside": objections.about_measure(shown, person),
        "may_object": access.may_object_now(person, shown.booklet.campaign),
    }
    return render(request, "proposals/booklets/measure.html", context)


@require_safe
@or_sign_in
def texts(request: HttpRequest, slug: str, booklet: str) -> HttpResponse:
    """The texts of a booklet, or only those that no measure carries (`?carried=no`)."""
    person = person_of(request)
    shown = access.get_booklet_for(person, slug, booklet)
    uncarried = request.GET.get("carried") == "no"
    rows = booklettexts.texts_in(shown, uncarried=uncarried)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "here": "booklets",
        "campaign": shown.campaign,
        "booklet": shown,
        "coverage": reading.coverage_of(shown),
        "only_uncarried": uncarried,
        "page": page,
        "texts": booklettexts.texts_of_sortings(page),
        "may_read_texts": access.may_read_texts(person, shown.campaign),
    }
    return render(request, "proposals/booklets/texts.html", context)


@require_safe
@or_sign_in
def booklet_json(request: HttpRequest, slug: str, booklet: str) -> HttpResponse:
    """The very bytes that the digest is taken over."""
    shown = access.get_booklet_for(person_of(request), slug, booklet)
    answer = HttpResponse(canonical(freezing.form_of(shown).as_json()), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="{shown.slug}.json"'
    return answer


@require_POST
@for_members
def room(request: HttpRequest, slug: str, booklet: str) -> HttpResponse:
    """Enter the room of a booklet; opened on first use."""
    person = person_of(request)
    shown = access.get_booklet_to_discuss(person, slug, booklet)
    opened = open_room(
        title=_("Salle du livret %s") % shown.number,
        subject_title=shown.title,
        subject_url=reverse("booklet", args=[slug, booklet]),
        group=shown.campaign.group,
        hue=shown.hue,
    )
    return redirect("room", opened.name)
