"""Pages of runs: the list, asking for one, how far it is, what it found, what it hands out."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from deliberation.core.errors import RuleBroken
from deliberation.members.access import Person, for_office, person_of
from proposals import access, exports
from proposals.actions.running import request_run
from proposals.forms.runs import ColdRunForm, RunForm
from proposals.queries import runs as queries
from proposals.queries.booklets import count_of_booklets
from proposals.queries.comparing import beside_official
from proposals.queries.editions import settings_of_edition
from proposals.views.following import how_far
from proposals.views.gates import or_sign_in

A_PAGE = 20


@require_safe
@or_sign_in
def runs(request: HttpRequest, slug: str) -> HttpResponse:
    """The runs of a campaign, the newest first."""
    person = person_of(request)
    campaign = access.get_campaign_of_runs_for(person, slug)
    page = Paginator(queries.runs_of(campaign), A_PAGE).get_page(request.GET.get("page"))
    organises = access.organises(person, campaign)
    context = {"campaign": campaign, "page": page, "organises": organises, "here": "booklets"}
    context["rivals"] = queries.rivals_of(campaign)
    return render(request, "proposals/runs/runs.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_office("organiser")
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for a run: the first one, the next edition of a board that stands, or a cold one beside it."""
    person = person_of(request)
    campaign = access.get_campaign_to_organise(person, slug)
    continues = campaign.run_id is not None
    warm = continues and request.POST.get("start") == "warm"
    kind = ColdRunForm if continues else RunForm
    sent = request.POST if request.method == "POST" and not warm else None
    form = kind(sent, initial={"booklets": campaign.booklets_wanted})
    refused, status = None, 200
    if request.method == "POST":
        status = 422
        if warm or form.is_valid():
            settings = settings_of_edition(campaign) if warm else form.settings()
            reason = "" if warm else form.cleaned_data.get("reason", "")
            try:
                run = request_run(person, campaign, settings, campaign.run if warm else None, reason)
            except RuleBroken as broken:
                refused, status = broken, 409
            else:
                messages.success(request, _("La passe est demandée. Cette page suit son avancement."))
                return redirect("run", run.name)
    context = {
        "campaign": campaign, "form": form, "refused": refused, "here": "booklets", "continues": continues,
        "size": queries.size_of_corpus(campaign), "going": queries.run_going(campaign),
        "booklets": count_of_booklets(campaign),
    }  # fmt: skip
    return render(request, "proposals/runs/new.html", context, status=status)


@require_safe
@or_sign_in
def run(request: HttpRequest, name: str) -> HttpResponse:
    """One run: how far it is, what it found, or why it failed."""
    return render(request, "proposals/runs/run.html", _state(person_of(request), name))


@require_safe
def progress(request: HttpRequest, name: str) -> HttpResponse:
    """The part of a run's page that moves, for pages that listen."""
    answer = render(request, "proposals/runs/_state.html", _state(person_of(request), name))
    answer["Cache-Control"] = "no-store"
    return answer


@require_safe
@or_sign_in
def bundle(request: HttpRequest, name: str) -> HttpResponse:
    """Everything needed to repeat the run, in one file."""
    found = access.get_run_for(person_of(request), name)
    return _file(exports.public_bundle(found), "application/zip", f"livret-run-{found.name}.zip")


@require_safe
@or_sign_in
def sheet(request: HttpRequest, name: str) -> HttpResponse:
    """The run sheet."""
    found = access.get_run_for(person_of(request), name)
    return _file(exports.sheet_bytes(found), "application/json", f"livret-run-{found.name}-sheet.json")


@require_safe
@or_sign_in
def table(request: HttpRequest, name: str) -> HttpResponse:
    """The frozen table b(t,c)."""
    found = access.get_run_for(person_of(request), name)
    return _file(exports.table_csv(found).encode(), "text/csv", f"livret-run-{found.name}-table.csv")


@require_safe
@or_sign_in
def placements(request: HttpRequest, name: str) -> HttpResponse:
    """Where the run put each text."""
    found = access.get_run_for(person_of(request), name)
    content = exports.placements_csv(found).encode()
    return _file(content, "text/csv", f"livret-run-{found.name}-placements.csv")


def _state(person: Person, name: str) -> dict[str, Any]:
    """What the moving part of a run's page shows, for every state of a run."""
    found = access.get_run_for(person, name)
    is_done = found.state == "done"
    return {
        "run": found,
        "campaign": found.campaign,
        **how_far(found),
        "outcome": queries.outcome_of(found) if is_done else None,
        "may_moderate": found.kind == "rival" and access.moderates(person, found.campaign),
        "organises": access.organises(person, found.campaign),
        "hidden": len(exports.hidden_since(found)) if is_done else 0,
        "adopted": found.campaign.run_id == found.pk,
        "beside": beside_official(found) if is_done and found.kind == "rival" else None,
        "here": "booklets",
    }


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    charset = "" if kind == "application/zip" else "; charset=utf-8"
    return HttpResponse(
        content,
        content_type=kind + charset,
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private"},
    )
