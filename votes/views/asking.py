"""Organisers' pages: what a vote will ask, question by question, and the extension of its close."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from deliberation import clock
from deliberation.members.access import for_office, person_of
from deliberation.members.asking import asks_again
from votes import access
from votes.actions.asking import add_questions, drop_question
from votes.actions.extending import extend_vote
from votes.forms.asking import KINDS
from votes.forms.scheduling import ExtensionForm
from votes.queries.listing import booklets_to_ask
from votes.views.sending import send


@require_http_methods(["GET", "HEAD", "POST"])
@for_office("organiser")
def add(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Add a question of one kind to a vote that waits for its second signature."""
    person = person_of(request)
    vote = access.get_vote_to_organise(person, slug)
    if kind not in KINDS:
        raise Http404
    form = KINDS[kind](booklets_to_ask(vote), request.POST or None)
    sent = send(request, form, lambda: add_questions(person, vote, form.plan, form.terms))
    if sent.done:
        messages.success(request, _("La question est ajoutée. Un autre organisateur doit signer le tout."))
        return redirect("vote-preparation", vote.slug)
    context = {"here": "votes", "vote": vote, "kind": kind, "form": form, "refused": sent.refused}
    return render(request, "votes/question_new.html", context, status=sent.status)


@require_POST
@for_office("organiser")
def drop(request: HttpRequest, slug: str, question: str) -> HttpResponse:
    """Take a question out of a vote that waits for its second signature."""
    person = person_of(request)
    vote = access.get_vote_to_organise(person, slug)
    drop_question(person, vote, question)
    messages.success(request, _("La question est retirée. Un autre organisateur doit signer le tout."))
    return redirect("vote-preparation", vote.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@for_office("organiser")
@asks_again
def extend(request: HttpRequest, slug: str) -> HttpResponse:
    """Let a vote close later: a public act, before the end, with its reason."""
    person, now = person_of(request), clock.now()
    vote = access.get_vote_to_organise(person, slug)
    form = ExtensionForm(request.POST or None, initial={"until": vote.closes_at})
    sent = send(request, form, lambda: extend_vote(person, vote, **form.cleaned_data))
    if sent.done:
        messages.success(request, _("Le scrutin est prolongé, et le journal dit pourquoi."))
        return redirect("vote", vote.slug)
    context = {
        "here": "votes", "vote": vote, "stage": vote.stage(now), "now": now, "form": form,
        "refused": sent.refused,
    }  # fmt: skip
    return render(request, "votes/extend.html", context, status=sent.status)
