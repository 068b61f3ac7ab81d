"""Words of the file itself: what is no pack (exit code 2), and what its manifest says."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "pack.unreadable": ("Le fichier {path} ne peut pas être lu.", "The file {path} cannot be read."),
    "pack.empty": ("Le fichier est vide.", "The file is empty."),
    "pack.not-a-pack": (
        "Le fichier n’est ni un dossier de preuves ni un journal.",
        "The file is neither an evidence pack nor a journal.",
    ),
    "pack.too-large": (
        "Le fichier dépasse la limite de {most} octets.",
        "The file is over the limit of {most} bytes.",
    ),
    "pack.truncated": ("Le fichier s’arrête trop tôt.", "The file ends too early."),
    "pack.changed": (
        "La pièce {member} a changé pendant la vérification.",
        "The member {member} changed while it was being checked.",
    ),
    "pack.encrypted": ("La pièce {member} est chiffrée.", "The member {member} is encrypted."),
    "pack.compressed": (
        "La pièce {member} est compressée ; un dossier de preuves ne l’est jamais.",
        "The member {member} is compressed; an evidence pack never is.",
    ),
    "pack.too-many-members": (
        "Le fichier contient plus de {most} pièces.",
        "The file holds more than {most} members.",
    ),
    "pack.member-unexpected": (
        "La pièce « {member} » n’a pas sa place dans un dossier de preuves.",
        "The member “{member}” has no place in an evidence pack.",
    ),
    "pack.member-repeated": ("La pièce {member} figure deux fois.", "The member {member} stands twice."),
    "pack.member-missing": ("La pièce {member} manque.", "The member {member} is missing."),
    "pack.members-out-of-order": ("Les pièces ne sont pas dans l’ordre.", "The members are not in order."),
    "pack.member-too-large": (
        "La pièce {member} dépasse la limite de {most}.",
        "The member {member} is over the limit of {most}.",
    ),
    "pack.checksum-wrong": (
        "La pièce {member} est abîmée : sa somme de contrôle est fausse.",
        "The member {member} is damaged: its checksum is wrong.",
    ),
    "pack.trailing-bytes": (
        "{extra} octets suivent la fin du dossier.",
        "{extra} bytes follow the end of the pack.",
    ),
    "pack.not-canonical-zip": (
        "Le fichier zip n’est pas écrit comme un dossier de preuves l’est, octet pour octet.",
        "The zip file is not written as an evidence pack is, byte for byte.",
    ),
    "pack.not-canonical": (
        "{where} n’est pas du JSON en forme canonique.",
        "{where} is not JSON in canonical form.",
    ),
    "pack.malformed": (
        "{member} n’a pas la forme attendue ({where}).",
        "{member} has not the expected shape ({where}).",
    ),
    "pack.version-old": (
        "Ce dossier est de la version 1 du format, que rien de publié n’emploie.",
        "This pack is of version 1 of the format, which nothing published uses.",
    ),
    "pack.version-unknown": (
        "Ce dossier est d’un format ou d’une version que ce vérificateur ne connaît pas.",
        "This pack is of a format or version that this verifier does not know.",
    ),
    "pack.vote-illegal": (
        "Le scrutin décrit par vote.json enfreint une règle ({reason}).",
        "The vote that vote.json describes breaks a rule ({reason}).",
    ),
    "manifest.members-differ": (
        "Le manifeste ne liste pas les pièces du dossier, dans leur ordre.",
        "The manifest does not list the members of the pack in their order.",
    ),
    "manifest.digest-differs": (
        "{member} n’a pas l’empreinte que donne le manifeste.",
        "{member} has not the digest that the manifest gives.",
    ),
    "verifier.stopped": (
        "Le vérificateur n’a pas pu finir ({reason}).",
        "The verifier could not finish ({reason}).",
    ),
}
ADVICE: dict[str, tuple[str, str]] = {
    "pack.unreadable": (
        "Vérifiez son nom, et qu’il est bien là. Sans notes prises avant, laissez --anchors de côté : "
        "le verdict dira que rien n’est ancré.",
        "Check its name, and that it is there. Without notes taken before, leave --anchors out: "
        "the verdict will say that nothing is anchored.",
    ),
    "pack": (
        "Téléchargez de nouveau le dossier depuis la page du résultat, sans le rouvrir ni le recompresser.",
        "Download the pack again from the page of the result, without unpacking or packing it again.",
    ),
    "pack.version-old": (
        "Demandez le dossier de version 2 : le serveur le construit de nouveau depuis le scrutin scellé.",
        "Ask for the pack of version 2: the server builds it again from the sealed vote.",
    ),
    "pack.version-unknown": (
        "Prenez la version du vérificateur qui accompagne ce dossier.",
        "Take the version of the verifier that goes with this pack.",
    ),
    "manifest": (
        "Demandez le même dossier à un autre observateur et comparez les empreintes SHA-256 des fichiers.",
        "Ask another observer for the same pack and compare the SHA-256 of the files.",
    ),
    "verifier": (
        "Essayez sur une machine avec plus de mémoire, et signalez ce fichier.",
        "Try on a machine with more memory, and report this file.",
    ),
}
