"""Words of observers: formal remarks, and the log of who read personal data."""

from django.utils.translation import gettext_noop

REFUSALS: dict[str, tuple[str, str, int]] = {
    "remark.too-late": (
        gettext_noop("Plus d’un mois a passé depuis la publication de ce résultat."),
        gettext_noop("Écrivez aux organisateurs : une observation ne s’y ajoute plus."),
        409,
    ),
    "remark.too-many": (
        gettext_noop("Ce scrutin a déjà %(most)s observations, le plus qu’il puisse en porter."),
        gettext_noop("Écrivez aux organisateurs et aux autres observateurs."),
        409,
    ),
}
LEFT: dict[str, tuple[str, str, str]] = {}
ENTRIES: dict[str, str] = {}

# a sign in a group's turnout (`votes.core.turnout`): something to ask about.
SIGNS: dict[str, str] = {
    "high": gettext_noop("plus de 95 % : à demander"),
    "risen": gettext_noop("trente points de plus qu’avant : à demander"),
}

# what was read, by its code; the subject is a public name.
READS: dict[str, str] = {
    "roll.read": gettext_noop("La liste électorale nominative : %(subject)s"),
    "claims.read": gettext_noop("Des réclamations nominatives : %(subject)s"),
    "draw.read": gettext_noop("Les membres tirés au sort d’un groupe : %(subject)s"),
    "members.read": gettext_noop("Le registre des membres : %(subject)s"),
    "duplicates.read": gettext_noop("Des doublons possibles du registre : %(subject)s"),
}
