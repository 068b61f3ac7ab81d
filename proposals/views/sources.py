"""The texts behind a measure, for organisers: chosen one by one, and read for opposite demands."""

from __future__ import annotations

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
from proposals.actions.drafting import add_source, remove_source
from proposals.forms.board import plain
from proposals.forms.booklets import SourceForm
from proposals.forms.refusals import in_words
from proposals.queries import booklettexts, stance

PER_PAGE = 20
LONGEST_ASKED = 100
either = require_http_methods(["GET", "HEAD", "POST"])


@either
@for_office("organiser")
def sources(request: HttpRequest, slug: str, booklet: str, number: int) -> HttpResponse:
    """The texts behind a measure, to take away; or (`?from=booklet`) those of the booklet, to add."""
    person = person_of(request)
    measure = access.get_measure_to_edit(person, slug, booklet, number)
    form = SourceForm(request.POST) if request.method == "POST" else None
    broken = None
    if form is not None and form.is_valid():
        read = form.cleaned_data
        proposal = access.get_proposal_for(person, read["text"])
        act = add_source if read["act"] == "add" else remove_source
        try:
            act(person, measure, proposal, reason=read["reason"])
        except RuleBroken as refused:
            broken = refused
        else:
            messages.success(request, _("« %s » : c’est fait, et le journal le dit.") % proposal.title)
            return redirect(request.get_full_path())
    return sources_page(request, measure, broken, form)


def sources_page(
    request: HttpRequest,
    measure: Any,
    broken: RuleBroken | None = None,
    form: SourceForm | None = None,
) -> HttpResponse:
    """The page of a measure's texts, with how they speak and what can be done about it."""
    adding = request.GET.get("from") == "booklet"
    asked = plain(request.GET.get("q", ""))[:LONGEST_ASKED]
    form = form or SourceForm(initial={"act": "add" if adding else "remove"})
    rows = booklettexts.texts_to_add(measure, asked) if adding else booklettexts.sources_of(measure)
    page: Page[Any] = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    words = in_words(broken) if broken else None
    context = {
        "here": "booklets",
        "campaign": measure.booklet.campaign,
        "booklet": measure.booklet,
        "measure": measure,
        "adding": adding,
        "asked": asked,
        "page": page,
        "texts": booklettexts.texts_of_sortings(page) if adding else booklettexts.texts_of_sources(page),
        "form": form,
        "picked": form["text"].value() if form.is_bound else "",
        "stance": stance.stances_of([measure])[measure.pk],
        "seen": stance.texts_digest(measure),
        "other": stance.other_side(measure),
        "refusal": words,
    }
    status = words.status if words else 422 if form.errors else 200
    return render(request, "proposals/booklets/sources.html", context, status=status)
