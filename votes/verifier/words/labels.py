"""Every other word of the report and of the command: labels, the verdict, the help."""

from __future__ import annotations

LABELS: dict[str, tuple[str, str]] = {
    "description": (
        "Vérifie hors ligne un dossier de preuves, ou un journal.",
        "Checks an evidence pack, or a journal, offline.",
    ),
    "pack": ("le dossier de preuves, ou un journal.jsonl", "the evidence pack, or a journal.jsonl"),
    "known-head": (
        "une tête de journal notée avant : EMPREINTE ou NUMÉRO:EMPREINTE (peut être répété)",
        "a head of the journal noted before: DIGEST or NUMBER:DIGEST (may be repeated)",
    ),
    "anchors": ("un fichier de notes prises hors du site", "a file of notes taken outside the site"),
    "receipt": (
        "un numéro de suivi ou un code de suivi (peut être répété)",
        "a tracking number or a follow-up code (may be repeated)",
    ),
    "seat": (
        "votre siège, copié de la page « Mon siège » : un fichier, ou le texte même",
        "your seat, copied from the page “My seat”: a file, or the text itself",
    ),
    "remarks": (
        "toutes les observations d’un scrutin (remarks.jsonl), avec un journal.jsonl pris après elles",
        "all remarks of a vote (remarks.jsonl), with a journal.jsonl taken after them",
    ),
    "json": ("écrire le rapport en JSON", "write the report as JSON"),
    "language": ("langue du rapport", "language of the report"),
    "file": ("Fichier : {path}", "File: {path}"),
    "vote": ("Scrutin : {title} ({vote})", "Vote: {title} ({vote})"),
    "head": ("Tête du journal, entrée {seq} :", "Head of the journal, entry {seq}:"),
    "results": ("Résultats publiés", "Published results"),
    "question": ("Question {number}. {text}", "Question {number}. {text}"),
    "count": (
        "{ballots} bulletins pour {seats} sièges ; {blank} blancs, {expressed} exprimés",
        "{ballots} ballots for {seats} seats; {blank} blank, {expressed} expressed",
    ),
    "option": ("rang {rank} : {votes} — {text}", "rank {rank}: {votes} — {text}"),
    "tie": ("à égalité : {options}", "tied: {options}"),
    "draw": ("ordre tiré au sort : {order}", "order drawn by lot: {order}"),
    "quorum-reached": (
        "quorum atteint : {found}, il en fallait {needed}",
        "quorum reached: {found}, {needed} were needed",
    ),
    "quorum-missed": (
        "quorum manqué : {found}, il en fallait {needed}, et ce résultat n’engage pas",
        "quorum missed: {found}, {needed} were needed, and this result does not bind",
    ),
    "conclusion-first": ("en tête : {options}", "first: {options}"),
    "conclusion-elected": ("élus : {options}", "elected: {options}"),
    "conclusion-adopted": ("adopté", "adopted"),
    "conclusion-rejected": ("non adopté", "not adopted"),
    "conclusion-nothing": ("rien n’a été exprimé", "nothing was expressed"),
    "receipts": ("Bulletins retrouvés", "Ballots found"),
    "ballot": (
        "{tracker}, question {number}, version {version} : {choices}",
        "{tracker}, question {number}, version {version}: {choices}",
    ),
    "blank": ("vote blanc", "blank"),
    "notes": ("À savoir", "Good to know"),
    "findings": ("Constats", "Findings"),
    "advice": ("Que faire : {advice}", "What to do: {advice}"),
    "checks": ("{checks} vérifications faites.", "{checks} checks made."),
    "verdict": ("Verdict : {verdict}", "Verdict: {verdict}"),
    "inconsistent": (
        "INCOHÉRENT, {findings} constat(s).",
        "INCONSISTENT, {findings} finding(s).",
    ),
    "consistent-anchored": (
        "cohérent, et conforme à {matched} note(s) prise(s) hors du site.",
        "consistent, and as {matched} note(s) taken outside say.",
    ),
    "consistent-not-anchored": ("cohérent, non ancré.", "consistent, not anchored."),
    "not-anchored": (
        "Non ancré : rien de ce que quelqu’un aurait noté avant n’a été comparé. Un dossier refait"
        " en entier serait cohérent lui aussi.",
        "Not anchored: nothing that somebody noted before was compared. A pack made anew from end to"
        " end would be consistent too.",
    ),
    "not-a-pack": ("ceci n’est pas vérifiable.", "this cannot be checked."),
}
