"""Filters of objections: their kinds and outcomes in words, and those of one measure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from django import template
from django.utils.translation import gettext as _

from frontend.words.objections import KINDS, OUTCOMES

register = template.Library()
Held = TypeVar("Held")


@register.filter
def kind_words(kind: str) -> str:
    """What is contested: `les mots de la mesure`; the kind itself when it has no words."""
    return _(KINDS[kind]) if kind in KINDS else kind


@register.filter
def outcome_words(outcome: str) -> str:
    """What came of it, or where it stands: `acceptée en partie`; the code itself when it has no words."""
    return _(OUTCOMES[outcome]) if outcome in OUTCOMES else outcome


@register.filter
def of_measure(groups: Mapping[int, tuple[Held, ...]], number: int) -> tuple[Held, ...]:
    """What a booklet holds about the measure of this number."""
    return groups.get(number, ())
