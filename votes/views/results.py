"""After the close, for everybody: results, the public box, the evidence pack."""

from __future__ import annotations

import csv
import io

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from deliberation.core.canonical import canonical
from deliberation.members.access import person_of
from proposals.views.gates import or_sign_in
from votes import access
from votes.core.box import lines
from votes.exports import open_pack
from votes.forms.codes import TrackerForm
from votes.queries.claims import all_counts
from votes.queries.comparing import comparable_with, compare, course_of
from votes.queries.opendata import results_document, results_rows
from votes.queries.reasons import reasons_on
from votes.queries.remarks import all_remarks, remarks_on
from votes.queries.results import QuestionResult, as_found, board_of, find_ballots, main_of, results_of
from votes.queries.rolls import names_of_groups
from votes.queries.turnout import turnouts_of
from votes.views.answering import file_answer, not_kept, stream_answer

A_PAGE = 50


@require_safe
@or_sign_in
def result(request: HttpRequest, slug: str) -> HttpResponse:
    """The result of all questions, the overall one first; before the publication, the vote's own page."""
    vote = access.get_vote_for(person_of(request), slug)
    outcomes = results_of(vote)
    if not outcomes:
        return redirect("vote", slug)
    turnouts = turnouts_of(vote)
    context = {
        "here": "votes", "vote": vote, "outcomes": outcomes, "main": main_of(outcomes),
        "remarks": remarks_on(vote), "counts": all_counts(vote), "turnouts": turnouts,
        "names": names_of_groups([*(row.group for row in turnouts), *vote.electing_groups]),
    }  # fmt: skip
    return render(request, "votes/result.html", context)


@require_safe
@or_sign_in
def question_result(request: HttpRequest, slug: str, question: str) -> HttpResponse:
    """The result of one question: the sentence, the bars, how it was counted, how to check it."""
    vote = access.get_vote_for(person_of(request), slug)
    outcomes = results_of(vote)
    if not outcomes:
        return redirect("vote", slug)
    outcome = _outcome(outcomes, question)
    place, reasons = outcomes.index(outcome), reasons_on(outcome)
    context = {
        "here": "votes", "vote": vote, "outcome": outcome, "question": outcome.question, "outcomes": outcomes,
        "next": outcomes[place + 1] if place + 1 < len(outcomes) else None,
        "remarks": remarks_on(vote),
        "reasons": reasons and Paginator(reasons, A_PAGE).get_page(request.GET.get("page")),
        "moderates": person_of(request).holds("moderator", vote.campaign.group_id),
    }  # fmt: skip
    return render(request, "votes/question_result.html", context)


@require_safe
def comparison(request: HttpRequest, slug: str, question: str) -> HttpResponse:
    """A result beside another one on the same options, and the same question from vote to vote."""
    vote = access.get_published_vote(slug)
    outcome = _outcome(results_of(vote), question)
    others = comparable_with(outcome.question)
    wanted = request.GET.get("with", "")
    chosen = next((other for other in others if other.reference == wanted), None)
    if not wanted and len(others) == 1:
        chosen = others[0]
    there = None
    if chosen is not None:
        there = _outcome(results_of(access.get_published_vote(chosen.vote.slug)), chosen.slug)
    context = {
        "here": "votes", "vote": vote, "question": outcome.question, "outcome": outcome, "others": others,
        "compared": compare(outcome, there) if there else None, "course": course_of(outcome.question),
    }  # fmt: skip
    return render(request, "votes/compare.html", context)


@not_kept
@require_http_methods(["GET", "HEAD", "POST"])
def board(request: HttpRequest, slug: str) -> HttpResponse:
    """The public box, question by question, 50 ballots a page, and one's own ballot by its tracker.

    The tracker is posted: in an address it would stand in the log, beside the reader's own.
    """
    vote = access.get_published_vote(slug)
    outcomes = results_of(vote)
    outcome = _outcome(outcomes, request.GET.get("question", outcomes[0].question.slug))
    form = TrackerForm(request.POST if request.method == "POST" else None)
    asked = form.is_bound and form.is_valid()
    rows = Paginator(board_of(outcome.question, outcome.result.ballots), A_PAGE)
    page = rows.get_page(request.GET.get("page"))
    context = {
        "here": "votes", "vote": vote, "outcomes": outcomes, "outcome": outcome, "form": form,
        "asked": asked, "found": find_ballots(outcomes, form.cleaned_data["tracker"]) if asked else [],
        "page": page, "ballots": [as_found(outcome.question, row) for row in page],
        "some_hidden": any(each.hidden for each in outcomes),
    }  # fmt: skip
    return render(request, "votes/board.html", context, status=422 if form.errors else 200)


@require_safe
def result_json(request: HttpRequest, slug: str) -> HttpResponse:
    """The results as one canonical JSON document (docs/formats/results.md)."""
    vote = access.get_published_vote(slug)
    document = canonical(results_document(vote, results_of(vote)))
    return file_answer(document, "application/json", f"{vote.slug}-result.json")


@require_safe
def result_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """The results as a table, one row for each option of each question."""
    vote = access.get_published_vote(slug)
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(results_rows(results_of(vote)))
    return file_answer(written.getvalue().encode(), "text/csv; charset=utf-8", f"{vote.slug}-result.csv")


@require_safe
def remarks_file(request: HttpRequest, slug: str) -> HttpResponse:
    """All remarks on a vote, those filed after its sealing too, as the pack lists its own."""
    vote = access.get_published_vote(slug)
    written = lines(remark.published() for remark in all_remarks(vote))
    return file_answer(written, "application/x-ndjson", f"{vote.slug}-remarks.jsonl")


@require_safe
def pack(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The evidence pack, byte for byte as the journal names it."""
    vote = access.get_published_vote(slug)
    return stream_answer(request, open_pack(vote.pack_digest), "application/zip", f"livret-{vote.slug}.zip")


def _outcome(outcomes: list[QuestionResult], slug: str) -> QuestionResult:
    for outcome in outcomes:
        if outcome.question.slug == slug:
            return outcome
    raise Http404
