"""Words of the electoral roll: its root, its conditions, how it was frozen and corrected."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "roll.root-differs": (
        "La liste des sièges ne donne pas la racine que publie roll.json.",
        "The list of seats does not give the root that roll.json publishes.",
    ),
    "roll.seats-wrong": (
        "roll.json annonce {seats} sièges et en liste {listed}.",
        "roll.json announces {seats} seats and lists {listed}.",
    ),
    "roll.groups-wrong": (
        "Les effectifs des groupes ne font pas le nombre des sièges.",
        "The counts of the groups do not add up to the number of seats.",
    ),
    "roll.not-sorted": ("La liste des sièges n’est pas triée.", "The list of seats is not sorted."),
    "roll.seat-repeated": ("Un siège figure deux fois sur la liste.", "A seat stands twice on the list."),
    "roll.not-frozen": (
        "Le journal ne fige aucune liste électorale pour ce scrutin.",
        "The journal freezes no electoral roll for this vote.",
    ),
    "roll.root-not-announced": (
        "La racine de la liste n’est pas celle de l’entrée {seq} du journal.",
        "The root of the roll is not the one of journal entry {seq}.",
    ),
    "roll.seats-not-announced": (
        "Le nombre de sièges n’est pas celui de l’entrée {seq} du journal.",
        "The number of seats is not the one of journal entry {seq}.",
    ),
    "roll.groups-not-announced": (
        "Les effectifs des groupes ne sont pas ceux de l’entrée {seq} du journal.",
        "The counts of the groups are not those of journal entry {seq}.",
    ),
    "roll.cutoff-not-announced": (
        "La date de la liste n’est pas celle de l’entrée {seq} du journal.",
        "The date of the roll is not the one of journal entry {seq}.",
    ),
    "roll.conditions-not-announced": (
        "Les conditions pour avoir un siège ne sont pas celles de l’entrée {seq} du journal.",
        "The conditions for a seat are not those of journal entry {seq}.",
    ),
    "roll.urgent-not-announced": (
        "L’urgence déclarée n’est pas celle de l’entrée {seq} du journal.",
        "The declared urgency is not the one of journal entry {seq}.",
    ),
    "roll.not-announced": (
        "Le journal n’a pas annoncé ce jour de référence et ces conditions avant l’entrée {seq}.",
        "The journal did not announce this cut-off day and these conditions before entry {seq}.",
    ),
    "roll.notice-too-short": (
        "La liste a été figée moins de 72 heures avant l’ouverture (entrée {seq}), sans urgence déclarée.",
        "The roll was frozen less than 72 hours before the opening (entry {seq}), without declared urgency.",
    ),
    "roll.correction-broken": (
        "La correction de la liste (entrée {seq}) ne mène pas de la liste précédente à la suivante.",
        "The correction of the roll (entry {seq}) does not lead from the roll before it to the next.",
    ),
    "roll.corrected-late": (
        "La liste a été corrigée après l’ouverture (entrée {seq}).",
        "The roll was corrected after the opening (entry {seq}).",
    ),
    "roll.corrected-too-much": (
        "Les corrections ont déplacé {moved} sièges ; {most} au plus le peuvent après le gel.",
        "The corrections moved {moved} seats; {most} at most may move after the freeze.",
    ),
    "roll.claims-differ": (
        "Les réclamations comptées ne sont pas celles auxquelles le journal répond ({answered}).",
        "The claims counted are not those that the journal answers ({answered}).",
    ),
    "roll.frozen-late": (
        "La liste a été figée après l’ouverture (entrée {seq}).",
        "The roll was frozen after the opening (entry {seq}).",
    ),
    "roll.frozen-twice": (
        "La liste a été figée une seconde fois (entrée {seq}).",
        "The roll was frozen a second time (entry {seq}).",
    ),
    "roll.frozen-alone": (
        "La liste a été figée (entrée {seq}) sans qu’une autre personne l’ait préparée.",
        "The roll was frozen (entry {seq}) and nobody else had prepared it.",
    ),
    "roll.frozen-otherwise": (
        "La liste figée (entrée {seq}) n’est pas celle qui avait été préparée.",
        "The roll that was frozen (entry {seq}) is not the one that had been prepared.",
    ),
}
ADVICE: dict[str, tuple[str, str]] = {}
