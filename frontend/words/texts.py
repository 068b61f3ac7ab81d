"""Words of campaigns and of their texts: written, answered, imported."""

from django.utils.translation import gettext_noop

# code: (what happened, what to do, status). Facts of the refusal are filled in by name: %(name)s.
REFUSALS: dict[str, tuple[str, str, int]] = {
    # campaigns ----------------------------------------------------------------------------------
    "campaign.dates-not-in-order": (
        gettext_noop("Les dates ne se suivent pas."),
        gettext_noop("Donnez à chaque étape une date qui vient après la précédente."),
        422,
    ),
    "campaign.slug-taken": (
        gettext_noop("Une campagne porte déjà l’adresse « %(slug)s »."),
        gettext_noop("Choisissez une autre adresse."),
        409,
    ),
    "campaign.booklets-out-of-range": (
        gettext_noop("Le nombre de livrets va de %(least)s à %(most)s."),
        gettext_noop("Écrivez un nombre entre ces deux bornes."),
        422,
    ),
    "campaign.signs-out-of-range": (
        gettext_noop("La longueur d’un texte va de %(least)s à %(most)s signes."),
        gettext_noop("Écrivez un nombre entre ces deux bornes."),
        422,
    ),
    # texts --------------------------------------------------------------------------------------
    "text.title-empty": (
        gettext_noop("Le titre est vide."),
        gettext_noop("Donnez un titre : ce que vous demandez, en une ligne."),
        422,
    ),
    "text.title-too-long": (
        gettext_noop("Le titre compte %(used)s signes ; la limite est %(most)s."),
        gettext_noop("Raccourcissez-le ; le reste a sa place dans le texte."),
        422,
    ),
    "text.body-empty": (
        gettext_noop("Le texte est vide."),
        gettext_noop("Dites le problème, puis ce qu’il faut changer."),
        422,
    ),
    "text.body-too-long": (
        gettext_noop("Le texte compte %(used)s signes. La limite est %(most)s, il y en a %(over)s de trop."),
        gettext_noop("Raccourcissez-le, ou déposez deux contributions."),
        422,
    ),
    "text.hidden-sign": (
        gettext_noop("Un signe qui ne se voit pas (%(sign)s) se trouve au caractère %(place)s."),
        gettext_noop("Effacez ce passage et tapez-le de nouveau : ce signe peut faire lire autre chose."),
        422,
    ),
    "text.too-many-marks": (
        gettext_noop("Trop d’accents s’empilent sur une même lettre, au caractère %(place)s."),
        gettext_noop("Effacez cette lettre et tapez-la de nouveau."),
        422,
    ),
    # writing ------------------------------------------------------------------------------------
    "proposal.not-in-scope": (
        gettext_noop("Cette campagne est celle d’un groupe dont vous n’êtes pas membre."),
        gettext_noop("Vous pouvez la lire si votre fonction le permet, sans y écrire."),
        403,
    ),
    "proposal.not-open": (
        gettext_noop("« %(title)s » ne reçoit pas de contributions en ce moment."),
        gettext_noop("Les dates sont sur la page de la campagne. Gardez une copie de votre texte."),
        409,
    ),
    "proposal.not-yours": (
        gettext_noop("Ce texte est celui d’une autre personne."),
        gettext_noop("Répondez-lui par un texte à vous."),
        403,
    ),
    "proposal.not-editable": (
        gettext_noop("Ce texte a été retiré ou masqué : il ne se modifie plus."),
        gettext_noop("Déposez un autre texte tant que la campagne est ouverte."),
        409,
    ),
    "proposal.edited-meanwhile": (
        gettext_noop("Ce texte a été modifié entre-temps : il en est à la version %(version)s."),
        gettext_noop(
            "Comparez avec la version actuelle ci-dessous, puis enregistrez de nouveau pour la remplacer."
        ),
        409,
    ),
    "answer.to-no-proposal": (
        gettext_noop("On ne répond qu’à une contribution ouverte de la même campagne."),
        gettext_noop("Choisissez la contribution à laquelle vous voulez répondre."),
        409,
    ),
    # importing ----------------------------------------------------------------------------------
    "import.empty-file": (
        gettext_noop("Le fichier est vide."),
        gettext_noop("Donnez un CSV avec au moins les colonnes id et text."),
        422,
    ),
    "import.not-gzip": (
        gettext_noop("Le fichier se dit compressé (.gz), mais il ne se décompresse pas."),
        gettext_noop("Compressez-le de nouveau avec gzip, ou donnez le CSV tel quel."),
        422,
    ),
    "import.too-large": (
        gettext_noop("Le fichier dépasse %(most)s Mo une fois décompressé."),
        gettext_noop("Coupez-le en plusieurs fichiers."),
        422,
    ),
    "import.not-utf8": (
        gettext_noop("Le fichier n’est pas en UTF-8 : la ligne %(line)s ne se lit pas."),
        gettext_noop("Enregistrez-le en UTF-8, puis recommencez."),
        422,
    ),
    "import.not-csv": (
        gettext_noop(
            "Le fichier n’est pas un CSV : les guillemets ou les virgules de la ligne %(line)s manquent."
        ),
        gettext_noop("Corrigez cette ligne : un guillemet dans un texte s’écrit deux fois."),
        422,
    ),
    "import.missing-columns": (
        gettext_noop("Il manque des colonnes : %(missing)s. Colonnes trouvées : %(found)s."),
        gettext_noop(
            "La première ligne nomme les colonnes, séparées par des virgules : id,text,lang,kind,parent."
        ),
        422,
    ),
    "import.wrong-columns": (
        gettext_noop("%(found)s colonnes au lieu de %(wanted)s."),
        gettext_noop("Mettez entre guillemets un texte qui contient une virgule."),
        422,
    ),
    "import.no-id": (
        gettext_noop("L’identifiant est vide, ou dépasse %(most)s signes."),
        gettext_noop("Donnez à chaque texte un identifiant court."),
        422,
    ),
    "import.same-id-twice": (
        gettext_noop("L’identifiant « %(id)s » se trouve déjà à la ligne %(first)s."),
        gettext_noop("Donnez à chaque texte un identifiant à lui."),
        422,
    ),
    "import.ids-not-unique": (
        gettext_noop("Deux textes portent le même identifiant."),
        gettext_noop("Donnez à chaque texte un identifiant à lui."),
        422,
    ),
    "import.unknown-kind": (
        gettext_noop("« %(kind)s » n’est pas une sorte de texte."),
        gettext_noop("Écrivez proposal (ou opinion), answer (ou argument), ou rien."),
        422,
    ),
    "proposal.unknown-language": (
        gettext_noop("Nous ne lisons pas la langue « %(language)s »."),
        gettext_noop("Choisissez une langue de la liste."),
        422,
    ),
    "import.unknown-language": (
        gettext_noop("« %(language)s » n’est pas un code de langue."),
        gettext_noop("Écrivez deux lettres, comme fr ou en, ou rien."),
        422,
    ),
    "import.nothing": (
        gettext_noop("Il n’y a aucun texte à importer."),
        gettext_noop("Vérifiez que le fichier a des lignes sous celle des colonnes."),
        422,
    ),
    "import.not-open": (
        gettext_noop("« %(title)s » ne reçoit pas d’import en ce moment."),
        gettext_noop("On importe pendant que l’on contribue ou que l’on trie."),
        409,
    ),
    "import.nobody-to-write": (
        gettext_noop("Aucun membre à qui donner les textes."),
        gettext_noop("Importez d’abord des membres : manage.py import_members FICHIER."),
        409,
    ),
    "import.already-done": (
        gettext_noop("%(count)s textes de ce fichier sont déjà dans la campagne."),
        gettext_noop("Rien à faire, ou choisissez une autre campagne."),
        409,
    ),
}

# code of something left to do: (title, sentence, button).
LEFT: dict[str, tuple[str, str, str]] = {
    "proposal.to-write": (
        gettext_noop("Contribuer à « %(title)s »"),
        gettext_noop(
            "Une demande, avec vos mots. Vous pourrez la modifier tant que les contributions sont ouvertes."
        ),
        gettext_noop("Écrire une contribution"),
    ),
    "proposal.written": (
        gettext_noop("Contribution à « %(title)s » déposée"),
        gettext_noop("Vous pouvez encore la modifier, ou en déposer une autre."),
        gettext_noop("Relire mes textes"),
    ),
}

# code of a journal entry: a sentence that quotes its facts by name.
ENTRIES: dict[str, str] = {
    "campaign.created": gettext_noop(
        "Campagne « %(title)s » créée. Ses six dates sont dans les faits de cette entrée."
    ),
    "proposals.imported": gettext_noop(
        "Textes importés dans « %(title)s » : %(proposals)s contributions et %(answers)s réponses, "
        "auteurs tirés au sort (graine « %(seed)s »). Empreinte du fichier : %(digest)s."
    ),
}
