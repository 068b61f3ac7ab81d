"""Words of what somebody noted outside: heads, roots, checkpoints, receipts."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "anchors.unreadable": (
        "La ligne {line} de vos notes ne se lit pas comme une note.",
        "Line {line} of your notes does not read as a note.",
    ),
    "anchors.head-unreadable": (
        "« {head} » n’est pas une tête de journal.",
        "“{head}” is not a head of the journal.",
    ),
    "anchor.head-not-found": (
        "La tête de journal notée {head}… n’est pas dans ce journal.",
        "The noted head of the journal {head}… is not in this journal.",
    ),
    "anchor.head-elsewhere": (
        "La tête {head}… n’est pas à l’entrée {seq} où elle a été notée.",
        "The head {head}… is not at entry {seq}, where it was noted.",
    ),
    "anchor.journal-cut": (
        "Vous avez noté l’entrée {seq} ; ce journal s’arrête à l’entrée {last}.",
        "You noted entry {seq}; this journal ends at entry {last}.",
    ),
    "anchor.root-differs": (
        "La racine de la liste n’est pas celle que vous avez notée ({noted}…).",
        "The root of the roll is not the one you noted ({noted}…).",
    ),
    "anchor.vote-differs": (
        "Le scrutin n’a pas l’empreinte que vous avez notée ({noted}…).",
        "The vote has not the digest that you noted ({noted}…).",
    ),
    "anchor.sealed-differs": (
        "Le journal de ce dossier ne finit pas par le scellement noté ({noted}…).",
        "The journal of this pack does not end with the sealing that was noted ({noted}…).",
    ),
    "anchor.checkpoint-differs": (
        "Question {question} : le point de contrôle {number} n’est pas celui que vous avez noté ({noted}…).",
        "Question {question}: checkpoint {number} is not the one you noted ({noted}…).",
    ),
    "anchor.head-after-pack": (
        "La tête de l’entrée {seq} est postérieure à ce dossier, qui s’arrête à l’entrée {last} :"
        " comparez-la au journal du site.",
        "The head of entry {seq} is later than this pack, which ends at entry {last}:"
        " compare it with the journal of the site.",
    ),
    "anchor.other-vote": (
        "Une note porte sur un autre scrutin ({vote}) et n’a pas été comparée.",
        "One note is about another vote ({vote}) and was not compared.",
    ),
    "receipt.unreadable": (
        "« {receipt} » n’est ni un numéro de suivi ni un code de suivi ({lengths} signes).",
        "“{receipt}” is neither a tracking number nor a follow-up code ({lengths} signs).",
    ),
    "receipt.change-code": (
        "C’est un code de modification : ne le tapez nulle part, prenez le code de suivi.",
        "This is a change code: type it nowhere, use the follow-up code.",
    ),
    "receipt.not-found": (
        "Le code {receipt} ne mène à aucun bulletin de ce dossier.",
        "The code {receipt} leads to no ballot of this pack.",
    ),
    "receipt.maybe-hidden": (
        "Le code {receipt} ne mène à aucun bulletin publié ; certains bulletins ne le sont pas.",
        "The code {receipt} leads to no published ballot; some ballots are not published.",
    ),
}
ADVICE: dict[str, tuple[str, str]] = {
    "anchors": (
        "Une note par ligne : « head 41 EMPREINTE », « root SCRUTIN EMPREINTE », « vote SCRUTIN EMPREINTE »,"
        " « sealed SCRUTIN EMPREINTE » ou « checkpoint SCRUTIN QUESTION NUMÉRO EMPREINTE ».",
        "One note a line: “head 41 DIGEST”, “root VOTE DIGEST”, “vote VOTE DIGEST”,"
        " “sealed VOTE DIGEST” or “checkpoint VOTE QUESTION NUMBER DIGEST”.",
    ),
    "anchor": (
        "Vérifiez votre note ; si elle est juste, l’histoire a été réécrite :"
        " montrez-la aux autres observateurs.",
        "Check your note; if it is right, history was rewritten: show it to the other observers.",
    ),
    "receipt": (
        "Relisez le code ; s’il est juste, montrez votre reçu à un observateur.",
        "Read the code again; if it is right, show your receipt to an observer.",
    ),
    "receipt.change-code": (
        "Le code de suivi suffit pour retrouver un bulletin.",
        "The follow-up code is enough to find a ballot.",
    ),
}
