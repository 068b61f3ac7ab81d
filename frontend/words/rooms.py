"""Words of rooms."""

from django.utils.translation import gettext_noop

# code: (what happened, what to do, status). Facts of the refusal are filled in by name: %(name)s.
REFUSALS: dict[str, tuple[str, str, int]] = {
    "room.not-yours": (
        gettext_noop("Cette salle n’est plus ouverte pour vous."),
        gettext_noop("Revenez à la liste des salles."),
        403,
    ),
    "message.empty": (
        gettext_noop("Le message est vide."),
        gettext_noop("Écrivez-le, puis envoyez-le."),
        409,
    ),
    "message.too-long": (
        gettext_noop("Le message fait %(signs)s signes, et la limite est de %(most)s."),
        gettext_noop("Raccourcissez-le, ou envoyez-le en deux fois."),
        409,
    ),
    "message.control-characters": (
        gettext_noop("Le message contient des signes de commande invisibles."),
        gettext_noop("Recopiez-le en texte simple, puis envoyez-le."),
        409,
    ),
    "message.too-often": (
        gettext_noop("Vous avez envoyé %(most)s messages en %(seconds)s secondes."),
        gettext_noop("Attendez dix secondes, puis renvoyez le message : il est gardé."),
        429,
    ),
    "message.unnamed": (
        gettext_noop("L’envoi n’a pas été compris."),
        gettext_noop("Rechargez la page, puis renvoyez le message."),
        409,
    ),
}

# code of something left to do: (title, sentence, button).
LEFT: dict[str, tuple[str, str, str]] = {}

# code of a journal entry: a sentence that quotes its facts by name.
ENTRIES: dict[str, str] = {}
