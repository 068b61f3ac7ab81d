"""Words of votes: prepared, put on a roll, opened, sealed."""

from django.utils.translation import gettext_noop

from frontend.words.boxes import TELL_AN_OBSERVER

_ASK_AN_ORGANISER = gettext_noop("Prévenez un organisateur : ce scrutin ne peut pas être tenu ainsi.")

# code: (what happened, what to do, status). Facts of the refusal are filled in by name: %(name)s.
REFUSALS: dict[str, tuple[str, str, int]] = {
    # preparing a vote ---------------------------------------------------------------------------
    "vote.not-frozen": (
        gettext_noop("Les livrets de cette campagne ne sont pas encore figés."),
        gettext_noop("Figez-les d’abord : un scrutin porte sur des mesures dont le texte ne change plus."),
        409,
    ),
    "vote.booklet-changed": (
        gettext_noop("Le livret « %(title)s » n’est plus celui qui a été figé."),
        gettext_noop(
            "Quelqu’un l’a changé derrière l’application. Prévenez un observateur : "
            "son empreinte au journal dit ce qu’il était."
        ),
        409,
    ),
    "vote.opens-in-the-past": (
        gettext_noop("L’ouverture est déjà passée."),
        gettext_noop("Choisissez une ouverture à venir."),
        422,
    ),
    "vote.closes-before-opening": (
        gettext_noop("La clôture vient avant l’ouverture."),
        gettext_noop("Choisissez une clôture qui vient après l’ouverture."),
        422,
    ),
    "vote.cutoff-too-late": (
        gettext_noop("Le jour de référence vient après l’ouverture."),
        gettext_noop("Choisissez un jour de référence avant l’ouverture, ou le jour même."),
        422,
    ),
    "vote.same-organiser": (
        gettext_noop("Vous avez préparé ce scrutin vous-même."),
        gettext_noop("Un autre organisateur doit le relire et le confirmer."),
        409,
    ),
    "vote.confirmed-already": (
        gettext_noop("Ce scrutin est déjà confirmé."),
        gettext_noop("Il n’y a plus rien à signer : rechargez la page."),
        409,
    ),
    "vote.too-late-to-confirm": (
        gettext_noop("L’heure d’ouverture est passée sans confirmation."),
        gettext_noop("Ce scrutin ne peut plus ouvrir. Préparez-en un autre, à d’autres dates."),
        409,
    ),
    "vote.slug-wrong": (gettext_noop("L’adresse du scrutin est mal formée."), _ASK_AN_ORGANISER, 422),
    "vote.title-unsafe": (
        gettext_noop("Le titre est vide, trop long, ou contient un signe invisible."),
        gettext_noop("Écrivez-le de nouveau, sans le coller d’ailleurs."),
        422,
    ),
    "vote.unknown-mode": (gettext_noop("Ce mode de scrutin n’existe pas."), _ASK_AN_ORGANISER, 422),
    "vote.no-questions": (
        gettext_noop("Aucun livret figé n’a de quoi poser une question."),
        gettext_noop("Il faut au moins un livret de deux mesures, ou deux livrets."),
        409,
    ),
    "vote.too-many-questions": (
        gettext_noop("Ce scrutin poserait trop de questions."),
        gettext_noop("Regroupez les livrets : 200 questions au plus."),
        409,
    ),
    "vote.question-repeated": (gettext_noop("Deux questions ont la même adresse."), _ASK_AN_ORGANISER, 409),
    "vote.numbers-wrong": (
        gettext_noop("Les numéros des questions ne se suivent pas."),
        _ASK_AN_ORGANISER,
        409,
    ),
    "vote.times-wrong": (
        gettext_noop("L’ouverture et la clôture ne se suivent pas."),
        gettext_noop("Choisissez une clôture qui vient après l’ouverture."),
        422,
    ),
    "question.slug-wrong": (gettext_noop("L’adresse d’une question est mal formée."), _ASK_AN_ORGANISER, 409),
    "question.text-unsafe": (
        gettext_noop("Le texte d’une question ou d’une mesure est vide ou contient un signe invisible."),
        _ASK_AN_ORGANISER,
        409,
    ),
    "question.unknown-rule": (gettext_noop("Cette règle de comptage n’existe pas."), _ASK_AN_ORGANISER, 409),
    "question.no-options": (gettext_noop("Une question n’offre aucun choix."), _ASK_AN_ORGANISER, 409),
    "question.too-many-options": (
        gettext_noop("Une question offre plus de 500 choix."),
        _ASK_AN_ORGANISER,
        409,
    ),
    "question.option-repeated": (
        gettext_noop("Un choix figure deux fois dans une question."),
        _ASK_AN_ORGANISER,
        409,
    ),
    "question.option-reserved": (
        gettext_noop("Un choix porte le nom réservé au vote blanc."),
        _ASK_AN_ORGANISER,
        409,
    ),
    "question.limit-wrong": (
        gettext_noop("Le nombre de choix permis ne va pas avec la question."),
        _ASK_AN_ORGANISER,
        409,
    ),
    "question.settings-wrong": (
        gettext_noop("Un réglage de la règle de comptage ne va pas : « %(setting)s »."),
        _ASK_AN_ORGANISER,
        409,
    ),
    # the roll -----------------------------------------------------------------------------------
    "roll.before-cutoff": (
        gettext_noop("Le jour de référence n’est pas encore venu."),
        gettext_noop("Préparez la liste à partir de ce jour : d’ici là, des membres peuvent encore arriver."),
        409,
    ),
    "roll.too-late": (
        gettext_noop("L’heure d’ouverture est passée : la liste ne peut plus être faite."),
        gettext_noop("Ce scrutin ne peut plus ouvrir. Préparez-en un autre, à d’autres dates."),
        409,
    ),
    "roll.frozen-already": (
        gettext_noop("La liste électorale est figée."),
        gettext_noop("Elle ne change plus, pour personne. Sa racine est au journal."),
        409,
    ),
    "roll.not-prepared": (
        gettext_noop("La liste électorale n’est pas encore préparée."),
        gettext_noop("Préparez-la d’abord ; un autre organisateur la fige ensuite."),
        409,
    ),
    "roll.same-organiser": (
        gettext_noop("Vous avez préparé cette liste vous-même."),
        gettext_noop("Un autre organisateur doit la recalculer et la figer."),
        409,
    ),
    "roll.same-name": (
        gettext_noop("Qui a préparé cette liste portait le même nom public : %(name)s."),
        gettext_noop("Le journal doit pouvoir distinguer deux personnes : un autre organisateur la fige."),
        409,
    ),
    "roll.members-changed": (
        gettext_noop(
            "Les membres ont changé depuis la préparation : %(missing)s sans siège, %(gone)s siège en trop."
        ),
        gettext_noop("Préparez la liste de nouveau, puis figez-la."),
        409,
    ),
    "roll.tampered": (
        gettext_noop("Les sièges ne redonnent pas la liste qui a été préparée."),
        gettext_noop("Quelqu’un les a changés derrière l’application. Prévenez un observateur avant tout."),
        409,
    ),
    "roll.empty": (
        gettext_noop("Personne n’aurait de siège sur cette liste."),
        gettext_noop("Vérifiez le jour de référence et le registre des membres."),
        409,
    ),
    "roll.seat-repeated": (gettext_noop("Un siège figure deux fois sur la liste."), TELL_AN_OBSERVER, 409),
    "roll.seat-unknown": (gettext_noop("Ce siège n’est pas sur la liste."), TELL_AN_OBSERVER, 404),
    "roll.group-reserved": (
        gettext_noop("Un groupe s’appelle « %(group)s », mot réservé aux petits groupes réunis."),
        gettext_noop("Donnez une autre adresse à ce groupe, puis préparez la liste."),
        409,
    ),
    "roll.group-misnamed": (
        gettext_noop("L’adresse du groupe « %(group)s » ne peut pas être publiée."),
        gettext_noop("Donnez-lui une adresse en lettres simples, chiffres et tirets."),
        409,
    ),
}

# code of something left to do: (title, sentence, button).
LEFT: dict[str, tuple[str, str, str]] = {
    "vote.to-schedule": (
        gettext_noop("Préparer le scrutin de « %(title)s »"),
        gettext_noop("Les livrets sont figés. Un second organisateur devra confirmer ce que vous préparez."),
        gettext_noop("Préparer un scrutin"),
    ),
    "vote.to-confirm": (
        gettext_noop("Relire et confirmer : %(title)s"),
        gettext_noop("Sans la signature d’un second organisateur, ce scrutin n’ouvrira pas."),
        gettext_noop("Relire le scrutin"),
    ),
    "roll.to-prepare": (
        gettext_noop("Préparer la liste électorale : %(title)s"),
        gettext_noop("Un siège par membre arrivé au plus tard le jour de référence."),
        gettext_noop("Préparer la liste"),
    ),
    "roll.to-freeze": (
        gettext_noop("Figer la liste électorale : %(title)s"),
        gettext_noop("Un autre organisateur l’a préparée. Sans votre acte, le scrutin n’ouvrira pas."),
        gettext_noop("Voir la liste"),
    ),
    "vote.to-verify": (
        gettext_noop("Vérifier le résultat : %(title)s"),
        gettext_noop("Retrouvez votre bulletin, regardez votre siège, recomptez si vous voulez."),
        gettext_noop("Lire le résultat"),
    ),
}

# code of a journal entry: a sentence that quotes its facts by name.
ENTRIES: dict[str, str] = {
    "vote.drafted": gettext_noop("Scrutin « %(title)s » préparé ; il attend un second organisateur."),
    "vote.scheduled": gettext_noop(
        "Scrutin %(vote)s confirmé par un second organisateur, empreinte %(digest)s. "
        "Ouverture et clôture sont dans les faits de cette entrée."
    ),
    "vote.roll-prepared": gettext_noop("Liste électorale du scrutin %(vote)s préparée : %(seats)s sièges."),
    "vote.roll-frozen": gettext_noop(
        "Liste électorale du scrutin %(vote)s figée : %(seats)s sièges, racine %(root)s."
    ),
    "vote.not-held": gettext_noop(
        "Scrutin %(vote)s non tenu. À l’heure d’ouverture, confirmé : %(confirmed)s, "
        "liste figée : %(roll_frozen)s."
    ),
    "vote.sealed": gettext_noop(
        "Urne du scrutin %(vote)s scellée. Empreintes : sièges marqués %(marks)s, décompte %(tally)s."
    ),
    "vote.published": gettext_noop(
        "Résultat du scrutin %(vote)s publié, avec son dossier de preuves %(pack)s."
    ),
}
