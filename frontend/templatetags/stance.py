"""How opposition words and what can be undone are shown."""

from __future__ import annotations

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from frontend.words.boards import STEPS
from proposals.core.boards import undone_until
from proposals.core.stance import marked
from proposals.forms.board import place_name
from proposals.models import Step

register = template.Library()


@register.filter
def opposition(text: str, language: str) -> SafeString:
    """A text with its opposition words marked, for the eye and for the ear."""
    said = _("mot d’opposition")
    return format_html_join(
        "",
        "{}",
        (
            (
                format_html('<mark><span class="sr">{} : </span>{}</mark>', said, piece.text)
                if piece.opposes
                else piece.text,
            )
            for piece in marked(text, language)
        ),
    )


@register.filter
def step_words(step: Step) -> str:
    """What a step did, in one line."""
    return _(STEPS[step.code]) % {
        "count": step.count, "was": place_name(step.was), "now": place_name(step.now),
    }  # fmt: skip


@register.filter
def until(step: Step) -> object:
    """Until when a step can be undone."""
    return undone_until(step.at)
