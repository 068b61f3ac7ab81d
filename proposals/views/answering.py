"""Answering objections: one answer for those chosen, its correction, and the move that follows from it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from deliberation.core.errors import RuleBroken
from deliberation.members.access import for_office, person_of
from proposals import access
from proposals.actions.answering import answer_objections, correct_answer
from proposals.actions.redressing import move_contested_text
from proposals.core.objections import MOST_ANSWERED_AT_ONCE, answer_digest
from proposals.forms.board import plain
from proposals.forms.objections import AnswerForm, RedressForm
from proposals.forms.refusals import in_words
from proposals.queries import objections as reading
from proposals.queries.booklets import booklets_of
from proposals.queries.shownobjections import as_shown

either = require_http_methods(["GET", "HEAD", "POST"])


@either
@for_office("organiser")
def answer(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer the objections that were chosen on the list, all with the same words."""
    person = person_of(request)
    campaign = access.get_campaign_to_organise(person, slug)
    sent = request.POST if request.method == "POST" else request.GET
    names = [plain(name) for name in sent.getlist("objection")][: MOST_ANSWERED_AT_ONCE + 1]
    rows = list(reading.chosen(campaign, names))
    form = AnswerForm(request.POST or None, edits=reading.edits_to_name(rows))
    broken: RuleBroken | None = None
    if request.method == "GET" and not names:
        broken = RuleBroken("objection.nothing-chosen")
    elif form.is_bound and form.is_valid():
        read = form.cleaned_data
        try:
            answer_objections(
                person, campaign, names, outcome=read["outcome"], reason=read["reason"], nonce=read["nonce"],
                changes=form.numbers(),
            )  # fmt: skip
        except RuleBroken as refused:
            broken = refused
        else:
            said = ngettext("%s contestation a sa réponse.", "%s contestations ont leur réponse.", len(rows))
            messages.success(request, said % len(rows))
            return redirect("objection", rows[0].name) if len(rows) == 1 else redirect("objections", slug)
    words = in_words(broken) if broken else None
    context = {
        "here": "booklets",
        "campaign": campaign,
        "objections": as_shown(rows, person),
        "form": form,
        "refusal": words,
        "may_read_texts": True,
    }
    status = words.status if words else 422 if form.errors else 200
    return render(request, "proposals/objections/answer.html", context, status=status)


@either
@for_office("organiser")
def correct(request: HttpRequest, name: str) -> HttpResponse:
    """Correct an answer until the freeze; the words before stay readable."""
    person = person_of(request)
    found = access.get_answer_to_correct(person, name)
    rows = list(reading.under(found))
    linked = sorted({edit.journal_seq for edit in found.edits.all()})
    seen = answer_digest(found.outcome, found.reason, linked)
    first = {"outcome": found.outcome, "reason": found.reason, "changes": linked, "seen": seen}
    edits = reading.edits_to_name(rows, also=found)
    form = AnswerForm(request.POST or None, initial=first, edits=edits)
    broken: RuleBroken | None = None
    if form.is_bound and form.is_valid():
        read = form.cleaned_data
        try:
            correct_answer(
                person, found, outcome=read["outcome"], reason=read["reason"], seen=read["seen"],
                changes=form.numbers(),
            )  # fmt: skip
        except RuleBroken as refused:
            broken = refused
            form.has_seen(seen)
        else:
            messages.success(request, _("La réponse est corrigée, et le journal le dit."))
            return redirect("objection", rows[0].name)
    words = in_words(broken) if broken else None
    context = {
        "here": "booklets",
        "campaign": found.campaign,
        "answer": found,
        "objections": as_shown(rows[:MOST_ANSWERED_AT_ONCE], person),
        "form": form,
        "refusal": words,
        "may_read_texts": True,
    }
    status = words.status if words else 422 if form.errors else 200
    return render(request, "proposals/objections/answer.html", context, status=status)


@either
@for_office("organiser")
def redress(request: HttpRequest, name: str) -> HttpResponse:
    """Move a text that an accepted objection names: the board is closed for all others."""
    person = person_of(request)
    found = access.get_objection_to_redress(person, name)
    campaign = found.campaign
    places = reading.places_of_texts(found)
    booklets = booklets_of(campaign)
    first = {"reason": _("Contestation acceptée"), "text": places[0].name if len(places) == 1 else ""}
    named = [(place.name, place.title) for place in places]
    form = RedressForm(request.POST or None, initial=first, texts=named, booklets=booklets)
    broken: RuleBroken | None = None
    if form.is_bound and form.is_valid():
        read = form.cleaned_data
        booklet = access.get_booklet_to_move_to(campaign, read["to"])
        proposal = access.get_proposal_for(person, read["text"])
        seen = sent_version(request, read["text"])
        try:
            move_contested_text(
                person, found, proposal, place="booklet" if booklet else "aside", booklet=booklet,
                reason=read["reason"], seen_version=seen,
            )  # fmt: skip
        except RuleBroken as refused:
            broken = refused
        else:
            messages.success(request, _("« %s » est déplacé, et la réponse le dit.") % proposal.title)
            return redirect("objection", name)
    words = in_words(broken) if broken else None
    [shown] = as_shown([found], person)
    context = {
        "here": "booklets",
        "campaign": campaign,
        "objection": shown,
        "places": places,
        "form": form,
        "refusal": words,
        "may_read_texts": True,
    }
    status = words.status if words else 422 if form.errors else 200
    return render(request, "proposals/objections/redress.html", context, status=status)


def sent_version(request: HttpRequest, name: str) -> int:
    """The version of a text's place as the form showed it; -1, which none has, for anything else."""
    value = request.POST.get(f"version-{name}", "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else -1
