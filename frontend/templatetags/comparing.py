"""Two results side by side in words: differences in points, and what cannot be compared."""

from __future__ import annotations

from fractions import Fraction

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from frontend import typography
from frontend.words.comparing import OBSTACLES

register = template.Library()

HUNDRED = 100
LEAST_SHOWN = Fraction(1, 20)  # of a point: less than what one decimal shows


@register.filter
def obstacle(code: str) -> str:
    """Why two results are not to be compared in one respect."""
    return _(OBSTACLES[code])


@register.filter
def points(difference: Fraction | None) -> str:
    """A difference of two shares as a column says it: `+6,7`, `−0,4`, `=`; a dash where there is none."""
    if difference is None:
        return "–"
    moved = difference * HUNDRED
    if abs(moved) < LEAST_SHOWN:
        return "="
    return ("+" if moved > 0 else "−") + typography.number(float(abs(moved)), decimals=1)


@register.filter
def points_here(difference: Fraction) -> str:
    """A difference of two shares in a sentence: `soit 6,7 points de plus ici`."""
    moved = abs(difference) * HUNDRED
    if moved < LEAST_SHOWN:
        return _("soit autant")
    shown = typography.number(float(moved), decimals=1)
    # In French two is where the plural begins: 1,5 point.
    count = int(moved)
    more = ngettext("soit %(n)s point de plus ici", "soit %(n)s points de plus ici", count)
    less = ngettext("soit %(n)s point de moins ici", "soit %(n)s points de moins ici", count)
    return (more if difference > 0 else less) % {"n": shown}
