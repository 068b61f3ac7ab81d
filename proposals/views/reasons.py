"""The page that answers "why is my text here"."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from deliberation.members.access import person_of
from proposals import access
from proposals.queries import near, objections, reasons
from proposals.views.gates import or_sign_in


@require_safe
@or_sign_in
def why(request: HttpRequest, name: str) -> HttpResponse:
    """The sum behind a text's placement, term by term, the texts near it, and what people changed since."""
    person = person_of(request)
    proposal = access.get_explained_proposal_for(person, name)
    mine = person.member is not None and proposal.author_id == person.member.pk
    may_read_booklets = access.may_read_booklets(person, proposal.campaign)
    context = {
        "proposal": proposal,
        "campaign": proposal.campaign,
        "why": reasons.why(proposal),
        "since": reasons.since(proposal, may_read_booklets),
        "near": near.nearest_to(proposal, sees_board=may_read_booklets),
        "mine": mine,
        "beside": objections.about_text(proposal, person) if may_read_booklets else (),
        "may_object": access.may_object_now(person, proposal.campaign),
        "reads_texts": access.may_read_texts(person, proposal.campaign),
        "here": "booklets",
    }
    return render(request, "proposals/runs/why.html", context)
