"""Editing booklets: their words, their measures, the texts behind them; each change with its reason."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from deliberation import clock
from deliberation.core.errors import RuleBroken
from deliberation.members.access import for_office, person_of
from proposals import access
from proposals.actions.drafting import (
    add_measure,
    edit_measure,
    remove_measure,
    rename_booklet,
)
from proposals.core.booklets import MOST_MEASURES, wording_digest
from proposals.core.wording import foreign_letters
from proposals.forms.booklets import BookletForm, MeasureForm, ReasonForm, sent_again
from proposals.forms.refusals import Words, in_words
from proposals.queries import booklets as reading
from proposals.queries import booklettexts
from proposals.queries.quotes import quotes_of
from proposals.queries.stance import changes_to_draft
from proposals.queries.steps import steps_of

PER_PAGE = 20
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
        "steps": steps_of(shown.campaign, person, clock.now()),
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
        "changes": changes_to_draft(shown),
        "quotes": quotes_of(shown),
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
        "texts": booklettexts.sources_of(shown).count(),
        "form": _still_editable(form, words, seen),
        "refusal": words,
    }
    return render(request, "proposals/booklets/remove_measure.html", context, status=_status(form, words))


def _refusal(act: Callable[[], None]) -> Words | None:
    """The words of the refusal, or None once the act is done."""
    try:
        act()
    except RuleBroken as broken:
        return in_words(broken)
    return None


def _still_editable(form: ReasonForm, words: Words | None, seen: str) -> ReasonForm:
    return sent_again(form, seen) if words is not None else form


def _status(form: ReasonForm, words: Words | None) -> int:
    return words.status if words else 422 if form.errors else 200
