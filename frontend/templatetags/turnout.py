"""Signs in a group's turnout, in words: something to ask about."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from frontend.words.observing import SIGNS

register = template.Library()


@register.filter
def sign(code: str) -> str:
    """A sign of `votes.core.turnout` in words."""
    return _(SIGNS[code])
