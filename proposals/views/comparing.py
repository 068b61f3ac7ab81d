"""Two runs of a campaign on one page: agreement, what moved from where to where, and which terms did it."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from deliberation.members.access import person_of
from proposals import access, exports
from proposals.forms.comparing import read_places
from proposals.queries import comparing as queries
from proposals.queries.runs import runs_beside
from proposals.views.gates import or_sign_in

A_PAGE = 20


@require_safe
@or_sign_in
def compare(request: HttpRequest, name: str) -> HttpResponse:
    """This run after another one of its campaign (`?with=NAME`), or the others to choose from."""
    person = person_of(request)
    run = access.get_run_for(person, name)
    exports.check_done(run)
    context = {"run": run, "campaign": run.campaign, "here": "booklets", "others": runs_beside(run)}
    other = request.GET.get("with", "")
    if not other:
        return render(request, "proposals/compare/choose.html", context)
    sides = queries.compared(access.get_run_beside_for(person, run, other), run)
    asked = read_places(request.GET)
    rows = queries.texts_moved(sides, here=asked.here, there=asked.there)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context |= {
        "sides": sides,
        "asked": asked,
        "page": page,
        "moved": queries.moved_of(sides, list(page)),
        "reads_texts": access.may_read_texts(person, run.campaign),
    }
    return render(request, "proposals/compare/compare.html", context)
