"""The page that answers "why is my text here"."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from deliberation.members.access import person_of
from proposals import access
from proposals.queries import reasons
from proposals.views.gates import or_sign_in


@require_safe
@or_sign_in
def why(request: HttpRequest, name: str) -> HttpResponse:
    """The sum behind a text's placement, term by term, and what people changed since."""
    person = person_of(request)
    proposal = access.get_explained_proposal_for(person, name)
    mine = person.member is not None and proposal.author_id == person.member.pk
    context = {
        "proposal": proposal,
        "campaign": proposal.campaign,
        "why": reasons.why(proposal),
        "since": reasons.since(proposal, access.may_read_booklets(person, proposal.campaign)),
        "mine": mine,
        "reads_texts": access.may_read_texts(person, proposal.campaign),
        "here": "booklets",
    }
    return render(request, "proposals/runs/why.html", context)
