"""From the ballot to the receipt: choose, read over with the codes, confirm. Nothing is stored in between."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from deliberation import clock
from deliberation.core.errors import RuleBroken
from deliberation.members.access import for_members, person_of
from proposals.forms.refusals import in_words
from votes import access
from votes.actions.casting import cast_ballot, fresh_code, receipt_for
from votes.core.stages import check_open
from votes.forms.ballots import BallotForm
from votes.queries.seats import next_question, progress_of
from votes.views.answering import ballot_page, not_kept, refused_page

# The database failed in the middle: another try with the same code is safe, and the page offers it.
TRY_AGAIN = "ballot.perhaps-not-stored"


@not_kept
@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def ballot(request: HttpRequest, slug: str, question: str) -> HttpResponse:
    """The ballot of one question. A POST shows it again, as it was ticked; nothing is stored."""
    person = person_of(request)
    asked = access.get_question_to_answer(person, slug, question)
    check_open(asked.vote.stage(clock.now()))
    if not progress_of(person, asked.vote).on_roll:
        raise RuleBroken("seat.not-on-roll")
    return _ballot_page(request, BallotForm(asked, request.POST or None), 200)


@not_kept
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, slug: str, question: str) -> HttpResponse:
    """Read over: the choices, the tracker and a change code, before anything is stored."""
    if request.method != "POST":
        return redirect("ballot", slug, question)
    form = _posted(request, slug, question)
    try:
        # A visitor's session may have ended meanwhile: refused with the choices still in sight.
        if not person_of(request).is_member:
            raise RuleBroken("person.not-signed-in")
        check_open(form.question.vote.stage(clock.now()))
    except RuleBroken as broken:
        return refused_page(request, broken, form)
    if not form.is_valid():
        return _ballot_page(request, form, 422)
    return _review_page(request, form, form.cleaned_data["code"] or fresh_code())


@not_kept
@require_http_methods(["GET", "HEAD", "POST"])
def cast(request: HttpRequest, slug: str, question: str) -> HttpResponse:
    """Put the ballot in the box; the answer is the receipt itself, which no address gives again."""
    if request.method != "POST":
        return redirect("ballot", slug, question)
    form = _posted(request, slug, question)
    person, asked = person_of(request), form.question
    if not form.is_valid() or not form.cleaned_data["code"]:
        return _ballot_page(request, form, 422)
    read = form.cleaned_data
    try:
        receipt = cast_ballot(person, asked, choices=read["choices"], code=read["code"])
    except RuleBroken as broken:
        if broken.code == TRY_AGAIN:
            return _review_page(request, form, read["code"], broken)
        return refused_page(request, broken, form)
    progress = progress_of(person, asked.vote)
    context = {
        "here": "votes", "vote": asked.vote, "question": asked, "receipt": receipt,
        "progress": progress, "next": next_question(asked.vote, progress, asked.number),
    }  # fmt: skip
    return render(request, "votes/receipt.html", context)


def _posted(request: HttpRequest, slug: str, question: str) -> BallotForm:
    """The posted ballot. Anybody may read the questions of an open vote: a session may end meanwhile."""
    person = person_of(request)
    get = access.get_open_question
    asked = access.get_question_to_answer(person, slug, question) if person.is_member else get(slug, question)
    return BallotForm(asked, request.POST)


def _ballot_page(request: HttpRequest, form: BallotForm, status: int) -> HttpResponse:
    asked = form.question
    person = person_of(request)
    context = {
        "here": "votes", "vote": asked.vote, "question": asked, "ballot": form,
        # Only a wrong form is called one in the page's title.
        "form": form if status != 200 else None,
        "progress": progress_of(person, asked.vote),
    }  # fmt: skip
    if not form.is_bound:
        return render(request, "votes/ballot.html", context)
    return ballot_page(request, "votes/ballot.html", context, status)


def _review_page(
    request: HttpRequest, form: BallotForm, code: str, broken: RuleBroken | None = None
) -> HttpResponse:
    asked = form.question
    context = {
        "here": "votes", "vote": asked.vote, "question": asked, "ballot": form, "refused": broken,
        "receipt": receipt_for(asked, code),
    }  # fmt: skip
    return ballot_page(request, "votes/review.html", context, in_words(broken).status if broken else 200)
