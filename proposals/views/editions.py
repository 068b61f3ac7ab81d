"""Taking a run as the next edition of the board that stands: all that changes is shown before it is done."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from deliberation.core.errors import RuleBroken
from deliberation.members.access import for_office, person_of
from proposals import access
from proposals.actions.adopting import adopt_edition
from proposals.forms.refusals import in_words
from proposals.queries import plans
from proposals.queries.editions import continues_board
from proposals.views import adopting

A_PAGE = 20


@require_http_methods(["GET", "HEAD", "POST"])
@for_office("organiser")
def adopt(request: HttpRequest, name: str) -> HttpResponseBase:
    """Adopt a run: as the continuation of the board that it started from, else as a new board."""
    person = person_of(request)
    run = access.get_run_to_adopt(person, name)
    if not continues_board(run):
        return adopting.adopt(request, name)
    words = None
    if request.method == "POST":
        try:
            adopt_edition(person, run, request.POST.get("seen", ""))
        except RuleBroken as broken:
            words = in_words(broken)
        else:
            messages.success(request, _("L’édition est retenue : le tri continue."))
            return redirect("board", run.campaign.slug)
    shown = plans.shown_of(run.campaign, run)
    page = Paginator(shown.texts, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "here": "booklets",
        "campaign": run.campaign,
        "run": run,
        "shown": shown,
        "page": page,
        "texts": plans.texts_shown(shown, list(page)),
        "refusal": words,
    }
    return render(request, "proposals/board/edition.html", context, status=words.status if words else 200)
