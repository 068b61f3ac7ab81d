"""Filing a rival run: how to make one at home, and the form that takes what came out."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from deliberation.core.errors import RuleBroken
from deliberation.members.access import for_members, person_of
from proposals import access, exports
from proposals.actions.challenging import file_rival
from proposals.forms.contesting import RivalForm
from proposals.forms.refusals import in_words


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def file(request: HttpRequest, name: str) -> HttpResponse:
    """File a rival run beside an official one that is done."""
    person = person_of(request)
    run = access.get_run_to_challenge(person, name)
    exports.check_done(run)
    sent = request.method == "POST"
    form = RivalForm(request.POST if sent else None, request.FILES if sent else None)
    refused = None
    if sent and form.is_valid():
        read = form.cleaned_data
        try:
            rival = file_rival(person, run, content=read["file"], why=read["why"], nonce=read["nonce"])
        except RuleBroken as broken:
            refused = in_words(broken)
        else:
            messages.success(request, _("Votre contre-calcul est déposé. Il est refait ici, puis montré."))
            return redirect("run", rival.run.name)
    status = refused.status if refused else 422 if form.errors else 200
    context = {
        "here": "booklets",
        "campaign": run.campaign,
        "run": run,
        "form": form,
        "refusal": refused,
        "may_file": person.belongs_to(run.campaign.group_id),
    }
    return render(request, "proposals/runs/rival.html", context, status=status)
