"""Words of who votes: ballots, their codes, what keeps one from being cast."""

from django.utils.translation import gettext_noop

_ASK_AN_ORGANISER = gettext_noop("Prévenez un organisateur : ce scrutin ne peut pas être tenu ainsi.")

# code: (what happened, what to do, status). Facts of the refusal are filled in by name: %(name)s.
REFUSALS: dict[str, tuple[str, str, int]] = {
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
}

# code of a journal entry: a sentence that quotes its facts by name.
ENTRIES: dict[str, str] = {}
