"""Words of a member's own seat."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "seat.unreadable": (
        "Ce siège n’a pas la forme que donne la page « Mon siège ».",
        "This seat has not the form that the page “My seat” gives.",
    ),
    "seat.root-differs": (
        "Le siège {seat} ne mène pas à la racine de ce dossier.",
        "The seat {seat} does not lead to the root of this pack.",
    ),
    "seat.not-on-roll": (
        "Le siège {seat} n’est pas sur la liste de ce dossier.",
        "The seat {seat} is not on the roll of this pack.",
    ),
    "seat.on-roll": (
        "Le siège {seat} est sur la liste (groupe : {group}).",
        "The seat {seat} is on the roll (group: {group}).",
    ),
    "seat.kept-before-correction": (
        "Votre fichier date d’avant une correction publiée de la liste : il mène à la racine {root}, que le"
        " journal donne aussi.",
        "Your file is from before a public correction of the roll: it leads to the root {root}, which the"
        " journal gives too.",
    ),
    "seat.marked": (
        "Question {number} : le siège est marqué, un bulletin est dans l’urne.",
        "Question {number}: the seat is marked, a ballot is in the box.",
    ),
    "seat.not-marked": (
        "Question {number} : le siège n’est pas marqué, personne n’a voté à sa place.",
        "Question {number}: the seat is not marked, nobody voted in its place.",
    ),
    "seat.hidden": (
        "Question {number} : moins de dix sièges ont voté, les marques ne sont pas publiées.",
        "Question {number}: under ten seats voted, the marks are not published.",
    ),
    "seat.other-vote": (
        "Ce siège est d’un autre scrutin ({vote}) : il n’est pas cherché.",
        "This seat is of another vote ({vote}): it was not looked up.",
    ),
}
ADVICE: dict[str, tuple[str, str]] = {
    "seat": (
        "Copiez votre siège de nouveau depuis sa page, et montrez l’écart à un observateur.",
        "Copy your seat again from its page, and show the difference to an observer.",
    ),
}
