"""The words for editions, word lists and rival runs."""

from __future__ import annotations

from django.utils.translation import gettext_noop

# code of a refusal: (what happened, what to do now, HTTP status).
REFUSALS: dict[str, tuple[str, str, int]] = {
    "edition.other-board": (
        gettext_noop("Cette passe n’est pas partie du tri d’aujourd’hui."),
        gettext_noop("Demandez une nouvelle édition : elle partira de là où sont les textes."),
        409,
    ),
    "edition.changed-meanwhile": (
        gettext_noop("Le tri a changé pendant que vous lisiez cette page."),
        gettext_noop(
            "Rien n’est fait. Relisez ce que l’édition changerait maintenant, puis décidez de nouveau."
        ),
        409,
    ),
    "words.no-such-act": (
        gettext_noop("Ce changement n’existe pas."),
        gettext_noop("Choisissez un des quatre changements proposés."),
        422,
    ),
    "words.empty": (
        gettext_noop("Aucun mot n’est écrit."),
        gettext_noop("Écrivez au moins un mot."),
        422,
    ),
    "words.already-left-out": (
        gettext_noop("« %(word)s » ne compte déjà pas."),
        gettext_noop("Cherchez-le dans la liste des mots laissés de côté."),
        409,
    ),
    "words.already-counted": (
        gettext_noop("« %(word)s » compte déjà."),
        gettext_noop("Seul un mot laissé de côté peut être rendu au calcul."),
        409,
    ),
    "words.already-joined": (
        gettext_noop("« %(word)s » fait déjà partie d’un groupe de mots comptés ensemble."),
        gettext_noop("Séparez d’abord ce groupe."),
        409,
    ),
    "words.not-joined": (
        gettext_noop("Ces mots ne forment pas un groupe compté ensemble."),
        gettext_noop("Écrivez tous les mots du groupe, tels que la liste les montre."),
        409,
    ),
    "words.already-trying": (
        gettext_noop("Un autre changement est à l’essai."),
        gettext_noop("Attendez qu’il soit fini : son effet se mesure seul."),
        409,
    ),
    "words.not-tried": (
        gettext_noop("L’effet de ce changement n’est pas encore connu."),
        gettext_noop("Attendez la fin de l’essai, puis confirmez."),
        409,
    ),
    "words.decided": (
        gettext_noop("Ce changement est déjà confirmé, ou abandonné."),
        gettext_noop("Relisez les listes de mots."),
        409,
    ),
    "words.changed-meanwhile": (
        gettext_noop("Les listes ont changé depuis cet essai : son effet n’est plus celui qui est montré."),
        gettext_noop("Demandez-le de nouveau."),
        409,
    ),
    "replay.needs-sheet": (
        gettext_noop("Le calcul refait n’a pas d’endroit où s’écrire."),
        gettext_noop("Ajoutez --sheet et un nom de fichier."),
        422,
    ),
    "replay.erased": (
        gettext_noop("Des textes ont été effacés depuis (%(erased)s) : le calcul ne peut plus être refait."),
        gettext_noop("Partez du dossier d’une passe plus récente."),
        409,
    ),
    "replay.not-json": (
        gettext_noop("%(name)s n’est pas un objet JSON."),
        gettext_noop("Écrivez-le comme dans la documentation du dossier."),
        422,
    ),
    "rival.too-large": (
        gettext_noop("Ce fichier est trop gros : %(most)s Mo au plus."),
        gettext_noop("Déposez le petit fichier que la commande a écrit, et non le dossier entier."),
        413,
    ),
    "rival.not-canonical": (
        gettext_noop("Ce fichier n’est pas celui que la commande écrit : ce n’est pas du JSON canonique."),
        gettext_noop("Déposez le fichier tel que la commande l’a écrit, sans l’ouvrir dans un éditeur."),
        422,
    ),
    "rival.not-a-rival": (
        gettext_noop("Ce fichier n’est pas un contre-calcul."),
        gettext_noop("Déposez le fichier que la commande a écrit avec --sheet."),
        422,
    ),
    "rival.other-lists": (
        gettext_noop("Les listes de mots du fichier ne sont pas celles de sa fiche."),
        gettext_noop("Refaites le calcul, puis déposez le fichier qu’il écrit."),
        422,
    ),
    "rival.other-corpus": (
        gettext_noop("Ce contre-calcul ne lit pas les mêmes textes que cette passe."),
        gettext_noop("Partez du dossier de cette passe, ou déposez-le sur la page de la sienne."),
        422,
    ),
    "rival.other-start": (
        gettext_noop("Ce contre-calcul ne part ni de zéro, ni de là d’où cette passe est partie."),
        gettext_noop("Refaites-le à partir du dossier de cette passe."),
        422,
    ),
    "rival.same-run": (
        gettext_noop("Ce fichier ne change rien : ce sont les réglages et les listes de la passe."),
        gettext_noop("Changez un réglage ou une liste, refaites le calcul, puis déposez-le."),
        422,
    ),
    "rival.not-in-scope": (
        gettext_noop("Seuls les membres que cette campagne concerne déposent un contre-calcul."),
        gettext_noop("Le dossier de la passe reste à télécharger : chacun peut refaire le calcul."),
        403,
    ),
    "rival.not-official": (
        gettext_noop("Un contre-calcul se dépose à côté d’une passe des organisateurs."),
        gettext_noop("Choisissez-en une dans la liste des passes."),
        409,
    ),
    "rival.one-a-day": (
        gettext_noop("Vous avez déjà déposé un contre-calcul aujourd’hui."),
        gettext_noop("Chaque membre peut en déposer un par jour : gardez votre fichier pour demain."),
        429,
    ),
    "rival.queue-full": (
        gettext_noop("%(most)s contre-calculs attendent déjà leur tour."),
        gettext_noop("Gardez votre fichier et revenez quand il y en aura moins."),
        429,
    ),
    "rival.not-repeatable": (
        gettext_noop("Des textes ont été effacés depuis : ce calcul ne peut plus être refait."),
        gettext_noop("Repartez du dossier d’une passe plus récente."),
        409,
    ),
    "rival.other-result": (
        gettext_noop(
            "Refait ici, ce calcul ne donne pas l’empreinte annoncée : %(found)s au lieu de %(stated)s."
        ),
        gettext_noop("Comparez les versions de la fiche avec celles de la passe, puis refaites-le."),
        409,
    ),
}

LEFT: dict[str, tuple[str, str, str]] = {}

# code of a journal entry: a sentence that quotes its facts by name.
ENTRIES: dict[str, str] = {
    "words.left-out": gettext_noop(
        "Mots laissés de côté : %(words)s. Effet mesuré avant, de ce seul changement : "
        "%(moved)s textes sur %(texts)s changent de place. Motif : %(reason)s"
    ),
    "words.counted": gettext_noop(
        "Mots rendus au calcul : %(words)s. Effet mesuré avant, de ce seul changement : "
        "%(moved)s textes sur %(texts)s changent de place. Motif : %(reason)s"
    ),
    "words.joined": gettext_noop(
        "Mots comptés ensemble : %(words)s. Effet mesuré avant, de ce seul changement : "
        "%(moved)s textes sur %(texts)s changent de place. Motif : %(reason)s"
    ),
    "words.parted": gettext_noop(
        "Mots comptés à part : %(words)s. Effet mesuré avant, de ce seul changement : "
        "%(moved)s textes sur %(texts)s changent de place. Motif : %(reason)s"
    ),
    "edition.adopted": gettext_noop(
        "Édition de la passe nº %(number)s retenue : %(stay)s textes restent à leur place, dont %(against)s "
        "où une personne les a mis contre l’avis du calcul ; %(moved)s en changent ; %(new)s sont nouveaux. "
        "Mesures : %(kept)s gardées telles que des personnes les ont faites, %(renewed)s renouvelées, "
        "%(added)s ajoutées, %(dropped)s retirées."
    ),
}
