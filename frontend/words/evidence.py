"""Words of the evidence: checkpoints, observers' remarks, packs of other versions."""

from django.utils.translation import gettext_noop

REFUSALS: dict[str, tuple[str, str, int]] = {
    "remark.empty": (
        gettext_noop("L’observation ne dit rien."),
        gettext_noop("Écrivez ce que vous avez constaté, où et quand."),
        422,
    ),
    "remark.too-long": (
        gettext_noop("L’observation dépasse %(most)s signes."),
        gettext_noop("Raccourcissez-la, ou déposez-en deux."),
        422,
    ),
    "remark.unsafe": (
        gettext_noop("L’observation contient un signe invisible, ou qui change le sens de lecture."),
        gettext_noop("Écrivez-la de nouveau, sans la coller d’ailleurs."),
        422,
    ),
    "pack.version-old": (
        gettext_noop("Ce dossier est de la version 1 du format, que rien de publié n’emploie."),
        gettext_noop("Prenez le dossier de version 2, que le serveur construit depuis le scrutin scellé."),
        409,
    ),
}
LEFT: dict[str, tuple[str, str, str]] = {}
ENTRIES: dict[str, str] = {
    "vote.checkpoint": gettext_noop(
        "Point de contrôle %(number)s de la question %(question)s, scrutin %(vote)s : "
        "%(hashes)s empreintes de bulletins nouveaux ou changés, liste %(digest)s."
    ),
    "verifier.published": gettext_noop(
        "Fichier %(name)s mis à disposition pour vérifier, empreinte %(digest)s."
    ),
    "vote.remarked": gettext_noop(
        "Observation %(number)s déposée sur le scrutin %(vote)s, empreinte %(digest)s."
    ),
}
