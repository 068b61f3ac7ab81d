"""What a question asks and how it is counted, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from django import template
from django.utils.translation import gettext as _

from deliberation.core.canonical import Json
from frontend import typography
from frontend.words.kinds import BASES, CHOOSE_ONE, COUNTED, KINDS, PARTS, RULES
from votes.core.kinds import PRIORITISE

register = template.Library()


class Named(Protocol):
    """A question, as far as it has a name."""

    kind: str
    text: str
    subject_title: str


class Asked(Protocol):
    """A question, stored or as published."""

    rule: str
    most: int
    settings: Mapping[str, Json]


@register.filter
def kind_words(kind: str) -> str:
    """The name of a kind of question."""
    return _(KINDS[kind]) if kind in KINDS else kind


@register.filter
def called(question: Named) -> str:
    """What a question is called in a list: the booklet whose measures it orders, else what it asks.

    Ten questions that approve the measures of one booklet would else all have its name.
    """
    return typography.tied(question.subject_title if question.kind == PRIORITISE else question.text)


@register.filter
def rule_name(question: Asked) -> str:
    """The name of a question's rule."""
    return _words(question, 0)


@register.filter
def rule_sentence(question: Asked) -> str:
    """How a ballot on the question is filled, and what comes first."""
    return _words(question, 1)


@register.filter
def settings_words(question: Asked) -> list[str]:
    """What the question sets beyond its rule: majority, quorum, what becomes of ties."""
    found, settings = [], question.settings
    if question.rule == "yes-no":
        found.append(_majority(settings))
    quorum = settings.get("quorum")
    if isinstance(quorum, Mapping):
        words = _("Quorum : %(counted)s, au moins %(share)s %(base)s.")
        found.append(words % {
            "counted": _(COUNTED[str(quorum["counted"])]), "share": _part(str(quorum["share"])),
            "base": _(BASES[str(quorum["base"])]),
        })  # fmt: skip
    if question.rule != "yes-no":
        drawn = settings.get("ties") == "draw"
        found.append(
            _("En cas d’égalité, un ordre tiré au sort avant l’ouverture décide : l’urne n’y peut rien.")
            if drawn else _("En cas d’égalité, rien ne départage : l’égalité est déclarée.")
        )  # fmt: skip
    return found


def _majority(settings: Mapping[str, Json]) -> str:
    share, base = str(settings.get("share", "1/2")), str(settings.get("base", "decided"))
    words = _("Majorité : plus de %(share)s %(base)s.")
    if settings.get("more") is False:
        words = _("Majorité : au moins %(share)s %(base)s.")
    return words % {"share": _part(share), "base": _(BASES[base])}


def _part(share: str) -> str:
    """A part of a whole as people say it, else in percent."""
    return _(PARTS[share]) if share in PARTS else typography.percent(share)


def _words(question: Asked, part: int) -> str:
    if question.rule not in RULES:
        return question.rule
    words = CHOOSE_ONE if (question.rule, question.most) == ("choose", 1) else RULES[question.rule]
    places = question.settings.get("places", 1)
    return _(words[part]) % {"most": question.most, "places": places}
