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
    "count.no-roll-yet": (
        gettext_noop("La liste n’est pas encore figée : il n’y a pas d’effectif."),
        gettext_noop("Revenez quand sa racine sera au journal."),
        409,
    ),
    "count.reason-wrong": (
        gettext_noop("La raison manque, est trop longue, ou contient un signe invisible."),
        gettext_noop("Dites en une phrase, %(most)s signes au plus, pourquoi l’effectif est faux."),
        422,
    ),
    "draw.no-roll": (
        gettext_noop("La liste n’est pas encore figée : il n’y a pas de siège à tirer."),
        gettext_noop("Revenez quand sa racine sera au journal."),
        409,
    ),
    "draw.one-open": (
        gettext_noop("Un tirage est déjà ouvert pour ce scrutin."),
        gettext_noop("Menez-le à son terme, ou abandonnez-le, avant d’en ouvrir un autre."),
        409,
    ),
    "draw.too-late": (
        gettext_noop("Les sels de ce scrutin sont effacés : plus personne ne peut confirmer un siège."),
        gettext_noop("Tirez des sièges au scrutin suivant, dès que sa liste est figée."),
        409,
    ),
    "draw.number-wrong": (
        gettext_noop("Ce nombre de sièges ne peut pas être tiré."),
        gettext_noop("Donnez un nombre de 1 à %(most)s."),
        422,
    ),
    "draw.closed": (
        gettext_noop("Ce tirage est clos."),
        gettext_noop("Ce qu’il prouve est au journal. Ouvrez-en un autre s’il le faut."),
        409,
    ),
    "draw.committed-already": (
        gettext_noop("Vous vous êtes déjà engagé sur un secret."),
        gettext_noop("Gardez-le jusqu’à ce que trois observateurs se soient engagés."),
        409,
    ),
    "draw.full": (
        gettext_noop("Trois observateurs se sont déjà engagés."),
        gettext_noop("Suivez ce tirage sur sa page, ou prenez part au suivant."),
        409,
    ),
    "draw.commitment-repeated": (
        gettext_noop("Cette empreinte est celle d’un autre observateur."),
        gettext_noop("Choisissez votre propre secret."),
        409,
    ),
    "draw.kept-secret": (
        gettext_noop("Dans un autre tirage de ce scrutin, vous avez gardé votre secret."),
        gettext_noop("Laissez un autre observateur prendre part à celui-ci."),
        409,
    ),
    "draw.time-to-reveal": (
        gettext_noop("Chaque observateur a %(hours)s heures pour révéler son secret."),
        gettext_noop("Attendez, et prévenez qui ne l’a pas fait : le journal dira qui a gardé le sien."),
        409,
    ),
    "draw.not-all-committed": (
        gettext_noop("Il faut %(wanted)s observateurs engagés avant de révéler."),
        gettext_noop("Attendez : un secret connu plus tôt ne vaudrait plus rien."),
        409,
    ),
    "draw.no-part": (
        gettext_noop("Vous ne prenez pas part à ce tirage."),
        gettext_noop("Seuls les trois observateurs engagés le mènent."),
        409,
    ),
    "draw.revealed-already": (
        gettext_noop("Votre secret est déjà révélé."),
        gettext_noop("Il n’y a plus rien à faire ici."),
        409,
    ),
    "draw.secret-wrong": (
        gettext_noop("Ce secret n’a pas la forme demandée."),
        gettext_noop("De 16 à 64 lettres minuscules sans accent et chiffres, sans espace."),
        422,
    ),
    "draw.secret-differs": (
        gettext_noop("Ce secret n’est pas celui sur lequel vous vous êtes engagé."),
        gettext_noop("Relisez-le signe par signe ; s’il est perdu, abandonnez ce tirage."),
        422,
    ),
    "draw.secrets-missing": (
        gettext_noop("Il manque des secrets : il en faut %(wanted)s."),
        gettext_noop("Attendez que chaque observateur révèle le sien."),
        409,
    ),
    "draw.roll-changed": (
        gettext_noop("La liste a été corrigée depuis l’ouverture de ce tirage."),
        gettext_noop("Abandonnez-le et ouvrez-en un autre sur la nouvelle racine."),
        409,
    ),
    "draw.seat-unknown": (
        gettext_noop("Aucun siège tiré n’a ce rang."),
        gettext_noop("Relisez le rang dans la table des sièges."),
        422,
    ),
    "draw.outcome-unknown": (
        gettext_noop("Cette réponse n’est pas de celles qui se notent."),
        gettext_noop("Choisissez l’une des quatre."),
        422,
    ),
    "draw.code-wrong": (
        gettext_noop("Ce code n’est pas celui de ce siège."),
        gettext_noop("Demandez au membre de le relire sur sa page « Mon siège », et vérifiez le rang."),
        422,
    ),
    "draw.not-drawn": (
        gettext_noop("Votre siège n’est pas tiré, ou vous l’avez déjà confirmé."),
        gettext_noop("Il n’y a rien à faire."),
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
    "double.signers": (
        gettext_noop("Votre compte et celui qui a signé d’abord sont peut-être ceux d’une même personne."),
        gettext_noop(
            "Un autre organisateur signe, ou deux autres disent d’abord que vous êtes deux personnes."
        ),
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

# what became of a drawn seat.
OUTCOMES: dict[str, str] = {
    "confirmed": gettext_noop("a confirmé"),
    "refused": gettext_noop("a refusé"),
    "no-answer": gettext_noop("sans réponse"),
    "address-dead": gettext_noop("adresse morte"),
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
    "roll.count-signed": gettext_noop(
        "Scrutin %(vote)s : un référent confirme l’effectif du groupe %(group)s."
    ),
    "roll.count-contested": gettext_noop(
        "Scrutin %(vote)s : un référent conteste l’effectif du groupe %(group)s. Raison : %(reason)s"
    ),
    "draw.opened": gettext_noop(
        "Tirage %(draw)s ouvert sur la liste du scrutin %(vote)s : %(number)s sièges, racine %(root)s."
    ),
    "draw.committed": gettext_noop(
        "Tirage %(draw)s du scrutin %(vote)s : un observateur s’engage sur l’empreinte %(commitment)s."
    ),
    "draw.revealed": gettext_noop(
        "Tirage %(draw)s du scrutin %(vote)s : un observateur révèle son secret, %(secret)s."
    ),
    "draw.drawn": gettext_noop(
        "Tirage %(draw)s du scrutin %(vote)s fait. Graine : %(seed)s ; tête du journal : %(head)s."
    ),
    "draw.closed": gettext_noop(
        "Tirage %(draw)s du scrutin %(vote)s clos : %(confirmed)s sièges confirmés sur %(drawn)s ; au plus "
        "%(surely)s prête-noms sur %(seats)s si seules les adresses mortes en sont, %(at_worst)s au pire."
    ),
    "draw.given-up": gettext_noop(
        "Tirage %(draw)s du scrutin %(vote)s abandonné avant d’être fait, sur %(committed)s engagements. Les "
        "faits de cette entrée disent lesquels ont gardé leur secret après qu’un autre a été révélé."
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
