"""Words of the observers' remarks."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "remarks.numbers-wrong": (
        "Les observations ne sont pas numérotées 1, 2, 3…",
        "The remarks are not numbered 1, 2, 3…",
    ),
    "remarks.missing": (
        "Le journal annonce {announced} observations ; le dossier en contient {listed}.",
        "The journal announces {announced} remarks; the pack holds {listed}.",
    ),
    "remarks.not-announced": (
        "Le dossier contient {listed} observations ; le journal en annonce {announced}.",
        "The pack holds {listed} remarks; the journal announces {announced}.",
    ),
    "remarks.differ": (
        "L’observation {number} n’est pas celle de l’entrée {seq} du journal.",
        "Remark {number} is not the one of journal entry {seq}.",
    ),
    "remarks.of-no-vote": (
        "Ce journal n’annonce aucune de ces observations.",
        "This journal announces none of these remarks.",
    ),
    "remarks.with-a-pack": (
        "Les observations déposées après la clôture se vérifient avec le journal entier,"
        " pas avec un dossier.",
        "Remarks filed after the close are checked with the whole journal, not with a pack.",
    ),
}
ADVICE: dict[str, tuple[str, str]] = {
    "remarks.with-a-pack": (
        "Téléchargez journal.jsonl depuis le site et donnez-le à la place du dossier.",
        "Download journal.jsonl from the site and give it instead of the pack.",
    ),
}
