"""Electoral rolls in words."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from frontend.words.rolls import CLAIMS, REASONS, TRAITS

register = template.Library()


@register.filter
def reason_words(reason: str) -> str:
    """Why a member has no seat."""
    return _(REASONS[str(reason)])


@register.filter
def claim_words(kind: str) -> str:
    """What a claim says, in a few words."""
    return _(CLAIMS[str(kind)])


@register.filter
def trait_words(trait: str) -> str:
    """What two accounts share."""
    return _(TRAITS[trait])
