"""What the texts say: the page of a whole campaign, its silence list, and one term with its texts."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from deliberation.members.access import Person, person_of
from proposals import access
from proposals.queries import booklettexts, coverage, growth, runs, seeing, themes
from proposals.views.gates import or_sign_in

PER_PAGE = 20
TERMS_PER_PAGE = 50


@require_safe
@or_sign_in
def synthesis(request: HttpRequest, slug: str) -> HttpResponse:
    """What the texts of a campaign say: themes, what is carried and what is not, silences, growth."""
    person = person_of(request)
    campaign = access.get_campaign_of_runs_for(person, slug)
    run = themes.run_to_see(campaign)
    context = {
        "here": "booklets",
        "campaign": campaign,
        "run": run,
        "written": coverage.written_in(campaign),
        "growth": growth.growth_of(campaign),
        "margins": coverage.margins_of(run),
        "organises": access.organises(person, campaign),
        **_themes(person, campaign, run),
    }
    return render(request, "proposals/synthesis/synthesis.html", context)


@require_safe
@or_sign_in
def silence(request: HttpRequest, slug: str) -> HttpResponse:
    """Every term that no measure carries: those of a theme, or those from everywhere (`?of=everywhere`)."""
    person = person_of(request)
    campaign = access.get_campaign_of_silence_for(person, slug)
    seen = seeing.seen_in_booklets(campaign)
    lists = seen.silence if seen else None
    common = request.GET.get("of") == "everywhere"
    listed = (lists.common if common else lists.themed) if lists else ()
    context = {
        "here": "booklets",
        "campaign": campaign,
        "lists": lists,
        "common": common,
        "page": Paginator(listed, TERMS_PER_PAGE).get_page(request.GET.get("page")),
        "loudest": max((term.authors for term in listed[:1]), default=0),
        "organises": access.organises(person, campaign),
    }
    return render(request, "proposals/synthesis/silence.html", context)


@require_safe
@or_sign_in
def term(request: HttpRequest, slug: str, term: str) -> HttpResponse:
    """One term: where it recurs, with what, the measures that carry it, and every text that holds it."""
    person = person_of(request)
    campaign = access.get_campaign_of_runs_for(person, slug)
    run = themes.run_to_see(campaign)
    reads_booklets = access.may_read_booklets(person, campaign) and campaign.run_id is not None
    seen = seeing.term_seen(campaign, run, term, in_booklets=reads_booklets) if run else None
    if run is None or seen is None:
        raise Http404
    within = request.GET.get("booklet", "") if reads_booklets else ""
    page = Paginator(seen.keys_in(within), PER_PAGE).get_page(request.GET.get("page"))
    rows = seeing.texts_of_keys(list(page))
    passages = seeing.passages_with(campaign, run, seen.stem, rows)
    context = {
        "here": "booklets",
        "campaign": campaign,
        "run": run,
        "term": seen,
        "within": within,
        "reads_booklets": reads_booklets,
        "measures": seeing.measures_with(campaign, run, seen.stem) if reads_booklets else [],
        "page": page,
        "texts": list(zip(booklettexts.texts_of(rows), passages, strict=True)),
        "may_read_texts": access.may_read_texts(person, campaign),
    }
    return render(request, "proposals/synthesis/term.html", context)


def _themes(person: Person, campaign: Any, run: Any) -> dict[str, Any]:
    """The themes as far as the person may see them: booklets, or else what the run made."""
    if access.may_read_booklets(person, campaign) and campaign.run_id is not None:
        seen = seeing.seen_in_booklets(campaign)
        return {"seen": seen, "board": coverage.board_of(campaign)}
    if run is None:
        return {"seen": None}
    return {"seen": seeing.seen_in_clusters(campaign, run), "outcome": runs.outcome_of(run)}
