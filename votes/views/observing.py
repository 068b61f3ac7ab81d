"""Observers' pages: what can be doubted and checked of a vote, what to note, remarks, the access log."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from deliberation import clock
from deliberation.core.names import random_name
from deliberation.journal.reads import staff_reads
from deliberation.members.access import for_office, person_of
from proposals.views.gates import or_sign_in
from votes import access
from votes.actions.remarking import file_remark
from votes.core.stages import Stage
from votes.forms.saying import RemarkForm
from votes.queries.listing import listed
from votes.queries.observing import anchor_lines, checkpoints_announced
from votes.queries.remarks import remarks_on
from votes.queries.rolls import names_of_groups
from votes.queries.turnout import turnout_while_open, turnouts_of
from votes.views.answering import file_answer
from votes.views.sending import send

A_PAGE = 20


@require_safe
def observe(request: HttpRequest) -> HttpResponse:
    """How to observe, and the votes that can be observed; packs to download as they are published."""
    person, now = person_of(request), clock.now()
    page = Paginator(access.votes_for(person), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "here": "votes", "page": page, "rows": listed(page.object_list, now), "now": now,
        "observes": access.observes_anything(person),
    }  # fmt: skip
    return render(request, "votes/observe.html", context)


@require_safe
@for_office("observer")
def reads(request: HttpRequest) -> HttpResponse:
    """The access log: who, by an office, read personal data."""
    page = Paginator(staff_reads(), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "votes/reads.html", {"here": "votes", "page": page})


@require_safe
@or_sign_in
def observe_vote(request: HttpRequest, slug: str) -> HttpResponse:
    """All that an observer watches of one vote; whoever may see the vote may watch too."""
    person, now = person_of(request), clock.now()
    vote = access.get_vote_for(person, slug)
    stage = vote.stage(now)
    page = Paginator(checkpoints_announced(vote), A_PAGE).get_page(request.GET.get("page"))
    turnouts = turnouts_of(vote)
    context = {
        "here": "votes", "vote": vote, "stage": stage, "now": now, "page": page,
        "turnout": turnout_while_open(vote, now) if stage is Stage.OPEN else None,
        "lines": anchor_lines(vote), "remarks": remarks_on(vote), "observes": access.observes(person, vote),
        "topic": f"vote.{vote.slug}", "turnouts": turnouts,
        "names": names_of_groups(row.group for row in turnouts),
    }  # fmt: skip
    return render(request, "votes/observe_vote.html", context)


@require_safe
@or_sign_in
def turnout(request: HttpRequest, slug: str) -> HttpResponse:
    """The figure that moves on an observer's page, by whole minutes and steps of five."""
    now = clock.now()
    vote = access.get_vote_for(person_of(request), slug)
    stage = vote.stage(now)
    marked = turnout_while_open(vote, now) if stage is Stage.OPEN else None
    context = {"vote": vote, "stage": stage, "turnout": marked}
    answer = render(request, "votes/_watched_turnout.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


@require_safe
@or_sign_in
def notes(request: HttpRequest, slug: str) -> HttpResponse:
    """The lines to keep outside, as a file that the verifier takes with `--anchors`."""
    vote = access.get_vote_for(person_of(request), slug)
    written = "".join(f"{line}\n" for line in anchor_lines(vote)).encode()
    return file_answer(written, "text/plain; charset=utf-8", f"livret-{vote.slug}-notes.txt")


@require_http_methods(["GET", "HEAD", "POST"])
@for_office("observer")
def remark(request: HttpRequest, slug: str) -> HttpResponse:
    """File a formal remark; an observer's act, printed with the result for good."""
    person = person_of(request)
    vote = access.get_vote_to_observe(person, slug)
    form = RemarkForm(request.POST or None, initial={"nonce": random_name(20)})
    sent = send(request, form, lambda: file_remark(person, vote, **form.cleaned_data))
    if sent.done:
        messages.success(request, _("L’observation est déposée, et son empreinte est au journal."))
        return redirect("vote-observe", vote.slug)
    context = {"here": "votes", "vote": vote, "form": form, "refused": sent.refused}
    return render(request, "votes/remark.html", context, status=sent.status)
