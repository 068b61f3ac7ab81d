"""Words of the files that leave: booklets on paper, whole campaigns."""

from django.utils.translation import gettext_noop

# code: (what happened, what to do, status). Facts of the refusal are filled in by name: %(name)s.
REFUSALS: dict[str, tuple[str, str, int]] = {
    "printing.failed": (
        gettext_noop("Les fichiers n’ont pas pu être faits (%(reason)s)."),
        gettext_noop("Demandez-les de nouveau ; si cela se répète, dites-le à l’exploitant du site."),
        500,
    ),
    "printing.too-long": (
        gettext_noop("La mise en pages a dépassé %(seconds)s secondes et a été arrêtée."),
        gettext_noop("Demandez-la de nouveau ; si cela se répète, dites-le à l’exploitant du site."),
        500,
    ),
    "printing.worker-lost": (
        gettext_noop("Les fichiers ont été demandés %(tries)s fois, et personne ne les a faits."),
        gettext_noop("Demandez-les de nouveau ; si cela se répète, dites-le à l’exploitant du site."),
        500,
    ),
}

# code: (title, sentence, words of the button).
LEFT: dict[str, tuple[str, str, str]] = {}

# What a journal entry says; facts by name.
ENTRIES: dict[str, str] = {
    "booklet.printed": gettext_noop(
        "Les fichiers du livret « %(title)s » sont faits, PDF compris. Empreintes : %(files)s."
    ),
}
