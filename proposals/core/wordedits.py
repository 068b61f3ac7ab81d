"""What organisers (or a rival run) change in the word lists: stop words added or given back, synonyms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from deliberation.core.canonical import Json
from deliberation.core.errors import RuleBroken
from proposals.core.folding import fold

MOST_EDITED = 1_000
MOST_SYNONYMS = 20
LONGEST_EDITED = 64
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Edits:
    """Changes to the lists of every language of a campaign; words are folded, each tuple sorted.

    `added` words count no more; `removed` ones count again though a list names them (they win over
    `added`). The words of one group of `synonyms` count as one term.
    """

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    synonyms: tuple[tuple[str, ...], ...] = ()

    def as_json(self) -> dict[str, Json]:
        """The edits as they stand in a bundle, beside the lists they change."""
        return {
            "added": list(self.added),
            "removed": list(self.removed),
            "synonyms": [list(group) for group in self.synonyms],
        }


NO_EDITS = Edits()


def edits_of(
    added: Iterable[str] = (), removed: Iterable[str] = (), synonyms: Iterable[Iterable[str]] = ()
) -> Edits:
    """Edits out of words as people write them: folded, each once, in order.

    Refuses what is no single word (`edits.not-a-word`, word), a group of fewer than two different
    words (`edits.too-few-synonyms`), and more than a list can hold (`edits.too-many`, most).
    """
    groups = sorted({_checked(group) for group in synonyms})
    for group in groups:
        if len(group) < 2:
            raise RuleBroken("edits.too-few-synonyms", word=", ".join(group))
        if len(group) > MOST_SYNONYMS:
            raise RuleBroken("edits.too-many", most=MOST_SYNONYMS)
    edits = Edits(_checked(added), _checked(removed), tuple(groups))
    if max(len(edits.added), len(edits.removed), len(groups)) > MOST_EDITED:
        raise RuleBroken("edits.too-many", most=MOST_EDITED)
    return edits


def edits_from(read: Mapping[str, Json]) -> Edits:
    """Edits out of a bundle; refuses with `lists.not-lists` what is not just as `edits_of` makes them."""
    added, removed = _words(read.get("added")), _words(read.get("removed"))
    groups = read.get("synonyms")
    if not isinstance(groups, Sequence) or isinstance(groups, str):
        raise RuleBroken("lists.not-lists")
    given = Edits(added, removed, tuple(_words(group) for group in groups))
    try:
        made = edits_of(given.added, given.removed, given.synonyms)
    except RuleBroken as refusal:
        raise RuleBroken("lists.not-lists") from refusal
    if made != given:
        raise RuleBroken("lists.not-lists")
    return made


def _checked(words: Iterable[str]) -> tuple[str, ...]:
    found: set[str] = set()
    for word in words:
        folded = fold(word.strip())
        if not _WORD.fullmatch(folded) or len(folded) > LONGEST_EDITED:
            raise RuleBroken("edits.not-a-word", word=word[:80])
        found.add(folded)
    return tuple(sorted(found))


def _words(read: Json) -> tuple[str, ...]:
    if not isinstance(read, list) or not all(isinstance(word, str) for word in read):
        raise RuleBroken("lists.not-lists")
    return tuple(str(word) for word in read)
