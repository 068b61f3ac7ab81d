"""Words of campaigns, proposals, runs and booklets."""

from django.utils.translation import gettext_noop

# code: (what happened, what to do, status). Facts of the refusal are filled in by name: %(name)s.
REFUSALS: dict[str, tuple[str, str, int]] = {
    # campaigns ---------------------------------------------------------------------------------
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
    # texts -------------------------------------------------------------------------------------
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
    # writing -----------------------------------------------------------------------------------
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
    # importing ---------------------------------------------------------------------------------
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
    # runs --------------------------------------------------------------------------------------
    "run.too-early": (
        gettext_noop("La campagne n’a pas commencé : il n’y a rien à lire."),
        gettext_noop("Demandez une passe une fois les contributions ouvertes."),
        409,
    ),
    "run.too-late": (
        gettext_noop("Les livrets sont déjà publiés : une nouvelle passe n’y changerait plus rien."),
        gettext_noop("Les passes déjà faites restent lisibles, avec leur fiche de calcul."),
        409,
    ),
    "run.already-going": (
        gettext_noop("Une passe est déjà en cours pour cette campagne."),
        gettext_noop("Attendez qu’elle finisse : quelques secondes pour mille textes."),
        409,
    ),
    "run.not-done": (
        gettext_noop("Cette passe n’est pas finie : elle n’a pas de résultat."),
        gettext_noop("Revenez quand sa page l’annonce."),
        409,
    ),
    "run.broke-down": (
        gettext_noop("Le calcul s’est arrêté sur une panne de notre côté. Rien n’a été gardé à moitié."),
        gettext_noop("Demandez une nouvelle passe. Si la panne revient, prévenez l’exploitant du site."),
        500,
    ),
    "run.worker-lost": (
        gettext_noop("Le calcul a été interrompu %(tries)s fois. Rien n’a été gardé à moitié."),
        gettext_noop(
            "Prévenez l’exploitant du site (mémoire, redémarrages), puis demandez une nouvelle passe."
        ),
        500,
    ),
    "corpus.empty": (
        gettext_noop("Il n’y a aucun texte à lire."),
        gettext_noop("Attendez les premières contributions, ou importez-en."),
        409,
    ),
    "corpus.too-many-words": (
        gettext_noop("Le corpus compte plus de %(most)s mots : le calcul ne serait plus exact."),
        gettext_noop("Partagez la consultation en plusieurs campagnes."),
        409,
    ),
    "corpus.not-unicode": (
        gettext_noop("Le texte %(id)s contient un signe qui n’existe pas (une moitié de caractère)."),
        gettext_noop("Corrigez ce texte, puis demandez une nouvelle passe."),
        409,
    ),
    "corpus.empty-id": (
        gettext_noop("Un texte du corpus n’a pas de nom."),
        gettext_noop("Donnez un nom à chaque texte."),
        422,
    ),
    "corpus.same-id-twice": (
        gettext_noop("Deux textes du corpus portent le nom %(id)s."),
        gettext_noop("Donnez à chaque texte un nom différent."),
        422,
    ),
    "corpus.unknown-kind": (
        gettext_noop("Le texte %(id)s n’est ni une contribution ni une réponse."),
        gettext_noop("Écrivez « proposal » ou « answer »."),
        422,
    ),
    "corpus.unknown-language": (
        gettext_noop("Le texte %(id)s est dans une langue que nous ne lisons pas : « %(language)s »."),
        gettext_noop("Écrivez fr, en, de ou es."),
        422,
    ),
    "start.not-a-start": (
        gettext_noop("Le point de départ de ce dossier n’est pas lisible."),
        gettext_noop("Téléchargez de nouveau le dossier."),
        422,
    ),
    "edits.not-a-word": (
        gettext_noop("« %(word)s » n’est pas un mot seul."),
        gettext_noop("Écrivez des mots de deux lettres au moins, sans chiffre ni espace."),
        422,
    ),
    "edits.too-few-synonyms": (
        gettext_noop("Il faut au moins deux mots différents pour un groupe de synonymes : « %(word)s »."),
        gettext_noop("Ajoutez un mot, ou retirez ce groupe."),
        422,
    ),
    "edits.too-many": (
        gettext_noop("Plus de %(most)s mots : c’est trop pour cette liste."),
        gettext_noop("Gardez les mots qui reviennent le plus."),
        422,
    ),
    "settings.out-of-range": (
        gettext_noop("Le réglage « %(name)s » vaut %(value)s ; il va de %(least)s à %(most)s."),
        gettext_noop("Écrivez un nombre entre ces deux bornes."),
        422,
    ),
    "settings.not-settings": (
        gettext_noop("Les réglages de cette passe ne sont pas lisibles."),
        gettext_noop("Demandez une nouvelle passe."),
        422,
    ),
    "lists.unknown-language": (
        gettext_noop("Nous n’avons pas de liste de mots pour la langue « %(language)s »."),
        gettext_noop("Choisissez le français, l’anglais, l’allemand ou l’espagnol pour la campagne."),
        409,
    ),
    "lists.no-language": (
        gettext_noop("Aucune langue n’est donnée : il n’y a pas de liste de mots."),
        gettext_noop("Donnez au moins une langue."),
        422,
    ),
    "lists.missing-language": (
        gettext_noop("Un texte est en « %(language)s », et ce dossier n’a pas les listes de cette langue."),
        gettext_noop("Ajoutez ces listes, ou corrigez la langue du texte."),
        422,
    ),
    "lists.not-lists": (
        gettext_noop("Les listes de mots de ce dossier ne sont pas lisibles."),
        gettext_noop("Téléchargez de nouveau le dossier."),
        422,
    ),
    "lists.unknown-stemmer": (
        gettext_noop("Ce dossier demande un outil de racines inconnu ici : %(stemmer)s."),
        gettext_noop("Refaites la passe avec la version de Livret qui l’a produite."),
        422,
    ),
    "run-sheet.older-method": (
        gettext_noop("Cette passe a été faite avec une méthode d’avant, %(method)s."),
        gettext_noop("Pour la refaire, installez Livret %(version)s et ses dépendances d’alors."),
        422,
    ),
    "run-sheet.not-a-sheet": (
        gettext_noop("Ce n’est pas une fiche de calcul."),
        gettext_noop("Téléchargez de nouveau le dossier."),
        422,
    ),
    "run-sheet.unknown-method": (
        gettext_noop("La fiche annonce une méthode inconnue ici : %(method)s."),
        gettext_noop("Refaites la passe avec la version de Livret qui l’a produite."),
        422,
    ),
    "bundle.lost": (
        gettext_noop("Le dossier de cette passe n’est plus sur ce serveur, ou n’est plus celui du journal."),
        gettext_noop(
            "Demandez-le à qui l’a téléchargé : son empreinte, au journal, permet de le reconnaître."
        ),
        410,
    ),
    "bundle.not-a-zip": (
        gettext_noop("Ce fichier n’est pas un dossier de passe : ce n’est pas une archive zip."),
        gettext_noop("Téléchargez de nouveau le dossier."),
        422,
    ),
    "bundle.wrong-members": (
        gettext_noop("Ce fichier n’est pas un dossier de passe : il doit contenir %(expected)s."),
        gettext_noop("Téléchargez de nouveau le dossier."),
        422,
    ),
    "bundle.too-large": (
        gettext_noop("Ce dossier est trop gros : %(member)s."),
        gettext_noop("Téléchargez de nouveau le dossier."),
        413,
    ),
    "bundle.not-canonical": (
        gettext_noop("%(member)s n’est pas du JSON canonique."),
        gettext_noop("Téléchargez de nouveau le dossier."),
        422,
    ),
    "bundle.not-a-corpus": (
        gettext_noop("La ligne %(line)s de corpus.jsonl n’est pas un texte."),
        gettext_noop("Téléchargez de nouveau le dossier."),
        422,
    ),
    # board, booklets, measures ------------------------------------------------------------------
    "run.no-clusters": (
        gettext_noop("Cette passe n’a formé aucun regroupement."),
        gettext_noop("Attendez d’autres textes, ou demandez une passe avec d’autres réglages."),
        409,
    ),
    "reason.empty": (
        gettext_noop("Le motif public est vide."),
        gettext_noop("Dites en une ligne pourquoi : le motif paraît au journal, avec votre nom."),
        422,
    ),
    "reason.too-long": (
        gettext_noop("Le motif compte %(used)s signes ; la limite est %(most)s."),
        gettext_noop("Raccourcissez-le."),
        422,
    ),
    "board.closed": (
        gettext_noop("Le tri est fermé : les brouillons sont publiés."),
        gettext_noop("Les textes ne changent plus de place. Les mesures se modifient jusqu’au gel."),
        409,
    ),
    "board.edited-meanwhile": (
        gettext_noop(
            "Le tri a changé pendant que vous lisiez cette page. "
            "Textes déplacés à la main : %(moves)s ; mots ou sources changés : %(wordings)s."
        ),
        gettext_noop("Relisez ce qui serait perdu, puis décidez de nouveau."),
        409,
    ),
    "board.nothing-chosen": (
        gettext_noop("Aucun texte n’est choisi."),
        gettext_noop("Cochez au moins un texte."),
        422,
    ),
    "board.too-many": (
        gettext_noop("Un déplacement porte sur %(most)s textes au plus."),
        gettext_noop("Déplacez-les en plusieurs fois."),
        422,
    ),
    "board.no-such-place": (
        gettext_noop("Aucune destination n’est choisie, ou elle n’existe plus."),
        gettext_noop("Choisissez un livret, « À classer » ou « Mettre de côté »."),
        422,
    ),
    "board.no-such-text": (
        gettext_noop("Un des textes choisis n’est plus sur ce tri."),
        gettext_noop("Relisez la liste : une autre passe a peut-être été retenue."),
        409,
    ),
    "board.moved-meanwhile": (
        gettext_noop("Quelqu’un d’autre a déplacé « %(title)s » pendant que vous choisissiez."),
        gettext_noop("Rien n’a été déplacé. Lisez les deux choix, puis décidez ; vos coches sont gardées."),
        409,
    ),
    "board.already-there": (
        gettext_noop("Ces textes sont déjà à cet endroit."),
        gettext_noop("Choisissez une autre destination."),
        409,
    ),
    "booklet.frozen": (
        gettext_noop("Les livrets de cette campagne sont figés."),
        gettext_noop("Leurs mots ne changent plus : le scrutin porte leur empreinte."),
        409,
    ),
    "booklet.changed-meanwhile": (
        gettext_noop("Quelqu’un d’autre a modifié ce livret pendant que vous écriviez."),
        gettext_noop("Vos mots sont gardés ci-dessous. Comparez avec les siens, puis recommencez."),
        409,
    ),
    "booklet.same-words": (
        gettext_noop("Le titre et l’introduction sont déjà ceux-là."),
        gettext_noop("Changez l’un des deux, ou quittez cette page."),
        422,
    ),
    "measure.changed-meanwhile": (
        gettext_noop("Quelqu’un d’autre a modifié cette mesure pendant que vous écriviez."),
        gettext_noop("Vos mots sont gardés ci-dessous. Comparez avec les siens, puis recommencez."),
        409,
    ),
    "measure.same-words": (
        gettext_noop("La mesure est déjà écrite ainsi."),
        gettext_noop("Changez son titre ou son texte, ou quittez cette page."),
        422,
    ),
    "measure.too-many": (
        gettext_noop("Un livret porte %(most)s mesures au plus : un bulletin doit rester lisible."),
        gettext_noop("Retirez d’abord une mesure, ou écrivez-en deux en une."),
        409,
    ),
    "source.not-in-booklet": (
        gettext_noop("Ce texte n’est pas, ou plus, dans ce livret."),
        gettext_noop("Déplacez-le d’abord dans ce livret, ou choisissez-en un autre."),
        409,
    ),
    "source.already-there": (
        gettext_noop("Ce texte porte déjà cette mesure."),
        gettext_noop("Choisissez un autre texte."),
        409,
    ),
    "source.not-there": (
        gettext_noop("Ce texte ne porte pas, ou plus, cette mesure."),
        gettext_noop("Relisez la liste des textes de la mesure."),
        409,
    ),
    "drafts.not-sorting": (
        gettext_noop("Les brouillons se publient à la fin du tri, une seule fois."),
        gettext_noop("Regardez à quelle étape en est la campagne."),
        409,
    ),
    "drafts.no-board": (
        gettext_noop("Cette campagne n’a pas encore de livret."),
        gettext_noop("Demandez une passe, puis retenez-la."),
        409,
    ),
    "freeze.not-replying": (
        gettext_noop("Les livrets se figent une seule fois, après la publication des brouillons."),
        gettext_noop("Regardez à quelle étape en est la campagne."),
        409,
    ),
    "freeze.empty-booklet": (
        gettext_noop("Le livret « %(title)s » n’a aucune mesure à mettre au vote."),
        gettext_noop("Ajoutez-lui une mesure, puis figez les livrets."),
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
    "drafts.to-read": (
        gettext_noop("Lire les brouillons de livrets de « %(title)s »"),
        gettext_noop("Voyez où est passé votre texte, et pourquoi, avant que les livrets soient figés."),
        gettext_noop("Lire les brouillons"),
    ),
    "run.to-ask": (
        gettext_noop("Demander une passe sur « %(title)s »"),
        gettext_noop("Les contributions sont closes. Une passe réunit les textes par leurs termes."),
        gettext_noop("Demander une passe"),
    ),
    "run.to-adopt": (
        gettext_noop("Choisir la passe de « %(title)s »"),
        gettext_noop("Le tableau de tri et les livrets partent de la passe que vous retenez."),
        gettext_noop("Voir les passes"),
    ),
    "drafts.to-publish": (
        gettext_noop("Publier les brouillons de « %(title)s »"),
        gettext_noop("Relisez les textes qui hésitent, puis ouvrez les brouillons aux membres."),
        gettext_noop("Publier les brouillons"),
    ),
    "booklets.to-freeze": (
        gettext_noop("Figer les livrets de « %(title)s »"),
        gettext_noop("Une fois figés, leurs mots ne changent plus, et le scrutin peut les reprendre."),
        gettext_noop("Figer les livrets"),
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
    "run.requested": gettext_noop(
        "Passe nº %(number)s demandée pour la campagne %(campaign)s : %(texts)s textes à lire, "
        "%(booklets)s livrets voulus."
    ),
    "run.done": gettext_noop(
        "Passe nº %(number)s de la campagne %(campaign)s faite : %(made)s regroupements pour %(asked)s "
        "demandés ; %(placed)s textes sur %(texts)s sont classés, %(to_place)s à classer. "
        "Empreintes : corpus %(corpus)s, résultat %(result)s, dossier %(bundle)s."
    ),
    "run.failed": gettext_noop("Passe nº %(number)s de la campagne %(campaign)s : échec (%(why)s)."),
    "run.adopted": gettext_noop(
        "Passe nº %(number)s retenue : %(booklets)s livrets. "
        "Textes déplacés à la main et perdus : %(moves_lost)s ; mots ou sources : %(wordings_lost)s."
    ),
    "board.moved": gettext_noop("Textes déplacés à la main : %(count)s. Motif : %(reason)s"),
    "booklet.renamed": gettext_noop("Titre ou introduction du livret %(booklet)s écrits. Motif : %(reason)s"),
    "measure.edited": gettext_noop("Livret %(booklet)s, mesure %(measure)s écrite. Motif : %(reason)s"),
    "measure.added": gettext_noop("Livret %(booklet)s, mesure %(measure)s ajoutée. Motif : %(reason)s"),
    "measure.removed": gettext_noop("Livret %(booklet)s, mesure %(measure)s retirée. Motif : %(reason)s"),
    "source.added": gettext_noop(
        "Livret %(booklet)s, mesure %(measure)s : contribution %(text)s ajoutée. Motif : %(reason)s"
    ),
    "source.removed": gettext_noop(
        "Livret %(booklet)s, mesure %(measure)s : contribution %(text)s retirée. Motif : %(reason)s"
    ),
    "drafts.published": gettext_noop(
        "Brouillons de livrets publiés : %(booklets)s. Leurs empreintes sont dans les faits de cette entrée."
    ),
    "booklet.frozen": gettext_noop("Livret « %(title)s » figé, empreinte %(digest)s."),
}

# a stage of the analysis, as its page tells it.
STAGES: dict[str, str] = {
    "reading": gettext_noop("Lire les textes et compter leurs termes"),
    "neighbours": gettext_noop("Chercher pour chaque contribution les plus proches"),
    "communities": gettext_noop("Réunir celles qui emploient les mêmes termes"),
    "merging": gettext_noop("Ramener les groupes au nombre voulu"),
    "placing": gettext_noop("Classer chaque contribution par la somme de ses termes"),
    "drafts": gettext_noop("Proposer des mesures dans chaque regroupement"),
    "done": gettext_noop("Terminé"),
}

# why a run made fewer clusters than asked for (`proposals.core.clusters.Fewer`), with `smallest`.
FEWER: dict[str, str] = {
    "no-terms": gettext_noop(
        "Aucun terme ne compte ici : il en faut que plusieurs textes emploient, mais pas presque"
        " tous. Des textes vides, identiques ou faits de mots courants n’en ont pas."
    ),
    "too-few-texts": gettext_noop(
        "Un regroupement demande au moins %(smallest)s textes qui emploient les mêmes termes :"
        " ceux-ci sont trop peu nombreux, ou trop différents."
    ),
    "dissolved": gettext_noop(
        "Pendant le calcul, des groupes sont tombés sous %(smallest)s textes : ceux-ci ont rejoint"
        " les autres."
    ),
    "started-with-fewer": gettext_noop(
        "L’édition d’avant en avait moins : une édition garde ses regroupements et n’en ajoute pas."
    ),
}
