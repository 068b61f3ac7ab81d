"""The sentences of the replay command, in French and English."""

from __future__ import annotations

from deliberation.core.errors import RuleBroken

LANGUAGES = ("fr", "en")

SENTENCES = {
    "fr": {
        "recomputed": "Empreinte recalculée : {digest}",
        "stated": "Empreinte annoncée : {digest}",
        "same": "Identique : ce dossier donne bien ce résultat.",
        "different": "Différent : {parts}.",
        "not-repeatable": (
            "Le calcul ne peut plus être refait : {erased} texte(s) effacé(s) depuis la passe."
            " Les empreintes du dossier concordent."
        ),
        "erased": "{erased} texte(s) effacé(s) depuis la passe : le résultat n’a pas été recalculé.",
        "version": "Version différente de {name} : {theirs} dans la fiche, {ours} ici.",
        "part-corpus": "le corpus n’est pas celui de la fiche",
        "part-lists": "les listes de mots ne sont pas celles de la fiche",
        "part-start": "le point de départ n’est pas celui de la fiche",
        "part-result": "le résultat n’est pas celui de la fiche",
        "about": "Refait une passe de Livret à partir de son dossier.",
        "help-bundle": "le fichier du dossier",
        "help-json": "répondre en JSON",
        "help-language": "langue des phrases",
        "unreadable": "Ce fichier ne peut pas être lu.",
        "bundle.not-a-zip": "Ce fichier n’est pas un dossier de passe : ce n’est pas une archive zip.",
        "bundle.wrong-members": "Ce fichier n’est pas un dossier de passe : il doit contenir {expected}.",
        "bundle.too-large": "Ce dossier est trop gros : {member}.",
        "bundle.not-canonical": "{member} n’est pas du JSON canonique.",
        "bundle.not-a-corpus": "La ligne {line} de corpus.jsonl n’est pas un texte.",
        "run-sheet.unknown-method": "La fiche annonce une méthode inconnue ici : {method}.",
        "run-sheet.older-method": (
            "Cette passe a été faite avec une méthode d’avant, {method} : pour la refaire, installez"
            " Livret {version} et ses dépendances d’alors."
        ),
        "help-settings": 'un fichier JSON des réglages à changer, par exemple {{"booklets": 8}}',
        "help-lists": (
            "un fichier JSON des listes : un lists.json entier, ou ses seuls changements,"
            ' {{"added": [], "removed": [], "synonyms": []}}'
        ),
        "help-cold": "repartir de zéro au lieu de l’édition d’avant",
        "help-sheet": "refaire avec ces changements, et écrire ici le fichier à déposer comme contre-calcul",
        "rerun": "{made} regroupements ; {placed} textes classés sur {texts}. Empreinte : {digest}",
        "written": "Le contre-calcul est dans {path} : déposez ce fichier sur la page de la passe.",
        "unwritable": "Ce fichier ne peut pas être écrit : {path}.",
        "replay.needs-sheet": "--settings, --lists et --cold demandent --sheet : où écrire le résultat.",
        "replay.erased": "Des textes ont été effacés depuis ({erased}) : le calcul ne peut plus être refait.",
        "replay.not-json": "{name} n’est pas un objet JSON.",
        "settings.not-settings": "Un réglage du fichier n’existe pas, ou n’est pas un nombre entier.",
        "settings.out-of-range": "{name} vaut {value} ; il faut entre {least} et {most}.",
        "lists.not-lists": "Le fichier des listes n’a pas la forme attendue.",
        "edits.not-a-word": "« {word} » n’est pas un mot : deux lettres au moins, sans espace ni chiffre.",
        "refused": "Ce dossier ne peut pas être refait ({code}).",
    },
    "en": {
        "recomputed": "Recomputed digest: {digest}",
        "stated": "Stated digest: {digest}",
        "same": "Same: this bundle does give this result.",
        "different": "Different: {parts}.",
        "not-repeatable": (
            "The run can no longer be repeated: {erased} text(s) erased since."
            " The digests of the bundle hold together."
        ),
        "erased": "{erased} text(s) erased since the run: the result was not recomputed.",
        "version": "Another version of {name}: {theirs} on the sheet, {ours} here.",
        "part-corpus": "the corpus is not the one on the sheet",
        "part-lists": "the word lists are not those on the sheet",
        "part-start": "the starting point is not the one on the sheet",
        "part-result": "the result is not the one on the sheet",
        "about": "Repeats a run of Livret from its bundle.",
        "help-bundle": "the bundle file",
        "help-json": "answer in JSON",
        "help-language": "language of the sentences",
        "unreadable": "This file cannot be read.",
        "bundle.not-a-zip": "This file is no run bundle: it is not a zip archive.",
        "bundle.wrong-members": "This file is no run bundle: it must hold {expected}.",
        "bundle.too-large": "This bundle is too large: {member}.",
        "bundle.not-canonical": "{member} is not canonical JSON.",
        "bundle.not-a-corpus": "Line {line} of corpus.jsonl is no text.",
        "run-sheet.unknown-method": "The sheet states a method unknown here: {method}.",
        "run-sheet.older-method": (
            "This run was made by an earlier method, {method}: to repeat it, install Livret {version}"
            " with its requirements of then."
        ),
        "help-settings": 'a JSON file of the settings to change, for example {{"booklets": 8}}',
        "help-lists": (
            "a JSON file of the lists: a whole lists.json, or only its changes,"
            ' {{"added": [], "removed": [], "synonyms": []}}'
        ),
        "help-cold": "start from nothing instead of the edition before",
        "help-sheet": "rerun with these changes, and write here the file to be filed as a rival run",
        "rerun": "{made} clusters; {placed} texts placed of {texts}. Digest: {digest}",
        "written": "The rival run is in {path}: file it on the page of the run.",
        "unwritable": "This file cannot be written: {path}.",
        "replay.needs-sheet": "--settings, --lists and --cold need --sheet: where to write what comes out.",
        "replay.erased": "Texts were erased since ({erased}): the run can no longer be repeated.",
        "replay.not-json": "{name} is not a JSON object.",
        "settings.not-settings": "A setting in the file does not exist, or is not a whole number.",
        "settings.out-of-range": "{name} is {value}; it must be between {least} and {most}.",
        "lists.not-lists": "The file of lists does not have the expected shape.",
        "edits.not-a-word": "“{word}” is not a word: two letters at least, no space, no digit.",
        "refused": "This bundle cannot be repeated ({code}).",
    },
}


def say(language: str, sentence: str, /, **facts: object) -> str:
    """The sentence of a name in the table, with its facts."""
    return SENTENCES[language][sentence].format(**facts)


def say_refusal(language: str, refusal: RuleBroken) -> str:
    """The sentence of a refusal; those without one of their own are told by their code."""
    if refusal.code in SENTENCES[language]:
        return say(language, refusal.code, **refusal.facts)
    return say(language, "refused", code=refusal.code)


def language_of(environment: str | None) -> str:
    """French or English from a LANG value such as `fr_FR.UTF-8`; English when it is neither."""
    return "fr" if (environment or "").lower().startswith("fr") else "en"
