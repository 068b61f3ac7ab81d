"""Words of the house: clock, sign-in, journal."""

from django.utils.translation import gettext_noop

# code: (what happened, what to do, status). Facts of the refusal are filled in by name.
REFUSALS: dict[str, tuple[str, str, int]] = {
    "person.not-signed-in": (
        gettext_noop("Vous n’êtes pas connecté."),
        gettext_noop("Connectez-vous, puis recommencez."),
        403,
    ),
    "demo.nothing-ahead": (
        gettext_noop("Toutes les dates annoncées sont passées."),
        gettext_noop("L’horloge de la démonstration reste où elle est."),
        409,
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

# code of something left to do: (title, sentence, button).
LEFT: dict[str, tuple[str, str, str]] = {}

# code of a journal entry: a sentence that quotes its facts by name.
ENTRIES: dict[str, str] = {}

# what a journal code starts with: the kind of act, in the journal's filter.
FAMILIES: dict[str, str] = {
    "board": gettext_noop("Tri"),
    "booklet": gettext_noop("Livrets"),
    "booklets": gettext_noop("Livrets, ensemble"),
    "campaign": gettext_noop("Campagnes"),
    "drafts": gettext_noop("Brouillons de livrets"),
    "edition": gettext_noop("Éditions"),
    "freeze": gettext_noop("Gel des livrets"),
    "measure": gettext_noop("Mesures"),
    "members": gettext_noop("Membres"),
    "objection": gettext_noop("Contestations"),
    "objections": gettext_noop("Contestations, ensemble"),
    "office": gettext_noop("Fonctions"),
    "proposals": gettext_noop("Contributions"),
    "rival": gettext_noop("Contre-calculs"),
    "room": gettext_noop("Salles"),
    "run": gettext_noop("Passes"),
    "source": gettext_noop("Textes des mesures"),
    "text": gettext_noop("Textes masqués"),
    "vote": gettext_noop("Scrutins"),
    "words": gettext_noop("Listes de mots"),
}

# which date of a campaign or of a vote the demo's clock has just passed.
BOUNDARIES: dict[str, str] = {
    "contributing_at": gettext_noop("« %(title)s » : les contributions sont ouvertes."),
    "sorting_at": gettext_noop("« %(title)s » : les contributions sont closes, le tri commence."),
    "replying_at": gettext_noop("« %(title)s » : c’est le jour où les livrets provisoires doivent paraître."),
    "freezing_at": gettext_noop("« %(title)s » : c’est le jour où les livrets doivent être figés."),
    "voting_at": gettext_noop("« %(title)s » : le temps du vote commence."),
    "closing_at": gettext_noop("« %(title)s » : la campagne est finie."),
    "opens_at": gettext_noop("Scrutin « %(title)s » : c’est l’heure de l’ouverture."),
    "closes_at": gettext_noop("Scrutin « %(title)s » : c’est l’heure de la clôture."),
}
