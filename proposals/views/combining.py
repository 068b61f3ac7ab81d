"""Measures merged, split, parted into two sides and verified: acts on what the machine put together."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from deliberation.core.errors import RuleBroken
from deliberation.members.access import Person, for_office, person_of
from proposals import access
from proposals.actions.combining import Half, merge_measures, split_measure, split_sides
from proposals.actions.verifying import verify_measure
from proposals.core.boards import parted_reason
from proposals.forms.booklets import HalfForm, MergeForm, SidesForm, sent_again
from proposals.forms.refusals import in_words
from proposals.queries import booklettexts, stance
from proposals.views.sources import sources_page

PER_PAGE = 50
either = require_http_methods(["GET", "HEAD", "POST"])


@either
@for_office("organiser")
def merge(request: HttpRequest, slug: str, booklet: str, number: int) -> HttpResponse:
    """Choose the measure of the same booklet that takes this one's texts in, then do it."""
    person = person_of(request)
    gone = access.get_measure_to_edit(person, slug, booklet, number)
    others = {str(row.number): row for row in gone.booklet.measures.all() if row.pk != gone.pk}
    choices = [(key, f"{key}. {row.title}") for key, row in others.items()]
    chosen = request.POST.get("into", "") or request.GET.get("into", "")
    into = others.get(chosen)
    seen = stance.pair_digest(gone, into) if into else ""
    form = MergeForm(request.POST or None, choices=choices, initial={"into": chosen, "seen": seen})
    broken = None
    if form.is_bound and form.is_valid() and into is not None:
        read = form.cleaned_data
        try:
            merge_measures(person, gone, into, reason=read["reason"], seen=read["seen"])
        except RuleBroken as refused:
            broken = refused
        else:
            messages.success(request, _("Mesures réunies sous « %s ».") % into.title)
            return redirect("measure-sources", slug, into.booklet.slug, into.number)
    words = in_words(broken) if broken else None
    context = _about(gone) | {
        "into": into,
        "texts": [booklettexts.sources_of(one).count() for one in (gone, into) if one],
        "form": sent_again(form, seen) if form.is_bound else form,
        "refusal": words,
    }
    status = words.status if words else 422 if form.errors else 200
    return render(request, "proposals/stance/merge.html", context, status=status)


@either
@for_office("organiser")
def split(request: HttpRequest, slug: str, booklet: str, number: int) -> HttpResponse:
    """Tick the texts of a measure that ask for something else, and give that a title."""
    return _halves(request, slug, booklet, number, HalfForm, "proposals/stance/split.html")


@either
@for_office("organiser")
def sides(request: HttpRequest, slug: str, booklet: str, number: int) -> HttpResponse:
    """Part a measure into for and against: the texts with opposition words are ticked, to be corrected."""
    return _halves(request, slug, booklet, number, SidesForm, "proposals/stance/sides.html")


@require_POST
@for_office("organiser")
def verify(request: HttpRequest, slug: str, booklet: str, number: int) -> HttpResponse:
    """Say under one's name that the texts of a measure ask for the same."""
    person = person_of(request)
    measure = access.get_measure_to_edit(person, slug, booklet, number)
    try:
        verify_measure(person, measure, seen=request.POST.get("seen", ""))
    except RuleBroken as broken:
        return sources_page(request, measure, broken)
    messages.success(request, _("Mesure vérifiée, sous votre nom. Le journal le dit."))
    return redirect("measure-sources", slug, measure.booklet.slug, measure.number)


def _halves(
    request: HttpRequest, slug: str, booklet: str, number: int, kind: type[HalfForm], template: str
) -> HttpResponse:
    """A measure whose texts are ticked to leave it: a page of them, the ticks of the others carried along."""
    person = person_of(request)
    measure = access.get_measure_to_edit(person, slug, booklet, number)
    texts = stance.sides_of(measure)
    seen = stance.texts_digest(measure)
    form = kind(
        request.POST or None, texts=[text.name for text in texts], initial=_first(measure, texts, seen)
    )
    turning = "page" in request.POST
    broken = None
    if form.is_bound and not turning and form.is_valid():
        try:
            made = _part(person, measure, form)
        except RuleBroken as refused:
            broken = refused
        else:
            messages.success(request, _("Deux mesures : la nouvelle porte le numéro %s.") % made)
            return redirect("measure-sources", slug, measure.booklet.slug, made)
    ticked = set(request.POST.getlist("text") if form.is_bound else form.initial["text"])
    page: Page[Any] = Paginator(texts, PER_PAGE).get_page(request.POST.get("page", request.POST.get("at")))
    names = {text.name for text in page}
    shown = {
        text.name: text for text in booklettexts.texts_of_sources(booklettexts.sources_named(measure, names))
    }
    words = in_words(broken) if broken else None
    context = _about(measure) | {
        "form": sent_again(form, seen) if broken else form,
        "page": page,
        "rows": [(shown[text.name], text.name in ticked) for text in page if text.name in shown],
        "elsewhere": sorted(ticked - names),
        "texts": len(texts),
        "opposing": sum(text.opposes for text in texts),
        "turning": turning,
        "refusal": words,
    }
    status = words.status if words else 422 if form.errors and not turning else 200
    return render(request, template, context, status=status)


def _part(person: Person, measure: Any, form: HalfForm) -> int:
    """Do it; the number of the new measure."""
    read = form.cleaned_data
    half = Half(tuple(read["text"]), read["title"])
    if isinstance(form, SidesForm):
        _kept, made = split_sides(
            person, measure, half, title=read["kept"], reason=read["reason"], seen=read["seen"]
        )
        return made.number
    return split_measure(person, measure, half, reason=read["reason"], seen=read["seen"]).number


def _first(measure: Any, texts: list[stance.Side], seen: str) -> dict[str, object]:
    """What the machine proposes: who is against by opposition words, a title for each side, a reason."""
    kept, title = stance.titles_for(measure, texts)
    return {
        "text": [text.name for text in texts if text.opposes],
        "kept": kept,
        "title": title,
        "reason": parted_reason(measure.booklet.campaign.language),
        "seen": seen,
    }


def _about(measure: Any) -> dict[str, object]:
    booklet = measure.booklet
    return {"here": "booklets", "campaign": booklet.campaign, "booklet": booklet, "measure": measure}
