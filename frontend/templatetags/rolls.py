"""Electoral rolls in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from django import template
from django.utils import formats
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from frontend import typography
from frontend.words.rolls import CLAIMS, OUTCOMES, REASONS, TRAITS

register = template.Library()


class Electing(Protocol):
    """A vote as stored."""

    electing_groups: Sequence[str]


WIDTH, HEIGHT, LEFT, TOP, FLOOR = 360, 200, 46, 14, 168


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


@register.filter
def outcome_words(outcome: str) -> str:
    """What became of a drawn seat."""
    return _(OUTCOMES[str(outcome)])


@register.filter
def group_name(slug: str, names: Mapping[str, str]) -> str:
    """The name of a group, by its slug where it has gone; small groups stand together."""
    return _("autres groupes et sans groupe") if slug == "other" else names.get(slug, slug)


@register.filter
def electing_groups(vote: Electing, names: Mapping[str, str]) -> str:
    """The groups that vote, by their names."""
    return ", ".join(names.get(slug, slug) for slug in vote.electing_groups)


@register.simple_tag
def growth_box() -> str:
    """The view box of the columns."""
    return f"0 0 {WIDTH} {HEIGHT}"


@register.simple_tag
def growth_shapes(months: Sequence[tuple[date, int, int]]) -> SafeString:
    """One column a month, as high as the seats that joined in it; the scale and the ends in words."""
    top = max((joined for _month, joined, _left in months), default=0) or 1
    step = (WIDTH - LEFT) // max(len(months), 1)
    columns = format_html_join(
        "",
        '<rect class="column" x="{}" y="{}" width="{}" height="{}"/>',
        (
            (
                LEFT + place * step,
                FLOOR - (FLOOR - TOP) * joined // top,
                step - 3,
                (FLOOR - TOP) * joined // top,
            )
            for place, (_month, joined, _left) in enumerate(months)
        ),
    )
    first, last = (formats.date_format(months[at][0], "F Y") for at in (0, -1))
    return format_html(
        '{}<path class="base" d="M{} {}H{}"/><text class="mute level" x="{}" y="{}">{}</text>'
        '<text class="mute level" x="{}" y="{}">0</text><text class="mute" x="{}" y="{}">{}</text>'
        '<text class="mute last" x="{}" y="{}">{}</text>',
        columns, LEFT, FLOOR, WIDTH, LEFT - 6, TOP + 5, typography.number(top), LEFT - 6, FLOOR, LEFT,
        FLOOR + 20, first, LEFT + len(months) * step - 3, FLOOR + 20, last,
    )  # fmt: skip
