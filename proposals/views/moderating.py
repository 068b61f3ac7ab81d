"""Hiding words that the law forbids, and showing them again: one page with one field, for moderators."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from deliberation.core.errors import RuleBroken
from deliberation.members.access import for_office, person_of
from proposals import access
from proposals.actions import moderating
from proposals.forms.booklets import ReasonForm
from proposals.forms.refusals import in_words
from proposals.queries import moderation
from proposals.queries.moderation import Moderated

either = require_http_methods(["GET", "HEAD", "POST"])


@either
@for_office("moderator")
def text(request: HttpRequest, name: str) -> HttpResponse:
    """Hide a text, or show it again."""
    person = person_of(request)
    row = access.get_proposal_to_moderate(person, name)
    words = moderation.of_text(row)
    act = moderating.show_text if words.hidden else moderating.hide_text
    return _page(request, words, lambda reason: act(person, row, reason=reason))


@either
@for_office("moderator")
def objection(request: HttpRequest, name: str) -> HttpResponse:
    """Hide the words of an objection, or show them again."""
    person = person_of(request)
    row = access.get_objection_to_moderate(person, name)
    words = moderation.of_objection(row)
    act = moderating.show_objection if words.hidden else moderating.hide_objection
    return _page(request, words, lambda reason: act(person, row, reason=reason))


@either
@for_office("moderator")
def rival(request: HttpRequest, name: str) -> HttpResponse:
    """Hide what a member wrote beside a rival run, or show it again."""
    person = person_of(request)
    row = access.get_rival_to_moderate(person, name)
    words = moderation.of_rival(row)
    act = moderating.show_rival if words.hidden else moderating.hide_rival
    return _page(request, words, lambda reason: act(person, row, reason=reason))


def _page(request: HttpRequest, words: Moderated, act: Callable[[str], None]) -> HttpResponse:
    form, refused = ReasonForm(request.POST or None), None
    if form.is_bound and form.is_valid():
        try:
            act(form.cleaned_data["reason"])
        except RuleBroken as broken:
            refused = in_words(broken)
        else:
            messages.success(request, _done(words))
            return redirect(words.page)
    context = {
        "here": "booklets",
        "campaign": words.campaign,
        "words": words,
        "form": form,
        "refusal": refused,
    }
    status = refused.status if refused else 422 if form.errors else 200
    return render(request, "proposals/moderation/hide.html", context, status=status)


def _done(words: Moderated) -> str:
    if words.hidden:
        return _("Les mots se lisent de nouveau. Le journal dit pourquoi.")
    return _("Les mots sont masqués. Le journal dit pourquoi.")
