"""Every word of the verifier, French and English; longer than other modules because it is the one table.

`SENTENCES` say what was found, `ADVICE` what to do (by code, else by the part before the dot),
`LABELS` are the rest. A `{name}` is a fact of the finding. Both languages hold the same codes.
"""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Mapping

from deliberation.core.errors import Fact
from votes.core.reading import DECEIVING
from votes.verifier.findings import Finding

FRENCH, ENGLISH = "fr", "en"
LANGUAGES = (FRENCH, ENGLISH)
LONGEST_FACT = 120

SENTENCES: dict[str, tuple[str, str]] = {
    # -- what is no pack (exit code 2)
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
    "anchors.unreadable": (
        "La ligne {line} de vos notes ne se lit pas comme une note.",
        "Line {line} of your notes does not read as a note.",
    ),
    "anchors.head-unreadable": (
        "« {head} » n’est pas une tête de journal.",
        "“{head}” is not a head of the journal.",
    ),
    "receipt.unreadable": (
        "« {receipt} » n’est ni un numéro de suivi ni un code de suivi ({lengths} signes).",
        "“{receipt}” is neither a tracking number nor a follow-up code ({lengths} signs).",
    ),
    "receipt.change-code": (
        "C’est un code de modification : ne le tapez nulle part, prenez le code de suivi.",
        "This is a change code: type it nowhere, use the follow-up code.",
    ),
    "verifier.stopped": (
        "Le vérificateur n’a pas pu finir ({reason}).",
        "The verifier could not finish ({reason}).",
    ),
    "seat.unreadable": (
        "Ce siège n’a pas la forme que donne la page « Mon siège ».",
        "This seat has not the form that the page “My seat” gives.",
    ),
    # -- a member's own seat
    "seat.root-differs": (
        "Le siège {seat} ne mène pas à la racine de ce dossier.",
        "The seat {seat} does not lead to the root of this pack.",
    ),
    "seat.not-on-roll": (
        "Le siège {seat} n’est pas sur la liste de ce dossier.",
        "The seat {seat} is not on the roll of this pack.",
    ),
    "seat.on-roll": (
        "Le siège {seat} est sur la liste (groupe : {group}).",
        "The seat {seat} is on the roll (group: {group}).",
    ),
    "seat.kept-before-correction": (
        "Votre fichier date d’avant une correction publiée de la liste : il mène à la racine {root}, que le"
        " journal donne aussi.",
        "Your file is from before a public correction of the roll: it leads to the root {root}, which the"
        " journal gives too.",
    ),
    "seat.marked": (
        "Question {number} : le siège est marqué, un bulletin est dans l’urne.",
        "Question {number}: the seat is marked, a ballot is in the box.",
    ),
    "seat.not-marked": (
        "Question {number} : le siège n’est pas marqué, personne n’a voté à sa place.",
        "Question {number}: the seat is not marked, nobody voted in its place.",
    ),
    "seat.hidden": (
        "Question {number} : moins de dix sièges ont voté, les marques ne sont pas publiées.",
        "Question {number}: under ten seats voted, the marks are not published.",
    ),
    "seat.other-vote": (
        "Ce siège est d’un autre scrutin ({vote}) : il n’est pas cherché.",
        "This seat is of another vote ({vote}): it was not looked up.",
    ),
    # -- the manifest and what the members speak of
    "manifest.members-differ": (
        "Le manifeste ne liste pas les pièces du dossier, dans leur ordre.",
        "The manifest does not list the members of the pack in their order.",
    ),
    "manifest.digest-differs": (
        "{member} n’a pas l’empreinte que donne le manifeste.",
        "{member} has not the digest that the manifest gives.",
    ),
    "vote.another": (
        "{member} parle d’un autre scrutin : {vote}.",
        "{member} speaks of another vote: {vote}.",
    ),
    # -- the journal
    "journal.gap": (
        "Journal : l’entrée {seq} manque ou n’est pas à sa place.",
        "Journal: entry {seq} is missing or out of place.",
    ),
    "journal.chain-broken": (
        "Journal : l’entrée {seq} ne suit pas celle qui la précède.",
        "Journal: entry {seq} does not follow the one before it.",
    ),
    "journal.entry-changed": (
        "Journal : l’entrée {seq} a été modifiée.",
        "Journal: entry {seq} was changed.",
    ),
    "journal.time-backwards": (
        "Journal : l’heure recule à l’entrée {seq}.",
        "Journal: time goes backwards at entry {seq}.",
    ),
    "journal.wrong-office": (
        "L’entrée {seq} ({entry}) est signée d’une fonction qui ne le peut pas ({office}).",
        "Entry {seq} ({entry}) is signed by an office that cannot do it ({office}).",
    ),
    # -- the vote as announced
    "vote.not-scheduled": (
        "Le journal n’annonce pas ce scrutin.",
        "The journal does not announce this vote.",
    ),
    "vote.digest-differs": (
        "Le scrutin n’est pas celui que l’entrée {seq} a annoncé :"
        " une question, une option, un réglage ou une date a changé.",
        "The vote is not the one that entry {seq} announced:"
        " a question, an option, a setting or a date was changed.",
    ),
    "vote.times-differ": (
        "L’ouverture ou la clôture n’est pas celle que l’entrée {seq} a annoncée.",
        "The opening or the close is not the one that entry {seq} announced.",
    ),
    "vote.scheduled-late": (
        "L’entrée {seq} annonce le scrutin alors qu’il était déjà ouvert.",
        "Entry {seq} announces the vote when it was already open.",
    ),
    "vote.scheduled-twice": (
        "L’entrée {seq} annonce une seconde fois le scrutin, qui ne se confirme qu’une fois.",
        "Entry {seq} announces the vote a second time; a vote is confirmed once.",
    ),
    "vote.given-up": (
        "L’entrée {seq} ({entry}) dit que ce scrutin n’a pas eu lieu, et pourtant il est dépouillé.",
        "Entry {seq} ({entry}) says that this vote was not held, and yet it is counted.",
    ),
    "vote.draft-missing": (
        "Aucune entrée du journal ne prépare le scrutin que l’entrée {seq} confirme : une signature manque.",
        "No entry of the journal drafts the vote that entry {seq} confirms: a signature is missing.",
    ),
    "vote.draft-differs": (
        "Les questions préparées par l’entrée {seq} ne sont pas celles de ce dossier.",
        "The questions that entry {seq} drafts are not those of this pack.",
    ),
    "vote.signed-alone": (
        "La même personne a préparé et confirmé le scrutin (entrée {seq}).",
        "The same person drafted and confirmed the vote (entry {seq}).",
    ),
    "vote.extended-late": (
        "L’entrée {seq} prolonge le scrutin alors qu’il était déjà clos.",
        "Entry {seq} extends the vote when it was already closed.",
    ),
    "vote.extended-wrong": (
        "La prolongation de l’entrée {seq} ne part pas de la clôture en vigueur, ou ne mène pas plus loin.",
        "The extension of entry {seq} does not start from the close in force, or leads no further.",
    ),
    "vote.reopened-wrong": (
        "La réouverture de l’entrée {seq} ne suit pas une suspension, ne part pas de la clôture en vigueur,"
        " ou ne laisse pas vingt-quatre heures.",
        "The reopening of entry {seq} follows no suspension, does not start from the close in force, or does"
        " not leave twenty-four hours.",
    ),
    "vote.reopened-alone": (
        "La réouverture de l’entrée {seq} n’est pas celle qu’un autre organisateur a proposée.",
        "The reopening of entry {seq} is not the one that another organiser proposed.",
    ),
    "vote.while-suspended": (
        "L’entrée {seq} ({entry}) est faite alors que le scrutin était suspendu.",
        "Entry {seq} ({entry}) was made while the vote was suspended.",
    ),
    "vote.still-suspended": (
        "L’entrée {seq} suspend ce scrutin, personne ne l’a rouvert, et pourtant il est dépouillé.",
        "Entry {seq} suspends this vote, nobody opened it again, and yet it is counted.",
    ),
    "vote.rehearsal": (
        "Ce scrutin était une répétition : ses bulletins devaient être jetés, et rien compté.",
        "This vote was a rehearsal: its ballots were to be thrown away, and nothing counted.",
    ),
    "vote.opened-twice": (
        "Le journal ouvre ce scrutin deux fois (entrée {seq}).",
        "The journal opens this vote twice (entry {seq}).",
    ),
    "vote.opened-differs": (
        "Le scrutin ouvert par l’entrée {seq} n’est pas celui de ce dossier.",
        "The vote that entry {seq} opened is not the one of this pack.",
    ),
    "vote.opened-early": (
        "L’entrée {seq} ouvre le scrutin avant l’heure annoncée.",
        "Entry {seq} opens the vote before the announced time.",
    ),
    "question.booklet-not-frozen": (
        "Question {question} : le journal n’a figé, avant la confirmation, aucun livret de ce nom et de cette"
        " empreinte.",
        "Question {question}: before the confirmation, the journal froze no booklet of this name and digest.",
    ),
    # -- the roll
    "roll.root-differs": (
        "La liste des sièges ne donne pas la racine que publie roll.json.",
        "The list of seats does not give the root that roll.json publishes.",
    ),
    "roll.seats-wrong": (
        "roll.json annonce {seats} sièges et en liste {listed}.",
        "roll.json announces {seats} seats and lists {listed}.",
    ),
    "roll.groups-wrong": (
        "Les effectifs des groupes ne font pas le nombre des sièges.",
        "The counts of the groups do not add up to the number of seats.",
    ),
    "roll.not-sorted": ("La liste des sièges n’est pas triée.", "The list of seats is not sorted."),
    "roll.seat-repeated": ("Un siège figure deux fois sur la liste.", "A seat stands twice on the list."),
    "roll.not-frozen": (
        "Le journal ne fige aucune liste électorale pour ce scrutin.",
        "The journal freezes no electoral roll for this vote.",
    ),
    "roll.root-not-announced": (
        "La racine de la liste n’est pas celle de l’entrée {seq} du journal.",
        "The root of the roll is not the one of journal entry {seq}.",
    ),
    "roll.seats-not-announced": (
        "Le nombre de sièges n’est pas celui de l’entrée {seq} du journal.",
        "The number of seats is not the one of journal entry {seq}.",
    ),
    "roll.groups-not-announced": (
        "Les effectifs des groupes ne sont pas ceux de l’entrée {seq} du journal.",
        "The counts of the groups are not those of journal entry {seq}.",
    ),
    "roll.cutoff-not-announced": (
        "La date de la liste n’est pas celle de l’entrée {seq} du journal.",
        "The date of the roll is not the one of journal entry {seq}.",
    ),
    "roll.conditions-not-announced": (
        "Les conditions pour avoir un siège ne sont pas celles de l’entrée {seq} du journal.",
        "The conditions for a seat are not those of journal entry {seq}.",
    ),
    "roll.urgent-not-announced": (
        "L’urgence déclarée n’est pas celle de l’entrée {seq} du journal.",
        "The declared urgency is not the one of journal entry {seq}.",
    ),
    "roll.not-announced": (
        "Le journal n’a pas annoncé ce jour de référence et ces conditions avant l’entrée {seq}.",
        "The journal did not announce this cut-off day and these conditions before entry {seq}.",
    ),
    "roll.notice-too-short": (
        "La liste a été figée moins de 72 heures avant l’ouverture (entrée {seq}), sans urgence déclarée.",
        "The roll was frozen less than 72 hours before the opening (entry {seq}), without declared urgency.",
    ),
    "roll.correction-broken": (
        "La correction de la liste (entrée {seq}) ne mène pas de la liste précédente à la suivante.",
        "The correction of the roll (entry {seq}) does not lead from the roll before it to the next.",
    ),
    "roll.corrected-late": (
        "La liste a été corrigée après l’ouverture (entrée {seq}).",
        "The roll was corrected after the opening (entry {seq}).",
    ),
    "roll.corrected-too-much": (
        "Les corrections ont déplacé {moved} sièges ; {most} au plus le peuvent après le gel.",
        "The corrections moved {moved} seats; {most} at most may move after the freeze.",
    ),
    "roll.claims-differ": (
        "Les réclamations comptées ne sont pas celles auxquelles le journal répond ({answered}).",
        "The claims counted are not those that the journal answers ({answered}).",
    ),
    "roll.frozen-late": (
        "La liste a été figée après l’ouverture (entrée {seq}).",
        "The roll was frozen after the opening (entry {seq}).",
    ),
    "roll.frozen-twice": (
        "La liste a été figée une seconde fois (entrée {seq}).",
        "The roll was frozen a second time (entry {seq}).",
    ),
    "roll.frozen-alone": (
        "La liste a été figée (entrée {seq}) sans qu’une autre personne l’ait préparée.",
        "The roll was frozen (entry {seq}) and nobody else had prepared it.",
    ),
    "roll.frozen-otherwise": (
        "La liste figée (entrée {seq}) n’est pas celle qui avait été préparée.",
        "The roll that was frozen (entry {seq}) is not the one that had been prepared.",
    ),
    # -- marks and ballots
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
    # -- checkpoints
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
    # -- remarks of observers
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
    # -- the seal
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
    # -- the count
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
    # -- what was remembered
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
    "receipt.not-found": (
        "Le code {receipt} ne mène à aucun bulletin de ce dossier.",
        "The code {receipt} leads to no ballot of this pack.",
    ),
    # -- notes
    "question.hidden": (
        "Question {question} : {count} bulletins seulement ; les totaux sont publiés, les bulletins non,"
        " et rien ne peut en être recompté.",
        "Question {question}: only {count} ballots; the totals are published, the ballots are not,"
        " and nothing of it can be counted again.",
    ),
    "vote.was-suspended": (
        "L’entrée {seq} ({at}) a suspendu ce scrutin : la base était revenue en arrière, des bulletins ont pu"
        " être perdus. Deux organisateurs l’ont rouvert.",
        "Entry {seq} ({at}) suspended this vote: the database had gone back, ballots may have been lost. Two"
        " organisers opened it again.",
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
    "receipt.maybe-hidden": (
        "Le code {receipt} ne mène à aucun bulletin publié ; certains bulletins ne le sont pas.",
        "The code {receipt} leads to no published ballot; some ballots are not published.",
    ),
}

_ASK = (
    "Demandez le même dossier à un autre observateur et comparez les empreintes SHA-256 des fichiers.",
    "Ask another observer for the same pack and compare the SHA-256 of the files.",
)
_REMARK = (
    "Gardez ce fichier, déposez une observation qui cite ce constat, et comparez avec le journal du site.",
    "Keep this file, file a remark that quotes this finding, and compare with the journal of the site.",
)
ADVICE: dict[str, tuple[str, str]] = {
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
    "anchors": (
        "Une note par ligne : « head 41 EMPREINTE », « root SCRUTIN EMPREINTE », « vote SCRUTIN EMPREINTE »,"
        " « sealed SCRUTIN EMPREINTE » ou « checkpoint SCRUTIN QUESTION NUMÉRO EMPREINTE ».",
        "One note a line: “head 41 DIGEST”, “root VOTE DIGEST”, “vote VOTE DIGEST”,"
        " “sealed VOTE DIGEST” or “checkpoint VOTE QUESTION NUMBER DIGEST”.",
    ),
    "verifier": (
        "Essayez sur une machine avec plus de mémoire, et signalez ce fichier.",
        "Try on a machine with more memory, and report this file.",
    ),
    "manifest": _ASK,
    "vote": _REMARK,
    "checkpoints": _REMARK,
    "replaced": _REMARK,
    "remarks": _REMARK,
    "remarks.with-a-pack": (
        "Téléchargez journal.jsonl depuis le site et donnez-le à la place du dossier.",
        "Download journal.jsonl from the site and give it instead of the pack.",
    ),
    "journal": _REMARK,
    "question": _REMARK,
    "roll": _REMARK,
    "marks": _REMARK,
    "ballots": _REMARK,
    "sealed": _REMARK,
    "tally": _REMARK,
    "anchor": (
        "Vérifiez votre note ; si elle est juste, l’histoire a été réécrite :"
        " montrez-la aux autres observateurs.",
        "Check your note; if it is right, history was rewritten: show it to the other observers.",
    ),
    "seat": (
        "Copiez votre siège de nouveau depuis sa page, et montrez l’écart à un observateur.",
        "Copy your seat again from its page, and show the difference to an observer.",
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


def say(table: Mapping[str, tuple[str, str]], key: str, language: str, **facts: Fact) -> str:
    """The words of a key in a language, its facts filled in and made harmless for a terminal."""
    shown = {name: harmless(str(value)) for name, value in facts.items()}
    return table[key][LANGUAGES.index(language)].format(**shown)


def sentence(found: Finding, language: str) -> str:
    """What a finding or a note says."""
    shortened = {name: _short(value) for name, value in found.facts.items()}
    return say(SENTENCES, found.code, language, **shortened)


def advice(found: Finding, language: str) -> str:
    """What to do about a finding."""
    family = found.code.split(".")[0]
    return say(ADVICE, found.code if found.code in ADVICE else family, language)


def harmless(text: str) -> str:
    """A text from a pack without what would steer a terminal or turn its line around."""
    return "".join("\ufffd" if _steers(sign) else sign for sign in text)


def _steers(sign: str) -> bool:
    space = sign == "\n" or unicodedata.category(sign) == "Zs"
    return (not sign.isprintable() and not space) or sign in DECEIVING


def _short(value: Fact) -> Fact:
    return textwrap.shorten(value, LONGEST_FACT, placeholder="…") if isinstance(value, str) else value
