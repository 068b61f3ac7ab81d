"""Pages of campaigns: the list, one campaign with its dates and what one can do now, starting one."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from deliberation import clock
from deliberation.core.errors import RuleBroken
from deliberation.members.access import Person, for_office, person_of
from proposals import access
from proposals.actions.campaigning import create_campaign
from proposals.forms.campaigns import CampaignForm
from proposals.forms.refusals import in_words
from proposals.queries import campaigns as reading
from proposals.queries.support import count_cosigned
from proposals.queries.texts import count_own_texts

PER_PAGE = 20


@require_safe
def campaigns(request: HttpRequest) -> HttpResponse:
    """The campaigns the person may see, the newest first."""
    person = person_of(request)
    page = Paginator(access.campaigns_for(person), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "here": "booklets",
        "page": page,
        "standings": reading.standings(page.object_list, clock.now()),
        "may_start": bool(_offices_to_start(person)),
    }
    return render(request, "proposals/campaigns/list.html", context)


@require_safe
def campaign(request: HttpRequest, slug: str) -> HttpResponse:
    """One campaign: where it stands, its figures, what the person can do now."""
    person = person_of(request)
    shown = access.get_campaign_for(person, slug)
    now = clock.now()
    context = {
        "here": "booklets",
        "campaign": shown,
        "stage": shown.stage(now),
        "steps": reading.timeline(shown, now),
        "figures": reading.figures_of(shown),
        "own": count_own_texts(shown, person),
        "cosigned": count_cosigned(shown, person),
        "may_write": person.belongs_to(shown.group_id),
        "may_read_texts": access.may_read_texts(person, shown),
        "may_read_runs": access.may_read_runs(person, shown),
        "may_read_booklets": access.may_read_booklets(person, shown),
        "organises": access.organises(person, shown),
    }
    return render(request, "proposals/campaigns/campaign.html", context)


@for_office("organiser")
def new_campaign(request: HttpRequest) -> HttpResponse:
    """Start a campaign: dates in order, for the organisation or a group one organises."""
    person = person_of(request)
    scopes = [(slug, name or _("Toute l’organisation")) for slug, name in reading.scopes_for(person)]
    form = CampaignForm(request.POST or None, scopes=scopes)
    if request.method != "POST" or not form.is_valid():
        return _form_page(request, form, 422 if request.method == "POST" else 200)
    read = form.cleaned_data
    group = access.get_group_to_organise(person, read["scope"])
    try:
        made = create_campaign(
            person.acting_as("organiser", group.pk if group else None),
            slug=read["slug"],
            title=read["title"],
            introduction=read["introduction"],
            dates=form.dates(),
            group=group,
            language=read["language"],
            booklets_wanted=read["booklets_wanted"],
            most_signs=read["most_signs"],
            reads_answers=read["reads_answers"],
            objections_each=read["objections_each"],
        )
    except RuleBroken as broken:
        words = in_words(broken)
        return _form_page(request, form, words.status, words)
    messages.success(request, _("La campagne est créée, et le journal le dit."))
    return redirect("campaign", made.slug)


def _form_page(request: HttpRequest, form: CampaignForm, status: int, words: object = None) -> HttpResponse:
    context = {"here": "booklets", "form": form, "refusal": words}
    return render(request, "proposals/campaigns/new.html", context, status=status)


def _offices_to_start(person: Person) -> list[str]:
    return [held.kind for held in person.offices if held.kind == "organiser"]
