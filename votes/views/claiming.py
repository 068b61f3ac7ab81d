"""Claims: a member's form, and the organisers' list where one proposes an answer and another signs it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from deliberation import clock
from deliberation.core.errors import RuleBroken
from deliberation.journal.reads import note_read
from deliberation.members.access import for_members, for_office, person_of
from deliberation.members.asking import asks_again
from proposals.forms.refusals import in_words
from votes import access
from votes.actions.claiming import file_claim, propose_answer, sign_answer
from votes.forms.claiming import AnswerForm, ClaimForm
from votes.queries.claims import all_counts, claims_on
from votes.queries.seats import progress_of
from votes.views.answering import not_kept
from votes.views.sending import send

A_PAGE = 20


@not_kept
@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def claim(request: HttpRequest, slug: str) -> HttpResponse:
    """File a claim: on the roll before the opening, on a mark after the publication."""
    person = person_of(request)
    vote = access.get_vote_for(person, slug)
    stage, seated = vote.stage(clock.now()), progress_of(person, vote).on_roll
    form = ClaimForm(stage, seated, request.POST or None, initial={"kind": request.GET.get("kind")})
    sent = send(request, form, lambda: file_claim(person, vote, **form.cleaned_data))
    if sent.done:
        messages.success(request, _("Votre réclamation est déposée. Deux organisateurs y répondent ici."))
        return redirect("vote-seat", vote.slug)
    context = {"here": "votes", "vote": vote, "form": form, "refused": sent.refused}
    return render(request, "votes/claim.html", context, status=sent.status)


@not_kept
@require_safe
@for_office("organiser")
def claims(request: HttpRequest, slug: str) -> HttpResponse:
    """The claims of a vote, those without an answer first."""
    return _list(request, slug)


@require_POST
@for_office("organiser")
def propose(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Propose an answer, for another organiser to sign."""
    form = AnswerForm(request.POST, auto_id=f"{name}-%s")
    if not form.is_valid():
        return _list(request, slug, form=form, of=name, status=422)
    said = form.cleaned_data
    done = _("La réponse est proposée. Un autre organisateur doit la signer.")
    return _act(request, slug, name, lambda person, found: propose_answer(person, found, **said), done, form)


@require_POST
@for_office("organiser")
@asks_again
def sign(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Sign the answer that another organiser proposed."""
    return _act(request, slug, name, sign_answer, _("La réponse est signée, et le journal la donne."))


def _act(
    request: HttpRequest, slug: str, name: str, act: Callable[..., object], done: str, form: Any = None
) -> HttpResponse:
    person = person_of(request)
    vote = access.get_vote_to_organise(person, slug)
    try:
        act(person, access.get_claim_to_answer(vote, name))
    except RuleBroken as broken:
        return _list(request, slug, form=form, of=name, broken=broken, status=in_words(broken).status)
    messages.success(request, done)
    return redirect("vote-claims", slug)


def _list(
    request: HttpRequest,
    slug: str,
    form: Any = None,
    of: str = "",
    broken: RuleBroken | None = None,
    status: int = 200,
) -> HttpResponse:
    person, now = person_of(request), clock.now()
    vote = access.get_vote_to_organise(person, slug)
    page = Paginator(claims_on(vote), A_PAGE).get_page(request.GET.get("page"))
    note_read(person.acting_as("organiser", vote.campaign.group_id), "claims.read", vote.slug)
    # Each form of the page has its own ids, for its labels to find.
    rows = [
        (row, form if row.name == of and form is not None else AnswerForm(auto_id=f"{row.name}-%s"))
        for row in page
    ]
    context = {
        "here": "votes", "vote": vote, "stage": vote.stage(now), "page": page, "rows": rows,
        "counts": all_counts(vote), "refused": broken, "own": person.known.pk, "now": now,
    }  # fmt: skip
    return render(request, "votes/claims.html", context, status=status)
