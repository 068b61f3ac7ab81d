"""The list of votes, the page of one, and the member's own seat in it."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from deliberation import clock
from deliberation.members.access import for_members, person_of
from proposals.views.gates import or_sign_in
from votes import access
from votes.core.stages import Stage
from votes.queries.claims import claims_of
from votes.queries.draws import asked_of
from votes.queries.listing import listed
from votes.queries.results import main_of, results_of
from votes.queries.rolls import names_of_groups
from votes.queries.seats import next_question, progress_of, reason_for, seat_page
from votes.queries.turnout import turnout_while_open
from votes.views.answering import file_answer, not_kept

A_PAGE = 20


@require_safe
def votes(request: HttpRequest) -> HttpResponse:
    """The votes the person may see, those that open last first."""
    person, now = person_of(request), clock.now()
    page = Paginator(access.votes_for(person), A_PAGE).get_page(request.GET.get("page"))
    context = {"here": "votes", "page": page, "rows": listed(page.object_list, now), "now": now}
    return render(request, "votes/votes.html", context)


@require_safe
@or_sign_in
def vote(request: HttpRequest, slug: str) -> HttpResponse:
    """One vote: its dates, what it protects, its questions, and what the person has left to do in it."""
    return render(request, "votes/vote.html", _standing(request, slug))


@require_safe
@or_sign_in
def state(request: HttpRequest, slug: str) -> HttpResponse:
    """The part of a vote's page that moves, for pages that listen."""
    answer = render(request, "votes/_state.html", _standing(request, slug))
    answer["Cache-Control"] = "no-store"
    return answer


@not_kept
@require_safe
@for_members
def seat(request: HttpRequest, slug: str) -> HttpResponse:
    """The person's own seat: on the roll or not, what was hashed, the path to the root, its marks."""
    person, now = person_of(request), clock.now()
    found = access.get_vote_for(person, slug)
    own = seat_page(person, found)
    context = {
        "here": "votes", "vote": found, "stage": found.stage(now), "seat": own,
        "progress": progress_of(person, found),
        "claims": claims_of(person, found), "now": now, "asked": asked_of(person, found),
        "reason": None if own else reason_for(person.known, found, timezone.localdate(now)),
        "names": names_of_groups(found.electing_groups),
    }  # fmt: skip
    return render(request, "votes/seat.html", context)


@not_kept
@require_safe
@for_members
def seat_file(request: HttpRequest, slug: str) -> HttpResponse:
    """The person's own seat as a file for the verifier; absent without one."""
    person = person_of(request)
    own = seat_page(person, access.get_vote_for(person, slug))
    if own is None:
        raise Http404
    return file_answer(f"{own.proof.line}\n".encode(), "application/json", f"livret-{slug}-mon-siege.json")


def _standing(request: HttpRequest, slug: str) -> dict[str, Any]:
    person, now = person_of(request), clock.now()
    found = access.get_vote_for(person, slug)
    stage = found.stage(now)
    progress, outcomes = progress_of(person, found), results_of(found)
    return {
        "here": "votes",
        "vote": found,
        "stage": stage,
        "now": now,
        "progress": progress,
        "next": next_question(found, progress) if stage is Stage.OPEN else None,
        "turnout": turnout_while_open(found, now) if stage is Stage.OPEN else None,
        "main": main_of(outcomes) if outcomes else None,
        "organises": access.organises(person, found),
        "topic": f"vote.{found.slug}",
    }
