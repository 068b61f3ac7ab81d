"""Words of runs: what they read, how far they are, what they made."""

from django.utils.translation import gettext_noop

# code: (what happened, what to do, status). Facts of the refusal are filled in by name: %(name)s.
REFUSALS: dict[str, tuple[str, str, int]] = {
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
}

# code of something left to do: (title, sentence, button).
LEFT: dict[str, tuple[str, str, str]] = {
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
}

# code of a journal entry: a sentence that quotes its facts by name.
ENTRIES: dict[str, str] = {
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
