"""Words of what keeps a box from being sealed, counted or published."""

from django.utils.translation import gettext_noop

_ASK_AN_ORGANISER = gettext_noop("Prévenez un organisateur : ce scrutin ne peut pas être tenu ainsi.")
TELL_AN_OBSERVER = gettext_noop(
    "Prévenez un observateur et l’exploitant. Rien n’est publié tant que ce n’est pas expliqué."
)

# code: (what happened, what to do, status). Facts of the refusal are filled in by name: %(name)s.
REFUSALS: dict[str, tuple[str, str, int]] = {
    "box.questions-differ": (
        gettext_noop("L’urne ne correspond pas aux questions du scrutin."),
        TELL_AN_OBSERVER,
        409,
    ),
    "box.marks-not-equal-ballots": (
        gettext_noop("Il n’y a pas autant de bulletins que de sièges marqués."),
        TELL_AN_OBSERVER,
        409,
    ),
    "box.mark-not-on-roll": (gettext_noop("Un siège marqué n’est pas sur la liste."), TELL_AN_OBSERVER, 409),
    "box.mark-repeated": (gettext_noop("Un siège est marqué deux fois."), TELL_AN_OBSERVER, 409),
    "box.tracker-repeated": (
        gettext_noop("Deux bulletins ont le même numéro de suivi."),
        TELL_AN_OBSERVER,
        409,
    ),
    "box.ballot-not-checkpointed": (
        gettext_noop("Un bulletin de l’urne n’est dans aucun point de contrôle."),
        TELL_AN_OBSERVER,
        409,
    ),
    "box.checkpointed-lost": (
        gettext_noop("Un bulletin annoncé par un point de contrôle n’est plus dans l’urne."),
        TELL_AN_OBSERVER,
        409,
    ),
    "checkpoint.hash-repeated": (
        gettext_noop("Deux bulletins ont la même empreinte."),
        TELL_AN_OBSERVER,
        409,
    ),
    "pack.not-sealed": (
        gettext_noop("L’urne n’est pas encore scellée."),
        gettext_noop("Le dossier de preuves paraît après la clôture."),
        409,
    ),
    "pack.votes-differ": (
        gettext_noop("Le dossier réunit des pièces de scrutins différents."),
        TELL_AN_OBSERVER,
        409,
    ),
    "pack.journal-not-sealed": (
        gettext_noop("Le journal du dossier ne finit pas par le scellement."),
        TELL_AN_OBSERVER,
        409,
    ),
    "pack.version-unknown": (
        gettext_noop("La version de ce dossier est inconnue."),
        gettext_noop("Prenez le vérificateur qui va avec le dossier."),
        409,
    ),
    "pack.does-not-verify": (
        gettext_noop("Notre propre vérificateur refuse le dossier : %(findings)s."),
        TELL_AN_OBSERVER,
        409,
    ),
    "pack.lost": (
        gettext_noop("Le fichier du dossier de preuves n’est plus là, ou n’est plus le même."),
        gettext_noop(
            "Son empreinte est au journal : demandez le dossier à un observateur, et prévenez l’exploitant."
        ),
        503,
    ),
}

# code of something left to do: (title, sentence, button).
LEFT: dict[str, tuple[str, str, str]] = {}

# code of a journal entry: a sentence that quotes its facts by name.
ENTRIES: dict[str, str] = {}
