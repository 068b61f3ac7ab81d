"""Words of the journal: its chain, and who signed what."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "journal.gap": (
        "Journal : l’entrée {seq} manque ou n’est pas à sa place.",
        "Journal: entry {seq} is missing or out of place.",
    ),
    "journal.chain-broken": (
        "Journal : l’entrée {seq} ne suit pas celle qui la précède.",
        "Journal: entry {seq} does not follow the one before it.",
    ),
    "journal.entry-changed": (
        "Journal : l’entrée {seq} a été modifiée.",
        "Journal: entry {seq} was changed.",
    ),
    "journal.time-backwards": (
        "Journal : l’heure recule à l’entrée {seq}.",
        "Journal: time goes backwards at entry {seq}.",
    ),
    "journal.wrong-office": (
        "L’entrée {seq} ({entry}) est signée d’une fonction qui ne le peut pas ({office}).",
        "Entry {seq} ({entry}) is signed by an office that cannot do it ({office}).",
    ),
}
ADVICE: dict[str, tuple[str, str]] = {}
