"""Words of co-signatures and of saying how one's own text differs."""

from django.utils.translation import gettext_noop

REFUSALS: dict[str, tuple[str, str, int]] = {
    "cosignature.closed": (
        gettext_noop("Les cosignatures ne sont pas ouvertes en ce moment."),
        gettext_noop(
            "Elles se donnent et se retirent du début des contributions à la parution des brouillons."
        ),
        409,
    ),
    "cosignature.an-answer": (
        gettext_noop("Une réponse ne se cosigne pas."),
        gettext_noop("Cosignez la contribution, ou répondez par un texte à vous."),
        409,
    ),
    "cosignature.text-gone": (
        gettext_noop("Ce texte a été retiré ou masqué."),
        gettext_noop("Cherchez un texte proche, ou écrivez le vôtre."),
        409,
    ),
    "cosignature.own-text": (
        gettext_noop("Ce texte est le vôtre : vous le soutenez déjà."),
        gettext_noop("Cosignez ceux des autres."),
        409,
    ),
    "difference.empty": (
        gettext_noop("La phrase qui dit la différence ne dit rien."),
        gettext_noop("Écrivez en quoi votre texte est différent, ou videz le champ."),
        422,
    ),
    "difference.too-long": (
        gettext_noop("La phrase qui dit la différence compte %(used)s signes ; la limite est %(most)s."),
        gettext_noop("Raccourcissez-la : votre texte dira le reste."),
        422,
    ),
}
LEFT: dict[str, tuple[str, str, str]] = {}
ENTRIES: dict[str, str] = {}
