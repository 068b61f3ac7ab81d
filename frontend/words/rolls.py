"""Words of electoral rolls: conditions, notice, corrections, claims."""

from django.utils.translation import gettext_noop

# code: (what happened, what to do, status). Facts of the refusal are filled in by name: %(name)s.
REFUSALS: dict[str, tuple[str, str, int]] = {
    "roll.conditions-wrong": (
        gettext_noop("Ces conditions ne peuvent pas être publiées."),
        gettext_noop("Demandez %(most)s jours d’ancienneté au plus, et des groupes qui existent."),
        422,
    ),
    "roll.urgency-unsafe": (
        gettext_noop("La raison de l’urgence est trop longue ou contient un signe invisible."),
        gettext_noop("Écrivez-la en une phrase, %(most)s signes au plus : elle s’imprime avec le résultat."),
        422,
    ),
    "roll.notice-too-short": (
        gettext_noop("Il reste moins de %(hours)s heures avant l’ouverture."),
        gettext_noop(
            "La liste doit être publiée %(hours)s heures avant, pour que chacun y cherche son siège. "
            "Choisissez une ouverture plus tardive, ou déclarez l’urgence en préparant un scrutin."
        ),
        409,
    ),
    "roll.too-many-corrections": (
        gettext_noop("%(moved)s sièges auraient changé depuis le gel ; %(most)s au plus le peuvent."),
        gettext_noop(
            "Une liste qui change à ce point doit être figée de nouveau, à temps : préparez un autre scrutin."
        ),
        409,
    ),
    # claims ------------------------------------------------------------------------------------
    "claim.text-wrong": (
        gettext_noop("La réclamation est vide, trop longue, ou contient un signe invisible."),
        gettext_noop("Dites ce qui ne va pas, en %(most)s signes au plus."),
        422,
    ),
    "claim.no-roll-yet": (
        gettext_noop("La liste n’est pas encore figée : il n’y a rien à contester."),
        gettext_noop("Revenez quand sa racine sera au journal."),
        409,
    ),
    "claim.too-early": (
        gettext_noop("Les sièges marqués ne sont pas encore publiés."),
        gettext_noop("Revenez quand le résultat sera sur la page du scrutin."),
        409,
    ),
    "claim.too-late": (
        gettext_noop("Le délai de réclamation est passé."),
        gettext_noop("Dites-le à un observateur : il peut joindre une observation au résultat."),
        409,
    ),
    "claim.already-on-roll": (
        gettext_noop("Vous avez un siège sur cette liste."),
        gettext_noop("S’il porte un mauvais groupe, réclamez cela."),
        409,
    ),
    "claim.no-seat": (
        gettext_noop("Vous n’avez pas de siège sur cette liste."),
        gettext_noop("Si vous deviez en avoir un, réclamez-le avant l’ouverture."),
        409,
    ),
    "double.verdict-unknown": (
        gettext_noop("Une paire est une seule personne, ou deux."),
        gettext_noop("Choisissez l’un ou l’autre."),
        422,
    ),
    "double.own": (
        gettext_noop("Un de ces deux comptes est le vôtre."),
        gettext_noop("Deux autres organisateurs en décident."),
        409,
    ),
    "double.settled-already": (
        gettext_noop("Cette paire a déjà sa réponse."),
        gettext_noop("Rechargez la page."),
        409,
    ),
    "double.no-verdict": (
        gettext_noop("Personne n’a encore proposé de réponse."),
        gettext_noop("Proposez-en une ; un autre organisateur la signe ensuite."),
        409,
    ),
    "double.same-organiser": (
        gettext_noop("Vous avez proposé cette réponse vous-même."),
        gettext_noop("Un autre organisateur doit la signer."),
        409,
    ),
    "claim.own": (
        gettext_noop("Cette réclamation est la vôtre."),
        gettext_noop("Deux autres organisateurs y répondent."),
        409,
    ),
    "claim.answered-already": (
        gettext_noop("Cette réclamation a déjà sa réponse."),
        gettext_noop("Rechargez la page : la réponse et sa raison sont au journal."),
        409,
    ),
    "claim.no-proposal": (
        gettext_noop("Personne n’a encore proposé de réponse."),
        gettext_noop("Proposez-en une ; un autre organisateur la signe ensuite."),
        409,
    ),
    "claim.same-organiser": (
        gettext_noop("Vous avez proposé cette réponse vous-même."),
        gettext_noop("Un autre organisateur doit la signer."),
        409,
    ),
    "claim.outcome-unknown": (
        gettext_noop("Une réclamation est acceptée ou refusée."),
        gettext_noop("Choisissez l’un ou l’autre."),
        422,
    ),
    "claim.reason-wrong": (
        gettext_noop("La raison est vide, trop longue, ou contient un signe invisible."),
        gettext_noop("Écrivez-la en une phrase, %(most)s signes au plus : elle va au journal."),
        422,
    ),
    "claim.nothing-to-correct": (
        gettext_noop("Le registre dit déjà ce que dit la liste : il n’y a rien à corriger."),
        gettext_noop("Corrigez d’abord le registre des membres, puis signez ; ou refusez, avec la raison."),
        409,
    ),
    "claim.not-marked": (
        gettext_noop("Votre siège n’est marqué sur aucune question : personne n’a voté à votre place."),
        gettext_noop("Il n’y a rien à réclamer."),
        409,
    ),
}

# code of a reason against a seat: what is said of the member.
REASONS: dict[str, str] = {
    "left": gettext_noop("n’est plus membre"),
    "suspended": gettext_noop("n’est pas en droit de voter : adhésion suspendue"),
    "other-group": gettext_noop("n’est dans aucun des groupes qui votent"),
    "joined-late": gettext_noop("a rejoint l’organisation après le jour de référence"),
    "too-new": gettext_noop("n’était pas membre depuis assez longtemps au jour de référence"),
    "not-paid-up": gettext_noop("n’était pas à jour de cotisation au jour de référence"),
}

# what two accounts share.
TRAITS: dict[str, str] = {
    "mail": gettext_noop("la même adresse"),
    "mailbox": gettext_noop("presque la même adresse"),
    "phone": gettext_noop("le même téléphone"),
    "number": gettext_noop("le même numéro d’adhérent"),
    "name": gettext_noop("le même nom, dans le même groupe"),
}

# kind of a claim: what it says.
CLAIMS: dict[str, str] = {
    "missing": gettext_noop("Un siège manque"),
    "group-wrong": gettext_noop("Un siège est dans un mauvais groupe"),
    "count-wrong": gettext_noop("L’effectif d’un groupe est faux"),
    "marked": gettext_noop("Un siège est marqué sans que le membre ait voté"),
}

# code of something left to do: (title, sentence, button).
LEFT: dict[str, tuple[str, str, str]] = {
    "claim.to-answer": (
        gettext_noop("Répondre aux réclamations : %(title)s"),
        gettext_noop("Sans réponse signée : %(n)s. L’un propose, l’autre signe."),
        gettext_noop("Lire les réclamations"),
    ),
}

# code of a journal entry: a sentence that quotes its facts by name.
ENTRIES: dict[str, str] = {
    "vote.roll-announced": gettext_noop(
        "Liste électorale du scrutin %(vote)s annoncée : jour de référence %(cutoff_on)s. Les conditions, et "
        "l’urgence s’il y en a une, sont dans les faits de cette entrée."
    ),
    "members.double-settled": gettext_noop(
        "Deux comptes qui se ressemblaient (%(traits)s), réponse de deux organisateurs : %(verdict)s."
    ),
    "vote.roll-corrected": gettext_noop(
        "Liste électorale du scrutin %(vote)s corrigée avant l’ouverture : %(added)s siège ajouté, "
        "%(removed)s retiré, nouvelle racine %(root)s. Raison : %(reason)s"
    ),
    "claim.answered": gettext_noop(
        "Réclamation (%(kind)s) sur le scrutin %(vote)s, réponse de deux organisateurs : %(outcome)s. "
        "Raison : %(reason)s"
    ),
    "vote.salts-erased": gettext_noop(
        "Délai de réclamation du scrutin %(vote)s passé : les sels de %(seats)s sièges sont effacés. "
        "Plus rien n’y relie un membre à un siège."
    ),
}
