"""Words of the board, of booklets and of measures."""

from django.utils.translation import gettext_noop

# code: (what happened, what to do, status). Facts of the refusal are filled in by name: %(name)s.
REFUSALS: dict[str, tuple[str, str, int]] = {
    "run.no-clusters": (
        gettext_noop("Cette passe n’a formé aucun regroupement."),
        gettext_noop("Attendez d’autres textes, ou demandez une passe avec d’autres réglages."),
        409,
    ),
    "reason.empty": (
        gettext_noop("Le motif public est vide."),
        gettext_noop("Dites en une ligne pourquoi : le motif paraît au journal, avec votre nom."),
        422,
    ),
    "reason.too-long": (
        gettext_noop("Le motif compte %(used)s signes ; la limite est %(most)s."),
        gettext_noop("Raccourcissez-le."),
        422,
    ),
    "board.closed": (
        gettext_noop("Le tri est fermé : les brouillons sont publiés."),
        gettext_noop("Les textes ne changent plus de place. Les mesures se modifient jusqu’au gel."),
        409,
    ),
    "board.edited-meanwhile": (
        gettext_noop(
            "Le tri a changé pendant que vous lisiez cette page. "
            "Textes déplacés à la main : %(moves)s ; mots ou sources changés : %(wordings)s."
        ),
        gettext_noop("Relisez ce qui serait perdu, puis décidez de nouveau."),
        409,
    ),
    "board.nothing-chosen": (
        gettext_noop("Aucun texte n’est choisi."),
        gettext_noop("Cochez au moins un texte."),
        422,
    ),
    "board.too-many": (
        gettext_noop("Un déplacement porte sur %(most)s textes au plus."),
        gettext_noop("Déplacez-les en plusieurs fois."),
        422,
    ),
    "board.no-such-place": (
        gettext_noop("Aucune destination n’est choisie, ou elle n’existe plus."),
        gettext_noop("Choisissez un livret, « À classer » ou « Mettre de côté »."),
        422,
    ),
    "board.no-such-text": (
        gettext_noop("Un des textes choisis n’est plus sur ce tri."),
        gettext_noop("Relisez la liste : une autre passe a peut-être été retenue."),
        409,
    ),
    "board.moved-meanwhile": (
        gettext_noop("Quelqu’un d’autre a déplacé « %(title)s » pendant que vous choisissiez."),
        gettext_noop("Rien n’a été déplacé. Lisez les deux choix, puis décidez ; vos coches sont gardées."),
        409,
    ),
    "board.already-there": (
        gettext_noop("Ces textes sont déjà à cet endroit."),
        gettext_noop("Choisissez une autre destination."),
        409,
    ),
    "booklet.frozen": (
        gettext_noop("Les livrets de cette campagne sont figés."),
        gettext_noop("Leurs mots ne changent plus : le scrutin porte leur empreinte."),
        409,
    ),
    "booklet.changed-meanwhile": (
        gettext_noop("Quelqu’un d’autre a modifié ce livret pendant que vous écriviez."),
        gettext_noop("Vos mots sont gardés ci-dessous. Comparez avec les siens, puis recommencez."),
        409,
    ),
    "booklet.same-words": (
        gettext_noop("Le titre et l’introduction sont déjà ceux-là."),
        gettext_noop("Changez l’un des deux, ou quittez cette page."),
        422,
    ),
    "measure.changed-meanwhile": (
        gettext_noop("Quelqu’un d’autre a modifié cette mesure pendant que vous écriviez."),
        gettext_noop("Vos mots sont gardés ci-dessous. Comparez avec les siens, puis recommencez."),
        409,
    ),
    "measure.same-words": (
        gettext_noop("La mesure est déjà écrite ainsi."),
        gettext_noop("Changez son titre ou son texte, ou quittez cette page."),
        422,
    ),
    "measure.too-many": (
        gettext_noop("Un livret porte %(most)s mesures au plus : un bulletin doit rester lisible."),
        gettext_noop("Retirez d’abord une mesure, ou écrivez-en deux en une."),
        409,
    ),
    "source.not-in-booklet": (
        gettext_noop("Ce texte n’est pas, ou plus, dans ce livret."),
        gettext_noop("Déplacez-le d’abord dans ce livret, ou choisissez-en un autre."),
        409,
    ),
    "source.already-there": (
        gettext_noop("Ce texte porte déjà cette mesure."),
        gettext_noop("Choisissez un autre texte."),
        409,
    ),
    "source.not-there": (
        gettext_noop("Ce texte ne porte pas, ou plus, cette mesure."),
        gettext_noop("Relisez la liste des textes de la mesure."),
        409,
    ),
    "drafts.not-sorting": (
        gettext_noop("Les brouillons se publient à la fin du tri, une seule fois."),
        gettext_noop("Regardez à quelle étape en est la campagne."),
        409,
    ),
    "drafts.no-board": (
        gettext_noop("Cette campagne n’a pas encore de livret."),
        gettext_noop("Demandez une passe, puis retenez-la."),
        409,
    ),
    "freeze.not-replying": (
        gettext_noop("Les livrets se figent une seule fois, après la publication des brouillons."),
        gettext_noop("Regardez à quelle étape en est la campagne."),
        409,
    ),
    "freeze.empty-booklet": (
        gettext_noop("Le livret « %(title)s » n’a aucune mesure à mettre au vote."),
        gettext_noop("Ajoutez-lui une mesure, puis figez les livrets."),
        409,
    ),
}

# code of something left to do: (title, sentence, button).
LEFT: dict[str, tuple[str, str, str]] = {
    "drafts.to-read": (
        gettext_noop("Lire les brouillons de livrets de « %(title)s »"),
        gettext_noop("Voyez où est passé votre texte, et pourquoi, avant que les livrets soient figés."),
        gettext_noop("Lire les brouillons"),
    ),
    "drafts.to-publish": (
        gettext_noop("Publier les brouillons de « %(title)s »"),
        gettext_noop("Relisez les textes qui hésitent, puis ouvrez les brouillons aux membres."),
        gettext_noop("Publier les brouillons"),
    ),
    "booklets.to-freeze": (
        gettext_noop("Figer les livrets de « %(title)s »"),
        gettext_noop("Une fois figés, leurs mots ne changent plus, et le scrutin peut les reprendre."),
        gettext_noop("Figer les livrets"),
    ),
}

# code of a journal entry: a sentence that quotes its facts by name.
ENTRIES: dict[str, str] = {
    "board.moved": gettext_noop("Textes déplacés à la main : %(count)s. Motif : %(reason)s"),
    "booklet.renamed": gettext_noop("Titre ou introduction du livret %(booklet)s écrits. Motif : %(reason)s"),
    "measure.edited": gettext_noop("Livret %(booklet)s, mesure %(measure)s écrite. Motif : %(reason)s"),
    "measure.added": gettext_noop("Livret %(booklet)s, mesure %(measure)s ajoutée. Motif : %(reason)s"),
    "measure.removed": gettext_noop("Livret %(booklet)s, mesure %(measure)s retirée. Motif : %(reason)s"),
    "source.added": gettext_noop(
        "Livret %(booklet)s, mesure %(measure)s : contribution %(text)s ajoutée. Motif : %(reason)s"
    ),
    "source.removed": gettext_noop(
        "Livret %(booklet)s, mesure %(measure)s : contribution %(text)s retirée. Motif : %(reason)s"
    ),
    "drafts.published": gettext_noop(
        "Brouillons de livrets publiés : %(booklets)s. Leurs empreintes sont dans les faits de cette entrée."
    ),
    "booklet.frozen": gettext_noop("Livret « %(title)s » figé, empreinte %(digest)s."),
}
