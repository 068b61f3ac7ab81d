"""Taking a run as the board: what it makes and what it would throw away, then the act."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext

from deliberation.core.errors import RuleBroken
from deliberation.members.access import for_office, person_of
from proposals import access
from proposals.actions.founding import adopt_run
from proposals.forms.board import count
from proposals.forms.refusals import in_words
from proposals.queries.board import Losses, losses_of
from proposals.queries.runs import outcome_of


@for_office("organiser")
def adopt(request: HttpRequest, name: str) -> HttpResponse:
    """Say what taking a run as the board makes and loses; do it once that is confirmed."""
    person = person_of(request)
    run = access.get_run_to_adopt(person, name)
    broken: RuleBroken | None = None
    if request.method == "POST":
        seen = Losses(count(request.POST.get("moves")), count(request.POST.get("wordings")))
        try:
            made = adopt_run(person, run, seen)
        except RuleBroken as refused:
            broken = refused
        else:
            said = ngettext("Passe retenue : %s livret.", "Passe retenue : %s livrets.", made)
            messages.success(request, said % made)
            return redirect("board", run.campaign.slug)
    words = in_words(broken) if broken else None
    context = {
        "here": "booklets",
        "campaign": run.campaign,
        "run": run,
        "outcome": outcome_of(run),
        "losses": losses_of(run.campaign),
        "replaces": run.campaign.run_id is not None,
        "refusal": words,
    }
    return render(request, "proposals/board/adopt.html", context, status=words.status if words else 200)
