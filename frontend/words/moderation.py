"""Words of moderation: what is hidden by a moderator, and shown again."""

from django.utils.translation import gettext_noop

# code: (what happened, what to do, status). Facts of the refusal are filled in by name: %(name)s.
REFUSALS: dict[str, tuple[str, str, int]] = {
    "moderation.not-shown": (
        gettext_noop("Ces mots ne sont déjà plus montrés."),
        gettext_noop("Relisez la page : ils ont été masqués ou retirés entre-temps."),
        409,
    ),
    "moderation.not-hidden": (
        gettext_noop("Ces mots ne sont pas masqués."),
        gettext_noop("Relisez la page : quelqu’un les a déjà remis."),
        409,
    ),
}

LEFT: dict[str, tuple[str, str, str]] = {}

# code of a journal entry: a sentence that quotes its facts by name.
ENTRIES: dict[str, str] = {
    "text.hidden": gettext_noop("Texte %(text)s masqué. Motif : %(reason)s"),
    "text.shown": gettext_noop("Texte %(text)s montré de nouveau. Motif : %(reason)s"),
    "objection.hidden": gettext_noop("Mots de la contestation %(objection)s masqués. Motif : %(reason)s"),
    "objection.shown": gettext_noop(
        "Mots de la contestation %(objection)s montrés de nouveau. Motif : %(reason)s"
    ),
    "rival.hidden": gettext_noop("Mots du contre-calcul %(run)s masqués. Motif : %(reason)s"),
    "rival.shown": gettext_noop("Mots du contre-calcul %(run)s montrés de nouveau. Motif : %(reason)s"),
}
