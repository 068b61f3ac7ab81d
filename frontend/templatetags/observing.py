"""Words of observers' pages in templates."""

from __future__ import annotations

from typing import Protocol

from django import template
from django.utils.translation import gettext as _

from frontend.words.observing import READS

register = template.Library()


class Noted(Protocol):
    """One line of the access log."""

    code: str
    subject: str


@register.filter
def read_words(read: Noted) -> str:
    """What was read, in words; its code when no words are known for it."""
    words = READS.get(read.code)
    return _(words) % {"subject": read.subject} if words else f"{read.code} {read.subject}"
