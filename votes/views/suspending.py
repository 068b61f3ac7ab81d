"""The page of a suspension: what was lost, what it means for a voter, what two organisers make of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from deliberation import clock
from deliberation.core.errors import RuleBroken
from deliberation.members.access import for_office, person_of
from deliberation.members.asking import asks_again
from proposals.forms.refusals import in_words
from proposals.views.gates import or_sign_in
from votes import access
from votes.actions.suspending import propose_outcome, sign_outcome
from votes.core.suspensions import Outcome
from votes.forms.scheduling import OutcomeForm
from votes.queries.suspensions import last_of


@require_http_methods(["GET", "HEAD", "POST"])
@or_sign_in
@asks_again
def suspension(request: HttpRequest, slug: str) -> HttpResponse:
    """Why a vote is suspended; an organiser proposes here what becomes of it."""
    person = person_of(request)
    if request.method != "POST":
        return _page(request, slug, OutcomeForm())
    vote = access.get_vote_to_organise(person, slug)
    form = OutcomeForm(request.POST)
    if not form.is_valid():
        return _page(request, slug, form, status=422)
    try:
        propose_outcome(person, vote, **form.cleaned_data)
    except RuleBroken as broken:
        return _page(request, slug, form, broken)
    messages.success(request, _("C’est proposé, et le journal le dit. Un autre organisateur doit signer."))
    return redirect("vote-suspension", slug)


@require_POST
@for_office("organiser")
@asks_again
def sign(request: HttpRequest, slug: str) -> HttpResponse:
    """The second organiser's signature."""
    person = person_of(request)
    vote = access.get_vote_to_organise(person, slug)
    try:
        outcome = sign_outcome(person, vote)
    except RuleBroken as broken:
        return _page(request, slug, OutcomeForm(), broken)
    annulled = outcome is Outcome.ANNUL
    messages.success(request, _("Le scrutin est annulé.") if annulled else _("Le scrutin est rouvert."))
    return redirect("vote-suspension" if annulled else "vote", slug)


def _page(
    request: HttpRequest, slug: str, form: OutcomeForm, broken: RuleBroken | None = None, status: int = 200
) -> HttpResponse:
    person, now = person_of(request), clock.now()
    vote = access.get_vote_for(person, slug)
    last = last_of(vote)
    own = person.member is not None and last.proposed_by_id == person.member.pk
    context = {
        "here": "votes", "vote": vote, "stage": vote.stage(now), "last": last, "form": form, "own": own,
        "organises": access.organises(person, vote), "refused": broken,
    }  # fmt: skip
    status = in_words(broken).status if broken else status
    return render(request, "votes/suspension.html", context, status=status)
