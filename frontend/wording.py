"""The words for codes: the one place where a machine's code becomes a sentence for people."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from deliberation.core.errors import RuleBroken


@dataclass(frozen=True, slots=True)
class Words:
    """A refusal in words: what happened, what to do now, and the HTTP status."""

    happened: str
    to_do: str
    status: int


# code: (what happened, what to do, status). Facts of the refusal are filled in by name.
REFUSALS: dict[str, tuple[str, str, int]] = {
    "person.not-signed-in": (
        gettext_noop("Vous n’êtes pas connecté."),
        gettext_noop("Connectez-vous, puis recommencez."),
        403,
    ),
    "clock.not-ours-to-move": (
        gettext_noop("L’horloge ne bouge que dans la démonstration."),
        gettext_noop("Attendez la date annoncée."),
        409,
    ),
    "clock.backwards": (
        gettext_noop("L’horloge ne recule jamais."),
        gettext_noop("Choisissez une date à venir."),
        409,
    ),
}


def refusal(broken: RuleBroken) -> Words:
    """The words for a refusal; a code without words is a fault, and a test looks for them all."""
    happened, to_do, status = REFUSALS[broken.code]
    return Words(_(happened) % broken.facts, _(to_do) % broken.facts, status)
