"""Words of marks and ballots."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "marks.questions-differ": (
        "Les émargements ne suivent pas les questions du scrutin.",
        "The marks do not follow the questions of the vote.",
    ),
    "marks.more-than-seats": (
        "Question {question} : {times} émargements, plus que de sièges.",
        "Question {question}: {times} marks, more than there are seats.",
    ),
    "marks.not-on-roll": (
        "Question {question} : {times} émargement(s) hors de la liste ; le premier : {first}.",
        "Question {question}: {times} mark(s) not on the roll; the first: {first}.",
    ),
    "marks.repeated": (
        "Question {question} : un siège a émargé deux fois.",
        "Question {question}: a seat is marked twice.",
    ),
    "marks.not-sorted": (
        "Question {question} : les émargements ne sont pas triés.",
        "Question {question}: the marks are not sorted.",
    ),
    "marks.count-differs": (
        "Question {question} : {count} émargements annoncés, {listed} listés.",
        "Question {question}: {count} marks announced, {listed} listed.",
    ),
    "marks.not-equal-ballots": (
        "Question {question} : {marks} émargements pour {ballots} bulletins.",
        "Question {question}: {marks} marks for {ballots} ballots.",
    ),
    "marks.hidden-wrongly": (
        "Question {question} : les bulletins se publient à partir de {least}, jamais en dessous.",
        "Question {question}: ballots are published from {least} on, and never below.",
    ),
    "ballots.choice-illegal": (
        "Question {question} : {times} bulletin(s) au choix interdit ; le premier : {first} ({reason}).",
        "Question {question}: {times} ballot(s) with an illegal choice; the first: {first} ({reason}).",
    ),
    "ballots.tracker-repeated": (
        "Question {question} : le numéro de suivi {first} figure deux fois.",
        "Question {question}: the tracking number {first} stands twice.",
    ),
    "ballots.not-sorted": (
        "Question {question} : les bulletins ne sont pas dans l’ordre des numéros de suivi.",
        "Question {question}: the ballots are not in the order of their tracking numbers.",
    ),
    "ballots.version-wrong": (
        "Question {question} : la version du bulletin {first} n’est pas permise.",
        "Question {question}: the version of ballot {first} is not allowed.",
    ),
    "ballots.in-two-questions": (
        "Question {question} : un bulletin figure aussi dans une autre question, de même nonce {first}.",
        "Question {question}: a ballot stands in another question too, with the same nonce {first}.",
    ),
    "ballots.nonce-repeated": (
        "Question {question} : un bulletin est la copie d’un autre.",
        "Question {question}: a ballot is the copy of another.",
    ),
}
ADVICE: dict[str, tuple[str, str]] = {}
