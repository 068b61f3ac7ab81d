"""How the sum behind a placement is shown: signed numbers, bits, frequencies, bars around an axis."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from frontend import typography
from frontend.words.runs import FEWER, STAGES
from proposals.models import Run
from proposals.queries.runs import Found

register = template.Library()

# Sums are counted in points, 4,096 to one bit (proposals.core.fixedlog).
POINTS_A_BIT = 4096
BAR_WIDTH = 100
# Nearer to 1 than this, a word is said to be as frequent here as elsewhere.
SAME_WITHIN = 0.05
WHOLE_FROM = 10


@register.filter
def signed(value: int) -> str:
    """A whole number with its sign: `+31 949`, `−64`, `0`."""
    return _sign(value) + typography.number(abs(value))


@register.filter
def signed_bits(points: int) -> str:
    """Points as bits with their sign and always one decimal, so that a column lines up: `+7,8`."""
    tenths = (abs(points) * 10 + POINTS_A_BIT // 2) // POINTS_A_BIT
    comma = "," if typography.language() == "fr" else "."
    return f"{_sign(points) if tenths else ''}{typography.number(tenths // 10)}{comma}{tenths % 10}"


@register.filter
def frequency(points: int) -> str:
    """b(t,c) in words: 2^b times as frequent in the cluster as in the whole corpus, to two figures."""
    times = 2.0 ** (abs(points) / POINTS_A_BIT)
    if times < 1 + SAME_WITHIN:
        return _("aussi fréquent ici")
    shown = typography.number(_sensibly(times), decimals=1)
    if points > 0:
        return _("%(times)s fois plus fréquent ici") % {"times": shown}
    return _("%(times)s fois moins fréquent ici") % {"times": shown}


@register.simple_tag
def signed_bar(value: int, least: int, most: int) -> SafeString:
    """A bar to the right of an axis for what adds, to its left for what takes away.

    `least` (not above 0) and `most` (not below 0) are the ends of the scale, the same for a column.
    """
    span = max(most - least, 1)
    axis = BAR_WIDTH * -least / span
    length = BAR_WIDTH * abs(value) / span
    start = axis if value >= 0 else axis - length
    return format_html(
        '<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="{}" x="{}" width="{}" height="10"/>'
        '<line class="axis" x1="{}" x2="{}" y1="-6" y2="16"/></svg>',
        "fill" if value >= 0 else "minus", f"{start:.1f}", f"{length:.1f}", f"{axis:.1f}", f"{axis:.1f}",
    )  # fmt: skip


@register.filter
def cluster_name(found: Found) -> str:
    """What a cluster is called: its first terms; a residual one by what it is, not by an invented theme."""
    return _("Autres demandes") if found.residual else found.name


@register.filter
def why_fewer(run: Run) -> str:
    """Why a run made fewer clusters than asked for, in words; nothing when it did not."""
    if run.fewer not in FEWER:
        return ""
    return _(FEWER[run.fewer]) % {"smallest": typography.number(run.settings["smallest"])}


@register.filter
def stage_words(stage: str) -> str:
    """A stage of the analysis as its page tells it; the code itself when no words are known."""
    return _(STAGES[stage]) if stage in STAGES else stage


def _sensibly(times: float) -> float:
    """Two figures: 5.3, 16, 220. More would promise what a count of words cannot hold."""
    if times < WHOLE_FROM:
        return round(times, 1)
    return round(times, -(len(str(int(times))) - 2))


def _sign(value: int) -> str:
    return "+" if value > 0 else "−" if value < 0 else ""
