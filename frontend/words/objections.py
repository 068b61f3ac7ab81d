"""Words of objections and of what organisers answer."""

from django.utils.translation import gettext_noop

# code: (what happened, what to do, status). Facts of the refusal are filled in by name: %(name)s.
REFUSALS: dict[str, tuple[str, str, int]] = {
    "campaign.objections-out-of-range": (
        gettext_noop("Le nombre de contestations par membre va de %(least)s à %(most)s."),
        gettext_noop("Écrivez un nombre entre ces deux bornes."),
        422,
    ),
    "objection.not-in-scope": (
        gettext_noop("Cette campagne est celle d’un groupe dont vous n’êtes pas membre."),
        gettext_noop("Seuls ses membres contestent. Vos mots sont gardés sur cette page."),
        403,
    ),
    "objection.not-replying": (
        gettext_noop("Les livrets de cette campagne ne se contestent pas en ce moment."),
        gettext_noop("On conteste les brouillons, de leur publication au gel. Gardez une copie de vos mots."),
        409,
    ),
    "objection.too-late": (
        gettext_noop("La date annoncée du gel est passée : les contestations sont closes."),
        gettext_noop("Celles déjà déposées auront leur réponse. Gardez une copie de vos mots."),
        409,
    ),
    "objection.too-many": (
        gettext_noop("Vous avez déposé vos %(most)s contestations dans cette campagne."),
        gettext_noop("Retirez-en une qui n’a pas encore de réponse, ou gardez une copie de vos mots."),
        409,
    ),
    "objection.no-kind": (
        gettext_noop("Il manque ce que vous contestez."),
        gettext_noop("Choisissez une des réponses de la liste."),
        422,
    ),
    "objection.changed-meanwhile": (
        gettext_noop("Ce que vous contestez a changé pendant que vous écriviez."),
        gettext_noop("Vos mots sont gardés. Relisez ce qui est écrit maintenant, puis envoyez de nouveau."),
        409,
    ),
    "objection.gone-meanwhile": (
        gettext_noop("Ce que vous contestez a été retiré pendant que vous écriviez."),
        gettext_noop(
            "Vos mots sont gardés sur cette page : contestez plutôt le livret, s’il le faut encore."
        ),
        409,
    ),
    "objection.no-such-text": (
        gettext_noop("« %(name)s » n’est pas un texte ouvert de cette campagne."),
        gettext_noop("Recopiez son adresse depuis sa page, ou laissez ce champ vide."),
        422,
    ),
    "objection.too-many-texts": (
        gettext_noop("Une contestation nomme %(most)s textes au plus."),
        gettext_noop("Gardez ceux qui montrent le mieux ce qui ne va pas."),
        422,
    ),
    "objection.not-yours": (
        gettext_noop("Cette contestation est celle d’une autre personne."),
        gettext_noop("Déposez la vôtre : une seule réponse peut servir aux deux."),
        403,
    ),
    "objection.already-answered": (
        gettext_noop("Cette contestation a déjà sa réponse : elle ne se retire plus."),
        gettext_noop("Lisez la réponse. Elle est imprimée dans le livret, avec vos mots."),
        409,
    ),
    "objection.answers-closed": (
        gettext_noop("On répond aux contestations de la publication des brouillons au gel."),
        gettext_noop("Après le gel, plus un mot ne change : la réponse donnée est imprimée."),
        409,
    ),
    "objection.nothing-chosen": (
        gettext_noop("Aucune contestation n’est choisie."),
        gettext_noop("Cochez au moins une contestation sans réponse, dans la liste."),
        422,
    ),
    "objection.too-many-at-once": (
        gettext_noop("Une réponse sert %(most)s contestations au plus."),
        gettext_noop("Répondez en plusieurs fois, avec le même motif s’il convient."),
        422,
    ),
    "objection.no-longer-open": (
        gettext_noop("Contestations qui n’attendent plus de réponse : %(count)s. Rien n’a été enregistré."),
        gettext_noop("Une autre personne y a répondu, ou son auteur l’a retirée. Relisez, puis recommencez."),
        409,
    ),
    "objection.no-outcome": (
        gettext_noop("Il manque votre réponse."),
        gettext_noop("Dites si elle est acceptée, acceptée en partie, ou refusée."),
        422,
    ),
    "objection.no-reason": (
        gettext_noop("Le motif de la réponse est vide."),
        gettext_noop("Dites pourquoi : le motif est imprimé dans le livret, sous la contestation."),
        422,
    ),
    "objection.no-such-change": (
        gettext_noop(
            "Un des changements choisis n’est pas de cette campagne, ou date d’avant les brouillons."
        ),
        gettext_noop("Choisissez-le dans la liste, ou laissez-la vide."),
        422,
    ),
    "objection.answer-changed-meanwhile": (
        gettext_noop("Quelqu’un d’autre a corrigé cette réponse pendant que vous écriviez."),
        gettext_noop("Vos mots sont gardés ci-dessous. Comparez avec les siens, puis recommencez."),
        409,
    ),
    "objection.same-answer": (
        gettext_noop("La réponse est déjà celle-là."),
        gettext_noop("Changez la réponse, son motif ou ce qui a été changé, ou quittez cette page."),
        422,
    ),
    "objection.not-accepted": (
        gettext_noop(
            "Les brouillons sont publiés : un texte ne se déplace que si une contestation est acceptée."
        ),
        gettext_noop("Répondez d’abord à la contestation, en l’acceptant, toute ou en partie."),
        409,
    ),
    "objection.not-about-this-text": (
        gettext_noop("Cette contestation ne nomme pas ce texte, ou il a été retiré."),
        gettext_noop("Choisissez un des textes qu’elle nomme."),
        422,
    ),
    "freeze.before-its-date": (
        gettext_noop("La date annoncée du gel n’est pas passée : les membres peuvent encore contester."),
        gettext_noop(
            "Attendez-la, ou dites en une ligne pourquoi vous figez plus tôt ; le journal le publie."
        ),
        409,
    ),
    "freeze.objections-open": (
        gettext_noop(
            "Contestations sans réponse : %(count)s. Les livrets ne se figent pas tant qu’il en reste."
        ),
        gettext_noop("Répondez à chacune ; une seule réponse peut en servir plusieurs."),
        409,
    ),
}

# code of something left to do: (title, sentence, button).
LEFT: dict[str, tuple[str, str, str]] = {
    "objections.to-answer": (
        gettext_noop("Répondre aux contestations de « %(title)s » : %(count)s"),
        gettext_noop(
            "Une réponse peut en servir plusieurs. Les livrets ne se figent pas tant qu’il en reste."
        ),
        gettext_noop("Lire les contestations"),
    ),
    "objection.answer-to-read": (
        gettext_noop("Une réponse à votre contestation, dans « %(title)s »"),
        gettext_noop("Elle dit ce qui a été changé, ou pourquoi rien ne l’a été."),
        gettext_noop("Lire la réponse"),
    ),
    "objection.waiting": (
        gettext_noop("Contestations déposées dans « %(title)s » : %(count)s"),
        gettext_noop("Chacune aura sa réponse avant que les livrets soient figés."),
        gettext_noop("Relire mes contestations"),
    ),
}

# code of a journal entry: a sentence that quotes its facts by name.
ENTRIES: dict[str, str] = {
    "objection.answered": gettext_noop(
        "Réponse donnée à des contestations : %(objections)s. Empreinte de la réponse : %(answer)s."
    ),
    "objection.answer-corrected": gettext_noop(
        "Réponse corrigée, pour %(objections)s contestations. Empreinte d’avant : %(before)s, "
        "d’après : %(answer)s."
    ),
    "freeze.early": gettext_noop(
        "Livrets figés avant la date annoncée (%(until)s), avec ce motif : %(reason)s"
    ),
    "objections.closed": gettext_noop(
        "Contestations closes par le gel (annoncé pour le %(until)s) : %(made)s déposées, %(withdrawn)s "
        "retirées, %(accepted)s acceptées, %(partly)s en partie, %(refused)s refusées. "
        "Empreinte de la liste : %(digest)s."
    ),
}

# what is contested, and what came of it, as a heading tells it.
KINDS: dict[str, str] = {
    "placement": gettext_noop("la place d’un texte"),
    "wording": gettext_noop("les mots de la mesure"),
    "merge": gettext_noop("des demandes réunies"),
    "omission": gettext_noop("une demande oubliée"),
}
OUTCOMES: dict[str, str] = {
    "accepted": gettext_noop("acceptée"),
    "partly": gettext_noop("acceptée en partie"),
    "refused": gettext_noop("refusée"),
    "open": gettext_noop("sans réponse"),
    "withdrawn": gettext_noop("retirée"),
}
