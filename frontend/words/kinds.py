"""Words of what is asked and how: kinds of question, signatures, rehearsals, extensions, reasons."""

from django.utils.translation import gettext_noop

_ASK_AN_ORGANISER = gettext_noop("Reprenez la question : elle ne peut pas être posée ainsi.")

REFUSALS: dict[str, tuple[str, str, int]] = {
    "question.unknown-kind": (gettext_noop("Cette sorte de question n’existe pas."), _ASK_AN_ORGANISER, 422),
    "question.kind-rule": (
        gettext_noop("Cette règle ne va pas avec cette sorte de question."),
        gettext_noop("Approuver se compte par oui ou non ; mettre en ordre, par une autre règle."),
        422,
    ),
    "question.kind-subject": (
        gettext_noop("Cette sorte de question porte sur un livret, ou sur aucun."),
        _ASK_AN_ORGANISER,
        422,
    ),
    "question.statute-unsafe": (
        gettext_noop("L’article cité est trop long, ou contient un signe invisible."),
        gettext_noop("Écrivez-le de nouveau, en 300 signes au plus, sans le coller d’ailleurs."),
        422,
    ),
    "question.no-such-booklet": (
        gettext_noop("Ce livret n’est pas parmi ceux qui sont figés."),
        gettext_noop("Choisissez-en un dans la liste."),
        422,
    ),
    "question.too-many-patterns": (
        gettext_noop("%(patterns)s bulletins différents seraient possibles, pour %(seats)s sièges."),
        gettext_noop(
            "À plus de dix par siège, un bulletin peut être une signature exigée d’avance. "
            "Permettez moins de choix, ou citez l’article des statuts qui demande ce vote."
        ),
        422,
    ),
    "question.about-persons": (
        gettext_noop("Un vote sur des personnes n’est pas possible à urne ouverte."),
        gettext_noop(
            "Qui vote sur quelqu’un doit pouvoir le faire sans pression : il faut un vote secret, "
            "que Livret ne tient pas ici."
        ),
        422,
    ),
    "vote.question-unsigned": (
        gettext_noop("La question %(number)s n’est pas signée, ou elle a changé depuis que vous l’avez lue."),
        gettext_noop("Relisez chaque question ci-dessous, cochez chacune, puis signez."),
        422,
    ),
    "vote.changed-since-read": (
        gettext_noop("Ce scrutin a changé depuis que vous l’avez lu : ses dates, ou l’une de ses règles."),
        gettext_noop("Relisez la page, puis signez."),
        409,
    ),
    "vote.same-name": (
        gettext_noop("Vous portez le même nom public, « %(name)s », que celui qui a préparé ce scrutin."),
        gettext_noop("Le journal ne vous distinguerait pas. Un troisième organisateur doit le confirmer."),
        409,
    ),
    "extension.not-confirmed": (
        gettext_noop("Ce scrutin n’est pas encore confirmé : il n’y a rien à prolonger."),
        gettext_noop("Attendez la seconde signature, ou préparez un autre scrutin."),
        409,
    ),
    "extension.too-late": (
        gettext_noop("Ce scrutin est clos : il ne se prolonge plus."),
        gettext_noop("Une prolongation se décide avant la fin. Préparez un autre scrutin s’il le faut."),
        409,
    ),
    "extension.not-later": (
        gettext_noop("Cette clôture ne vient pas après celle qui est annoncée."),
        gettext_noop("La clôture ne peut que reculer. Choisissez une date plus tardive."),
        422,
    ),
    "extension.reason-missing": (
        gettext_noop("Il manque la raison de cette prolongation, ou elle dépasse %(most)s signes."),
        gettext_noop("Écrivez-la en une ligne : elle va au journal et s’imprime avec le résultat."),
        422,
    ),
    "vote-reason.unknown-stance": (
        gettext_noop("Cette position n’est pas parmi celles qui sont proposées."),
        gettext_noop("Choisissez-en une dans la liste."),
        422,
    ),
    "vote-reason.empty": (
        gettext_noop("La raison est vide."),
        gettext_noop("Écrivez-la, ou quittez cette page : rien n’est obligatoire."),
        422,
    ),
    "vote-reason.too-long": (
        gettext_noop("La raison dépasse %(most)s signes."),
        gettext_noop("Raccourcissez-la."),
        422,
    ),
    "vote-reason.unsafe": (
        gettext_noop("La raison contient un signe invisible, ou qui change le sens de lecture."),
        gettext_noop("Écrivez-la de nouveau, sans la coller d’ailleurs."),
        422,
    ),
    "vote-reason.not-asked": (
        gettext_noop("Cette question ne demande pas de raison."),
        gettext_noop("Revenez au scrutin."),
        409,
    ),
    "vote-reason.too-often": (
        gettext_noop("Vous avez déjà donné plusieurs raisons aujourd’hui."),
        gettext_noop("Revenez demain si le scrutin est encore ouvert."),
        429,
    ),
    "vote-reason.paused": (
        gettext_noop("Les raisons ne peuvent pas être prises pour l’instant."),
        gettext_noop("Gardez la vôtre et revenez dans quelques minutes. Votre bulletin n’est pas touché."),
        503,
    ),
    "vote-reason.because-missing": (
        gettext_noop("Il manque le motif, ou il dépasse %(most)s signes."),
        gettext_noop("Écrivez-le en une ligne : il va au journal."),
        422,
    ),
    "vote-reason.gone": (
        gettext_noop("Cette raison n’est plus là."),
        gettext_noop("Rechargez la page."),
        409,
    ),
}
LEFT: dict[str, tuple[str, str, str]] = {}
ENTRIES: dict[str, str] = {
    "vote.extended": gettext_noop(
        "Scrutin %(vote)s prolongé : la clôture du %(before)s passe au %(until)s. Motif : %(reason)s"
    ),
    "vote.rehearsed": gettext_noop(
        "Répétition %(vote)s terminée pour %(seats)s sièges : ses bulletins sont jetés, rien n’est compté. "
        "Leur nombre par question est dans les faits de cette entrée."
    ),
    "vote.reason-hidden": gettext_noop(
        "Une raison donnée dans le scrutin %(vote)s (question %(question)s) est masquée. Motif : %(reason)s"
    ),
}

# what is asked, by its kind.
KINDS: dict[str, str] = {
    "prioritise": gettext_noop("Mettre en ordre les mesures d’un livret"),
    "overall": gettext_noop("Mettre en ordre les livrets, ou les mesures de tous"),
    "approve": gettext_noop("Approuver ou rejeter un livret, ou ses mesures"),
    "free": gettext_noop("Une autre question"),
}
# code of a rule: (its name, how a ballot is filled). Facts of the question by name: %(most)s, %(places)s.
RULES: dict[str, tuple[str, str]] = {
    "yes-no": (
        gettext_noop("Oui ou non"),
        gettext_noop("Une seule réponse. La majorité demandée est écrite plus bas."),
    ),
    "choose": (
        gettext_noop("Choisir jusqu’à %(most)s"),
        gettext_noop("De un à %(most)s choix, sans ordre entre eux. Ce qui a le plus de voix vient en tête."),
    ),
    "approval": (
        gettext_noop("Approbation"),
        gettext_noop(
            "Cochez tout ce que vous approuvez. Ce que le plus de bulletins approuvent vient en tête."
        ),
    ),
    "score": (
        gettext_noop("Notes"),
        gettext_noop("Une note à chaque choix ; « sans avis » n’est pas la note la plus basse."),
    ),
    "majority-judgement": (
        gettext_noop("Jugement majoritaire"),
        gettext_noop("Une mention à chaque choix. La mention du milieu décide, puis celles qui l’entourent."),
    ),
    "borda": (
        gettext_noop("Borda"),
        gettext_noop("Rangez jusqu’à %(most)s choix. Chaque place vaut des points, la première le plus."),
    ),
    "schulze": (
        gettext_noop("Schulze"),
        gettext_noop(
            "Rangez jusqu’à %(most)s choix. Ils se comparent deux à deux, ce que vous rangez avant le reste."
        ),
    ),
    "ranked-pairs": (
        gettext_noop("Paires ordonnées"),
        gettext_noop(
            "Rangez jusqu’à %(most)s choix. Ils se comparent deux à deux, les écarts les plus nets d’abord."
        ),
    ),
    "instant-runoff": (
        gettext_noop("Éliminations successives"),
        gettext_noop(
            "Rangez jusqu’à %(most)s choix. Le dernier sort à chaque tour, et vos voix passent au suivant."
        ),
    ),
    "stv-scottish": (
        gettext_noop("Vote transférable, règle écossaise"),
        gettext_noop(
            "Rangez jusqu’à %(most)s choix, pour %(places)s places. Les voix de trop passent au suivant."
        ),
    ),
    "stv-meek": (
        gettext_noop("Vote transférable, méthode de Meek"),
        gettext_noop(
            "Rangez jusqu’à %(most)s choix, pour %(places)s places. Les voix de trop passent au suivant."
        ),
    ),
}
CHOOSE_ONE = (
    gettext_noop("Choisir 1"),
    gettext_noop("Un seul choix. Ce qui a le plus de voix vient en tête, le reste suit."),
)
# of what a majority is a part.
BASES: dict[str, str] = {
    "decided": gettext_noop("des pour et des contre"),
    "expressed": gettext_noop("des bulletins exprimés"),
    "ballots": gettext_noop("des bulletins"),
    "seats": gettext_noop("des inscrits"),
}
# the parts that have a name.
PARTS: dict[str, str] = {
    "1/2": gettext_noop("la moitié"),
    "2/3": gettext_noop("deux tiers"),
    "3/4": gettext_noop("trois quarts"),
    "3/5": gettext_noop("trois cinquièmes"),
}
COUNTED: dict[str, str] = {
    "ballots": gettext_noop("bulletins dans l’urne"),
    "expressed": gettext_noop("bulletins exprimés"),
    "yes": gettext_noop("bulletins pour"),
}
# what options are ranked by, by the rule: (head of a column, start of a caption).
AMOUNTS: dict[str, tuple[str, str]] = {
    "votes": (gettext_noop("Voix"), gettext_noop("Voix de chaque choix au tour où son sort se décide")),
    "borda": (gettext_noop("Points"), gettext_noop("Points selon les places")),
    "score": (gettext_noop("Total"), gettext_noop("Total des notes")),
    "mean": (gettext_noop("Moyenne"), gettext_noop("Moyenne des notes")),
    "majority-judgement": (gettext_noop("Mention"), gettext_noop("Mention du milieu")),
    "schulze": (gettext_noop("Devance"), gettext_noop("Combien d’autres choix chacun devance")),
    "ranked-pairs": (gettext_noop("Devance"), gettext_noop("Combien d’autres choix chacun devance")),
}
