"""Signs in a group's turnout, in words: something to ask about."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

register = template.Library()

SIGNS: dict[str, str] = {
    "high": gettext_noop("plus de 95 % : à demander"),
    "risen": gettext_noop("trente points de plus qu’avant : à demander"),
}


@register.filter
def sign(code: str) -> str:
    """A sign of `votes.core.turnout` in words."""
    return _(SIGNS[code])
