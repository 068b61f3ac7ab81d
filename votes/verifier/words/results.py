"""Words of the seal and of the count."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "sealed.missing": ("Le journal ne scelle pas ce scrutin.", "The journal does not seal this vote."),
    "sealed.twice": (
        "Le journal scelle ce scrutin deux fois (entrée {seq}).",
        "The journal seals this vote twice (entry {seq}).",
    ),
    "sealed.not-last": (
        "Le journal de ce dossier ne s’arrête pas au scellement (entrée {seq}).",
        "The journal of this pack does not end with the sealing (entry {seq}).",
    ),
    "sealed.early": (
        "Le scrutin a été scellé avant la clôture (entrée {seq}).",
        "The vote was sealed before the close (entry {seq}).",
    ),
    "sealed.marks-differ": (
        "Les émargements ne sont pas ceux qui ont été scellés (entrée {seq}).",
        "The marks are not those that were sealed (entry {seq}).",
    ),
    "sealed.tally-differs": (
        "Le résultat n’est pas celui qui a été scellé (entrée {seq}).",
        "The result is not the one that was sealed (entry {seq}).",
    ),
    "sealed.replaced-differs": (
        "Les bulletins remplacés ne sont pas ceux qui ont été scellés (entrée {seq}).",
        "The replaced ballots are not those that were sealed (entry {seq}).",
    ),
    "sealed.roll-differs": (
        "La liste électorale n’est pas celle qui a été scellée (entrée {seq}).",
        "The roll is not the one that was sealed (entry {seq}).",
    ),
    "sealed.questions-differ": (
        "Les questions scellées ne sont pas celles du scrutin (entrée {seq}).",
        "The sealed questions are not those of the vote (entry {seq}).",
    ),
    "sealed.count-differs": (
        "Question {question} : le nombre de bulletins n’est pas celui qui a été scellé (entrée {seq}).",
        "Question {question}: the number of ballots is not the one that was sealed (entry {seq}).",
    ),
    "sealed.ballots-differ": (
        "Question {question} : les bulletins ne sont pas ceux qui ont été scellés (entrée {seq}).",
        "Question {question}: the ballots are not those that were sealed (entry {seq}).",
    ),
    "tally.questions-differ": (
        "Le dépouillement ne suit pas les questions du scrutin.",
        "The tally does not follow the questions of the vote.",
    ),
    "tally.seats-differ": (
        "Le dépouillement compte {seats} sièges, la liste {roll}.",
        "The tally counts {seats} seats, the roll {roll}.",
    ),
    "tally.differs": (
        "Question {question} : recompter les bulletins donne un autre résultat ({fields}).",
        "Question {question}: counting the ballots again gives another result ({fields}).",
    ),
    "tally.impossible": (
        "Question {question} : aucun vote possible ne donne ces totaux.",
        "Question {question}: no possible ballots give these totals.",
    ),
}
ADVICE: dict[str, tuple[str, str]] = {}
