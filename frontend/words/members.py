"""Words of members and offices."""

from django.utils.translation import gettext_noop

# code: (what happened, what to do, status). Facts of the refusal are filled in by name: %(name)s.
REFUSALS: dict[str, tuple[str, str, int]] = {
    "sign-in.paused": (
        gettext_noop("La connexion est en pause."),
        gettext_noop(
            "Aucun code ne peut partir en ce moment. Recommencez dans quelques minutes ; "
            "tout ce qui se lit sans se connecter reste ouvert."
        ),
        503,
    ),
}

# code of something left to do: (title, sentence, button).
LEFT: dict[str, tuple[str, str, str]] = {}

# code of a journal entry: a sentence that quotes its facts by name.
ENTRIES: dict[str, str] = {}

# an office, or what acts in the journal without one.
OFFICES: dict[str, str] = {
    "organiser": gettext_noop("organisateur"),
    "moderator": gettext_noop("modérateur"),
    "observer": gettext_noop("observateur"),
    "referent": gettext_noop("référent"),
    "chair": gettext_noop("animateur"),
    "trustee": gettext_noop("gardien de clé"),
    "registrar": gettext_noop("greffier"),
    "operator": gettext_noop("exploitant"),
    "clock": gettext_noop("horloge"),
}
