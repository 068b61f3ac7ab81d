"""Words of votes."""

from django.utils.translation import gettext_noop

_ASK_AN_ORGANISER = gettext_noop("Prévenez un organisateur : ce scrutin ne peut pas être tenu ainsi.")
_TELL_AN_OBSERVER = gettext_noop(
    "Prévenez un observateur et l’exploitant. Rien n’est publié tant que ce n’est pas expliqué."
)

# code: (what happened, what to do, status). Facts of the refusal are filled in by name: %(name)s.
REFUSALS: dict[str, tuple[str, str, int]] = {
    # preparing a vote --------------------------------------------------------------------------
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
    # the roll ----------------------------------------------------------------------------------
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
    "roll.seat-repeated": (gettext_noop("Un siège figure deux fois sur la liste."), _TELL_AN_OBSERVER, 409),
    "roll.seat-unknown": (gettext_noop("Ce siège n’est pas sur la liste."), _TELL_AN_OBSERVER, 404),
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
    # voting ------------------------------------------------------------------------------------
    "vote.not-open-yet": (
        gettext_noop("Ce scrutin n’est pas encore ouvert."),
        gettext_noop("Revenez à la date d’ouverture annoncée sur sa page."),
        409,
    ),
    "vote.not-held": (
        gettext_noop("Ce scrutin n’a pas ouvert : un acte d’organisateur manquait à l’heure dite."),
        gettext_noop("Attendez qu’un autre scrutin soit annoncé."),
        409,
    ),
    "vote.closed": (
        gettext_noop("Ce scrutin est clos."),
        gettext_noop(
            "Aucun bulletin n’entre ni ne change après l’heure de clôture. Le résultat paraît sur sa page."
        ),
        409,
    ),
    "seat.not-on-roll": (
        gettext_noop("Vous n’êtes pas sur la liste électorale de ce scrutin."),
        gettext_noop(
            "Elle compte les membres arrivés au plus tard le jour de référence. "
            "Si vous en étiez, dites-le à un observateur."
        ),
        403,
    ),
    "ballot.already-cast": (
        gettext_noop("Votre siège a déjà voté sur cette question."),
        gettext_noop(
            "Un second bulletin n’entre pas. Pour changer d’avis jusqu’à la clôture, "
            "servez-vous du code de changement noté la première fois."
        ),
        409,
    ),
    "ballot.code-taken": (
        gettext_noop("Ce code de changement sert déjà à un autre bulletin."),
        gettext_noop("Revenez au bulletin : un nouveau code vous sera donné."),
        409,
    ),
    "ballot.perhaps-not-stored": (
        gettext_noop("La base de données n’a pas répondu : votre bulletin n’est peut-être pas enregistré."),
        gettext_noop("Confirmez de nouveau, avec les mêmes codes : un seul bulletin comptera."),
        503,
    ),
    "ballot.changed-meanwhile": (
        gettext_noop("Ce bulletin vient d’être changé ailleurs, avec le même code."),
        gettext_noop("Recommencez si c’était vous. Sinon, quelqu’un d’autre tient votre code."),
        409,
    ),
    "ballot.final": (
        gettext_noop("Dans ce scrutin, un bulletin mis dans l’urne ne se change plus."),
        gettext_noop(
            "La règle a été publiée avant l’ouverture. Votre bulletin compte tel que vous l’avez mis."
        ),
        409,
    ),
    "ballot.cast-for-good": (
        gettext_noop("Votre siège a déjà voté sur cette question."),
        gettext_noop("Un second bulletin n’entre pas, et dans ce scrutin un bulletin ne se change plus."),
        409,
    ),
    "ballot.code-unknown": (
        gettext_noop("Ce code n’ouvre aucun bulletin de cette question."),
        gettext_noop("Vérifiez la question choisie, et relisez le code signe par signe."),
        409,
    ),
    "ballot.empty": (
        gettext_noop("Rien n’est coché."),
        gettext_noop("Choisissez une réponse ou le vote blanc."),
        422,
    ),
    "ballot.unknown-option": (
        gettext_noop("Un de ces choix n’existe pas dans cette question."),
        gettext_noop("Revenez au bulletin et choisissez de nouveau."),
        422,
    ),
    "ballot.repeated-option": (
        gettext_noop("Le même choix figure deux fois."),
        gettext_noop("Revenez au bulletin et choisissez de nouveau."),
        422,
    ),
    "ballot.blank-not-offered": (
        gettext_noop("Cette question n’offre pas de vote blanc."),
        gettext_noop("Revenez au bulletin et choisissez une réponse."),
        422,
    ),
    "ballot.blank-with-options": (
        gettext_noop("Le vote blanc ne s’ajoute pas à un choix."),
        gettext_noop("Gardez l’un ou l’autre."),
        422,
    ),
    "ballot.too-many": (
        gettext_noop("%(chosen)s choix sont cochés, et la limite est de %(most)s."),
        gettext_noop("Revenez au bulletin et décochez-en."),
        422,
    ),
    "ballot.wrong-shape": (
        gettext_noop("Ce bulletin n’a pas la forme que demande la question."),
        gettext_noop("Revenez au bulletin et choisissez de nouveau."),
        422,
    ),
    "ballot.grade-not-on-scale": (
        gettext_noop("Une note ou une mention n’est pas sur l’échelle."),
        gettext_noop("Revenez au bulletin et choisissez parmi celles qui sont proposées."),
        422,
    ),
    "ballot.grade-missing": (
        gettext_noop("Cette question demande de juger chaque choix."),
        gettext_noop("Revenez au bulletin et donnez la note ou la mention qui manque."),
        422,
    ),
    "ballot.wrong-order": (
        gettext_noop("Ces choix ne sont pas dans l’ordre de la question."),
        gettext_noop("Revenez au bulletin et choisissez de nouveau."),
        422,
    ),
    "code.unknown-letter": (
        gettext_noop("Ce code contient un signe qui n’existe pas dans nos codes."),
        gettext_noop("Ils n’ont ni 0, ni 1, ni O, ni I. Relisez votre note."),
        422,
    ),
    "code.wrong-length": (
        gettext_noop("Ce code a %(letters)s signes au lieu de %(wanted)s."),
        gettext_noop("Relisez votre note, groupe par groupe."),
        422,
    ),
    "code.wrong-check": (
        gettext_noop("Ce code contient une erreur de copie."),
        gettext_noop("Relisez-le signe par signe : un signe est faux, ou deux sont échangés."),
        422,
    ),
    "change.too-often": (
        gettext_noop("Trop d’essais depuis cette adresse."),
        gettext_noop("Attendez une minute, puis recommencez."),
        429,
    ),
    "change.paused": (
        gettext_noop("Le changement de bulletin est en pause."),
        gettext_noop(
            "Les essais ne peuvent pas être comptés en ce moment, donc aucun n’est permis. "
            "Recommencez dans quelques minutes ; votre bulletin reste tel quel."
        ),
        503,
    ),
    # closing -----------------------------------------------------------------------------------
    "box.questions-differ": (
        gettext_noop("L’urne ne correspond pas aux questions du scrutin."),
        _TELL_AN_OBSERVER,
        409,
    ),
    "box.marks-not-equal-ballots": (
        gettext_noop("Il n’y a pas autant de bulletins que de sièges marqués."),
        _TELL_AN_OBSERVER,
        409,
    ),
    "box.mark-not-on-roll": (gettext_noop("Un siège marqué n’est pas sur la liste."), _TELL_AN_OBSERVER, 409),
    "box.mark-repeated": (gettext_noop("Un siège est marqué deux fois."), _TELL_AN_OBSERVER, 409),
    "box.tracker-repeated": (
        gettext_noop("Deux bulletins ont le même numéro de suivi."),
        _TELL_AN_OBSERVER,
        409,
    ),
    "box.ballot-not-checkpointed": (
        gettext_noop("Un bulletin de l’urne n’est dans aucun point de contrôle."),
        _TELL_AN_OBSERVER,
        409,
    ),
    "box.checkpointed-lost": (
        gettext_noop("Un bulletin annoncé par un point de contrôle n’est plus dans l’urne."),
        _TELL_AN_OBSERVER,
        409,
    ),
    "checkpoint.hash-repeated": (
        gettext_noop("Deux bulletins ont la même empreinte."),
        _TELL_AN_OBSERVER,
        409,
    ),
    "pack.not-sealed": (
        gettext_noop("L’urne n’est pas encore scellée."),
        gettext_noop("Le dossier de preuves paraît après la clôture."),
        409,
    ),
    "pack.votes-differ": (
        gettext_noop("Le dossier réunit des pièces de scrutins différents."),
        _TELL_AN_OBSERVER,
        409,
    ),
    "pack.journal-not-sealed": (
        gettext_noop("Le journal du dossier ne finit pas par le scellement."),
        _TELL_AN_OBSERVER,
        409,
    ),
    "pack.version-unknown": (
        gettext_noop("La version de ce dossier est inconnue."),
        gettext_noop("Prenez le vérificateur qui va avec le dossier."),
        409,
    ),
    "pack.does-not-verify": (
        gettext_noop("Notre propre vérificateur refuse le dossier : %(findings)s."),
        _TELL_AN_OBSERVER,
        409,
    ),
    "pack.lost": (
        gettext_noop("Le fichier du dossier de preuves n’est plus là, ou n’est plus le même."),
        gettext_noop(
            "Son empreinte est au journal : demandez le dossier à un observateur, et prévenez l’exploitant."
        ),
        503,
    ),
}

# code of something left to do: (title, sentence, button).
LEFT: dict[str, tuple[str, str, str]] = {
    "vote.to-cast": (
        gettext_noop("Voter : %(title)s"),
        gettext_noop("Questions sans votre bulletin : %(n)s. Chacune se vote à part, et le blanc compte."),
        gettext_noop("Aller au scrutin"),
    ),
    "vote.all-cast": (
        gettext_noop("Vous avez voté : %(title)s"),
        gettext_noop("Toutes les questions ont votre bulletin. Vos codes servent jusqu’à la clôture."),
        gettext_noop("Revoir le scrutin"),
    ),
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
