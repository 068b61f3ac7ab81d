"""Pages of texts: the list, one text with its answers, answering, editing and withdrawing."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from deliberation import clock
from deliberation.core.errors import RuleBroken
from deliberation.members.access import for_members, person_of
from proposals import access
from proposals.actions.writing import (
    check_may_edit,
    check_may_write,
    edit_proposal,
    submit_proposal,
    withdraw_proposal,
)
from proposals.core.phases import Phase
from proposals.core.support import OPEN_TO_SUPPORT
from proposals.forms.refusals import in_words
from proposals.forms.texts import AnswerForm, EditForm, SearchForm, TextForm
from proposals.queries import objections, reasons, support
from proposals.queries import texts as reading
from proposals.queries.booklets import measure_of

PER_PAGE = 20
SENT = ["GET", "HEAD", "POST"]


@require_safe
@for_members
def proposals(request: HttpRequest, slug: str) -> HttpResponse:
    """The texts of a campaign: searched, filtered, in pages of twenty."""
    person = person_of(request)
    campaign = access.get_campaign_of_texts_for(person, slug)
    booklets = list(reading.booklets_to_choose(campaign, person))
    form = SearchForm(request.GET, booklets=booklets)
    search = form.search()
    listing = reading.find_texts(campaign, search, person)
    context = {
        "here": "booklets",
        "campaign": campaign,
        "stage": campaign.stage(clock.now()),
        "form": form,
        "search": search,
        "listing": listing,
        "page": Paginator(listing.rows, PER_PAGE).get_page(request.GET.get("page")),
        "may_write": person.belongs_to(campaign.group_id),
        "shows_place": bool(booklets),
    }
    return render(request, "proposals/texts/list.html", context)


@require_safe
@for_members
def proposal(request: HttpRequest, name: str) -> HttpResponse:
    """One text: its words, its answers, its earlier wordings, and where it went."""
    person = person_of(request)
    shown = access.get_proposal_for(person, name)
    campaign = shown.campaign
    stage = campaign.stage(clock.now())
    is_author = person.member is not None and shown.author_id == person.member.pk
    is_open = stage.phase == Phase.CONTRIBUTING and shown.state == "open"
    takes_support = stage.phase in OPEN_TO_SUPPORT and person.belongs_to(campaign.group_id)
    place = measure_of(person, shown)
    context = {
        "here": "booklets",
        "campaign": campaign,
        "stage": stage,
        "proposal": shown,
        "shows_words": shown.state == "open",
        "is_author": is_author,
        "may_edit": is_author and is_open,
        "may_answer": is_open and shown.kind == "proposal" and person.belongs_to(campaign.group_id),
        "answers": Paginator(reading.answers_to(shown), PER_PAGE).get_page(request.GET.get("page")),
        "versions": reading.versions_of(shown),
        "support": support.support_of(shown, person),
        "takes_support": takes_support and shown.kind == "proposal" and not is_author,
        "differences": support.differences_of(shown),
        "place": place,
        "is_explained": shown.state == "open" and (place is not None or reasons.has_read(shown)),
        "beside": objections.about_text(shown, person) if access.may_read_booklets(person, campaign) else (),
        "may_object": shown.state == "open" and access.may_object_now(person, campaign),
        "may_read_texts": True,
        "may_moderate": shown.state != "withdrawn" and access.moderates(person, campaign),
        "is_read_by_runs": campaign.reads_answers or shown.kind == "proposal",
    }
    return render(request, "proposals/texts/proposal.html", context)


@require_http_methods(SENT)
@for_members
def answer_proposal(request: HttpRequest, name: str) -> HttpResponse:
    """Answer a proposal."""
    person = person_of(request)
    parent = access.get_proposal_for(person, name)
    sent = request.method == "POST"
    if not sent:
        check_may_write(person, parent.campaign)
    form = AnswerForm(request.POST if sent else None, campaign=parent.campaign)
    template, context = "proposals/texts/answer.html", {"campaign": parent.campaign, "parent": parent}
    if not sent or "preview" in request.POST or not form.is_valid():
        return writing_page(request, template, context, form)
    read = form.cleaned_data
    try:
        answer = submit_proposal(
            person,
            parent.campaign,
            title="",
            body=read["body"],
            nonce=read["nonce"],
            signed=read["signed"],
            parent=parent,
        )
    except RuleBroken as broken:
        return writing_page(request, template, context, form, broken)
    messages.success(request, _("Votre réponse est déposée."))
    return redirect("proposal", answer.name)


@require_http_methods(SENT)
@for_members
def edit(request: HttpRequest, name: str) -> HttpResponse:
    """Give an own text a new wording, unless it was given another one meanwhile."""
    person = person_of(request)
    known = access.get_own_proposal_for(person, name)
    sent = request.method == "POST"
    if not sent:
        check_may_edit(person, known)
    form = EditForm(request.POST if sent else None, proposal=known)
    template, context = "proposals/texts/edit.html", {"campaign": known.campaign, "proposal": known}
    if not sent or "preview" in request.POST or not form.is_valid():
        return writing_page(request, template, context, form)
    read = form.cleaned_data
    try:
        edit_proposal(
            person,
            known,
            title=read["title"],
            body=read["body"],
            seen_version=read["seen_version"],
            theme_wish=read["theme_wish"],
            signed=read["signed"],
            language=read["language"] or None,
        )
    except RuleBroken as broken:
        if broken.code == "proposal.edited-meanwhile":
            form.has_seen(known)
            context["current"] = known
        return writing_page(request, template, context, form, broken)
    messages.success(request, _("Votre texte est modifié. La version précédente reste lisible."))
    return redirect("proposal", known.name)


@require_http_methods(SENT)
@for_members
def withdraw(request: HttpRequest, name: str) -> HttpResponse:
    """Take an own text back, after a page that asks."""
    person = person_of(request)
    known = access.get_own_proposal_for(person, name)
    if request.method == "POST":
        withdraw_proposal(person, known)
        messages.success(request, _("Votre texte est retiré."))
        return redirect("proposal", known.name)
    check_may_edit(person, known)
    stage = known.campaign.stage(clock.now())
    context = {"here": "booklets", "campaign": known.campaign, "stage": stage, "proposal": known}
    return render(request, "proposals/texts/withdraw.html", context)


def writing_page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, object],
    form: TextForm,
    broken: RuleBroken | None = None,
) -> HttpResponse:
    """The page of a form with what was typed: 200, 422 when a field is wrong, else the refusal's status."""
    words = in_words(broken) if broken else None
    status = words.status if words else 422 if form.errors else 200
    more = {
        "here": "booklets",
        "form": form,
        "refusal": words,
        "preview": "preview" in request.POST,
        "stage": form.campaign.stage(clock.now()),
    }
    return render(request, template, {**context, **more}, status=status)
