"""Changing a ballot by its code, signed in or not, until the close: code, new choices, read over, replace."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from deliberation.core.errors import RuleBroken
from proposals.forms.refusals import in_words
from votes import access
from votes.actions.casting import change_ballot, check_change_code
from votes.forms.ballots import BallotForm
from votes.forms.codes import ChangeForm
from votes.views.answering import ballot_page, not_kept, refused_page


@not_kept
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for the change code and the question; a code that opens a ballot leads to a fresh ballot form."""
    vote = access.get_vote_to_change(slug)
    if request.method != "POST":
        return _code_page(request, ChangeForm(vote, initial={"question": request.GET.get("question")}))
    form = ChangeForm(vote, request.POST)
    if not form.is_valid():
        return _code_page(request, form, status=422)
    asked = access.get_question_to_change(slug, form.cleaned_data["question"])
    try:
        access.count_try(request.META["REMOTE_ADDR"])
        code = check_change_code(asked, form.cleaned_data["code"])
    except RuleBroken as broken:
        return _code_page(request, form, broken)
    return _ballot_page(request, BallotForm(asked), code)


@not_kept
@require_http_methods(["GET", "HEAD", "POST"])
def ballot(request: HttpRequest, slug: str, question: str) -> HttpResponse:
    """The new ballot again, as it was ticked; nothing is stored."""
    if request.method != "POST":
        return redirect("vote-change", slug)
    form = BallotForm(access.get_question_to_change(slug, question), request.POST)
    return _ballot_page(request, form, form.data.get("code", ""))


@not_kept
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, slug: str, question: str) -> HttpResponse:
    """Read over the new ballot, before anything is stored. Whether the code opens one is asked at the end."""
    if request.method != "POST":
        return redirect("vote-change", slug)
    form = BallotForm(access.get_question_to_change(slug, question), request.POST)
    if not form.is_valid():
        return _ballot_page(request, form, form.data.get("code", ""), 422)
    if not form.cleaned_data["code"]:
        return redirect("vote-change", slug)
    context = {
        "here": "votes", "vote": form.question.vote, "question": form.question, "ballot": form,
        "code": form.cleaned_data["code"],
    }  # fmt: skip
    return ballot_page(request, "votes/change_review.html", context)


@not_kept
@require_http_methods(["GET", "HEAD", "POST"])
def cast(request: HttpRequest, slug: str, question: str) -> HttpResponse:
    """Replace the ballot that the code opens; the answer is the receipt of its new version."""
    if request.method != "POST":
        return redirect("vote-change", slug)
    asked = access.get_question_to_change(slug, question)
    form = BallotForm(asked, request.POST)
    if not form.is_valid():
        return _ballot_page(request, form, form.data.get("code", ""), 422)
    read = form.cleaned_data
    try:
        access.count_try(request.META["REMOTE_ADDR"])
        receipt = change_ballot(asked, code=read["code"], choices=read["choices"])
    except RuleBroken as broken:
        return refused_page(request, broken, form)
    context = {"here": "votes", "vote": asked.vote, "question": asked, "receipt": receipt}
    return render(request, "votes/changed.html", context)


def _code_page(
    request: HttpRequest, form: ChangeForm, broken: RuleBroken | None = None, status: int = 200
) -> HttpResponse:
    context = {"here": "votes", "vote": form.vote, "form": form, "refused": broken}
    status = in_words(broken).status if broken else status
    return render(request, "votes/change.html", context, status=status)


def _ballot_page(request: HttpRequest, form: BallotForm, code: str, status: int = 200) -> HttpResponse:
    context = {
        "here": "votes", "vote": form.question.vote, "question": form.question, "ballot": form, "code": code,
        "form": form if status != 200 else None,
    }  # fmt: skip
    if not form.is_bound:
        return render(request, "votes/change_ballot.html", context)
    return ballot_page(request, "votes/change_ballot.html", context, status)
