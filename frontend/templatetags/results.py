"""Results in words: who stands first and why, what options are ranked by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any, Protocol

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from deliberation.core.canonical import Json
from frontend import typography
from frontend.words.kinds import AMOUNTS

register = template.Library()


class Wording(Protocol):
    """An option as stored."""

    text: str
    code: str


class Line(Protocol):
    """One option in a result."""

    option: Wording
    rank: int
    amount: Fraction | int
    share: Fraction | None
    figures: Any


class Asked(Protocol):
    """A question as stored."""

    settings: Mapping[str, Json]
    options: Any


class Outcome(Protocol):
    """The result of a question; `result` is the record of its rule."""

    question: Asked
    result: Any
    lines: tuple[Line, ...]
    first: tuple[Line, ...]
    texts: dict[str, str]


@register.filter
def counts_votes(outcome: Outcome) -> bool:
    """Whether options have votes of which a part of the ballots can be told."""
    return outcome.lines[0].share is not None


@register.filter
def quoted(lines: Iterable[Line]) -> str:
    """The options between quotation marks: `« A », « B » et « C »`."""
    return listed(line.option.text for line in lines)


@register.filter
def inner_quotes(text: str) -> str:
    """A text that will stand between quotation marks: its own become the inner ones."""
    return typography.inner_quotes(text)


@register.filter
def largest(outcome: Outcome) -> Fraction | int:
    """The longest bar of a result."""
    return max((line.amount for line in outcome.lines), default=0)


@register.filter
def amount_head(outcome: Outcome) -> str:
    """What options are ranked by, for the head of a column."""
    return _(AMOUNTS[_kind(outcome)][0])


@register.filter
def amount_words(outcome: Outcome) -> str:
    """What options are ranked by, for a caption."""
    return _(AMOUNTS[_kind(outcome)][1])


@register.filter
def amount_shown(line: Line, outcome: Outcome) -> str:
    """The figure of an option: a whole number, a mean with two decimals, the word of a middle grade."""
    if outcome.result.rule == "majority-judgement":
        return grade_of(outcome, line.figures.median)
    whole = line.amount.denominator == 1
    return typography.number(line.amount if whole else float(line.amount), decimals=0 if whole else 2)


@register.filter
def first_because(outcome: Outcome) -> str:
    """Why the first option stands first, where no votes are counted."""
    line, result = outcome.first[0], outcome.result
    if result.rule == "majority-judgement":
        return _("avec la mention « %(grade)s »") % {"grade": grade_of(outcome, line.figures.median)}
    if getattr(result, "condorcet", None) == line.option.code:
        return _("préféré à chacun des autres, pris un par un")
    if result.rule in ("schulze", "ranked-pairs"):
        return _("par la comparaison de tous deux à deux")
    if result.rule == "score" and result.by == "mean":
        return _("avec une moyenne de %(mean)s") % {"mean": amount_shown(line, outcome)}
    points = int(line.amount)
    words = ngettext("avec %(points)s point", "avec %(points)s points", points)
    return words % {"points": amount_shown(line, outcome)}


@register.filter
def no_tie_words(outcome: Outcome) -> str:
    """That nothing is tied, where options without any vote, which all stand last, are not told."""
    if outcome.result.ties:
        return _("Aucune égalité parmi les choix qui ont des voix.")
    return _("Aucune égalité.")


@register.filter
def drawn_order(outcome: Outcome) -> str:
    """The order by lot, in the words of the options."""
    return ", ".join(_("« %(text)s »") % {"text": outcome.texts[code]} for code in outcome.result.draw.order)


def listed(texts: Iterable[str]) -> str:
    """Wordings between quotation marks, the last after an "and"."""
    *before, last = [_("« %(text)s »") % {"text": text} for text in texts]
    return _("%(before)s et %(last)s") % {"before": ", ".join(before), "last": last} if before else last


def _kind(outcome: Outcome) -> str:
    result = outcome.result
    if getattr(result, "by", "") == "mean":
        return "mean"
    return str(result.rule) if result.rule in AMOUNTS else "votes"


def grade_of(outcome: Outcome, value: int | None) -> str:
    """The word of a grade; of none, that there is none."""
    return _("aucune") if value is None else str(outcome.result.grades[value])
