"""The words for codes: the one place where a machine's code becomes a sentence for people."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext as _

from deliberation.core.canonical import Json
from deliberation.core.errors import RuleBroken
from deliberation.core.left import Left
from frontend import typography
from frontend.words import (
    ballots,
    boards,
    booklets,
    boxes,
    editions,
    evidence,
    files,
    house,
    kinds,
    members,
    moderation,
    objections,
    observing,
    rolls,
    rooms,
    runs,
    support,
    suspending,
    texts,
    votes,
)

_MODULES = (
    house, members, rooms, texts, runs, booklets, editions, support, boards, objections, moderation,
    votes, ballots, boxes, files, evidence, observing, rolls, kinds, suspending,
)  # fmt: skip
REFUSALS = {code: words for module in _MODULES for code, words in module.REFUSALS.items()}
LEFT = {code: words for module in _MODULES for code, words in module.LEFT.items()}
ENTRIES = {code: words for module in _MODULES for code, words in module.ENTRIES.items()}
_DIGEST = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Words:
    """A refusal in words: what happened, what to do now, and the HTTP status."""

    happened: str
    to_do: str
    status: int


@dataclass(frozen=True, slots=True)
class LeftWords:
    """Something left to do in words: its title, a sentence, and the button that leads there."""

    title: str
    sentence: str
    button: str


class Recorded(Protocol):
    """What a journal entry is to us: a code and its facts."""

    @property
    def code(self) -> str:
        """The code of the act."""
        ...

    @property
    def facts(self) -> Mapping[str, Json]:
        """The facts, by name."""
        ...


def refusal(broken: RuleBroken) -> Words:
    """The words for a refusal; a code without words is a fault, and a test looks for them all."""
    happened, to_do, status = REFUSALS[broken.code]
    return Words(_(happened) % broken.facts, _(to_do) % broken.facts, status)


def left_words(left: Left) -> LeftWords:
    """The words for something left to do; KeyError for a code without words, which a test looks for."""
    title, sentence, button = (_(words) % left.facts for words in LEFT[left.code])
    return LeftWords(title, sentence, button)


def entry_sentence(entry: Recorded) -> str:
    """A journal entry as a sentence that quotes its facts; the bare code when words or facts are missing.

    An old entry stays readable whatever became of the code that wrote it.
    """
    words = ENTRIES.get(entry.code)
    if words is None:
        return entry.code
    try:
        return _(words) % {name: _fact_in_words(name, value) for name, value in entry.facts.items()}
    except KeyError:
        return entry.code


def _fact_in_words(name: str, value: Json) -> str:
    return office_name(value) if name == "office" and isinstance(value, str) else readable(value)


def readable(value: Json, whole: bool = False) -> str:
    """A fact as people read it: numbers with narrow spaces, digests in groups, whole or sixteen letters."""
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    if isinstance(value, int):
        return typography.number(value)
    if isinstance(value, str):
        return typography.grouped(value, None if whole else 16) if _DIGEST.fullmatch(value) else value
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {readable(inner, whole)}" for name, inner in value.items())
    return "" if value is None else ", ".join(readable(inner, whole) for inner in value)


def office_name(kind: str) -> str:
    """The name of an office, or the code itself when it is not one of ours."""
    return _(members.OFFICES[kind]) if kind in members.OFFICES else kind


def family_name(name: str) -> str:
    """The name of a family of journal entries, or the family itself when it has none."""
    return _(house.FAMILIES[name]) if name in house.FAMILIES else name
