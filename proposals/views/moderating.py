"""Hiding words that the law forbids, and showing them again: one page with one field, for moderators."""

from __future__ import annotations

from typing import Protocol, TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from deliberation.core.errors import RuleBroken
from deliberation.members.access import Person, for_office, person_of
from proposals import access
from proposals.actions import moderating
from proposals.forms.booklets import ReasonForm
from proposals.forms.refusals import in_words
from proposals.queries import moderation
from proposals.queries.moderation import Moderated

either = require_http_methods(["GET", "HEAD", "POST"])
Row = TypeVar("Row", contravariant=True)


class Act(Protocol[Row]):
    """Hiding the words of a row, or showing them again, for a public reason."""

    def __call__(self, person: Person, row: Row, /, *, reason: str) -> None:
        """Act; raises RuleBroken."""


@either
@for_office("moderator")
def text(request: HttpRequest, name: str) -> HttpResponse:
    """Hide a text, or show it again."""
    row = access.get_proposal_to_moderate(person_of(request), name)
    return _page(request, row, moderation.of_text(row), moderating.hide_text, moderating.show_text)


@either
@for_office("moderator")
def objection(request: HttpRequest, name: str) -> HttpResponse:
    """Hide the words of an objection, or show them again."""
    row = access.get_objection_to_moderate(person_of(request), name)
    words = moderation.of_objection(row)
    return _page(request, row, words, moderating.hide_objection, moderating.show_objection)


@either
@for_office("moderator")
def rival(request: HttpRequest, name: str) -> HttpResponse:
    """Hide what a member wrote beside a rival run, or show it again."""
    row = access.get_rival_to_moderate(person_of(request), name)
    return _page(request, row, moderation.of_rival(row), moderating.hide_rival, moderating.show_rival)


def _page(request: HttpRequest, row: Row, words: Moderated, hide: Act[Row], show: Act[Row]) -> HttpResponse:
    form, refused = ReasonForm(request.POST or None), None
    act = show if words.hidden else hide
    if form.is_bound and form.is_valid():
        try:
            act(person_of(request), row, reason=form.cleaned_data["reason"])
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
