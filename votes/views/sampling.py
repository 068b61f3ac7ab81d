"""Draws of seats: the list, the page of one, and each act of an observer or of a drawn member."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import StringIO
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from deliberation import clock
from deliberation.core.actors import Actor
from deliberation.core.errors import RuleBroken
from deliberation.journal.reads import note_read
from deliberation.members.access import for_members, for_office, person_of
from proposals.forms.refusals import in_words
from proposals.views.gates import or_sign_in
from votes import access
from votes.actions import sampling as acts
from votes.forms.sampling import CommitForm, DrawAnswerForm, DrawForm, RevealForm
from votes.queries import draws as queries
from votes.views.answering import file_answer

A_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@or_sign_in
def draws(request: HttpRequest, slug: str) -> HttpResponse:
    """The draws from a roll, how many seats prove what, and the form that opens one (observers)."""
    person = person_of(request)
    vote = (access.get_vote_to_observe if request.method == "POST" else access.get_vote_for)(person, slug)
    form = DrawForm(request.POST or None, initial={"number": min(vote.roll_seats or 1, 299)})
    refused, status = None, 200 if request.method != "POST" else 422
    if request.method == "POST" and form.is_valid():
        try:
            draw = acts.open_draw(person, vote, number=form.cleaned_data["number"])
        except RuleBroken as broken:
            refused, status = broken, in_words(broken).status
        else:
            return redirect("vote-draw", slug, draw.name)
    page = Paginator(queries.draws_of(vote), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "here": "votes", "vote": vote, "page": page, "form": form, "refused": refused,
        "observes": access.observes(person, vote), "needed": queries.SEATS_NEEDED,
        "kept": queries.kept_parts(vote),
    }  # fmt: skip
    return render(request, "votes/draws.html", context, status=status)


@require_safe
@or_sign_in
def draw(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """One draw: who committed to what, the seed, the seats, what became of them, what it proves."""
    return _page(request, slug, name)


@require_safe
@or_sign_in
def draw_file(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """The seats drawn and their outcomes, as a file."""
    vote = access.get_vote_for(person_of(request), slug)
    found = access.get_draw(vote, name)
    written = StringIO(newline="")
    lines = csv.writer(written)
    lines.writerow(("place", "commitment", "outcome"))
    lines.writerows(found.seats.values_list("place", "commitment", "outcome"))
    name = f"livret-{vote.slug}-draw-{found.name}.csv"
    return file_answer(written.getvalue().encode(), "text/csv; charset=utf-8", name)


@require_POST
@for_office("observer")
def commit(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Give the digest of one's secret."""
    return _act(request, slug, name, acts.commit, CommitForm(request.POST))


@require_POST
@for_office("observer")
def reveal(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Give one's secret."""
    return _act(request, slug, name, acts.reveal, RevealForm(request.POST))


@require_POST
@for_office("observer")
def note(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Write on the sheet what became of a seat."""
    return _act(request, slug, name, acts.note_answer, DrawAnswerForm(request.POST))


@require_POST
@for_office("observer")
def close(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Close the sheet."""
    return _act(request, slug, name, acts.close_draw, None)


@require_POST
@for_members
def decline(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """A drawn member does not want to be asked."""
    person = person_of(request)
    acts.decline(person, access.get_draw(access.get_vote_for(person, slug), name))
    return redirect("vote-seat", slug)


def _act(request: HttpRequest, slug: str, name: str, act: Callable[..., None], form: Any) -> HttpResponse:
    person = person_of(request)
    found = access.get_draw(access.get_vote_to_observe(person, slug), name)
    if form is not None and not form.is_valid():
        return _page(request, slug, name, form=form, status=422)
    try:
        act(person, found, **(form.cleaned_data if form is not None else {}))
    except RuleBroken as broken:
        return _page(request, slug, name, form=form, broken=broken, status=in_words(broken).status)
    return redirect("vote-draw", slug, name)


def _page(
    request: HttpRequest,
    slug: str,
    name: str,
    form: Any = None,
    broken: RuleBroken | None = None,
    status: int = 200,
) -> HttpResponse:
    person = person_of(request)
    vote = access.get_vote_for(person, slug)
    found = access.get_draw(vote, name)
    page = Paginator(found.seats.all(), A_PAGE).get_page(request.GET.get("page"))
    own = queries.own_drawn(found, person)
    if own:
        note_read(Actor("referent", person.known.display_name), "draw.read", vote.slug)
    forms = {"commit": CommitForm, "reveal": RevealForm, "note": DrawAnswerForm}
    context = {
        "here": "votes", "vote": vote, "draw": found, "page": page, "refused": broken, "wrong": form,
        "standing": queries.standing_of(found, person), "now": clock.now(),
        "observes": access.observes(person, vote), "own_drawn": own,
        **{each: form if isinstance(form, kind) else kind() for each, kind in forms.items()},
    }  # fmt: skip
    return render(request, "votes/draw.html", context, status=status)
