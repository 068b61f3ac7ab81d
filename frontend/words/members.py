"""Words of members and offices."""

from django.utils.translation import gettext_noop

# code: (what happened, what to do, status). Facts of the refusal are filled in by name: %(name)s.
REFUSALS: dict[str, tuple[str, str, int]] = {
    "sign-in.paused": (
        gettext_noop("La connexion est en pause."),
        gettext_noop(
            "Aucun code ne peut partir en ce moment. Recommencez dans quelques minutes ; "
            "tout ce qui se lit sans se connecter reste ouvert."
        ),
        503,
    ),
    "second-factor.there-already": (
        gettext_noop("Votre second facteur est déjà en place."),
        gettext_noop("Retirez-le d’abord, depuis « Mon compte », pour en poser un autre."),
        409,
    ),
    "second-factor.none": (
        gettext_noop("Ce compte n’a pas de second facteur."),
        gettext_noop("Il n’y a rien à retirer ni à renouveler."),
        409,
    ),
    "second-factor.reason": (
        gettext_noop("La raison manque, ou dépasse %(most)s signes."),
        gettext_noop("Écrivez-la en une ligne : elle sera publique."),
        422,
    ),
    "second-factor.unreadable": (
        gettext_noop("Ce second facteur ne se lit plus : la clé du serveur a changé."),
        gettext_noop("Demandez à l’exploitant de le remettre à zéro, puis posez-en un autre."),
        409,
    ),
    "register.wrong-header": (
        gettext_noop("La première ligne du fichier n’est pas celle attendue : « %(found)s »."),
        gettext_noop("Écrivez-la ainsi, sans point final : %(expected)s."),
        422,
    ),
    "register.empty": (
        gettext_noop("Le fichier ne contient aucun membre."),
        gettext_noop("Ajoutez une ligne par membre sous la première."),
        422,
    ),
    "register.not-csv": (
        gettext_noop("le fichier n’est plus du CSV à partir d’ici (%(reason)s)."),
        gettext_noop("Cherchez un guillemet qui manque."),
        422,
    ),
    "register.not-utf8": (
        gettext_noop("ce texte n’est pas en UTF-8."),
        gettext_noop("Enregistrez le fichier en UTF-8."),
        422,
    ),
    "register.columns": (
        gettext_noop("%(found)s colonnes au lieu de %(expected)s."),
        gettext_noop("Mettez entre guillemets ce qui contient une virgule."),
        422,
    ),
    "register.too-long": (
        gettext_noop("la colonne %(column)s dépasse %(most)s signes."),
        gettext_noop("Raccourcissez-la."),
        422,
    ),
    "register.control-sign": (
        gettext_noop("la colonne %(column)s contient un signe invisible."),
        gettext_noop("Retapez-la à la main."),
        422,
    ),
    "register.address": (
        gettext_noop("« %(found)s » n’est pas une adresse de courriel."),
        gettext_noop("Écrivez nom@exemple.org."),
        422,
    ),
    "register.address-taken": (
        gettext_noop("l’adresse %(found)s est celle d’un autre membre."),
        gettext_noop("Donnez la même référence si c’est la même personne, une autre adresse sinon."),
        422,
    ),
    "register.same-member": (
        gettext_noop("une autre ligne désigne le membre d’adresse %(found)s par sa référence."),
        gettext_noop("Gardez une seule des deux lignes, ou donnez une référence à celle-ci."),
        422,
    ),
    "register.changed": (
        gettext_noop("Le fichier a changé pendant qu’il était lu. Rien n’a été importé."),
        gettext_noop("Recommencez quand personne n’y écrit."),
        409,
    ),
    "register.name": (
        gettext_noop("le nom d’affichage manque."),
        gettext_noop("Écrivez-le dans la colonne name."),
        422,
    ),
    "register.group": (
        gettext_noop("le nom de groupe « %(found)s » ne contient ni lettre ni chiffre."),
        gettext_noop("Écrivez un nom, ou laissez vide."),
        422,
    ),
    "register.day": (
        gettext_noop("la colonne %(column)s contient « %(found)s »."),
        gettext_noop("Écrivez une date comme 2026-11-24."),
        422,
    ),
    "register.days-crossed": (
        gettext_noop("le départ (%(left)s) précède l’arrivée (%(joined)s)."),
        gettext_noop("Corrigez l’une des deux dates."),
        422,
    ),
    "register.twice": (
        gettext_noop("%(column)s « %(found)s » est déjà à la ligne %(first)s."),
        gettext_noop("Gardez une seule des deux lignes."),
        422,
    ),
    "member.unknown": (
        gettext_noop("Aucun membre n’a l’adresse %(email)s."),
        gettext_noop("Importez d’abord le registre avec manage.py import_members."),
        404,
    ),
    "group.unknown": (
        gettext_noop("Aucun groupe ne s’appelle %(group)s."),
        gettext_noop("Donnez le nom d’adresse du groupe, en minuscules et tirets."),
        404,
    ),
    "office.unknown": (
        gettext_noop("%(office)s n’est pas une fonction."),
        gettext_noop("Écrivez l’une de celles-ci : %(offices)s."),
        422,
    ),
    "office.already-held": (
        gettext_noop("%(name)s tient déjà cette fonction (%(office)s)."),
        gettext_noop("Il n’y a rien à faire."),
        409,
    ),
}

# code of something left to do: (title, sentence, button).
LEFT: dict[str, tuple[str, str, str]] = {}

# code of a journal entry: a sentence that quotes its facts by name.
ENTRIES: dict[str, str] = {
    "members.imported": gettext_noop(
        "Registre des membres importé : %(new)s nouveaux, %(changed)s changés, %(unchanged)s inchangés, "
        "%(groups)s groupes nouveaux."
    ),
    "office.appointed": gettext_noop("%(name)s reçoit une fonction pour toute l’organisation : %(office)s."),
    "office.appointed-for-group": gettext_noop(
        "%(name)s reçoit une fonction pour le groupe %(group)s : %(office)s."
    ),
    "office.factor-set": gettext_noop("%(name)s, qui tient une fonction, a posé un second facteur."),
    "office.factor-lost": gettext_noop("%(name)s, qui tient une fonction, a retiré son second facteur."),
    "office.factor-reset": gettext_noop(
        "Le second facteur de %(name)s, qui tient une fonction, est remis à zéro : %(reason)s"
    ),
    "members.factor-reset": gettext_noop("Le second facteur d’un membre est remis à zéro : %(reason)s"),
}

# an office, or what acts in the journal without one.
OFFICES: dict[str, str] = {
    "organiser": gettext_noop("organisateur"),
    "moderator": gettext_noop("modérateur"),
    "observer": gettext_noop("observateur"),
    "referent": gettext_noop("référent"),
    "chair": gettext_noop("animateur"),
    "trustee": gettext_noop("gardien de clé"),
    "registrar": gettext_noop("greffier"),
    "operator": gettext_noop("exploitant"),
    "clock": gettext_noop("horloge"),
}
