"""One change of a campaign's word lists, as a person asks for it: what it makes of the edits in force."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from deliberation.core.errors import RuleBroken
from proposals.core.lists import Lists
from proposals.core.wordedits import Edits, edits_of


class Act(StrEnum):
    """What is asked: leave words out of the count, count them again, count several as one, or apart again."""

    LEAVE_OUT = "leave-out"
    COUNT = "count"
    JOIN = "join"
    PART = "part"


@dataclass(frozen=True, slots=True)
class Change:
    """An act and its words, folded and sorted, each once."""

    act: Act
    words: tuple[str, ...]


def change_of(act: str, words: Iterable[str]) -> Change:
    """A change out of what a person typed.

    Refuses an act that is none (`words.no-such-act`), no word at all (`words.empty`), and words as
    `edits_of` refuses them: `edits.not-a-word`, `edits.too-few-synonyms`, `edits.too-many`.
    """
    if act not in set(Act):
        raise RuleBroken("words.no-such-act")
    typed = [word for word in words if word.strip()]
    if not typed:
        raise RuleBroken("words.empty")
    if act in (Act.JOIN, Act.PART):
        return Change(Act(act), edits_of(synonyms=[typed]).synonyms[0])
    return Change(Act(act), edits_of(added=typed).added)


def is_left_out(word: str, lists: Lists) -> bool:
    """Whether a folded word counts for nothing in these lists, in any of their languages."""
    if word in lists.edits.removed:
        return False
    return word in lists.edits.added or any(word in of.stop_words for of in lists.languages)


def changed(lists: Lists, change: Change) -> Edits:
    """The edits in force once a change is made to the lists with theirs; what is undone leaves no trace.

    Refuses what changes nothing: a word already left out (`words.already-left-out`, word), one that
    counts already (`words.already-counted`, word), a group of which a word is in a group already
    (`words.already-joined`, word), a group that is none (`words.not-joined`).
    """
    edits = lists.edits
    match change.act:
        case Act.LEAVE_OUT:
            for word in change.words:
                if is_left_out(word, lists):
                    raise RuleBroken("words.already-left-out", word=word)
            added, removed = _moved(change.words, edits.added, edits.removed)
            made = replace(edits, added=added, removed=removed)
        case Act.COUNT:
            for word in change.words:
                if not is_left_out(word, lists):
                    raise RuleBroken("words.already-counted", word=word)
            removed, added = _moved(change.words, edits.removed, edits.added)
            made = replace(edits, added=added, removed=removed)
        case Act.JOIN:
            taken = {word for group in edits.synonyms for word in group}
            for word in change.words:
                if word in taken:
                    raise RuleBroken("words.already-joined", word=word)
            made = replace(edits, synonyms=(*edits.synonyms, change.words))
        case Act.PART:
            if change.words not in edits.synonyms:
                raise RuleBroken("words.not-joined")
            made = replace(edits, synonyms=tuple(group for group in edits.synonyms if group != change.words))
    return edits_of(made.added, made.removed, made.synonyms)


def _moved(
    words: Collection[str], into: Collection[str], out_of: Collection[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Take words out of one list where an earlier change put them there, else put them into the other."""
    back = set(words) & set(out_of)
    return tuple({*into, *words} - back), tuple(set(out_of) - back)
