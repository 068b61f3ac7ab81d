"""Pages of word lists: what is in force, a change to try, what it would move, and the decision."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from deliberation.core.errors import RuleBroken
from deliberation.members.access import Person, for_office, person_of
from proposals import access
from proposals.actions.rewording import confirm_change, drop_change, try_change
from proposals.forms.contesting import WordForm
from proposals.forms.refusals import in_words
from proposals.queries import wordlists as queries
from proposals.views.following import how_far
from proposals.views.gates import or_sign_in

WORDS_A_PAGE = 120
LONGEST_ASKED = 60


@require_safe
@or_sign_in
def words(request: HttpRequest, slug: str) -> HttpResponse:
    """The word lists that the next run would read with, and every change that people made."""
    person = person_of(request)
    campaign = access.get_campaign_of_runs_for(person, slug)
    lists = queries.lists_in_force(campaign)
    asked = request.GET.get("q", "").replace("\0", "")[:LONGEST_ASKED]
    language = request.GET.get("language", "")
    found = queries.left_out(lists, language, asked)
    organises = access.organises(person, campaign)
    context = {
        "here": "booklets",
        "campaign": campaign,
        "lists": lists,
        "languages": [of.language for of in lists.languages],
        "asked": asked,
        "language": language,
        "page": Paginator(found, WORDS_A_PAGE).get_page(request.GET.get("page")),
        "changes": queries.changes_of(campaign),
        "organises": organises,
        "waiting": queries.change_asked(campaign) if organises else None,
    }
    return render(request, "proposals/words/words.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_office("organiser")
def change(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for a change: it is tried first, and nothing changes before its effect is read and confirmed."""
    person = person_of(request)
    campaign = access.get_campaign_to_organise(person, slug)
    sent = request.POST if request.method == "POST" else None
    form = WordForm(sent, initial={"act": "leave-out", "words": request.GET.get("words", "")[:LONGEST_ASKED]})
    refused = None
    if form.is_bound and form.is_valid():
        try:
            asked = try_change(person, campaign, **form.cleaned_data)
        except RuleBroken as broken:
            refused = in_words(broken)
        else:
            messages.success(request, _("L’essai est lancé. Rien ne change avant que vous confirmiez."))
            return redirect("word-change", asked.name)
    status = refused.status if refused else 422 if form.errors else 200
    context = {"here": "booklets", "campaign": campaign, "form": form, "refusal": refused}
    return render(request, "proposals/words/change.html", context, status=status)


@require_safe
@or_sign_in
def one_change(request: HttpRequest, name: str) -> HttpResponse:
    """One change: how far its trial is, what it would move, and what was decided."""
    return render(request, "proposals/words/one.html", _state(person_of(request), name))


@require_safe
def effect(request: HttpRequest, name: str) -> HttpResponse:
    """The part of a change's page that moves while it is tried."""
    answer = render(request, "proposals/words/_state.html", _state(person_of(request), name))
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
@for_office("organiser")
def confirm(request: HttpRequest, name: str) -> HttpResponse:
    """Make the change: the next run reads with it."""
    return _decided(request, name, confirm_change, _("Le changement est fait, et le journal le dit."))


@require_POST
@for_office("organiser")
def drop(request: HttpRequest, name: str) -> HttpResponse:
    """Give up the change."""
    return _decided(request, name, drop_change, _("Le changement est abandonné : les listes restent."))


def _decided(request: HttpRequest, name: str, act: Callable[[Person, Any], None], said: str) -> HttpResponse:
    person = person_of(request)
    asked = access.get_word_change_to_decide(person, name)
    try:
        act(person, asked)
    except RuleBroken as broken:
        refusal = in_words(broken)
        context = _state(person, name) | {"refusal": refusal}
        return render(request, "proposals/words/one.html", context, status=refusal.status)
    messages.success(request, said)
    return redirect("words", asked.campaign.slug)


def _state(person: Person, name: str) -> dict[str, Any]:
    asked = access.get_word_change_for(person, name)
    run = asked.trial
    return {
        "here": "booklets",
        "campaign": asked.campaign,
        "change": asked,
        "run": run,
        **(how_far(run) if run else {}),
        "moves": queries.moves_of(asked),
        "examples": queries.examples_of(asked) if asked.moved else [],
        "organises": access.organises(person, asked.campaign),
        "reads_texts": access.may_read_texts(person, asked.campaign),
    }
