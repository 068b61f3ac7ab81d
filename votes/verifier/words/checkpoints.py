"""Words of checkpoints, and of the ballots that were changed after one."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "checkpoints.other-question": (
        "Un point de contrôle porte sur une question qui n’est pas au scrutin : {question}.",
        "A checkpoint is about a question that the vote does not ask: {question}.",
    ),
    "checkpoints.numbers-wrong": (
        "Question {question} : les points de contrôle ne sont pas numérotés 1, 2, 3…",
        "Question {question}: the checkpoints are not numbered 1, 2, 3…",
    ),
    "checkpoints.hash-repeated": (
        "Question {question} : une empreinte figure deux fois dans les points de contrôle.",
        "Question {question}: a hash stands twice in the checkpoints.",
    ),
    "checkpoints.not-sorted": (
        "Question {question} : les empreintes du point de contrôle {number} ne sont pas triées.",
        "Question {question}: the hashes of checkpoint {number} are not sorted.",
    ),
    "checkpoints.outside-vote": (
        "Question {question} : le point de contrôle {number} vient avant l’ouverture, ou avant le précédent.",
        "Question {question}: checkpoint {number} comes before the opening, or before the one before it.",
    ),
    "checkpoints.too-small": (
        "Question {question} : le point de contrôle {number} ne porte que sur {hashes} bulletin(s).",
        "Question {question}: checkpoint {number} covers only {hashes} ballot(s).",
    ),
    "checkpoints.too-close": (
        "Question {question} : le point de contrôle {number} suit le précédent de moins d’un quart d’heure.",
        "Question {question}: checkpoint {number} follows the one before by less than a quarter of an hour.",
    ),
    "checkpoints.missing": (
        "Le journal annonce {announced} points de contrôle ; le dossier en contient {listed}.",
        "The journal announces {announced} checkpoints; the pack holds {listed}.",
    ),
    "checkpoints.not-announced": (
        "Le dossier contient {listed} points de contrôle ; le journal en annonce {announced}.",
        "The pack holds {listed} checkpoints; the journal announces {announced}.",
    ),
    "checkpoints.differ": (
        "Question {question} : le point de contrôle {number} n’est pas celui de l’entrée {seq} du journal.",
        "Question {question}: checkpoint {number} is not the one of journal entry {seq}.",
    ),
    "checkpoints.never-opened": (
        "Question {question} : {times} bulletin(s) des points de contrôle ont disparu ;"
        " le premier : {first}…",
        "Question {question}: {times} ballot(s) of the checkpoints have disappeared; the first: {first}…",
    ),
    "checkpoints.ballot-missing": (
        "Question {question} : {times} bulletin(s) ne figurent dans aucun point de contrôle ;"
        " le premier : {first}.",
        "Question {question}: {times} ballot(s) stand in no checkpoint; the first: {first}.",
    ),
    "checkpoints.hidden-count": (
        "Question {question} : les points de contrôle ne portent pas sur {count} bulletins.",
        "Question {question}: the checkpoints do not cover {count} ballots.",
    ),
    "replaced.questions-differ": (
        "La liste des bulletins remplacés ne suit pas les questions du scrutin.",
        "The list of replaced ballots does not follow the questions of the vote.",
    ),
    "replaced.not-sorted": (
        "Question {question} : les bulletins remplacés ne sont pas triés.",
        "Question {question}: the replaced ballots are not sorted.",
    ),
    "replaced.unknown": (
        "Question {question} : {times} bulletin(s) remplacés ne figurent dans aucun point de contrôle.",
        "Question {question}: {times} replaced ballot(s) stand in no checkpoint.",
    ),
    "replaced.not-allowed": (
        "Question {question} : {times} bulletin(s) remplacés, alors que ce scrutin"
        " ne permettait aucun changement.",
        "Question {question}: {times} replaced ballot(s), though this vote allowed no change.",
    ),
    "replaced.opened-too": (
        "Question {question} : un bulletin publié est aussi compté comme remplacé.",
        "Question {question}: a published ballot is counted as replaced too.",
    ),
    "replaced.too-many": (
        "Question {question} : les changements de {changes} bulletins n’expliquent pas {times} empreintes"
        " remplacées ; des bulletins ont pu disparaître.",
        "Question {question}: the changes of {changes} ballots do not explain {times} replaced hashes;"
        " ballots may have disappeared.",
    ),
}
ADVICE: dict[str, tuple[str, str]] = {}
