"""Words of the vote as it was announced, signed, opened, extended and suspended."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "vote.another": (
        "{member} parle d’un autre scrutin : {vote}.",
        "{member} speaks of another vote: {vote}.",
    ),
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
    "vote.was-suspended": (
        "L’entrée {seq} ({at}) a suspendu ce scrutin : la base était revenue en arrière, des bulletins ont pu"
        " être perdus. Deux organisateurs l’ont rouvert.",
        "Entry {seq} ({at}) suspended this vote: the database had gone back, ballots may have been lost. Two"
        " organisers opened it again.",
    ),
    "question.booklet-not-frozen": (
        "Question {question} : le journal n’a figé, avant la confirmation, aucun livret de ce nom et de cette"
        " empreinte.",
        "Question {question}: before the confirmation, the journal froze no booklet of this name and digest.",
    ),
    "question.hidden": (
        "Question {question} : {count} bulletins seulement ; les totaux sont publiés, les bulletins non,"
        " et rien ne peut en être recompté.",
        "Question {question}: only {count} ballots; the totals are published, the ballots are not,"
        " and nothing of it can be counted again.",
    ),
}
ADVICE: dict[str, tuple[str, str]] = {}
