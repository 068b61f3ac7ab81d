"""The words for editions, word lists and rival runs."""

from __future__ import annotations

from django.utils.translation import gettext_noop

# code of a refusal: (what happened, what to do now, HTTP status).
REFUSALS: dict[str, tuple[str, str, int]] = {
    "edition.other-board": (
        gettext_noop("Cette passe n’est pas partie du tri d’aujourd’hui."),
        gettext_noop("Demandez une nouvelle édition : elle partira de là où sont les textes."),
        409,
    ),
    "edition.changed-meanwhile": (
        gettext_noop("Le tri a changé pendant que vous lisiez cette page."),
        gettext_noop(
            "Rien n’est fait. Relisez ce que l’édition changerait maintenant, puis décidez de nouveau."
        ),
        409,
    ),
}

LEFT: dict[str, tuple[str, str, str]] = {}

# code of a journal entry: a sentence that quotes its facts by name.
ENTRIES: dict[str, str] = {
    "edition.adopted": gettext_noop(
        "Édition de la passe nº %(number)s retenue : %(stay)s textes restent à leur place, dont %(against)s "
        "où une personne les a mis contre l’avis du calcul ; %(moved)s en changent ; %(new)s sont nouveaux. "
        "Mesures : %(kept)s gardées telles que des personnes les ont faites, %(renewed)s renouvelées, "
        "%(added)s ajoutées, %(dropped)s retirées."
    ),
}
