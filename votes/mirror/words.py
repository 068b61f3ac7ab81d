"""The words of the mirror, French and English; those of broken chains and packs are the verifier's."""

from __future__ import annotations

from votes.verifier import wording
from votes.verifier.findings import Finding
from votes.verifier.wording import say

SENTENCES: dict[str, tuple[str, str]] = {
    "mirror.cut": (
        "Le journal du site s’arrête à l’entrée {seq} ; il allait jusqu’à l’entrée {last}.",
        "The journal of the site ends at entry {seq}; it went as far as entry {last}.",
    ),
    "mirror.rewritten": (
        "L’histoire a changé : l’entrée {seq} du journal n’est plus celle qui a été gardée.",
        "History was changed: entry {seq} of the journal is no longer the one that was kept.",
    ),
    "mirror.entry-malformed": (
        "L’entrée {seq} du journal nomme un scrutin ou une empreinte qui n’en sont pas.",
        "Entry {seq} of the journal names a vote or a digest that is none.",
    ),
    "mirror.pack-differs": (
        "Scrutin {vote} : le dossier n’est pas celui que le journal annonce ({noted}…).",
        "Vote {vote}: the pack is not the one that the journal announces ({noted}…).",
    ),
    "mirror.pack-refused": (
        "Scrutin {vote} : le vérificateur refuse le dossier publié ({codes}).",
        "Vote {vote}: the verifier refuses the published pack ({codes}).",
    ),
    "mirror.unreachable": (
        "{address} ne répond pas comme attendu ({reason}).",
        "{address} does not answer as expected ({reason}).",
    ),
    "mirror.too-large": (
        "{address} envoie plus de {most} octets.",
        "{address} sends more than {most} bytes.",
    ),
    "mirror.too-slow": (
        "{address} met plus de {most} secondes à répondre.",
        "{address} takes more than {most} seconds to answer.",
    ),
    "mirror.sent-elsewhere": (
        "Le site renvoie vers un autre : {address}.",
        "The site sends us to another one: {address}.",
    ),
    "mirror.address-wrong": (
        "« {address} » n’est pas une adresse en http ou https.",
        "“{address}” is not an address in http or https.",
    ),
    "mirror.kept-damaged": (
        "Le journal gardé dans {path} est abîmé : repartez d’une copie, ou d’un dossier vide.",
        "The journal kept in {path} is damaged: start from a copy, or from an empty folder.",
    ),
    "mirror.folder-wrong": (
        "Le dossier {path} ne peut pas être lu ou écrit ({reason}).",
        "The folder {path} cannot be read or written ({reason}).",
    ),
}
LABELS: dict[str, tuple[str, str]] = {
    "description": (
        "Garde hors du site ce qu’il publie, vérifie ses dossiers, et crie quand son histoire change.",
        "Keeps outside of a site what it publishes, verifies its packs, shouts when its history changes.",
    ),
    "address": ("l’adresse du site", "the address of the site"),
    "folder": ("le dossier où tout est gardé", "the folder where everything is kept"),
    "every": ("regarder de nouveau toutes les tant de minutes", "look again each so many minutes"),
    "language": ("langue des messages", "language of the messages"),
    "look": (
        "{at} : {entries} entrées gardées, {fresh} nouvelles, tête {head}…",
        "{at}: {entries} entries kept, {fresh} new, head {head}…",
    ),
    "empty": ("{at} : le journal est encore vide.", "{at}: the journal is still empty."),
    "verified": (
        "  dossier vérifié et gardé : {vote}",
        "  pack verified and kept: {vote}",
    ),
    "alarm": ("ALERTE, {code} : {sentence}", "ALARM, {code}: {sentence}"),
    "saved": (
        "  Ce que le site a dit est gardé dans {path} : montrez-le aux autres observateurs.",
        "  What the site said is kept in {path}: show it to the other observers.",
    ),
    "quiet": ("Rien de ce qui était gardé n’a changé.", "Nothing of what was kept has changed."),
    "failed": ("Impossible de regarder, {code} : {sentence}", "Cannot look, {code}: {sentence}"),
}


def sentence(found: Finding, language: str) -> str:
    """What an alarm or a refusal says."""
    if found.code in SENTENCES:
        return say(SENTENCES, found.code, language, **found.facts)
    return wording.sentence(found, language)
