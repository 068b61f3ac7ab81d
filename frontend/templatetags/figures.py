"""The figures behind a result: tables of what ballots said, and each step of the rule in a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from frontend import typography
from frontend.templatetags.results import Line, Outcome, grade_of, listed

register = template.Library()

PROFILE_WIDTH = 100
PROFILE_HEIGHT = 30
PROFILE_GAP = 2


@dataclass(frozen=True, slots=True)
class Cell:
    """One number of a table, whether it is the greater one of its pair, and the head of its column.

    The head is given where rows stand alone on a phone; elsewhere it is empty.
    """

    number: str
    greater: bool = False
    head: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: an option, or what sums up, and its numbers."""

    head: str
    cells: tuple[Cell, ...]


@register.simple_tag
def profile(line: Line, outcome: Outcome) -> SafeString:
    """The grades of an option as columns, the lowest first; the middle one is marked."""
    tallest = max(max(each.figures.given) for each in outcome.lines) or 1
    given = line.figures.given
    step = PROFILE_WIDTH / len(given)
    columns = format_html_join(
        "",
        '<rect{} x="{}" y="{}" width="{}" height="{}"/>',
        (
            (
                SafeString(' class="middle"') if grade == line.figures.median else "",
                f"{grade * step:.1f}",
                f"{PROFILE_HEIGHT * (1 - times / tallest):.1f}",
                f"{step - PROFILE_GAP:.1f}",
                f"{PROFILE_HEIGHT * times / tallest:.1f}",
            )
            for grade, times in enumerate(given)
        ),
    )
    return format_html(
        '<svg class="profile" viewBox="0 0 {} {}" preserveAspectRatio="none" aria-hidden="true">{}</svg>',
        PROFILE_WIDTH, PROFILE_HEIGHT, columns,
    )  # fmt: skip


@register.filter
def grade_heads(outcome: Outcome) -> list[str]:
    """The grades of a scale as columns, the lowest first."""
    result = outcome.result
    if hasattr(result, "grades"):
        return list(result.grades)
    return [typography.number(grade) for grade in range(result.lowest, result.highest + 1)]


@register.filter
def grade_rows(outcome: Outcome) -> list[Row]:
    """How many ballots gave each option each grade."""
    heads = grade_heads(outcome)
    return [
        Row(
            line.option.text,
            tuple(
                Cell(typography.number(times), head=head)
                for head, times in zip(heads, line.figures.given, strict=True)
            ),
        )
        for line in outcome.lines
    ]


@register.filter
def place_rows(outcome: Outcome) -> list[Row]:
    """How many ballots put each option at each place."""
    return [
        Row(line.option.text, tuple(Cell(typography.number(times)) for times in line.figures.places))
        for line in outcome.lines
    ]


@register.filter
def duel_rows(outcome: Outcome) -> list[Row]:
    """The duels: how many ballots put the row before the column, both in the order of the ranks."""
    codes = [line.option.code for line in outcome.lines]
    place = {code: number for number, code in enumerate(_codes(outcome))}
    duels = outcome.result.duels
    rows = []
    for code in codes:
        cells = []
        for other in codes:
            won, lost = duels[place[code]][place[other]], duels[place[other]][place[code]]
            cells.append(Cell("–" if other == code else typography.number(won), won > lost))
        rows.append(Row(outcome.texts[code], tuple(cells)))
    return rows


@register.filter
def duel_steps(outcome: Outcome) -> list[str]:
    """The duels in the order in which they were looked at, and whether each was kept."""
    kept = _("« %(winner)s » devant « %(loser)s », %(votes)s contre %(against)s : retenu.")
    left = _("« %(winner)s » devant « %(loser)s », %(votes)s contre %(against)s : écarté (cercle).")
    return [
        (kept if step.locked else left) % {
            "winner": outcome.texts[step.winner], "loser": outcome.texts[step.loser],
            "votes": typography.number(step.votes), "against": typography.number(step.against),
        }
        for step in outcome.result.steps
    ]  # fmt: skip


@register.filter
def round_rows(outcome: Outcome) -> list[Row]:
    """The votes of each option round after round; a dash once it is out."""
    unit = getattr(outcome.result, "unit", 1)
    rows = []
    for line in outcome.lines:
        cells = []
        for step in outcome.result.steps:
            votes = {each.code: each.votes for each in step.votes}
            held = votes.get(line.option.code)
            cells.append(Cell("–" if held is None else _votes(held, unit)))
        rows.append(Row(line.option.text, tuple(cells)))
    lost = tuple(Cell(_votes(step.exhausted, unit)) for step in outcome.result.steps)
    return [*rows, Row(_("Bulletins qui ne nomment plus personne"), lost)]


@register.filter
def round_steps(outcome: Outcome) -> list[str]:
    """What happened in each round, in a sentence or two."""
    return [_round(outcome, step) for step in outcome.result.steps]


@register.filter
def tie_steps(outcome: Outcome) -> list[str]:
    """How two neighbours of one middle grade were told apart, by majority judgement."""
    return [
        ngettext(
            "« %(before)s » et « %(after)s » ont la même mention. %(removed)s jugement du milieu ôté à "
            "chacun, il reste « %(better)s » devant « %(worse)s ».",
            "« %(before)s » et « %(after)s » ont la même mention. %(removed)s jugements du milieu ôtés à "
            "chacun, il reste « %(better)s » devant « %(worse)s ».",
            step.removed,
        ) % {
            "before": outcome.texts[step.before], "after": outcome.texts[step.after],
            "removed": typography.number(step.removed), "better": grade_of(outcome, step.better),
            "worse": grade_of(outcome, step.worse),
        }
        for step in outcome.result.steps
    ]  # fmt: skip


def _round(outcome: Outcome, step: Any) -> str:
    texts, said = outcome.texts, []
    majority = getattr(step, "majority", None)
    if majority:
        said.append(_("« %(text)s » a plus de la moitié des voix.") % {"text": texts[majority]})
    for code in getattr(step, "elected", ()):
        said.append(_("« %(text)s » prend une place.") % {"text": texts[code]})
    kind, source = getattr(step, "kind", ""), getattr(step, "source", None)
    if kind == "surplus" and source:
        said.insert(0, _("Les voix de trop de « %(text)s » passent aux suivants.") % {"text": texts[source]})
    gone = [*getattr(step, "out", ()), *filter(None, [getattr(step, "defeated", None)])]
    if kind == "exclusion" and source:
        gone.append(source)
    for code in gone:
        said.append(_("« %(text)s » sort.") % {"text": texts[code]})
    if step.tie is not None:
        equals = listed(texts[code] for code in step.tie.codes)
        lot = _("À égalité : %(options)s ; l’ordre tiré au sort a décidé.")
        before = _("À égalité : %(options)s ; un tour d’avant a décidé.")
        said.append((lot if step.tie.lot else before) % {"options": equals})
    if getattr(step, "filled", False):
        said.append(_("Qui reste prend les places qui restent."))
    return " ".join(said) or _("Rien ne change de main.")


def _codes(outcome: Outcome) -> list[str]:
    """The codes in the order of the question: what rows and columns of a matrix go by."""
    return [option.code for option in outcome.question.options.all()]


def _votes(held: int, unit: int) -> str:
    whole = held % unit == 0
    return typography.number(held // unit if whole else held / unit, decimals=0 if whole else 2)
