"""A form that is sent: the act that it asks for, done or refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.forms import BaseForm
from django.http import HttpRequest

from deliberation.core.errors import RuleBroken
from proposals.forms.refusals import in_words


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of a form: its act was done, or a rule refused it; else its page is shown, with `status`."""

    done: bool = False
    refused: RuleBroken | None = None
    status: int = 200


def send(request: HttpRequest, form: BaseForm, act: Callable[[], object]) -> Sent:
    """Do the act if the request sends the form and it is in order."""
    if request.method != "POST":
        return Sent()
    if not form.is_valid():
        return Sent(status=422)
    try:
        act()
    except RuleBroken as broken:
        return Sent(refused=broken, status=in_words(broken).status)
    return Sent(done=True)
