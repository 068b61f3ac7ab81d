"""The electoral roll of one vote as everybody sees it: conditions, counts, root, what was contested."""

from __future__ import annotations

import csv
from io import StringIO

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from deliberation import clock
from deliberation.core.errors import RuleBroken
from deliberation.members.access import for_office, person_of
from deliberation.members.asking import asks_again
from proposals.forms.refusals import in_words
from proposals.views.gates import or_sign_in
from votes import access
from votes.actions.signing import sign_count
from votes.forms.claiming import CountForm
from votes.queries.claims import all_counts
from votes.queries.growth import growth_rows, stored_growth
from votes.queries.rolls import (
    corrections_of,
    group_counts,
    group_to_sign,
    names_of_groups,
    opinions_on,
    own_counts,
)
from votes.queries.seats import preview_of
from votes.queries.turnout import turnouts_of
from votes.views.answering import file_answer


@require_safe
@or_sign_in
def roll(request: HttpRequest, slug: str) -> HttpResponse:
    """The roll without names; for its organisers, before the freeze, what it would be now."""
    return _page(request, slug)


@require_POST
@for_office("referent")
@asks_again
def sign(request: HttpRequest, slug: str) -> HttpResponse:
    """A referent signs or contests the count of the own group."""
    person = person_of(request)
    form = _count_form(request.POST.get("group", ""), request.POST)
    vote = access.get_vote_for(person, slug)
    if not form.is_valid():
        return _page(request, slug, form=form, status=422)
    said = form.cleaned_data
    group = group_to_sign(person, said["group"])
    try:
        sign_count(person, vote, group=group, agrees=said["agrees"] == "yes", reason=said["reason"])
    except RuleBroken as broken:
        return _page(request, slug, form=form, broken=broken, status=in_words(broken).status)
    messages.success(request, _("Votre avis sur cet effectif est au journal."))
    return redirect("vote-roll", slug)


def _count_form(group: str, posted: QueryDict | None = None) -> CountForm:
    """The form of one group; each on the page has its own ids, for its labels to find."""
    return CountForm(posted, auto_id=f"{group}-%s")


def _page(
    request: HttpRequest,
    slug: str,
    form: CountForm | None = None,
    broken: RuleBroken | None = None,
    status: int = 200,
) -> HttpResponse:
    person, now = person_of(request), clock.now()
    vote = access.get_vote_for(person, slug)
    preview = None
    if vote.roll_frozen_at is None and access.organises(person, vote):
        preview = preview_of(vote, timezone.localdate(now))
    counts = group_counts(vote) if vote.roll_frozen_at else ()
    shown = [count.group for count in (preview.groups if preview else counts)]
    context = {
        "here": "votes",
        "vote": vote,
        "stage": vote.stage(now),
        "now": now,
        "preview": preview,
        "organises": access.organises(person, vote),
        "counts": all_counts(vote),
        "corrections": corrections_of(vote),
        "growth": stored_growth(vote),
        "watches": access.organises(person, vote) or access.observes(person, vote),
        "groups": counts,
        "names": names_of_groups([*shown, *vote.electing_groups]),
        "turnouts": turnouts_of(vote),
        "opinions": opinions_on(vote),
        "own_counts": [
            (group, seats, form if form and form.data.get("group") == group.slug else _count_form(group.slug))
            for group, seats in own_counts(person, vote)
        ],
        "form": form,
        "refused": broken,
        "largest": max((count.seats for count in counts), default=0),
    }
    return render(request, "votes/roll.html", context, status=status)


@require_safe
@for_office("organiser", "observer")
def growth_file(request: HttpRequest, slug: str) -> HttpResponse:
    """Seats by day of joining, as a file for who watches the vote; absent before the freeze."""
    person = person_of(request)
    vote = access.get_vote_for(person, slug)
    growth = stored_growth(vote)
    if growth is None or not (access.organises(person, vote) or access.observes(person, vote)):
        raise Http404
    written = StringIO(newline="")
    lines = csv.writer(written)
    lines.writerow(("joined_on", "seats"))
    lines.writerows(growth_rows(growth))
    name = f"livret-{vote.slug}-growth.csv"
    return file_answer(written.getvalue().encode(), "text/csv; charset=utf-8", name)
