"""Words of the sorting board's acts: booklets and measures split, merged, verified; what is undone."""

from django.utils.translation import gettext_noop

# code: (what happened, what to do, status). Facts of the refusal are filled in by name: %(name)s.
REFUSALS: dict[str, tuple[str, str, int]] = {
    "undo.too-late": (
        gettext_noop("Plus de %(minutes)s minutes sont passées : cela ne s’annule plus d’un geste."),
        gettext_noop("Rien n’est perdu : le journal dit ce qui a été fait. Refaites-le en sens inverse."),
        409,
    ),
    "undo.gone": (
        gettext_noop("C’est déjà annulé, ou plus de dix minutes sont passées."),
        gettext_noop("Regardez où en est le tri avant de changer autre chose."),
        409,
    ),
    "undo.changed-since": (
        gettext_noop("Quelqu’un a changé depuis ce que vous voulez annuler. Rien n’a été annulé."),
        gettext_noop("Relisez ce qui est là maintenant, puis déplacez ou écrivez ce qu’il faut."),
        409,
    ),
    "board.not-a-candidate": (
        gettext_noop("Ce livret n’est pas, ou plus, un des deux candidats de ce texte."),
        gettext_noop("Choisissez-le dans la liste, avec un motif."),
        409,
    ),
    "board.too-many-booklets": (
        gettext_noop("Une campagne compte %(most)s livrets au plus."),
        gettext_noop("Réunissez d’abord deux livrets."),
        409,
    ),
    "board.same-booklet": (
        gettext_noop("Un livret ne se réunit pas avec lui-même."),
        gettext_noop("Choisissez un autre livret."),
        422,
    ),
    "measure.not-of-one-booklet": (
        gettext_noop("On ne réunit que deux mesures d’un même livret."),
        gettext_noop("Choisissez une autre mesure de ce livret."),
        422,
    ),
    "measure.not-a-part": (
        gettext_noop(
            "Une mesure se sépare en deux : il faut que des textes partent et que d’autres restent."
        ),
        gettext_noop("Cochez au moins un texte, et laissez-en au moins un."),
        422,
    ),
    "measure.already-a-side": (
        gettext_noop("Cette mesure est déjà un des deux côtés d’une autre."),
        gettext_noop("Séparez-la autrement, ou réunissez d’abord ses deux côtés."),
        409,
    ),
    "measure.verified-already": (
        gettext_noop("%(name)s a déjà vérifié cette mesure, telle qu’elle est."),
        gettext_noop("Il n’y a rien à faire de plus."),
        409,
    ),
    "drafts.mixed-meanwhile": (
        gettext_noop("Mesures qui semblent mêler le pour et le contre, maintenant : %(waiting)s."),
        gettext_noop(
            "Ce nombre a changé pendant que vous lisiez. Relisez la liste, puis décidez de nouveau."
        ),
        409,
    ),
    "freeze.too-many-measures": (
        gettext_noop("Le livret « %(title)s » a plus de %(most)s mesures : son bulletin serait illisible."),
        gettext_noop("Réunissez-en, ou retirez-en, puis figez les livrets."),
        409,
    ),
}

LEFT: dict[str, tuple[str, str, str]] = {}

# code of a journal entry: a sentence that quotes its facts by name.
ENTRIES: dict[str, str] = {
    "booklet.split": gettext_noop(
        "Livret %(booklet)s fait de %(count)s textes d’autres livrets. Motif : %(reason)s"
    ),
    "booklet.merged": gettext_noop(
        "Livret %(booklet)s réuni au livret %(into)s : %(count)s textes, %(measures)s mesures. "
        "Motif : %(reason)s"
    ),
    "measure.merged": gettext_noop(
        "Livret %(booklet)s, mesure %(measure)s réunie à la mesure %(into)s. Motif : %(reason)s"
    ),
    "measure.split": gettext_noop(
        "Livret %(booklet)s, mesure %(measure)s séparée : %(count)s textes font la mesure %(made)s. "
        "Motif : %(reason)s"
    ),
    "measure.parted": gettext_noop(
        "Livret %(booklet)s, mesure %(measure)s séparée en pour et contre : %(count)s textes contre font la "
        "mesure %(made)s. Motif : %(reason)s"
    ),
    "measure.verified": gettext_noop(
        "Livret %(booklet)s, mesure %(measure)s vérifiée : ses textes, empreinte %(texts)s, ne demandent pas "
        "le contraire l’un de l’autre."
    ),
    "edit.undone": gettext_noop("Annulé par son auteur, dans les dix minutes : l’entrée nº %(entry)s."),
}

# code of a step: what can be undone, in one line; facts are the step's own columns.
STEPS: dict[str, str] = {
    "board.moved": gettext_noop("Textes déplacés vers « %(now)s » : %(count)s"),
    "booklet.split": gettext_noop("Livret « %(now)s » fait de %(count)s textes"),
    "booklet.merged": gettext_noop("Livret « %(was)s » réuni à « %(now)s »"),
    "booklet.renamed": gettext_noop("Livret écrit : « %(now)s »"),
    "measure.edited": gettext_noop("Mesure écrite : « %(now)s »"),
    "measure.added": gettext_noop("Mesure ajoutée : « %(now)s »"),
    "measure.removed": gettext_noop("Mesure retirée : « %(was)s »"),
    "measure.merged": gettext_noop("Mesure « %(was)s » réunie à « %(now)s »"),
    "measure.split": gettext_noop("Mesure « %(was)s » séparée : « %(now)s »"),
    "measure.parted": gettext_noop("Mesure « %(was)s » séparée en pour et contre"),
    "measure.verified": gettext_noop("Mesure vérifiée : « %(now)s »"),
    "source.added": gettext_noop("Texte « %(was)s » ajouté à « %(now)s »"),
    "source.removed": gettext_noop("Texte « %(was)s » retiré de « %(now)s »"),
    "edit.undone": gettext_noop("Annulation d’un de vos gestes"),
}
