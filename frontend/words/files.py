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
    # an export of a whole campaign that is read ---------------------------------------------------
    "campaign-file.too-large": (
        gettext_noop("Le fichier, ou une de ses parties, dépasse %(most)s Mo."),
        gettext_noop("Vérifiez que c’est bien l’export d’une campagne."),
        422,
    ),
    "campaign-file.not-a-zip": (
        gettext_noop("Le fichier n’est pas un zip, ou il est abîmé."),
        gettext_noop("Téléchargez-le de nouveau, puis comparez son empreinte."),
        422,
    ),
    "campaign-file.wrong-members": (
        gettext_noop("Dans le fichier, la partie %(member)s manque, est compressée ou s’y trouve deux fois."),
        gettext_noop("Prenez l’export tel quel, sans le recompresser."),
        422,
    ),
    "campaign-file.not-canonical": (
        gettext_noop("La partie %(member)s n’est pas écrite comme un export l’écrit."),
        gettext_noop("Prenez l’export tel quel."),
        422,
    ),
    "campaign-file.wrong-manifest": (
        gettext_noop("Le champ %(field)s de campaign.json ne convient pas."),
        gettext_noop("Vérifiez que l’export vient d’une version de Livret que celle-ci connaît."),
        422,
    ),
    "campaign-file.wrong-digest": (
        gettext_noop("La partie %(member)s n’a pas l’empreinte annoncée."),
        gettext_noop("Le fichier a été modifié : téléchargez-le de nouveau."),
        422,
    ),
    "campaign-file.too-many-rows": (
        gettext_noop("La table %(table)s dépasse %(most)s lignes."),
        gettext_noop("Cette version n’en lit pas davantage."),
        422,
    ),
    "table.not-json": (
        gettext_noop("La ligne %(line)s de la table %(table)s n’est pas du JSON canonique."),
        gettext_noop("Prenez l’export tel quel."),
        422,
    ),
    "table.wrong-row": (
        gettext_noop("La ligne %(line)s de la table %(table)s ne suit pas son schéma (colonne %(column)s)."),
        gettext_noop("Les schémas sont dans le dossier schema de l’export."),
        422,
    ),
    "seed.same-twice": (
        gettext_noop("La ligne %(line)s de la table %(table)s répète une ligne d’avant."),
        gettext_noop("Prenez l’export tel quel."),
        422,
    ),
    "seed.unknown-reference": (
        gettext_noop(
            "La ligne %(line)s de la table %(table)s renvoie à quelque chose qui n’est pas dans le fichier "
            "(colonne %(column)s)."
        ),
        gettext_noop("Prenez l’export tel quel."),
        422,
    ),
    "seed.no-board": (
        gettext_noop("Le fichier ne contient ni passe retenue, ni livrets."),
        gettext_noop("Importez les textes seuls, sans --board."),
        422,
    ),
    "seed.wrong-run": (
        gettext_noop(
            "La passe du fichier ne tient pas ensemble : sa fiche, ses listes et ses tables diffèrent."
        ),
        gettext_noop("Importez les textes seuls, sans --board, puis demandez une passe."),
        422,
    ),
    "seed.not-empty": (
        gettext_noop("« %(title)s » contient déjà des textes ou une passe."),
        gettext_noop("Donnez une autre adresse avec --slug : la campagne est créée."),
        409,
    ),
}

# code: (title, sentence, words of the button).
LEFT: dict[str, tuple[str, str, str]] = {}

# What a journal entry says; facts by name.
ENTRIES: dict[str, str] = {
    "booklet.printed": gettext_noop(
        "Les fichiers du livret « %(title)s » sont faits, PDF compris. Empreintes : %(files)s."
    ),
    "campaign.seeded": gettext_noop(
        "« %(title)s » repart de « %(source)s », campagne de %(organisation)s (%(address)s) : "
        "%(proposals)s contributions, %(answers)s réponses, %(booklets)s livrets. Empreinte du fichier : "
        "%(digest)s."
    ),
    "campaign.exported": gettext_noop(
        "Les données de la campagne « %(title)s » sont en un fichier. Empreinte : %(digest)s."
    ),
}
