"""Editing booklets: their words, their measures, the texts behind them; each change with its reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from deliberation.core.errors import RuleBroken
from deliberation.members.access import for_office, person_of
from proposals import access
from proposals.actions.drafting import (
    add_measure,
    add_source,
    edit_measure,
    remove_measure,
    remove_source,
    rename_booklet,
)
from proposals.core.booklets import MOST_MEASURES, wording_digest
from proposals.core.wording import changes, foreign_letters
from proposals.forms.board import plain
from proposals.forms.booklets import BookletForm, MeasureForm, ReasonForm, SourceForm
from proposals.forms.refusals import Words, in_words
from proposals.queries import booklets as reading

PER_PAGE = 20
LONGEST_ASKED = 100
either = require_http_methods(["GET", "HEAD", "POST"])


@either
@for_office("organiser")
def edit_booklet(request: HttpRequest, slug: str, booklet: str) -> HttpResponse:
    """The words of a booklet, and the way to each of its measures."""
    person = person_of(request)
    shown = access.get_booklet_to_edit(person, slug, booklet)
    seen = wording_digest(shown.title, shown.introduction)
    first = {"title": shown.title, "body": shown.introduction, "seen": seen}
    form = BookletForm(request.POST or None, initial=first, most_signs=shown.campaign.most_signs)
    words = None
    if form.is_bound and form.is_valid():
        read = form.cleaned_data
        words = _refusal(
            lambda: rename_booklet(
                person, shown, title=read["title"], introduction=read["body"], reason=read["reason"],
                seen=read["seen"],
            )
        )  # fmt: skip
        if words is None:
            messages.success(request, _("Le livret est écrit, et le journal le dit."))
            return redirect("booklet-edit", slug, booklet)
    context = {
        "here": "booklets",
        "campaign": shown.campaign,
        "booklet": shown,
        "form": _still_editable(form, words, seen),
        "measures": reading.measures_shown(shown),
        "most": MOST_MEASURES,
        "edits": reading.edits_of(shown)[:PER_PAGE],
        "refusal": words,
    }
    return render(request, "proposals/booklets/edit.html", context, status=_status(form, words))


@either
@for_office("organiser")
def new_measure(request: HttpRequest, slug: str, booklet: str) -> HttpResponse:
    """Add a measure that no draft proposed."""
    person = person_of(request)
    shown = access.get_booklet_to_edit(person, slug, booklet)
    form = MeasureForm(request.POST or None, most_signs=shown.campaign.most_signs)
    words = None
    if form.is_bound and form.is_valid():
        read = form.cleaned_data
        try:
            made = add_measure(person, shown, title=read["title"], body=read["body"], reason=read["reason"])
        except RuleBroken as broken:
            words = in_words(broken)
        else:
            messages.success(request, _("Mesure ajoutée. Choisissez les textes qui la portent."))
            return redirect("measure-sources", slug, booklet, made.number)
    context = {
        "here": "booklets",
        "campaign": shown.campaign,
        "booklet": shown,
        "form": form,
        "refusal": words,
    }
    return render(request, "proposals/booklets/new_measure.html", context, status=_status(form, words))


@either
@for_office("organiser")
def edit(request: HttpRequest, slug: str, booklet: str, number: int) -> HttpResponse:
    """The wording of a measure, beside the draft and what changed since."""
    person = person_of(request)
    shown = access.get_measure_to_edit(person, slug, booklet, number)
    seen = wording_digest(shown.title, shown.body)
    first = {"title": shown.title, "body": shown.body, "seen": seen}
    form = MeasureForm(request.POST or None, initial=first, most_signs=shown.booklet.campaign.most_signs)
    words = None
    if form.is_bound and form.is_valid():
        read = form.cleaned_data
        words = _refusal(
            lambda: edit_measure(
                person, shown, title=read["title"], body=read["body"], reason=read["reason"],
                seen=read["seen"],
            )
        )  # fmt: skip
        if words is None:
            messages.success(request, _("La mesure est écrite, et le journal le dit."))
            return redirect("measure-edit", slug, booklet, number)
    context = {
        "here": "booklets",
        "campaign": shown.booklet.campaign,
        "booklet": shown.booklet,
        "measure": shown,
        "changes": changes(shown.draft_title, shown.title) if shown.draft_title else (),
        "foreign": foreign_letters(f"{shown.title} {shown.body}"),
        "form": _still_editable(form, words, seen),
        "refusal": words,
    }
    return render(request, "proposals/booklets/edit_measure.html", context, status=_status(form, words))


@either
@for_office("organiser")
def remove(request: HttpRequest, slug: str, booklet: str, number: int) -> HttpResponse:
    """Take a measure out of its booklet, once that is confirmed with a reason."""
    person = person_of(request)
    shown = access.get_measure_to_edit(person, slug, booklet, number)
    seen = wording_digest(shown.title, shown.body)
    form = ReasonForm(request.POST or None, initial={"seen": seen})
    words = None
    if form.is_bound and form.is_valid():
        read = form.cleaned_data
        words = _refusal(lambda: remove_measure(person, shown, reason=read["reason"], seen=read["seen"]))
        if words is None:
            messages.success(request, _("La mesure est retirée ; ses textes restent dans le livret."))
            return redirect("booklet-edit", slug, booklet)
    context = {
        "here": "booklets",
        "campaign": shown.booklet.campaign,
        "booklet": shown.booklet,
        "measure": shown,
        "texts": reading.sources_of(shown).count(),
        "form": _still_editable(form, words, seen),
        "refusal": words,
    }
    return render(request, "proposals/booklets/remove_measure.html", context, status=_status(form, words))


@either
@for_office("organiser")
def sources(request: HttpRequest, slug: str, booklet: str, number: int) -> HttpResponse:
    """The texts behind a measure, to take away; or (`?from=booklet`) those of the booklet, to add."""
    person = person_of(request)
    shown = access.get_measure_to_edit(person, slug, booklet, number)
    adding = request.GET.get("from") == "booklet"
    asked = plain(request.GET.get("q", ""))[:LONGEST_ASKED]
    first = {"act": "add" if adding else "remove"}
    form = SourceForm(request.POST or None, initial=first)
    words = None
    if form.is_bound and form.is_valid():
        read = form.cleaned_data
        proposal = access.get_proposal_for(person, read["text"])
        act = add_source if read["act"] == "add" else remove_source
        words = _refusal(lambda: act(person, shown, proposal, reason=read["reason"]))
        if words is None:
            messages.success(request, _("« %s » : c’est fait, et le journal le dit.") % proposal.title)
            return redirect(request.get_full_path())
    rows = reading.texts_to_add(shown, asked) if adding else reading.sources_of(shown)
    page: Page[Any] = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "here": "booklets",
        "campaign": shown.booklet.campaign,
        "booklet": shown.booklet,
        "measure": shown,
        "adding": adding,
        "asked": asked,
        "page": page,
        "texts": reading.texts_of_sortings(page) if adding else reading.texts_of_sources(page),
        "form": form,
        "picked": form["text"].value() if form.is_bound else "",
        "refusal": words,
    }
    return render(request, "proposals/booklets/sources.html", context, status=_status(form, words))


def _refusal(act: Callable[[], None]) -> Words | None:
    """The words of the refusal, or None once the act is done."""
    try:
        act()
    except RuleBroken as broken:
        return in_words(broken)
    return None


def _still_editable(form: ReasonForm, words: Words | None, seen: str) -> ReasonForm:
    """The form with what was typed; after a refusal the page shows the present words, so these are seen."""
    if words is not None:
        form.data = form.data.copy()  # type: ignore[attr-defined]  # what was sent cannot be written to
        form.data["seen"] = seen  # type: ignore[index]
    return form


def _status(form: ReasonForm, words: Words | None) -> int:
    return words.status if words else 422 if form.errors else 200
