"""Rules of the sorting board: how long an act can be undone, how many booklets, and their last numbering."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from deliberation.core.errors import RuleBroken

UNDO_FOR = timedelta(minutes=10)
MOST_BOOKLETS = 60
# The public reason of a text put by one press where the run would have put it first or second.
BY_CANDIDATE = {
    "fr": "Candidat du calcul, choisi par une personne.",
    "en": "A candidate of the analysis, chosen by a person.",
    "de": "Ein Vorschlag der Berechnung, von einer Person gewählt.",
    "es": "Candidato del cálculo, elegido por una persona.",
}
# What the list of edits says of a verification, which asks for no reason: it is one by itself.
VERIFIED = {
    "fr": "Textes lus : ils ne demandent pas le contraire l’un de l’autre.",
    "en": "Texts read: none asks for the opposite of another.",
    "de": "Texte gelesen: keiner verlangt das Gegenteil eines anderen.",
    "es": "Textos leídos: ninguno pide lo contrario de otro.",
}
# The reason offered for parting a measure into its two sides: its writer may say more.
PARTED = {
    "fr": "Des textes demandent le contraire l’un de l’autre.",
    "en": "Texts ask for the opposite of one another.",
    "de": "Texte verlangen das Gegenteil voneinander.",
    "es": "Unos textos piden lo contrario de otros.",
}


@dataclass(frozen=True, slots=True)
class Numbered:
    """What a last numbering needs of a booklet or a measure: its number, whether it comes last, and the
    number beside which it stands, if it is the other half of a measure.
    """

    number: int
    last: bool = False
    beside: int | None = None


def undone_until(at: datetime) -> datetime:
    """Until when what was done `at` can be undone."""
    return at + UNDO_FOR


def check_undo(at: datetime, now: datetime) -> None:
    """Refuses what was done ten minutes ago or more with `undo.too-late`."""
    if now >= undone_until(at):
        raise RuleBroken("undo.too-late", minutes=int(UNDO_FOR.total_seconds() // 60))


def candidate_reason(language: str) -> str:
    """The public reason of a move to a candidate of the run when its mover wrote none."""
    return BY_CANDIDATE.get(language, BY_CANDIDATE["fr"])


def verified_reason(language: str) -> str:
    """What the list of edits says of a verification."""
    return VERIFIED.get(language, VERIFIED["fr"])


def parted_reason(language: str) -> str:
    """The reason offered for parting a measure into its two sides."""
    return PARTED.get(language, PARTED["fr"])


def numbered_anew(rows: Sequence[Numbered]) -> dict[int, int]:
    """The numbers 1, 2, 3... in the order of the old ones, by old number: no gap is left, the residual
    booklet comes last, and the second half of a measure follows the first.
    """
    numbers = {row.number for row in rows}

    def place(row: Numbered) -> tuple[bool, int, int]:
        beside = row.beside if row.beside in numbers else None
        first = row.number if beside is None else min(row.number, beside)
        return row.last, first, row.number

    return {row.number: at for at, row in enumerate(sorted(rows, key=place), 1)}
