"""How the comparison of two runs is shown: its matrix as a drawing, its agreement in words."""

from __future__ import annotations

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from frontend import typography
from proposals.core.compare import TO_PLACE
from proposals.models import Run, WordChange
from proposals.queries.comparing import Compared
from proposals.queries.runs import Found

register = template.Library()

WIDTH = 360
MARGIN = 40
LARGEST_CELL = 40.0
LEAST_LABELLED = 17.0
# Agreement beyond chance, in thousandths, from which each sentence is said.
ALIKE = (
    (950, "same"),
    (700, "near"),
    (400, "kin"),
)


@register.simple_tag
def move_matrix(sides: Compared) -> SafeString:
    """Squares as large as their texts: a row for each place of the first run, a column for each of the
    second. Hollow ones stay, full ones moved. A table beside it says the same in numbers.
    """
    rows, columns = sides.rows, sides.columns
    cell = min((WIDTH - MARGIN) / len(columns), LARGEST_CELL)
    most = max(sides.counts.values(), default=1)
    squares = (
        _square(sides, first, second, (x, y), cell, most)
        for y, first in enumerate(rows)
        for x, second in enumerate(columns)
        if sides.counts.get((first, second))
    )
    near = 1 if cell >= LEAST_LABELLED else 5
    middles = [(f"{MARGIN + (at + 0.5) * cell:.1f}", at) for at in range(max(len(rows), len(columns)))]
    names = [(middles[at][0], str(MARGIN - 10), _label(columns[at])) for at in _labelled(len(columns), near)]
    names += [(str(MARGIN // 2), middles[at][0], _label(rows[at])) for at in _labelled(len(rows), near)]
    return format_html(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-labelledby="m-title m-desc">'
        '<title id="m-title">{}</title><desc id="m-desc">{}</desc>{}{}</svg>',
        WIDTH,
        f"{MARGIN + cell * len(rows):.0f}",
        _("Ce qui reste, ce qui bouge"),
        _("Une ligne par regroupement d’avant, une colonne par regroupement d’après ; le tableau suit."),
        format_html_join("", '<text class="names" x="{}" y="{}" dy="4">{}</text>', names),
        format_html_join("", "{}", ((square,) for square in squares)),
    )


def _labelled(places: int, near: int) -> list[int]:
    """Which places of a row are labelled: one in so many, and the last one, which is "to be placed"."""
    spread = [at for at in range(0, places - 1, near) if near == 1 or at + near < places]
    return [*spread, places - 1]


def _square(
    sides: Compared, first: int, second: int, place: tuple[int, int], cell: float, most: int
) -> SafeString:
    side = max((sides.counts[first, second] / most) ** 0.5 * (cell - 3), 2.0)
    x, y = (MARGIN + (at + 0.5) * cell - side / 2 for at in place)
    kind = "stay" if sides.pairs.get(first) == second else "went"
    return format_html(
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>',
        kind, f"{x:.1f}", f"{y:.1f}", f"{side:.1f}", f"{side:.1f}",
    )  # fmt: skip


def _label(place: int) -> str:
    return "?" if place == TO_PLACE else str(place)


@register.filter
def alike(thousandths: int | None) -> str:
    """The agreement of two runs in a sentence."""
    if thousandths is None:
        return _("Il n’y a pas assez de regroupements pour mesurer un accord.")
    sentences = {
        "same": _("Les deux découpages sont les mêmes, à peu de textes près."),
        "near": _("Les deux découpages se ressemblent beaucoup."),
        "kin": _("Les deux découpages se ressemblent en partie."),
    }
    said = next((name for least, name in ALIKE if thousandths >= least), "")
    return sentences.get(said, _("Les deux découpages ont peu en commun."))


@register.filter
def thousandths(value: int) -> str:
    """A part of one given in thousandths, with two decimals: 843 -> `0,84`."""
    return typography.number(value / 1000, decimals=2)


@register.filter
def place_number(found: Found | None) -> int:
    """The number of a place in an address: a cluster's, or 0 for "to be placed"."""
    return TO_PLACE if found is None else found.number


@register.filter
def run_name(run: Run) -> str:
    """What a run is called within a sentence: `passe nº 3`, `contre-calcul nº 1`."""
    words = _("contre-calcul nº %(number)s") if run.kind == Run.Kind.RIVAL else _("passe nº %(number)s")
    return words % {"number": typography.number(run.number)}


@register.filter
def run_title(run: Run) -> str:
    """The same as a title: `Passe nº 3`."""
    name = run_name(run)
    return name[:1].upper() + name[1:]


@register.filter
def word_change(change: WordChange) -> str:
    """A change of the word lists in a sentence: `Ne plus compter : gare`."""
    words = {
        "leave-out": _("Laisser de côté : %(words)s"),
        "count": _("Rendre au calcul : %(words)s"),
        "join": _("Compter ensemble : %(words)s"),
        "part": _("Compter à part : %(words)s"),
    }
    return words[change.act] % {"words": ", ".join(change.words)}


@register.filter
def language_name(code: str) -> str:
    """A language by its code: `français`; the code itself when it is not one of ours."""
    names = {"fr": _("français"), "en": _("anglais"), "de": _("allemand"), "es": _("espagnol")}
    return names.get(code, code)
