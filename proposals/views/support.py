"""Co-signing a proposal from its page, and taking it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from deliberation.members.access import for_members, person_of
from proposals import access
from proposals.actions import cosigning


@require_POST
@for_members
def cosign(request: HttpRequest, name: str) -> HttpResponse:
    """Co-sign a proposal."""
    person = person_of(request)
    proposal = access.get_proposal_for(person, name)
    cosigning.cosign(person, proposal)
    messages.success(request, _("Vous cosignez cette contribution."))
    return redirect("proposal", proposal.name)


@require_POST
@for_members
def take_back(request: HttpRequest, name: str) -> HttpResponse:
    """Take a co-signature back."""
    person = person_of(request)
    proposal = access.get_proposal_for(person, name)
    cosigning.take_back_cosignature(person, proposal)
    messages.success(request, _("Votre cosignature est retirée."))
    return redirect("proposal", proposal.name)
