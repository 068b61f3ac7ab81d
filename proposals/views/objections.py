"""Reading objections: all of a campaign, one with its answer, and the bytes of their digests."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from deliberation import clock
from deliberation.core.canonical import canonical
from deliberation.members.access import person_of
from proposals import access
from proposals.actions.objecting import note_answer_read, objected
from proposals.core.phases import Phase
from proposals.forms.objections import FilterForm
from proposals.queries import objections as reading
from proposals.queries.booklets import booklets_of
from proposals.queries.freezing import answered_in
from proposals.queries.shownobjections import as_shown
from proposals.views.gates import or_sign_in

PER_PAGE = 20


@require_safe
@or_sign_in
def objections(request: HttpRequest, slug: str) -> HttpResponse:
    """The objections of a campaign, those that wait first; organisers choose here which to answer."""
    person = person_of(request)
    campaign = access.get_campaign_of_objections_for(person, slug)
    booklets = booklets_of(campaign)
    form = FilterForm(request.GET, booklets=booklets, is_member=person.is_member)
    asked = form.asked()
    page = Paginator(reading.objections_of(campaign, asked, person), PER_PAGE).get_page(
        request.GET.get("page")
    )
    is_replying = campaign.stage(clock.now()).phase is Phase.REPLYING
    context = {
        "here": "booklets",
        "campaign": campaign,
        "form": form,
        "asked": asked,
        "page": page,
        "objections": as_shown(page, person),
        "figures": reading.figures_of(campaign),
        "topic": f"campaign.{campaign.slug}",
        "may_object": is_replying and access.may_object(person, campaign),
        "may_answer": is_replying and access.organises(person, campaign),
        "may_read_texts": access.may_read_texts(person, campaign),
    }
    return render(request, "proposals/objections/list.html", context)


@require_safe
@or_sign_in
def objection(request: HttpRequest, name: str) -> HttpResponse:
    """One objection: what it contests as it was then, its words, its answer, and what was changed."""
    person = person_of(request)
    found = access.get_objection_for(person, name)
    campaign = found.campaign
    # An open page reads itself again when something changes: that is nobody reading the answer.
    if request.headers.get("Sec-Fetch-Dest") != "empty":
        note_answer_read(person, found)
    is_replying = campaign.stage(clock.now()).phase is Phase.REPLYING
    organises = is_replying and access.organises(person, campaign)
    [shown] = as_shown([found], person)
    context = {
        "here": "booklets",
        "campaign": campaign,
        "booklet": found.booklet,
        "objection": shown,
        "versions": reading.versions_of(found.answer) if found.answer else (),
        "beside": reading.under(found.answer).exclude(name=name).count() if found.answer else 0,
        "is_author": person.member is not None and found.author_id == person.member.pk,
        "places": reading.places_of_texts(found) if found.kind == "placement" else (),
        "topic": f"campaign.{campaign.slug}",
        "may_moderate": access.moderates(person, campaign) and found.state != "withdrawn",
        "may_answer": organises and found.state == "open",
        "may_correct": organises and found.answer is not None,
        "may_redress": organises and bool(shown.texts) and shown.may_lead_to_a_move,
        "may_read_texts": access.may_read_texts(person, campaign),
    }
    return render(request, "proposals/objections/objection.html", context)


@require_safe
@or_sign_in
def objection_json(request: HttpRequest, name: str) -> HttpResponse:
    """The very bytes that an objection's digest is taken over, once it was answered."""
    found = access.get_objection_for(person_of(request), name)
    if found.state != "answered" or found.hidden_reason:
        raise Http404
    return _file(canonical(objected(found).as_json()), f"{found.name}.json")


@require_safe
@or_sign_in
def objections_json(request: HttpRequest, slug: str) -> HttpResponse:
    """All answered objections of a campaign with their answers: the digest of these bytes is in the journal
    once the booklets are frozen.
    """
    campaign = access.get_campaign_of_objections_for(person_of(request), slug)
    return _file(canonical(answered_in(campaign)), f"{campaign.slug}-objections.json")


def _file(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
