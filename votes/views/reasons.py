"""Reasons for a yes or a no: a member's page to write one, and a moderator's act to hide one."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from deliberation.members.access import for_members, for_office, person_of
from votes import access
from votes.actions.reasoning import hide_reason, write_reason
from votes.forms.saying import ReasonForm
from votes.views.answering import not_kept
from votes.views.sending import send


@not_kept
@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def reason(request: HttpRequest, slug: str, question: str) -> HttpResponse:
    """Write why one approves or rejects: another page than the ballot, at another time, joined to nothing."""
    person = person_of(request)
    asked = access.get_question_to_answer(person, slug, question)
    if not asked.reasons:
        raise Http404
    form = ReasonForm(request.POST or None)

    def act() -> None:
        access.count_reason(person)
        write_reason(person, asked, **form.cleaned_data)

    sent = send(request, form, act)
    if sent.done:
        messages.success(
            request, _("Votre raison est gardée. Elle paraîtra après la clôture, mêlée aux autres.")
        )
        return redirect("vote", asked.vote.slug)
    context = {"here": "votes", "vote": asked.vote, "question": asked, "form": form, "refused": sent.refused}
    return render(request, "votes/reason.html", context, status=sent.status)


@require_POST
@for_office("moderator")
def hide(request: HttpRequest, slug: str, question: str) -> HttpResponse:
    """Take an unlawful reason out of sight, with a public motive."""
    person = person_of(request)
    asked = access.get_question_to_answer(person, slug, question)
    key = request.POST.get("reason", "")
    if not key.isdecimal() or len(key) > 19:
        raise Http404
    hide_reason(person, asked, int(key), because=request.POST.get("because", ""))
    messages.success(request, _("La raison est masquée, et le journal dit pourquoi."))
    return redirect("vote-question-result", slug, question)
