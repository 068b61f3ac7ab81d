"""Writing a proposal: the form, its preview, the texts near to it, and co-signing one of these instead."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from deliberation.core.errors import RuleBroken
from deliberation.members.access import for_members, person_of
from proposals import access
from proposals.actions import cosigning
from proposals.actions.writing import check_may_write, submit_proposal
from proposals.forms.similar import COSIGN, SEEN, differences_typed
from proposals.forms.texts import ProposalForm
from proposals.queries.similar import named_in, similar_to
from proposals.views.texts import SENT, writing_page

TEMPLATE = "proposals/texts/new.html"


@require_http_methods(SENT)
@for_members
def new_proposal(request: HttpRequest, slug: str) -> HttpResponse:
    """Write a proposal. Preview, near texts and refusals store nothing of it and lose nothing of it."""
    person = person_of(request)
    campaign = access.get_campaign_of_texts_for(person, slug)
    if request.method != "POST":
        check_may_write(person, campaign)
        return writing_page(request, TEMPLATE, {"campaign": campaign}, ProposalForm(None, campaign=campaign))
    if COSIGN in request.POST:
        return _cosign_instead(request, ProposalForm.of_typed(request.POST, campaign))
    form = ProposalForm(request.POST, campaign=campaign)
    context = _with_near(request, form)
    if "preview" in request.POST or not form.is_valid():
        return writing_page(request, TEMPLATE, context, form)
    if context["similar"] and SEEN not in request.POST:
        return writing_page(request, TEMPLATE, {**context, "asks": True}, form)
    return _publish(request, form, context)


def _publish(request: HttpRequest, form: ProposalForm, context: Mapping[str, object]) -> HttpResponse:
    person, read = person_of(request), form.cleaned_data
    try:
        proposal = submit_proposal(
            person,
            form.campaign,
            title=read["title"],
            body=read["body"],
            nonce=read["nonce"],
            theme_wish=read["theme_wish"],
            signed=read["signed"],
            differences=named_in(person, form.campaign, differences_typed(request.POST)),
        )
    except RuleBroken as broken:
        return writing_page(request, TEMPLATE, context, form, broken)
    messages.success(request, _("Votre contribution est déposée."))
    return redirect("proposal", proposal.name)


def _cosign_instead(request: HttpRequest, form: ProposalForm) -> HttpResponse:
    """Co-sign the text chosen; what was typed stays on the page, for who still wants to publish it."""
    person = person_of(request)
    chosen = access.get_proposal_for(person, request.POST[COSIGN])
    try:
        cosigning.cosign(person, chosen)
    except RuleBroken as broken:
        return writing_page(request, TEMPLATE, _with_near(request, form), form, broken)
    return writing_page(request, TEMPLATE, {**_with_near(request, form), "cosigned": chosen}, form)


def _with_near(request: HttpRequest, form: ProposalForm) -> dict[str, object]:
    typed = request.POST
    title, body = typed.get("title", ""), typed.get("body", "")
    near = similar_to(person_of(request), form.campaign, title, body, differences_typed(typed))
    return {"campaign": form.campaign, "similar": near}
