"""Words of votes that are suspended, annulled or opened again, and of a database that went back."""

from django.utils.translation import gettext_noop

REFUSALS: dict[str, tuple[str, str, int]] = {
    "vote.suspended": (
        gettext_noop("Ce scrutin est suspendu : votre bulletin n’est pas enregistré."),
        gettext_noop(
            "Des bulletins ont pu être perdus, et rien n’entre dans l’urne. Gardez vos codes : deux "
            "organisateurs décideront publiquement de l’annuler ou de le rouvrir."
        ),
        409,
    ),
    "vote.annulled": (
        gettext_noop("Ce scrutin est annulé : votre bulletin n’est pas enregistré."),
        gettext_noop("Rien n’en sera compté. Un autre scrutin peut être préparé à sa place."),
        409,
    ),
    "suspension.none": (
        gettext_noop("Ce scrutin n’est pas suspendu."),
        gettext_noop("Il n’y a rien à décider : rechargez la page."),
        409,
    ),
    "suspension.reason-missing": (
        gettext_noop("Il manque la raison, ou elle dépasse %(most)s signes."),
        gettext_noop("Écrivez-la en une ligne : elle va au journal."),
        422,
    ),
    "suspension.nothing-proposed": (
        gettext_noop("Rien n’est proposé pour ce scrutin."),
        gettext_noop("Proposez de l’annuler ou de le rouvrir : un autre organisateur signera."),
        409,
    ),
    "suspension.same-organiser": (
        gettext_noop("Vous avez proposé cela vous-même."),
        gettext_noop("Un autre organisateur doit le lire et le signer."),
        409,
    ),
    "suspension.same-name": (
        gettext_noop("Vous portez le même nom public, « %(name)s », que celui qui a proposé cela."),
        gettext_noop("Le journal ne pourrait pas vous distinguer : un autre organisateur doit signer."),
        409,
    ),
    "reopening.rehearsal": (
        gettext_noop("Une répétition ne se rouvre pas."),
        gettext_noop("Annulez-la, et préparez-en une autre."),
        409,
    ),
    "reopening.again": (
        gettext_noop("Ce scrutin a déjà été rouvert une fois."),
        gettext_noop("Annulez-le : personne ne saurait plus ce que contient l’urne."),
        409,
    ),
    "reopening.was-closed": (
        gettext_noop("Ce scrutin était déjà clos quand la base est revenue en arrière."),
        gettext_noop("Son résultat a pu être lu : il ne se rouvre pas. Annulez-le, et préparez-en un autre."),
        409,
    ),
    "reopening.too-short": (
        gettext_noop("La nouvelle clôture laisse moins de %(hours)s heures, ou vient avant l’ancienne."),
        gettext_noop(
            "Choisissez une clôture plus tardive : chacun doit pouvoir vérifier son siège et voter."
        ),
        422,
    ),
}
LEFT: dict[str, tuple[str, str, str]] = {
    "suspension.to-decide": (
        gettext_noop("Scrutin suspendu : décider"),
        gettext_noop("« %(title)s » a pu perdre des bulletins. Proposez de l’annuler ou de le rouvrir."),
        gettext_noop("Voir ce qui manque"),
    ),
    "suspension.to-sign": (
        gettext_noop("Scrutin suspendu : signer"),
        gettext_noop("Un organisateur propose ce que devient « %(title)s ». Il faut une seconde signature."),
        gettext_noop("Lire la proposition"),
    ),
}
ENTRIES: dict[str, str] = {
    "journal.went-back": gettext_noop(
        "La base de données est revenue en arrière de %(minutes)s minutes, et ce journal avec elle. Les deux "
        "têtes, celle qui était connue au-dehors et celle d’aujourd’hui, sont dans les faits de cette entrée."
    ),
    "journal.watch-renewed": gettext_noop(
        "Le fichier qui garde hors de la base la dernière tête connue manquait ; il est refait à la tête "
        "nº %(seq)s. Comparez-la à vos notes."
    ),
    "vote.suspended": gettext_noop(
        "Scrutin %(vote)s suspendu : la base est revenue en arrière de %(minutes)s minutes, des bulletins "
        "ont pu être perdus."
    ),
    "vote.outcome-proposed": gettext_noop(
        "Ce que devient le scrutin suspendu %(vote)s est proposé, à signer par un autre organisateur. "
        "Raison : %(reason)s"
    ),
    "vote.annulled": gettext_noop(
        "Scrutin %(vote)s annulé : ses bulletins sont jetés sans être comptés, et leur nombre par question "
        "est dans les faits de cette entrée. Raison : %(reason)s"
    ),
    "vote.reopened": gettext_noop(
        "Scrutin %(vote)s rouvert : la clôture du %(before)s passe au %(until)s. Raison : %(reason)s"
    ),
}
